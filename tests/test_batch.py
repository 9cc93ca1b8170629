"""Many drafts at once: the same records as one by one, all or none, and never past another writer."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Engine, select

from desks import CHINA, DESK, NOW, a_spend, an_award, an_invoice, opened
from funds.entry.record import Record
from funds.finding import Refused
from funds.record.batch import Batch
from funds.record.chain import chain, heads, texts
from funds.record.create import create
from funds.record.errors import NoFundError, RacedError
from funds.record.journal import post
from funds.record.open import open_record, reading
from funds.record.tables import award, claim, movement, record
from funds.record.verify import problems


def _codes(refused: Refused) -> list[str]:
    return [finding.code for finding in refused.findings if finding.severity == "refuse"]


def _drafts(fund: str) -> list[Record]:
    spends = [
        msgspec.structs.replace(a_spend(fund, 100 + turn), invoices=(an_invoice(f"{50_000_000 + turn}", 100 + turn),))
        for turn in range(3)
    ]
    back = Record(
        kind="refund", fund=fund, date=spends[0].date, amount=40, refers=4, maker="王会计", login="finance",
        invoices=spends[0].invoices,
    )  # fmt: skip
    return [*spends, back]


def _tables(engine: Engine) -> list[list[tuple[object, ...]]]:
    with reading(engine) as connection:
        return [
            sorted(tuple(row) for row in connection.execute(select(table)))
            for table in (record, movement, claim, award)
        ]


def test_a_batch_keeps_what_posting_one_by_one_keeps(engine: Engine, tmp_path: Path) -> None:
    create(f"sqlite:///{tmp_path / 'other'}")
    other = open_record(f"sqlite:///{tmp_path / 'other'}")
    opened(engine)
    for link in chain(engine, "JY2022-001"):
        fresh = msgspec.structs.replace(link, number=0, previous="", seal="", lines=(), findings=(), law="", lexicon="")
        post(other, [msgspec.structs.replace(fresh, fund="" if link.kind == "award" else link.fund)], DESK, NOW)
    drafts = [*_drafts("JY2022-001"), an_award(), an_award()]
    for draft in drafts:
        post(other, [draft], DESK, NOW)
    with Batch(engine, DESK, NOW) as batch:
        judged = [batch.judge(draft) for draft in drafts]
        assert [(each.fund, each.number) for each in judged][-3:] == [
            ("JY2022-001", 7),
            ("JY2022-002", 1),
            ("JY2022-003", 1),
        ]
        assert batch.post() == len(drafts) == len(batch)
        assert _tables(engine) == _tables(other)
        assert texts(engine) == texts(other)
        assert list(problems(engine)) == []
        other.dispose()


def test_rows_are_judged_against_those_before_them(engine: Engine) -> None:
    fund, second = opened(engine), opened(engine)
    with Batch(engine, DESK, NOW) as batch:
        spend = msgspec.structs.replace(a_spend(fund, 100), invoices=(an_invoice("12345678", 100),))
        batch.judge(spend)
        with pytest.raises(Refused) as refused:
            batch.judge(msgspec.structs.replace(spend, fund=second, amount=99))
        assert "invoice-used" in _codes(refused.value)
        with pytest.raises(Refused) as refused:
            batch.judge(a_spend(second, 2_000_000_00))
        assert "overdrawn" in _codes(refused.value)
        assert batch.story(second).last is not None
        assert batch.post() == 1
        assert (heads(engine)[fund].number, heads(engine)[second].number) == (4, 3)


def test_invoices_on_the_record_are_seen(engine: Engine) -> None:
    fund, second = opened(engine), opened(engine)
    spend = msgspec.structs.replace(a_spend(fund, 100), invoices=(an_invoice("12345678", 100),))
    post(engine, [spend], DESK, NOW)
    with Batch(engine, DESK, NOW) as batch:
        drafts = [msgspec.structs.replace(spend, fund=second)]
        batch.look_up(["12345678"])
        with pytest.raises(Refused) as refused:
            batch.judge(drafts[0])
        assert "invoice-used" in _codes(refused.value)


def _raced(engine: Engine, drafts: Sequence[Record], first: Sequence[Record]) -> None:
    with Batch(engine, DESK, NOW) as batch:
        for draft in drafts:
            batch.judge(draft)
        post(engine, first, DESK, NOW)
        before = _tables(engine)
        with pytest.raises(RacedError):
            batch.post()
        assert _tables(engine) == before
        assert list(problems(engine)) == []


def test_another_writer_in_the_fund_keeps_the_whole_batch_out(engine: Engine) -> None:
    fund, second = opened(engine), opened(engine)
    _raced(engine, [a_spend(second, 100), a_spend(fund, 100)], [a_spend(fund, 200)])


def test_another_writer_of_the_invoice_keeps_the_whole_batch_out(engine: Engine) -> None:
    fund, second = opened(engine), opened(engine)
    spend = msgspec.structs.replace(a_spend(fund, 100), invoices=(an_invoice("12345678", 100),))
    _raced(engine, [spend], [msgspec.structs.replace(spend, fund=second)])


def test_another_award_of_the_programme_keeps_the_whole_batch_out(engine: Engine) -> None:
    opened(engine)
    _raced(engine, [an_award()], [an_award(date=dt.date(2023, 2, 1))])


def test_what_was_judged_yesterday_is_not_posted_today(engine: Engine) -> None:
    fund = opened(engine)
    days = iter([NOW(), NOW() + dt.timedelta(days=1)])
    with Batch(engine, DESK, lambda: next(days)) as batch:
        batch.judge(a_spend(fund, 100))
        with pytest.raises(RacedError):
            batch.post()
        assert heads(engine)[fund].number == 3


def test_a_clock_that_runs_back_does_not_run_back_in_a_fund(engine: Engine) -> None:
    fund = opened(engine)
    early = NOW() - dt.timedelta(hours=1)
    with Batch(engine, DESK, lambda: early) as batch:
        batch.judge(a_spend(fund, 100))
        batch.post()
        moments = [link.posted for link in chain(engine, fund)]
        assert moments == sorted(moments, key=lambda moment: moment or dt.datetime.max.replace(tzinfo=CHINA))
        assert list(problems(engine)) == []


def test_a_batch_needs_the_fund(engine: Engine) -> None:
    with Batch(engine, DESK, NOW) as batch:
        with pytest.raises(NoFundError, match="JY2022-009"):
            batch.judge(a_spend("JY2022-009", 100))
        assert batch.post() == 0


def test_a_story_let_go_is_told_again_with_what_the_batch_added(engine: Engine) -> None:
    fund = opened(engine)
    with Batch(engine, DESK, NOW) as batch:
        for draft in _drafts(fund)[:3]:
            batch.judge(draft)
        assert (batch.live(), batch.held, batch.before(fund)) == ([fund], 5, 3)
        batch.forget(fund)
        assert (batch.live(), batch.held) == ([], 0)
        batch.judge(_drafts(fund)[3])
        assert (batch.story(fund).balance, batch.before(fund)) == (2_000_000 - 100 - 101 - 102 + 40, 3)
        assert batch.post() == 4
    assert list(problems(engine)) == []
