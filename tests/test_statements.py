"""Statements from records alone: sums found three ways, their shape, and what a window lets through."""

import datetime as dt

import pytest
from hypothesis import given, settings

from funds.entry.record import Record
from funds.entry.story import Story
from funds.law.values import Use
from funds.money import fen
from funds.statements.fund import fund_account
from funds.statements.purposes import purposes
from funds.statements.sums import FLOWS, folded, from_lines
from funds.statements.trial import trial_balance, turnovers
from funds.statements.utilisation import Named, totals, utilisation
from funds.statements.window import CHINA, Window, moment
from lives import FIRST, Move, live, moves, plainly, windows
from tally import accounts, tally

USE = Use(cite="m 十三条", since=FIRST, id="equipment", number=2, name="设备采购改进")
NAMED = Named("JY2022-001", "jieyang-2022", "standard", "陈工创新工作室", "揭阳机械厂", 7, "JY2022-001:7:ab")


def lived(plan: list[Move]) -> list[Record]:
    return live(plan, plainly(Story(), USE))


@settings(max_examples=300, deadline=None)
@given(moves(), windows())
def test_the_fold_gives_what_an_independent_count_gives(plan: list[Move], window: Window) -> None:
    records = lived(plan)
    assert folded(records, window) == tally(records, *window)


@settings(max_examples=300, deadline=None)
@given(moves(), windows())
def test_the_lines_by_account_tell_the_same_flows_as_the_fold(plan: list[Move], window: Window) -> None:
    records = lived(plan)
    flows = {key: fen for key, fen in folded(records, window).items() if key[0] in FLOWS - {"disbursed"}}
    assert from_lines(records, window) == flows


@settings(max_examples=200, deadline=None)
@given(moves(), windows())
def test_the_trial_balance_balances_and_its_closing_sums_are_the_accounts(plan: list[Move], window: Window) -> None:
    records = lived(plan)
    found = turnovers(records, window)
    rows = trial_balance(found)
    for debit, credit in (
        ("opening_debit", "opening_credit"),
        ("debit", "credit"),
        ("closing_debit", "closing_credit"),
    ):
        assert sum(fen(row[debit]) for row in rows) == sum(fen(row[credit]) for row in rows)
    reached = [record for record in records if window.reaches(record.date, record.posted)]
    closing: dict[str, int] = {}
    for (code, _), turnover in found.items():
        closing[code] = closing.get(code, 0) + turnover.closing
    assert closing == accounts(reached)


@settings(max_examples=200, deadline=None)
@given(moves(), windows())
def test_the_account_of_a_fund_ends_with_the_balance_of_the_utilisation(plan: list[Move], window: Window) -> None:
    records = lived(plan)
    whole = window._replace(since=None)
    rows = fund_account(records, whole)
    assert fen(rows[-1]["balance"] if rows else "0.00") == totals(folded(records, whole))["balance"]
    assert [row for row in rows if dt.date.fromisoformat(row["date"]) >= (window.since or dt.date.min)] == fund_account(
        records, window
    )


@settings(max_examples=200, deadline=None)
@given(moves())
def test_bank_claim_and_retention_tell_the_balance_too(plan: list[Move]) -> None:
    records = lived(plan)
    books, total = accounts(records), totals(folded(records))
    assert books["101"] + books["102"] + books["215"] == total["balance"]
    assert books["135"] == total["disallowed"] - total["recovered"]
    assert books["162"] + books["171"] == -books["30104"] - books["30105"]


def test_a_utilisation_has_the_fields_of_the_contract_and_exact_yuan() -> None:
    sums = {
        ("approved", ""): 3_000_000,
        ("disbursed", ""): 3_000_000,
        ("received", ""): 2_000_000,
        ("spent", "equipment"): 1_266_650,
        ("spent", "training"): 1,
        ("under_review", "training"): 1,
        ("disallowed", ""): 88_000,
        ("recovered", ""): 8_000,
        ("returned", ""): 5,
        ("unsupported", "equipment"): 30,
    }
    assert utilisation(NAMED, sums, dt.date(2023, 12, 31)) == {
        "fund": "JY2022-001",
        "programme": "jieyang-2022",
        "tier": "standard",
        "studio": "陈工创新工作室",
        "unit": "揭阳机械厂",
        "as_of": "2023-12-31",
        "approved": "30000.00",
        "disbursed": "30000.00",
        "received": "20000.00",
        "spent": "12666.51",
        "by_purpose": {"equipment": "12666.50", "training": "0.01"},
        "under_review": "0.01",
        "disallowed": "880.00",
        "recovered": "80.00",
        "returned": "0.05",
        "balance": "6533.44",
        "utilisation": "63.33",
        "unsupported": "0.30",
        "records": 7,
        "head": "JY2022-001:7:ab",
    }


def test_where_nothing_was_received_there_is_no_utilisation_rather_than_zero() -> None:
    assert utilisation(NAMED, {("approved", ""): 3_000_000}, FIRST)["utilisation"] is None
    assert utilisation(NAMED, {("received", ""): 3_000_000}, FIRST)["utilisation"] == "0.00"


def test_spending_by_purpose_gives_each_use_its_share_and_its_doubts() -> None:
    sums = {
        ("spent", "equipment"): 200,
        ("spent", "training"): 100,
        ("under_review", "training"): 40,
        ("received", ""): 9,
    }
    assert purposes("JY2022-001", sums, {"training": "学习培训"}) == [
        {
            "fund": "JY2022-001", "purpose": "equipment", "name": "",
            "spent": "2.00", "under_review": "0.00", "unsupported": "0.00", "share": "66.67",
        },
        {
            "fund": "JY2022-001", "purpose": "training", "name": "学习培训",
            "spent": "1.00", "under_review": "0.40", "unsupported": "0.00", "share": "33.33",
        },
    ]  # fmt: skip


def test_a_moment_without_a_zone_is_in_china_and_a_bare_date_is_the_end_of_its_day() -> None:
    assert moment("2024-05-01T08:30:00") == dt.datetime(2024, 5, 1, 8, 30, tzinfo=CHINA)
    assert moment("2024-05-01T00:30:00Z") == dt.datetime(2024, 5, 1, 8, 30, tzinfo=CHINA)
    assert moment("2024-05-01") == dt.datetime(2024, 5, 1, 23, 59, 59, 999999, CHINA)
    with pytest.raises(ValueError, match="Invalid isoformat"):
        moment("May")
