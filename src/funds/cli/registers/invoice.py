"""The invoice of a row, or its several invoices written as the command line takes them: NUMBER=FACE@SHARE."""

import re
from collections.abc import Mapping
from typing import Any, Final

import click

from funds.cli.invoices.items import invoices_of, misnumbered_words
from funds.cli.registers.fault import FaultError
from funds.cli.typed import INVOICE, InvoiceTyped
from funds.entry.names import invoice_key, misnumbered, written
from funds.entry.record import Invoice

__all__ = ["invoices_in", "numbers_in"]

_BETWEEN: Final = re.compile(r"[;；\n]")
#: A number as most rows hold it.
_LETTERS: Final = re.compile(r"[0-9A-Z]{1,20}", re.ASCII)
#: How many digits an invoice's code has.
_CODES: Final = frozenset({10, 12})
#: From so many digits on a number that stands alone is an invoice's with its code, or a digital one's.
_LONG: Final = 17
#: A number as it stands on an invoice; what is nearly as long as a digital one's is looked at.
_PLAIN: Final = re.compile(r"[0-9]{1,16}|[0-9]{18}|[0-9]{20}", re.ASCII)


def invoices_in(cells: dict[str, Any], amount: int) -> tuple[Invoice, ...]:
    """Give a row's invoices; `amount` (fen) is the row's. Raises FaultError.

    The usual row has one invoice, which bears the whole amount. An invoice's items and tax codes
    follow its place in the list.
    """
    typed, code = str(cells.get("invoice_number", "")), str(cells.get("invoice_code", ""))
    item, tax = str(cells.get("item", "")), str(cells.get("tax_code", ""))
    if _PLAIN.fullmatch(typed) or not typed:
        share = amount if typed else 0
        code, typed = _parted(_held(code), typed)
        alone = Invoice(number=typed, code=code, share=share, item=item, tax_code=tax)
        return (alone,) if typed or code or item or tax else ()
    parts = [part.strip() for part in _BETWEEN.split(typed) if part.strip()]
    if len(parts) == 1 and code:
        parts = [f"{_code(code)}-{parts[0]}"]
    given = {"invoice": [_one(part) for part in parts], "amount": amount}
    if len(parts) == 1:
        return _made({**given, "item": [item] if item else [], "tax_code": [tax] if tax else []})
    items, taxes = _BETWEEN.split(item), _BETWEEN.split(tax)
    return _made({**given, "item": _stripped(items), "tax_code": _stripped(taxes)})


def numbers_in(cells: Mapping[str, Any]) -> list[str]:
    """Give the number (as `invoice_key` has it) of a row's only invoice; several are looked up when the row is judged."""
    typed = str(cells.get("invoice_number", ""))
    return [invoice_key(str(cells.get("invoice_code", "")), typed)[1]] if _PLAIN.fullmatch(typed) else []


def _code(code: str) -> str:
    return code.strip().upper().replace(" ", "")


def _held(code: str) -> str:
    """Give a code as the command line takes it. Raises FaultError for words in its place."""
    bare = _code(code)
    if bare in {"", "无", "无代码"}:
        return ""
    if not _LETTERS.fullmatch(bare) or (bare.isdecimal() and len(bare) not in _CODES):
        raise FaultError(code="not-an-invoice", key="invoice_code", code_=code, length=len(bare))
    return bare


def _parted(code: str, number: str) -> tuple[str, str]:
    """Part code and number as they are printed. Raises FaultError for what is nearly an invoice's number."""
    if not number or (not code and len(number) < _LONG):
        return code, number
    if misnumbered(number, code):
        raise FaultError(code="cannot-be-meant", key="invoice_number", why=misnumbered_words(code, number))
    return written(code, number) if code else ("", number)


def _stripped(parts: list[str]) -> list[str]:
    return [part.strip() for part in parts] if any(parts) else []


def _one(part: str) -> InvoiceTyped:
    try:
        found: InvoiceTyped = INVOICE.convert(part, None, None)
    except click.UsageError as error:
        raise FaultError(code="cannot-be-meant", key="invoice_number", why=error.format_message()) from None
    if found.code.isdecimal() and len(found.code) not in _CODES:
        raise FaultError(code="not-an-invoice", key="invoice_number", code_=found.code, length=len(found.code))
    return found


def _made(given: dict[str, Any]) -> tuple[Invoice, ...]:
    try:
        return invoices_of(given)
    except click.UsageError as error:
        raise FaultError(code="cannot-be-meant", key="invoice_number", why=error.format_message()) from None
