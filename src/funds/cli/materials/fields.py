"""What is typed for a row of a ledger, read by the column types of its layout; Chinese header or key."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

import click

from funds.entry.names import fold
from funds.law.material import LEDGERS
from funds.money import yuan
from funds.statements.materials import Material
from funds.text import _
from funds.workbook.intake.events import CellProblem
from funds.workbook.intake.told import remedy, sentence
from funds.workbook.intake.typed import Wrong
from funds.workbook.intake.values import reader_of
from funds.workbook.layout.column import Column, Layout
from funds.workbook.layout.headers import meaning
from funds.workbook.layout.sheets import layout_of

__all__ = ["columns_of", "headers_of", "ledger_meant", "ledger_title", "ledgers_known", "made", "read_fields", "said"]

#: The columns that a row holds by themselves; all others of the layout are its fields.
_OWN: Final = {"id": "own_id", "fund": "fund", "date": "date", "voucher": "voucher", "amount": "amount", "note": "note"}
_BESIDE: Final = frozenset({*_OWN, "studio", "invoice_number", "files"})


def ledgers_known() -> dict[str, str]:
    """Give every ledger with the title of its sheet."""
    return {ledger: layout_of(f"material-{ledger}").title for ledger in LEDGERS}


def ledger_title(ledger: str) -> str:
    """Give the title of a ledger's sheet; of one that a later version knows, its id."""
    return ledgers_known().get(ledger, ledger)


def ledger_meant(typed: str) -> str:
    """Give the ledger meant by its id, its title or the title without 台账. Raises UsageError."""
    for ledger, title in ledgers_known().items():
        if fold(typed) in {fold(ledger), fold(title), fold(title.removesuffix("台账"))}:
            return ledger
    known = "、".join(f"{ledger} {title}" for ledger, title in ledgers_known().items())
    raise click.UsageError(_("There is no ledger {read}. There are: {known}.").format(read=typed, known=known))


def columns_of(ledger: str) -> dict[str, Column]:
    """Give the columns of a ledger's sheet by key."""
    return {column.key: column for column in layout_of(f"material-{ledger}").columns}


def headers_of(ledger: str, keys: Iterable[str]) -> str:
    """Name columns as the sheet does."""
    columns = columns_of(ledger)
    return "、".join(columns[key].header if key in columns else key for key in keys)


def read_fields(ledger: str, typed: Iterable[str]) -> dict[str, Any]:
    """Read ``key=value`` texts by the layout's types; an empty value is given as None. Raises UsageError."""
    layout = layout_of(f"material-{ledger}")
    columns = columns_of(ledger)
    values: dict[str, Any] = {}
    for each in typed:
        named, equals, value = each.partition("=")
        key = named.strip() if named.strip() in columns else meaning(layout.kind, named)
        if not equals or key not in columns:
            raise click.UsageError(_no_column(layout, each if not equals else named))
        if key in {"studio", "files"}:
            what = _("{name} is not given with --field: the studio stands before it, and files come with --evidence.")
            raise click.UsageError(what.format(name=columns[key].header))
        if key in values:
            raise click.UsageError(_("{name} is given twice.").format(name=columns[key].header))
        values[key] = _value(columns[key], value)
    return values


def _no_column(layout: Layout, read: str) -> str:
    known = "、".join(
        f"{column.header}({column.key})" for column in layout.columns if column.key not in {"studio", "files"}
    )
    what = _("{read!r} is no field of {title}. Write HEADER=VALUE or key=value; there are: {known}.")
    return what.format(read=read, title=layout.title, known=known)


def _value(column: Column, text: str) -> Any:
    if not text.strip():
        return None
    found = reader_of(column, since_1904=False)(text)
    if isinstance(found, Wrong):
        facts = {"header": column.header, "offered": "、".join(choice.names[0] for choice in column.choices)}
        problem = CellProblem(found.code, column.header, column.key, text, {**facts, **found.facts})
        what = f"{sentence(problem)} {remedy(problem)}"
        raise click.UsageError(what)
    return found


def made(studio: str, ledger: str, cells: Mapping[str, Any], earlier: Material | None = None) -> Material:
    """Make a row of what its cells say; what they do not say is as in the `earlier` one that it corrects.

    Raises UsageError where a column that must be filled is empty.
    """
    values = {**(_cells(earlier) if earlier else {}), **cells}
    values = {key: _plain(value) for key, value in values.items() if value is not None}
    columns = columns_of(ledger)
    lacking = [
        column.header for key, column in columns.items() if column.required and key not in values and key != "studio"
    ]
    if lacking:
        names = "、".join(lacking)
        raise click.UsageError(_("A row of {ledger} needs: {names}.").format(ledger=ledger_title(ledger), names=names))
    code, number = _invoice(str(values.get("invoice_number", "")))
    own = {name: values[key] for key, name in _OWN.items() if key in values}
    fields = {key: value for key, value in values.items() if key not in _BESIDE}
    return Material(studio, ledger, own.pop("date"), fields, invoice_code=code, invoice_number=number, **own)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _invoice(typed: str) -> tuple[str, str]:
    """Take apart CODE-NUMBER; several invoices stay one text."""
    code, dash, number = typed.partition("-")
    if dash and code.isalnum() and number.isalnum():
        return code, number
    return "", typed


def _cells(row: Material) -> dict[str, Any]:
    """Give a row by the keys of its sheet, but for studio and files."""
    own = {key: getattr(row, name) for key, name in _OWN.items()}
    invoice = f"{row.invoice_code}-{row.invoice_number}" if row.invoice_code else row.invoice_number
    cells = {**row.fields, **own, "invoice_number": invoice}
    return {key: value for key, value in cells.items() if value not in {None, ""}}


def said(row: Material) -> dict[str, Any]:
    """Give a row by the keys of its sheet as people read it: yuan, the words of choices, names of files."""
    columns = columns_of(row.ledger) if row.ledger in LEDGERS else {}
    told: dict[str, Any] = {}
    for key, value in _cells(row).items():
        column = columns.get(key)
        if column is not None and column.reads == "money":
            told[key] = yuan(int(value))
        elif column is not None and column.choices:
            told[key] = next((choice.names[0] for choice in column.choices if choice.value == value), value)
        else:
            told[key] = value
    if row.evidence:
        told["files"] = "；".join(f"{piece.kind}={piece.name}" for piece in row.evidence)
    return told
