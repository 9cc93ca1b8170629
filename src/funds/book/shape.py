"""The shape of an entry: which keys it has, and so how to read it; entries of one shape share it.

A book of a hundred thousand entries has some dozens of shapes, so the reading of keys is done
once for each shape and not for each entry.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple

from funds.book.fields import Slot, read_evidence, slot_of
from funds.book.quote import plain
from funds.entry.record import Award, Invoice, Verdict

__all__ = ["Reading", "reading"]

_PASSED: Final = re.compile(r"filename|lineno|__.*")
_MAKES: Final[dict[str, Any]] = {"invoice": Invoice, "finding": Verdict}
_FIELD: Final = {"invoice": "invoices", "evidence": "evidence", "finding": "findings", "terms": "terms"}
_LISTS: Final = frozenset({"invoices", "findings"})
#: Required fields are written only when they are not empty; the empty ones come from here.
_BLANK: Final[dict[str, dict[str, Any]]] = {
    "invoice": {},
    "finding": {"code": "", "severity": ""},
    "terms": {"programme": "", "tier": "", "studio": "", "unit": "", "holder": ""},
}


class _Fields(NamedTuple):
    """How one struct is read: its fields, the values of their keys, and those that are no plain text."""

    fields: tuple[str, ...]
    values: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    others: tuple[tuple[str, Callable[[object], object]], ...]

    def take(self, meta: Mapping[str, Any]) -> dict[str, Any]:
        """Read the fields from an entry's metadata."""
        taken = dict(zip(self.fields, self.values(meta), strict=True))
        for field, read in self.others:
            taken[field] = read(taken[field])
        return taken


class _Part(NamedTuple):
    """How one member of a list is read; `facts` are a finding's."""

    name: str
    fields: _Fields
    facts: _Fields | None


class Reading(NamedTuple):
    """How entries of one shape are read; `texts` gives every value that must be a text.

    `evidence` are the keys of the papers, each of which is a whole.
    """

    texts: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    top: _Fields
    parts: tuple[_Part, ...]
    evidence: tuple[str, ...]

    def take(self, meta: Mapping[str, Any]) -> dict[str, Any]:
        """Give the fields of a record that the metadata holds. Raises TypeError if a text is none."""
        if "\\u{" in "".join(self.texts(meta)):  # joining also makes sure that each is a text
            meta = {key: plain(value) if isinstance(value, str) else value for key, value in meta.items()}
        taken = self.top.take(meta)
        if self.evidence:
            taken["evidence"] = tuple(map(read_evidence, map(meta.__getitem__, self.evidence)))
        for name, fields, facts in self.parts:
            inner = fields.take(meta)
            if facts:
                inner["facts"] = facts.take(meta)
            if name == "terms":
                taken["terms"] = Award(**_BLANK["terms"] | inner)
            else:
                taken.setdefault(_FIELD[name], []).append(_MAKES[name](**_BLANK[name] | inner))
        for field in _LISTS & taken.keys():
            taken[field] = tuple(taken[field])
        return taken


@lru_cache(maxsize=4096)
def reading(keys: tuple[str, ...]) -> Reading:
    """Make the reading of a shape. Raises ValueError if it has a key that no record has, or a gap in a list."""
    found: dict[tuple[str, int], list[Slot]] = {}
    keyed: dict[tuple[str, int], list[str]] = {}
    for key in keys:
        place = slot_of(key)
        if place:
            name, index, slot = place
            found.setdefault((name, index), []).append(slot)
            keyed.setdefault((name, index), []).append(key)
        elif not _PASSED.fullmatch(key):
            message = f"no record has a field {key}"
            raise ValueError(message)
    fields = {place: _fields(slots, keyed[place]) for place, slots in found.items()}
    for name in _FIELD:
        _numbered(name, sorted(index for other, index in fields if other == name))
    parts = tuple(_Part(n, fields[n, i], fields.get(("fact", i) if n == "finding" else ("", -1)))
                  for n, i in sorted(fields) if n in _FIELD and n != "evidence")  # fmt: skip
    texts = [
        keyed[place][at]
        for place, slots in found.items()
        for at, slot in enumerate(slots)
        if slot.read is plain or place[0] == "evidence"
    ]
    evidence = tuple(keyed[place][0] for place in sorted(keyed) if place[0] == "evidence")
    return Reading(_getter(texts), fields["", 0], parts, evidence)


def _numbered(name: str, indices: list[int]) -> None:
    first = 0 if name == "terms" else 1
    if indices != list(range(first, first + len(indices))):
        message = f"{name} is not numbered 1, 2, 3 …"
        raise ValueError(message)


def _fields(slots: list[Slot], keys: list[str]) -> _Fields:
    others = tuple((slot.field, slot.read) for slot in slots if slot.read is not plain)
    return _Fields(tuple(slot.field for slot in slots), _getter(keys), others)


def _getter(keys: list[str]) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """Give what takes these values from a mapping at once, as a tuple even when it is one."""
    if len(keys) == 1:
        (only,) = keys
        return lambda meta: (meta[only],)
    return itemgetter(*keys)
