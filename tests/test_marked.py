"""The marked register: every row and value of the user's as it was, what is wrong marked where it stands, a summary."""

import datetime as dt
import os
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped,unused-ignore]
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet.datavalidation import DataValidation

from doors import environment
from funds.workbook.intake.events import Done, RowRead
from funds.workbook.intake.read import read
from funds.workbook.issue import marked as maker
from funds.workbook.issue.marked import (
    SUMMARY,
    ChangedError,
    ForeignError,
    Mark,
    Tally,
    UncopiedError,
    marked,
    target_for,
)
from funds.workbook.issue.marked_whole import COMMENTED, open_serial
from funds.workbook.issue.marked_words import COLOURS
from messy import SHORT, book, text

SHEET = "支出登记"
HEADERS = ("专项资金编号", "日期", "金额（元）", "发票号码", "合计", "摘要", "备注")
TALLIES = [Tally("posted", 3), Tally("review", 1), Tally("refused", 0), Tally("error", 2), Tally("total", 1)]
AMOUNT = Mark(SHEET, 4, "C4", "error", "一千二", "金额无法读取。", "", "改为数字，例如 1200.00。")
MEAL = Mark(SHEET, 5, "F5", "review", "接待餐费", "疑为接待餐费。", "揭阳细则第十三条", "请第二人核对。")
ROW = Mark(SHEET, 6, "", "note", "", "同一行出现两次。", "", "删去其中一行。")


