"""The journal: what it numbers, seals and keeps; what it answers again; and what a refusal leaves."""

import datetime as dt

import msgspec
import pytest
from sqlalchemy import Engine, event

from desks import CHINA, DESK, NOW, a_spend, an_award, an_invoice, at, lawbook, opened
from funds.entry.record import Evidence, Record
from funds.finding import Refused
from funds.record import open as door
from funds.record.awards import awards
from funds.record.chain import BrokenError, chain, every, heads, story, texts
from funds.record.codes import CodeError, TakenError
from funds.record.errors import BusyError, KeyUsed, NoFundError, NoRoomError
from funds.record.events import attempts
from funds.record.journal import post
from funds.record.requests import KeysError
from funds.record.rows import TooLongError, micros
from funds.record.verify import problems
from funds.seal import breaks, digest


def codes(refused: Refused) -> list[str]:
    return [finding.code for finding in refused.findings if finding.severity == "refuse"]


def test_a_fund_runs_one_two_three_each_sealed_over_the_one_before(engine: Engine) -> None:
    fund = opened(engine)
    for turn in range(3):
        posted = post(engine, [a_spend(fund, 100 + turn)], DESK, NOW)
        assert (posted[0].record.number, posted[0].again) == (4 + turn, False)
    found = chain(engine, fund)
    assert [link.number for link in found] == [1, 2, 3, 4, 5, 6]
    assert list(breaks(found)) == []
    assert list(problems(engine)) == []
    assert heads(engine)[fund] == (fund, 6, found[-1].seal)
    assert list(every(engine)) == found == list(every(engine, "jieyang-2022"))
    assert list(every(engine, "liaoning-2022")) == []


def test_an_award_is_given_the_next_code_of_its_letters_and_year(engine: Engine) -> None:
    given = [post(engine, [an_award()], DESK, NOW)[0].record.fund for _ in range(2)]
    later = post(engine, [an_award(date=dt.date(2023, 2, 1))], DESK, NOW)[0].record.fund
    own = post(engine, [an_award(fund="JY2022-007")], DESK, NOW)[0].record.fund
    after = post(engine, [an_award()], DESK, NOW)[0].record.fund
    assert [*given, later, own, after] == ["JY2022-001", "JY2022-002", "JY2023-001", "JY2022-007", "JY2022-008"]


@pytest.mark.parametrize("wrong", ["JY2023-001", "LN2022-001", "jy2022-001", "JY2022-1", "JY2022-001;", "JY2022-0001"])
def test_a_code_that_does_not_fit_is_told(engine: Engine, wrong: str) -> None:
    with pytest.raises(CodeError, match="JY2022-001"):
        post(engine, [an_award(fund=wrong)], DESK, NOW)
    assert heads(engine) == {}


def test_a_code_that_is_taken_is_told(engine: Engine) -> None:
    fund = opened(engine)
    with pytest.raises(TakenError, match=fund):
        post(engine, [an_award(fund=fund)], DESK, NOW)


def test_there_is_nothing_to_post_to_without_a_fund(engine: Engine) -> None:
    with pytest.raises(NoFundError, match="JY2022-009"):
        post(engine, [a_spend("JY2022-009", 100)], DESK, NOW)
    with pytest.raises(NoFundError, match="JY2022-009"):
        chain(engine, "JY2022-009")


def test_drafts_posted_together_may_open_a_fund_and_go_on_in_it(engine: Engine) -> None:
    paid = Record(fund="", kind="disburse", date=dt.date(2022, 10, 20), amount=2_000_000, maker="王会计")
    posted = post(engine, [an_award(), paid], DESK, NOW)
    assert [(found.record.fund, found.record.number) for found in posted] == [("JY2022-001", 1), ("JY2022-001", 2)]
    assert list(problems(engine)) == []


def test_what_is_posted_together_stands_together_or_not_at_all(engine: Engine) -> None:
    first, second = opened(engine), opened(engine)
    before = heads(engine)
    with pytest.raises(Refused):
        post(engine, [a_spend(first, 100), a_spend(second, 100), a_spend(first, 2_000_000)], DESK, NOW)
    assert heads(engine) == before
    posted = post(engine, [a_spend(first, 100), a_spend(second, 200), a_spend(first, 300)], DESK, NOW)
    assert [(found.record.fund, found.record.number) for found in posted] == [(first, 4), (second, 4), (first, 5)]


