"""A report as a workbook: one table with its title, its notes, and sums that are formulas, ready for A4."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Final, Literal, NamedTuple

from funds.money import BadMoneyError, fen
from funds.workbook.issue.style import Book, Look, Page, cell, span, wide

__all__ = ["Field", "Table", "write"]

_HEAD: Final[Look] = {"border": 1, "bold": True, "align": "center", "bg_color": "#EDEDED", "text_wrap": True}
_BODY: Final[Look] = {"border": 1}
_TOTAL: Final[Look] = {"border": 1, "bold": True}
_TITLE: Final[Look] = {"font_size": 16, "bold": True}
_NOTE: Final[Look] = {"font_size": 9}
#: How many rows are looked at for the width of the columns; the others are written as they come.
_LOOKED_AT: Final = 200
_WIDEST: Final = 40
_NARROWEST: Final = 6
#: Up to so many columns stand on upright paper.
_UPRIGHT: Final = 7


class Field(NamedTuple):
    """A column: its title and what stands in it; a rate may name its numerator's and denominator's columns."""

    title: str
    kind: Literal["text", "money", "count", "percent"] = "text"
    of: tuple[int, int] | None = None


class Table(NamedTuple):
    """A report: cells are texts, amounts in yuan, rates in percent. `total` is asked for after the last row.

    Only the first `printed` columns go on paper; the others are for whoever works on with the sheet.
    """

    name: str
    title: str
    fields: Sequence[Field]
    rows: Iterable[Sequence[str]]
    total: Callable[[], Sequence[str] | None]
    notes: Sequence[str] = ()
    printed: int = 0


def write(table: Table, day: dt.date, target: Path) -> None:
    """Write a report to a file; rows that come one by one are not kept. Raises OSError, BadCellError."""
    book = Book(table.title, day, many=True)
    page = book.page(table.name)
    rows = iter(table.rows)
    first = list(islice(rows, _LOOKED_AT))
    page.widths(_widths(table, first))
    last = _Rows(page, table).lay(chain(first, rows))
    wide = table.printed or len(table.fields)
    page.paper((last, wide - 1), landscape=wide > _UPRIGHT, repeat=(2, 2))
    book.save(target)


def _widths(table: Table, rows: Sequence[Sequence[str]]) -> Iterator[float]:
    for at, field in enumerate(table.fields):
        cells = (wide(row[at]) + (3 if field.kind != "text" else 1) for row in rows)
        yield min(max([_NARROWEST, min(wide(field.title) + 2, 14), *cells]), _WIDEST)


class _Rows:
    """The rows of the sheet, each written once, from the top."""

    def __init__(self, page: Page, table: Table) -> None:
        self.page, self.table, self.row = page, table, 3

    def lay(self, rows: Iterable[Sequence[str]]) -> int:
        """Write everything, and give the last row."""
        page, table = self.page, self.table
        page.height(0, 26)
        page.text(0, 0, table.title, _TITLE)
        page.text(1, 0, table.notes[0] if table.notes else "", _NOTE)
        page.height(2, 30)
        for at, field in enumerate(table.fields):
            page.text(2, at, field.title, _HEAD)
        page.sheet.freeze_panes(3, 1)
        for row in rows:
            for at, (field, text) in enumerate(zip(table.fields, row, strict=True)):
                self._cell(at, field, text, _BODY)
            self.row += 1
        self._total()
        for note in table.notes[1:]:
            self.row += 1
            page.text(self.row, 0, note, _NOTE)
        return self.row

    def _total(self) -> None:
        total, last = self.table.total(), self.row - 1
        if total is None:
            self.row -= 1
            return
        for at, (field, text) in enumerate(zip(self.table.fields, total, strict=True)):
            if field.kind == "money" and text:
                formula = f"SUM({span(3, last, at)})" if last > 2 else "0"  # noqa: PLR2004  the header's row
                self.page.sum(self.row, at, formula, fen(text), _TOTAL)
            else:
                self._cell(at, field, text, _TOTAL)

    def _cell(self, at: int, field: Field, text: str, look: Look) -> None:
        """Fill a cell: an amount exactly, a rate as a formula where its parts stand in the row, all else as text."""
        page, row = self.page, self.row
        if field.kind == "percent" and field.of:
            part, whole = (cell(row, column) for column in field.of)
            value = text if _is_number(text) else None
            formula = f'IF({whole}=0,"{text or "-"}",ROUND({part}/{whole},4))' if value is None else _rate(part, whole)
            page.rate(row, at, formula, value, look, text or "-")
        elif not _is_number(text):
            page.text(row, at, text, look)
        elif field.kind == "money":
            page.money(row, at, fen(text), look)
        elif field.kind == "percent":
            page.number(row, at, Decimal(text).scaleb(-2), look | {"num_format": "0.00%", "align": "right"})
        elif field.kind == "count":
            page.number(row, at, int(text), look | {"num_format": "0"})
        else:
            page.text(row, at, text, look)


def _rate(part: str, whole: str) -> str:
    return f'IF({whole}=0,"-",ROUND({part}/{whole},4))'


def _is_number(text: str) -> bool:
    try:
        fen(text)
    except BadMoneyError:
        return False
    return True
