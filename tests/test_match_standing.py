"""Which decisions stand: judged side by side as the reconciliation judges, among the funds of one account, by time."""

import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Engine

from desks import NOW
from doors import Door
from funds.reconcile.run import reconcile_together
from funds.reconcile.sides import Kept, Part
from funds.record.match import keep_pairing
from funds.record.pairings import Pairing, pairings
from reconcilable import FUND, agreed, reconciled
from reconciled import LATER, entry, line
from test_reconcile_together import OTHER, shared


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return shared(tmp_path / "w")


def decide(door: Door, fund: str, *typed: str) -> str:
    return door.must("match", fund, *typed, "--reason", "核对过").out


def stands(door: Door, fund: str = FUND) -> list[bool]:
    return [one["stands"] for one in door.must("match", fund, "--format", "json").object]


def test_of_a_decision_on_both_sides_only_what_a_later_one_replaced_falls(door: Door) -> None:
    door.must(
        "material", "add", "publicity", FUND, "--field", "date=2022-10-26", "--field", "name=门牌", "--field", "amount=9",
        "--field", "id=XC-7",
    )  # fmt: skip
    decide(door, FUND, "--entry", "4", "--material", "XC-7", "--bank", "5678:5")
    decide(door, FUND, "--entry", "4", "--bank", "5678:3")
    assert agreed(reconciled(door))[4,] == [("person", ["XC-7", "5678:3"])]
    assert stands(door) == [True, True]
    said = decide(door, FUND, "--entry", "4", "--material", "XC-7", "--bank", "5678:5")
    assert "decision 3 by" in said
    assert agreed(reconciled(door))[4,] == [("person", ["XC-7", "5678:5"])]
    assert stands(door) == [False, False, True]
    assert "decision 3 says so already" in decide(door, FUND, "--entry", "4", "--material", "XC-7", "--bank", "5678:5")


def test_what_another_fund_s_decision_took_is_taken_back_by_deciding_again(door: Door) -> None:
    typed = ("--entry", "4", "--bank", "5678:3")
    decide(door, FUND, *typed)
    decide(door, OTHER, *typed)
    assert (stands(door), stands(door, OTHER)) == ([False], [True])
    assert "decision 2 by" in decide(door, FUND, *typed)
    assert (stands(door), stands(door, OTHER)) == ([False, True], [False])
    ours, theirs = reconciled(door, fund="")
    assert ("person", ["5678:3"]) in agreed(ours)[4,]
    assert agreed(theirs)[4,] == [("one-to-one", ["5678:4"])]


def test_a_decision_is_after_all_before_it_whatever_the_clock_says(engine: Engine) -> None:
    def one(fund: str) -> Pairing:
        return Pairing(fund=fund, match=True, entries=(4,), bank=(("44", 3),), reason="核对过", maker="王会计")

    keep_pairing(engine, one("B"), NOW(), ["A", "B"])
    assert keep_pairing(engine, one("A"), NOW() - dt.timedelta(days=1), ["A", "B"]) == (1, True)
    assert pairings(engine, "A")[0].moment > pairings(engine, "B")[0].moment
    assert keep_pairing(engine, one("B"), NOW() - dt.timedelta(days=2), ["A", "B"]) == (2, True)
    assert pairings(engine, "B")[1].moment > pairings(engine, "A")[0].moment


def test_among_funds_held_together_the_decision_made_last_wins() -> None:
    def part(fund: str, made: str) -> Part:
        return Part(fund, [entry(4, 700)], kept=[Kept(True, (4,), bank=("B1",), made=made)])

    for moments, wins in ((("2024-01-02", "2024-01-01"), 0), (("2024-01-01", "2024-01-02"), 1)):
        parts = [part(fund, made) for fund, made in zip("AB", moments, strict=True)]
        told = reconcile_together(parts, [line("B1", -700)], LATER)
        assert [[row.stage for row in one.agreed] for one in told] == [["person"] * (at == wins) for at in (0, 1)]


def test_a_decision_on_a_corrected_row_replaces_that_on_the_row_itself(door: Door) -> None:
    door.must(
        "material", "add", "publicity", FUND, "--field", "date=2022-10-26", "--field", "name=门牌", "--field", "amount=9",
        "--field", "id=XC-7",
    )  # fmt: skip
    decide(door, FUND, "--entry", "4", "--material", "XC-7")
    door.must("material", "add", "publicity", FUND, "--replaces", "1", "--field", "note=一楼", "--reason", "补")
    assert "says so already" in decide(door, FUND, "--entry", "4", "--material", "XC-7")
    decide(door, FUND, "--entry", "3", "--material", "XC-7")
    assert stands(door) == [False, True]
