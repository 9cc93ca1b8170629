"""A line that may be a kept one or another of its day and amount is neither swallowed nor doubled: it is asked back."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from desks import NOW
from doors import Door
from funds.record.bank import bank_lines, keep_lines
from funds.record.overlap import AnswerError, DoubtError, FoundError
from funds.statements.bank import ANOTHER, BankLine
from statements_brought import as_csv, bring, in_order, told, with_account
from statements_made import ACCOUNT, Table

GRANT = BankLine(ACCOUNT, 0, "2022-10-20", 3_000_000, 3_000_000, "揭阳市总工会", "", "拨款")
DOOR = BankLine(ACCOUNT, 0, "2022-10-26", -128_000, 2_872_000, "榕城新锐图文店", "6222001", "工作室门牌")
BOOK = BankLine(ACCOUNT, 0, "2022-11-02", -86_000, 2_786_000, "榕城新华书店", "6222002", "图书")
BARE = DOOR._replace(balance=None)


def doubted(engine: Engine, *lines: BankLine) -> list[tuple[str, int]]:
    """Bring in lines that are doubted, which must keep nothing; give the texts and the kept lines' numbers."""
    stood = len(bank_lines(engine, ACCOUNT))
    with pytest.raises(DoubtError) as raised:
        keep_lines(engine, lines, "王会计", NOW())
    with pytest.raises(DoubtError):
        keep_lines(engine, lines, "王会计", NOW(), dry=True)
    assert len(bank_lines(engine, ACCOUNT)) == stood
    return [(each.given.text, each.kept.seq) for each in raised.value.doubts]


def new(engine: Engine, *lines: BankLine) -> set[int]:
    return keep_lines(engine, lines, "王会计", NOW(), dry=True).new


@pytest.mark.parametrize(
    "line",
    [
        BARE._replace(counterparty="", counter_account="", text="会务用餐", serial="S-77"),
        BARE._replace(text="会务用餐"),
        BARE._replace(counter_account="", text="会务用餐"),
        BARE._replace(counter_account="6222099"),
        BARE._replace(counterparty="榕城锐图店", counter_account="", text="宣传"),
        BARE._replace(counterparty="", counter_account="", text="转账；会务用餐"),
    ],
)
def test_other_words_of_the_same_day_and_amount_are_asked_back(engine: Engine, line: BankLine) -> None:
    keep_lines(engine, [GRANT, DOOR], "王会计", NOW())
    assert doubted(engine, line) == [(line.text, 2)]


@pytest.mark.parametrize(
    "line",
    [
        BARE._replace(counter_account=""),
        BARE._replace(counterparty="榕城新锐图文", counter_account="", text="工作室门"),
        BARE._replace(counterparty="榕城**店", counter_account="", text=""),
        BARE._replace(counterparty="榕城锐图店", counter_account="", text="网银；工作室门牌"),
        BARE._replace(counterparty="", text="网银；工作室门牌", counter_account=""),
        BARE._replace(counterparty="", text="", counter_account=""),
        BARE._replace(counterparty="图文", counter_account="6222001"),
    ],
)
def test_words_cut_short_or_left_out_are_the_same_line(engine: Engine, line: BankLine) -> None:
    keep_lines(engine, [GRANT, DOOR], "王会计", NOW())
    assert new(engine, line) == set()


def test_a_name_that_is_clearly_another_is_another_line_and_told(engine: Engine) -> None:
    keep_lines(engine, [GRANT, DOOR], "王会计", NOW())
    found = keep_lines(engine, [BARE._replace(counterparty="潮香大酒楼", counter_account="")], "王会计", NOW())
    assert (found.new, found.near, found.torn) == ({3}, {3: 2}, None)


