"""Registers to be marked: a user's own with everything that is easily lost, its marked copy, and both ways of copying."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped,unused-ignore]

from funds.workbook.issue import marked as maker
from funds.workbook.issue.marked import Mark, Tally, marked, target_for
from funds.workbook.issue.marked_whole import open_serial

SHEET = "支出登记"
HEADERS = ("专项资金编号", "日期", "金额（元）", "发票号码", "合计", "摘要", "备注")
TALLIES = [
    Tally("posted", 3), Tally("review", 1), Tally("refused", 0), Tally("held", 4), Tally("error", 2), Tally("total", 1),
]  # fmt: skip
AMOUNT = Mark(SHEET, 4, "C4", "error", "一千二", "金额无法读取。", "", "改为数字，例如 1200.00。")
MEAL = Mark(SHEET, 5, "F5", "review", "接待餐费", "疑为接待餐费。", "揭阳细则第十三条", "请第二人核对。")
ROW = Mark(SHEET, 6, "", "note", "", "同一行出现两次。", "", "删去其中一行。")
#: Loaded whole, and row by row.
WAYS = ("whole", "streamed")


def copied(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Copy one way: a fixture for tests that hold for both."""
    if request.param == "streamed":
        monkeypatch.setattr(maker, "WHOLE", 0)
    return str(request.param)


def a_register(path: Path, *, mac: bool = False, late: bool = False) -> Path:
    """A user's register: a title above the header, dates, money, texts that look like something else, a formula."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": mac})
    page = book.add_worksheet(SHEET)
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    day, money = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}), book.add_format({"num_format": "#,##0.00"})
    page.write_string(0, 0, "2022年专项资金支出", bold)
    page.write_row(1, 0, HEADERS, bold)
    page.freeze_panes(2, 1)
    page.set_column(5, 5, 42.5)
    for row, amount in enumerate((1200.5, "一千二", 333.33, 0.1), 2):
        page.write_string(row, 0, "JY2022-001")
        page.write_datetime(row, 1, dt.date(2022, 10, row), day)
        page.write(row, 2, amount, money)
        page.write_string(row, 3, "00123456789012345678", text)
        page.write_formula(row, 4, f"=C{row + 1}*2", money, 2401)
        page.write_string(row, 5, "=1+1 购买图书" if row == 2 else "接待餐费")
    page.write_string(2, 6, "-5")
    page.write_boolean(3, 6, True)
    page.write_formula(4, 6, "=1/0", None, "#DIV/0!")
    page.write_number(5, 6, 99_999_999 if late else 5, day)
    hidden = book.add_worksheet("旧表")
    hidden.write_number(0, 0, 7)
    hidden.hide()
    book.close()
    return path


def made(source: Path, *marks: Mark, target: Path | None = None, headers: dict[str, int] | None = None) -> Path:
    target = target or target_for(source)
    marked(source, target, marks, TALLIES, 153393, headers or {SHEET: 2})
    return target


def raw(path: Path, sheet: str = SHEET) -> list[list[tuple[Any, str, str]]]:
    """Give value, type and number format of each cell; a date as the serial it is."""
    book = open_serial(path, read_only=False)
    cells = [[(cell.value, cell.data_type, cell.number_format) for cell in row] for row in book[sheet].iter_rows()]
    book.close()
    return cells
