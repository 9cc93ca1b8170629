"""Every way of tampering with a book is told by stock bean-check as an error of its own."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from beancount.scripts.check import main as bean_check
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from booked import books, messages
from funds.book.open import UncheckedError, open_book

ONE, TWO = "books/jieyang-2022/JY2022-001.beancount", "books/jieyang-2022/JY2022-002.beancount"
_RECORD = re.compile(r"\d{4}-\d\d-\d\d [*!] .*?\n\n", re.DOTALL)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose book nobody has touched."""
    root = tmp_path_factory.mktemp("good")
    books(root)
    return root


@pytest.fixture
def ledger(good: Path, tmp_path: Path) -> Path:
    """A copy of it to tamper with."""
    shutil.copytree(good, tmp_path / "copy")
    return tmp_path / "copy" / "ledger"


def told(ledger: Path, opened: str = "main.beancount") -> list[str]:
    """Run stock bean-check and give the codes (or first words) of what it says."""
    result = CliRunner().invoke(bean_check, ["-C", "--json", str(ledger / opened)])
    said = [error["message"] for error in json.loads(result.output)["errors"]]
    assert result.exit_code == (1 if said else 0)
    return sorted({each.split(":")[0] for each in said})


def change(ledger: Path, file: str, old: str, new: str) -> None:
    path = ledger / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def record(ledger: Path, file: str, number: int) -> str:
    """Give the text of one record."""
    found: list[str] = [
        each for each in _RECORD.findall((ledger / file).read_text("utf-8")) if f"\n  number: {number}\n" in each
    ]
    assert len(found) == 1
    return found[0]


def test_a_good_book_passes_without_a_word_in_every_scope_and_place(good: Path, ledger: Path) -> None:
    for folder in (good / "ledger", ledger):
        opened = [folder / "main.beancount", *folder.glob("books/*/2022.beancount"), *folder.glob("books/units/*")]
        assert len(opened) == 6
        for path in opened:
            result = CliRunner().invoke(bean_check, ["-C", str(path)])
            assert (result.exit_code, result.output) == (0, "")


Tamper = Callable[[Path], None]


def _amount(ledger: Path) -> None:
    """Both lines and the amount, so that it still balances."""
    path = ledger / ONE
    path.write_text(path.read_text("utf-8").replace("1200.50", "1200.51"), "utf-8")


def _one_line(ledger: Path) -> None:
    entry = record(ledger, ONE, 4)
    change(ledger, ONE, entry, entry.replace("1200.50 CNY", "1200.51 CNY", 1))


def _memo(ledger: Path) -> None:
    change(ledger, ONE, "数控技术培训费", "数控技术培训赞")


def _payee(ledger: Path) -> None:
    change(ledger, ONE, '"精工仪器有限公司"', '"精工仪器公司"')


def _date(ledger: Path) -> None:
    change(ledger, ONE, "2022-10-31 * ", "2022-10-30 * ")


def _moment(ledger: Path) -> None:
    change(ledger, ONE, 'posted: "2022-10-30T09:00:00+08:00"', 'posted: "2022-10-30T09:00:01+08:00"')


def _invoice(ledger: Path) -> None:
    change(ledger, ONE, 'invoice1-number: "24440001"', 'invoice1-number: "24440009"')


def _finding(ledger: Path) -> None:
    change(ledger, ONE, 'finding1-severity: "review"', 'finding1-severity: "note"')


def _without(number: int) -> Tamper:
    def tamper(ledger: Path) -> None:
        change(ledger, ONE, record(ledger, ONE, number), "")

    return tamper


def _twice(ledger: Path) -> None:
    entry = record(ledger, ONE, 7)
    change(ledger, ONE, entry, entry + entry)


def _later(ledger: Path) -> None:
    entry, last = record(ledger, ONE, 5), record(ledger, ONE, 9)
    change(ledger, ONE, entry, "")
    change(ledger, ONE, last, last + entry)


def _renumbered(ledger: Path) -> None:
    change(ledger, ONE, "\n  number: 7\n", "\n  number: 77\n")
    change(ledger, ONE, "\n  number: 8\n", "\n  number: 7\n")
    change(ledger, ONE, "\n  number: 77\n", "\n  number: 8\n")