@pytest.fixture(params=["whole", "streamed"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways of copying: loaded whole, and row by row."""
    if request.param == "streamed":
        monkeypatch.setattr(maker, "WHOLE", 0)
    return str(request.param)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    with environment(LANGUAGE="zh_CN"):
        yield


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
    marked(source, target, marks, TALLIES, "1533.93", headers or {SHEET: 2})
    return target


def raw(path: Path, sheet: str = SHEET) -> list[list[tuple[Any, str, str]]]:
    """Give value, type and number format of each cell; a date as the serial it is."""
    book = open_serial(path, read_only=False)
    cells = [[(cell.value, cell.data_type, cell.number_format) for cell in row] for row in book[sheet].iter_rows()]
    book.close()
    return cells


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
    assert [row[:2] for row in rows[1:7]] == [
        ("已入账", 3), ("待核", 1), ("拒绝", 0), ("无法读取", 2), ("合计行", 1), ("控制总额（元）", "1533.93"),
    ]  # fmt: skip
    at = rows.index(("工作表", "单元格", "读到", "问题", "依据", "处理办法"))
    assert rows[at + 1] == (SHEET, "C4", "一千二", "金额无法读取。", None, "改为数字，例如 1200.00。")
    assert rows[at + 2][:2] == (SHEET, "第6行")
    links = [book[SUMMARY].cell(at + below, 2).hyperlink for below in (2, 3, 4)]
    assert [link.location if link else None for link in links] == [f"'{SHEET}'!C4", f"'{SHEET}'!A6", None]


def test_the_summary_speaks_the_readers_language(tmp_path: Path) -> None:
    with environment(LANGUAGE="en"):
        target = made(a_register(tmp_path / "登记.xlsx"), AMOUNT)
    rows = list(load_workbook(target)[SUMMARY].iter_rows(values_only=True))
    assert ("Sheet", "Cell", "Read", "Problem", "Clause", "Remedy") in rows
    assert ("Posted", 3, None, None, None, None) in rows
    made(tmp_path / "登记.xlsx", AMOUNT)
    assert load_workbook(target).sheetnames[0] == SUMMARY


def test_a_mended_register_is_marked_again_in_its_own_place(tmp_path: Path, way: str) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    book = load_workbook(source)
    book[SHEET]["C4"].fill = PatternFill("solid", fgColor="FF00FF00")
    book[SHEET]["F5"].comment = Comment("领导已批", "王会计")
    book.save(source)
    target = made(source, AMOUNT, MEAL)
    mended = load_workbook(target)
    assert mended[SHEET]["F5"].fill.fgColor.rgb[-6:] == COLOURS["review"]
    mended[SHEET]["C4"].value = 1200
    mended.save(target)
    assert target_for(target) == target
    made(target, ROW, target=target)
    again = load_workbook(target)
    assert again.sheetnames == [SUMMARY, SHEET, "旧表"]
    sheet = again[SHEET]
    assert sheet["C4"].value == 1200
    assert sheet["C4"].fill.fgColor.rgb[-6:] == "00FF00", "the user's own colour comes back"
    assert sheet["C4"].comment is None
    assert sheet["F5"].fill.fill_type is None
    if way == "whole":
        assert sheet["F5"].comment.text == "领导已批"
    assert sheet["A6"].fill.fgColor.rgb[-6:] == COLOURS["note"]
    rows = list(again[SUMMARY].iter_rows(values_only=True))
    assert [row[3] for row in rows if row[0] == SHEET] == ["同一行出现两次。"]


def test_nothing_of_the_users_is_overwritten(tmp_path: Path) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    target = target_for(source)
    own = Workbook()
    own.create_sheet(SUMMARY).append(["我自己的汇总"])
    own.save(target)
    before = target.read_bytes()
    with pytest.raises(ForeignError, match="登记-问题") as caught:
        made(source, AMOUNT)
    assert isinstance(caught.value, FileExistsError)
    with pytest.raises(ForeignError):
        made(source, AMOUNT, target=source)
    target.write_bytes(b"no workbook at all")
    with pytest.raises(ForeignError):
        made(source, AMOUNT)
    assert target.read_bytes() == b"no workbook at all"
    assert before


def test_a_register_that_somebody_is_mending_is_not_overwritten(tmp_path: Path) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    target = made(source, AMOUNT)
    made(source, AMOUNT, MEAL)
    book = load_workbook(target)
    book[SHEET]["C4"].value = 1200
    book.save(target)
    os.utime(target, (target.stat().st_atime, target.stat().st_mtime + 2))
    before = target.read_bytes()
    with pytest.raises(ChangedError, match="登记-问题"):
        made(source, AMOUNT)
    assert target.read_bytes() == before


def test_a_copy_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    target = made(source, AMOUNT)
    before = target.read_bytes()
    source.write_bytes(source.read_bytes()[:3000])
    with pytest.raises(UncopiedError, match=r"登记.xlsx could not be copied|登记.xlsx"):
        made(source, AMOUNT)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["登记-问题.xlsx", "登记.xlsx"]


def test_a_folder_that_is_not_there_is_told_as_the_system_tells_it(tmp_path: Path, way: str) -> None:
    del way
    with pytest.raises(FileNotFoundError):
        made(a_register(tmp_path / "登记.xlsx"), AMOUNT, target=tmp_path / "无" / "登记-问题.xlsx")


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


def test_merges_widths_lists_and_looks_stay_and_no_value_under_a_merge_is_lost(tmp_path: Path) -> None:
    source = tmp_path / "登记.xlsx"
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for row in (["专项资金支出登记"], list(HEADERS), ["JY2022-001", "2022-10-08", 5], ["甲", "藏着的", 7]):
        sheet.append(row)
    sheet.merge_cells("A1:G1")
    sheet.column_dimensions["F"].width = 42
    sheet.row_dimensions[4].hidden = True
    sheet["A2"].font = Font(bold=True, color="FF123456")
    sheet["A2"].alignment = Alignment(wrap_text=True)
    choice = DataValidation("list", formula1='"支出,退款"')
    choice.add("B3:B99")
    sheet.add_data_validation(choice)
    sheet.auto_filter.ref = "A2:G4"
    sheet.merged_cells.add("A4:B4")  # as other programs write it: the merge hides a value
    book.save(source)
    title = Mark(SHEET, 1, "C1", "note", "", "标题。", "", "")
    got = load_workbook(made(source, title))[SHEET]
    assert sorted(str(spread) for spread in got.merged_cells.ranges) == ["A1:G1", "A4:B4"]
    shown = [row[1].value for row in open_serial(target_for(source), read_only=True)[SHEET].iter_rows(4, 4)]
    assert shown == ["藏着的"]
    assert got["A1"].comment is not None
    assert got.column_dimensions["F"].width == 42
    assert got.row_dimensions[4].hidden
    assert got["A2"].font.color.rgb == "FF123456"
    assert got["A2"].alignment.wrap_text
    assert [str(rule.sqref) for rule in got.data_validations.dataValidation] == ["B3:B99"]
    assert got.auto_filter.ref == "A2:G4"


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


def test_row_by_row_the_looks_that_matter_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker, "WHOLE", 0)
    book = load_workbook(made(a_register(tmp_path / "登记.xlsx"), AMOUNT))
    asked = load_workbook(tmp_path / "登记.xlsx")[SHEET].column_dimensions["F"].width
    assert book[SHEET].column_dimensions["F"].width == pytest.approx(asked, abs=0.2)
    assert book[SHEET].freeze_panes == "B3"
    assert book[SHEET]["A2"].font.b
    assert book["旧表"].sheet_state == "hidden"


def test_row_by_row_fonts_fills_borders_and_alignment_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maker, "WHOLE", 0)
    source = tmp_path / "登记.xlsx"
    made_book = Workbook()
    sheet = made_book.worksheets[0]
    sheet.title = SHEET
    sheet["A1"] = "红字"
    sheet["A1"].font = Font(name="宋体", italic=True, color="FFC00000", size=9)
    sheet["A1"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet["A1"].border = Border(left=Side("thin"), bottom=Side("double"))
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet["A2"] = -5.5
    sheet["A2"].number_format = "#,##0.00;[Red](#,##0.00)"
    sheet["A3"] = "标"
    sheet["A3"].fill = PatternFill("solid", fgColor="FFFFFF00")
    made_book.save(source)
    got = load_workbook(made(source, Mark(SHEET, 3, "A3", "review", "标", "看。", "", "")))[SHEET]
    first = got["A1"]
    assert (first.font.name, first.font.i, first.font.sz, first.font.color.rgb[-6:]) == ("宋体", True, 9, "C00000")
    assert first.fill.fgColor.rgb[-6:] == "FFFF00"
    assert (first.border.left.style, first.border.bottom.style, first.border.top.style) == ("thin", "double", None)
    assert (first.alignment.horizontal, first.alignment.vertical) == ("center", "center")
    assert first.alignment.wrap_text
    assert got["A2"].number_format == "#,##0.00;[Red](#,##0.00)"
    assert got["A3"].fill.bgColor.rgb[-6:] == "FFFF00", "not seen, and given back when the mark goes"


def test_a_file_whose_notes_are_damaged_is_copied_all_the_same(tmp_path: Path) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    noted = load_workbook(source, data_only=True)
    noted[SHEET]["A1"].comment = Comment("旧批注", "王会计")
    noted.save(source)
    damaged = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(damaged, "w") as out:
        for name in whole.namelist():
            out.writestr(name, b"<comments" if name.startswith("xl/comments") else whole.read(name))
    with pytest.raises(SyntaxError):
        load_workbook(damaged)
    book = load_workbook(made(damaged, AMOUNT))
    assert book[SHEET]["D3"].value == "00123456789012345678"
    assert book[SHEET]["C4"].comment is not None


def test_a_far_cell_and_a_huge_merge_cost_nothing(tmp_path: Path) -> None:
    source = tmp_path / "登记.xlsx"
    book = Workbook()
    book.worksheets[0].title = SHEET
    book.worksheets[0]["A1"] = "编号"
    book.worksheets[0]["XFD1048576"] = "远"
    book.worksheets[0].merged_cells.add("A3:XFD900000")
    book.save(source)
    got = load_workbook(made(source, Mark(SHEET, 2, "A2", "error", "", "空。", "", "")), read_only=True)
    assert got[SHEET].max_row == 1_048_576
    got.close()


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
