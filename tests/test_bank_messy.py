"""Statements of banks that no profile knows, as clerks bring them: by --map, whatever the bank made of the table."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from doors import Door
from statements_brought import as_csv, as_xlsx, bring, in_order, told, with_account
from statements_made import ACCOUNT, HOLDER, Table

OTHER = "6228480402564890018"
SIGNED: Table = [
    ["揭阳农商银行对公账户明细"],
    [f"账号：{ACCOUNT}", "", f"户名：{HOLDER}"],
    ["查询起始日期", "2022-10-01", "查询截止日期", "2022-10-31"],
    ["记账时间", "变动金额", "结存", "往来单位", "事由"],
    ["2022/10/20 09:15:00", "+¥30,000.00", "¥30,000.00", "揭阳市总工会", "补助"],
    ["2022/10/25 10:00:01", "-¥1,280.00", "¥28,720.00", "榕城新锐图文店", "门牌"],
    ["2022/10/26 8:00:01", "(500.00)", "28,220.00元", "新华书店", "书"],
]
TWO_ROWS: Table = [
    ["账务明细", "", "", "", "", ""],
    ["账务日", "发生数", "", "结存", "往来单位", ""],
    ["", "付", "收", "", "名称", "账户"],
    ["2022年10月20日", "", "30000.00", "30000.00", "揭阳市总工会", "123456"],
    ["2022年10月25日", "1280.00", "", "28720.00", "榕城新锐图文店", "123457"],
]
KEPT = [("2022-10-20", 3_000_000, 3_000_000, "揭阳市总工会"), ("2022-10-25", -128_000, 2_872_000, "榕城新锐图文店")]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


def test_signed_amounts_with_signs_of_currency_and_times(door: Door) -> None:
    mapping = "date=记账时间,amount=变动金额,balance=结存,counterparty=往来单位,text=事由"
    found = told(door, as_csv(door.root / "a.csv", SIGNED), "--map", mapping)
    assert (found["problems"], found["period"]) == ([], "2022-10-01 - 2022-10-31")
    assert in_order(door) == [*KEPT, ("2022-10-26", -50_000, 2_822_000, "新华书店")]
    listed = door.must("account", "list", "--format", "json").object
    assert listed[0]["covered"] == "2022-10-31"


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
@pytest.mark.parametrize(
    "mapping",
    [
        "date=账务日,out=付,in=收,balance=结存,counterparty=名称,counter_account=账户",
        "date=账务日,out=发生数付,in=发生数收,balance=结存,counterparty=往来单位名称,counter_account=往来单位账户",
    ],
)
def test_a_header_of_two_rows_is_mapped_with_or_without_what_spans_it(door: Door, name: str, mapping: str) -> None:
    make = as_csv if name.endswith("csv") else as_xlsx
    path = make(door.root / name, TWO_ROWS)
    said = bring(door, path)
    assert (said.status, "发生数付、发生数收、结存、往来单位名称、往来单位账户" in said.err) == (2, True)
    assert told(door, path, "--map", mapping)["problems"] == []
    assert in_order(door) == KEPT


def test_a_column_of_sides_newest_first(door: Door) -> None:
    table: Table = [["记帐日", "借贷别", "数额", "剩余", "对方", "说明"]]
    table += [
        ["20221025101500", "借", 1280, 28720, "榕城新锐图文店", "门牌"],
        ["20221020091500", "贷", 30000.0, 30000, "揭阳市总工会", "补助"],
    ]
    mapping = "date=记帐日,side=借贷别,amount=数额,balance=剩余,counterparty=对方,text=说明"
    found = told(door, as_xlsx(door.root / "a.xlsx", table), "--map", mapping)
    assert (found["problems"], [note["code"] for note in found["notes"]]) == ([], ["reversed"])
    assert in_order(door) == KEPT


def test_a_file_of_several_accounts_is_not_taken_for_one(door: Door) -> None:
    """Stacked tables, a column of accounts, a sheet of another account: none may come in as this account's."""
    one: Table = [
        [f"账号：{ACCOUNT}"],
        ["日期", "支出", "收入", "余额", "对方户名"],
        ["2022-10-20", "", "5.00", "5.00", "甲"],
    ]
    two: Table = [
        [f"账号：{OTHER}"],
        ["日期", "支出", "收入", "余额", "对方户名"],
        ["2022-10-21", "", "7.00", "12.00", "乙"],
    ]
    found = told(door, as_csv(door.root / "a.csv", [*one, *two]))
    assert [(each["cell"], each["code"]) for each in found["problems"]] == [("A4", "other-account")]
    columned = [["本方账号", *one[1]], [ACCOUNT, *one[2]], [OTHER, *two[2]]]
    found = told(door, as_csv(door.root / "b.csv", columned))
    assert [(each["cell"], each["code"]) for each in found["problems"]] == [("A3", "other-account")]
    assert "where one file holds several accounts" in found["problems"][0]["remedy"]
    assert told(door, book(door.root / "c.xlsx", 甲=one, 乙=two))["problems"][0]["sheet"] == "乙"
    assert in_order(door) == []


