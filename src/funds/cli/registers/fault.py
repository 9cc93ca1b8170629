"""What is wrong with a cell of a register, before any rule is asked: unknown names, unclear events, missing files."""

from typing import Final, NamedTuple

from funds.text import N_, _

__all__ = ["SAYS", "Fault", "FaultError"]

_TWICE: Final = N_(
    "If it is one payment, delete one of the two rows; one that is posted already is undone with funds reverse. If they are two, nothing need be done."
)
#: Each fault's sentence and what to do about it; those without a remedy bring their own sentence.
SAYS: Final[dict[str, tuple[str, str]]] = {
    "cannot-be-meant": ("{why}", ""),
    "amount-negative": (
        N_("A negative amount is no event by itself."),
        N_("Write the amount above zero; for money given back by a supplier write 退款 in the column 事项."),
    ),
    "tier-missing": (
        N_("The programme has several classes of grant, and none is named."),
        N_("Write one of these in the column 类别: {known}."),
    ),
    "amount-missing": (N_("The programme leaves the sum open, and none is given."), N_("Write the sum approved, in yuan.")),
    "purpose-missing": (N_("Spending needs its use (用途)."), N_("Choose one of the programme's uses from the list.")),
    "no-entry-fits": (
        N_("No spending of the fund fits that this could be given back of."),
        N_("Give the invoice number (发票号码) and payee of the spending; that must be posted or stand in this file."),
    ),
    "several-fit": (
        N_("It could be given back of several entries of the fund: {entries}."),
        N_("Give the invoice number (发票号码) and payee (收款单位) of the one, or enter it with the command funds refund."),
    ),
    "paper-unclear": (
        N_("What kind of paper the file {name} is cannot be told."),
        N_("Write the kind before it, such as 发票={name}."),
    ),
    "paper-elsewhere": (
        N_("The file {name} is not named from the folder of the workbook."),
        N_("Put the papers beside the workbook or below its folder, and write only their names."),
    ),
    "other-studio": (
        N_("The fund {fund} is that of {studio}."),
        N_("Correct the fund's code or the studio's name; a register issued elsewhere has the codes of that workspace."),
    ),
    "other-holder": (
        N_("The money of fund {fund} goes to {holder}."),
        N_("Correct the account's holder; if the award names another, change that first with funds amend."),
    ),
    "row-void": (
        N_("The row says of itself that it does not count."),
        N_("Delete the row if it is void; take the word out if it is true."),
    ),
    "row-repeated": (
        N_("This row is the same as row {row} of sheet {sheet}, in every column."),
        N_("Delete it if it was entered twice; if both are true, tell them apart by their vouchers (凭证字号)."),
    ),
    "award-differs": (
        N_("It looks like the award of fund {fund}, but differs in: {columns}."),
        N_("If the award was changed by a new document, enter that with funds amend; else write it as it was posted."),
    ),
    "papers-later": (
        N_("Record {number} of fund {fund} is posted, without these papers."),
        N_("Empty the cell, and add them to that record with the command funds attach {fund} {number}."),
    ),
    "reversed-since": (
        N_("Record {number} of fund {fund} says the same, and was reversed since."),
        N_("Take the row out; if it is true once more, tell it apart by its voucher (凭证字号)."),
    ),
    "not-an-invoice": (
        N_("An invoice's code has 10 or 12 digits; {code_} has {length}."),
        N_("Write one number; several invoices are written NUMBER=FACE, with a semicolon between them."),
    ),
    "studio-repeated": (
        N_("The studio {studio} stands in another row of this file."),
        N_("Keep one row for each studio."),
    ),
    "row-like-posted": (
        N_("It looks like record {number} of fund {fund}, but differs in: {columns}."),
        N_("If it is that entry, write it as posted, or correct the record with reverse; if it is another, tell them apart."),
    ),
    "payment-twice": (N_("Day, amount and payee are those of {first}."), _TWICE),
    "voucher-twice": (N_("Voucher and amount are those of {first}."), _TWICE),
    "fund-mistaken": (N_("But for the fund it is the payment of {first}: day, amount, payee, voucher and memo are the same."), _TWICE),
    "held-back": (
        N_("Nothing of this file was posted, because other rows have problems."),
        N_("Mend those rows, or let the good ones in alone, which is the choice partial of funds import."),
    ),
    "total-differs": (
        N_("The sum row says {said} yuan; the rows above it come to {found}."),
        N_("See whether a row is missing or an amount was mistyped."),
    ),
}  # fmt: skip


class Fault(NamedTuple):
    """A fault: its code, the key of its column, and what its sentence names."""

    code: str
    key: str
    facts: dict[str, str]

    @property
    def says(self) -> str:
        """Say what is wrong, in the reader's language."""
        return _(SAYS[self.code][0]).format(**self.facts)

    @property
    def remedy(self) -> str:
        """Say what to do."""
        remedy = SAYS[self.code][1]
        return _(remedy).format(**self.facts) if remedy else ""


class FaultError(Exception):
    """Raised while a row is made into a draft; the row is told and not posted."""

    def __init__(self, code: str, key: str, **facts: object) -> None:
        """Keep the fault."""
        super().__init__(code)
        self.fault = Fault(code, key, {name: str(value) for name, value in facts.items()})
