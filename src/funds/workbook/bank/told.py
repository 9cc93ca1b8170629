"""The sentence and the remedy for what may be wrong in a bank statement."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from funds.text import N_, _
from funds.workbook.bank.veiled import account, veiled
from funds.workbook.intake.events import CellProblem
from funds.workbook.intake.told import remedy, sentence

__all__ = ["CODES", "ONE_SIDED", "Trouble", "of_cell", "trouble"]

_SEE: Final = N_("Compare with the bank's own paper; download the statement anew, whole, and bring that file in.")
#: The code of amounts of which nothing says which came in.
ONE_SIDED: Final = "one-sided"
_NOTHING: Final = N_("Nothing need be done.")
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
        N_(
            "Bring it in with --account {read}, or choose the right file; where one file holds several accounts, download "
            "each by itself."
        ),
    ),
    "hidden": (N_("{count} hidden rows and columns were read like any other."), _NOTHING),
    "zero": (N_("The line moves no money; it was passed over."), _NOTHING),
    "beside-table": (N_("{read!r} is no line of the statement; it was passed over."), _NOTHING),
    "sheet-passed": (N_("The sheet {read!r} holds no statement; it was passed over."), _NOTHING),
    "reversed": (N_("The newest line stands first; the lines were taken in the order of time."), _NOTHING),
    "resorted": (N_("Lines of one day stand in another order than their balances; the balances were followed."), _NOTHING),
    "no-balances": (N_("The statement states no balances, so that a missing line could not be seen."), N_("Download the statement with its balances.")),
    "other-holder": (
        N_("The statement is of {read}; the account was declared for {holder}."),
        N_("Choose the right file; or, if it is this account's, declare the holder as the bank prints it (funds account add)."),
    ),
    "holder-shortened": (
        N_("The statement names the holder {read}; it was taken for {holder}, for whom the account was declared."),
        _NOTHING,
    ),
    "like-another": (
        N_("It was taken for line {seq}, with the same day and amount, though it says {read!r} and that one {kept!r}."),
        _NOTHING,
    ),
    "by-words": (
        N_("It was taken for line {seq}, with the same day and amount, though it says {read!r} and that one {kept!r}."),
        N_("Where it is another payment, take it so: --take {row}=new."),
    ),
    "other-party": (
        N_("By its balance or serial number it is line {seq}; but it says {read!r} and that one {kept!r}: two other names."),
        N_("Compare both files with the bank's own paper: one of the two may have been changed."),
    ),
    "near-another": (
        N_("It has the day and amount of line {seq}, and no other balance, but another serial number or name; it was taken for another line."),
        N_("See whether both were paid; if they are one payment, take one of them out: funds account void."),
    ),
    "same-or-another": (
        N_(
            "{day}, {amount} yuan: nothing tells whether it is line {seq} ({kept}), with the same day and amount, or another; "
            "it says {read!r}. Nothing of the file was kept."
        ),
        N_(
            "Compare both with the bank's paper. If it is line {seq}, bring the file in with --take {row}={seq}; if it is "
            "another, with --take {row}=new."
        ),
    ),
    "same-column": (
        N_("The columns {columns} are both headed {header}, and do not say the same; the first says {first!r}, the other {read!r}."),
        N_("Download the statement anew, or give the column that does not count another header."),
    ),
    ONE_SIDED: (
        N_("No amount under {read!r} is below zero, no column says which came in and which went out, and no balances tell."),
        N_("Name the column that says so, --map side=…; or that of the balances, --map balance=…"),
    ),
    "sheet-unread": (
        N_("The sheet {read!r} holds lines, but not under headers by which they could be read: {headers}."),
        N_("Give the sheet the headers of the others, or take it out of the file."),
    ),
    "other-header": (
        N_("Another header stands here, with its columns in other places than that of row {row}: {read!r}."),
        N_("Bring in each table as a file of its own."),
    ),
    "total-differs": (
        N_("The statement sums up {read} here, but its lines make {expected}."),
        _SEE,
    ),
    "count-differs": (
        N_("The statement counts {read} lines here, but there are {expected}."),
        _SEE,
    ),
    "total-apart": (
        N_("The statement sums up {read} here, its lines make {expected}; the sum may reach further than the file."),
        N_("See whether the sum is of more days than the file."),
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
    "by-words", "near-another", "other-party", "total-apart",
})  # fmt: skip


#: What quotes another account's number, and the facts that the user typed himself.
_OTHER_ACCOUNT: Final = "other-account"
_TYPED: Final = frozenset({"account"})


class Trouble(NamedTuple):
    """Something to say of a statement: its code, where, what was read, and both sentences in the reader's language.

    A `note` bars nothing; `idle` tells that nothing need be done about it.
    """

    code: str
    sheet: str
    cell: str
    read: str
    says: str
    remedy: str
    note: bool = False
    idle: bool = False


def trouble(code: str, sheet: str = "", cell: str = "", read: str = "", **facts: object) -> Trouble:
    """Tell of a problem of a statement; numbers of persons are hidden."""
    says, how = CODES[code]
    shown = account(read) if code == _OTHER_ACCOUNT else str(veiled(read))
    known = {"read": shown, **{name: fact if name in _TYPED else veiled(fact) for name, fact in facts.items()}}
    return Trouble(
        code,
        str(veiled(sheet)),
        cell,
        shown,
        _(says).format(**known),
        _(how).format(**known),
        code in _NOTES,
        how == _NOTHING,
    )


def of_cell(problem: CellProblem, sheet: str, header: str) -> Trouble:
    """Tell of a problem that reading a cell met; numbers of persons are hidden."""
    facts = {name: str(veiled(fact)) for name, fact in {"header": header, **problem.facts}.items()}
    meant = CellProblem(problem.code, problem.cell, problem.key, str(veiled(problem.read)), facts)
    return Trouble(problem.code, str(veiled(sheet)), problem.cell, meant.read, sentence(meant), remedy(meant))
