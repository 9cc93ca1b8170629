"""The sums in SQL are those that the story tells and those that the lines tell, through any window."""

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from desks import DESK, NOW, a_spend, an_award, at, lawbook, opened
from funds.checks.case import Hit
from funds.entry.record import Evidence, Record, Verdict
from funds.entry.story import Story
from funds.record.chain import chain, every, story
from funds.record.create import create
from funds.record.journal import Desk, post
from funds.record.open import open_record
from funds.record.sums import figures
from funds.record.verify import problems
from funds.seal import digest
from funds.statements.sums import folded, from_lines
from funds.statements.window import Window
from lives import Move, live, moves, windows


class Doubtful:
    """A lexicon that sends every purchase from an even-numbered supplier to review."""

    text = '{"doubt": true}'
    hash = digest(text.encode())

    def __init__(self) -> None:
        self.screen = self._doubt

    @staticmethod
    def _doubt(memo: str, payee: str, item: str, tax_code: str) -> Hit | None:
        del memo, item, tax_code
        return Hit("other", "review", payee, "payee", "", "") if payee[1:2] in "02468" else None


DOUBT = Desk(lawbook, Doubtful())


def lived(engine: Engine, plans: Sequence[Sequence[Move]]) -> dict[str, list[Record]]:
    """Play lives through the journal, each in a fund of its own."""
    found = {}
    for serial, plan in enumerate(plans, 1):
        records = live(plan, lambda draft, now: post(engine, [draft], DOUBT, lambda: now)[0].record, serial)
        found[records[0].fund] = records
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(moves(), min_size=1, max_size=2), st.lists(windows(), min_size=3, max_size=3))
def test_sums_by_sql_are_those_of_the_story_and_of_the_lines(plans: list[list[Move]], seen: list[Window]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'record.db'}"
        create(url)
        engine = open_record(url)
        lives = lived(engine, plans)
        for window in (Window(), *seen):
            sums = figures(engine, since=window.since, as_of=window.as_of, known=window.known)
            assert sums == {fund: told for fund, records in lives.items() if (told := dict(folded(records, window)))}
            by_lines = {fund: from_lines(records, window) for fund, records in lives.items()}
            for fund, told_by_lines in by_lines.items():
                flows = {"received", "spent", "disallowed", "recovered", "returned"}
                assert {key: fen for key, fen in sums.get(fund, {}).items() if key[0] in flows} == told_by_lines
        assert list(every(engine)) == [record for fund in sorted(lives) for record in lives[fund]]
        assert list(problems(engine)) == []
        engine.dispose()


def dated(day: str) -> dt.date:
    return dt.date.fromisoformat(day)


def test_periods_moments_funds_and_programmes_narrow_the_sums(engine: Engine) -> None:
    first, second = opened(engine), opened(engine)
    post(engine, [a_spend(first, 100, date=dated("2022-11-30"))], DESK, at("2023-07-01T10:00:00"))
    post(engine, [a_spend(first, 20, date=dated("2022-12-31"))], DESK, at("2023-07-02T10:00:00"))
    post(engine, [a_spend(second, 3, date=dated("2023-01-01"))], DESK, at("2023-07-03T10:00:00"))

    def spent(**bounds: object) -> dict[str, int]:
        sums = figures(engine, **bounds)  # type: ignore[arg-type]
        return {fund: told["spent", "training"] for fund, told in sums.items() if ("spent", "training") in told}

    assert spent() == {first: 120, second: 3}
    assert spent(as_of=dated("2022-12-31")) == {first: 120}
    assert spent(as_of=dated("2022-12-30")) == {first: 100}
    assert spent(since=dated("2022-12-01")) == {first: 20, second: 3}
    assert spent(known=at("2023-07-01T10:00:00")()) == {first: 100}
    assert spent(fund=second) == {second: 3}
    assert spent(programme="jieyang-2022", fund=first) == {first: 120}
    assert spent(programme="liaoning-2022") == {}
    period = figures(engine, since=dated("2022-12-01"), fund=first)[first]
    assert period == {("approved", ""): 2_000_000, ("spent", "training"): 20, ("unsupported", "training"): 20}
    assert figures(engine, as_of=dated("2022-10-09")) == {}


def test_papers_that_come_later_count_for_the_day_of_the_spending(engine: Engine) -> None:
    fund = opened(engine)
    spent = post(engine, [a_spend(fund, 500, date=dated("2022-11-30"))], DESK, NOW)[0].record
    missing = next(each for each in spent.findings if isinstance(each, Verdict) and "missing" in each.facts)
    kinds = [need.split("|")[0] for need in missing.facts["missing"].split(",")]
    papers = tuple(Evidence(kind=kind, digest=f"{at:064x}", size=1, name=kind) for at, kind in enumerate(kinds))
    attach = Record(
        fund=fund, kind="attach", date=dated("2023-02-01"), refers=spent.number, evidence=papers, maker="王会计"
    )
    post(engine, [attach], DESK, NOW)
    for since, as_of, unsupported in (
        (None, "2022-12-31", 500),
        (None, "2023-02-01", 0),
        ("2022-11-01", "2023-01-31", 500),
        ("2022-11-01", "2023-02-01", 0),
        ("2023-01-01", "2023-02-01", 0),
    ):
        begin = dated(since) if since else None
        sums = figures(engine, since=begin, as_of=dated(as_of)).get(fund, {})
        assert sums.get(("unsupported", "training"), 0) == unsupported
        assert sums == folded(chain(engine, fund), Window(begin, dated(as_of)))


def test_a_day_that_falls_between_records_out_of_order_is_told_anew(engine: Engine) -> None:
    fund = post(engine, [_amount("award", 2_000_000, "2022-10-10", fund="")], DESK, NOW)[0].record.fund
    for fen, day in ((3_000_000, "2022-12-20"), (2_500_000, "2022-11-20")):
        post(engine, [_amount("amend", fen, day, fund)], DESK, NOW)
    for day, approved in (("2022-10-10", 2_000_000), ("2022-11-20", 2_500_000), ("2022-12-20", 2_500_000)):
        assert figures(engine, as_of=dated(day)) == {fund: {("approved", ""): approved}}


def _amount(kind: str, fen: int, day: str, fund: str) -> Record:
    return an_award(7, kind=kind, amount=fen, date=dated(day), fund=fund, reason="调整", document=f"揭工总{fen}")


def test_the_sums_and_the_story_agree_in_both_databases(engine: Engine) -> None:
    fund = opened(engine)
    for fen in (100, 250):
        post(engine, [a_spend(fund, fen)], DESK, NOW)
    told = story(engine, fund)
    assert isinstance(told, Story)
    totals: dict[str, int] = {}
    for (measure, _purpose), fen in figures(engine)[fund].items():
        totals[measure] = totals.get(measure, 0) + fen
    assert {name: fen for name, fen in told.figures.items() if fen} == totals


@pytest.mark.parametrize("measure", ["spent", "unsupported"])
def test_sums_walk_along_the_key_and_sort_nothing(sqlite: Engine, measure: str) -> None:
    said: list[str] = []
    fund = opened(sqlite)
    post(sqlite, [a_spend(fund, 100)], DESK, NOW)
    event.listen(sqlite, "before_cursor_execute", lambda *about: said.append(about[2]))
    assert figures(sqlite)[fund][measure, "training"] == 100
    (asked,) = [statement for statement in said if "sum(" in statement]
    with sqlite.connect() as connection:
        plan = " ".join(str(row[-1]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}"))
    assert "movement" in plan
    assert "TEMP B-TREE" not in plan
