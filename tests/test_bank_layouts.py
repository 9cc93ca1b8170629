"""What a file's layout is taken for, and rows and signs that belong to the paper and not to the account."""

from pathlib import Path

import pytest

from doors import Door
from statements_brought import as_csv, bring, in_order, problems, told, with_account
from statements_made import KEPT, MONTH, Table
from statements_more import cmb, plain

HEAD = ["交易时间", "收入金额", "支出金额", "账户余额", "对方账号", "对方户名", "交易用途"]
LINES = [
    ["2023-01-05", "50000.00", "", "50000.00", "1", "省工会", "启动资金"],
    ["2023-02-10", "", "3200.00", "46800.00", "2", "文汇办公", "打印机"],
]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


@pytest.mark.parametrize("above", [[], [["中国建设银行账户明细"]], [["某某农村商业银行"]]])
def test_headers_that_are_no_bank_s_own_are_the_plain_layout(door: Door, above: Table) -> None:
    found = told(door, as_csv(door.root / "a.csv", [*above, HEAD, *LINES]))
    assert (found["profile"], found["layout"], found["counts"]["kept"]) == ("plain", "通用版式", 2)
    assert "a.csv (通用版式)" in bring(door, door.root / "a.csv").out
    assert "打印机" in door.must("account", "lines", "44050174020100005678").out


def test_a_bank_that_is_named_is_told_by_its_name(door: Door) -> None:
    found = told(door, as_csv(door.root / "a.csv", [["中国农业银行账户明细"], HEAD, *LINES]))
    assert (found["profile"], found["layout"]) == ("abc", "中国农业银行")
    mapping = "date=交易时间,in=收入金额,out=支出金额,balance=账户余额"
    assert "a.csv (--map)" in bring(door, door.root / "a.csv", "--map", mapping).out


@pytest.mark.parametrize(
    "row",
    [
        ["共2笔", "50000.00", "3200.00", "46800.00"],
        ["收入合计", "50,000.00", "3,200.00"],
        ["支出合计：", "", "3,200.00"],
        ["本期合计", "50000.00", "3200.00", "46800.00"],
        ["本月合计", "50000.00", "3200.00"],
        ["累计", "50000.00", "3200.00"],
        ["总笔数", "2", "", ""],
        ["借方总笔数：1", "", "3200.00"],
        ["贷方发生额合计", "50000.00"],
        ["合计2笔", "50000.00", "3200.00"],
        ["", "50000.00", "3200.00", "", "", "", "本年累计"],
    ],
)
def test_rows_that_sum_up_or_count_are_no_lines(door: Door, row: list[str]) -> None:
    found = told(door, as_csv(door.root / "a.csv", [HEAD, *LINES, row]))
    assert (found["problems"], found["counts"]["kept"], found["counts"]["passed"]) == ([], 2, 2)


def test_a_shop_whose_name_sounds_like_a_sum_is_a_line(door: Door) -> None:
    lines = [*LINES, ["2023-02-11", "", "5.00", "46795.00", "3", "累计", "收入合计"]]
    assert told(door, as_csv(door.root / "a.csv", [HEAD, *lines]))["counts"]["kept"] == 3
    assert [
        each[1] for each in problems(with_account(door.root / "x"), [HEAD, ["", "", "5.00", "", "3", "累计", "纸"]])
    ] == ["no-date"]


def test_tabs_that_pad_every_cell_are_no_separators(door: Door) -> None:
    """As ICBC writes it: a tab behind nearly every cell, quoted or not, and none in the header."""
    table = cmb(MONTH)
    head, *lines = table[3:]
    text = ",".join(head) + ",\r\n"
    text += "".join(
        ",".join((f'"{cell}"' if "," in cell else cell) + "\t" for cell in line) + ",\r\n" for line in lines
    )
    (door.root / "a.csv").write_bytes(text.encode("gb18030"))
    assert told(door, door.root / "a.csv")["problems"] == []
    assert in_order(door) == KEPT


def test_a_table_that_tabs_separate_may_hold_commas_at_the_ends_of_its_cells(door: Door) -> None:
    table = plain([one._replace(text=f"{one.text},", other=f",{one.other}" if one.other else "") for one in MONTH])
    text = "\r\n".join("\t".join(map(str, row)) for row in table)
    (door.root / "a.csv").write_text(text, "utf-8")
    assert told(door, door.root / "a.csv")["problems"] == []
    assert [line[:3] for line in in_order(door)] == [line[:3] for line in KEPT]


def test_the_help_names_the_keys_of_a_map_and_the_layouts(door: Door) -> None:
    said = door("import", "bank", "--help").out
    assert "counter_account  对方账号" in said
    assert "icbc   中国工商银行" in said
    (door.root / "ledger" / "banks" / "cmb.toml").write_text("form = 2", "utf-8")
    assert "招商银行" in door("import", "--help").out
