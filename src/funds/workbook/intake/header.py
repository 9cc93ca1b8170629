"""The header of a sheet: the row, or two rows, in which its columns are named, wherever it stands."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from funds.workbook.intake.events import FileProblem
from funds.workbook.intake.raw import Row, letters, shown
from funds.workbook.layout.column import Layout
from funds.workbook.layout.headers import meaning

__all__ = ["Header", "header_of", "most_texts"]

_OTHER_UNIT: Final = re.compile(r"([万千百亿])元")
_TITLE_UNIT: Final = re.compile(r"单位[:为]?(?:人民币)?[万千百亿]元|[(](?:单位[:为]?)?[万千百亿]元[)]")
_BRACKET: Final = re.compile(r"[(（\[【].*")
#: Columns known from which a sheet that lacks only one is asked back rather than passed over.
_NEARLY: Final = 5
_SHOWN: Final = 24
#: No header is longer, in characters.
_LONGEST: Final = 120


class Header(NamedTuple):
    """A header found: its sheet's layout, its last row, the column of each key, and the texts by column."""

    layout: Layout
    row: int
    columns: dict[str, int]
    texts: dict[int, str]


class _Try(NamedTuple):
    layout: Layout
    row: int
    keys: dict[int, str]
    texts: dict[int, str]
    missing: tuple[str, ...]
    two: bool

    @property
    def known(self) -> int:
        return len(set(self.keys.values()))


def header_of(name: str, rows: Sequence[Row], layouts: Sequence[Layout]) -> Header | list[FileProblem]:
    """Find the header among a sheet's first rows; an empty list means that the sheet has none.

    Problems: two columns that mean the same, a required column that is not there, amounts in a unit
    other than yuan, a sheet that fits two layouts as well.
    """
    tries = [found for place in range(len(rows)) for layout in layouts for found in _tries(rows, place, layout)]
    fitting = [found for found in tries if not found.missing]
    if not fitting:
        nearly = [found for found in tries if len(found.missing) == 1 and found.known >= _NEARLY]
        return [_lacks(name, max(nearly, key=_rank(name)))] if nearly else []
    best = max(fitting, key=_rank(name))
    rivals = [found for found in fitting if _rank(name)(found)[:2] == _rank(name)(best)[:2]]
    if len({found.layout.kind for found in rivals}) > 1:
        titles = "、".join(sorted({found.layout.title for found in rivals}))
        return [FileProblem("two-layouts", {"sheet": name, "cell": f"A{best.row}", "titles": titles})]
    problems = [*_double(name, best), *_units(name, best, rows), *_without(name, best)]
    if problems:
        return problems
    return Header(best.layout, best.row, {key: column for column, key in best.keys.items()}, best.texts)


def most_texts(rows: Sequence[Row]) -> tuple[int, str]:
    """Give the row that looks most like a header, and what it says: for the sentence that there is none."""
    best = max(rows, key=lambda row: sum(isinstance(raw, str) for raw in row.cells.values()))
    said = "、".join(shown(raw) for raw in list(best.cells.values())[:_SHOWN])
    return best.number, said


def _rank(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def rank(found: _Try) -> tuple[bool, int, int]:
        return found.layout.title == name.strip(), found.known, -found.row

    return rank


def _texts(row: Row) -> dict[int, str]:
    return {
        column: raw
        for column, raw in row.cells.items()
        if isinstance(raw, str) and len(raw) <= _LONGEST and raw.strip()
    }


def _tries(rows: Sequence[Row], place: int, layout: Layout) -> Iterator[_Try]:
    row = rows[place]
    texts = _texts(row)
    keys = {column: key for column, text in texts.items() if (key := meaning(layout.kind, text))}
    if not keys:
        return
    yield _try(layout, row.number, keys, texts, two=False)
    below = rows[place + 1] if place + 1 < len(rows) else None
    if below is not None and below.number == row.number + 1 and len(_texts(below)) == len(below.cells):
        yield from _pair(layout, below, texts, keys)


def _pair(layout: Layout, below: Row, upper: dict[int, str], keys: dict[int, str]) -> Iterator[_Try]:
    """Try a header of two rows: 发票 above 代码 and 号码. A row of data below a header must not pass for one."""
    lower, both, texts, over = _texts(below), dict(keys), dict(upper), ""
    for column in range(1, max([*upper, *lower]) + 1):
        over, under = upper.get(column, over if column in lower else ""), lower.get(column, "")
        if not under:
            continue
        key = meaning(layout.kind, over + under)
        if not key and column in keys:
            if not _BRACKET.fullmatch(under.strip()):
                return
            continue
        if key := key or meaning(layout.kind, under):
            both[column] = key
        texts[column] = over + under
    if len(set(both.values())) > len(set(keys.values())):
        yield _try(layout, below.number, both, texts, two=True)


def _try(layout: Layout, row: int, keys: dict[int, str], texts: dict[int, str], *, two: bool) -> _Try:
    missing = tuple(key for key in layout.fits if key not in keys.values())
    return _Try(layout, row, keys, texts, missing, two)


def _named(layout: Layout, keys: Sequence[str]) -> str:
    return "、".join(column.header for column in layout.every if column.key in keys)


def _lacks(name: str, found: _Try, keys: Sequence[str] = ()) -> FileProblem:
    for column, text in found.texts.items():
        if column not in found.keys and _in_other_unit(found.layout, text):
            return FileProblem(
                "amount-header", {"sheet": name, "cell": f"{letters(column)}{found.row}", "read": shown(text)}
            )
    others = "、".join(shown(text) for column, text in found.texts.items() if column not in found.keys)
    wanted = _named(found.layout, keys or found.missing)
    return FileProblem(
        "missing-column", {"sheet": name, "row": str(found.row), "wanted": wanted, "others": others or "—"}
    )


def _without(name: str, found: _Try) -> Iterator[FileProblem]:
    needed = [column.key for column in found.layout.every if column.required]
    if lacking := [key for key in needed if key not in found.keys.values()]:
        yield _lacks(name, found, lacking)


def _double(name: str, found: _Try) -> Iterator[FileProblem]:
    for key in dict.fromkeys(found.keys.values()):
        same = [column for column, other in found.keys.items() if other == key]
        if len(same) > 1:
            cells = "、".join(f"{letters(column)}{found.row}（{shown(found.texts[column])}）" for column in same)
            yield FileProblem("same-column", {"sheet": name, "cells": cells, "header": _named(found.layout, [key])})


def _units(name: str, found: _Try, rows: Sequence[Row]) -> Iterator[FileProblem]:
    """Amounts in 万元 are told wherever the sheet says so: in a header, or in the title above it."""
    money = {column.key for column in found.layout.every if column.reads == "money"}
    for column, text in found.texts.items():
        if found.keys.get(column) in money and _OTHER_UNIT.search(unicodedata.normalize("NFKC", text)):
            yield FileProblem(
                "amount-header", {"sheet": name, "cell": f"{letters(column)}{found.row}", "read": shown(text)}
            )
    if not money & set(found.keys.values()):
        return
    for row in rows:
        for column, text in _texts(row).items():
            bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
            if row.number < found.row and _TITLE_UNIT.search(bare):
                yield FileProblem(
                    "amount-header", {"sheet": name, "cell": f"{letters(column)}{row.number}", "read": shown(text)}
                )


def _in_other_unit(layout: Layout, text: str) -> bool:
    folded = unicodedata.normalize("NFKC", text)
    key = meaning(layout.kind, _OTHER_UNIT.sub("元", folded)) if _OTHER_UNIT.search(folded) else ""
    return any(column.key == key and column.reads == "money" for column in layout.every)
