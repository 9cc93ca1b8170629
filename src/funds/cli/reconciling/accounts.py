"""Each account's reconciliation on the terminal: whether book and bank meet, and what must be looked into though they do."""

from collections.abc import Iterator
from typing import Any, Final

from funds.cli.reconciling.tables import titled
from funds.cli.table import shown
from funds.money import yuan
from funds.statements.materials import hidden_in
from funds.text import N_, _

__all__ = ["accounts_told", "concerns_told"]

#: Why an account's two sides do not meet, or cannot be compared.
_REASONS: Final = {
    "no-statement": N_("there is no statement"),
    "no-balance": N_("the statement states no balance"),
    "gap": N_("lines are missing from the statements"),
    "amounts-differ": N_("a person took as one what differs in amount"),
    "other-account": N_("an entry was agreed with a line of another account"),
}
#: What somebody must look into although the sides may meet.
_CONCERNS: Final = {
    "rest-below-zero": N_(
        "it holds less than its funds should have there: their money may have been used, or the book before the first "
        "line is wrong"
    ),
    "dedicated-opening": N_(
        "what stood on this dedicated account (专户) before its first line is not what the funds had"
    ),
    "dedicated-other": N_("other money passed this dedicated account (专户), which holds nothing but grants"),
}
_NUMBERS: Final = frozenset({2, 3, 4, 5, 6})


def accounts_told(group: Any) -> Iterator[str]:
    """Tell of each account of a group whether both sides, adjusted, meet, and how far its statements reach."""
    rows = []
    for account, told in group.statements:
        known = (told.book, told.adjusted_book, told.closing, told.adjusted_bank, told.difference)
        sums = (_("not known") if fen is None else yuan(fen) for fen in known)
        rows.append([account.number, group.until[account.number], *sums])
    names = [_("Bank account"), _("Statement to"), _("Book"), _("Adjusted"), _("Statement balance"), _("Adjusted")]
    yield from titled(_("Accounts (银行存款余额调节表):"), [*names, _("Difference")], rows, _NUMBERS)
    yield from (f"  → {text}" for text in concerns_told(group))
    if not rows:
        yield ""
        yield _("No bank account is declared for the fund: funds account add NUMBER --holder HOLDER --fund FUND.")


def concerns_told(group: Any) -> Iterator[str]:
    """Say of each account why its sides differ, what must be looked into, and which lines were taken out of account."""
    for account, told in group.statements:
        said = [(_(_REASONS[one.code]), one.fen) for one in told.reasons]
        said += [(_(_CONCERNS[one.code]), one.fen) for one in told.concerns]
        for what, fen in said:
            line = _("{account}: {reason}").format(account=account.number, reason=what)
            yield line if fen is None else f"{line} ({yuan(fen)})"
        yield from (shown(_voided(out)) for out in group.voided[account.number])


def _voided(out: Any) -> str:
    what = _("{account}: line {seq} of {day} over {amount} was taken out of account by {maker} on {moment}: {reason}.")
    if out.open:
        what += " " + _("No statement that stands makes good for it.")
    line, void = out.line, out.void
    facts = {"account": line.account, "seq": line.seq, "day": line.date, "amount": yuan(line.fen)}
    return what.format(
        **facts, maker=hidden_in(void.maker), moment=void.moment[:10], reason=hidden_in(void.reason.rstrip("。."))
    )
