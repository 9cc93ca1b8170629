"""Registers made for tests: workbooks with real headers and the rows that a test names."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from funds.workbook.layout.sheets import layout_of

Row = Mapping[str, Any]

#: A row of spending that the rules let in.
GOOD: Row = {
    "fund": "JY2022-001", "date": "2022-11-02", "voucher": "记-5", "memo": "工作室门牌制作", "purpose": "宣传配套",
    "payee": "榕城图文广告有限公司", "amount": 1280.5, "invoice_number": "24440000000000000001", "item": "*印刷品*门牌",
    "asset": "无", "paid_by": "转账", "handler": "李经办", "approver": "陈主席", "papers": 3,
}  # fmt: skip
#: Another, and one that is a meal.
SECOND: Row = {
    "invoice_number": "24440000000000000002",
    "voucher": "记-6",
    "memo": "购买专业技术书籍",
    "purpose": "学习培训",
}
MEAL: Row = {"invoice_number": "24440000000000000004", "voucher": "记-8", "memo": "工作餐费", "item": "*餐饮服务*餐费"}


def register(path: Path, kind: str, rows: Sequence[Row | Sequence[Any]]) -> Path:
    """Write a workbook with the headers of a register; a row is by column key, or its cells as they are."""
    book = Workbook()
    sheet = book.worksheets[0]
    layout = layout_of(kind)
    sheet.title = layout.title
    sheet.append([column.header for column in layout.columns])
    for row in rows:
        cells = [row.get(column.key) for column in layout.columns] if isinstance(row, Mapping) else list(row)
        sheet.append(cells)
    book.save(path)
    return path


def spent(path: Path, *rows: Row) -> Path:
    """Write a register of spending; what a row does not say is as in GOOD."""
    return register(path, "spending", [{**GOOD, **row} for row in rows])


def mended(path: Path, sheet: str, cells: Mapping[str, Any]) -> Path:
    """Change cells of a workbook, as a person would, and save it."""
    book = load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    return path
