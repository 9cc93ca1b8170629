"""Many writers at once, writers that are killed, and connections that break: nothing lost, no gap."""

import datetime as dt
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from desks import DESK, NOW, Silent, a_spend, an_award, an_invoice, opened
from funds.entry.record import Record
from funds.finding import Refused
from funds.record.chain import chain, heads
from funds.record.errors import LostError, RacedError
from funds.record.journal import Clock, Desk, Posted, post
from funds.record.open import engine_for
from funds.record.verify import problems
from funds.seal import breaks

POSTER = Path(__file__).with_name("poster.py")


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def poster(engine: Engine, fund: str, count: int, first: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(POSTER), address(engine), fund, str(count), str(first)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1)


def whole(engine: Engine, fund: str) -> list[Record]:
    found = chain(engine, fund)
    assert [link.number for link in found] == list(range(1, len(found) + 1))
    assert list(breaks(found)) == []
    assert list(problems(engine)) == []
    return found


def test_threads_that_post_to_one_fund_leave_no_gap_and_lose_nothing(engine: Engine) -> None:
    fund = opened(engine)
    with ThreadPoolExecutor(6) as pool:
        numbers = list(
            pool.map(lambda fen: post(engine, [a_spend(fund, fen)], DESK, NOW)[0].record.number, range(1, 31))
        )
    assert sorted(numbers) == list(range(4, 34))
    assert sorted(link.amount for link in whole(engine, fund)[3:]) == list(range(1, 31))


def test_processes_that_post_to_one_fund_leave_no_gap_and_lose_nothing(engine: Engine) -> None:
    fund = opened(engine)
    running = [poster(engine, fund, 8, first) for first in (1000, 2000, 3000)]
    said = [line.split() for process in running for line in process.communicate(timeout=120)[0].splitlines()]
    assert [process.returncode for process in running] == [0, 0, 0]
    kept = {(link.number, link.amount, link.seal) for link in whole(engine, fund)[3:]}
    assert {(int(number), int(fen), seal) for number, fen, seal in said} == kept
    assert len(kept) == 24


def test_what_was_acknowledged_is_there_after_a_kill(engine: Engine) -> None:
    fund = opened(engine)
    said: list[list[str]] = []
    for turn in range(4):
        with poster(engine, fund, 200, 1000 * (turn + 1)) as process:
            assert process.stdout is not None
            said += [process.stdout.readline().split() for _ in range(3 + turn)]
            process.send_signal(signal.SIGKILL)
            said += [line.split() for line in process.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    kept = {(link.number, link.amount, link.seal) for link in whole(engine, fund)}
    told = {(int(number), int(fen), seal) for number, fen, seal in said}
    assert len(told) >= 18
    assert told <= kept


def test_funds_opened_at_once_each_get_a_code_of_their_own(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        funds = list(pool.map(lambda _: post(engine, [an_award()], DESK, NOW)[0].record.fund, range(8)))
    assert sorted(funds) == [f"JY2022-{number:03d}" for number in range(1, 9)]
    assert list(problems(engine)) == []


def test_one_key_posted_by_many_at_once_makes_one_entry(engine: Engine) -> None:
    fund = opened(engine)
    with ThreadPoolExecutor(4) as pool:
        posted = list(pool.map(lambda _: post(engine, [a_spend(fund, 100, key="once")], DESK, NOW)[0], range(8)))
    assert {found.record.number for found in posted} == {4}
    assert [found.again for found in posted].count(False) == 1
    assert heads(engine)[fund].number == 4


def test_writers_in_two_funds_cannot_both_use_one_invoice(engine: Engine) -> None:
    funds = [opened(engine), opened(engine)]
    gate = threading.Barrier(2)

    def buy(fund: str, turn: int) -> Posted | Refused:
        gate.wait()
        try:
            return post(engine, [a_spend(fund, 100, invoices=(an_invoice(f"7{turn}", 100),))], DESK, NOW)[0]
        except Refused as refused:
            return refused

    for turn in range(8):
        with ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda fund, at=turn: buy(fund, at), funds))
        assert sorted(type(each).__name__ for each in found) == ["Posted", "Refused"]
    assert list(problems(engine)) == []


