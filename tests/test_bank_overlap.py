"""Statements that overlap: the same movement, however it is worded, is kept once; another account's is not kept at all."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from desks import NOW
from doors import Door
from funds.record.bank import bank_lines, keep_lines
from funds.statements.bank import BankLine, gaps
from statements_brought import as_csv, bring, in_order, told, with_account
from statements_made import ACCOUNT, KEPT, MONTH, Moved
from statements_more import plain

FULL = [
    BankLine(ACCOUNT, 0, "2023-01-05", 5_000_000, 5_000_000, "省工会", "6222001", "启动资金", "S1"),
    BankLine(ACCOUNT, 0, "2023-02-10", -320_000, 4_680_000, "文汇办公", "6222002", "打印机", "S2"),
    BankLine(ACCOUNT, 0, "2023-02-10", -1_000, 4_679_000, "", "", "手续费", "S3"),
    BankLine(ACCOUNT, 0, "2023-02-11", -10_000, 4_669_000, "文汇办公", "6222002", "纸", "S4"),
]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


def keep(engine: Engine, *lines: BankLine) -> list[int]:
    return [line.seq for line in keep_lines(engine, lines, "王会计", NOW()).lines]


def stands(engine: Engine) -> list[int]:
    return [line.seq for line in bank_lines(engine, ACCOUNT)]


def bare(line: BankLine, **other: object) -> BankLine:
    """Word a line as another layout does, without its serial number."""
    return line._replace(serial="", **other)  # type: ignore[arg-type]


def test_a_line_of_the_same_day_amount_and_balance_is_the_kept_one_whatever_it_says(engine: Engine) -> None:
    keep(engine, *FULL)
    worded = [bare(line, counterparty="沈阳文汇办公设备有限公司", text="网银支付") for line in FULL]
    found = keep_lines(engine, worded, "王会计", NOW())
    assert ([line.seq for line in found.lines], found.new, found.gaps) == ([1, 2, 3, 4], set(), [])
    assert [(pair.given.text, pair.kept.text) for pair in found.alike][:2] == [
        ("网银支付", "启动资金"),
        ("网银支付", "打印机"),
    ]


@pytest.mark.parametrize(
    ("party", "account", "same"),
    [
        ("文汇办公", "", True),
        ("", "", True),
        ("沈阳文汇办公设备有限公司", "", True),
        ("沈阳文汇", "6222002", True),
        ("沈阳文汇", "6222 003", False),
        ("新锐图文店", "", False),
    ],
)
def test_a_line_without_a_balance_is_told_by_who_the_other_side_is(
    engine: Engine, party: str, account: str, same: bool
) -> None:
    keep(engine, *FULL)
    line = bare(FULL[1], balance=None, counterparty=party, counter_account=account)
    assert keep_lines(engine, [line], "王会计", NOW(), dry=True).new == (set() if same else {5})


def test_a_line_kept_without_a_balance_is_found_by_one_that_has_it(engine: Engine) -> None:
    assert keep(engine, *[bare(line, balance=None) for line in FULL]) == [1, 2, 3, 4]
    assert keep(engine, *FULL) == [1, 2, 3, 4]


def test_two_alike_in_one_file_stay_two_and_are_each_found_once(engine: Engine) -> None:
    fee = bare(FULL[2], balance=None)
    assert keep(engine, fee, fee) == [1, 2]
    assert keep(engine, fee, fee._replace(text="扣收手续费")) == [1, 2]
    assert keep(engine, fee, fee, fee) == [1, 2, 3]
    back = [FULL[2]._replace(fen=1_000, balance=4_680_000, serial="S9"), FULL[2]._replace(serial="S10")]
    assert keep(engine, *FULL, *back) == [4, 5, 1, 6, 7, 2]


def test_the_surest_goes_first_wherever_it_stands_in_the_file(engine: Engine) -> None:
    """A line without a name must not take the place of one that is found by its serial number."""
    keep(engine, FULL[2])
    other = bare(FULL[2], balance=None, counterparty="")
    assert keep(engine, other, FULL[2]) == [2, 1]


def test_other_serial_numbers_tell_lines_apart(engine: Engine) -> None:
    keep(engine, FULL[0])
    found = keep_lines(engine, [FULL[0]._replace(serial="S9")], "王会计", NOW())
    assert (found.new, found.near, found.alike) == ({2}, {2: 1}, [])


FOREIGN = [
    BankLine(ACCOUNT, 0, "2023-02-10", -1_000, 4_999_000, "", "", "手续费"),
    BankLine(ACCOUNT, 0, "2023-02-10", -320_000, 4_679_000, "甲公司", "", "货款"),
    BankLine(ACCOUNT, 0, "2023-02-11", -1_000, 4_678_000, "", "", "手续费"),
]


@pytest.mark.parametrize(
    "lines",
    [
        [FULL[0], *FOREIGN],  # goes on otherwise from a kept line
        [FOREIGN[0]._replace(balance=900)],  # on a day inside, with nothing in common
        [FULL[0]._replace(date="2023-01-20", fen=-5_000, balance=None, serial="")],
        [FOREIGN[0]._replace(date="2023-02-11", fen=1_000, balance=4_679_000), FULL[3]],  # comes otherwise to one
    ],
)
def test_a_statement_that_tears_kept_lines_apart_is_not_kept(engine: Engine, lines: list[BankLine]) -> None:
    keep(engine, *FULL)
    found = keep_lines(engine, lines, "王会计", NOW())
    assert found.torn
    assert found.torn.after.opening == found.torn.before.balance
    assert stands(engine) == [1, 2, 3, 4]
    assert keep_lines(engine, lines, "王会计", NOW(), dry=True).torn


def test_what_stands_at_an_end_or_in_a_gap_is_only_told(engine: Engine) -> None:
    keep(engine, *FULL[:2])
    later = FULL[3]._replace(date="2023-05-01", balance=100_000)
    assert [keep_lines(engine, [later], "王会计", NOW()).torn, len(stands(engine))] == [None, 3]
    between = [FOREIGN[0]._replace(date="2023-03-01"), FOREIGN[1]._replace(date="2023-03-01")]
    found = keep_lines(engine, between, "王会计", NOW())
    assert (found.torn, len(found.gaps)) == (None, 2)
    earlier = FULL[0]._replace(date="2022-12-01", fen=100, balance=7_000, serial="S0")
    assert keep_lines(engine, [earlier], "王会计", NOW()).torn is None


def test_a_payment_and_its_return_that_another_layout_leaves_out_tear_nothing(engine: Engine) -> None:
    keep(engine, *FULL)
    there = FULL[1]._replace(fen=-500, balance=4_679_500, serial="S7")
    back = FULL[1]._replace(fen=500, balance=4_680_000, serial="S8")
    found = keep_lines(engine, [*FULL[:2], there, back, *FULL[2:]], "王会计", NOW())
    assert (found.torn, found.gaps, found.new) == (None, [], {5, 6})


NUMBERS = count(10**9)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([-1, 1]), min_size=2, max_size=9), st.data())
def test_windows_of_one_account_never_double_nor_tear(door: Door, signs: list[int], data: st.DataObject) -> None:
    """Amounts are powers of two, so that what lies between two windows is never nought on balance."""
    number = str(next(NUMBERS))
    lines, stood = [], 10_000
    for place, sign in enumerate(signs):
        stood += sign * 2**place
        lines.append(
            BankLine(number, 0, f"2022-10-{place // 2 + 1:02d}", sign * 2**place, stood, "甲", "", "货款", f"S{place}")
        )
    cut = st.integers(0, len(lines))
    engine = door.workspace.open()
    for _time in range(3):
        one, two = sorted((data.draw(cut), data.draw(cut)))
        some = [bare(line, text="别的") for line in lines[one:two]] if data.draw(st.booleans()) else lines[one:two]
        assert keep_lines(engine, some, "王会计", NOW()).torn is None
    kept = keep_lines(engine, lines, "王会计", NOW())
    assert (kept.torn, kept.gaps) == (None, [])
    found = bank_lines(engine, number)
    assert (len(found), gaps(found)) == (len(lines), [])
    engine.dispose()


def test_a_line_taken_for_a_kept_one_is_told_with_both_texts(door: Door) -> None:
    assert told(door, as_csv(door.root / "a.csv", plain(MONTH)))["gaps"] == []
    worded = [
        one._replace(serial="", text="13800138000改摘要") if place == 3 else one for place, one in enumerate(MONTH)
    ]
    found = told(door, as_csv(door.root / "b.csv", plain(worded)))
    assert (found["counts"]["already"], found["gaps"]) == (5, [])
    assert [(note["code"], note["cell"]) for note in found["notes"]] == [("like-another", "A5")]
    assert "'榕城永固五金店, 138******00改摘要'" in found["notes"][0]["says"]
    assert "'榕城永固五金店, 台式钻床'" in found["notes"][0]["says"]
    assert in_order(door) == KEPT


def test_a_statement_of_another_account_is_told_with_its_first_line(door: Door) -> None:
    told(door, as_csv(door.root / "a.csv", plain(MONTH)))
    lines = [
        MONTH[0],
        Moved("2022-10-25", "-15.00", "29,985.00", "", "手续费"),
        Moved("2022-11-08", "5.00", "29,990.00"),
    ]
    path = as_csv(door.root / "b.csv", plain(lines))
    found = told(door, path)
    assert [(each["code"], each["cell"]) for each in found["problems"]] == [("tears-apart", "A3")]
    assert found["counts"] == {"kept": 0, "already": 0, "held_back": 3, "passed": 1, "error": 0}
    said = bring(door, path)
    assert said.status == 1
    assert "between line 1, which leaves 30000.00 yuan, and line 2" in said.out
    assert in_order(door) == KEPT


def test_a_day_in_another_order_with_its_own_balances_is_found_again(door: Door) -> None:
    told(door, as_csv(door.root / "a.csv", plain(MONTH)))
    turned = [MONTH[0], MONTH[2], MONTH[1], *MONTH[3:]]
    found = told(door, as_csv(door.root / "b.csv", plain([one._replace(serial="") for one in turned])))
    assert (found["counts"]["already"], found["problems"]) == (5, [])
