"""What an attacker tried on awards, invoices and dates, and what bars or tells it now."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine

from desks import DESK, NOW, a_spend, an_award, an_invoice, opened
from funded import Fund, every, received
from funds.checks.awards import Awards, Granted
from funds.checks.case import Around
from funds.entry.names import invoice_key
from funds.entry.record import Award, Invoice, Record
from funds.finding import Refused
from funds.record.journal import post
from funds.record.verify import Problem, problems
from test_record_verify import bare

DAY = dt.date(2022, 4, 1)
OTHER = Award(
    programme="jieyang-2022", tier="standard", studio="甲创新工作室", unit="甲厂", holder="甲厂工会委员会", kind="model",
    lead="甲", recommender="榕城区总工会",
)  # fmt: skip


def test_an_amendment_cannot_make_a_fund_a_second_grant_of_a_studio() -> None:
    fund = received()
    fund.around = Around({}, Awards((Granted("JY2022-009", 2022, 20_000_00, OTHER),)))
    change = {"kind": "amend", "amount": "30000.00", "date": DAY}
    assert fund.post(**change, terms={"studio": "甲 创新工作室"}) == ["already-granted"]
    assert fund.post(**change, terms={"lead": "新领衔人"}) == []


def test_an_amendment_cannot_slip_past_a_quota() -> None:
    terms = Award(
        programme="every-rule",
        tier="standard",
        studio="x",
        unit="y",
        holder="y工会",
        kind="model",
        recommender="普宁市总工会",
    )
    fund = Fund(every(), Around({}, Awards((Granted("SL2022-009", 2022, 1, terms),))))
    day = {"date": dt.date(2022, 3, 1)}
    assert fund.post(kind="award", amount="10000.00", terms={"recommender": "惠来县总工会"}, **day) == []
    found = fund.post(kind="amend", amount="10000.00", terms={"recommender": "普宁市 总工会"}, **day)
    assert found == ["quota-exceeded"]


def test_a_studio_of_nothing_but_signs_is_no_studio() -> None:
    assert "no-terms" in Fund().post(kind="award", amount="30000.00", date=DAY, terms={"studio": "———"})


SPELLINGS = [
    ("044002200111", "12345678"), ("44002200111", "12345678"), ("０４４００２２００１１１", "1234 5678"), ("", "04400220011112345678"),
    ("044002200111", "0012345678"), ("0440-0220-0111", "No".removesuffix("No") + "12345678"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "number"), SPELLINGS)
def test_an_invoice_spelt_otherwise_is_the_same(engine: Engine, code: str, number: str) -> None:
    one, two = opened(engine), opened(engine)
    post(engine, [a_spend(one, 100, invoices=(Invoice(code="044002200111", number="12345678"),))], DESK, NOW)
    with pytest.raises(Refused, match="invoice-used"):
        post(engine, [a_spend(two, 100, invoices=(Invoice(code=code, number=number),))], DESK, NOW)


@pytest.mark.parametrize("codes", [("044002200111", ""), ("", "044002200111")])
def test_an_invoice_without_its_code_is_judged_by_a_person(engine: Engine, codes: tuple[str, str]) -> None:
    first, second = (Invoice(code=code, number="12345678", face=100) for code in codes)
    one, two = opened(engine), opened(engine)
    post(engine, [a_spend(one, 100, invoices=(first,))], DESK, NOW)
    posted = post(engine, [a_spend(two, 100, invoices=(second,))], DESK, NOW)[0].record
    assert ("invoice-alike", "review") in [(each.code, each.severity) for each in posted.findings]
    assert list(problems(engine)) == []
    undo = Record(fund=one, kind="reverse", date=dt.date(2022, 12, 1), refers=4, reason="重复", maker="王会计")
    post(engine, [undo], DESK, NOW)
    third = post(engine, [a_spend(opened(engine), 100, invoices=(first,))], DESK, NOW)[0].record
    assert [each.code for each in third.findings if each.severity == "review"] == ["invoice-alike"]


def test_invoices_that_differ_stay_two() -> None:
    assert invoice_key("044002200111", "12345678") != invoice_key("044002200112", "12345678")
    assert invoice_key("", "24952000000012345678") == invoice_key("044", "2495 2000 0000 1234 5678")
    assert invoice_key("", "24952000000012345678")[0] == ""


def test_money_is_not_paid_back_before_there_is_a_claim() -> None:
    fund = received()
    assert fund.post(kind="disallow", amount="500.00", date=dt.date(2022, 6, 1), memo="工作餐", payee="酒家") == []
    assert fund.post(kind="recover", amount="500.00", date=dt.date(2022, 5, 31)) == ["claim-exceeded"]
    assert fund.post(kind="recover", amount="500.00", date=dt.date(2022, 6, 1)) == []


def test_a_receipt_dated_back_is_held_against_what_was_disbursed_by_then() -> None:
    fund = Fund()
    fund.post(kind="award", amount="30000.00", date=dt.date(2022, 3, 1))
    for amount, day in (("10000.00", dt.date(2022, 3, 10)), ("20000.00", dt.date(2022, 9, 10))):
        assert fund.post(kind="disburse", amount=amount, date=day) == []
    early = {"kind": "receive", "amount": "30000.00", "date": dt.date(2022, 3, 11)}
    assert fund.post(**early) == ["received-above-disbursed"]
    (told,) = [each for each in fund.judged(**early).findings if each.code == "received-above-disbursed"]
    assert (told.facts["disbursed"], told.facts["received"], told.facts["over"]) == ("10000.00", "30000.00", "20000.00")
    assert fund.post(**{**early, "date": dt.date(2022, 9, 11)}) == []


def test_a_receipt_before_the_years_end_does_not_clear_what_became_receivable_later() -> None:
    fund = Fund()
    fund.post(kind="award", amount="30000.00", date=dt.date(2022, 3, 1))
    fund.post(kind="disburse", amount="30000.00", date=dt.date(2022, 3, 10))
    fund.post(kind="receivable", amount="20000.00", date=dt.date(2022, 12, 31))
    assert fund.post(kind="receive", amount="10000.00", date=dt.date(2022, 11, 1)) == []
    assert fund.story.receivable == 20_000_00
    assert fund.post(kind="receive", amount="0.01", date=dt.date(2022, 11, 2)) == ["received-above-disbursed"]
    assert fund.post(kind="receive", amount="20000.00", date=dt.date(2023, 1, 5)) == []
    assert fund.story.receivable == 0


def test_a_transfer_beyond_the_bank_is_paid_in_from_the_cash_box_first() -> None:
    fund = received()
    spend: dict[str, Any] = {"kind": "spend", "date": DAY, "purpose": "training"}
    assert fund.post(**spend, amount="30000.00", invoices=[{"number": "1"}]) == []
    assert fund.post(kind="refund", amount="800.00", refers=4, date=DAY, paid_by="cash") == []
    lines = fund.judged(**spend, amount="800.00", invoices=[{"number": "2"}]).lines
    money = [(line.account, line.side, line.fen) for line in lines if line.account in {"101", "102"}]
    assert money == [("102", "debit", 80000), ("101", "credit", 80000), ("102", "credit", 80000)]


@pytest.mark.parametrize(
    "fall",
    [
        "UPDATE request SET number = 3 WHERE number = 4",
        "UPDATE request SET key = 'other' WHERE number = 4",
        "DELETE FROM request WHERE number = 4",
    ],
)
def test_a_key_that_answers_with_another_record_is_found(engine: Engine, fall: str) -> None:
    fund = opened(engine)
    post(engine, [a_spend(fund, 100, key="once", invoices=(an_invoice("7", 100),))], DESK, NOW)
    assert list(problems(engine)) == []
    bare(engine)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("ALTER TABLE request DISABLE TRIGGER USER")
        connection.exec_driver_sql(fall)
    assert Problem(fund, 4, "request") in list(problems(engine))


def test_an_award_of_its_own_is_no_hindrance_to_its_amendment(engine: Engine) -> None:
    award = post(engine, [an_award()], DESK, NOW)[0].record
    assert award.terms is not None
    again = Record(
        fund=award.fund,
        kind="amend",
        date=award.date,
        amount=25_000_00,
        terms=award.terms,
        document="更正",
        maker="王会计",
    )
    assert post(engine, [again], DESK, NOW)[0].record.number == 2
