"""Dates: not in the future, not absurd, not before what they follow, not in a closed period."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from funds.checks.basis import RING_FENCE, SOFTWARE, VOUCHER_ERROR
from funds.checks.case import Case, Check
from funds.entry.record import KINDS
from funds.finding import Finding, refuse
from funds.money import yuan
from funds.text import N_

__all__ = ["CHECKS"]

#: No grant for innovation studios is older.
FIRST: Final = dt.date(2000, 1, 1)
_AFTER_AWARD: Final = frozenset(KINDS) - {"award"}


def date_absurd(case: Case) -> Iterable[Finding]:
    """No record is dated before 2000."""
    if case.record.date < FIRST:
        yield refuse("date-absurd", case.record.amount, VOUCHER_ERROR, date=case.record.date, first=FIRST)


def date_in_future(case: Case) -> Iterable[Finding]:
    """No record is dated after the day on which it is posted."""
    posted = case.record.posted
    if posted is not None and case.record.date > posted.date():
        facts = {"date": case.record.date, "posted": posted.date()}
        yield refuse("date-in-future", case.record.amount, VOUCHER_ERROR, **facts)


def before_naming(case: Case) -> Iterable[Finding]:
    """Nothing of a fund is dated before its naming."""
    named = case.story.named
    if named is not None and case.record.date < named:
        facts = {"date": case.record.date, "named": named}
        yield refuse("before-naming", case.record.amount, RING_FENCE, **facts)


def before_disbursement(case: Case) -> Iterable[Finding]:
    """No receipt is dated before the first disbursement."""
    first = case.story.first_disbursed
    if first is not None and case.record.date < first:
        facts = {"date": case.record.date, "first": first}
        yield refuse("before-disbursement", case.record.amount, RING_FENCE, **facts)


def before_receipt(case: Case) -> Iterable[Finding]:
    """No spending is dated before the first receipt."""
    first = case.story.first_receipt
    if first is None or case.record.date < first:
        facts = {"date": case.record.date, "first": first or "-", "amount": yuan(case.record.amount)}
        yield refuse("before-receipt", case.record.amount, RING_FENCE, **facts)


def before_entry(case: Case) -> Iterable[Finding]:
    """What follows from an entry is not dated before it."""
    item = case.story.items.get(case.record.refers)
    if item is not None and case.record.date < item.record.date:
        facts = {"date": case.record.date, "number": item.record.number, "first": item.record.date}
        yield refuse("before-entry", case.record.amount, VOUCHER_ERROR, **facts)


def period_closed(case: Case) -> Iterable[Finding]:
    """Nothing is dated in a period that was closed."""
    closed = case.story.closed
    if closed is not None and case.record.date <= closed:
        facts = {"date": case.record.date, "closed": closed, "fund": case.record.fund}
        yield refuse("period-closed", case.record.amount, SOFTWARE, **facts)


CHECKS: Final = (
    Check(
        code="date-absurd",
        reach="fund",
        title=N_("Dates are of this century"),
        says=N_("The date {date} is before {first}."),
        remedy=N_("Check the year; dates are written like 2022-06-30."),
        basis=VOUCHER_ERROR,
        run=date_absurd,
    ),
    Check(
        code="date-in-future",
        reach="fund",
        title=N_("Nothing is dated after the day of posting"),
        says=N_("The date {date} is after the day of posting, {posted}."),
        remedy=N_("Record it on the day or later, with the date of the voucher."),
        basis=VOUCHER_ERROR,
        run=date_in_future,
    ),
    Check(
        code="before-naming",
        reach="fund",
        title=N_("Nothing is dated before the naming"),
        says=N_("The date {date} is before the naming on {named}."),
        remedy=N_("Check the date; what was spent before the naming is not the grant's."),
        basis=RING_FENCE,
        run=before_naming,
        kinds=_AFTER_AWARD,
    ),
    Check(
        code="before-disbursement",
        reach="fund",
        title=N_("Money is received after it was disbursed"),
        says=N_("The receipt of {date} is before the first disbursement on {first}."),
        remedy=N_("Check both dates against the payment notice and the bank receipt."),
        basis=RING_FENCE,
        run=before_disbursement,
        kinds=frozenset({"receive", "receivable"}),
    ),
    Check(
        code="before-receipt",
        reach="fund",
        title=N_("Money is spent after it was received"),
        says=N_("{amount} yuan of {date} would be spent before the first receipt ({first})."),
        remedy=N_("Record the receipt first (funds receive); what was paid earlier is not the grant's."),
        basis=RING_FENCE,
        run=before_receipt,
        kinds=frozenset({"spend"}),
    ),
    Check(
        code="before-entry",
        reach="fund",
        title=N_("What follows from an entry is dated after it"),
        says=N_("The date {date} is before entry {number} of {first}, which it names."),
        remedy=N_("Check the date, and the number of the entry."),
        basis=VOUCHER_ERROR,
        run=before_entry,
        kinds=frozenset({"spend", "refund", "disallow", "reverse", "clear", "attach"}),
    ),
    Check(
        code="period-closed",
        reach="fund",
        title=N_("Nothing is dated in a closed period"),
        says=N_("The date {date} is in a period closed to {closed}."),
        remedy=N_("Record it in the open period, or reopen with a reason: funds reopen {fund}."),
        basis=SOFTWARE,
        run=period_closed,
        kinds=frozenset(KINDS) - {"reopen", "close"},
    ),
)
