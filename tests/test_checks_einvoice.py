"""Electronic invoices in the checks: every problem of a file has its words, tax codes are read however they are written."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desks import PROGRAMMES
from funded import received
from funds.checks.case import NOWHERE, Case
from funds.checks.einvoice import wrong_words
from funds.checks.judge import case_of, judge, remedy, sentence
from funds.einvoice.invoice import Problem
from funds.einvoice.told import CODES, NOTES, said
from funds.einvoice.told import remedy as remedy_of
from funds.einvoice.told import sentence as sentence_of
from funds.entry.names import invoice_key, misnumbered
from funds.entry.record import Invoice, Record, Verdict
from funds.entry.story import Story
from scenario import LEXICON, draft, lawbook

BOOK = lawbook("jieyang-2022", PROGRAMMES, {})
PLACES = ["error", "what", "ending", "root", "really", "part", "row", "column", "said", "elements", "depth", "read", "most", "size", "status", "field", "number", "digits", "date", "also", "found", "item", "code", "data", "page", "first", "why", "count"]  # fmt: skip


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_problem_of_a_file_has_its_sentence_whatever_its_facts_are_called(code: str) -> None:
    problem = Problem(code, dict.fromkeys(PLACES, "甲"))
    assert sentence_of(problem)
    assert remedy_of(problem)
    assert all(said(code))


@pytest.mark.parametrize("code", sorted(CODES - NOTES))
def test_every_problem_of_a_file_is_told_in_words_by_the_finding(code: str) -> None:
    finding = Verdict(code="einvoice-file", severity="review", facts={"invoice": "1", "wrong": f"{code},sum-net"})
    assert wrong_words(code) not in {"", code}
    assert wrong_words(code) in sentence(finding)
    assert code not in sentence(finding)
    assert remedy(finding)


def test_words_come_once() -> None:
    assert wrong_words("sum-net,sum-tax") == wrong_words("sum-total")


@pytest.mark.parametrize(
    "code",
    [
        "3070401000000000000", " 307 0401 0000 00000000 ", "３０７０４０１００００００００００００", "307-0401-000000000000",
        "3O7O4O1OOOOOOOOOOOO", "307\u200b0401000000000000", "٣٠٧٠٤٠١٠٠٠٠٠٠٠٠٠٠٠٠", "0003070401000000000", "30704010", "3070401000000000000.0",
    ],
)  # fmt: skip
def test_a_tax_code_is_the_same_however_it_is_written(code: str) -> None:
    hit = LEXICON.screen("培训资料", "粤东技师学院", "*培训服务*资料", code)
    assert hit is not None
    assert (hit.category, hit.severity, hit.field, hit.words) == ("meal", "refuse", "tax_code", code.strip())


@given(st.text(max_size=12))
def test_any_tax_code_is_looked_up_without_harm(code: str) -> None:
    LEXICON.screen("", "", "", code)


def test_an_invoice_number_is_the_same_in_the_digits_of_any_script() -> None:
    assert invoice_key("", "2244200000001234560١") == invoice_key("", "22442000000012345601")
    assert invoice_key("", "２２４４２０００００００１２３４５６０１") == ("", "22442000000012345601")
    assert [misnumbered(number) for number in ("2244200000001234560١", "2244200000001234560l", "30551201")] == [
        False, True, False,
    ]  # fmt: skip


def case(**changed: object) -> Case:
    record = draft({"fund": "JY2022-001", "kind": "spend"}, BOOK)
    return case_of(msgspec.structs.replace(record, **changed), Story(), BOOK, NOWHERE, LEXICON.screen)


def found(record: Case) -> list[str]:
    return [finding.code for finding in judge(record) if finding.code.startswith("einvoice")]


def test_an_invoice_of_which_no_file_was_read_has_no_finding_of_a_file() -> None:
    assert found(case(invoices=(Invoice(number="1", item="书"),))) == []


def test_each_invoice_of_an_entry_is_judged_for_its_share() -> None:
    one, other = (Invoice(number=number, share=share, wrong="lacking") for number, share in (("1", 3000), ("2", 0)))
    judged = [each for each in judge(case(invoices=(one, other))) if each.code == "einvoice-file"]
    assert [each.questioned for each in judged] == [3000, 10000]


def test_a_paper_of_an_entry_that_is_no_spending_is_not_held_against_it() -> None:
    record = Record(
        fund="JY2022-001",
        kind="attach",
        date=case().record.date,
        refers=9,
        invoices=(Invoice(number="1", wrong="lacking"),),
    )
    assert found(case_of(record, Story(), BOOK, NOWHERE, LEXICON.screen)) == []


def test_who_attached_what_speaks_against_an_entry_does_not_decide_on_it() -> None:
    fund = received()
    fund.post(kind="spend", maker="王会计", invoices=[{"number": "1", "share": "100.00", "face": "100.00"}])
    number = max(fund.story.items)
    wrong = {"number": "1", "item": "书", "wrong": "lacking", "share": "100.00", "face": "100.00"}
    said = fund.post(kind="attach", refers=number, maker="李经办", evidence=["invoice"], invoices=[wrong])
    assert "einvoice-file" in said
    clear = {"kind": "clear", "refers": number, "decision": "accept", "reason": "核对过"}
    assert [fund.post(**clear, maker=maker) for maker in ("王会计", "李 经办", "赵审核")] == [
        ["same-person"], ["same-person"], [],
    ]  # fmt: skip
