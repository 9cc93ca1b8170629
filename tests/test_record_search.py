"""Lists and searches: by fund, kind and date, and by what an auditor holds in his hand."""

import datetime as dt

import pytest
from sqlalchemy import Engine

from desks import CHINA, DESK, NOW, a_spend, an_award, an_invoice, opened
from funds.entry.record import Invoice, Record
from funds.record.journal import post
from funds.record.search import found, listed


@pytest.fixture
def funds(engine: Engine) -> tuple[str, str]:
    first, second = opened(engine), opened(engine)
    coded = Invoice(code="044001", number="555", face=900, share=900, item="*印刷品*图书")
    for draft in (
        a_spend(first, 100, voucher="记-5", memo="购买 ABC 技术书籍", invoices=(an_invoice("2444", 100, 300),)),
        a_spend(second, 200, voucher="记-5", payee="恒达五金_100%商行", invoices=(an_invoice("2444", 200, 300),)),
        a_spend(first, 900, date=dt.date(2023, 1, 5), voucher="记-55", invoices=(coded,)),
    ):
        post(engine, [draft], DESK, NOW)
    return first, second


def keys(engine: Engine, **asked: object) -> list[tuple[str, int]]:
    return [(row.fund, row.number) for row in found(engine, **asked)]  # type: ignore[arg-type]


def test_an_auditor_finds_the_entry_that_a_paper_belongs_to(engine: Engine, funds: tuple[str, str]) -> None:
    first, second = funds
    assert keys(engine, invoice="2444") == [(first, 4), (second, 4)]
    assert keys(engine, invoice="2444", fund=second) == [(second, 4)]
    assert keys(engine, invoice="555") == keys(engine, invoice="044001-555") == [(first, 5)]
    assert keys(engine, invoice="244") == []
    assert keys(engine, voucher="记-5") == [(first, 4), (second, 4)]
    assert keys(engine, amount=900) == [(first, 5)]
    assert keys(engine, payee="五金") == keys(engine, payee="_100%") == [(second, 4)]
    assert keys(engine, payee="五_商") == []
    assert keys(engine, memo="abc") == [(first, 4)]
    assert keys(engine, payee="新华", voucher="记-5") == [(first, 4)]
    assert len(keys(engine, limit=2)) == 2


def test_a_reversed_entry_is_still_found_by_its_invoice(engine: Engine, funds: tuple[str, str]) -> None:
    first, _ = funds
    undo = Record(fund=first, kind="reverse", date=dt.date(2023, 2, 1), refers=4, reason="重复", maker="王会计")
    post(engine, [undo], DESK, NOW)
    assert (first, 4) in keys(engine, invoice="2444")


def test_lists_are_by_fund_programme_kind_and_date(engine: Engine, funds: tuple[str, str]) -> None:
    first, second = funds
    everything = listed(engine)
    assert [(row.fund, row.number) for row in everything] == sorted((row.fund, row.number) for row in everything)
    assert len(everything) == 9
    assert {row.fund for row in listed(engine, fund=second)} == {second}
    assert [row.number for row in listed(engine, kind="receive")] == [3, 3]
    assert [row.amount for row in listed(engine, since=dt.date(2023, 1, 1))] == [900]
    assert [row.kind for row in listed(engine, until=dt.date(2022, 10, 15))] == ["award", "award"]
    assert listed(engine, programme="liaoning-2022") == []
    assert len(listed(engine, programme="jieyang-2022", limit=4)) == 4
    row = listed(engine, fund=first, kind="spend")[0]
    assert (row.voucher, row.payee, row.memo, row.maker) == ("记-5", "新华书店有限公司", "购买 ABC 技术书籍", "王会计")
    assert (row.date, row.posted) == (dt.date(2022, 11, 20), dt.datetime(2023, 6, 30, 10, tzinfo=CHINA))


def test_an_empty_record_has_nothing_to_find(engine: Engine) -> None:
    assert listed(engine) == found(engine, invoice="1") == found(engine) == []
    assert post(engine, [an_award()], DESK, NOW)
