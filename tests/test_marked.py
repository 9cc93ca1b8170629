"""The marked register: every row and value of the user's as it was, what is wrong marked where it stands, a summary."""

import datetime as dt
import re
import subprocess
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import from_excel

from doors import environment
from funds.workbook.issue.marked import SUMMARY, Mark, marked, target_for
from funds.workbook.issue.marked_whole import COMMENTED, open_serial
from funds.workbook.issue.marked_words import COLOURS
from marking import AMOUNT, MEAL, ROW, SHEET, TALLIES, WAYS, a_register, copied, made, raw

way = pytest.fixture(params=WAYS)(copied)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    with environment(LANGUAGE="zh_CN"):
        yield


def test_values_types_and_formats_are_the_users_own(tmp_path: Path, way: str) -> None:
    source = a_register(tmp_path / "登记.xlsx", late=True)
    before = source.read_bytes()
    target = made(source, AMOUNT, MEAL, ROW)
    assert target == tmp_path / "登记-问题.xlsx"
    expected = raw(source)
    if way == "streamed":  # an error can only be written as the text of it
        expected[4][6] = ("#DIV/0!", "s", "General")
    assert raw(target) == expected
    assert raw(target, "旧表") == raw(source, "旧表")
    assert source.read_bytes() == before
    assert [name.name for name in tmp_path.iterdir() if name.name.startswith(".")] == []


def test_no_formula_stands_in_the_copy(tmp_path: Path, way: str) -> None:
    del way
    evil = Mark(SHEET, 4, "C4", "error", "=1+1", "=cmd|'/c calc'!A1", "@SUM(1)", "-1+1")
    book = load_workbook(made(a_register(tmp_path / "登记.xlsx"), evil))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert book[SHEET]["F3"].value == "=1+1 购买图书"
    assert book[SHEET]["E3"].value == 2401
    assert "=1+1" in [cell.value for cell in cells if cell.parent.title == SUMMARY]


def test_dates_of_the_1904_system_keep_their_day(tmp_path: Path, way: str) -> None:
    del way
    target = made(a_register(tmp_path / "mac.xlsx", mac=True), AMOUNT)
    found = open_serial(target, read_only=False)
    assert found.epoch.year == 1904
    assert from_excel(found[SHEET]["B3"].value, found.epoch).date() == dt.date(2022, 10, 2)


def test_marks_stand_where_they_belong(tmp_path: Path, way: str) -> None:
    del way
    twice = AMOUNT._replace(severity="note", says="另见说明。")
    empty = Mark(SHEET, 9, "H9", "error", "", "缺少收款单位。", "", "补填。")
    book = load_workbook(made(a_register(tmp_path / "登记.xlsx"), AMOUNT, MEAL, ROW, twice, empty))
    sheet = book[SHEET]
    wanted = {"C4": "error", "F5": "review", "A6": "note", "H9": "error"}
    for at, severity in wanted.items():
        assert sheet[at].fill.fgColor.rgb[-6:] == COLOURS[severity]
        assert sheet[at].fill.fill_type == "solid"
        assert sheet[at].comment is not None
    filled = [c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fill_type == "solid"]
    assert sorted(filled) == sorted(wanted)
    said = sheet["C4"].comment.text
    assert "funds · 无法读取\n读到：一千二\n问题：金额无法读取。\n处理办法：改为数字" in said
    assert "另见说明。" in said
    assert "依据：揭阳细则第十三条" in sheet["F5"].comment.text


def test_the_summary_counts_and_leads_to_each_cell(tmp_path: Path, way: str) -> None:
    del way
    far = Mark("没有的表", 0, "", "error", "", "没有这张表。", "", "")
    book = load_workbook(made(a_register(tmp_path / "登记.xlsx"), AMOUNT, ROW, far))
    assert book.sheetnames == [SUMMARY, SHEET, "旧表"]
    assert book.active is not None
    assert book.active.title == SUMMARY
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [SUMMARY]
    rows = list(book[SUMMARY].iter_rows(values_only=True))
    assert rows[0][0] == "问题汇总"
    assert [row[:2] for row in rows[1:8]] == [
        ("已入账", 3), ("待核", 1), ("拒绝", 0), ("因他行未入账", 4), ("无法读取", 2), ("合计行", 1), ("控制总额（元）", 1533.93),
    ]  # fmt: skip
    assert book[SUMMARY]["B8"].number_format == "#,##0.00"
    at = rows.index(("工作表", "单元格", "读到", "问题", "依据", "处理办法"))
    assert rows[at + 1] == (SHEET, "C4", "一千二", "金额无法读取。", None, "改为数字，例如 1200.00。")
    assert rows[at + 2][:2] == (SHEET, "第6行")
    links = [book[SUMMARY].cell(at + below, 2).hyperlink for below in (2, 3, 4)]
    assert [link.location if link else None for link in links] == [f"'{SHEET}'!C4", f"'{SHEET}'!A6", None]


