"""The sentence and the remedy for what may be wrong in a bank statement."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from funds.text import N_, _
from funds.workbook.intake.events import CellProblem
from funds.workbook.intake.told import remedy, sentence

__all__ = ["CODES", "Trouble", "of_cell", "trouble"]

_SEE: Final = N_("Compare with the bank's own paper; download the statement anew, whole, and bring that file in.")
#: By code: what is wrong, and what to do.
CODES: Final[Mapping[str, tuple[str, str]]] = {
    "no-amount": (N_("The line has a date and no amount."), _SEE),
    "no-date": (N_("The line has an amount and no date."), _SEE),
    "to-come": (N_("{read!r} is still to come: a bank states what has happened."), _SEE),
    "both-sides": (N_("The line states {out} yuan out and {into} yuan in; a line is one or the other."), _SEE),
    "no-side": (N_("It does not say whether the amount came in or went out."), N_("Write 借 (out) or 贷 (in), or add the word to the profile.")),
    "side-unknown": (N_("{read!r} says neither in (贷) nor out (借)."), N_("Write 借 (out) or 贷 (in), or add the word to the profile.")),
    "below-zero": (
        N_("{read} yuan out: nothing says whether the sign marks a payment or the reversal of one (冲正)."),
        N_("Download a statement that begins some days earlier, so that the balances tell."),
    ),
    "currency": (N_("{read!r} is another currency; accounts here are kept in yuan."), N_("Leave that account's statement out.")),
    "other-unit": (
        N_("{read!r} says that the amounts are not in yuan."),
        N_("Turn the amounts into yuan (元), and change that text."),
    ),
    "balance-break": (
        N_("The running balance breaks here: {before} {sign} {amount} makes {expected}, but the line says {read}."),
        _SEE,
    ),
    "signs-turned": (
        N_("The balances say that what is read as out came in, and the other way round: {before} and {read} differ by {amount}."),
        N_("Take another --profile, or tell the columns apart with --map out=…,in=…"),
    ),
    "opening-break": (N_("The statement says that it begins with {read} yuan, but its first line begins with {expected}."), _SEE),
    "closing-break": (N_("The statement says that it ends with {read} yuan, but its last line leaves {expected}."), _SEE),
    "serial-twice": (N_("The serial number {read} stood in row {row} already, with the same day and amount."), _SEE),
    "other-account": (
        N_("The statement is of account {read}, not of {account}."),
        N_("Bring it in with --account {read}, or choose the right file."),
    ),
    "hidden": (N_("{count} hidden rows and columns were read like any other."), N_("Nothing need be done.")),
    "zero": (N_("The line moves no money; it was passed over."), N_("Nothing need be done.")),
    "beside-table": (N_("{read!r} is no line of the statement; it was passed over."), N_("Nothing need be done.")),
    "sheet-passed": (N_("The sheet {read!r} holds no statement; it was passed over."), N_("Nothing need be done.")),
    "reversed": (N_("The newest line stands first; the lines were taken in the order of time."), N_("Nothing need be done.")),
    "resorted": (N_("Lines of one day stand in another order than their balances; the balances were followed."), N_("Nothing need be done.")),
    "no-balances": (N_("The statement states no balances, so that a missing line could not be seen."), N_("Download the statement with its balances.")),
    "other-holder": (
        N_("The statement is of {read}; the account was declared for {holder}."),
        N_("Choose the right file; or, if it is this account's, declare the holder as the bank prints it (funds account add)."),
    ),
    "holder-shortened": (
        N_("The statement names the holder {read}; it was taken for {holder}, for whom the account was declared."),
        N_("Nothing need be done."),
    ),
    "like-another": (
        N_("It was taken for line {seq}, with the same day and amount, though it says {read!r} and that one {kept!r}."),
        N_("Nothing need be done."),
    ),
    "near-another": (
        N_("It has the day, amount and balance of line {seq}, but another serial number; it was taken for another line."),
        N_("See whether the bank printed one line twice."),
    ),
    "tears-apart": (
        N_(
            "{day}, {read} yuan: it would stand between line {before}, which leaves {stood} yuan, and line {after}, which begins "
            "with just that. The statement is probably another account's; nothing of it was kept."
        ),
        N_(
            "See whose statement it is. If it is this account's, download one over the whole time; if the lines that are kept "
            "are the wrong ones, take them out first: funds account void."
        ),
    ),
}  # fmt: skip
#: What only wants saying.
_NOTES: Final = frozenset({
    "hidden", "zero", "beside-table", "sheet-passed", "reversed", "resorted", "no-balances", "holder-shortened", "like-another",
    "near-another",
})  # fmt: skip


class Trouble(NamedTuple):
    """Something to say of a statement: its code, where, what was read, and both sentences in the reader's language."""

    code: str
    sheet: str
    cell: str
    read: str
    says: str
    remedy: str
    note: bool = False


def trouble(code: str, sheet: str = "", cell: str = "", read: str = "", **facts: object) -> Trouble:
    """Tell of a problem of a statement."""
    says, how = CODES[code]
    known = {"read": read, **facts}
    return Trouble(code, sheet, cell, read, _(says).format(**known), _(how).format(**known), code in _NOTES)


def of_cell(problem: CellProblem, sheet: str, header: str) -> Trouble:
    """Tell of a problem that reading a cell met."""
    meant = CellProblem(problem.code, problem.cell, problem.key, problem.read, {"header": header, **problem.facts})
    return Trouble(problem.code, sheet, problem.cell, problem.read, sentence(meant), remedy(meant))
