"""Who decided what: the decision behind a group that a person agreed, and the mark on a line that was set apart."""

from collections.abc import Iterable, Mapping
from typing import Any

from funds.money import yuan

__all__ = ["decision_of", "difference_of", "mark_of", "of_group", "waiting"]


def of_group(one: Any, group: Any, row: Any) -> Any:
    """Give the newest standing decision of a fund that made a group (`Pairing`); None where no person did."""
    if row.stage != "person":
        return None
    for kept in reversed(_standing(one, group)):
        ids = {one.shelves.shown(place) for place in kept.material} | {group.lines.shown(*line) for line in kept.bank}
        if kept.match and set(kept.entries) <= set(row.entries) and ids & {*row.material, *row.bank}:
            return kept
    return None


def _standing(one: Any, group: Any) -> list[Any]:
    return [kept for kept in one.kept if (kept.fund, kept.number) in group.stands]


def decision_of(one: Any, group: Any, row: Any) -> dict[str, Any] | None:
    """Give who decided on a group, when and why, and whether the same person made one of its entries."""
    kept = of_group(one, group, row)
    if kept is None:
        return None
    own = any(one.records[number].maker == kept.maker for number in kept.entries if number in one.records)
    return {
        "number": kept.number,
        "maker": kept.maker,
        "reason": kept.reason,
        "moment": kept.moment,
        "own_entry": own,
    }


def difference_of(one: Any, row: Any) -> str | None:
    """Give by how much a group's entries exceed what they go with, in yuan; None where they tie."""
    for found in one.differs:
        if found.entries == row.entries and found.ids in {row.material, row.bank}:
            return yuan(found.fen)
    return None


def mark_of(group: Any, name: str) -> Any:
    """Give the mark on a line by its id in the result (`Mark`); None where it bears none."""
    line = group.lines.lines[name]
    return group.marks[line.account].get(line.seq)


def waiting(one: Any, group: Any) -> Iterable[Mapping[str, Any]]:
    """Give the standing matches of which a row or line is not there as it was looked at: to be decided anew."""
    for kept in _standing(one, group):
        rows = [one.shelves.shown(place) for place in kept.material]
        lines = [group.lines.shown(*line) for line in kept.bank]
        if kept.match and (None in rows or None in lines):
            yield {"number": kept.number, "entries": list(kept.entries), "maker": kept.maker}
