"""Registers as people really make them: written with openpyxl or as text, to be read row by row."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from funds.workbook.intake.events import Done, Event, FileProblem, RowRead
from funds.workbook.intake.read import read
from funds.workbook.intake.told import remedy, sentence

__all__ = [
    "DAY",
    "GOOD",
    "HEADER",
    "SHORT",
    "book",
    "good",
    "problems",
    "refused",
    "register",
    "rows",
    "statuses",
    "text",
    "told",
    "values",
]

DAY: Final = dt.date(2022, 10, 8)

HEADER: Final = (
    "专项资金编号", "事项", "日期", "凭证字号", "摘要", "用途", "收款单位", "金额（元）", "发票代码", "发票号码", "发票项目",
    "税收分类编码", "数量", "单价（元）", "资产类别", "支付方式", "经办人", "审批人", "附件张数", "附件文件", "备注",
)  # fmt: skip
SHORT: Final = ("专项资金编号", "日期", "摘要", "金额（元）", "发票号码")
#: A row under SHORT, and what it is read as.
GOOD: Final = ("JY2022-001", dt.date(2022, 10, 8), "购耗材", 12.5, "12345678")


def good(**other: Any) -> dict[str, Any]:
    """Give what GOOD is read as, with other values where given; a value None takes the key out."""
    values = {
        "fund": "JY2022-001", "date": dt.date(2022, 10, 8), "memo": "购耗材", "amount": 1250, "invoice_number": "12345678",
    } | other  # fmt: skip
    return {key: value for key, value in values.items() if value is not None}


def register(
    path: Path, *rows: Sequence[Any], header: Sequence[Any] = SHORT, above: Sequence[Sequence[Any]] = ()
) -> Path:
    """Write a register of one sheet: rows above the header, the header, and the rows."""

    def fill(sheet: Worksheet) -> None:
        for row in (*above, header, *rows):
            sheet.append(list(row))

    return book(path, 支出登记=fill)


def book(path: Path, **sheets: Callable[[Worksheet], None]) -> Path:
    """Write a workbook, each sheet filled by its own function."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, fill in sheets.items():
        fill(made.create_sheet(name))
    made.save(path)
    return path


def text(path: Path, encoding: str, separator: str = ",", *, header: Sequence[str] = SHORT) -> Path:
    """Write a register as text with one row, which is GOOD."""
    lines = [separator.join(header), separator.join(("JY2022-001", "2022/10/8", "购耗材", "12.50", "12345678"))]
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def told(path: Path, kind: str = "spending", sheet: str = "") -> list[Event]:
    """Give all that reading a file tells."""
    return list(read(path, kind, sheet=sheet))


def rows(path: Path) -> list[RowRead]:
    """Give the rows of a file that is read to its end."""
    found = told(path)
    assert isinstance(found[-1], Done), found[-1]
    read_ = [event for event in found if isinstance(event, RowRead)]
    assert found[-1].rows == len(read_)
    return read_


def values(path: Path) -> list[dict[str, Any]]:
    """Give what the rows of data say."""
    return [row.cells for row in rows(path) if row.status == "row"]


def statuses(path: Path) -> list[tuple[int, str]]:
    """Give what each row is."""
    return [(row.row, row.status) for row in rows(path)]


def problems(path: Path) -> list[tuple[str, str, str]]:
    """Give the problems of all rows: cell, code, and what was read."""
    found = [problem for row in rows(path) for problem in row.problems]
    for problem in found:
        assert problem.cell in sentence(problem)
        assert remedy(problem)
    return [(problem.cell, problem.code, problem.read) for problem in found]


def refused(path: Path, kind: str = "spending", sheet: str = "") -> FileProblem:
    """Give why a file is refused."""
    last = told(path, kind, sheet)[-1]
    assert isinstance(last, FileProblem), last
    assert sentence(last)
    assert remedy(last)
    return last