def test_an_invoice_used_elsewhere_between_judging_and_keeping_is_judged_again(postgresql: Engine) -> None:
    ours, theirs = opened(postgresql), opened(postgresql)
    other = engine_for(address(postgresql))
    first = iter([True])

    def meanwhile(memo: str, payee: str, item: str, tax_code: str) -> None:
        del memo, payee, item, tax_code
        if next(first, False):
            post(other, [a_spend(theirs, 100, invoices=(an_invoice("88", 100),))], DESK, NOW)

    desk = Desk(DESK.lawbook, Silent(screen=meanwhile))
    with pytest.raises(Refused, match="invoice-used"):
        post(postgresql, [a_spend(ours, 100, invoices=(an_invoice("88", 100),))], desk, NOW)
    assert (len(whole(postgresql, ours)), len(whole(postgresql, theirs))) == (3, 4)
    other.dispose()


def test_batches_over_the_same_funds_in_any_order_do_not_wait_in_a_ring(engine: Engine) -> None:
    first, second = opened(engine), opened(engine)

    def both(turn: int) -> int:
        order = [first, second] if turn % 2 else [second, first]
        return len(post(engine, [a_spend(fund, 100 + turn) for fund in order], DESK, NOW))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(both, range(12))) == [2] * 12
    assert len(whole(engine, first)) == len(whole(engine, second)) == 15


def cutting(server: str, times: int) -> Clock:
    """Give a clock that cuts every posting connection when it is read, the first so many times."""
    left = iter(range(times))

    def clock() -> dt.datetime:
        if next(left, None) is not None:
            keeper = create_engine(server, isolation_level="AUTOCOMMIT")
            with keeper.connect() as connection:
                connection.execute(
                    text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'")
                )
            keeper.dispose()
        return NOW()

    return clock


def test_a_lost_connection_is_tried_again_with_a_key(postgresql: Engine) -> None:
    fund = opened(postgresql)
    posted = post(postgresql, [a_spend(fund, 100, key="once")], DESK, cutting(address(postgresql), 2))
    assert (posted[0].record.number, posted[0].again) == (4, False)
    assert len(whole(postgresql, fund)) == 4


def test_a_lost_connection_without_a_key_is_told(postgresql: Engine) -> None:
    fund = opened(postgresql)
    with pytest.raises(LostError, match="--key"):
        post(postgresql, [a_spend(fund, 100)], DESK, cutting(address(postgresql), 1))
    assert len(whole(postgresql, fund)) == 3


def test_a_connection_that_stays_lost_is_told_even_with_a_key(postgresql: Engine) -> None:
    fund = opened(postgresql)
    with pytest.raises(LostError):
        post(postgresql, [a_spend(fund, 100, key="once")], DESK, cutting(address(postgresql), 99))
    assert len(whole(postgresql, fund)) == 3


def ahead(other: Engine, fund: str, times: int) -> Callable[[], dt.datetime]:
    """Give a clock whose reading lets another writer, who minds no lock, be first so many times."""
    turns = iter(range(times))

    def clock() -> dt.datetime:
        turn = next(turns, None)
        if turn is not None:
            post(other, [a_spend(fund, 900 + turn)], DESK, NOW)
        return NOW()

    return clock


@pytest.fixture
def unlocked(postgresql: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A PostgreSQL record whose advisory locks hold nobody, as between the nodes of a cluster."""
    monkeypatch.setattr("funds.record.shared._LOCK", "SELECT hashtextextended(%s, 0)")
    return postgresql


def test_a_race_that_no_lock_prevents_is_decided_by_the_number(unlocked: Engine) -> None:
    fund = opened(unlocked)
    other = engine_for(address(unlocked))
    number = post(unlocked, [a_spend(fund, 100)], DESK, ahead(other, fund, 3))[0].record.number
    assert number == 7
    assert len(whole(unlocked, fund)) == 7
    with pytest.raises(RacedError, match="try again"):
        post(unlocked, [a_spend(fund, 100)], DESK, ahead(other, fund, 99))
    other.dispose()
    whole(unlocked, fund)
