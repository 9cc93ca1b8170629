"""Lines taken out of account: they stay with who, when and why, and the right statement can be brought in after them."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine

from desks import NOW
from doors import Door, Said
from funds.record.accounts import NoLineError, VoidedError, every_mark, mark_line, marks
from funds.record.bank import bank_lines, every_line, keep_lines
from funds.record.voided import void_lines, voids
from funds.statements.bank import BankLine, Mark, Void
from funds.statements.voided import reached
from statements_brought import UNKNOWN, as_csv, bring, changed, in_order, told, with_account
from statements_made import ACCOUNT, KEPT, MONTH, icbc
from statements_more import plain

LINES = [
    BankLine(ACCOUNT, 0, "2022-10-20", 3_000_000, 3_000_000, "总工会", file="a" * 64, until="2022-10-31"),
    BankLine(ACCOUNT, 0, "2022-10-25", -128_000, 2_872_000, "图文店", file="a" * 64),
    BankLine(ACCOUNT, 0, "2022-11-25", -1_500, 2_870_500, text="手续费", file="b" * 64),
]
OUT = Void(ACCOUNT, 2, "别的账户", "王会计", "wang")


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


def out(door: Door, *typed: str) -> Said:
    return door("account", "void", ACCOUNT, *typed)


def test_a_voided_line_takes_part_in_nothing_and_stays(engine: Engine) -> None:
    keep_lines(engine, LINES, "王会计", NOW())
    assert void_lines(engine, [OUT, OUT], NOW()) == [2]
    assert void_lines(engine, [OUT._replace(reason="又", maker="李出纳")], NOW()) == []
    assert [line.seq for line in bank_lines(engine, ACCOUNT)] == [1, 3]
    assert [line.seq for line in every_line(engine, ACCOUNT)] == [1, 2, 3]
    kept = voids(engine, ACCOUNT)[2]
    assert (kept.reason, kept.maker, kept.login, kept.moment[:4]) == ("别的账户", "王会计", "wang", str(NOW().year))
    again = keep_lines(engine, LINES, "王会计", NOW())
    assert ([line.seq for line in again.lines], again.new, again.gaps) == ([1, 4, 3], {4}, [])
    with pytest.raises(NoLineError, match="no line 9"):
        void_lines(engine, [OUT._replace(seq=1), OUT._replace(seq=9)], NOW())
    assert [*voids(engine, ACCOUNT)] == [2]


def test_a_voided_line_is_not_marked_and_its_marks_are_still_listed(engine: Engine) -> None:
    keep_lines(engine, LINES, "王会计", NOW())
    for kind, who in (("fee", "王会计"), ("none", "李出纳"), ("other", "王会计")):
        mark_line(engine, Mark(ACCOUNT, 2, 0, kind, f"因{kind}", who, "", "wang"), NOW())
    void_lines(engine, [OUT], NOW())
    with pytest.raises(VoidedError, match="out of account"):
        mark_line(engine, Mark(ACCOUNT, 2, 0, "fee", "手续费", "王会计", ""), NOW())
    told = [(mark.version, mark.kind, mark.maker, mark.login) for mark in every_mark(engine, ACCOUNT)]
    assert told == [(1, "fee", "王会计", "wang"), (2, "none", "李出纳", "wang"), (3, "other", "王会计", "wang")]
    assert marks(engine, ACCOUNT)[2].kind == "other"


def test_how_far_the_statements_reach_counts_only_lines_that_stand(engine: Engine) -> None:
    assert reached(bank_lines(engine, ACCOUNT)) == ""
    keep_lines(engine, LINES[:2], "王会计", NOW())
    assert reached(bank_lines(engine, ACCOUNT)) == "2022-10-31"
    keep_lines(engine, LINES, "王会计", NOW())
    assert reached(bank_lines(engine, ACCOUNT)) == "2022-11-25"
    assert reached(bank_lines(engine, ACCOUNT), dt.date(2022, 11, 1)) == "2022-11-01"
    void_lines(engine, [OUT._replace(seq=seq) for seq in (1, 3)], NOW())
    assert reached(bank_lines(engine, ACCOUNT)) == "2022-10-25"


def test_a_statement_mapped_the_wrong_way_round_is_taken_out_and_brought_in_again(door: Door) -> None:
    table = [[cell for place, cell in enumerate(row) if place != 3] for row in UNKNOWN]
    path = as_csv(door.root / "x.csv", table)
    assert bring(door, path, "--map", "date=记帐日,out=存入额,in=付出额,counterparty=往来单位").status == 0
    assert [line[1] for line in in_order(door)] == [-3_000_000, 128_000]
    said = out(door, "--file", "x.csv", "--reason", "借贷填反")
    assert (said.status, "taken out of account: 2." in said.out) == (0, True)
    assert in_order(door) == []
    found = told(door, path, "--map", "date=记帐日,out=付出额,in=存入额,counterparty=往来单位")
    assert found["lines"] == [3, 4]
    assert [line[1] for line in in_order(door)] == [3_000_000, -128_000]
    assert "借贷填反" not in door.must("account", "lines", ACCOUNT).out
    shown = door.must("account", "lines", ACCOUNT, "--all", "--format", "json").object
    assert [(row["seq"], row["void_reason"]) for row in shown] == [(3, ""), (4, ""), (1, "借贷填反"), (2, "借贷填反")]
    assert (shown[2]["voided_by"], shown[2]["voided_at"][:2]) == ("王会计", "20")
    assert "Taken out by" in door.must("account", "lines", ACCOUNT, "--all").out


def test_a_foreign_statement_is_taken_out_by_its_digest_and_the_gaps_close(door: Door) -> None:
    told(door, as_csv(door.root / "a.csv", plain(MONTH[:2])))
    foreign = [one._replace(balance="", serial=f"F{place}") for place, one in enumerate(MONTH[2:4])]
    found = told(door, as_csv(door.root / "b.csv", plain(foreign)))
    digest = door.must("account", "lines", ACCOUNT, "--format", "json").object[-1]["file"]
    assert out(door, "--file", digest[:12].upper(), "--reason", "别的账户").status == 0
    assert out(door, "--line", str(found["lines"][0]), "--reason", "又一次").out.startswith(
        f"Account {ACCOUNT}: these lines are out of account already"
    )
    assert told(door, as_csv(door.root / "c.csv", plain(MONTH)))["gaps"] == []
    assert in_order(door) == KEPT


def test_a_name_that_two_statements_bear_is_asked_back(door: Door) -> None:
    told(door, as_csv(door.root / "a.csv", plain(MONTH[:2])))
    told(door, as_csv(door.root / "a.csv", plain(MONTH[2:])))
    said = out(door, "--file", "a.csv", "--reason", "错")
    assert (said.status, "2 statements go by 'a.csv'" in said.err) == (2, True)
    for wrong in (("--file", "none.csv"), ("--file", "deadbeef"), ("--line", "99"), (), ("--file", "a", "--line", "1")):
        said = out(door, *wrong, "--reason", "错")
        assert (said.status, bool(said.err)) == (2, True)
    assert out(door, "--line", "1", "--reason", "公民身份号码11010519491231002X").status == 2
    assert in_order(door) == KEPT


def test_every_mark_is_listed_with_who_and_why(door: Door) -> None:
    told(door, as_csv(door.root / "a.csv", plain(MONTH)))
    for kind, reason in (("other", "甲说的13800138000"), ("none", "标错")):
        door.must("account", "mark", ACCOUNT, "4", "--as", kind, "--reason", reason, actor="李出纳")
    door.must("account", "mark", ACCOUNT, "3", "--as", "fee", "--reason", "汇款")
    out(door, "--line", "4", "--reason", "别的账户")
    rows = door.must("account", "marks", ACCOUNT, "--format", "json").object
    assert [(row["seq"], row["version"], row["marked_as"], row["reason"], row["maker"], row["stands"]) for row in rows] == [
        (3, 1, "fee", "汇款", "王会计", "yes"), (4, 1, "other", "甲说的138******00", "李出纳", ""),
        (4, 2, "none", "标错", "李出纳", ""), (4, 1, "void", "别的账户", "王会计", "yes"),
    ]  # fmt: skip
    assert all(row["login"] and row["moment"] for row in rows)
    assert door("account", "mark", ACCOUNT, "3", "--as", "fee", "--reason", "11010519491231002X").status == 2


def test_the_day_up_to_which_a_statement_reaches_is_kept(door: Door) -> None:
    told(door, as_csv(door.root / "a.csv", icbc(MONTH)))
    assert door.must("account", "list", "--format", "json").object[0]["covered"] == "2022-12-31"


@pytest.mark.parametrize(
    ("period", "reach"),
    [
        ("2022年10月01日-2022年12月22日", "2022-12-22"),
        ("2022-10-1至2022-12-25", "2022-12-25"),
        ("20221231-20221001", "2022-12-21"),
        ("2022-10-01 至 2022-13-40", "2022-12-21"),
        ("20221001-20991231", "2024-01-10"),
    ],
)
def test_a_period_counts_where_it_is_two_days_in_order_and_not_to_come(door: Door, period: str, reach: str) -> None:
    told(door, as_csv(door.root / "a.csv", changed(icbc(MONTH), 2, 3, f"起止日期：{period}")))
    found = door.must("account", "list", "--format", "json").object[0]["covered"]
    assert found == reach
