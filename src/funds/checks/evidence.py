"""Evidence (附件): the papers that an event and its use need; what is missing is noted and counted.

One file is one paper (`funds.entry.proofs`): what it proves already it does not prove again, and that is noted too.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from funds.checks.asset import FIXED
from funds.checks.basis import POLICY, VOUCHER, VOUCHER_ERROR
from funds.checks.case import Case, Check
from funds.entry.proofs import COMBINED, Hold, Weighed
from funds.entry.record import Evidence
from funds.entry.story import papers_of
from funds.finding import Finding, note, refuse
from funds.law.force import Need
from funds.text import N_

__all__ = ["CHECKS"]


def papers(case: Case) -> Iterable[Finding]:
    """Note each paper that the law's table asks of this event and that did not come with it; and files that came before."""
    record, proofs = case.record, case.story.proofs
    whose = papers_of(case.story, record)
    if not whose:
        return
    combine = case.book.policy.combined_scan == "accept"
    weighed = None if proofs.fresh(record) else proofs.weigh(record, whose, combine=combine)
    if record.kind != "attach":
        missing = _missing(case, tuple([piece.kind for piece in (weighed or record).evidence]))
        if missing:
            wanted, cites = missing
            yield note("papers-missing", record.amount, cites, missing=wanted, papers=case.book.paper_names(wanted))
    if weighed:
        yield from _again(case, weighed, whose)


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


def _again(case: Case, weighed: Weighed, entry: int) -> Iterable[Finding]:
    """Note the papers whose file came before as another one, and what it proves now."""
    for code, some in (("paper-uncounted", weighed.uncounted), ("paper-moved", weighed.moved)):
        found: dict[tuple[str, Hold], list[Evidence]] = {}
        for piece, hold in some:
            found.setdefault((piece.digest, hold), []).append(piece)
        for (_digest, hold), pieces in found.items():
            held = case.book.paper_names(",".join(hold.kinds))
            facts = {**_named(case, pieces), "entry": entry, "number": hold.number, "held": held}
            yield note(code, 0, VOUCHER_ERROR, **facts)
    if weighed.combined:
        yield note("combined-scan", 0, POLICY, **_named(case, weighed.combined, COMBINED))


def _named(case: Case, pieces: Sequence[Evidence], key: str = "kinds") -> dict[str, str]:
    """Name files and what they were given as; the ids of these under `key`."""
    kinds = ",".join(dict.fromkeys(piece.kind for piece in pieces))
    names = "、".join(dict.fromkeys(piece.name for piece in pieces))
    return {"name": names, key: kinds, "papers": case.book.paper_names(kinds)}


def nothing_attached(case: Case) -> Iterable[Finding]:
    """An attachment brings a file, to an entry that is there."""
    record = case.record
    last = case.story.last.number if case.story.last else 0
    if not record.evidence:
        yield refuse("nothing-attached", 0, VOUCHER, fund=record.fund)
    if not 0 <= record.refers <= last:
        yield refuse("no-such-entry", 0, VOUCHER, number=record.refers, fund=record.fund)


_EVENTS: Final = frozenset({"award", "disburse", "receive", "spend"})
_PAPERED: Final = _EVENTS | {"attach"}

CHECKS: Final = (
    Check(
        code="papers-missing",
        reach="fund",
        title=N_("The papers that a use needs are there"),
        says=N_("Papers are missing: {papers} ({missing})."),
        remedy=N_("Attach them when they come: funds attach FUND NUMBER --evidence KIND=FILE."),
        basis=VOUCHER,
        run=papers,
        kinds=_EVENTS,
        severity="note",
    ),
    Check(
        code="paper-uncounted",
        reach="fund",
        title=N_("One file is one paper: what it proves already it does not prove again"),
        says=N_("{name} does not count as {papers} of entry {entry}: the file is {held} of entry {number}."),
        remedy=N_(
            "Attach a paper of its own: a scan of several papers is split, one file for each (or funds.toml says "
            'combined_scan = "accept"). If the file is wrong where it counts, attach the right one there, then this again.'
        ),
        basis=VOUCHER_ERROR,
        run=papers,
        kinds=_PAPERED,
        severity="note",
    ),
    Check(
        code="paper-moved",
        reach="fund",
        title=N_("A file goes over to the paper that lacks one, where its first has another"),
        says=N_("{name} counts as {papers} of entry {entry}: it was {held} of entry {number}, which has another file."),
        remedy=N_("If it is the paper of the earlier one after all, attach the right file here."),
        basis=VOUCHER_ERROR,
        run=papers,
        kinds=_PAPERED,
        severity="note",
    ),
    Check(
        code="combined-scan",
        reach="fund",
        title=N_("A combined scan counts as several papers only where the policy says so"),
        says=N_("{name} counts as several papers, among them {papers}: funds.toml accepts combined scans."),
        remedy=N_("Look into the file: each of these papers must be in it."),
        basis=POLICY,
        run=papers,
        kinds=_PAPERED,
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
