"""Bank statements that cannot be what they say, or are none: told with their cells, and nothing is changed."""

from pathlib import Path
from typing import Any

import pytest

from doors import Door
from hostile import HOSTILE
from statements_brought import UNKNOWN, as_csv, as_xlsx, bring, changed, in_order, problems, told, with_account
from statements_made import ACCOUNT, HOLDER, KEPT, MONTH, abc, boc, ccb, icbc
from statements_more import bocom, cmb, plain


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


def test_a_break_of_the_running_balance_names_its_cell(door: Door) -> None:
    table = changed(icbc(MONTH), 7, 12, "28,705.01")
    assert problems(door, table) == [("L7", "balance-break"), ("L8", "balance-break")]
    said = bring(door, as_csv(door.root / "x.csv", table))
    assert said.status == 1
    assert "x!L7 [balance-break] The running balance breaks here: 28720.00 - 15.00 makes 28705.00" in said.out
    missing = [row for place, row in enumerate(abc(MONTH)) if place != 7]
    assert problems(door, missing) == [("D7", "balance-break")]


def test_a_line_moved_to_another_amount_is_a_break_too(door: Door) -> None:
    assert problems(door, changed(bocom(MONTH), 6, 8, "1,208.00")) == [("I6", "balance-break")]


def test_out_and_in_taken_for_each_other_are_told_as_such(door: Door) -> None:
    table = plain(MONTH)
    table[0][5], table[0][6] = table[0][6], table[0][5]
    assert problems(door, table) == [("H3", "signs-turned")]


def test_opening_and_closing_above_the_table_must_fit_the_lines(door: Door) -> None:
    assert problems(door, changed(cmb(MONTH), 3, 2, "100.00")) == [("B3", "opening-break")]


def test_a_statement_of_another_account_is_refused_naming_the_cell(door: Door) -> None:
    other = "6228480402564890018"
    assert problems(door, icbc(MONTH, other)) == [("A2", "other-account")]
    assert problems(door, boc(MONTH, other)) == [("B1", "other-account")]
    assert problems(door, abc(MONTH, other)) == [("A3", "other-account")]
    assert problems(door, cmb(MONTH, other)) == [("B2", "other-account")]
    assert problems(door, bocom(MONTH, other)) == [("A2", "other-account")]
    found = problems(door, ccb(MONTH, other))
    assert found == [(f"A{row}", "other-account") for row in range(2, 7)]
    said = bring(door, as_csv(door.root / "x.csv", abc(MONTH, other)))
    assert (said.status, f"of account {other}, not of {ACCOUNT}" in said.out) == (1, True)


@pytest.mark.parametrize("printed", ["某某机械厂工会委员会", "工会", "榕城**公司", "榕城机械厂职工食堂"])
def test_a_statement_of_another_holder_is_refused_naming_the_cell(door: Door, printed: str) -> None:
    assert problems(door, changed(bocom(MONTH), 3, 1, f"户  名：{printed}")) == [("A3", "other-holder")]
    assert problems(door, changed(ccb(MONTH), 3, 2, printed)) == [("B3", "other-holder")]
    said = bring(door, as_csv(door.root / "x.csv", changed(cmb(MONTH), 2, 4, printed)))
    assert (said.status, "declare the holder as the bank prints it" in said.out) == (1, True)
    assert in_order(door) == []


def test_without_a_fitting_profile_the_headers_and_the_map_to_type_are_told(door: Door) -> None:
    path = as_csv(door.root / "x.csv", UNKNOWN)
    said = bring(door, path)
    assert said.status == 2
    assert "No profile fits. Sheet x, row 2 says: 记帐日、付出额、存入额、结存、往来单位、事由." in said.err
    assert "--map date=?,out=?,in=?" in said.err
    mapping = "date=记帐日,out=付出额,in=存入额,balance=结存,counterparty=往来单位,text=事由"
    assert bring(door, path, "--map", mapping).status == 0
    assert in_order(door) == [
        ("2022-10-20", 3_000_000, 3_000_000, "总工会"),
        ("2022-10-25", -128_000, 2_872_000, "图文店"),
    ]