def test_between_two_lines_that_are_found_the_place_tells(engine: Engine) -> None:
    """Another layout with texts of its own: the lines around say which it is; two payments in one place are told too."""
    keep_lines(engine, [GRANT, DOOR, BOOK], "王会计", NOW())
    worded = [GRANT._replace(balance=None), BARE._replace(text="网银支付"), BOOK._replace(balance=None)]
    assert new(engine, *worded) == set()
    strange = [worded[0], BARE._replace(counterparty="潮香大酒楼", counter_account="", text="餐费"), worded[2]]
    assert doubted(engine, *strange) == [("餐费", 2)]
    more = [worded[0], worded[1], worded[1]._replace(text="餐费"), worded[2]]
    assert doubted(engine, *more) == [("网银支付", 2), ("餐费", 2)]


def test_other_serial_numbers_of_one_wording_are_asked_back(engine: Engine) -> None:
    keep_lines(engine, [GRANT, DOOR._replace(serial="S2")], "王会计", NOW())
    assert doubted(engine, BARE._replace(serial="S9")) == [("工作室门牌", 2)]
    assert new(engine, BARE._replace(serial="S9", counterparty="潮香大酒楼", counter_account="")) == {3}


def test_what_a_person_says_counts(engine: Engine) -> None:
    keep_lines(engine, [GRANT, DOOR], "王会计", NOW())
    line = BARE._replace(text="会务用餐", row=7)
    assert new(engine, line._replace(seq=2)) == set()
    found = keep_lines(engine, [line._replace(seq=ANOTHER)], "王会计", NOW())
    assert (found.new, found.near) == ({3}, {3: 2})
    assert new(engine, line) == set()
    assert new(engine, line, BARE) == set()
    assert new(engine, BARE._replace(seq=ANOTHER)) == {4}


def test_what_a_person_says_must_be_possible(engine: Engine) -> None:
    keep_lines(engine, [GRANT, DOOR], "王会计", NOW())
    line = BARE._replace(text="会务用餐", row=7)
    for seq in (1, 9):
        with pytest.raises(AnswerError, match=f"Row 7 cannot be line {seq}"):
            keep_lines(engine, [line._replace(seq=seq)], "王会计", NOW())
    with pytest.raises(AnswerError):
        keep_lines(engine, [line._replace(seq=2), line._replace(seq=2)], "王会计", NOW())
    for seq in (1, ANOTHER):
        with pytest.raises(FoundError, match="Row 8 is line 2"):
            keep_lines(engine, [DOOR._replace(row=8, seq=seq)], "王会计", NOW())
    assert keep_lines(engine, [DOOR._replace(seq=2)], "王会计", NOW()).new == set()


