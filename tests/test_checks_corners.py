"""Corners of the checks that no tiny book needs: shares, assets, receivables, forged drafts, sentences."""

import datetime as dt
from typing import Any

import msgspec
import pytest

from funded import JIEYANG, Fund, every, received
from funds.checks.all import CHECKS
from funds.checks.awards import Awards
from funds.checks.case import Around, Claim
from funds.checks.judge import prepare, remedy, sentence
from funds.entry.record import KINDS
from funds.finding import Finding, refuse
from funds.law.force import Lawbook
from scenario import LEXICON


def test_a_closed_list_refuses_and_a_use_that_has_ended_is_no_longer_listed() -> None:
    fund = Fund(every())
    opening = ("award", "disburse", "receive")
    assert [fund.post(kind=kind, amount="10000.00", date=dt.date(2022, 3, 1), **_stage(kind)) for kind in opening] == [
        []
    ] * 3
    assert fund.post(kind="spend", purpose="other") == ["use-not-listed"]
    assert fund.post(kind="spend", purpose="travel", memo="赴广州学习交流车票") == []
    assert fund.post(kind="spend", purpose="travel", memo="赴广州学习交流车票", date=dt.date(2023, 1, 1)) == [
        "use-not-listed"
    ]


def _stage(kind: str) -> dict[str, Any]:
    return {"evidence": ["acceptance"]} if kind == "disburse" else {}


def test_a_use_list_that_nobody_wrote_counts_as_open() -> None:
    fund = received(JIEYANG)
    bare = msgspec.structs.replace(JIEYANG.programme, uses=())
    fund.book = Lawbook(bare, JIEYANG.general, JIEYANG.policy, JIEYANG.hash, JIEYANG.text)
    (found,) = [each for each in fund.judged(kind="spend", purpose="other").findings if each.code == "use-not-listed"]
    assert (found.severity, found.cite) == ("review", "")


def test_one_invoice_twice_in_one_entry_is_used_twice() -> None:
    twice = [{"number": "1", "face": "100.00", "share": "60.00"}, {"number": "1", "face": "100.00", "share": "40.01"}]
    assert received().post(kind="spend", amount="100.01", invoices=twice) == ["invoice-used"]


@pytest.mark.parametrize(
    ("claim", "invoice", "barred"),
    [
        (Claim("F", 4, 60_00, 100_00), {"face": "100.00", "share": "40.00"}, False),
        (Claim("F", 4, 60_01, 100_00), {"face": "100.00", "share": "40.00"}, True),
        (Claim("F", 4, 60_00, None), {"face": "100.00", "share": "40.00"}, True),
        (Claim("F", 4, 60_00, 100_00), {"share": "40.00"}, True),
        (Claim("F", 4, 60_00, 200_00), {"face": "100.00", "share": "40.00"}, True),
        (Claim("F", 4, 0, 100_00), {"face": "100.00", "share": "40.00"}, True),
    ],
)
def test_shares_of_one_invoice_must_fit_one_stated_face(claim: Claim, invoice: dict[str, str], barred: bool) -> None:
    fund = received()
    fund.around = Around({("", "1"): (claim,)}, Awards())
    codes = fund.post(kind="spend", amount="40.00", invoices=[{"number": "1", **invoice}])
    assert codes == (["invoice-used"] if barred else [])


def test_an_invoice_with_a_code_is_told_with_it_and_one_without_a_number_claims_nothing() -> None:
    fund = received()
    fund.around = Around({("44", "1"): (Claim("F", 4, 0, None),), ("", ""): (Claim("F", 5, 0, None),)}, Awards())
    (found,) = [
        f
        for f in fund.judged(kind="spend", invoices=[{"code": "044", "number": "1"}]).findings
        if f.code == "invoice-used"
    ]
    assert (found.facts["invoice"], found.facts["face"]) == ("044-1", "-")
    assert fund.post(kind="spend", invoices=[{"item": "*印刷品*图书"}]) == []


def test_what_left_the_bank_on_a_used_invoice_is_disallowed_with_a_note() -> None:
    fund = received()
    fund.around = Around({("", "1"): (Claim("F", 4, 100_00, None),)}, Awards())
    found = fund.judged(kind="disallow", invoices=[{"number": "1"}]).findings
    assert [(each.code, each.severity) for each in found] == [("invoice-used", "note")]


def test_of_two_invoices_one_without_face_and_share_leaves_the_sum_open() -> None:
    assert received().post(kind="spend", invoices=[{"number": "1"}, {"number": "2", "face": "1.00"}]) == []


def test_a_retention_is_paid_on_the_invoice_of_its_entry() -> None:
    fund = received()
    paper = [{"number": "1", "face": "100.00"}]
    assert fund.post(kind="spend", retained="10.00", invoices=paper) == []
    fund.around = Around({("", "1"): (Claim("JY2022-001", 4, 100_00, 100_00),)}, Awards())
    assert fund.post(kind="spend", refers=4, amount="10.00", invoices=paper) == []
    assert fund.story.items[4].retained == 0
    assert fund.story.figures["spent"] == 100_00


