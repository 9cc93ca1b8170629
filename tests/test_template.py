"""Templates: what is in the workbook that finance staff fill in, and how the command answers."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from doors import Door, Said, call, environment, funded, opened
from funds.cli.commands import COMMANDS, Command
from funds.workbook.intake.events import FileProblem, RowRead, SheetFound
from funds.workbook.intake.read import read
from funds.workbook.issue.template import ROWS, Offered, Pick, template
from funds.workbook.layout.column import Layout
from funds.workbook.layout.sheets import INSTRUCTIONS, LAYOUTS, LISTS, MARK, MARK_NAME, mark_of

EVERY = [(kind, layout) for kind, layouts in LAYOUTS.items() for layout in layouts]
SHEETS = pytest.mark.parametrize(("kind", "layout"), EVERY, ids=[layout.kind for _kind, layout in EVERY])
JIEYANG = "场所布置完善,设备采购改进,学习培训,宣传配套"


@pytest.fixture(scope="module", name="made")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Any]:
    """Give the template of a kind, made without any lists, as openpyxl reads it."""
    folder = tmp_path_factory.mktemp("made")
    for kind in LAYOUTS:
        template(kind, folder / f"{kind}.xlsx", Offered())
    books = {kind: load_workbook(folder / f"{kind}.xlsx") for kind in LAYOUTS}
    return books.__getitem__


@pytest.fixture(scope="module", name="laid")
def _laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded(tmp_path_factory.mktemp("laid") / "work").root


@pytest.fixture(name="door")
def _door(laid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    """Give a workspace with the fund JY2022-001, and the command in the table of commands."""
    _entered(monkeypatch)
    return opened(laid, tmp_path / "work")


def _entered(monkeypatch: pytest.MonkeyPatch) -> None:
    if "template" not in COMMANDS:
        monkeypatch.setitem(COMMANDS, "template", Command("template", "template:template", "Make a template."))


def checks(sheet: Any) -> dict[str, Any]:
    """Give the validation of each column by its header."""
    found = {}
    for one in sheet.data_validations.dataValidation:
        (area,) = one.sqref.ranges
        assert (area.min_row, area.max_row, area.min_col) == (2, ROWS + 1, area.max_col)
        found[sheet.cell(1, area.min_col).value] = one
    return found


@SHEETS
def test_a_sheet_has_its_headers_in_order_and_nothing_below(
    kind: str, layout: Layout, made: Callable[[str], Any]
) -> None:
    sheet = made(kind)[layout.title]
    assert [cell.value for cell in sheet[1]] == [column.header for column in layout.columns]
    assert sheet.max_row == 1


@SHEETS
def test_a_header_is_frozen_filtered_and_repeated_on_a4_across(
    kind: str, layout: Layout, made: Callable[[str], Any]
) -> None:
    sheet = made(kind)[layout.title]
    last = sheet.cell(1, len(layout.columns)).column_letter
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == f"A1:{last}{ROWS + 1}"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (int(sheet.page_setup.fitToWidth or 1), int(sheet.page_setup.fitToHeight)) == (1, 0)
    assert sheet.oddFooter.center.text.endswith("第 &P 页 共 &N 页")
    assert layout.title in sheet.oddHeader.center.text


@SHEETS
def test_every_column_prompts_and_answers_in_chinese(kind: str, layout: Layout, made: Callable[[str], Any]) -> None:
    rules = checks(made(kind)[layout.title])
    assert set(rules) == {column.header for column in layout.columns}  # none was dropped as too long
    for column in layout.columns:
        rule = rules[column.header]
        assert (rule.promptTitle, rule.prompt) == (column.header, column.help)
        match column.reads:
            case "day":
                first, last = (dt.date(1899, 12, 30) + dt.timedelta(int(one)) for one in (rule.formula1, rule.formula2))
                assert (rule.type, first, last) == ("date", dt.date(1990, 1, 1), dt.date(2099, 12, 31))
                assert "2022-10-08" in rule.error
            case "money" if column.key in {"in", "out", "balance"}:
                assert rule.type == "decimal"
            case "money":
                assert (rule.type, rule.operator, rule.formula1) == ("decimal", "greaterThan", "0")
                assert "不是万元" in rule.error
            case "count":
                assert rule.type == "whole"
            case "choice":
                assert rule.formula1 == f'"{",".join(choice.names[0] for choice in column.choices)}"'
                assert "下拉表" in rule.error


@SHEETS
def test_codes_are_text_days_days_and_amounts_have_two_places(
    kind: str, layout: Layout, made: Callable[[str], Any]
) -> None:
    sheet = made(kind)[layout.title]
    formats = {"day": "yyyy-mm-dd", "money": "#,##0.00", "count": "0"}
    alike = {at: one for one in sheet.column_dimensions.values() for at in range(one.min, one.max + 1)}
    for at, column in enumerate(layout.columns, 1):
        style = alike[at]
        assert style.number_format == formats.get(column.reads, "@"), column.key
        assert abs(style.width - column.width) < 1


@SHEETS
def test_what_every_row_needs_has_a_tint_of_its_own(kind: str, layout: Layout, made: Callable[[str], Any]) -> None:
    sheet = made(kind)[layout.title]
    tints = {cell.fill.fgColor.rgb for cell, column in zip(sheet[1], layout.columns, strict=True) if column.required}
    others = {
        cell.fill.fgColor.rgb for cell, column in zip(sheet[1], layout.columns, strict=True) if not column.required
    }
    assert len(tints) == 1
    assert tints.isdisjoint(others)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_the_instructions_explain_each_column_with_its_clause(kind: str, made: Callable[[str], Any]) -> None:
    rows = [[cell.value for cell in row] for row in made(kind)[INSTRUCTIONS].iter_rows(max_col=4)]
    said = {(row[0], row[2], row[3]): row[1] for row in rows}
    for layout in LAYOUTS[kind]:
        for column in layout.columns:
            needed = said[column.header, column.help, column.cite]
            assert needed == "必填" if column.required else needed in {"选填", "支出行必填"}


@pytest.mark.parametrize("kind", LAYOUTS)
def test_the_version_can_be_read_from_a_hidden_name_and_from_the_instructions(
    kind: str, made: Callable[[str], Any]
) -> None:
    book = made(kind)
    name = book.defined_names[MARK_NAME]
    assert (name.attr_text, name.hidden) == (f'"{mark_of(kind)}"', True)
    cells = [cell.value for row in book[INSTRUCTIONS].iter_rows(max_row=12) for cell in row]
    assert f"{MARK} {mark_of(kind)}" in cells


def test_a_long_list_stands_on_a_hidden_sheet_whole(tmp_path: Path) -> None:
    funds = tuple(Pick(f"JY2022-{number:03}", f"工作室{number}") for number in range(1, 1201))
    template("spending", tmp_path / "long.xlsx", Offered(funds=funds))
    book = load_workbook(tmp_path / "long.xlsx")
    assert book[LISTS].sheet_state == "hidden"
    assert checks(book["支出登记"])["专项资金编号"].formula1 == f"{LISTS}!$A$2:$A$1201"
    assert [cell.value for cell in book[LISTS]["A"]][1:] == [pick.value for pick in funds]
    assert book.sheetnames == ["支出登记", INSTRUCTIONS, LISTS]


def test_one_long_list_serves_every_sheet(tmp_path: Path) -> None:
    funds = tuple(Pick(f"JY2022-{number:03}") for number in range(1, 101))
    template("materials", tmp_path / "long.xlsx", Offered(funds=funds))
    book = load_workbook(tmp_path / "long.xlsx")
    sources = {checks(book[layout.title])["专项资金编号"].formula1 for layout in LAYOUTS["materials"]}
    assert sources == {f"{LISTS}!$A$2:$A$101"}
    assert book[LISTS].max_column == 1


def test_a_name_with_a_comma_is_one_item(tmp_path: Path) -> None:
    template("spending", tmp_path / "comma.xlsx", Offered(purposes=(Pick("场所,布置"), Pick('"新"设备'))))
    book = load_workbook(tmp_path / "comma.xlsx")
    assert [cell.value for cell in book[LISTS]["A"]][1:] == ["场所,布置", '"新"设备']


def test_a_name_never_becomes_a_formula(tmp_path: Path) -> None:
    template("spending", tmp_path / "formula.xlsx", Offered(purposes=(Pick("=1+1", "=HYPERLINK(1)"),)))
    cells = [cell for row in load_workbook(tmp_path / "formula.xlsx")[INSTRUCTIONS].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value in {"=1+1", "=HYPERLINK(1)"}} == {"s"}


def lists(path: Path, sheet: str) -> dict[str, Any]:
    return checks(load_workbook(path)[sheet])


def test_the_lists_are_those_of_the_programme(door: Door) -> None:
    path = door.root / "支出.xlsx"
    said = door.must("template", "spending", "-o", str(path), "--programme", "揭阳")
    assert str(path) in said.out
    rules = lists(path, "支出登记")
    assert rules["专项资金编号"].formula1 == '"JY2022-001"'
    assert (rules["用途"].formula1, rules["用途"].errorStyle) == (f'"{JIEYANG}"', "warning")
    assert rules["附件文件"].formula1.startswith('"命名文件=,拨款通知=')
    assert not rules["附件文件"].showErrorMessage
    texts = [cell.value for row in load_workbook(path)[INSTRUCTIONS].iter_rows() for cell in row]
    assert "适用：揭阳市劳模和工匠人才创新工作室补助" in texts
    assert {"premises", "揭工总〔2022〕39号 第十三条", "陈建国创新工作室，榕城机械厂"} <= set(texts)


def test_another_programme_has_its_own_uses_and_no_fund_of_this_one(door: Door) -> None:
    path = door.root / "支出.xlsx"
    door.must("template", "spending", "-o", str(path), "--programme", "ningxia-2020")
    rules = lists(path, "支出登记")
    assert rules["用途"].formula1 == f'"{JIEYANG},创新活动"'
    assert rules["专项资金编号"].formula1 is None


def test_a_template_of_one_fund_offers_that_fund_and_the_uses_of_its_programme(door: Door) -> None:
    path = door.root / "支出.xlsx"
    door.must("template", "spending", "-o", str(path), "--fund", "jy2022-001")
    rules = lists(path, "支出登记")
    assert (rules["专项资金编号"].formula1, rules["用途"].formula1) == ('"JY2022-001"', f'"{JIEYANG}"')


def test_awards_offer_programmes_and_tiers(door: Door) -> None:
    path = door.root / "命名.xlsx"
    door.must("template", "awards", "-o", str(path))
    rules = lists(path, "命名补助登记")
    assert "jieyang-2022" in rules["项目代码"].formula1
    assert "全国劳模创新工作室（一类）" in rules["类别"].formula1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["template", "spending", "-o", "登记.xls"], ".xlsx"),
        (["template", "spending", "-o", "登记"], ".xlsx"),
        (["template", "payroll", "-o", "登记.xlsx"], "payroll"),
        (["template", "spending"], "-o"),
        (["template", "spending", "-o", "登记.xlsx", "--programme", "beijing"], "beijing"),
        (["template", "spending", "-o", "登记.xlsx", "--fund", "JY2022-999"], "JY2022-999"),
        (["template", "studios", "-o", "登记.xlsx", "--fund", "JY2022-999"], "JY2022-999"),
        (["template", "spending", "-o", "登记.xlsx", "--fund", "JY2022-001", "--programme", "ningxia-2020"], "ningxia-2020"),
        (["template", "spending", "-o", "no-such-folder/登记.xlsx"], "no-such-folder"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_said_and_nothing_is_written(
    door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], says: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    said = door(*typed)
    assert said.status == 2
    assert says in said.err
    assert list((tmp_path / "here").iterdir()) == []


def test_a_file_that_is_there_is_not_overwritten_unless_forced(door: Door) -> None:
    path = door.root / "支出.xlsx"
    path.write_bytes(b"filled in")
    said = door("template", "spending", "-o", str(path))
    assert (said.status, path.read_bytes()) == (2, b"filled in")
    assert "--force" in said.err
    door.must("template", "spending", "-o", str(path), "--force")
    assert load_workbook(path).sheetnames == ["支出登记", INSTRUCTIONS]


def without(folder: Path, monkeypatch: pytest.MonkeyPatch, *typed: str, **where: str) -> Said:
    """Type a command in a folder that is no workspace."""
    _entered(monkeypatch)
    monkeypatch.chdir(folder)
    with environment(**{"FUNDS_WORKSPACE": "", "LANGUAGE": "en", **where}):
        return call(*typed)


def test_without_a_workspace_a_template_is_made_and_says_what_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = without(tmp_path, monkeypatch, "template", "spending", "-o", "支出.xlsx")
    assert said.status == 0
    assert "There is no workspace here" in said.err
    rules = lists(tmp_path / "支出.xlsx", "支出登记")
    assert (rules["用途"].formula1, rules["事项"].formula1) == (None, '"支出,退款,违规挂账"')


def test_a_workspace_that_was_named_and_is_none_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = without(tmp_path, monkeypatch, "template", "spending", "-o", "支出.xlsx", FUNDS_WORKSPACE=str(tmp_path))
    assert (said.status, list(tmp_path.iterdir())) == (2, [])
    said = without(tmp_path, monkeypatch, "template", "spending", "-o", "支出.xlsx", "--programme", "jieyang-2022")
    assert (said.status, list(tmp_path.iterdir())) == (2, [])


def test_a_programme_that_cannot_be_read_keeps_no_template_back(door: Door) -> None:
    shutil.copy(door.workspace.programmes()["jieyang-2022"], door.workspace.general.parent / "broken-2030.toml")
    (door.workspace.general.parent / "broken-2030.toml").write_text("form = [", encoding="utf-8")
    path = door.root / "支出.xlsx"
    door.must("template", "spending", "-o", str(path))
    assert "场所布置完善" in lists(path, "支出登记")["用途"].formula1


def filled(path: Path, kind: str) -> None:
    """Write each column's own example into the first row of every sheet of a template."""
    book = load_workbook(path)
    for layout in LAYOUTS[kind]:
        for at, column in enumerate(layout.columns, 1):
            example = column.help.removesuffix("。").rpartition("例：")[2]
            book[layout.title].cell(2, at).value = dt.date.fromisoformat(example) if column.reads == "day" else example
    book.save(path)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_a_template_filled_in_with_its_own_examples_is_read_without_a_problem(kind: str, tmp_path: Path) -> None:
    template(kind, tmp_path / "filled.xlsx", Offered())
    filled(tmp_path / "filled.xlsx", kind)
    events = list(read(tmp_path / "filled.xlsx", kind))
    sheets = {one.name: one for one in events if isinstance(one, SheetFound)}
    rows = {one.sheet: one for one in events if isinstance(one, RowRead)}
    assert not [one for one in events if isinstance(one, FileProblem)]
    assert sheets[INSTRUCTIONS].kind == ""
    for layout in LAYOUTS[kind]:
        assert (sheets[layout.title].kind, sheets[layout.title].extra) == (layout.kind, [])
        row = rows[layout.title]
        assert (row.status, row.problems) == ("row", [])
        assert set(row.cells) == {column.key for column in layout.columns}


@pytest.mark.parametrize("lost", [False, True])
def test_a_template_of_another_kind_is_known_for_what_it_is(lost: bool, tmp_path: Path) -> None:
    template("disbursements", tmp_path / "wrong.xlsx", Offered(scope="试用"))
    filled(tmp_path / "wrong.xlsx", "disbursements")
    book = load_workbook(tmp_path / "wrong.xlsx")
    if lost:
        del book.defined_names[MARK_NAME]
    book.save(tmp_path / "wrong.xlsx")
    events = list(read(tmp_path / "wrong.xlsx", "spending"))
    assert [one.code for one in events if isinstance(one, FileProblem)] == ["other-kind"]
