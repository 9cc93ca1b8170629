"""What an attacker did to a book so that stock bean-check stayed silent, and what is told now."""

from pathlib import Path

import msgspec
import pytest

from booked import Office, a, an_award, books
from funds.book.open import UncheckedError, open_book
from funds.seal import head_of, sealed
from test_book_tampering import ONE, change, good, ledger, record, told

__all__ = ["good", "ledger"]


def test_what_is_shown_cannot_differ_from_the_sealed_memo(ledger: Path) -> None:
    entry = record(ledger, ONE, 4)
    head = entry.splitlines()[0]
    change(ledger, ONE, head, head.replace('"数控技术培训费"', '"学习资料"') + '\n  memo: "数控技术培训费"')
    assert told(ledger) == ["record-missing", "record-unreadable"]


@pytest.mark.parametrize("more", [" #approved", " ^JY2022-002.5"])
def test_a_tag_or_a_strange_link_is_told(ledger: Path, more: str) -> None:
    head = record(ledger, ONE, 5).splitlines()[0]
    change(ledger, ONE, head, head + more)
    assert told(ledger) == ["links-differ"]


def test_words_on_a_line_and_documents_of_nothing_are_told(ledger: Path) -> None:
    line = next(each for each in record(ledger, ONE, 4).splitlines() if each.startswith("  Expenses"))
    change(ledger, ONE, line, f'{line}\n    approved: "yes"')
    assert told(ledger) == ["record-missing", "record-unreadable"]


def test_a_document_led_to_another_record_is_told(ledger: Path) -> None:
    text = (ledger / ONE).read_text("utf-8")
    (line,) = [each for each in text.splitlines() if " document " in each and each.endswith("^JY2022-001.4")]
    change(ledger, ONE, line, line.replace("^JY2022-001.4", "^JY2022-001.5"))
    assert told(ledger) == ["foreign-entry"]


def test_a_document_key_led_elsewhere_is_told(ledger: Path) -> None:
    change(ledger, ONE, '  fund: "JY2022-001"\n', '  fund: "JY2022-001"\n  document7: "../../../etc/passwd"\n')
    assert "record-unreadable" in told(ledger)


@pytest.mark.parametrize(
    "line",
    [
        'plugin "beancount.plugins.implicit_prices"',
        'option "insert_pythonpath" "TRUE"',
        'option "plugin_processing_mode" "raw"',
        'option "inferred_tolerance_default" "CNY:100000"',
        'option "name_assets" "Equity"',
        '2022-01-01 custom "funds-head" "JY2022-001" 1 "00"',
    ],
)
def test_an_opening_line_that_is_not_ours_is_told(ledger: Path, line: str) -> None:
    change(ledger, "main.beancount", "\nplugin ", f"\n{line}\nplugin ")
    assert told(ledger) == ["foreign-entry"]


def test_a_forged_word_that_the_checks_ran_is_not_believed(ledger: Path) -> None:
    line = 'plugin "funds.book.plugin" "all books/texts"\n'
    change(ledger, "main.beancount", line, '2022-01-01 custom "funds-checked" 21 3\n')
    assert told(ledger) == []
    with pytest.raises(UncheckedError, match="did not run"):
        open_book(ledger / "main.beancount")


def test_a_chain_forged_for_an_edition_of_the_checks_that_is_not_known_is_told(tmp_path: Path) -> None:
    office = Office()
    office.post(an_award("JY2022-001"), a("JY2022-001", "disburse", 5, 30_000_00))
    first, second = office.chains["JY2022-001"]
    forged = sealed(msgspec.structs.replace(second, amount=99_999_00, rules=99), head_of(first))
    office.chains["JY2022-001"] = [first, forged]
    books(tmp_path, office)
    assert told(tmp_path / "ledger") == ["rules-unknown"]