def test_a_refusal_leaves_nothing_but_the_attempt_in_the_log(engine: Engine) -> None:
    fund = opened(engine)
    before = heads(engine)
    draft = a_spend(fund, 2_000_001, key="try", invoices=(an_invoice("77", 2_000_001),))
    with pytest.raises(Refused) as refused:
        post(engine, [draft], DESK, NOW)
    assert codes(refused.value)
    assert heads(engine) == before
    assert list(problems(engine)) == []
    (attempt,) = attempts(engine, fund=fund, maker="王会计")
    assert attempt.drafts == (draft,)
    assert [finding.code for finding in attempt.findings] == [finding.code for finding in refused.value.findings]
    assert attempt.moment == NOW()
    assert attempts(engine, fund="JY2022-999") == []
    again = post(engine, [a_spend(fund, 100, key="try", invoices=(an_invoice("77", 100),))], DESK, NOW)
    assert not again[0].again


def test_the_same_key_and_content_is_answered_with_the_first_result(engine: Engine) -> None:
    fund = opened(engine)
    drafts = [a_spend(fund, 100, key="bank-1"), a_spend(fund, 200)]
    first = post(engine, drafts, DESK, NOW)
    again = post(engine, drafts, DESK, at("2023-07-01T10:00:00"))
    assert [found.record for found in again] == [found.record for found in first]
    assert [found.again for found in again] == [True, True]
    assert heads(engine)[fund].number == 5


def test_the_same_key_opens_one_fund_only(engine: Engine) -> None:
    draft = an_award(key="award-1")
    assert post(engine, [draft], DESK, NOW)[0].record == post(engine, [draft], DESK, NOW)[0].record
    assert list(heads(engine)) == ["JY2022-001"]


def test_a_key_with_other_content_is_refused(engine: Engine) -> None:
    fund = opened(engine)
    post(engine, [a_spend(fund, 100, key="bank-1")], DESK, NOW)
    with pytest.raises(KeyUsed, match=f"bank-1 .*record 4 of fund {fund}") as used:
        post(engine, [a_spend(fund, 101, key="bank-1")], DESK, NOW)
    assert used.value.facts == {"key": "bank-1", "fund": fund, "number": 4}
    assert heads(engine)[fund].number == 4
    with pytest.raises(KeysError):
        post(engine, [a_spend(fund, 1, key="a"), a_spend(fund, 1, key="b")], DESK, NOW)


def test_the_moment_is_of_china_and_never_runs_back_within_a_fund(engine: Engine) -> None:
    fund = opened(engine)
    utc = dt.datetime(2023, 7, 1, 4, 0, 0, 123456, dt.UTC)
    first = post(engine, [a_spend(fund, 100)], DESK, lambda: utc)[0].record
    earlier = post(engine, [a_spend(fund, 101)], DESK, at("2023-06-30T10:00:00"))[0].record
    assert first.posted == dt.datetime(2023, 7, 1, 12, 0, 0, 123456, CHINA)
    assert earlier.posted == first.posted
    assert chain(engine, fund)[-2:] == [first, earlier]


def test_the_clock_is_read_inside_the_lock(sqlite: Engine) -> None:
    fund = opened(sqlite)
    said: list[str] = []

    def clock() -> dt.datetime:
        said.append("clock")
        return NOW()

    event.listen(sqlite, "before_cursor_execute", lambda *about: said.append(about[2].split()[0]))
    post(sqlite, [a_spend(fund, 100)], DESK, clock)
    assert said[0] == "BEGIN"
    assert "clock" in said[1:-1]