FIRST: Table = [
    ["交易时间", "支出金额", "收入金额", "账户余额", "对方户名", "交易用途"],
    ["2022-10-20", "", "30000.00", "30000.00", "揭阳市总工会", "拨款"],
    ["2022-10-26", "1280.00", "", "28720.00", "榕城新锐图文店", "门牌款13800138000"],
]
SECOND: Table = [
    ["交易时间", "支出金额", "收入金额", "对方户名", "交易用途", "流水号"],
    ["2022-10-26", "1280.00", "", "", "会务用餐", "S-77"],
]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared, and a first statement kept."""
    door = with_account(tmp_path / "w")
    assert bring(door, as_csv(door.root / "a.csv", FIRST)).status == 0
    return door


def test_the_user_is_told_both_lines_and_what_to_type(door: Door) -> None:
    path = as_csv(door.root / "b.csv", SECOND)
    found = told(door, path)
    assert [(each["cell"], each["code"]) for each in found["problems"]] == [("A2", "same-or-another")]
    assert found["counts"] == {"kept": 0, "already": 0, "held_back": 1, "passed": 1, "error": 0}
    said = bring(door, path)
    assert said.status == 1
    assert "line 2 (榕城新锐图文店, 门牌款138******00)" in said.out
    assert "it says '会务用餐, S-77'" in said.out
    assert "--take 2=2; if it is another, with --take 2=new" in said.out
    assert len(in_order(door)) == 2
    assert told(door, path, "--take", "2=2", "--dry-run")["counts"]["already"] == 1
    found = told(door, path, "--take", "A2=new")
    assert (found["counts"]["kept"], [note["code"] for note in found["notes"]]) == (1, ["no-balances", "near-another"])
    assert told(door, path)["counts"]["already"] == 1
    assert [line[1] for line in in_order(door)] == [3_000_000, -128_000, -128_000]


@pytest.mark.parametrize("take", ["2", "2=", "=2", "2=0", "2=old", "9=2", "c!2=2"])
def test_what_is_typed_must_name_a_row_and_a_line(door: Door, take: str) -> None:
    said = bring(door, as_csv(door.root / "b.csv", SECOND), "--take", take)
    assert (said.status, "--take" in said.err) == (2, True)
    assert len(in_order(door)) == 2


def test_an_answer_speaks_of_one_file_and_of_a_bank_statement(door: Door) -> None:
    path = str(as_csv(door.root / "b.csv", SECOND))
    assert door("import", "bank", path, path, "--account", ACCOUNT, "--take", "2=2").status == 2
    assert door("import", "spending", path, "--take", "2=2").status == 2
    said = bring(door, Path(path), "--take", "2=1")
    assert (said.status, "Row 2 cannot be line 1" in said.err) == (2, True)


def test_a_line_found_by_its_words_may_be_said_to_be_another(door: Door) -> None:
    path = as_csv(door.root / "b.csv", [SECOND[0], [*SECOND[1][:3], "榕城新锐图文店", "门牌款", "S-77"]])
    found = told(door, path)
    assert (found["counts"]["already"], [note["code"] for note in found["notes"]]) == (1, ["no-balances", "by-words"])
    assert "remedy: Where it is another payment, take it so: --take 2=new." in bring(door, path).out
    assert told(door, path, "--take", "2=new")["counts"]["kept"] == 1


def test_another_name_with_the_same_balance_is_told(door: Door) -> None:
    changed = [FIRST[0], FIRST[1], [*FIRST[2][:4], "潮香大酒楼", "餐费"]]
    found = told(door, as_csv(door.root / "b.csv", changed))
    assert (found["counts"]["already"], [note["code"] for note in found["notes"]]) == (2, ["other-party"])
    assert "one of the two may have been changed" in found["notes"][0]["remedy"]


def test_every_note_is_in_the_json_and_problems_come_first_in_the_table(door: Door) -> None:
    lines = [["2022-10-27", "1.00", "", f"{28_719 - at}.00", "甲", f"纸{at}"] for at in range(60)]
    assert bring(door, as_csv(door.root / "c.csv", [FIRST[0], *lines])).status == 0
    worded = [[*line[:5], f"别的{at}"] for at, line in enumerate(lines)]
    path = as_csv(door.root / "d.csv", [FIRST[0], *worded])
    assert [note["code"] for note in told(door, path)["notes"]] == ["like-another"] * 60
    assert "… and 10 more; --format json has all." in bring(door, path).out
    broken = [*worded[:59], [*worded[59][:3], "1.00", "甲", "别的"]]
    assert "d!D61 [balance-break]" in bring(door, as_csv(path, [FIRST[0], *broken])).out.splitlines()[0]


def test_a_short_name_leaves_the_line_that_only_another_fits(engine: Engine) -> None:
    """榕城新 fits both shops, 榕城新华 only one: whichever comes first, both are found."""
    shops = [BARE._replace(counterparty=name, counter_account="") for name in ("榕城新华书店", "榕城新锐图文店")]
    keep_lines(engine, [GRANT, *shops], "王会计", NOW())
    cut = [BARE._replace(counterparty=name, counter_account="", text="工作室") for name in ("榕城新", "榕城新华")]
    assert new(engine, *cut) == new(engine, *reversed(cut)) == set()
