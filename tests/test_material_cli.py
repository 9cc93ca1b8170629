"""Supporting material at the command line: typed by header or key, listed, shown, checked against the programme."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from doors import Door, funded, opened
from funds.record.events import attempts
from funds.record.materials import materials
from material_doors import ACTIVITY, FUND, IDENTITY, MEMBER, PHONE, STUDIO, add, bare


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded(tmp_path_factory.mktemp("materials") / "w").root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


def test_a_row_is_typed_by_header_or_key_and_read_by_its_columns_type(door: Door) -> None:
    said = door.must(
        "material", "add", "活动", STUDIO, "--field", "编号=HD-1", "--field", "活动时间=2023.5.18", "--field", "活动名称=培训班",
        "--field", "活动类型=培训", "--field", "金额=￥1,280.5元", "--field", "fund=JY2022-001", "--field", "people=26",
        "--field", "发票号码=044002200111-30551201", "--evidence", f"照片={door.paper('开班.jpg')}",
    )  # fmt: skip
    assert said.out == f"{STUDIO}: 活动台账, row 1\n"
    [row] = materials(door.workspace.open())
    assert (row.own_id, row.date, row.amount, row.fund) == ("HD-1", "2023-05-18", 128_050, FUND)
    assert (row.invoice_code, row.invoice_number) == ("044002200111", "30551201")
    assert row.fields == {"name": "培训班", "sort": "training", "people": 26}
    assert [(piece.kind, piece.name) for piece in row.evidence] == [("photos", "开班.jpg")]
    assert door.workspace.evidence(row.evidence[0].digest).is_file()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"date": "2023.5"}, "does not say clearly which year"), ({"people": "二十"}, "not a whole number"),
        ({"sort": "郊游"}, "学习培训、技术攻关"), ({"amount": "1.234"}, "below a fen"), ({"date": "2024-02-01"}, "still to come"),
        ({"name": ""}, "活动名称"), ({"height": "3"}, "'height' is no field"), ({"fund": "JY2022-009"}, "is not one of"),
        ({"files": "x.pdf"}, "files come with --evidence"), ({"fund": "17"}, "not a fund's code"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_nothing_is_kept(door: Door, change: dict[str, str], says: str) -> None:
    said = add(door, "activities", {**ACTIVITY, **change})
    assert said.status == 2
    assert says in said.err
    assert materials(door.workspace.open()) == []


def test_an_unknown_studio_ledger_or_fund_is_said_with_those_near(door: Door) -> None:
    assert f"Near to it: {STUDIO}" in add(door, "activities", {**ACTIVITY, "studio": "陈建国"}).err
    assert "activities 活动台账" in add(door, "郊游", ACTIVITY).err
    assert "no fund JY2022-009" in add(door, "activities", {**ACTIVITY, "studio": "JY2022-009"}).err
    assert materials(door.workspace.open()) == []


def test_the_same_again_adds_nothing_and_what_looks_like_it_is_told(door: Door) -> None:
    assert add(door, "activities", ACTIVITY).status == 0
    assert "nothing was added" in add(door, "activities", ACTIVITY, actor="李审核").out
    said = add(door, "activities", {**ACTIVITY, "amount": "1280.60"})
    assert said.status == 2
    assert "differs in: 金额（元）." in said.err
    assert "--replaces 1" in said.err
    assert len(materials(door.workspace.open())) == 1


def test_a_number_of_ones_own_may_be_left_out(door: Door) -> None:
    assert add(door, "activities", bare(ACTIVITY)).out == f"{STUDIO}: 活动台账, row 1\n"
    assert "nothing was added" in add(door, "activities", bare(ACTIVITY)).out
    assert "differs in: 编号." in add(door, "activities", ACTIVITY).err
    assert add(door, "activities", {**bare(ACTIVITY), "name": "技术攻关"}).status == 0
    assert [row.own_id for row in materials(door.workspace.open())] == ["", ""]


def test_a_correction_says_only_what_changes_and_a_withdrawal_why(door: Door) -> None:
    add(door, "activities", ACTIVITY, "--evidence", f"照片={door.paper('a.jpg')}")
    said = door.must(
        "material", "add", "activities", FUND, "--replaces", "1", "--field", "参加人数=27", "--field", "备注=补"
    )
    assert said.out == f"{STUDIO}: 活动台账, row 2\n"
    rows = materials(door.workspace.open())
    assert (rows[1].amount, rows[1].fields["people"], rows[1].note, rows[1].evidence) == (
        128_050,
        27,
        "补",
        rows[0].evidence,
    )
    assert door("material", "add", "activities", STUDIO, "--withdraws", "2").status == 2
    assert (
        door("material", "add", "activities", STUDIO, "--withdraws", "2", "--reason", "重复", "--field", "id=3").status
        == 2
    )
    door.must("material", "add", "activities", STUDIO, "--withdraws", "2", "--reason", "重复登记")
    told = door.must("material", "list", "--format", "json").object
    assert [(row["number"], row["stands"], row["replaced_by"]) for row in told] == [
        (1, False, 2),
        (2, False, 3),
        (3, False, None),
    ]
    assert told[2]["reason"] == "重复登记"
    assert "replaced by 2" in door.must("material", "list").out
    assert "Nothing to show." in door.must("material", "show", STUDIO).out
    assert "no row 9" in door("material", "add", "activities", STUDIO, "--replaces", "9", "--field", "id=1").err


def test_lists_are_by_studio_fund_and_ledger(door: Door) -> None:
    add(door, "activities", ACTIVITY)
    add(door, "members", MEMBER)
    for asked, count in (
        (["--fund", FUND], 1), (["--ledger", "成员"], 1), (["--studio", "建国"], 2), (["--studio", "李"], 0), ([], 2),
    ):  # fmt: skip
        assert len(door.must("material", "list", *asked, "--format", "json").object) == count
    told = door.must("material", "show", STUDIO, "--format", "json").object
    assert {name: len(rows) for name, rows in told["ledgers"].items()} == {"activities": 1, "members": 1}
    shown = door.must("material", "show", FUND).out
    assert "活动台账" in shown
    assert "学习培训" in shown


def test_personal_numbers_are_hidden_in_every_view_and_export(door: Door, tmp_path: Path) -> None:
    add(door, "members", {**MEMBER, "note": f"手机{PHONE}"}, "--evidence", f"照片={door.paper('合影.jpg')}")
    add(door, "lectures", {
        "id": "JK-1", "date": "2023-05-18", "person": "周明", "name": "窄间隙焊接", "identity": IDENTITY, "phone": PHONE, "amount": "1000",
    })  # fmt: skip
    book = tmp_path / "out.xlsx"
    views = [
        door.must("material", "list").out,
        door.must("material", "list", "--ledger", "members", "--format", "json").out,
        door.must("material", "list", "--ledger", "lectures", "--format", "csv").out,
        door.must("material", "show", STUDIO).out,
        door.must("material", "show", STUDIO, "--format", "json").out,
        door("material", "check", STUDIO, "--format", "json").out,
    ]
    door.must("material", "list", "--ledger", "members", "--format", "xlsx", "-o", str(book))
    views.append(str([cell for row in load_workbook(book).worksheets[0].iter_rows(values_only=True) for cell in row]))
    for view in views:
        assert IDENTITY not in view
        assert PHONE not in view
    for view in (*views[1:5], views[6]):
        assert "110*************2X" in view
        assert "138******78" in view
    assert attempts(door.workspace.open()) == []


def test_in_full_only_for_a_reason_and_that_is_logged(door: Door) -> None:
    add(door, "members", MEMBER)
    asked = ("material", "list", "--ledger", "members", "--format", "csv", "--unmasked")
    said = door(*asked)
    assert (said.status, IDENTITY in said.out) == (2, False)
    assert "--reason" in said.err
    rows = list(csv.DictReader(io.StringIO(door.must(*asked, "--reason", "个税申报", actor="李审核").out)))
    assert (rows[0]["身份证号"], rows[0]["联系电话"]) == (IDENTITY, PHONE)
    assert PHONE in door.must("material", "show", STUDIO, "--unmasked", "--reason", "核对").out
    log = attempts(door.workspace.open())
    assert [(each.maker, each.findings[0].facts["reason"]) for each in log] == [
        ("李审核", "个税申报"),
        ("王会计", "核对"),
    ]
    assert log[0].findings[0].facts["studios"] == STUDIO
    assert json.dumps([dict(each.findings[0].facts) for each in log]).find(PHONE) == -1


def test_the_programme_says_which_ledgers_it_asks_for(door: Door) -> None:
    add(door, "activities", ACTIVITY)
    said = door("material", "check", FUND, "--format", "json")
    assert said.status == 1
    [one] = said.object["programmes"]
    assert one["programme"] == "jieyang-2022"
    assert [(each["ledger"], each["there"], each["citation"]) for each in one["ledgers"]] == [
        ("outcomes", False, "揭工总〔2022〕39号 第五条（七）"),
        ("members", False, "揭工总〔2022〕39号 第五条（七）"),
        ("activities", True, "揭工总〔2022〕39号 第五条（七）"),
    ]
    assert one["missing"] == {"ledgers": 2, "materials": 0, "seals": 0}
    add(door, "members", MEMBER)
    add(door, "outcomes", {"id": "CG-1", "date": "2023-06-01", "name": "自动送丝装置"})
    whole = door.must("material", "check", STUDIO)
    assert "missing" not in whole.out
    assert "创新成果数据库" in whole.out


def _parts(door: Door) -> dict[str, dict[str, object]]:
    asked = ("material", "check", STUDIO, "--programme", "河南", "--as-of", "2024-12-01", "--format", "json")
    [one] = door(*asked).object["programmes"]
    assert [each["number"] for each in one["indicators"]] == list(range(1, 16))
    assert {each["number"]: each["citation"] for each in one["indicators"]}[
        4
    ] == "豫教科文卫体工〔2024〕46号 附件3 第4项"
    return {f"{each['number']} {part['name']}": part for each in one["indicators"] for part in each["parts"]}


def test_henans_outline_shows_what_is_there_what_is_missing_and_whose_seal(door: Door) -> None:
    parts = _parts(door)
    assert not any(part["there"] for part in parts.values())
    sealed = {name: part["seal"] for name, part in parts.items() if part["seal"]}
    assert {name for name, seal in sealed.items() if "财务" in str(seal)} == {
        "4 工作经费使用清单",
        "4 工作经费使用证明",
    }
    assert {name.partition(" ")[0] for name in sealed} == {"4", "6", "7"}
    add(door, "activities", ACTIVITY)
    add(door, "activities", {**ACTIVITY, "id": "HD-2", "sort": "创新联盟"}, "--evidence", f"照片={door.paper('a.jpg')}")
    add(door, "outcomes", {"id": "CG-1", "date": "2023-06-01", "name": "自动送丝装置", "sort": "实用新型专利"})
    listed = {"id": "ZB-1", "date": "2023-12-01", "indicator": "4", "name": "工作经费使用清单"}
    add(door, "indicators", listed)
    add(door, "indicators", {**listed, "id": "ZB-2", "indicator": "5", "name": "制度"})
    parts = _parts(door)
    assert {name for name, part in parts.items() if part["there"]} == {
        "8 名称、计划、参加人员", "10 活动列表", "10 照片", "12 专利项目、成员及专利列表", "4 工作经费使用清单", "5 制度",
    }  # fmt: skip
    assert parts["4 工作经费使用清单"]["sealed"] is False
    door.must("material", "add", "indicators", STUDIO, "--replaces", "1", "--field", "盖章情况=公章")
    assert _parts(door)["4 工作经费使用清单"]["sealed"] is False, "the seal of the unit is not that of finance"
    door.must("material", "add", "indicators", STUDIO, "--replaces", "3", "--field", "盖章情况=财务章")
    assert _parts(door)["4 工作经费使用清单"]["sealed"] is True


def test_a_studio_without_a_grant_is_checked_by_the_programme_it_was_entered_with(door: Door) -> None:
    door.must("studio", "add", "周明创新工作室", "--unit", "豫西一院", "--programme", "henan-2024")
    said = door("material", "check", "周明创新工作室", "--as-of", "2024-12-01")
    assert said.status == 1
    assert "not sealed" not in said.out
    assert "本单位财务章" in said.out
    assert "Missing: ledgers 0, materials 38, seals 7." in said.out
    door.must("studio", "add", "李四创新工作室", "--unit", "豫西二院")
    assert "no programme" in door("material", "check", "李四创新工作室").err
    asked = ("material", "check", "李四创新工作室", "--programme", "langfang-2019")
    assert "ask for no ledger" in door.must(*asked).out