@pytest.mark.parametrize("fen", [0, 1, -1, 29, 153393, 999_999_999_999_99, -1_000_000_07])
def test_the_control_total_is_a_number_exact_to_the_fen(tmp_path: Path, way: str, fen: int) -> None:
    del way
    source = a_register(tmp_path / "登记.xlsx")
    marked(source, target_for(source), [AMOUNT], TALLIES, fen, {SHEET: 2})
    with zipfile.ZipFile(target_for(source)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    found = re.search(r'<c r="B8"[^>]*><v>([^<]*)</v>', xml)
    assert found is not None, xml[:2000]
    assert Decimal(found[1]) == Decimal(fen).scaleb(-2)


def test_the_summary_speaks_the_readers_language(tmp_path: Path) -> None:
    with environment(LANGUAGE="en"):
        target = made(a_register(tmp_path / "登记.xlsx"), AMOUNT)
    rows = list(load_workbook(target)[SUMMARY].iter_rows(values_only=True))
    assert ("Sheet", "Cell", "Read", "Problem", "Clause", "Remedy") in rows
    assert ("Posted", 3, None, None, None, None) in rows
    made(tmp_path / "登记.xlsx", AMOUNT)
    assert load_workbook(target).sheetnames[0] == SUMMARY


def test_of_very_many_marks_all_are_filled_and_listed_and_the_first_are_commented(tmp_path: Path, way: str) -> None:
    del way
    source = tmp_path / "登记.xlsx"
    book = Workbook()
    book.worksheets[0].title = SHEET
    for row in range(1, COMMENTED + 102):
        book.worksheets[0].append([row])
    book.save(source)
    marks = [Mark(SHEET, row, f"A{row}", "error", str(row), "不对。", "", "") for row in range(2, COMMENTED + 102)]
    got = load_workbook(made(source, *marks))
    cells = [got[SHEET].cell(row, 1) for row in range(2, COMMENTED + 102)]
    assert sum(cell.comment is not None for cell in cells) == COMMENTED
    assert {cell.fill.fgColor.rgb[-6:] for cell in cells} == {COLOURS["error"]}
    assert [row[2] for row in got[SUMMARY].iter_rows(values_only=True) if row[0] == SHEET] == [m.read for m in marks]


def test_long_and_odd_texts_fit_the_limits_of_a_workbook(tmp_path: Path, way: str) -> None:
    del way
    long = Mark(SHEET, 4, "C4", "error", "长" * 40_000, "问" * 40_000, "\x07\x00", "行\n行")
    got = load_workbook(made(a_register(tmp_path / "登记.xlsx"), long))
    assert len(got[SHEET]["C4"].comment.text) <= 32_000
    last = [str(cell.value) for cell in got[SUMMARY][got[SUMMARY].max_row]]
    assert len(last[2]) == 32_767
    assert last[2].endswith("…")
    assert last[4] == "\ufffd\ufffd"


def test_another_program_opens_it_and_sees_the_same(tmp_path: Path, way: str, office: str) -> None:
    del way
    target = made(a_register(tmp_path / "登记.xlsx"), AMOUNT, MEAL, ROW)
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    book = load_workbook(out / target.name, data_only=True)
    assert book.sheetnames == [SUMMARY, SHEET, "旧表"]
    assert book[SHEET]["D3"].value == "00123456789012345678"
    assert book[SHEET]["B3"].value.date() == dt.date(2022, 10, 2)
    assert book[SHEET]["C4"].comment is not None
