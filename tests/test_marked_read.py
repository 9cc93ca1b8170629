"""A marked register read again: the reader finds in it what it found in the user's own file, workbook or text."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from funds.workbook.intake.events import Done, RowRead
from funds.workbook.intake.read import read
from funds.workbook.issue.marked import SUMMARY, Mark
from funds.workbook.issue.marked_words import COLOURS
from marking import WAYS, copied, made
from messy import SHORT, book, text

way = pytest.fixture(params=WAYS)(copied)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_becomes_a_sheet_of_texts(tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "登记.csv"
    rows = [["编号", "金额", "发票号码", "摘要"], ["JY2022-001", "1,200.50", "00123", "=1+1"], ["", "-5", "", "换\n行"]]
    text = "\r\n".join(",".join(f'"{field}"' for field in row) for row in rows)
    source.write_bytes(text.encode(encoding))
    marks = [Mark("", 2, "B2", "error", "1,200.50", "看不清。", "", ""), Mark("", 3, "", "note", "", "空。", "", "")]
    target = made(source, *marks)
    book = load_workbook(target)
    sheet = book.worksheets[1]
    found = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert found == rows
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}
    assert sheet["B2"].fill.fgColor.rgb[-6:] == COLOURS["error"]
    assert sheet["A3"].comment is not None
    last = book[SUMMARY].max_row
    link = book[SUMMARY].cell(last - 1, 2).hyperlink
    assert link is not None
    assert link.location == f"'{sheet.title}'!B2"


def read_of(path: Path) -> list[Any]:
    """Give what the reader makes of a file's registers: each row whole, with its problems."""
    told = list(read(path, "spending"))
    assert isinstance(told[-1], Done), told
    return [event for event in told if isinstance(event, RowRead)]


RAGGED = (
    ("JY2022-001", dt.date(2022, 10, 8), "购耗材", 12.5, "00123456"),
    ("JY2022-001", "2022年10月9日", "=1+1 图书", "￥1,200.50元", "'12345678"),
    (None, None, None, None, None),
    ("JY2022-001", 20221010, " 首尾有空格 ", "(5.00)", 24440000000000000000),
    ("JY2022-002", dt.date(2022, 11, 1), "-5 号螺丝", 0.1, "12345679"),
    ("JY2022-002", "昨天", "说不清", "一千二", "12345678"),
    ("合计", None, None, 1213.0, None),
)


def test_what_the_reader_reads_of_the_copy_is_what_it_read_of_the_file(tmp_path: Path, way: str) -> None:
    del way

    def fill(sheet: Any) -> None:
        for row in (["2022年支出登记"], SHORT, *RAGGED):
            sheet.append(list(row))
        sheet.merge_cells("A1:E1")
        sheet.merged_cells.add("E3:E4")
        sheet.row_dimensions[4].hidden = True

    source = book(tmp_path / "登记.xlsx", 支出登记=fill, 说明=lambda sheet: sheet.append(["无关"]))
    before = read_of(source)
    assert {row.status for row in before} == {"row", "blank", "total", "error"}
    marks = [
        Mark(
            row.sheet,
            row.row,
            found.cell,
            "error",
            found.read,
            found.code,
            "",
            "",
            formula=found.code in {"no-value", "elsewhere"},
        )
        for row in before
        for found in row.problems
    ]
    target = made(source, *marks)
    assert read_of(target) == before
    assert read_of(made(target, *marks, target=target)) == before


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ","), ("gb18030", "\t"), ("gbk", ";")])
def test_what_the_reader_reads_of_a_csv_copy_is_the_same(tmp_path: Path, encoding: str, separator: str) -> None:
    source = text(tmp_path / "登记.csv", encoding, separator)
    odd = separator.join(("JY2022-001", "2022.10.9", "'=甲", '"=""1200"""', '="00123456"'))
    source.write_bytes(source.read_bytes() + f"\r\n{odd}\r\n".encode(encoding))
    before = read_of(source)
    assert [row.status for row in before] == ["row", "blank", "row"]
    mark = Mark("登记", 2, "D2", "note", "", "看一看。", "", "")
    assert read_of(made(source, mark, headers={"登记": 1})) == before