def _other_account(ledger: Path) -> None:
    entry = record(ledger, ONE, 4)
    change(ledger, ONE, entry, entry.replace("银行存款:JY2022-001  -1", "银行存款:JY2022-002  -1"))


def _other_file(ledger: Path) -> None:
    entry = record(ledger, ONE, 7)
    change(ledger, ONE, entry, "")
    path = ledger / TWO
    path.write_text(path.read_text("utf-8") + "\n" + entry, "utf-8")


def _other_purpose(ledger: Path) -> None:
    path = ledger / ONE
    path.write_text(path.read_text("utf-8").replace("P3学习培训", "P1场所布置完善"), "utf-8")


def _flag(ledger: Path) -> None:
    change(ledger, ONE, '2022-11-09 * "揭阳', '2022-11-09 ! "揭阳')


def _head(ledger: Path) -> None:
    change(ledger, "main.beancount", 'custom "funds-head" "JY2022-001" 9 "', 'custom "funds-head" "JY2022-001" 9 "0')


def _no_head(ledger: Path) -> None:
    path = ledger / "main.beancount"
    lines = [line for line in path.read_text("utf-8").splitlines() if '"funds-head" "JY2022-001"' not in line]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _no_fund(ledger: Path) -> None:
    change(ledger, "main.beancount", 'include "books/jieyang-2022/JY2022-001.beancount"\n', "")


def _fund_and_head(ledger: Path) -> None:
    _no_fund(ledger)
    _no_head(ledger)


def _extra(ledger: Path) -> None:
    path = ledger / ONE
    more = '\n2022-12-01 * "again"\n  Assets:102银行存款:JY2022-001  1.00 CNY\n  Assets:102银行存款:JY2022-001  -1.00 CNY\n'
    path.write_text(path.read_text("utf-8") + more, "utf-8")


def _pad(ledger: Path) -> None:
    path = ledger / ONE
    more = "\n2022-10-11 pad Assets:102银行存款:JY2022-001 Income:40302专项转移支付补助:JY2022-001\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")


def _foreign_document(ledger: Path) -> None:
    (ledger / "other.pdf").write_bytes(b"x")
    path = ledger / ONE
    more = '\n2022-11-01 document Assets:102银行存款:JY2022-001 "../../other.pdf"\n'
    path.write_text(path.read_text("utf-8") + more, "utf-8")


def _forged_head(ledger: Path) -> None:
    _without(9)(ledger)
    path = ledger / ONE
    path.write_text(path.read_text("utf-8") + '\n2022-01-01 custom "funds-head" "JY2022-001" 8 "x"\n', "utf-8")


def _unknown_key(ledger: Path) -> None:
    change(ledger, ONE, "  number: 4\n", '  number: 4\n  approved-by: "x"\n')


def _balance(ledger: Path) -> None:
    change(ledger, ONE, "25799.50 ~ 0 CNY", "25799.51 ~ 0 CNY")


def _law(ledger: Path) -> None:
    for path in (ledger / "books" / "texts").iterdir():
        text = path.read_text("utf-8")
        if '"code":"jieyang-2022"' in text:
            path.write_text(text.replace("30000", "90000"), "utf-8")


def _lexicon(ledger: Path) -> None:
    for path in (ledger / "books" / "texts").iterdir():
        if '"code":' not in path.read_text("utf-8")[:4000]:
            path.unlink()