def test_a_map_that_does_not_fit_is_told(door: Door) -> None:
    path = as_csv(door.root / "x.csv", UNKNOWN)
    said = bring(door, path, "--map", "date=记帐日,out=付出,in=存入额")
    assert (said.status, "out=付出" in said.err) == (2, True)
    for wrong in ("day=记帐日", "date", "date=记帐日,date=结存"):
        assert bring(door, path, "--map", wrong).status == 2
    assert bring(door, path, "--profile", "xyz").status == 2
    assert "icbc" in bring(door, path, "--profile", "xyz").err
    assert in_order(door) == []


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        (6, 2, "", "no-date"),
        (6, 2, "25/10/22", "day-unclear"),
        (6, 2, "2022-10-32", "no-such-day"),
        (6, 2, "2025-01-01", "to-come"),
        (6, 6, "", "no-amount"),
        (6, 6, "1,2,3", "not-an-amount"),
        (6, 6, "12.345", "below-a-fen"),
        (6, 6, "1.2万元", "amount-unit"),
        (5, 6, "1280", "both-sides"),
        (6, 8, "#REF!", "not-an-amount"),
        (6, 1, "4.4E+18", "digits-lost"),
        (6, 4, "榕城\u202e店", "control-sign"),
    ],
)
def test_a_row_that_cannot_be_a_line_bars_the_file_and_names_its_cell(
    door: Door, row: int, column: int, value: str, code: str
) -> None:
    table = [["出单"], [f"账号：{ACCOUNT}"], [f"户名：{HOLDER}"], *plain(MONTH)]
    assert problems(door, changed(table, row, column, value)) == [(f"{'ABCDEFGHIJ'[column - 1]}{row}", code)]


def test_other_currencies_and_units_are_refused(door: Door) -> None:
    assert problems(door, changed(ccb(MONTH), 3, 7, "美元")) == [("G3", "currency")]
    assert problems(door, changed(abc(MONTH), 3, 3, "币种：美元")) == [("C3", "currency")]
    assert problems(door, changed(abc(MONTH), 3, 3, "单位：万元")) == [("C3", "other-unit")]
    assert problems(door, changed(bocom(MONTH), 5, 7, "平")) == [("G5", "side-unknown")]
    assert problems(door, changed(bocom(MONTH), 5, 7, "")) == [("G5", "no-side")]


def test_merged_cells_and_formulas_without_values_are_told(door: Door) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    path = as_xlsx(door.root / "a.xlsx", plain(MONTH))
    book = load_workbook(path)
    book.worksheets[0]["H4"] = "=H3-F4"
    book.worksheets[0].merge_cells("D5:D6")
    book.save(path)
    found = told(door, path)
    assert [(each["cell"], each["code"]) for each in found["problems"]] == [
        ("H4", "no-value"),
        ("D5", "merged"),
        ("D6", "merged"),
    ]
    assert in_order(door) == []


@pytest.mark.parametrize(("name", "make", "code"), HOSTILE, ids=[name for name, _make, _code in HOSTILE])
def test_a_hostile_file_changes_nothing(door: Door, name: str, make: Any, code: str) -> None:
    del code
    said = bring(door, make(door.root / name))
    assert said.status in {1, 2}
    assert (said.out + said.err).strip()
    assert in_order(door) == []


def test_files_that_are_no_statements_are_told(door: Door) -> None:
    (door.root / "e.csv").write_bytes(b"")
    (door.root / "w.csv").write_text("<html><table>", "utf-8")
    (door.root / "t.csv").write_text("一段话\n又一段话\n", "utf-8")
    for name in ("e.csv", "w.csv", "t.csv", "none.csv"):
        said = bring(door, door.root / name)
        assert (said.status, bool(said.err)) == (2, True)
    template = door.root / "支出.xlsx"
    door.must("template", "spending", "-o", str(template))
    assert bring(door, template).status == 2


def test_one_bad_file_leaves_the_others_whole(door: Door) -> None:
    good, bad = as_csv(door.root / "a.csv", abc(MONTH)), as_csv(door.root / "b.csv", changed(icbc(MONTH), 8, 12, "1"))
    said = door("import", "bank", str(bad), str(good), "--account", ACCOUNT)
    assert said.status == 1
    assert in_order(door) == KEPT
