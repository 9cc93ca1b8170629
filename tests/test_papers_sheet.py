"""A report as a workbook: rows that stream by, their sums as formulas, and what is not a number left as text."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from funds.money import yuan
from funds.workbook.issue.sheet import Field, Table, write

FIELDS = (Field("名称"), Field("金额", "money"), Field("张数", "count"), Field("占比", "percent"))
DAY = dt.date(2024, 1, 1)


def _rows(count: int) -> Iterator[tuple[str, ...]]:
    for at in range(count):
        yield f"=第{at}行", yuan(at * 7 - 5), str(at), "12.34"


def test_rows_that_come_one_by_one_are_all_written_and_added_up_to_the_fen(tmp_path: Path) -> None:
    count, path = 5000, tmp_path / "r.xlsx"
    whole = yuan(sum(at * 7 - 5 for at in range(count)))
    write(Table("r", "报表", FIELDS, _rows(count), lambda: ("合计", whole, "", ""), ("截止", "注")), DAY, path)
    page = load_workbook(path, data_only=True).worksheets[0]
    assert [page.cell(4, at).value for at in range(1, 5)] == ["=第0行", -0.05, 0, 0.1234]
    assert page.cell(4, 1).data_type == "s"
    assert [page.cell(count + 4, at).value for at in (1, 2)] == ["合计", float(whole)]
    assert page.cell(count + 5, 1).value == "注"
    assert load_workbook(path).worksheets[0].cell(count + 4, 2).value == f"=ROUND(SUM(B4:B{count + 3}),2)"


def test_a_table_without_rows_or_total_is_still_a_sheet(tmp_path: Path) -> None:
    write(Table("r", "报表", FIELDS, iter(()), lambda: None), DAY, tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0].max_row == 3
    write(Table("r", "报表", FIELDS, iter(()), lambda: ("合计", "0.00", "", "")), DAY, tmp_path / "b.xlsx")
    assert load_workbook(tmp_path / "b.xlsx", data_only=True).worksheets[0]["B4"].value == 0


def test_what_does_not_read_as_a_number_stays_as_it_was_said(tmp_path: Path) -> None:
    rows = [("a", "不详", "两张", "n/a")]
    write(Table("r", "报表", FIELDS, rows, lambda: None), DAY, tmp_path / "r.xlsx")
    page = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert [page.cell(4, at).value for at in range(1, 5)] == ["a", "不详", "两张", "n/a"]


def test_the_same_report_gives_the_same_file_byte_for_byte(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write(Table("r", "报表", FIELDS, _rows(20), lambda: None), DAY, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
