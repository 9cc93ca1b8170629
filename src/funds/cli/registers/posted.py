"""What the record holds already of the funds that a register names."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, NamedTuple

from funds.cli.registers.same import Known
from funds.entry.names import fold
from funds.entry.record import Award, Evidence, Record
from funds.record.awards import awards
from funds.record.batch import Batch
from funds.record.chain import chain
from funds.workbook.layout.sheets import LAYOUTS

__all__ = ["Found", "Posted"]


class Found(NamedTuple):
    """The record that a row is or looks like, and the columns that differ."""

    fund: str
    number: int
    columns: tuple[str, ...] = ()
    undone: bool = False


class Posted:
    """Looks each draft up among what was posted before the file."""

    def __init__(self, engine: Any, batch: Batch) -> None:
        """Begin; each fund is read when a row names it."""
        self._engine, self._batch = engine, batch
        self._known: dict[str, Known] = {}

    @staticmethod
    def headers(kind: str) -> dict[str, str]:
        """Give the headers of a register's columns by key."""
        return {column.key: column.header for layout in LAYOUTS[kind] for column in layout.columns}

    def match(self, draft: Record) -> Found | None:
        """Give the posted entry that a draft is or looks like. Ask before the draft is judged."""
        if draft.terms is not None:
            return self._award(draft, draft.terms)
        known = self._known.get(draft.fund)
        if known is None:
            known = self._known[draft.fund] = self._read(draft.fund)
        found = known.match(draft)
        return Found(draft.fund, *found) if found else None

    def forget(self, fund: str) -> None:
        """Let go of a fund's entries; they are read again when a row asks for them."""
        self._known.pop(fund, None)

    def _read(self, fund: str) -> Known:
        """Take a fund's standing entries, but for those of the file itself."""
        before = self._batch.story(fund).items.items()
        last = self._batch.before(fund)
        items = [item for number, item in before if number <= last]
        chains: list[list[Record]] = []

        def attached(number: int) -> Iterable[Evidence]:
            if not chains:
                chains.append(chain(self._engine, fund))
            return _papers(chains[0], number)

        return Known(((item.record, bool(item.reversed_by)) for item in items), attached)

    @cached_property
    def _awards(self) -> dict[tuple[str, str], list[Any]]:
        found: dict[tuple[str, str], list[Any]] = {}
        for each in awards(self._engine):
            found.setdefault((each.programme, fold(each.studio)), []).append(each)
        return found

    def _award(self, draft: Record, terms: Award) -> Found | None:
        """Find an award of the same day or document to the same studio; what differs is told."""
        for each in self._awards.get((terms.programme, fold(terms.studio)), ()):
            first = chain(self._engine, each.fund)[0]
            if first.terms is None or (first.date != draft.date and first.document != draft.document):
                continue
            said = {"date": "date", "amount": "amount", "document": "document", "note": "note"}
            differing = [column for name, column in said.items() if getattr(first, name) != getattr(draft, name)]
            same = ("tier", "kind", "studio", "unit", "holder", "lead", "recommender")
            differing += [name for name in same if getattr(first.terms, name) != getattr(terms, name)]
            return Found(each.fund, 1, tuple(differing))
        return None


def _papers(records: Iterable[Record], number: int) -> Iterator[Evidence]:
    for record in records:
        if record.number == number or (record.kind == "attach" and record.refers == number):
            yield from record.evidence