def test_an_invoice_is_not_used_twice_in_any_fund(engine: Engine) -> None:
    first, second = opened(engine), opened(engine)
    post(engine, [a_spend(first, 300, invoices=(an_invoice("24440001", 300),))], DESK, NOW)
    for fund in (first, second):
        with pytest.raises(Refused) as refused:
            post(engine, [a_spend(fund, 300, invoices=(an_invoice("24440001", 300),))], DESK, NOW)
        assert codes(refused.value) == ["invoice-used"]


def test_an_invoice_is_shared_within_its_face(engine: Engine) -> None:
    first, second = opened(engine), opened(engine)
    for fund, share in ((first, 600), (second, 400)):
        post(engine, [a_spend(fund, share, invoices=(an_invoice("9", share, 1000),))], DESK, NOW)
    with pytest.raises(Refused):
        post(engine, [a_spend(first, 1, invoices=(an_invoice("9", 1, 1000),))], DESK, NOW)


def test_a_reversal_gives_the_invoice_back_by_a_new_row(engine: Engine) -> None:
    first, second = opened(engine), opened(engine)
    spent = post(engine, [a_spend(first, 300, invoices=(an_invoice("5", 300),))], DESK, NOW)[0].record
    undo = Record(
        fund=first, kind="reverse", date=dt.date(2022, 12, 1), refers=spent.number, reason="重复", maker="王会计"
    )
    post(engine, [undo], DESK, NOW)
    post(engine, [a_spend(second, 300, invoices=(an_invoice("5", 300),))], DESK, NOW)
    with pytest.raises(Refused):
        post(engine, [a_spend(first, 300, invoices=(an_invoice("5", 300),))], DESK, NOW)
    assert list(problems(engine)) == []


def test_awards_stand_as_their_last_amendment_left_them(engine: Engine) -> None:
    fund = post(engine, [an_award()], DESK, NOW)[0].record.fund
    terms = chain(engine, fund)[0].terms
    assert terms is not None
    changed = msgspec.structs.replace(terms, lead="周工")
    amend = Record(
        fund=fund, kind="amend", date=dt.date(2022, 11, 1), amount=2_500_000, document="揭工总〔2022〕90号", terms=changed,
        maker="王会计", reason="更换领衔人",
    )  # fmt: skip
    post(engine, [amend], DESK, at("2023-07-01T10:00:00"))
    withdraw = Record(
        fund=fund,
        kind="withdraw",
        date=dt.date(2022, 12, 1),
        document="揭工总〔2022〕99号",
        maker="王会计",
        reason="单位申请",
    )
    post(engine, [withdraw], DESK, at("2023-07-02T10:00:00"))
    (now,) = awards(engine)
    assert (now.fund, now.lead, now.approved, now.withdrawn, now.named) == (
        fund,
        "周工",
        0,
        True,
        dt.date(2022, 10, 10),
    )
    (then,) = awards(engine, programme="jieyang-2022", known=at("2023-07-01T10:00:00")())
    assert (then.lead, then.approved, then.withdrawn) == ("周工", 2_500_000, False)
    assert list(awards(engine, fund="JY2022-999")) == []
    assert list(problems(engine)) == []


def test_law_and_lexicon_are_kept_once_under_their_hash(engine: Engine) -> None:
    fund = opened(engine)
    post(engine, [a_spend(fund, 100)], DESK, NOW)
    kept = texts(engine)
    assert set(kept) == {lawbook("jieyang-2022").hash, DESK.lexicon.hash}
    assert all(digest(body.encode()) == hash_ for hash_, body in kept.items())
    last = chain(engine, fund)[-1]
    assert {last.law, last.lexicon} == set(kept)


HOSTILE = ("a\0b", "'; DROP TABLE record; --", "%s %(x)s :x ?", '{"x": 1}', "換行\n第二行\u2028", "𠮷" * 50, "\ufeff ")


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_comes_back_as_it_was(engine: Engine, text: str) -> None:
    fund = opened(engine)
    evidence = (Evidence(kind="invoice", digest="0" * 64, size=1, name=text),)
    draft = a_spend(
        fund,
        100,
        memo=text,
        payee=text,
        note=text,
        voucher=text,
        maker=text,
        evidence=evidence,
        key=text.replace("\0", ""),
    )
    posted = post(engine, [draft], DESK, NOW)[0].record
    assert chain(engine, fund)[-1] == posted
    assert (posted.memo, posted.payee, posted.evidence[0].name) == (text, text, text)
    assert list(problems(engine)) == []


