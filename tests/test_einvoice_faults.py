"""An invoice is held against the spending it supports: whose, for how much, when, used where, for what."""

import datetime as dt
from typing import Any

import pytest

from einvoices import BUYER, NUMBER, SELLER, Line, control, digital
from funds.checks.screening import Lexicon
from funds.einvoice import control as older
from funds.einvoice import digital as newer
from funds.einvoice.faults import FAULTS, Use, faults, remedy, sentence
from funds.einvoice.invoice import EInvoice
from funds.einvoice.sound import looked_over
from funds.einvoice.told import CODES
from funds.einvoice.xml import document
from funds.finding import Finding
from funds.workspace.laid import source

MEAL = Line("*机床*台式钻床", "3070401000000000000")


def invoice(**changed: Any) -> EInvoice:
    return looked_over(newer.read(document(digital(**changed).encode()).root))


def found(given: EInvoice | None = None, **changed: Any) -> list[Finding]:
    """Hold an invoice against the spending that it fits, with some of that changed."""
    asked = {"holder": BUYER, "amount": 486000, "voucher_date": dt.date(2022, 11, 9)}
    told = faults(given or invoice(), **{**asked, **changed})
    for finding in told:
        assert sentence(finding)
        assert remedy(finding)
        assert finding.cite
    return told


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.read(source() / "ledger" / "lexicon")


def test_an_invoice_that_fits_has_no_finding(lexicon: Lexicon) -> None:
    assert found(screen=lexicon.screen) == []


def test_the_buyer_is_the_holder_however_it_is_written() -> None:
    assert codes(found(invoice(buyer="榕城机械厂 工会委员会 "))) == []
    (finding,) = found(invoice(buyer="榕城机械厂"))
    assert (finding.code, finding.severity, finding.questioned) == ("einvoice-buyer", "review", 486000)
    assert "榕城机械厂," in sentence(finding)


def test_an_invoice_below_the_spending_is_told_with_what_is_short() -> None:
    (finding,) = found(amount=500000)
    assert (finding.code, finding.questioned, finding.facts["short"]) == ("einvoice-below", 14000, "140.00")
    assert codes(found(amount=100)) == []


def test_an_invoice_after_the_voucher_is_told() -> None:
    assert codes(found(voucher_date=dt.date(2022, 11, 8))) == []
    (finding,) = found(voucher_date=dt.date(2022, 11, 7))
    assert (finding.code, finding.facts["issued"]) == ("einvoice-late", "2022-11-08")


def test_an_invoice_used_elsewhere_is_refused() -> None:
    (finding,) = found(used_in=[Use("JY2022-002", 7), Use("JY2022-001", 9)])
    assert (finding.code, finding.severity) == ("einvoice-used", "refuse")
    assert (finding.facts["fund"], finding.facts["number"]) == ("JY2022-001", "9")


def test_shares_that_fit_the_total_together_are_no_double_use() -> None:
    assert found(amount=286000, used_in=[Use("JY2022-002", 7, 200000)]) == []
    assert codes(found(amount=286001, used_in=[Use("JY2022-002", 7, 200000)])) == ["einvoice-used"]


def test_a_forbidden_item_is_found_by_its_tax_code_whatever_it_is_called(lexicon: Lexicon) -> None:
    (finding,) = found(invoice(lines=[MEAL]), screen=lexicon.screen)
    assert (finding.code, finding.severity, finding.questioned) == ("einvoice-forbidden", "refuse", 486000)
    assert finding.facts["tax_code"] == MEAL.code


def test_only_the_forbidden_items_are_questioned(lexicon: Lexicon) -> None:
    lines = [Line(amount="4000.00", tax="520.00"), MEAL._replace(amount="150.44", tax="19.56")]
    lines += [MEAL._replace(amount="150.44", tax="19.56")]
    given = invoice(lines=lines, net="4300.88", tax="559.12")
    (finding,) = found(given, screen=lexicon.screen)
    assert finding.questioned == 34000


def test_an_item_is_found_by_its_name_where_it_has_no_code(lexicon: Lexicon) -> None:
    given = invoice(lines=[Line("*餐饮服务*餐费", "")])
    assert codes(found(given, screen=lexicon.screen)) == ["einvoice-forbidden"]


def test_an_item_that_a_person_must_judge_is_for_review(lexicon: Lexicon) -> None:
    given = invoice(lines=[Line("*会议服务*会议费", "")])
    (finding,) = found(given, screen=lexicon.screen)
    assert (finding.code, finding.severity) == ("einvoice-judgement", "review")


def test_a_red_invoice_supports_no_spending() -> None:
    given = invoice(
        lines=[Line(amount="-4300.88", tax="-559.12")], net="-4300.88", tax="-559.12", total="-4860.00", blue="N"
    )
    assert codes(found(given)) == ["einvoice-red"]


def test_what_is_wrong_with_the_file_is_for_review_and_notes_are_notes() -> None:
    told = found(invoice(total="4860.10", signed=""), amount=486000)
    assert [(each.code, each.severity) for each in told] == [
        ("einvoice-file-sum-total", "review"), ("einvoice-file-signature-absent", "note"),
    ]  # fmt: skip


def test_an_older_invoice_is_called_by_code_and_number() -> None:
    given = looked_over(older.read(document(control().encode()).root))
    assert given.seller.name == SELLER
    (finding, _note) = sorted(found(given, holder="别的工会"), key=lambda each: each.severity != "review")
    assert finding.facts["invoice"] == "044002200111-30560117"


def test_an_invoice_without_a_total_supports_nothing() -> None:
    told = codes(found(invoice(total="")))
    assert "einvoice-below" in told
    assert NUMBER in sentence(next(each for each in found(invoice(total="")) if each.code == "einvoice-below"))


def test_no_two_codes_are_alike() -> None:
    assert not FAULTS.keys() & CODES
