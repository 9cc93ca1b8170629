"""Merged areas among the rows of data: only their first cell holds a value, so each is asked back."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from funds.workbook.intake.raw import letters

__all__ = ["Merged"]


class _Area(NamedTuple):
    first: int
    last: int
    columns: tuple[int, ...]
    called: str


class Merged:
    """The merged areas below a header that hide a value of a column that is read."""

    def __init__(self, areas: Iterable[tuple[int, int, int, int]], header: int, columns: Iterable[int]) -> None:
        """Take areas as (row, column, to row, to column), the header's row, and the columns that are read."""
        read = sorted(columns)
        self.below = False
        self._coming: list[_Area] = []
        for one, left, two, right in sorted(areas, reverse=True):
            inside = tuple(column for column in read if left <= column <= right)
            if two > header and inside and (two > one or inside != (left,)):
                called = f"{letters(left)}{one}:{letters(right)}{two}"
                self._coming.append(_Area(max(one, header + 1), two, inside, called))
        self.below = bool(self._coming)
        self._now: dict[int, tuple[int, str]] = {}

    def at(self, row: int) -> Iterator[tuple[int, str]]:
        """Give the columns of a row that lie in a merged area, and the area; rows are asked for in order."""
        while self._coming and self._coming[-1].first <= row:
            area = self._coming.pop()
            self._now.update(dict.fromkeys(area.columns, (area.last, area.called)))
        for column, (last, called) in list(self._now.items()):
            if last < row:
                del self._now[column]
            else:
                yield column, called
