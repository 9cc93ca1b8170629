"""People: who makes an entry does not decide on it."""

from collections.abc import Iterable
from typing import Final

from funds.checks.basis import CONTROLS, SOFTWARE
from funds.checks.case import Case, Check
from funds.entry.names import fold
from funds.finding import Finding, refuse, review
from funds.text import N_

__all__ = ["CHECKS"]


def same_person(case: Case) -> Iterable[Finding]:
    """A review is cleared by a second person, never by who made the entry or attached what speaks against it.

    Spacing and width do not make a second person.
    """
    item = case.story.items.get(case.record.refers)
    maker = fold(case.record.maker)
    if item is not None and (not maker or maker == fold(item.record.maker) or maker in item.doubted_by):
        facts = {"maker": case.record.maker or "-", "number": item.record.number}
        yield refuse("same-person", item.left, SOFTWARE, **facts)


def maker_approves(case: Case) -> Iterable[Finding]:
    """Who makes an entry is not the one who approved it."""
    record = case.record
    if record.approver and fold(record.approver) == fold(record.maker):
        yield review("maker-approves", record.amount, CONTROLS, maker=record.maker)


CHECKS: Final = (
    Check(
        code="same-person",
        reach="fund",
        title=N_("A second person clears"),
        says=N_("{maker} made entry {number}, or attached what put it under review, and cannot decide on it."),
        remedy=N_("Have another person decide: funds clear … --actor NAME."),
        basis=SOFTWARE,
        run=same_person,
        kinds=frozenset({"clear"}),
    ),
    Check(
        code="maker-approves",
        reach="fund",
        title=N_("Making and approving are two people's"),
        says=N_("{maker} made and approved this entry."),
        remedy=N_("Name who approved it with --approver; a second person decides (funds clear)."),
        basis=CONTROLS,
        run=maker_approves,
        kinds=frozenset({"spend"}),
        severity="review",
    ),
)
