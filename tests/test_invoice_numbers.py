"""Invoice numbers: one invoice has one key wherever its code and number were parted, and is used once at every door."""

from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doors import Door, environment, funded
from einvoices import control, digital, ofd
from funds.cli.registers.fault import FaultError
from funds.cli.registers.invoice import invoices_in, numbers_in
from funds.cli.typed import INVOICE, InvoiceTyped
from funds.entry.names import fold, invoice_key, misnumbered, written
from funds.entry.record import Invoice
from funds.reconcile.keys import invoice as reconciled

CODED = "044002200111", "30551201"
USE = ("--purpose", "publicity", "--payee", "新锐图文店", "--memo", "印刷", "--date", "2022-11-09")
#: Whole numbers, and what their key is.
WHOLE = {
    "22442000000012345678": ("", "22442000000012345678"),
    "25442000000012345678": ("", "25442000000012345678"),
    "04400220011130551201": ("44002200111", "30551201"),
    "14401190011100551201": ("144011900111", "551201"),
    "440022001130551201": ("4400220011", "30551201"),
    "110019313012345678": ("1100193130", "12345678"),
    "244521600110305512010"[:20]: ("", "24452160011030551201"),  # a local tax bureau's, before 2018
}


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return funded(tmp_path / "w")


@st.composite
def spelt(draw: st.DrawFn, whole: str) -> tuple[str, str]:
    """Give a number as somebody may type it: parted anywhere, with dashes, spaces, other widths and scripts."""
    signs = []
    for sign in whole:
        signs.append(draw(st.sampled_from([sign, chr(ord("０") + int(sign)), chr(0x660 + int(sign))])))
        signs.append(draw(st.sampled_from(["", "", "", "-", " ", "—", "\u3000", "－"])))
    at = draw(st.integers(0, len(signs) - 1))
    return "".join(signs[:at]), "".join(signs[at:])


@given(st.data())
def test_an_invoice_has_one_key_wherever_it_is_parted(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(sorted(WHOLE)))
    code, number = data.draw(spelt(whole))
    assert invoice_key(code, number) == WHOLE[whole]
    assert invoice_key("", f"{code}-{number}") == WHOLE[whole]
    assert invoice_key(*written(code, number)) == WHOLE[whole]
    if fold(number):
        found = reconciled(code, number)
        assert found is not None
        assert (found.before, found.number) == WHOLE[whole]


@given(st.sampled_from(["22", "25", "99", "04", "14"]), st.from_regex(r"[0-9]{18}", fullmatch=True), st.data())
def test_any_number_of_twenty_digits_has_one_key(begin: str, rest: str, data: st.DataObject) -> None:
    keys = {invoice_key(*data.draw(spelt(begin + rest))) for _try in range(4)}
    assert keys == {invoice_key("", begin + rest)}
    assert (next(iter(keys))[0] == "") == (begin > "20")


@given(st.text(max_size=24), st.text(max_size=24))
def test_a_key_of_a_key_is_itself_as_far_as_it_is_an_invoices(code: str, number: str) -> None:
    first = invoice_key(code, number)
    assert isinstance(misnumbered(number, code), bool)
    if first[0].isdecimal() and first[1].isdecimal() and len(first[0]) in {10, 12} and len(first[1]) == 8:
        assert invoice_key(*first) == first


