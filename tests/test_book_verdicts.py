"""The plugin judges every record again from the book alone, as far as the opened file sees."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from booked import Office, a, a_spend, an_award, an_office, books, messages
from funds.book.open import Book, open_book
from funds.entry.record import Invoice, Record, Verdict
from funds.seal import head_of, sealed

FUND = "JY2022-001"


def resealed(office: Office, fund: str, number: int, change: Callable[[Record], Record]) -> None:
    """Change a record and seal the chain anew from there: no seal is broken, and the head is the new one."""
    made: list[Record] = []
    for record in office.chains[fund]:
        new = change(record) if record.number == number else record
        made.append(sealed(new, head_of(made[-1] if made else None)))
    office.chains[fund] = made


def checked(root: Path, office: Office, opened: str = "main.beancount") -> Book:
    books(root, office)
    return open_book(root / "ledger" / opened)


def test_every_verdict_of_a_good_book_is_found_again(tmp_path: Path) -> None:
    book = checked(tmp_path, an_office(tmp_path))
    assert book.errors == []
    (ran,) = [entry for entry in book.entries if getattr(entry, "type", "") == "funds-checked"]
    assert [int(value.value) for value in ran.values] == [21, 3]
    assert "not-judged" not in ran.meta


@pytest.mark.parametrize(
    ("number", "change", "code"),
    [
        (6, lambda record: msgspec.structs.replace(record, findings=record.findings[1:]), "verdict-differs"),
        (5, lambda record: msgspec.structs.replace(record, findings=()), "verdict-differs"),
        (
            4,
            lambda record: msgspec.structs.replace(
                record, findings=(*record.findings, Verdict(code="needs-judgement", severity="review"))
            ),
            "verdict-differs",
        ),
        (5, lambda record: msgspec.structs.replace(record, lines=record.lines[:2]), "lines-differ"),
        (9, lambda record: msgspec.structs.replace(record, purpose="publicity"), "field-differs"),
    ],
)
def test_a_verdict_that_posting_would_not_have_given_is_told_though_the_seals_hold(
    tmp_path: Path, number: int, change: Callable[[Record], Record], code: str
) -> None:
    office = an_office(tmp_path)
    resealed(office, FUND, number, change)
    book = checked(tmp_path, office)
    assert set(messages(book.errors)) == {code}
    assert f"ecord {number} of fund {FUND}" in book.errors[0].message


def test_an_invoice_used_by_two_funds_is_found_over_all_and_listed_as_not_judged_in_a_unit(tmp_path: Path) -> None:
    office = Office()
    office.post(an_award("JY2022-001"), an_award("JY2022-002"))
    for fund in ("JY2022-001", "JY2022-002"):
        office.post(a(fund, "disburse", 1, 100_00), a(fund, "receive", 2, 100_00, holder=f"揭阳{fund}机械厂工会委员会"))
    office.post(a_spend("JY2022-001", 5, 50_00, "24440001"), a_spend("JY2022-002", 6, 50_00, "24440002"))
    used = (Invoice(number="24440001", face=50_00, share=50_00, item="*非学历教育服务*培训费"),)
    resealed(office, "JY2022-002", 4, lambda record: msgspec.structs.replace(record, invoices=used))
    book = checked(tmp_path, office)
    assert messages(book.errors) == ["verdict-differs"]
    assert "invoice-used (refuse)" in book.errors[0].message
    unit = open_book(tmp_path / "ledger/books/units/揭阳JY2022-002机械厂.beancount")
    (ran,) = [entry for entry in unit.entries if getattr(entry, "type", "") == "funds-checked"]
    assert unit.errors == []
    assert "invoice-used" in ran.meta["not-judged"].split(", ")


def test_a_fund_that_is_broken_does_not_hide_a_verdict_of_another(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    resealed(office, FUND, 5, lambda record: msgspec.structs.replace(record, findings=()))
    main = books(tmp_path, office)
    path = tmp_path / "ledger/books/liaoning-2022/LN2022-001.beancount"
    path.write_text(path.read_text("utf-8").replace("数控技术培训费", "改"), "utf-8")
    assert sorted(messages(open_book(main).errors)) == ["seal-broken", "verdict-differs"]
