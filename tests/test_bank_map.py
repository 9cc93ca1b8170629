"""What --map names must be there, once, and tell money in from money out; columns that contradict each other are told."""

from pathlib import Path

import pytest

from doors import Door
from statements_brought import as_csv, as_xlsx, bring, in_order, problems, told, with_account
from statements_made import MONTH, Table
from statements_more import plain

SIDES: Table = [
    ["日期", "金额", "方向", "对方", "说明"],
    ["2023-05-01", 100, "借", "书店", "书"],
    ["2023-05-02", 50, "贷", "书店", "退书"],
]
FULL = "date=日期,amount=金额,side=方向,counterparty=对方"


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


@pytest.mark.parametrize(
    ("mapping", "lacking"),
    [
        (FULL.replace("方向", "方向标志"), "side=方向标志"),
        (f"{FULL},balance=typo,serial=号", "balance=typo、serial=号"),
        (f"{FULL},text=说明,text=附言", "text=附言"),
        (FULL.replace("日期", "日子"), "date=日子"),
    ],
)
def test_every_header_that_is_mapped_must_be_there(door: Door, mapping: str, lacking: str) -> None:
    """Where it was only passed over, amounts turned round and balances went unchecked."""
    path = as_xlsx(door.root / "a.xlsx", SIDES)
    said = bring(door, path, "--map", mapping)
    assert said.status == 2
    assert f"--map names headers that are not there: {lacking}." in said.err
    assert "row 1 says: 日期、金额、方向、对方、说明." in said.err
    assert "--map date=" in said.err
    assert in_order(door) == []
    assert bring(door, path, "--map", FULL).status == 0
    assert [line[1] for line in in_order(door)] == [-10_000, 5_000]


def test_a_map_beside_a_profile_must_be_there_too(door: Door) -> None:
    path = as_csv(door.root / "a.csv", plain(MONTH))
    said = bring(door, path, "--profile", "plain", "--map", "balance=结存")
    assert (said.status, "not there: balance=结存" in said.err) == (2, True)


def test_a_map_that_leaves_out_what_is_needed_says_so(door: Door) -> None:
    said = bring(door, as_csv(door.root / "a.csv", SIDES), "--map", "date=日期,in=金额")
    assert (said.status, "a date, and either out and in or an amount, are needed" in said.err) == (2, True)


@pytest.mark.parametrize("mapping", ["date=日期,in=金额,out=金额", "date=日期,amount=金额,balance=金额"])
def test_one_header_is_no_two_things(door: Door, mapping: str) -> None:
    said = bring(door, as_csv(door.root / "a.csv", SIDES), "--map", mapping)
    assert (said.status, "金额 is mapped twice" in said.err) == (2, True)


def test_amounts_of_which_nothing_says_the_side_are_not_taken_for_money_in(door: Door) -> None:
    path = as_csv(door.root / "a.csv", SIDES)
    found = told(door, path, "--map", "date=日期,amount=金额,counterparty=对方")
    assert [(each["cell"], each["code"]) for each in found["problems"]] == [("B1", "one-sided")]
    assert in_order(door) == []
    signed: Table = [SIDES[0], [*SIDES[1][:1], -100, *SIDES[1][2:]], SIDES[2]]
    assert told(door, as_csv(door.root / "b.csv", signed), "--map", "date=日期,amount=金额")["problems"] == []


HEAD = ["交易时间", "支出金额", "支出金额", "收入金额", "账户余额"]


def test_two_columns_of_one_header_must_say_the_same(door: Door) -> None:
    table: Table = [HEAD, ["2022-10-20", "5.00", "5.00", "", "100.00"], ["2022-10-21", "6.00", "500.00", "", "94.00"]]
    found = told(door, as_csv(door.root / "a.csv", table))
    assert [(each["cell"], each["code"]) for each in found["problems"]] == [("C3", "same-column")]
    says = (
        "The columns B, C are both headed 支出金额, and do not say the same; the first says '6.00', the other '500.00'."
    )
    assert found["problems"][0]["says"] == says
    assert in_order(door) == []
    table[2][2] = "6"
    assert told(door, as_csv(door.root / "a.csv", table))["problems"] == []
    assert [line[1] for line in in_order(door)] == [-500, -600]


@pytest.mark.parametrize(
    ("first", "second", "wrong"), [("5.00", "", False), ("", "5.00", True), ("5.00", "0.00", False)]
)
def test_an_empty_cell_of_a_second_column_contradicts_nothing(door: Door, first: str, second: str, wrong: bool) -> None:
    table: Table = [HEAD, ["2022-10-20", first, second, "", "100.00"]]
    found = {each["code"] for each in told(door, as_csv(door.root / "a.csv", table))["problems"]}
    assert ("same-column" in found, bool(found)) == (wrong, wrong)


def test_two_headers_for_what_went_out_must_agree_too(door: Door) -> None:
    table: Table = [["日期", "支出", "付款金额", "收入"], ["2022-10-20", "5.00", "500.00", ""]]
    assert problems(door, table) == [("C2", "same-column")]


def test_texts_under_one_header_are_all_kept(door: Door) -> None:
    table: Table = [["日期", "支出", "收入", "摘要", "摘要"], ["2022-10-20", "5.00", "", "转账", "门牌"]]
    assert told(door, as_csv(door.root / "a.csv", table))["problems"] == []
    lines = door.must("account", "lines", "44050174020100005678", "--format", "json").object
    assert lines[0]["text"] == "转账；门牌"
