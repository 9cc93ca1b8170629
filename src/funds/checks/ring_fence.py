"""Ring-fence (专款专用): one fund, exact balance, and never more paid than the fund holds."""

from collections.abc import Iterable
from typing import Final

from funds.chart import ACCOUNTS
from funds.checks.basis import ACCOUNTING, RING_FENCE
from funds.checks.case import Case, Check
from funds.entry.story import bank_change
from funds.finding import Finding, refuse
from funds.money import yuan
from funds.text import N_

__all__ = ["CHECKS"]

_LINED: Final = frozenset({"receive", "receivable", "spend", "refund", "disallow", "recover", "return", "reverse"})


def other_fund(case: Case) -> Iterable[Finding]:
    """A record continues the chain of its own fund, under the programme of that fund's law."""
    last, terms = case.story.last, case.record.terms
    if last is not None and last.fund != case.record.fund:
        yield refuse("other-fund", case.record.amount, RING_FENCE, fund=case.record.fund, other=last.fund)
    if terms is not None and terms.programme != case.book.programme.code:
        facts = {"fund": case.book.programme.code, "other": terms.programme}
        yield refuse("other-fund", case.record.amount, RING_FENCE, **facts)


def not_balanced(case: Case) -> Iterable[Finding]:
    """Debits and credits agree to the fen, on accounts of the chart."""
    total = 0
    for line in case.record.lines:
        total += line.fen if line.side == "debit" else -line.fen
        if line.account not in ACCOUNTS:
            yield refuse("no-such-account", line.fen, ACCOUNTING, account=line.account)
    if total:
        yield refuse("not-balanced", abs(total), ACCOUNTING, difference=yuan(total))


def overdrawn(case: Case) -> Iterable[Finding]:
    """The fund's money is not below zero at the end of any day, also when an entry is dated back."""
    change = bank_change(case.record)
    if change >= 0:
        return
    first = case.story.first_receipt
    if case.record.kind == "spend" and (first is None or case.record.date < first):
        return  # told by before-receipt
    held = case.story.lowest_from(case.record.date)
    if held + change < 0:
        short = -(held + change)
        facts = {"held": yuan(held), "needed": yuan(-change), "short": yuan(short), "date": case.record.date}
        yield refuse("overdrawn", short, RING_FENCE, **facts)


CHECKS: Final = (
    Check(
        code="other-fund",
        reach="fund",
        title=N_("A record belongs to one fund and its programme"),
        says=N_("The record is for {fund}, but the chain it would join is of {other}."),
        remedy=N_("Record it under the fund whose money it is; money is never moved between funds."),
        basis=RING_FENCE,
        run=other_fund,
    ),
    Check(
        code="not-balanced",
        reach="fund",
        title=N_("Debits equal credits to the fen"),
        says=N_("Debits exceed credits by {difference} yuan."),
        remedy=N_("Lines are made by the program: check that the record was not changed afterwards (funds verify)."),
        basis=ACCOUNTING,
        run=not_balanced,
        kinds=_LINED,
    ),
    Check(
        code="no-such-account",
        reach="fund",
        title=N_("Accounts are those of the union chart"),
        says=N_("Account {account} is not in the union chart."),
        remedy=N_("Map the use to an account of the chart in the programme's file (funds programme check FILE)."),
        basis=ACCOUNTING,
        run=not_balanced,
        kinds=_LINED,
    ),
    Check(
        code="overdrawn",
        reach="fund",
        title=N_("The fund's money is never below zero, on any date"),
        says=N_("From {date} on the fund holds as little as {held} yuan; {needed} yuan would leave it {short} short."),
        remedy=N_("Record the receipt first, or only what was paid from this fund; the rest is not the grant's."),
        basis=RING_FENCE,
        run=overdrawn,
        kinds=_LINED,
    ),
)
