"""No identity number gets into what is sealed: at the command line, in a register, in a file's name; old rows are known again."""

from pathlib import Path

import pytest

from doors import Door, funded
from funds.record.events import attempts
from funds.record.materials import materials
from material_doors import MEMBER, STUDIO, add, brought, ledgers

FUND = "JY2022-001"
IDENTITY = "11010519491231002X"
SPEND = (
    "spend", FUND, "1200", "--date", "2022-11-04", "--purpose", "training", "--payee", "周明", "--memo", "数控技术讲课费",
)  # fmt: skip
HEADER = "资金编号,日期,凭证号,摘要说明,用途,供应商,支出金额,附件文件\n"


@pytest.mark.parametrize(
    ("place", "called"),
    [("memo", "memo"), ("note", "note"), ("payee", "payee"), ("handler", "handler"), ("item", "invoice item"),
     ("evidence", "the name of a file")],
)  # fmt: skip
def test_a_command_that_would_seal_an_identity_number_is_turned_away(tmp_path: Path, place: str, called: str) -> None:
    door = funded(tmp_path / "unit")
    value = f"周明{IDENTITY}" if place != "evidence" else f"list={door.paper(f'周明{IDENTITY}.pdf')}"
    said = door(*SPEND, f"--{place}", value)
    assert (said.status, door.count()) == (2, 3)
    assert f" stands in: {called}." in said.err
    assert IDENTITY not in said.err
    assert attempts(door.workspace.open()) == []
    assert not [path for path in door.workspace.store.rglob("*") if path.is_file()]
    door.must(*SPEND, "--evidence", f"讲课费领取表={door.paper('领取表.pdf', IDENTITY)}")


def test_a_register_that_would_seal_an_identity_number_names_the_cell(tmp_path: Path) -> None:
    door: Door = funded(tmp_path / "unit")
    sheet = tmp_path / "支出.csv"
    sheet.write_text(f"{HEADER}{FUND},2022-11-04,记-4,讲课费{IDENTITY},学习培训,周明,1200,\n", "utf-8")
    said = door("import", "spending", str(sheet))
    assert (said.status, door.count()) == (1, 3)
    assert "!D2" in said.out
    assert "An identity number stands in: memo." in said.out
    (tmp_path / f"{IDENTITY}.pdf").write_text("x", "utf-8")
    sheet.write_text(f"{HEADER}{FUND},2022-11-04,记-4,讲课费,学习培训,周明,1200,清单={IDENTITY}.pdf\n", "utf-8")
    said = door("import", "spending", str(sheet))
    assert (said.status, "!H2" in said.out, door.count()) == (1, True, 3)


@pytest.mark.parametrize(
    "typed",
    ["110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ", f"ID{IDENTITY}", "110105\u200b19491231002x"],
)
def test_an_identity_number_is_turned_away_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    door = funded(tmp_path / "unit")
    said = door(*SPEND, "--note", typed)
    assert (said.status, door.count()) == (2, 3)
    assert "An identity number stands in: note." in said.err


@pytest.mark.parametrize(
    ("change", "header"),
    [
        ({"id": IDENTITY}, "编号"), ({"note": "身份证110105 19491231 002X"}, "备注"), ({"result": IDENTITY}, "内容与成绩"),
        ({"phone": IDENTITY}, "联系电话"), ({"person": f"李敏{IDENTITY}"}, "姓名"),
    ],
)  # fmt: skip
def test_a_row_of_material_holds_an_identity_number_only_in_its_own_column(
    tmp_path: Path, change: dict[str, str], header: str
) -> None:
    door = funded(tmp_path / "unit")
    said = add(door, "members", {**MEMBER, **change})
    assert said.status == 2
    assert f"An identity number stands in: {header}." in said.err
    assert IDENTITY not in said.err
    outcome, _sheets = brought(door, ledgers(tmp_path / "台账.xlsx", {"members": [{**MEMBER, **change}]}))
    [row] = outcome.rows
    assert (row.status, row.said[0].code) == ("error", "cannot-be-meant")
    assert f"An identity number stands in: {header}." in row.said[0].says
    assert IDENTITY not in str(outcome.as_object())
    assert materials(door.workspace.open()) == []


def test_neither_a_reason_nor_a_files_name_brings_an_identity_number_into_a_ledger(tmp_path: Path) -> None:
    door = funded(tmp_path / "unit")
    paper = f"照片={door.paper(f'{IDENTITY}.jpg')}"
    assert "the name of a file" in add(door, "members", MEMBER, "--evidence", paper).err
    assert not [path for path in door.workspace.store.rglob("*") if path.is_file()]
    assert add(door, "members", MEMBER).status == 0
    ledger = ("material", "add", "members", STUDIO)
    for more in (("--withdraws", "1"), ("--replaces", "1", "--field", "备注=改")):
        said = door(*ledger, *more, "--reason", f"周明{IDENTITY}")
        assert (said.status, "stands in: reason" in said.err) == (2, True)
    assert len(materials(door.workspace.open())) == 1
    (tmp_path / f"{IDENTITY}.jpg").write_bytes(b"JFIF")
    outcome, _sheets = brought(
        door, ledgers(tmp_path / "台账.xlsx", {"members": [{**MEMBER, "id": "CY-2", "files": f"照片={IDENTITY}.jpg"}]})
    )
    assert "the name of a file" in outcome.rows[0].said[0].says


def test_a_mobile_number_is_kept_and_hidden_wherever_a_row_is_shown(tmp_path: Path) -> None:
    door = funded(tmp_path / "unit")
    assert add(door, "members", {**MEMBER, "id": "138-0013-8000", "note": "手机１３８００１３８０００"}).status == 0
    for how in ("table", "json", "csv"):
        for asked in (("list", "--ledger", "members"), ("show", STUDIO)):
            if how == "csv" and asked[0] == "show":
                continue
            told = door.must("material", *asked, "--format", how).out
            assert "138******00" in told
            assert "手机138******00" in told or "备注" not in told
            assert "0013" not in told
            assert "１３８" not in told
