"""Completeness of papers (附件齐全率): of the entries that need papers, how many have them all; and what is missing.

What an entry needs is asked of the law that judged it, so a later text of the law changes no earlier rate.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from funds.entry.proofs import asks_papers
from funds.entry.record import Record
from funds.entry.story import Story, retold
from funds.law.force import Lawbook
from funds.money import percent, yuan
from funds.seal import head_of
from funds.statements.materials import hidden_in
from funds.statements.papers_shared import BASIS, Shared, came, shared_files
from funds.statements.story import papers_missing
from funds.statements.window import ALWAYS, Window

__all__ = ["Completeness", "Laws", "added", "completeness", "counted", "paper_names", "rates"]

#: The law of a hash; None where its text is not kept.
Laws = Callable[[str], Lawbook | None]

#: The classes under which a purchase is registered as a fixed asset.
_FIXED: Final = frozenset({"general", "special", "software", "open"})


class Completeness(NamedTuple):
    """How far the papers of some entries are there.

    `entries` need papers and `complete` of them have all; `asked` are the papers needed and `there` those that came.
    `spent` is what is left of the spending, `unsupported` what is left of that with papers missing, in fen; `missing`
    counts each kind, ``a|b`` where one of several would do. `shared` counts those that are missing though a file came
    for them, since it is another paper already. What a file proves is the story's rule, so that these figures, the
    unsupported of utilisation and what supports an entry in a reconciliation are one.
    """

    entries: int = 0
    complete: int = 0
    asked: int = 0
    there: int = 0
    spent: int = 0
    unsupported: int = 0
    missing: Mapping[str, int] = {}
    shared: Mapping[str, int] = {}


_SUMS: Final = ("entries", "complete", "asked", "there", "spent", "unsupported")


def counted(records: Iterable[Record], laws: Laws, window: Window = ALWAYS) -> Completeness:
    """Count one fund's standing entries dated in the window, by the papers that had come by its end.

    `unsupported` is that of the utilisation report; `spent` too, but for a window that begins later than the fund:
    money given back of earlier spending is not taken off here.
    """
    return _counted(records, laws, window)[0]


def _counted(records: Iterable[Record], laws: Laws, window: Window) -> tuple[Completeness, list[Shared]]:
    """Count as `counted`, and give the files that do not count as a paper which is missing."""
    chain = [record for record in records if window.reaches(record.date, record.posted)]
    story = retold(chain)
    lacking = {one["number"]: one["missing"] for one in papers_missing(story, chain)}
    found, again = [], {}
    for record in _standing(story, chain):
        if window.holds(record.date):
            number, gone = record.number, lacking.get(record.number, ())
            pieces = story.proofs.papers(number) if gone else ()
            shared = [need for need in gone if came(need, pieces)]
            again[number] = shared
            left = story.items[number].left if record.kind == "spend" else 0
            found.append(_one(_asked(record, laws), gone, shared, left))
    return added(found), shared_files(story, again)


def _standing(story: Story, chain: Iterable[Record]) -> Iterator[Record]:
    """Give the entries that may need papers: none that was reversed, and no retention paid out."""
    for record in chain:
        item = story.items.get(record.number)
        if asks_papers(record) and not (item and item.reversed_by):
            yield record


def _one(asked: frozenset[str], lacking: Sequence[str], shared: Sequence[str], left: int) -> Completeness:
    if not asked:
        return Completeness(spent=left)
    never = dict.fromkeys((need for need in lacking if need not in shared), 1)
    there, short = len(asked) - len(lacking), left if lacking else 0
    return Completeness(1, int(not lacking), len(asked), there, left, short, never, dict.fromkeys(shared, 1))


def _asked(record: Record, laws: Laws) -> frozenset[str]:
    """Give the papers that were asked of an entry: by the law's table, and whatever it was told to lack."""
    told = {need for finding in record.findings for need in finding.facts.get("missing", "").split(",") if need}
    book = laws(record.law)
    if book is not None:
        for need in book.needs(book.on(record.date), record.kind, record.purpose):
            if (not need.asset or record.asset in _FIXED) and (not need.floor or record.amount > need.floor):
                told |= {paper for paper, _kinds in need.papers}
    return frozenset(told)


def added(parts: Iterable[Completeness]) -> Completeness:
    """Add up the papers of several entries, or of several funds."""
    sums, missing, shared = dict.fromkeys(_SUMS, 0), Counter[str](), Counter[str]()
    for part in parts:
        for name in _SUMS:
            sums[name] += getattr(part, name)
        missing.update(part.missing)
        shared.update(part.shared)
    return Completeness(**sums, missing=_ordered(missing), shared=_ordered(shared))


def _ordered(kinds: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0])))


def rates(found: Completeness) -> dict[str, Any]:
    """Give the figures and their two rates in percent, None where nothing needs papers or is spent; amounts in yuan."""
    supported = found.spent - found.unsupported
    return {
        "entries": found.entries,
        "complete": found.complete,
        "rate": percent(found.complete, found.entries),
        "asked": found.asked,
        "there": found.there,
        "spent": yuan(found.spent),
        "supported": yuan(supported),
        "unsupported": yuan(found.unsupported),
        "rate_by_amount": percent(supported, found.spent),
        "missing": dict(found.missing),
        "shared": dict(found.shared),
    }


def paper_names(missing: Mapping[str, int], book: Lawbook | None) -> dict[str, int]:
    """Count the missing papers by the names that the books give them."""
    named: Counter[str] = Counter()
    for kind, count in missing.items():
        named[book.paper_names(kind) if book else kind] += count
    return dict(named)


def completeness(
    records: Sequence[Record], laws: Laws, window: Window, as_of: dt.date
) -> tuple[dict[str, Any], Completeness] | None:
    """Give one fund's row and its figures; None where it was not named by the window's last day, or not known then."""
    known = [record for record in records if window.knows(record.posted)]
    if not known or known[0].date > window.as_of:
        return None
    terms = next(record.terms for record in reversed(known) if record.terms)
    figures, again = _counted(known, laws, window)
    book = laws(known[-1].law) or laws(known[0].law)
    row = {
        "fund": known[0].fund,
        **{name: getattr(terms, name) for name in ("programme", "tier", "studio", "unit")},
        "as_of": as_of.isoformat(),
        **rates(figures),
        "missing_papers": paper_names(figures.missing, book),
        "shared_papers": paper_names(figures.shared, book),
        "shared_files": [_again(one, book) for one in again],
        "records": known[-1].number,
        "head": str(head_of(known[-1])),
    }
    return row, figures


def _again(one: Shared, book: Lawbook | None) -> dict[str, Any]:
    """Tell a file that does not count as some papers of an entry, and what it is instead."""
    papers, held_as = ("、".join(paper_names(dict.fromkeys(kinds, 1), book)) for kinds in (one.kinds, one.held))
    return {
        "digest": one.digest,
        "name": hidden_in(one.name),
        "entry": one.entry,
        "kinds": list(one.kinds),
        "papers": papers,
        "held_by": one.number or None,
        "held_kinds": list(one.held),
        "held_as": held_as,
        "citation": BASIS,
    }
