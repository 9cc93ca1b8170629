"""Evidence (附件): the papers that an event and its use need; what is missing is noted and counted."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from funds.checks.asset import FIXED
from funds.checks.basis import VOUCHER
from funds.checks.case import Case, Check
from funds.finding import Finding, note, refuse
from funds.law.force import Need
from funds.text import N_

__all__ = ["CHECKS"]


def papers_missing(case: Case) -> Iterable[Finding]:
    """Note each paper that the law's table asks of this event and that did not come with it."""
    record = case.record
    if record.kind == "spend" and record.refers:
        return
    missing = _missing(case, tuple([evidence.kind for evidence in record.evidence]))
    if missing:
        wanted, cites = missing
        yield note("papers-missing", record.amount, cites, missing=wanted, papers=case.book.paper_names(wanted))


def _missing(case: Case, given: tuple[str, ...]) -> tuple[str, str] | None:
    """Give the papers that are missing, and the clauses that ask for them; None where nothing is.

    Most vouchers of a programme bring the same kinds of paper, so the answer is looked up by them.
    """
    record = case.record
    needs = case.book.needs(case.law, record.kind, record.purpose)
    asked = tuple(
        [
            need
            for need in needs
            if (not need.asset or record.asset in FIXED) and (not need.floor or record.amount > need.floor)
        ]
    )
    return _not_given(asked, given)


@lru_cache(maxsize=4096)
def _not_given(needs: tuple[Need, ...], given: tuple[str, ...]) -> tuple[str, str] | None:
    missing: dict[str, str] = {}
    for need in needs:
        for paper, kinds in need.papers:
            if kinds.isdisjoint(given):
                missing.setdefault(paper, need.cite)
    return (",".join(missing), "；".join(dict.fromkeys(missing.values()))) if missing else None


def nothing_attached(case: Case) -> Iterable[Finding]:
    """An attachment brings a file, to an entry that is there."""
    record = case.record
    last = case.story.last.number if case.story.last else 0
    if not record.evidence:
        yield refuse("nothing-attached", 0, VOUCHER, fund=record.fund)
    if not 0 <= record.refers <= last:
        yield refuse("no-such-entry", 0, VOUCHER, number=record.refers, fund=record.fund)


CHECKS: Final = (
    Check(
        code="papers-missing",
        reach="fund",
        title=N_("The papers that a use needs are there"),
        says=N_("Papers are missing: {papers} ({missing})."),
        remedy=N_("Attach them when they come: funds attach FUND NUMBER --evidence KIND=FILE."),
        basis=VOUCHER,
        run=papers_missing,
        kinds=frozenset({"award", "disburse", "receive", "spend"}),
        severity="note",
    ),
    Check(
        code="nothing-attached",
        reach="fund",
        title=N_("An attachment brings a file"),
        says=N_("Nothing is attached."),
        remedy=N_("Give --evidence KIND=FILE."),
        basis=VOUCHER,
        run=nothing_attached,
        kinds=frozenset({"attach"}),
    ),
)