def test_a_second_table_with_its_columns_elsewhere_is_told(door: Door) -> None:
    table: Table = [["日期", "支出", "收入", "余额"], ["2022-10-20", "", "5.00", "5.00"]]
    table += [["日期", "收入", "支出", "余额"], ["2022-10-21", "7.00", "", "12.00"]]
    found = told(door, as_csv(door.root / "a.csv", table))
    assert [(each["cell"], each["code"]) for each in found["problems"]] == [("A3", "other-header")]
    assert in_order(door) == []


def test_a_sheet_of_lines_that_cannot_be_read_bars_the_others(door: Door) -> None:
    good: Table = [["日期", "支出", "收入", "余额"], ["2022-10-20", "", "5.00", "5.00"]]
    worse: Table = [["日子", "付了", "收了", "还剩"], ["2022-11-20", "", "7.00", "12.00"]]
    for place, sheet in enumerate((worse, worse[1:])):
        found = told(door, book(door.root / f"{place}.xlsx", 十月=good, 十一月=sheet, 说明=[["由银行导出"]]))
        assert [(each["sheet"], each["code"]) for each in found["problems"]] == [("十一月", "sheet-unread")]
        assert [(each["sheet"], each["code"]) for each in found["notes"]] == [("说明", "sheet-passed")]
    assert in_order(door) == []


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (1, 2, "支出（美元）", "currency"),
        (2, 2, "USD 5.00", "amount-unit"),
        (2, 2, "$5.00", "amount-unit"),
        (1, 4, "余额(万元)", "other-unit"),
    ],
)
def test_foreign_money_is_never_read_as_yuan(door: Door, row: int, column: int, value: str, code: str) -> None:
    table: Table = [["日子", "支出", "收入", "余额"], ["2022-10-20", "5.00", "", "5.00"]]
    table[row - 1][column - 1] = value
    mapping = f"date=日子,out={table[0][1]},in=收入,balance={table[0][3]}"
    found = told(door, as_csv(door.root / "a.csv", table), "--map", mapping)
    assert [each["code"] for each in found["problems"]] == [code]
    assert in_order(door) == []


def test_the_unit_s_own_account_is_not_the_union_s(door: Door) -> None:
    table: Table = [[f"户名：{HOLDER.removesuffix('工会委员会')}"], ["日期", "支出", "收入", "余额"]]
    found = told(door, as_csv(door.root / "a.csv", [*table, ["2022-10-20", "", "5.00", "5.00"]]))
    assert [each["code"] for each in found["problems"]] == ["other-holder"]


def test_days_and_numbers_of_a_workbook_by_map(door: Door) -> None:
    table: Table = [["日子", "进出", "剩余"], [dt.datetime(2022, 10, 20, 9, 5), 0.1 + 0.2, 0.3]]  # noqa: DTZ001
    table.append([44859, -0.3, 0])
    found = told(door, as_xlsx(door.root / "a.xlsx", table), "--map", "date=日子,amount=进出,balance=剩余")
    assert found["problems"] == []
    assert [line[:3] for line in in_order(door)] == [("2022-10-20", 30, 30), ("2022-10-25", -30, 0)]


def book(path: Path, **sheets: Any) -> Path:
    """Write a workbook of several sheets."""
    made = Workbook()
    for name, table in sheets.items():
        sheet = made.create_sheet(name)
        for row in table:
            sheet.append(row)
    del made["Sheet"]
    made.save(path)
    return path


def test_a_month_in_which_money_only_came_in_is_told_by_the_others(door: Door) -> None:
    sheets: dict[str, Table] = {
        "一月": [["日子", "进出"], ["2022-01-20", "5.00"]],
        "二月": [["日子", "进出"], ["2022-02-20", "-3.00"]],
    }
    found = told(door, book(door.root / "a.xlsx", **sheets), "--map", "date=日子,amount=进出")
    assert (found["problems"], [line[1] for line in in_order(door)]) == ([], [500, -300])