def test_a_receivable_is_noticed_once_received_and_undone_only_while_it_stands() -> None:
    fund = Fund()
    fund.post(kind="award", amount="30000.00", date=dt.date(2022, 3, 1))
    fund.post(kind="disburse", amount="30000.00", date=dt.date(2022, 12, 30))
    year_end, later = dt.date(2022, 12, 31), dt.date(2023, 1, 5)
    assert fund.post(kind="receivable", amount="30000.01", date=year_end) == ["received-above-disbursed"]
    assert fund.post(kind="receivable", amount="30000.00", date=year_end) == []
    assert fund.post(kind="receivable", amount="0.01", date=year_end) == ["received-above-disbursed"]
    assert fund.post(kind="reverse", refers=2, date=later) == ["received-above-disbursed"]  # it is still receivable
    assert fund.post(kind="reverse", refers=3, date=later) == []
    assert fund.post(kind="reverse", refers=2, date=later) == []  # nothing was received on it yet
    fund = Fund()
    fund.post(kind="award", amount="30000.00", date=dt.date(2022, 3, 1))
    fund.post(kind="disburse", amount="30000.00", date=dt.date(2022, 12, 30))
    fund.post(kind="receivable", amount="20000.00", date=year_end)
    assert fund.post(kind="receive", amount="30000.00", date=later) == []
    assert fund.post(kind="reverse", refers=3, date=later) == ["partly-undone"]
    assert fund.post(kind="reverse", refers=2, date=later) == ["received-above-disbursed"]
    assert fund.post(kind="reverse", refers=4, date=later) == []
    assert (fund.story.receivable, fund.story.figures["received"], fund.story.balance) == (20_000_00, 0, 0)


def test_a_withdrawal_for_a_document_needs_no_other_reason() -> None:
    fund = received()
    assert fund.post(kind="withdraw", reason="", document="") == ["reason-missing"]
    assert fund.post(kind="withdraw", reason="", document="揭工总〔2022〕9号") == []


def test_papers_may_come_to_a_fund_or_to_any_of_its_records_and_to_no_other() -> None:
    fund = received()
    assert fund.post(kind="attach", evidence=["notice"]) == []
    assert fund.post(kind="attach", evidence=["notice"], refers=2) == []
    assert fund.post(kind="attach", evidence=["notice"], refers=99) == ["no-such-entry"]
    assert "notice" in fund.story.stages


def test_the_class_and_the_pieces_decide_what_is_a_fixed_asset() -> None:
    def treated(**row: Any) -> str:
        usual = {"purpose": "equipment", "payee": "广州仪器公司", "memo": "打印机", "asset": ""}
        return received().judged(**{"kind": "spend", **usual, **row}).asset

    assert treated(amount="999.99") == ""
    assert treated(amount="1000.00") == "open"
    assert treated(amount="5000.00", quantity=10) == ""
    assert treated(amount="5000.00", quantity=5) == "open"
    assert treated(amount="1499.99", asset="special") == "none"
    assert treated(amount="1500.00", asset="special") == "special"
    assert treated(amount="999.99", asset="general") == "none"
    assert treated(amount="1000.00", asset="software") == "software"
    assert treated(amount="3000.00", asset="none") == "none"
    assert treated(amount="9000.00", purpose="premises", payee="榕城家具厂") == ""
    assert treated(amount="9000.00", purpose="premises", payee="榕城家具厂", unit_price="3000.00", quantity=3) == "open"


def test_without_thresholds_nothing_is_registered_or_asked() -> None:
    bare = msgspec.structs.replace(JIEYANG.general, threshold=())
    fund = received()
    fund.book = Lawbook(JIEYANG.programme, bare, JIEYANG.policy, JIEYANG.hash, JIEYANG.text)
    plain = {"kind": "spend", "purpose": "equipment", "payee": "广州仪器公司", "memo": "打印机", "amount": "9000.00"}
    assert fund.judged(**plain, asset="").asset == ""
    assert fund.post(**plain, asset="none") == []
    found = fund.judged(**plain, asset="general").findings
    assert [each.cite for each in found if each.code == "asset-pieces-open"] == [""]


def test_judging_again_what_was_prepared_changes_nothing() -> None:
    fund = received()
    for row in (
        {
            "kind": "spend",
            "purpose": "equipment",
            "memo": "打印机",
            "amount": "2000.00",
            "asset": "",
            "invoices": [{"number": "1"}],
        },
        {"kind": "spend", "purpose": "equipment", "memo": "打印机", "amount": "900.00", "asset": "general"},
        {
            "kind": "spend",
            "amount": "50.00",
            "invoices": [{"number": "2", "face": "20.00"}, {"number": "3", "face": "30.00"}],
        },
    ):
        once = fund.judged(**row)
        assert prepare(once, fund.story, fund.book, fund.around, LEXICON) == once


def test_a_finding_of_a_check_no_longer_known_still_tells_its_facts() -> None:
    old = refuse("long-gone", fund="JY2022-001")
    assert (sentence(old), remedy(old)) == ("long-gone, fund JY2022-001", "")
    assert sentence(Finding(code="overdrawn", severity="refuse")).startswith("From {date}")


def test_a_record_never_joins_the_chain_of_another_fund() -> None:
    codes = received().post(kind="spend", fund="JY2022-002")
    assert codes == ["other-fund"]


def test_every_kind_is_judged_and_every_row_says_what_it_says() -> None:
    assert {kind for check in CHECKS for kind in check.kinds} == set(KINDS)
    for check in CHECKS:
        assert check.title
        assert check.says.endswith(".") or check.says.endswith(":")
        assert check.remedy
        assert check.basis
        assert set(check.severity.split(", ")) <= {"refuse", "review", "note"}
        assert check.kinds
