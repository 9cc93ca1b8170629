"""What a statement itself sums up and counts is held against its lines, and told with its cell where it differs."""

from pathlib import Path

import pytest

from doors import Door
from statements_brought import as_csv, in_order, problems, told, with_account
from statements_made import Moved, Table, boc
from statements_more import bocom, plain

HEAD = ["交易时间", "收入金额", "支出金额", "账户余额", "对方户名"]
LINES: Table = [
    ["2023-01-05", "50000.00", "", "50000.00", "省工会"],
    ["2023-02-10", "", "3200.00", "46800.00", "文汇办公"],
    ["2023-02-11", "", "800.00", "46000.00", "文汇办公"],
]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (["合计", "50,000.00", "4,000.00"], None),
        (["合计", "50,000.00", "4,100.00"], ("C5", "total-differs")),
        (["合计", "49,000.00", "4,000.00"], ("B5", "total-differs")),
        (["本期收入合计", "50,000.01"], ("B5", "total-differs")),
        (["借方合计", "", "3,200.00"], ("C5", "total-differs")),
        (["支出合计：", "4,000.00", "收入合计：", "50,000.00"], None),
        (["支出合计：", "4,000.00", "收入合计：", "5,000.00"], ("B5", "total-differs")),
        (["借方合计：4,000.00元 贷方合计：50,000.00元"], None),
        (["借方合计：4,000.00元 贷方合计：50,300.00元"], ("A5", "total-differs")),
        (["共3笔", "50000.00", "4000.00", "46000.00"], None),
        (["共4笔", "50000.00", "4000.00", "46000.00"], ("A5", "count-differs")),
        (["总笔数", "3", "", ""], None),
        (["总笔数", "5", "", ""], ("B5", "total-differs")),
        (["借方总笔数：2", "", "4000.00"], None),
        (["借方总笔数：3", "", "4000.00"], ("A5", "count-differs")),
        (["合计", "-50000.00", "-4000.00"], None),
        (["小计", "", "800.00"], None),
        (["小计", "", "900.00"], ("C5", "total-differs")),
        (["合计", "", ""], None),
        (["合计", "", "", "123.00"], None),
        (["承前页", "1.00", "2.00"], None),
        (["共2页", "", ""], None),
    ],
)
def test_a_row_that_sums_up_must_fit_the_lines(door: Door, row: list[str], wrong: tuple[str, str] | None) -> None:
    table = [HEAD, *LINES, row]
    if wrong:
        assert problems(door, table) == [wrong]
        return
    found = told(door, as_csv(door.root / "a.csv", table))
    assert (found["problems"], found["counts"]["kept"]) == ([], 3)


def test_the_sentence_names_both_sums(door: Door) -> None:
    found = told(door, as_csv(door.root / "a.csv", [HEAD, *LINES, ["合计", "50,000.00", "200"]]))
    assert found["problems"][0]["says"] == "The statement sums up 200.00 here, but its lines make 4000.00."
    assert in_order(door) == []


def test_a_sum_of_a_month_or_a_year_may_reach_further_than_the_file(door: Door) -> None:
    found = told(door, as_csv(door.root / "a.csv", [HEAD, *LINES, ["本年累计", "90,000.00", "4,000.00"]]))
    assert (found["problems"], [note["code"] for note in found["notes"]]) == ([], ["total-apart"])
    assert found["counts"]["kept"] == 3


def test_sums_of_pages_are_of_what_stands_above_them(door: Door) -> None:
    table = [HEAD, *LINES[:2], ["小计", "50,000.00", "3,200.00"], HEAD, *LINES[2:], ["小计", "", "800.00"]]
    table.append(["合计", "50,000.00", "4,000.00"])
    assert told(door, as_csv(door.root / "a.csv", table))["problems"] == []
    table[3][2] = "3,300.00"
    assert problems(with_account(door.root / "x"), table) == [("C4", "total-differs")]


def test_sums_above_the_table_are_held_too(door: Door) -> None:
    above = [["收入总额", "50,000.00", "支出总额", "4,000.00"], ["收入笔数：1", "支出笔数：2"]]
    assert told(door, as_csv(door.root / "a.csv", [*above, HEAD, *LINES]))["problems"] == []
    above[1][1] = "支出笔数：3"
    above[0][3] = "4,100.00"
    found = problems(with_account(door.root / "x"), [*above, HEAD, *LINES])
    assert found == [("D1", "total-differs"), ("B2", "count-differs")]


def test_a_reversal_may_be_counted_in_or_not(door: Door) -> None:
    moved = [
        Moved("2022-10-24", "500.00", "1,000.00"),
        Moved("2022-10-25", "-100.00", "900.00"),
        Moved("2022-10-26", "--100.00", "1,000.00", text="冲正"),
    ]
    for place, (out, into) in enumerate((("0.00", "500.00"), ("100.00", "500.00"), ("100.00", "600.00"))):
        row = ["", "合计", "", "", "", out, into]
        other = with_account(door.root / str(place))
        assert told(other, as_csv(other.root / "a.csv", [*plain(moved), row]))["problems"] == []


def test_one_column_of_amounts_is_summed_by_side_or_altogether(door: Door) -> None:
    moved = [Moved("2022-10-24", "500.00", "1,000.00"), Moved("2022-10-25", "-100.00", "900.00")]
    for place, (total, good) in enumerate((("600.00", True), ("400.00", True), ("500.00", True), ("601.00", False))):
        for make, column in ((bocom, 7), (boc, 8)):
            table = make(moved)
            row = ["合计", *[""] * (len(table[3]) - 1)]
            row[column] = total
            other = with_account(door.root / f"{place}{column}")
            found = told(other, as_csv(other.root / "a.csv", [*table, row]))
            assert [each["code"] for each in found["problems"]] == ([] if good else ["total-differs"])
