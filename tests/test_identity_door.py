"""No identity number gets into what is sealed: at the command line, in a register, in a file's name; old rows are known again."""

from pathlib import Path

import pytest

from doors import Door, funded
from funds.record.events import attempts

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
    assert f"An identity number stands in: {called}." in said.err
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
