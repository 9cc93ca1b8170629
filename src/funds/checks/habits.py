"""Habits an auditor asks about: large cash, purchases cut up, a rush at the year's end."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from funds.checks.basis import POLICY
from funds.checks.case import Case, Check
from funds.entry.names import fold
from funds.finding import Finding, review
from funds.money import fen, percent, yuan
from funds.text import N_

__all__ = ["CHECKS"]

#: How many entries a finding names.
_MANY: Final = 12
_DAY: Final = dt.timedelta(days=1)


_fen = lru_cache(maxsize=64)(fen)


def cash_above_limit(case: Case) -> Iterable[Finding]:
    """Cash over the unit's limit is reviewed."""
    record = case.record
    if record.paid_by == "cash" and record.amount > _fen(case.book.policy.cash_limit):
        facts = {"amount": yuan(record.amount), "limit": case.book.policy.cash_limit}
        yield review("cash-above-limit", record.amount, f"{POLICY} cash_limit", **facts)


def split_purchase(case: Case) -> Iterable[Finding]:
    """Purchases from one payee within some days, each within the limit and together over it."""
    record, policy = case.record, case.book.policy
    limit = _fen(policy.split_limit)
    if not record.payee or record.refers or record.amount > limit:
        return
    days = case.story.bought.get(fold(record.payee))
    if not days:
        return
    today = record.date.toordinal()
    for since in (today - policy.split_days, today):
        numbers = _standing(case, days, range(since, since + policy.split_days + 1), limit)
        total = record.amount + sum(case.story.items[number].left for number in numbers)
        if numbers and total > limit:
            facts = {"numbers": _named(numbers), "total": yuan(total), "limit": yuan(limit)}
            cite = f"{POLICY} split_limit"
            yield review("split-purchase", total, cite, **facts, payee=record.payee, days=policy.split_days)
            return


def _named(numbers: list[int]) -> str:
    """Name the entries, the first of many: a record with thousands of numbers would grow with each purchase."""
    first = ", ".join(map(str, numbers[:_MANY]))
    return first if len(numbers) <= _MANY else f"{first} … ({len(numbers)})"


def _standing(case: Case, days: dict[int, list[int]], window: range, limit: int) -> list[int]:
    """Give a payee's entries of a window of days that stand and are within the limit."""
    items = case.story.items
    return [number for day in window if day in days for number in days[day] if 0 < items[number].left <= limit]


def year_end_rush(case: Case) -> Iterable[Finding]:
    """Much of the grant spent in the last days of a year."""
    record, policy = case.record, case.book.policy
    since = _rush_from(policy.rush_from, record.date.year)
    received = case.story.figures["received"]
    if record.refers or record.date < since or received <= 0:
        return
    spent = record.amount
    for day in range((dt.date(record.date.year, 12, 31) - since).days + 1):
        spent += case.story.spent_days.get(since + day * _DAY, 0)
    if spent * 100 > policy.rush_percent * received:
        facts = {"spent": yuan(spent), "since": since, "share": percent(spent, received), "most": policy.rush_percent}
        yield review("year-end-rush", record.amount, f"{POLICY} rush_percent", **facts)


@lru_cache(maxsize=256)
def _rush_from(month_day: str, year: int) -> dt.date:
    return dt.date.fromisoformat(f"{year:04}-{month_day}")


_SPEND: Final = frozenset({"spend"})

CHECKS: Final = (
    Check(
        code="cash-above-limit",
        reach="fund",
        title=N_("Large sums are not paid in cash"),
        says=N_("{amount} yuan were paid in cash; the limit is {limit}."),
        remedy=N_("Pay by transfer or official card; a second person decides on what was paid (funds clear)."),
        basis=POLICY,
        run=cash_above_limit,
        kinds=_SPEND,
        severity="review",
    ),
    Check(
        code="split-purchase",
        reach="fund",
        title=N_("A purchase is not cut up to stay under the limit"),
        says=N_("Together with entry {numbers}, {payee} got {total} yuan within {days} days; the limit is {limit}."),
        remedy=N_("Attach the contract and the comparison of prices for the whole; a second person decides."),
        basis=POLICY,
        run=split_purchase,
        kinds=_SPEND,
        severity="review",
    ),
    Check(
        code="year-end-rush",
        reach="fund",
        title=N_("The grant is not spent in a rush at the year's end"),
        says=N_("{spent} yuan ({share}% of what was received) are spent from {since} on; over {most}% is reviewed."),
        remedy=N_("Show what was delivered and when; a second person decides (funds clear)."),
        basis=POLICY,
        run=year_end_rush,
        kinds=_SPEND,
        severity="review",
    ),
)