@pytest.mark.parametrize(
    ("typed", "parted"),
    [
        ("22442000-000012345678", ("", "22442000000012345678")),
        ("224420000000-12345678", ("", "22442000000012345678")),
        ("2244-2000000012345678", ("", "22442000000012345678")),
        ("２２４４ 2000–0000−1234－5678", ("", "22442000000012345678")),
        ("0440-0220011130551201", CODED),
        ("0440022001-1130551201", CODED),
        ("04400220011-130551201", CODED),
        ("0440-0220-0111-3055-1201", CODED),
        ("044002200111-30551201", CODED),
        ("04400220011130551201", CODED),
        ("4400220011-30551201", ("4400220011", "30551201")),
        ("440022-001130551201", ("4400220011", "30551201")),
        ("44060122-0012345678", ("44060122", "0012345678")),  # a finance receipt, as it is printed
        ("SJ-2022-15", ("", "SJ202215")),
        ("30551201", ("", "30551201")),
    ],
)
def test_a_typed_number_is_parted_as_it_is_printed(typed: str, parted: tuple[str, str]) -> None:
    found = INVOICE.convert(f"{typed}=100", None, None)
    assert found == InvoiceTyped(*parted, 10000, None)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("0440", "30551201"),
        ("0440022001", "11305512"),
        ("44002200111", "30551201"),
        ("0440022001110", "30551201"),
        ("", "2244200000001234567"),
        ("", "20442000000012345678"),
        ("", "044002200130551201"),
        ("224420000000", "1234567"),
        ("2244200000", "001234567"),
        ("110019313012", "345678"),  # a code of 12 and a short number, or one of 10 and a number of 8
        ("4400220011", "0030551201"),
        ("044002200111", "3055120L"),
    ],
)
def test_a_number_that_fits_no_form_is_refused_in_a_sentence(code: str, number: str) -> None:
    typed = f"{code}-{number}" if code else number
    with environment(LANG="C.UTF-8", LANGUAGE="", LC_ALL="C.UTF-8"), pytest.raises(click.UsageError) as error:
        _refused(typed)
    assert "20 digits" in error.value.message
    assert number in error.value.message


def _refused(typed: str) -> None:
    from funds.cli.invoices.items import invoices_of  # noqa: PLC0415

    invoices_of({"invoice": [INVOICE.convert(typed, None, None)], "amount": 1})


@pytest.mark.parametrize(
    "cells",
    [
        {"invoice_code": "044002200111", "invoice_number": "30551201"},
        {"invoice_code": "0440022001", "invoice_number": "1130551201"},
        {"invoice_number": "0440-0220011130551201"},
        {"invoice_number": "04400220011130551201"},
        {"invoice_code": "无", "invoice_number": "04400220011130551201"},
    ],
)
def test_a_register_has_the_same_key_in_one_column_or_two(cells: dict[str, Any]) -> None:
    (made,) = invoices_in(cells, 100)
    assert invoice_key(made.code, made.number) == ("44002200111", "30551201")
    assert set(numbers_in(cells)) <= {"30551201"}


@pytest.mark.parametrize(
    "cells",
    [
        {"invoice_code": "110019313012", "invoice_number": "345678"},
        {"invoice_number": "20442000000012345678"},
        {"invoice_code": "0440022001", "invoice_number": "30551201"},
    ],
)
def test_a_register_refuses_what_fits_no_form(cells: dict[str, Any]) -> None:
    with pytest.raises(FaultError):
        invoices_in(cells, 100)


def test_leading_zeros_that_a_sheet_lost_do_not_tell_invoices_apart() -> None:
    (made,) = invoices_in({"invoice_code": "044002200111", "invoice_number": "551201"}, 100)
    assert made == Invoice(code="044002200111", number="551201", share=100)
    assert invoice_key(made.code, made.number) == invoice_key("", "04400220011100551201")


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("22442000000012345678", ("22442000-000012345678", "224420000000-12345678", "2244-2000000012345678")),
        (
            "044002200111-30551201",
            ("0440-0220011130551201", "0440022001-1130551201", "04400220011-130551201", "04400220011130551201"),
        ),
    ],
)
def test_an_invoice_is_used_once_wherever_its_dash_is_typed(door: Door, first: str, again: tuple[str, ...]) -> None:
    door.must("spend", "JY2022-001", "100", *USE, "--invoice", f"{first}=100")
    for typed in again:
        said = door("spend", "JY2022-001", "100", *USE, "--invoice", f"{typed}=100")
        assert (said.status, "invoice-used" in said.err) == (1, True), said
    assert door.count() == 4


def test_the_file_of_an_invoice_is_the_one_that_was_typed(door: Door) -> None:
    for name, content, typed in (
        ("a.xml", digital("22442000000012345678"), "2244-2000000012345678"),
        ("b.ofd", ofd(control(number="30560117", code="044002200111")), "0440022001-1130560117"),
    ):
        path = door.root / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        door.must("spend", "JY2022-001", "4860", *USE, "--invoice", f"{typed}=4860")
        said = door("spend", "JY2022-001", *USE, "--einvoice", str(path))
        assert (said.status, "invoice-used" in said.err) == (1, True), said
