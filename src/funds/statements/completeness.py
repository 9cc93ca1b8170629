"""Completeness of papers (附件齐全率): of the entries that need papers, how many have them all; and what is missing.

What an entry needs is asked of the law that judged it, so a later text of the law changes no earlier rate.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Final, NamedTuple

from funds.entry.record import Evidence, Record
from funds.entry.story import Story, advance
from funds.law.force import Lawbook
from funds.money import percent, yuan
from funds.seal import head_of
from funds.statements.papers_shared import BASIS, Doubt, doubts, invoices_of
from funds.statements.story import papers_missing
from funds.statements.window import ALWAYS, Window

__all__ = ["Completeness", "Laws", "added", "completeness", "counted", "paper_names", "rates"]

#: The law of a hash; None where its text is not kept.
Laws = Callable[[str], Lawbook | None]

#: The events of which the evidence tables ask papers.
_EVENTS: Final = frozenset({"award", "disburse", "receive", "spend"})
#: The classes under which a purchase is registered as a fixed asset.
_FIXED: Final = frozenset({"general", "special", "software", "open"})


class Completeness(NamedTuple):
    """How far the papers of some entries are there.

    `entries` need papers and `complete` of them have all; `asked` are the papers needed and `there` those that came.
    `spent` is what is left of the spending, `unsupported` what is left of that with papers missing, in fen; `missing`
    counts each kind, ``a|b`` where one of several would do. `shared` counts those that came only as a file that is put
    under other kinds or entries too: it proves none of them, so they are not there either. Utilisation, whose sums are
    sealed by what was missing of kinds alone, calls such spending supported; so does `unsupported` here.
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


def _counted(records: Iterable[Record], laws: Laws, window: Window) -> tuple[Completeness, list[Doubt]]:
    """Count as `counted`, and give the files that prove nothing of the entries counted."""
    chain = [record for record in records if window.reaches(record.date, record.posted)]
    story = Story()
    for record in chain:
        advance(story, record)
    lacking = {one["number"]: one["missing"] for one in papers_missing(story, chain)}
    stand = list(_standing(story, chain))
    files = _files(stand, chain)
    doubted = doubts(files, invoices_of(chain))
    void = {(number, one.digest) for one in doubted for number in one.entries}
    inside = {record.number: record for record in stand if window.holds(record.date)}
    found = []
    for number, record in inside.items():
        left = story.items[number].left if record.kind == "spend" else 0
        asked, gone = _asked(record, laws), lacking.get(number, ())
        sound = {piece.kind for piece in files[number] if (number, piece.digest) not in void}
        shared = sorted(need for need in asked.difference(gone) if void and _came(need, files[number], sound))
        found.append(_one(asked, gone, shared, left))
    return added(found), [one for one in doubted if not inside.keys().isdisjoint(one.entries)]


def _files(stand: Iterable[Record], chain: Iterable[Record]) -> dict[int, list[Evidence]]:
    """Give the papers of each entry, those that came later too."""
    files = {record.number: list(record.evidence) for record in stand}
    for record in chain:
        if record.kind == "attach" and record.refers in files:
            files[record.refers] += record.evidence
    return files


def _came(need: str, pieces: Iterable[Evidence], sound: AbstractSet[str]) -> bool:
    """Tell whether a paper came, but only as files that prove nothing."""
    kinds = set(need.split("|"))
    return kinds.isdisjoint(sound) and any(piece.kind in kinds for piece in pieces)


def _standing(story: Story, chain: Iterable[Record]) -> Iterator[Record]:
    """Give the entries that may need papers: none that was reversed, and no retention paid out."""
    for record in chain:
        item = story.items.get(record.number)
        if (
            record.kind in _EVENTS
            and not (item and item.reversed_by)
            and not (record.kind == "spend" and record.refers)
        ):
            yield record


def _one(asked: frozenset[str], lacking: Sequence[str], shared: Sequence[str], left: int) -> Completeness:
    if not asked:
        return Completeness(spent=left)
    short, less = left if lacking else 0, len(lacking) + len(shared)
    kinds = dict.fromkeys(lacking, 1), dict.fromkeys(shared, 1)
    return Completeness(1, int(not less), len(asked), len(asked) - less, left, short, *kinds)


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
    figures, doubted = _counted(known, laws, window)
    book = laws(known[-1].law) or laws(known[0].law)
    row = {
        "fund": known[0].fund,
        **{name: getattr(terms, name) for name in ("programme", "tier", "studio", "unit")},
        "as_of": as_of.isoformat(),
        **rates(figures),
        "missing_papers": paper_names(figures.missing, book),
        "shared_papers": paper_names(figures.shared, book),
        "shared_files": [
            {"digest": one.digest, "entries": list(one.entries), "kinds": list(one.kinds), "citation": BASIS}
            | {"papers": "、".join(paper_names(dict.fromkeys(one.kinds, 1), book))}
            for one in doubted
        ],
        "records": known[-1].number,
        "head": str(head_of(known[-1])),
    }
    return row, figures
