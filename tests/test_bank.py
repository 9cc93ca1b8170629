"""Bank statements: every bank's way of writing one, kept once, every row told, every balance held."""

from pathlib import Path

import pytest

from doors import Door
from statements_brought import UNKNOWN, as_csv, as_xlsx, bring, changed, in_order, told, with_account
from statements_made import ACCOUNT, KEPT, MONTH, Moved, Table, abc, boc, icbc
from statements_more import BANKS, bocom, cmb, plain


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


@pytest.mark.parametrize("code", BANKS)
@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "gbk", "xlsx"])
def test_every_bank_s_statement_is_read_and_a_second_time_changes_nothing(door: Door, code: str, form: str) -> None:
    table = BANKS[code](MONTH)
    path = door.root / f"流水.{'xlsx' if form == 'xlsx' else 'csv'}"
    path = as_xlsx(path, table) if form == "xlsx" else as_csv(path, table, form)
    first = told(door, path)
    assert (first["profile"], first["problems"], first["gaps"]) == (code, [], [])
    assert first["counts"] == {"kept": 5, "already": 0, "held_back": 0, "passed": len(rows(table)) - 5, "error": 0}
    assert (first["in"], first["out"], first["opening"], first["closing"]) == (
        "30012.34",
        "6155.00",
        "0.00",
        "23857.34",
    )
    assert in_order(door) == KEPT
    again = told(door, path)
    assert (again["counts"]["kept"], again["counts"]["already"]) == (0, 5)
    assert again["lines"] == first["lines"] == [1, 2, 3, 4, 5]
    assert in_order(door) == KEPT


def rows(table: Table) -> Table:
    return [row for row in table if any(cell not in {"", None} for cell in row)]


def test_what_is_printed_is_kept_as_printed(door: Door) -> None:
    assert bring(door, as_csv(door.root / "a.csv", plain(MONTH))).status == 0
    found = door.must("account", "lines", ACCOUNT, "--format", "json").object
    assert [line["id"] for line in found] == ["行1", "行2", "行3", "行4", "行5"]
    assert found[0] | {"moment": "", "file": ""} == {
        "seq": 1, "date": "2022-10-20", "out": None, "in": "30000.00", "amount": "30000.00", "balance": "30000.00",
        "counterparty": "揭阳市总工会", "counter_account": "2019002609200012345", "text": "劳模创新工作室补助",
        "serial": "S001", "voucher": "", "id": "行1", "mark": "", "marked_as": "", "reason": "", "marked_by": "",
        "place": "a.csv a 2", "file": "", "maker": "王会计", "moment": "",
    }  # fmt: skip
    assert len(found[0]["file"]) == 64


def test_a_workbook_s_numbers_and_days_are_read_as_they_are(door: Door) -> None:
    import datetime as dt  # noqa: PLC0415

    table: Table = [["交易时间", "收入金额", "支出金额", "账户余额", "对方户名", "对方账号", "交易用途"]]
    table.append([dt.datetime(2022, 10, 20, 9, 30), 30000, None, 30000.0, "总工会", "123456", "补助"])  # noqa: DTZ001
    table.append([dt.date(2022, 10, 25), None, 1280.1, 28719.9, "图文店", None, "门牌"])
    table.append([20221026, None, 0.1, 28719.8, "", None, "手续费"])
    assert told(door, as_xlsx(door.root / "a.xlsx", table))["problems"] == []
    assert [line[:3] for line in in_order(door)] == [
        ("2022-10-20", 3_000_000, 3_000_000), ("2022-10-25", -128_010, 2_871_990), ("2022-10-26", -10, 2_871_980),
    ]  # fmt: skip


def test_a_masked_or_spaced_number_is_the_account_s(door: Door) -> None:
    masked = f"{ACCOUNT[:4]}********{ACCOUNT[-4:]}"
    spaced = " ".join(ACCOUNT[place : place + 4] for place in range(0, 20, 4))
    assert told(door, as_csv(door.root / "a.csv", abc(MONTH, masked)))["counts"]["kept"] == 5
    assert told(door, as_csv(door.root / "b.csv", abc(MONTH, spaced)))["counts"]["already"] == 5
    assert bring(door, door.root / "b.csv", account=spaced).status == 0
    assert bring(door, door.root / "b.csv", account="44 050").status == 2


@pytest.mark.parametrize("printed", ["榕城机械厂工会", "揭阳市榕城机械厂工会委员会", "榕城***工会委员会"])
def test_a_shortened_or_masked_holder_is_noted(door: Door, printed: str) -> None:
    found = told(door, as_csv(door.root / "a.csv", changed(bocom(MONTH), 3, 1, f"户  名：{printed}")))
    assert [(note["code"], note["cell"]) for note in found["notes"]] == [("holder-shortened", "A3")]
    assert found["counts"]["kept"] == 5


