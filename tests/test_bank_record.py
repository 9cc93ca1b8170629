"""What is kept of bank accounts and statements, in both databases: numbered without a gap, once, and for ever."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from desks import NOW
from doors import funded
from funds.record.accounts import NoAccountError, NoLineError, accounts, declare, declared, mark_line, marks
from funds.record.bank import bank_lines, keep_lines
from funds.record.voided import void_lines
from funds.statements.bank import Account, BankLine, Mark, Void, gaps, sorted_lines
from statements_brought import as_csv
from statements_made import ACCOUNT, HOLDER, MONTH
from statements_more import plain

LINES = [
    BankLine(ACCOUNT, 0, "2022-10-20", 3_000_000, 3_000_000, "总工会", serial="1"),
    BankLine(ACCOUNT, 0, "2022-10-25", -128_000, 2_872_000, "图文店", serial="2"),
    BankLine(ACCOUNT, 0, "2022-10-25", -1_500, 2_870_500, text="手续费", serial="3"),
]


def keep(engine: Engine, *lines: BankLine) -> list[int]:
    return [line.seq for line in keep_lines(engine, lines, "王会计", NOW()).lines]


def test_lines_are_numbered_without_a_gap_and_kept_once(engine: Engine) -> None:
    assert keep(engine, *LINES[:2]) == [1, 2]
    assert keep(engine, *LINES) == [1, 2, 3]
    assert keep(engine) == []
    assert [line.seq for line in bank_lines(engine, ACCOUNT)] == [1, 2, 3]
    assert [line.fen for line in bank_lines(engine, ACCOUNT, "2022-10-21", "2022-10-25")] == [-128_000, -1_500]
    other = LINES[0]._replace(account="1")
    assert keep(engine, other) == [1]


def test_trying_keeps_nothing_and_a_failure_keeps_nothing(engine: Engine) -> None:
    tried = keep_lines(engine, LINES, "王会计", NOW(), dry=True)
    assert (tried.new, bank_lines(engine, ACCOUNT)) == ({1, 2, 3}, [])
    with pytest.raises(Exception, match=r"bank_line_fen"):
        keep(engine, *LINES, LINES[0]._replace(serial="9", fen=0))
    assert bank_lines(engine, ACCOUNT) == []


def test_two_at_once_keep_each_line_once(engine: Engine) -> None:
    with ThreadPoolExecutor(2) as both:
        one, two = both.map(lambda lines: keep(engine, *lines), [LINES, LINES])
    assert one == two == [1, 2, 3]
    assert len(bank_lines(engine, ACCOUNT)) == 3


def test_a_line_without_serial_is_found_by_what_it_says(engine: Engine) -> None:
    keep(engine, *LINES)
    bare = [line._replace(serial="", counterparty=f" {line.counterparty}") for line in LINES]
    assert keep(engine, *bare) == [1, 2, 3]
    assert keep(engine, LINES[1]._replace(serial="7")) == [4]
    assert keep_lines(engine, [LINES[1]._replace(serial="8")], "王会计", NOW(), dry=True).near == {5: 2}


def test_the_middle_statement_closes_the_gap(engine: Engine) -> None:
    keep(engine, LINES[0])
    found = keep_lines(engine, [LINES[2]], "王会计", NOW())
    assert [(gap.before.seq, gap.after.seq, gap.stood, gap.fen) for gap in found.gaps] == [(1, 2, 3_000_000, -128_000)]
    assert keep_lines(engine, [LINES[1]], "王会计", NOW()).gaps == []
    assert [line.seq for line in bank_lines(engine, ACCOUNT)] == [1, 3, 2]


def test_accounts_and_marks_are_versions_and_the_newest_counts(engine: Engine) -> None:
    first = Account(ACCOUNT, HOLDER, "工行榕城支行", dedicated=True, funds=("JY2022-002", "JY2022-001"))
    assert [declare(engine, first, "王会计", NOW()), declare(engine, first, "李出纳", NOW())] == [1, 1]
    assert declare(engine, first._replace(dedicated=False), "王会计", NOW()) == 2
    assert [row.version for row in accounts(engine)] == [2]
    assert declared(engine, ACCOUNT).funds == ("JY2022-001", "JY2022-002")
    with pytest.raises(NoAccountError, match="funds account add"):
        declared(engine, "999999")
    keep(engine, *LINES)
    for kind, reason, version in (
        ("fee", "手续费", 1),
        ("fee", "手续费", 1),
        ("other", "本级经费", 2),
        ("none", "标错", 3),
    ):
        assert mark_line(engine, Mark(ACCOUNT, 3, 0, kind, reason, "王会计", ""), NOW()) == version
    assert marks(engine, ACCOUNT) == {}
    mark_line(engine, Mark(ACCOUNT, 2, 0, "interest", "结息", "王会计", ""), NOW())
    assert {seq: mark.kind for seq, mark in marks(engine, ACCOUNT).items()} == {2: "interest"}
    with pytest.raises(NoLineError, match="no line 9"):
        mark_line(engine, Mark(ACCOUNT, 9, 0, "fee", "手续费", "王会计", ""), NOW())


@pytest.mark.parametrize("table", ["account", "bank_line", "bank_mark", "bank_void"])
def test_rows_are_never_changed(engine: Engine, table: str) -> None:
    declare(engine, Account(ACCOUNT, HOLDER), "王会计", NOW())
    keep(engine, *LINES)
    mark_line(engine, Mark(ACCOUNT, 3, 0, "fee", "手续费", "王会计", ""), NOW())
    void_lines(engine, [Void(ACCOUNT, 3, "别的账户", "王会计")], NOW())
    for attempt in (f"UPDATE {table} SET maker = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.exec_driver_sql(attempt)


moves = st.lists(st.tuples(st.integers(1, 4), st.sampled_from([-500, -100, 100, 500])), max_size=12)


@settings(deadline=None)
@given(moves, st.randoms())
def test_lines_brought_in_in_any_order_are_put_in_an_order_without_gaps(
    moved: list[tuple[int, int]], dice: object
) -> None:
    lines: list[BankLine] = []
    stood = 10_000
    for day, fen in sorted(moved, key=lambda one: one[0]):
        stood += fen
        lines.append(BankLine(ACCOUNT, 0, f"2022-10-{day:02d}", fen, stood))
    dice.shuffle(lines)  # type: ignore[attr-defined]
    numbered = [line._replace(seq=place) for place, line in enumerate(lines, 1)]
    found = sorted_lines(numbered)
    assert (found.gaps, gaps(found.lines)) == ([], [])
    assert sorted(line.seq for line in found.lines) == list(range(1, len(lines) + 1))


@settings(deadline=None)
@given(moves.filter(lambda found: len(found) > 2), st.data())
def test_a_line_that_lacks_in_the_middle_is_always_seen_when_its_money_is(
    moved: list[tuple[int, int]], data: st.DataObject
) -> None:
    lines: list[BankLine] = []
    stood = 10_000
    for place, (_day, fen) in enumerate(moved, 1):
        stood += fen
        lines.append(BankLine(ACCOUNT, place, f"2022-10-{place:02d}", fen, stood))
    lost = data.draw(st.integers(1, len(lines) - 2))
    found = sorted_lines(lines[:lost] + lines[lost + 1 :]).gaps
    assert [gap.fen for gap in found] == [lines[lost].fen]


def test_the_commands_declare_list_mark_and_refuse(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    add = ("account", "add", ACCOUNT, "--holder", HOLDER, "--bank", "工行榕城支行")
    assert door(*add).status == 2
    assert door(*add, "--dedicated", "--fund", "JY2022-009").status == 2
    assert door("account", "add", "6222****0000", "--holder", HOLDER, "--shared").status == 2
    said = door.must(*add, "--dedicated", "--fund", "JY2022-001")
    assert said.out == f"Account {ACCOUNT}: version 1\n"
    door.must("import", "bank", str(as_csv(door.root / "a.csv", plain(MONTH))), "--account", ACCOUNT)
    assert door("import", "bank", str(door.root / "a.csv"), "--account", "123456").status == 2
    listed = door.must("account", "list", "--format", "json").object
    assert listed == [{
        "number": ACCOUNT, "holder": HOLDER, "bank": "工行榕城支行", "dedicated": True, "use": "dedicated",
        "funds": ["JY2022-001"], "lines": 5, "since": "2022-10-20", "until": "2022-12-21", "covered": "2022-12-21",
        "balance": "23857.34", "gaps": 0,
    }]  # fmt: skip
    door.must("account", "mark", ACCOUNT, "5", "--as", "利息", "--reason", "结息")
    door.must("account", "mark", ACCOUNT, "3", "--as", "fee", "--reason", "汇款手续费")
    found = door.must("account", "lines", ACCOUNT, "--since", "2022-10-25", "--format", "json").object
    assert [(line["seq"], line["marked_as"]) for line in found] == [(2, ""), (3, "fee"), (4, ""), (5, "interest")]
    door.must("account", "mark", ACCOUNT, "3", "--as", "none", "--reason", "标错")
    assert "bank fee" not in door.must("account", "lines", ACCOUNT).out
    for wrong in (("5", "--as", "fee"), ("5", "--as", "gift", "--reason", "x"), ("99", "--as", "fee", "--reason", "x")):
        assert door("account", "mark", ACCOUNT, *wrong).status == 2
    assert door("account", "lines", ACCOUNT, "--since", "2022-11-01", "--as-of", "2022-10-01").status == 2
    assert door("account", "lines", "123456").status == 2
    door.must("account", "list")
    door.must("verify")
