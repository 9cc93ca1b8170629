"""Order of events: award, disbursement, receipt, spending, removal of the title, closing."""

from collections.abc import Iterable
from typing import Final

from funds.checks.basis import RING_FENCE, SOFTWARE
from funds.checks.case import Case, Check
from funds.entry.record import KINDS
from funds.finding import Finding, refuse
from funds.text import N_

__all__ = ["CHECKS"]

_AFTER_AWARD: Final = frozenset(KINDS) - {"award"}
_NEW: Final = frozenset({"amend", "withdraw", "disburse", "receivable", "spend"})


def no_award(case: Case) -> Iterable[Finding]:
    """A fund begins with its award."""
    if case.story.terms is None:
        yield refuse("no-award", case.record.amount, RING_FENCE, fund=case.record.fund)


def already_awarded(case: Case) -> Iterable[Finding]:
    """A fund has one award."""
    if case.story.terms is not None:
        yield refuse("already-awarded", case.record.amount, RING_FENCE, fund=case.record.fund)


def after_removal(case: Case) -> Iterable[Finding]:
    """After the title is removed nothing new is granted, paid out or spent; debts of before are still paid."""
    gone, record = case.story.withdrawn, case.record
    if gone is None or (record.kind == "spend" and (record.refers or record.date <= gone)):
        return
    yield refuse("after-removal", record.amount, RING_FENCE, date=record.date, gone=gone)


def close_out_of_order(case: Case) -> Iterable[Finding]:
    """A period is closed once, later than the one before it."""
    closed = case.story.closed
    if closed is not None and case.record.date <= closed:
        yield refuse("close-out-of-order", 0, SOFTWARE, date=case.record.date, closed=closed)


def close_waiting(case: Case) -> Iterable[Finding]:
    """A period is closed when each of its entries under review is decided."""
    items = case.story.items
    waiting = sorted(number for number in case.story.waiting if items[number].record.date <= case.record.date)
    if waiting:
        questioned = sum(items[number].left for number in waiting)
        facts = {"numbers": ", ".join(map(str, waiting)), "date": case.record.date, "fund": case.record.fund}
        yield refuse("close-waiting", questioned, SOFTWARE, **facts)


def not_closed(case: Case) -> Iterable[Finding]:
    """Only what is closed is reopened."""
    if case.story.closed is None:
        yield refuse("not-closed", 0, SOFTWARE, fund=case.record.fund)


def reason_missing(case: Case) -> Iterable[Finding]:
    """What undoes or decides something says why."""
    record = case.record
    said = record.reason or (record.kind == "withdraw" and record.document)
    if not said or not said.strip():
        yield refuse("reason-missing", record.amount, SOFTWARE, kind=record.kind)


CHECKS: Final = (
    Check(
        code="no-award",
        reach="fund",
        title=N_("A fund begins with its award"),
        says=N_("{fund} has no award yet."),
        remedy=N_("Record the award first: funds award."),
        basis=RING_FENCE,
        run=no_award,
        kinds=_AFTER_AWARD,
    ),
    Check(
        code="already-awarded",
        reach="fund",
        title=N_("A fund has one award"),
        says=N_("{fund} has its award already."),
        remedy=N_("Change its terms with funds amend; a new award makes a new fund."),
        basis=RING_FENCE,
        run=already_awarded,
        kinds=frozenset({"award"}),
    ),
    Check(
        code="after-removal",
        reach="fund",
        title=N_("Nothing new is paid or spent after the title is removed"),
        says=N_("The title was removed on {gone}; this is dated {date}."),
        remedy=N_("Return what is left (funds return); what has left the bank is recorded with funds disallow."),
        basis=RING_FENCE,
        run=after_removal,
        kinds=_NEW,
    ),
    Check(
        code="close-out-of-order",
        reach="fund",
        title=N_("Periods are closed one after another"),
        says=N_("Periods to {closed} are closed already; {date} is not after that."),
        remedy=N_("Close a later period, or reopen first."),
        basis=SOFTWARE,
        run=close_out_of_order,
        kinds=frozenset({"close"}),
    ),
    Check(
        code="close-waiting",
        reach="fund",
        title=N_("A period is closed when its reviews are decided"),
        says=N_("Entries {numbers} of the period to {date} wait for a decision."),
        remedy=N_("Have a second person decide each: funds clear {fund} NUMBER."),
        basis=SOFTWARE,
        run=close_waiting,
        kinds=frozenset({"close"}),
    ),
    Check(
        code="not-closed",
        reach="fund",
        title=N_("Only a closed period is reopened"),
        says=N_("No period of {fund} is closed."),
        remedy=N_("Nothing needs to be done."),
        basis=SOFTWARE,
        run=not_closed,
        kinds=frozenset({"reopen"}),
    ),
    Check(
        code="reason-missing",
        reach="fund",
        title=N_("What undoes or decides says why"),
        says=N_("A {kind} needs a reason."),
        remedy=N_("Give --reason."),
        basis=SOFTWARE,
        run=reason_missing,
        kinds=frozenset({"withdraw", "reverse", "clear", "reopen"}),
    ),
)
