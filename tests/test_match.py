"""A person's decisions on a reconciliation: kept for ever with their reason, sealed, and winning on the next run."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from desks import NOW
from doors import Door
from funds.record.match import keep_pairing
from funds.record.pairings import Pairing, pairing_breaks, pairings
from reconcilable import FUND, agreed, left, reconcilable, reconciled
from statements_made import ACCOUNT


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return reconcilable(tmp_path / "w")


def decide(door: Door, *typed: str, verb: str = "match") -> None:
    door.must(verb, FUND, *typed, "--reason", "与经办人核对过")


def test_a_match_wins_on_the_next_run_whatever_the_amounts(door: Door) -> None:
    said = door.must("match", FUND, "--entry", "4", "--material", "XC-1", "--reason", "发票含另一工作室540元")
    assert "540.00 yuan differ" in said.out
    told = reconciled(door)
    assert ("person", ["XC-1"]) in agreed(told)[4,]
    assert told["totals"]["material"]["left"] == "0.00"


def test_a_match_with_the_bank_leaves_its_difference_in_the_account_s_reasons(door: Door) -> None:
    decide(door, "--entry", "6", "--bank", "5678:4")
    [account] = reconciled(door)["accounts"]
    assert (account["difference"], account["reasons"]) == ("-6110.00", ["amounts-differ"])


def test_what_is_not_a_match_stays_apart_and_a_later_match_wins_again(door: Door) -> None:
    decide(door, "--entry", "5", "--bank", "5678:3", verb="unmatch")
    told = reconciled(door)
    assert left(told)["entries"][5] == ["no-bank-line"]
    assert left(told)["bank"]["5678:3"] == ["no-entry"]
    decide(door, "--entry", "5", "--bank", "3")
    assert ("person", ["5678:3"]) in agreed(reconciled(door))[5,]


def test_who_when_and_why_are_listed_and_the_same_again_adds_nothing(door: Door) -> None:
    decide(door, "--entry", "4", "--material", "XC-1")
    assert (
        "says so already"
        in door.must("match", FUND, "--entry", "4", "--material", "publicity:1", "--reason", "再来").out
    )
    decide(door, "--entry", "4", "--material", "XC-1", verb="unmatch")
    decide(door, "--entry", "4", "--material", "XC-1")
    told = door.must("match", FUND, "--format", "json").object
    assert [(one["number"], one["match"], one["entries"], one["material"]) for one in told] == [
        (1, True, [4], ["XC-1"]), (2, False, [4], ["XC-1"]), (3, True, [4], ["XC-1"]),
    ]  # fmt: skip
    assert {(one["maker"], one["reason"], one["moment"][:10]) for one in told} == {
        ("王会计", "与经办人核对过", "2024-01-10")
    }
    assert "与经办人核对过" in door.must("match", FUND).out


def test_a_decision_follows_the_row_s_correction_and_waits_where_the_row_is_withdrawn(door: Door) -> None:
    decide(door, "--entry", "4", "--material", "XC-1")
    door.must("material", "add", "publicity", FUND, "--replaces", "1", "--field", "name=门牌一块", "--reason", "抄错")
    assert ("person", ["XC-1"]) in agreed(reconciled(door))[4,]
    door.must("material", "add", "publicity", FUND, "--withdraws", "2", "--reason", "不是本室的")
    told = reconciled(door)
    assert agreed(told)[4,] == [("one-to-one", ["5678:2"])]
    assert left(told)["entries"][4] == ["no-material"]
    [decision] = door.must("match", FUND, "--format", "json").object
    assert (decision["waits"], "to be decided anew" in door.must("match", FUND).out) == (True, True)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["--entry", "4"], "--material ID or --bank ID"),
        (["--material", "XC-1", "--reason", "x"], "Name entries with --entry"),
        (["--entry", "4", "--material", "XC-1"], "add --reason"),
        (["--entry", "99", "--material", "XC-1", "--reason", "x"], "Record 99"),
        (["--entry", "1", "--material", "XC-1", "--reason", "x"], "Record 1"),
        (["--entry", "4", "--material", "XC-9", "--reason", "x"], "no standing row of material XC-9"),
        (["--entry", "4", "--bank", "9999:1", "--reason", "x"], "No bank line 9999:1"),
        (["--entry", "4", "--bank", "5678:77", "--reason", "x"], "No bank line 5678:77"),
    ],
)
def test_what_is_not_there_is_told_and_nothing_is_kept(door: Door, typed: Sequence[str], says: str) -> None:
    said = door("match", FUND, *typed)
    assert said.status == 2
    assert says in said.err
    assert door.must("match", FUND, "--format", "json").object == []


def pairing(number: int, reason: str = "核对过") -> Pairing:
    return Pairing(fund=FUND, match=True, entries=(number,), bank=(("44", number),), reason=reason, maker="王会计")


def test_decisions_are_numbered_sealed_and_never_changed(engine: Engine) -> None:
    assert [keep_pairing(engine, pairing(number), NOW()) for number in (4, 5, 4)] == [(1, True), (2, True), (1, False)]
    assert [one.number for one in pairings(engine, FUND)] == [1, 2]
    assert list(pairing_breaks(engine)) == []
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text("UPDATE pairing SET body = '{}'"))


def test_a_decision_changed_behind_the_record_is_found(sqlite: Engine) -> None:
    for number in (4, 5):
        keep_pairing(sqlite, pairing(number), NOW())
    with sqlite.begin() as connection:
        connection.execute(text("DROP TRIGGER pairing_no_update"))
        connection.execute(text("UPDATE pairing SET body = replace(body, '核对过', '没核对') WHERE number = 1"))
    assert list(pairing_breaks(sqlite)) == [(FUND, 1)]


def test_verify_finds_a_decision_that_was_changed(door: Door) -> None:
    decide(door, "--entry", "4", "--material", "XC-1")
    assert door("verify", FUND).status == 0
    with closing(sqlite3.connect(door.root / "funds.sqlite")) as record, record:
        [trigger] = record.execute("SELECT sql FROM sqlite_master WHERE name = 'pairing_no_update'").fetchone()
        record.execute("DROP TRIGGER pairing_no_update")
        record.execute("UPDATE pairing SET body = replace(body, 'XC', 'XY') WHERE number = 1")
        record.execute("UPDATE pairing SET seal = 'x' WHERE number = 1")
        record.execute(trigger)
    said = door("verify", FUND)
    assert said.status == 1
    assert f"decision: {FUND} 1: This decision" in said.out


def test_a_decision_does_not_go_over_to_a_row_that_was_changed_in_what_matters(door: Door) -> None:
    decide(door, "--entry", "4", "--material", "XC-1")
    typed = ("material", "add", "publicity", FUND, "--reason", "改", "--replaces")
    door.must(*typed, "1", "--field", "note=放在一楼")
    assert ("person", ["XC-1"]) in agreed(reconciled(door))[4,]
    door.must(*typed, "2", "--field", "amount=1")
    assert "person" not in {stage for stage, _ids in agreed(reconciled(door))[4,]}


def test_a_match_with_a_line_set_apart_is_refused_and_one_taken_from_another_is_told(door: Door) -> None:
    said = door.must("match", FUND, "--entry", "6", "--bank", "5678:4", "--reason", "试")
    assert "agreed so far" not in said.out
    said = door.must("match", FUND, "--entry", "5", "--bank", "5678:4", "--reason", "再试")
    assert "The line 5678:4 was agreed so far with entry 6" in said.out
    told = door.must("match", FUND, "--format", "json").object
    assert [one["stands"] for one in told] == [False, True]
    door.must("account", "mark", ACCOUNT, "5", "--as", "other", "--reason", "利息")
    said = door("match", FUND, "--entry", "5", "--bank", "5678:5", "--reason", "试")
    assert said.status == 2
    assert "set apart" in said.err


def test_an_identity_number_in_a_reason_is_turned_away(door: Door) -> None:
    said = door("match", FUND, "--entry", "4", "--material", "XC-1", "--reason", "见11010519491231002X")
    assert said.status == 2
    assert "identity number" in said.err