CASES: list[tuple[Tamper, list[str]]] = [
    (_amount, ["Balance failed for 'Assets", "Balance failed for 'Expenses", "seal-broken"]),
    (_one_line, ["Balance failed for 'Expenses", "Transaction does not balance", "not-balanced", "seal-broken"]),
    (_memo, ["seal-broken"]),
    (_payee, ["seal-broken"]),
    (_date, ["seal-broken"]),
    (_moment, ["seal-broken"]),
    (_invoice, ["seal-broken"]),
    (_finding, ["seal-broken"]),
    (_without(1), ["record-missing"]),
    (_without(7), ["record-missing"]),
    (_without(9), ["Balance failed for 'Assets", "Balance failed for 'Equity", "tail-cut"]),
    (_twice, ["record-repeated"]),
    (_later, ["record-reordered"]),
    (_renumbered, ["link-broken", "record-reordered", "seal-broken"]),
    (_other_account, ["Balance failed for 'Assets", "line-of-other-fund"]),
    (_other_file, ["file-of-other-fund"]),
    (_other_purpose, ["account-differs"]),
    (_flag, ["flag-differs"]),
    (_head, ["head-differs"]),
    (_no_head, ["count-differs", "head-missing"]),
    (_no_fund, ["fund-missing"]),
    (_fund_and_head, ["count-differs"]),
    (_extra, ["foreign-entry"]),
    (_pad, ["Unused Pad entry", "foreign-entry"]),
    (_foreign_document, ["foreign-entry"]),
    (_forged_head, ["Balance failed for 'Assets", "Balance failed for 'Equity", "foreign-entry", "tail-cut"]),
    (_unknown_key, ["record-missing", "record-unreadable"]),
    (_balance, ["Balance failed for 'Assets"]),
    (_law, ["text-changed"]),
    (_lexicon, ["text-missing"]),
]


@pytest.mark.parametrize(("tamper", "codes"), CASES, ids=[case[0].__name__.strip("_") for case in CASES])
def test_tampering_is_told(ledger: Path, tamper: Tamper, codes: list[str]) -> None:
    tamper(ledger)
    assert told(ledger) == codes


def test_a_unit_and_a_programme_see_the_same_tampering_in_their_own_books(ledger: Path) -> None:
    _memo(ledger)
    assert told(ledger, "books/jieyang-2022/2022.beancount") == ["seal-broken"]
    assert told(ledger, "books/units/揭阳JY2022-001机械厂.beancount") == ["seal-broken"]
    assert told(ledger, "books/units/揭阳JY2022-002机械厂.beancount") == []


def test_a_message_names_fund_and_number_in_a_sentence(ledger: Path) -> None:
    _memo(ledger)
    (error,) = open_book(ledger / "main.beancount").errors
    assert error.message.startswith("seal-broken: Record 4 of fund JY2022-001 was changed after it was sealed")
    assert (Path(error.source["filename"]).name, error.source["lineno"] > 1) == ("JY2022-001.beancount", True)


def test_a_book_whose_plugin_line_is_gone_is_not_believed(ledger: Path) -> None:
    change(ledger, "main.beancount", 'plugin "funds.book.plugin" "all books/texts"\n', "")
    assert told(ledger) == []
    with pytest.raises(UncheckedError, match="did not run"):
        open_book(ledger / "main.beancount")


def test_a_book_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UncheckedError, match="funds book"):
        open_book(tmp_path / "main.beancount")


def test_checks_that_fail_are_one_error_and_the_book_stays(ledger: Path) -> None:
    change(ledger, "main.beancount", 'custom "funds-book" "all" 3 21', 'custom "funds-book" "all"')
    found = open_book.__globals__["_load"](ledger / "main.beancount")
    assert messages(found[1]) == ["checks-not-run"]
    assert len([entry for entry in found[0] if type(entry).__name__ == "Transaction"]) == 21
    with pytest.raises(UncheckedError):
        open_book(ledger / "main.beancount")


_FIELD = re.compile(
    r'(?m)^  (?!document)[a-z][^:\n]*: "?(?=[^"\n])|^  [A-Z]\S*:JY2022-00\d  -?(?=\d)|^2022-\d\d-\d(?=\d [*!] )'
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_single_character_of_a_sealed_field_can_change_unnoticed(
    good: Path, tmp_path: Path, data: st.DataObject
) -> None:
    copy = tmp_path / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(good, copy)
    path = copy / "ledger" / ONE
    text = path.read_text("utf-8")
    place = data.draw(st.sampled_from([found.end() for found in _FIELD.finditer(text)]))
    new = data.draw(st.sampled_from([sign for sign in "0123456789abcX" if sign != text[place]]))
    path.write_text(text[:place] + new + text[place + 1 :], "utf-8")
    assert told(copy / "ledger") != []