def test_overlapping_statements_do_not_double(door: Door) -> None:
    assert told(door, as_csv(door.root / "a.csv", icbc(MONTH[:3])))["counts"]["kept"] == 3
    assert told(door, as_csv(door.root / "b.csv", icbc(MONTH[1:4])))["counts"] == {
        "kept": 1, "already": 2, "held_back": 0, "passed": 4, "error": 0,
    }  # fmt: skip
    assert told(door, as_xlsx(door.root / "c.xlsx", abc(MONTH)))["counts"]["kept"] == 1
    assert in_order(door) == KEPT


def test_equal_lines_of_one_day_are_counted_by_how_many_there_are(door: Door) -> None:
    fee = Moved("2022-10-25", "-5.00", "", "", "手续费")
    assert told(door, as_csv(door.root / "a.csv", plain([fee, fee])))["counts"]["kept"] == 2
    found = told(door, as_csv(door.root / "b.csv", plain([fee, fee, fee])))
    assert (found["counts"]["kept"], found["counts"]["already"]) == (1, 2)
    assert [note["code"] for note in found["notes"]] == ["no-balances"]
    assert len(in_order(door)) == 3


def test_a_serial_number_that_comes_again_every_day_keeps_lines_apart(door: Door) -> None:
    days = [Moved("2022-10-25", "-5.00", "95.00", serial="1"), Moved("2022-10-26", "-5.00", "90.00", serial="1")]
    assert told(door, as_csv(door.root / "a.csv", plain(days)))["counts"]["kept"] == 2
    twice = [Moved("2022-10-27", "-5.00", "", serial="7")] * 2
    found = told(door, as_csv(door.root / "b.csv", plain(twice)))
    assert [each["code"] for each in found["problems"]] == ["serial-twice"]


def test_a_gap_between_statements_is_found_and_closed_by_the_one_that_was_missing(door: Door) -> None:
    assert bring(door, as_csv(door.root / "a.csv", abc(MONTH[:2]))).status == 0
    said = bring(door, as_csv(door.root / "c.csv", abc(MONTH[4:])))
    assert said.status == 1
    assert "Gap: line 2 of 2022-10-25 leaves 28720.00 yuan, line 3 of 2022-12-21 begins with 23845.00 yuan" in said.out
    listed = door.must("account", "list", "--format", "json").object
    assert (listed[0]["gaps"], listed[0]["lines"], listed[0]["balance"]) == (1, 3, "23857.34")
    assert "Gap" in door.must("account", "lines", ACCOUNT).out
    found = told(door, as_csv(door.root / "b.csv", abc(MONTH[2:4])))
    assert (found["gaps"], found["counts"]["kept"]) == ([], 2)
    assert in_order(door) == KEPT


def test_newest_first_is_understood_and_a_day_in_disorder_too(door: Door) -> None:
    found = told(door, as_csv(door.root / "a.csv", icbc(list(reversed(MONTH)))))
    assert [note["code"] for note in found["notes"]] == ["reversed"]
    assert in_order(door) == KEPT
    one_day = [
        Moved("2022-12-22", "-1.00", "23,851.34", "甲"),
        Moved("2022-12-22", "-5.00", "23,852.34", "乙"),
        Moved("2022-12-22", "2.00", "23,853.34", "丙"),
    ]
    found = told(door, as_csv(door.root / "b.csv", icbc([one_day[1], one_day[2], one_day[0]])))
    assert [note["code"] for note in found["notes"]] == ["resorted"]
    assert [line[3] for line in in_order(door)][-3:] == ["乙", "甲", "丙"]


def test_a_dry_run_keeps_nothing_and_tells_the_same(door: Door) -> None:
    path = as_csv(door.root / "a.csv", cmb(MONTH))
    found = told(door, path, "--dry-run")
    assert (found["dry_run"], found["counts"]["kept"], found["lines"]) == (True, 5, [])
    assert in_order(door) == []
    assert "a.csv (招商银行), tried only" in bring(door, path, "--dry-run").out


def test_a_profile_and_a_map_go_together(door: Door) -> None:
    table = changed(cmb(MONTH), 4, 8, "款项说明")
    path = as_csv(door.root / "a.csv", table)
    assert told(door, path, "--profile", "cmb", "--map", "text=款项说明")["counts"]["kept"] == 5
    assert "工作室门牌" in door.must("account", "lines", ACCOUNT).out


def test_a_new_bank_is_a_new_file(door: Door) -> None:
    made = (
        (door.root / "ledger" / "banks" / "plain.toml").read_text("utf-8").replace('code = "plain"', 'code = "rural"')
    )
    made = made.replace('date = ["日期"', 'date = ["记帐日"').replace('out = ["借', 'out = ["付出额", "借')
    made = made.replace('in = ["贷方金额', 'in = ["存入额", "贷方金额').replace('balance = ["', 'balance = ["结存", "')
    (door.root / "ledger" / "banks" / "rural.toml").write_text(made, "utf-8")
    assert told(door, as_csv(door.root / "x.csv", UNKNOWN))["profile"] == "rural"
    (door.root / "ledger" / "banks" / "rural.toml").write_text(made.replace("date = [", "dat = ["), "utf-8")
    said = bring(door, door.root / "x.csv")
    assert (said.status, "rural.toml" in said.err, "dat" in said.err) == (2, True, True)


