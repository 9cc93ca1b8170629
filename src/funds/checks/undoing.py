"""Undoing: refunds, disallowances, reversals and returns stay within what is left of what they undo."""

from collections.abc import Iterable
from typing import Final

from funds.checks.basis import RING_FENCE, VOUCHER_ERROR
from funds.checks.case import Case, Check
from funds.entry.days import lowest
from funds.entry.story import Item
from funds.finding import Finding, refuse
from funds.money import yuan
from funds.text import N_

__all__ = ["CHECKS"]

_NAMES_ONE: Final = frozenset({"refund", "reverse", "clear"})


def no_such_entry(case: Case) -> Iterable[Finding]:
    """What undoes or decides names an entry of this fund that can be undone or decided so."""
    record = case.record
    if not record.refers and record.kind not in _NAMES_ONE:
        return
    item = case.story.items.get(record.refers)
    facts = {"number": record.refers, "fund": record.fund}
    if item is None:
        yield refuse("no-such-entry", record.amount, VOUCHER_ERROR, **facts)
    elif record.kind in {"refund", "disallow", "spend"} and (item.record.kind != "spend" or item.record.refers):
        yield refuse("not-spending", record.amount, VOUCHER_ERROR, **facts, kind=item.record.kind)
    elif record.kind == "reverse" and item.record.kind == "reverse":
        yield refuse("reversal-reversed", record.amount, VOUCHER_ERROR, **facts)


def above_what_is_left(case: Case) -> Iterable[Finding]:
    """No more is refunded or disallowed than is left of the entry, or paid out than was held back."""
    record = case.record
    item = case.story.items.get(record.refers)
    if item is None or item.reversed_by:
        return
    left = item.retained if record.kind == "spend" else item.left
    if record.amount > left:
        facts = {"amount": yuan(record.amount), "left": yuan(left), "number": record.refers}
        yield refuse("above-what-is-left", record.amount - left, VOUCHER_ERROR, **facts)


def already_reversed(case: Case) -> Iterable[Finding]:
    """An entry is reversed once, and nothing more happens to it."""
    item = case.story.items.get(case.record.refers)
    if item is None:
        return
    if item.reversed_by:
        facts = {"number": case.record.refers, "by": item.reversed_by}
        yield refuse("already-reversed", case.record.amount, VOUCHER_ERROR, **facts)
    elif case.record.kind == "reverse" and _touched(case, item):
        told = {"left": yuan(item.left), "amount": yuan(item.record.amount)}
        yield refuse("partly-undone", item.left, VOUCHER_ERROR, number=case.record.refers, **told)


def _touched(case: Case, item: Item) -> bool:
    """Tell whether part of an entry was refunded, disallowed, paid out or received since."""
    if item.record.kind == "receivable":
        return case.story.receivable < item.record.amount
    return item.left != item.record.amount or item.retained != item.record.retained


def claim_exceeded(case: Case) -> Iterable[Finding]:
    """No more is recovered than the unit owes on that day, and no disallowance undone that was recovered."""
    record, story = case.record, case.story
    item = story.items.get(record.refers)
    undone = record.kind == "reverse" and item is not None and item.record.kind == "disallow"
    if record.kind != "recover" and not undone:
        return
    claim = lowest(story.claim_days, story.claim, record.date)
    if record.amount > claim:
        facts = {"amount": yuan(record.amount), "claim": yuan(claim)}
        yield refuse("claim-exceeded", record.amount - claim, RING_FENCE, **facts)


def nothing_to_clear(case: Case) -> Iterable[Finding]:
    """Only an entry under review is decided, and the decision is one of two."""
    record = case.record
    if record.refers in case.story.items and record.refers not in case.story.waiting:
        yield refuse("nothing-to-clear", 0, VOUCHER_ERROR, number=record.refers, fund=record.fund)
    if record.decision not in {"accept", "reject"}:
        yield refuse("no-decision", 0, VOUCHER_ERROR, decision=record.decision or "-")


_LEFT: Final = frozenset({"spend", "refund", "disallow"})

CHECKS: Final = (
    Check(
        code="no-such-entry",
        reach="fund",
        title=N_("What is undone or decided is there"),
        says=N_("{fund} has no entry {number} that this could be about."),
        remedy=N_("See the numbers with funds show {fund}, and name the entry."),
        basis=VOUCHER_ERROR,
        run=no_such_entry,
        kinds=_LEFT | _NAMES_ONE,
    ),
    Check(
        code="not-spending",
        reach="fund",
        title=N_("Only spending is refunded, disallowed or paid out later"),
        says=N_("Entry {number} of {fund} is no spending but: {kind}."),
        remedy=N_("Name the spending; another entry is undone with funds reverse."),
        basis=VOUCHER_ERROR,
        run=no_such_entry,
        kinds=_LEFT,
    ),
    Check(
        code="reversal-reversed",
        reach="fund",
        title=N_("A reversal is not reversed"),
        says=N_("Entry {number} of {fund} is a reversal itself."),
        remedy=N_("Record the original again as a new entry."),
        basis=VOUCHER_ERROR,
        run=no_such_entry,
        kinds=frozenset({"reverse"}),
    ),
    Check(
        code="above-what-is-left",
        reach="fund",
        title=N_("No more is undone than is left"),
        says=N_("{amount} yuan is more than the {left} left of entry {number}."),
        remedy=N_("Give at most what is left."),
        basis=VOUCHER_ERROR,
        run=above_what_is_left,
        kinds=_LEFT,
    ),
    Check(
        code="already-reversed",
        reach="fund",
        title=N_("An entry is reversed once"),
        says=N_("Entry {number} was reversed by entry {by}."),
        remedy=N_("Nothing is left of it; record what happened since as a new entry."),
        basis=VOUCHER_ERROR,
        run=already_reversed,
        kinds=_LEFT | {"reverse"},
    ),
    Check(
        code="partly-undone",
        reach="fund",
        title=N_("What is partly undone is not reversed whole"),
        says=N_("Only {left} of the {amount} yuan of entry {number} stand as they were posted."),
        remedy=N_("Reverse first what undid part of it, or refund or disallow what is left."),
        basis=VOUCHER_ERROR,
        run=already_reversed,
        kinds=frozenset({"reverse"}),
    ),
    Check(
        code="claim-exceeded",
        reach="fund",
        title=N_("No more is recovered than the unit owes"),
        says=N_("{amount} yuan is more than the claim of {claim} that stands."),
        remedy=N_("Give at most what is owed; other money does not belong in this fund."),
        basis=RING_FENCE,
        run=claim_exceeded,
        kinds=frozenset({"recover", "reverse"}),
    ),
    Check(
        code="nothing-to-clear",
        reach="fund",
        title=N_("Only an entry under review is decided"),
        says=N_("Entry {number} of {fund} is not under review."),
        remedy=N_("See what waits with funds show {fund}."),
        basis=VOUCHER_ERROR,
        run=nothing_to_clear,
        kinds=frozenset({"clear"}),
    ),
    Check(
        code="no-decision",
        reach="fund",
        title=N_("A decision is to accept or to reject"),
        says=N_("{decision} is neither accept nor reject."),
        remedy=N_("Say accept or reject."),
        basis=VOUCHER_ERROR,
        run=nothing_to_clear,
        kinds=frozenset({"clear"}),
    ),
)