def test_a_text_too_long_for_an_index_is_told(engine: Engine) -> None:
    fund = opened(engine)
    with pytest.raises(TooLongError, match="payee has 201 characters"):
        post(engine, [a_spend(fund, 100, payee="商" * 201)], DESK, NOW)
    assert post(engine, [a_spend(fund, 100, payee="商" * 200, memo="书" * 5000)], DESK, NOW)


def test_nothing_is_added_to_a_chain_that_does_not_hold(engine: Engine) -> None:
    fund = opened(engine)
    fall = {
        "sqlite": "DROP TRIGGER record_no_update",
        "postgresql": "ALTER TABLE record DISABLE TRIGGER record_insert_only",
    }
    with engine.begin() as connection:
        connection.exec_driver_sql(fall[engine.dialect.name])
        connection.exec_driver_sql("UPDATE record SET body = replace(body, '2000000', '3000000') WHERE number = 2")
    with pytest.raises(BrokenError, match="Record 2 of fund"):
        post(engine, [a_spend(fund, 100)], DESK, NOW)
    with pytest.raises(BrokenError):
        story(engine, fund)


@pytest.mark.parametrize("change", ["number = number + 1, before = number", "fund = 'JY2022-002'"])
def test_a_record_moved_to_another_place_is_not_read_as_if_it_belonged_there(sqlite: Engine, change: str) -> None:
    fund = opened(sqlite)
    with sqlite.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("DROP TRIGGER record_no_update")
        connection.exec_driver_sql(f"UPDATE record SET {change} WHERE number = 3")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN")
    with pytest.raises(BrokenError):
        chain(sqlite, "JY2022-002" if change.startswith("fund") else fund)


def test_heads_are_had_as_known_at_a_moment(engine: Engine) -> None:
    first = opened(engine)
    before = heads(engine)
    post(engine, [a_spend(first, 100)], DESK, at("2023-07-01T10:00:00"))
    opened(engine, at("2023-07-02T10:00:00"))
    assert heads(engine, known=micros(at("2023-06-30T23:59:59")())) == before
    assert [head.number for head in heads(engine).values()] == [4, 3]


def test_a_full_disk_is_told_and_nothing_is_posted(sqlite: Engine) -> None:
    fund = opened(sqlite)
    with sqlite.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(NoRoomError, match=r"disk .* is full"):
        post(sqlite, [a_spend(fund, 100, memo="书" * 20_000)], DESK, NOW)
    with sqlite.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert post(sqlite, [a_spend(fund, 100)], DESK, NOW)[0].record.number == 4
    assert list(problems(sqlite)) == []


def test_a_record_that_is_held_too_long_is_told(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    fund = opened(sqlite)
    monkeypatch.setattr(door, "PRAGMAS", (("busy_timeout", "30", 30), *door.PRAGMAS[1:]))
    impatient = door.open_record(str(sqlite.url))
    with door.writing(sqlite), pytest.raises(BusyError, match="ten seconds"):
        post(impatient, [a_spend(fund, 100)], DESK, NOW)
    assert post(impatient, [a_spend(fund, 100)], DESK, NOW)[0].record.number == 4
    impatient.dispose()


def test_a_slow_reader_of_everything_keeps_nobody_from_posting(sqlite: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = opened(sqlite), opened(sqlite)
    monkeypatch.setattr("funds.record.chain._HANDFUL", 1)
    reader = every(sqlite)
    assert next(reader).fund == first
    monkeypatch.setattr(door, "PRAGMAS", (("busy_timeout", "0", 0), *door.PRAGMAS[1:]))
    post(sqlite, [a_spend(first, 100)], DESK, NOW)
    post(sqlite, [a_spend(second, 100)], DESK, NOW)
    assert [(link.fund, link.number) for link in reader] == [
        (first, 2), (first, 3), (second, 1), (second, 2), (second, 3), (second, 4),
    ]  # fmt: skip