def test_rows_that_are_no_lines_are_counted_and_words_beside_told(door: Door) -> None:
    table = plain(MONTH)
    table.insert(3, list(table[0]))
    table += [
        [],
        ["", "本月合计", "", "", "", "6,155.00", "30,012.34"],
        ["", "2022-12-31", "零", "", "", "0.00", "0.00", "23,857.34"],
    ]
    table += [["本行温馨提示"], ["制表：王会计"], ["", "2022-12-31", "上期余额", "", "", "", "", "23,857.34"]]
    found = told(door, as_csv(door.root / "a.csv", table))
    assert found["problems"] == []
    assert [(note["cell"], note["code"]) for note in found["notes"]] == [("G10", "zero"), ("A11", "beside-table")]
    assert found["counts"] == {"kept": 5, "already": 0, "held_back": 0, "passed": 7, "error": 0}


def test_a_reversal_below_zero_is_money_back_and_payments_below_zero_are_payments(door: Door) -> None:
    back = [Moved("2022-10-25", "-100.00", "900.00"), Moved("2022-10-26", "--100.00", "1,000.00", text="冲正")]
    assert told(door, as_csv(door.root / "a.csv", plain(back)))["problems"] == []
    assert [line[1] for line in in_order(door)] == [-10_000, 10_000]
    paid = [Moved("2022-10-27", "5.00", "1,005.00"), Moved("2022-10-28", "--100.00", "905.00")]
    assert told(door, as_csv(door.root / "b.csv", plain(paid)))["problems"] == []
    assert [line[1] for line in in_order(door)][2:] == [500, -10_000]
    alone = told(door, as_csv(door.root / "c.csv", plain([Moved("2022-10-29", "--5.00", "900.00")])))
    assert [(each["cell"], each["code"]) for each in alone["problems"]] == [("F2", "below-zero")]


def test_a_header_of_two_rows_is_read(door: Door) -> None:
    table: Table = [["交易时间", "发生额/元", "", "余额/元", "对方户名", "摘要"], ["", "借方", "贷方", "", "", ""]]
    table += [
        ["20221020 10:00:00", "", "30000.00", "30000.00", "总工会", "补助"],
        ["20221021 10:00:00", "80", "", "29920", "店", "纸"],
    ]
    assert told(door, as_csv(door.root / "a.csv", table))["profile"] == "ccb"
    assert [line[1] for line in in_order(door)] == [3_000_000, -8_000]


def test_sheets_are_read_one_after_another_and_others_told(door: Door) -> None:
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    for name, table in (("一", abc(MONTH[:2])), ("说明", [["本表由银行导出"]]), ("二", abc(MONTH[2:]))):
        sheet = book.create_sheet(name)
        for row in table:
            sheet.append(row)
    book["二"].row_dimensions[7].hidden = True
    del book["Sheet"]
    book.save(door.root / "a.xlsx")
    found = told(door, door.root / "a.xlsx")
    assert in_order(door) == KEPT
    assert {(note["sheet"], note["code"]) for note in found["notes"]} >= {("说明", "sheet-passed"), ("二", "hidden")}
    lines = door.must("account", "lines", ACCOUNT, "--format", "json").object
    assert [line["place"] for line in lines][:3] == ["a.xlsx 一 7", "a.xlsx 一 6", "a.xlsx 二 8"]


def test_tabs_around_quotation_marks_are_padding(door: Door) -> None:
    text = '日期,摘要,支出,收入,余额\r\n\t"2022-10-20"\t,补助,,\t"30,000.00"\t,"30,000.00\t"\t\r\n2022-10-21\t,"纸,笔"\t,="80",,"29,920.00"\t\r\n'
    (door.root / "a.csv").write_bytes(text.encode("gbk"))
    assert told(door, door.root / "a.csv")["problems"] == []
    assert [line[:3] for line in in_order(door)] == [
        ("2022-10-20", 3_000_000, 3_000_000),
        ("2022-10-21", -8_000, 2_992_000),
    ]


def test_what_stands_above_the_table_is_told(door: Door) -> None:
    assert told(door, as_csv(door.root / "a.csv", icbc(MONTH)))["period"] == "20221001-20221231"
    assert told(door, as_csv(door.root / "b.csv", boc(MONTH)))["period"] == "20221001-20221231"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_long_statement_loses_no_row(door: Door, form: str) -> None:
    moved = [Moved("2022-10-25", "-1.00", f"{1000 - place}.00", serial=f"S{place}") for place in range(700)]
    path = as_csv(door.root / "a.csv", icbc(moved)) if form == "csv" else as_xlsx(door.root / "a.xlsx", icbc(moved))
    found = told(door, path)
    assert (found["rows"], found["counts"]["kept"], found["counts"]["passed"]) == (704, 700, 4)


def test_an_empty_statement_of_a_quiet_month_is_no_error(door: Door) -> None:
    found = told(door, as_csv(door.root / "a.csv", icbc([])))
    assert (found["counts"]["kept"], found["problems"]) == (0, [])
