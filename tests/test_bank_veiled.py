"""What is told of a statement quotes no identity, mobile or bank card number; and what it says of its own period."""

from pathlib import Path

import pytest

from doors import Door
from funds.workbook.bank.period import reach
from statements_brought import as_csv, as_xlsx, bring, told, with_account
from statements_made import ACCOUNT, HOLDER, Table

IDENTITY = "11010519491231002X"
CARD = "6222020200012345670"
HEAD = ["日期", "支出", "收入", "余额", "对方户名"]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


@pytest.mark.parametrize(
    "table",
    [
        [HEAD, ["2022-10-20", "", "5.00", "5.00", "甲"], [f"备注 {IDENTITY}"], [f"卡号{CARD}"]],
        [HEAD, [IDENTITY, "5.00", "", "5.00", "甲"]],
        [HEAD, ["2022-10-20", f"x{IDENTITY}", "", "5.00", "甲"], ["2022-10-20", CARD, "", "5.00", "甲"]],
        [HEAD, ["2022-10-20", "甲" * 45 + IDENTITY, "", "5.00", "甲"], ["乙" * 45 + CARD]],
        [[f"户名：张三{IDENTITY}"], [f"起止日期：20221001-20221031 {CARD}"], HEAD],
        [[f"币种：{CARD}"], HEAD, ["2022-10-20", "", "5.00", "5.00", "甲"]],
        [[f"账号：{IDENTITY}"], HEAD, ["2022-10-20", "", "5.00", "5.00", "甲"]],
        [HEAD, ["合计", IDENTITY, CARD], ["日期", "收入", "支出", "余额", CARD]],
        [[f"甲{IDENTITY}", f"乙{CARD}", "丙", "丁"], ["1", "2", "3", "4"]],
    ],
)
def test_no_number_of_a_person_is_printed(door: Door, table: Table) -> None:
    paths = [as_csv(door.root / f"流水{CARD}.csv", table), as_xlsx(door.root / "a.xlsx", table, f"表{CARD}")]
    for path in paths:
        for more in ((), ("--format", "json"), ("--map", f"date={CARD},amount=x{IDENTITY}")):
            said = bring(door, path, "--dry-run", *more)
            printed = said.out + said.err
            assert not [number for number in (IDENTITY, CARD, IDENTITY[:9], CARD[:9]) if number in printed]
            assert "622****" in printed or "110****" in printed


def test_another_account_s_number_is_told_whole(door: Door) -> None:
    """Else nobody could see whose statement it is."""
    table: Table = [[f"账号：{CARD}"], HEAD, ["2022-10-20", "", "5.00", "5.00", "甲"]]
    found = told(door, as_csv(door.root / "a.csv", table))
    assert f"of account {CARD}, not of {ACCOUNT}" in found["problems"][0]["says"]


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("20221001-20221231", "2022-12-31"),
        ("2022年10月1日 至 2022年11月30日", "2022-11-30"),
        ("2022-10-01 00:00:00 - 2022-11-30 23:59:59", "2022-11-30"),
        ("2022/10/01 8:00~2022/11/30 9:00", "2022-11-30"),
        ("2022-10-01", ""),
        ("2022-11-01 - 2022-10-01", ""),
        ("2022-10-01~2022-11-31", ""),
    ],
)
def test_a_period_is_two_days_in_order(period: str, last: str) -> None:
    assert reach(period) == last


@pytest.mark.parametrize(
    "above",
    [
        ["起始日期：", "2022-10-01", "终止日期：", "2022-10-31"],
        ["起始日期：2022-10-01", "", "终止日期：2022-10-31"],
        ["起始日期：20221001 截止日期：20221031"],
        ["起止日期：", "2022-10-01", "至", "2022-10-31"],
        ["起止日期：2022-10-01", "至", "2022-10-31"],
        ["查询期间", "2022年10月1日 — 2022年10月31日"],
        ["开始日期", "2022-10-01 00:00:00", "结束日期", "2022-10-31 23:59:59"],
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_period_in_cells_of_its_own_is_read(door: Door, above: list[str], name: str) -> None:
    table: Table = [[f"户名：{HOLDER}"], above, HEAD, ["2022-10-20", "", "5.00", "5.00", "甲"]]
    path = (as_csv if name.endswith("csv") else as_xlsx)(door.root / name, table)
    assert reach(told(door, path)["period"]) == "2022-10-31"
    assert door.must("account", "list", "--format", "json").object[0]["covered"] == "2022-10-31"
