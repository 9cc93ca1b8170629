"""The data sheets of an issued register: laid out as the templates are, so that they can be taken in again."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from funds.money import yuan
from funds.statements.papers.rows import Left, Rows
from funds.statements.papers.words import KINDS
from funds.workbook.issue.papers.frame import BODY, HEAD
from funds.workbook.issue.style import Book, Look, Page, wide
from funds.workbook.layout.column import Column, Layout
from funds.workbook.layout.sheets import layout_of

__all__ = ["LEFT_TITLE", "lay_data"]

#: The sheet of the records that no row can hold.
LEFT_TITLE: Final = "未列入登记的记录"
_TEXT: Final[Look] = {"border": 1, "num_format": "@", "text_wrap": True}
_PLAIN: Final[Look] = {"border": 1}
_WIDEST: Final = 42


def lay_data(book: Book, rows: Rows) -> None:
    """Write a sheet for each register that has rows, and one of what is in none of them."""
    for kind in ("spending", "disbursements", "awards"):
        _sheet(book, layout_of(kind), rows.sheets[kind])
    _left(book, rows.left)


def _sheet(book: Book, layout: Layout, rows: Iterable[Mapping[str, Any]]) -> None:
    page = book.page(layout.title)
    rows = list(rows)
    page.widths(_width(column, rows) for column in layout.every)
    for at, column in enumerate(layout.every):
        page.text(0, at, column.header, HEAD)
    row = 0
    for row, values in enumerate(rows, 1):
        for at, column in enumerate(layout.every):
            _cell(page, row, at, column, values.get(column.key))
    page.sheet.freeze_panes(1, 1)
    page.paper((row, len(layout.every) - 1), landscape=True, repeat=(0, 0))


def _width(column: Column, rows: Iterable[Mapping[str, Any]]) -> int:
    """Give a column's width: the template's, or more where a text needs it."""
    texts = (row[column.key] for row in rows if isinstance(row.get(column.key), str))
    return min(max([column.width, *(wide(text) + 2 for text in texts)]), _WIDEST)


def _cell(page: Page, row: int, at: int, column: Column, value: Any) -> None:
    match column.reads:
        case "money":
            page.money(row, at, value, _PLAIN)
        case "count":
            page.number(row, at, value, _PLAIN)
        case "day" if value is not None:
            page.day(row, at, value, _PLAIN)
        case "choice":
            page.text(row, at, _name(column, value or ""), _TEXT)
        case "files":
            page.text(row, at, "；".join(value or ()), _TEXT)
        case _:
            page.text(row, at, value or "", _TEXT)


def _name(column: Column, value: str) -> str:
    """Give the name that the template offers for a value; a class of asset left open is judged anew, and stays empty."""
    return next((choice.names[0] for choice in column.choices if choice.value == value), "")


def _left(book: Book, left: Iterable[Left]) -> None:
    """Name each record that no row holds, in one cell: as columns they would read like a register."""
    page = book.page(LEFT_TITLE)
    page.widths((60, 60))
    page.text(0, 0, "记录", HEAD)
    page.text(0, 1, "不在登记表中的原因", HEAD)
    row = 0
    for row, (record, why) in enumerate(left, 1):
        amount = f" {yuan(record.amount)}元" if record.amount else ""
        page.text(row, 0, f"{record.fund} 第{record.number}号 {record.date} {KINDS[record.kind]}{amount}", BODY)
        page.text(row, 1, why, BODY)
    page.sheet.freeze_panes(1, 0)
    page.paper((row, 1), landscape=False, repeat=(0, 0))
