"""Supporting-material ledgers brought in from workbooks: every sheet and row told, all or none, nothing twice."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from doors import Door, funded, opened
from funds.cli.registers.marks import mark
from funds.cli.registers.outcome import FileOutcome
from funds.record.materials import materials
from funds.statements.materials import standing
from funds.workbook.issue.template import Offered
from funds.workbook.issue.template import template as template_of
from funds.workbook.layout import words
from material_doors import ACTIVITY, EQUIPMENT, FUND, IDENTITY, MEMBER, PHONE, STUDIO, add, bare, brought, ledgers


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded(tmp_path_factory.mktemp("materials") / "w").root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "台账.xlsx"


def _statuses(outcome: FileOutcome) -> list[str]:
    return [row.status for row in outcome.rows]


def _codes(outcome: FileOutcome) -> list[list[str]]:
    return [[said.code for said in row.said] for row in outcome.rows]


def test_every_ledger_of_a_workbook_comes_in_at_once(door: Door, file: Path) -> None:
    ledgers(file, {"activities": [ACTIVITY, {**ACTIVITY, "id": "HD-2"}], "members": [MEMBER], "equipment": [EQUIPMENT]})
    outcome, _sheets = brought(door, file)
    assert _statuses(outcome) == ["posted"] * 4
    assert [row.number for row in outcome.rows] == [1, 2, 1, 1]
    assert outcome.control_total == 256_100
    rows = {(row.ledger, row.own_id): row for row in materials(door.workspace.open())}
    assert rows["activities", "HD-1"].fields == {"name": "焊接新工艺培训班", "sort": "training", "people": 26}
    assert rows["equipment", "SB-1"].fields["counted"] == "2023-12-20"
    assert rows["equipment", "SB-1"].invoice_code == "044002200111"
    assert rows["members", "CY-1"].fields["identity"] == IDENTITY


def test_the_workbook_keeps_what_the_command_keeps(template: Path, tmp_path: Path, file: Path) -> None:
    one, other = opened(template, tmp_path / "a"), opened(template, tmp_path / "b")
    brought(one, ledgers(file, {"activities": [ACTIVITY], "equipment": [EQUIPMENT]}))
    assert add(other, "activities", ACTIVITY).status == add(other, "equipment", EQUIPMENT).status == 0
    assert materials(one.workspace.open()) == materials(other.workspace.open())
    assert _statuses(brought(other, file)[0]) == ["already", "already"]


def test_the_same_rows_in_another_order_or_file_add_nothing(door: Door, file: Path, tmp_path: Path) -> None:
    second = {**ACTIVITY, "id": "HD-2", "name": "技术攻关"}
    brought(door, ledgers(file, {"activities": [ACTIVITY, second]}))
    outcome, _sheets = brought(
        door, ledgers(tmp_path / "另.xlsx", {"activities": [second, {**ACTIVITY, "id": "HD-3"}, ACTIVITY]})
    )
    assert _statuses(outcome) == ["already", "posted", "already"]
    assert [row.number for row in outcome.rows] == [2, 3, 1]
    assert len(materials(door.workspace.open())) == 3


def test_what_looks_like_a_standing_row_but_differs_keeps_the_file_out_and_is_marked(door: Door, file: Path) -> None:
    brought(door, ledgers(file, {"activities": [ACTIVITY]}))
    changed = {**ACTIVITY, "amount": 1380.5, "people": 27}
    outcome, sheets = brought(door, ledgers(file, {"activities": [changed, {**ACTIVITY, "id": "HD-2"}]}))
    assert _statuses(outcome) == ["refused", "refused"]
    assert _codes(outcome) == [["row-like-standing", "row-like-standing"], ["held-back"]]
    said = outcome.rows[0].said[0]
    assert (said.cell, said.read, said.severity) == ("M2", "1380.50", "refuse")
    assert "row 1" in said.says
    assert "金额（元）、参加人数" in said.says
    assert "--replaces 1" in said.remedy
    assert said.cite
    marked, why = mark(file, outcome, sheets)
    assert marked is not None, why
    assert load_workbook(marked)["活动台账"]["M2"].comment is not None
    assert len(materials(door.workspace.open())) == 1
    partial, _sheets = brought(door, file, partial=True)
    assert _statuses(partial) == ["refused", "posted"]
    assert [row.own_id for row in standing(materials(door.workspace.open()))] == ["HD-1", "HD-2"]


@pytest.mark.parametrize(
    ("change", "status", "code", "says"),
    [
        ({"studio": "陈建国"}, "error", "cannot-be-meant", f"Near to it: {STUDIO}"),
        ({"fund": "JY2022-009"}, "error", "cannot-be-meant", "is not one of"),
        ({"date": "2024-02-01"}, "refused", "still-to-come", "2024-02-01"),
        ({"date": None}, "error", "missing", ""),
        ({"sort": "郊游"}, "error", "not-a-choice", "学习培训"),
        ({"amount": "很多"}, "error", "not-an-amount", "很多"),
        ({"files": "照片=没有.jpg"}, "error", "cannot-be-meant", "没有.jpg"),
        ({"files": "照片=../x.jpg"}, "error", "paper-elsewhere", "../x.jpg"),
    ],
)  # fmt: skip
def test_bad_rows_name_the_cell_and_change_nothing(
    door: Door, file: Path, change: dict[str, object], status: str, code: str, says: str
) -> None:
    outcome, _sheets = brought(door, ledgers(file, {"activities": [{**ACTIVITY, **change}]}))
    assert _statuses(outcome) == [status]
    said = outcome.rows[0].said[0]
    assert said.code == code
    assert says in said.says
    assert said.cell.endswith("2")
    assert materials(door.workspace.open()) == []


def test_rows_go_by_their_numbers_where_they_have_none_of_the_users_own(door: Door, file: Path) -> None:
    rows = [bare(ACTIVITY), {**bare(ACTIVITY), "name": "技术攻关"}]
    book = load_workbook(ledgers(file, {"activities": rows}))
    sheet = book["活动台账"]
    sheet["A1"] = "序号"
    sheet["A2"], sheet["A3"] = 1, 2
    book.save(file)
    outcome, sheets = brought(door, file)
    assert _statuses(outcome) == ["posted", "posted"]
    assert [(row.own_id, row.number) for row in materials(door.workspace.open())] == [("", 1), ("", 2)]
    assert any("序号" in note for note in sheets.notes())
    assert _statuses(brought(door, file)[0]) == ["already", "already"]
    assert door.must("material", "list", "--format", "json").object[0]["id"] == ""


def test_an_old_sheet_without_numbers_does_not_bring_a_corrected_fault_back(door: Door, file: Path) -> None:
    brought(door, ledgers(file, {"activities": [bare(ACTIVITY)]}))
    door.must("material", "add", "activities", STUDIO, "--replaces", "1", "--field", "参加人数=27")
    outcome, _sheets = brought(door, file)
    assert _statuses(outcome) == ["refused"]
    assert "row 2" in outcome.rows[0].said[0].says
    assert "参加人数" in outcome.rows[0].said[0].says
    door.must("material", "add", "activities", STUDIO, "--withdraws", "2", "--reason", "没有办")
    assert _statuses(brought(door, file)[0]) == ["posted"]


def test_rows_alike_without_numbers_are_asked_about(door: Door, file: Path) -> None:
    alike = {**bare(EQUIPMENT), "invoice_number": ""}
    outcome, _sheets = brought(door, ledgers(file, {"equipment": [alike, alike]}))
    assert _codes(outcome) == [["held-back"], ["row-repeated"]]
    assert "row 2" in outcome.rows[1].said[0].says
    outcome, _sheets = brought(door, ledgers(file, {"equipment": [{**alike, "id": "SB-1"}, alike]}))
    assert _codes(outcome) == [["held-back"], ["row-repeated"]]
    numbered = [{**alike, "id": "SB-1"}, {**alike, "id": "SB-2"}]
    assert _statuses(brought(door, ledgers(file, {"equipment": numbered}))[0]) == ["posted", "posted"]


def test_the_studio_may_be_left_to_the_fund(door: Door, file: Path) -> None:
    outcome, _sheets = brought(door, ledgers(file, {"activities": [{**ACTIVITY, "studio": None}]}))
    assert _statuses(outcome) == ["posted"]
    assert materials(door.workspace.open())[0].studio == STUDIO
    book = load_workbook(ledgers(file, {"activities": [{**ACTIVITY, "id": "HD-2"}]}))
    book["活动台账"].delete_cols(2)
    book.save(file)
    assert _statuses(brought(door, file)[0]) == ["posted"]
    for change, says in (({"fund": ""}, "工作室名称"), ({"fund": "JY2022-009"}, "JY2022-009")):
        outcome, _sheets = brought(door, ledgers(file, {"activities": [{**ACTIVITY, "studio": "", **change}]}))
        assert _statuses(outcome) == ["error"]
        assert says in outcome.rows[0].said[0].says


def test_a_number_given_twice_in_a_file_is_told(door: Door, file: Path) -> None:
    outcome, _sheets = brought(door, ledgers(file, {"activities": [ACTIVITY, {**ACTIVITY, "name": "另一件"}]}))
    assert _statuses(outcome) == ["refused", "refused"]
    assert _codes(outcome) == [["held-back"], ["id-repeated"]]
    assert "row 2" in outcome.rows[1].said[0].says
    assert outcome.rows[1].said[0].cite == words.HOUSE, "no programme of another province says how rows are numbered"


def test_files_beside_the_workbook_are_kept(door: Door, file: Path) -> None:
    (file.parent / "开班.jpg").write_bytes(b"\xff\xd8 picture")
    row = {**ACTIVITY, "files": "照片=开班.jpg；签到表=签到.pdf"}
    (file.parent / "签到.pdf").write_bytes(b"%PDF list")
    brought(door, ledgers(file, {"activities": [row]}))
    [kept] = materials(door.workspace.open())
    assert [piece.kind for piece in kept.evidence] == ["photos", "sign-in"]
    assert all(door.workspace.evidence(piece.digest).is_file() for piece in kept.evidence)
    assert _statuses(brought(door, file)[0]) == ["already"]


def test_a_trial_keeps_nothing(door: Door, file: Path) -> None:
    outcome, _sheets = brought(door, ledgers(file, {"activities": [ACTIVITY]}), dry=True)
    assert (_statuses(outcome), outcome.dry) == (["posted"], True)
    assert materials(door.workspace.open()) == []


def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(door: Door, file: Path) -> None:
    file.write_bytes(b"PK\x03\x04 nothing")
    outcome, _sheets = brought(door, file)
    assert outcome.refused is not None
    assert outcome.refused.says
    assert materials(door.workspace.open()) == []


def test_personal_numbers_in_what_is_said_of_a_row_are_hidden(door: Door, file: Path) -> None:
    brought(door, ledgers(file, {"members": [MEMBER]}))
    changed = {**MEMBER, "identity": "110105194912310038", "note": f"手机{PHONE}"}
    outcome, _sheets = brought(door, ledgers(file, {"members": [changed]}))
    told = str(outcome.as_object())
    assert _statuses(outcome) == ["refused"]
    for personal in (IDENTITY, "110105194912310038", PHONE):
        assert personal not in told
    assert "110*************38" in told


def test_the_template_that_is_offered_can_be_filled_in_and_read(door: Door, file: Path) -> None:
    template_of("materials", file, Offered())
    book = load_workbook(file)
    sheet = book["讲课费领取表"]
    places = {cell.value: cell.column for cell in sheet[1]}
    row: dict[str, str | int] = {
        "编号": "JK-1", "工作室名称": STUDIO, "专项资金编号": FUND, "授课日期": "2023-05-18", "授课人": "周明", "授课内容": "窄间隙焊接",
        "身份证号": IDENTITY, "金额（元）": 1000, "代扣个税（元）": 40, "实发金额（元）": 960,
    }  # fmt: skip
    for header, value in row.items():
        sheet.cell(2, places[header] or 0, value)
    book.save(file)
    outcome, _sheets = brought(door, file)
    assert [status for status in _statuses(outcome) if status != "blank"] == ["posted"]
    [kept] = materials(door.workspace.open())
    assert (kept.ledger, kept.amount, kept.fields["tax"], kept.fields["net"]) == ("lectures", 100_000, 4_000, 96_000)
