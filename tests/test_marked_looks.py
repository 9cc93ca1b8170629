"""The looks of a marked register: those of the user's, row by row or loaded whole, and of cells that were never made."""

import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import xlsxwriter  # type: ignore[import-untyped,unused-ignore]
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from funds.workbook.issue import marked as maker
from funds.workbook.issue.marked import Mark, target_for
from funds.workbook.issue.marked_whole import open_serial
from funds.workbook.issue.marked_words import COLOURS
from marking import AMOUNT, HEADERS, SHEET, WAYS, a_register, copied, made

way = pytest.fixture(params=WAYS)(copied)


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
    with closing(open_serial(target_for(source), read_only=True)) as plain:
        shown = [row[1].value for row in plain[SHEET].iter_rows(4, 4)]
    assert shown == ["藏着的"]
    assert got["A1"].comment is not None
    assert got.column_dimensions["F"].width == 42
    assert got.row_dimensions[4].hidden
    assert got["A2"].font.color.rgb == "FF123456"
    assert got["A2"].alignment.wrap_text
    assert [str(rule.sqref) for rule in got.data_validations.dataValidation] == ["B3:B99"]
    assert got.auto_filter.ref == "A2:G4"


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


def ruled(path: Path) -> Path:
    """A register whose cells have borders and formats where something stands, and in a column even where nothing does."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet(SHEET)
    line, day = {"border": 1}, {"border": 1, "num_format": "yyyy/m/d"}
    head, money, thick = (
        book.add_format({"bold": True, "bg_color": "#FFFF00"}),
        book.add_format(line),
        book.add_format(day),
    )
    page.set_column(3, 3, 12, book.add_format({"num_format": "0.000", "left": 2}))
    page.write_row(0, 0, ["编号", "日期", "金额", "单价"], head)
    page.write_row(1, 0, ["甲", 44842, 5], money)
    page.write_number(1, 1, 44842, thick)
    page.write_string(2, 0, "乙", money)
    book.close()
    return path


def test_an_empty_cell_that_is_marked_looks_as_its_column_does(tmp_path: Path, way: str) -> None:
    del way
    marks = [Mark(SHEET, row, f"{column}{row}", "error", "", "空。", "", "") for row in (3, 4) for column in "BCD"]
    target = made(ruled(tmp_path / "登记.xlsx"), *marks, headers={SHEET: 1})
    sheet = load_workbook(target)[SHEET]
    for row in ("3", "4"):
        assert [sheet[f"{column}{row}"].number_format for column in "BCD"] == ["yyyy/m/d", "General", "0.000"]
        borders = [sheet[f"{column}{row}"].border.left.style for column in "BCD"]
        assert borders == ["thin", "thin", "medium"]
        assert {sheet[f"{column}{row}"].fill.fgColor.rgb[-6:] for column in "BCD"} == {COLOURS["error"]}
    again = load_workbook(made(target, AMOUNT._replace(cell="A2"), target=target, headers={SHEET: 1}))[SHEET]
    assert (again["B3"].fill.fill_type, again["B3"].number_format) == (None, "yyyy/m/d")


def test_a_neighbour_that_is_marked_lends_its_looks_and_not_the_mark(tmp_path: Path) -> None:
    marks = [Mark(SHEET, row, f"B{row}", "error", "", "空。", "", "") for row in (2, 3)]
    target = made(ruled(tmp_path / "登记.xlsx"), *marks, headers={SHEET: 1})
    again = load_workbook(made(target, AMOUNT._replace(cell="A2"), target=target, headers={SHEET: 1}))[SHEET]
    assert [again[cell].fill.fill_type for cell in ("B2", "B3")] == [None, None]


def test_a_file_whose_notes_are_damaged_is_copied_all_the_same(tmp_path: Path) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    noted = load_workbook(source, data_only=True)
    noted[SHEET]["A1"].comment = Comment("旧批注", "王会计")
    noted.save(source)
    damaged = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(damaged, "w") as out:
        for name in whole.namelist():
            out.writestr(name, b"<comments" if name.startswith("xl/comments") else whole.read(name))
    with damaged.open("rb") as file, pytest.raises(SyntaxError):
        load_workbook(file)
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
