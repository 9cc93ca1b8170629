"""Electronic invoices (数电票) read from their files, and shown."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.invoices.sealed import told_lines
from funds.cli.masks import hidden, veiled
from funds.cli.output import Column, as_json, format_option, say
from funds.cli.table import lines
from funds.einvoice.invoice import EInvoice, Item, Problem, Read
from funds.money import yuan
from funds.text import N_, _

__all__ = ["invoice"]

_INVOICES: Final = (
    Column("place", N_("File")),
    Column("number", N_("Invoice")),
    Column("issued", N_("Date of issue")),
    Column("seller", N_("Seller")),
    Column("buyer", N_("Buyer")),
    Column("net", N_("Amount without tax"), "money"),
    Column("tax", N_("Tax"), "money"),
    Column("total", N_("Total with tax"), "money"),
    Column("signature", N_("Signature")),
)
_ITEMS: Final = (
    Column("number", N_("Invoice")),
    Column("item", N_("Item")),
    Column("tax_code", N_("Tax code")),
    Column("spec", N_("Specification")),
    Column("quantity", N_("Quantity"), "count"),
    Column("unit", N_("Unit of measure")),
    Column("amount", N_("Amount without tax"), "money"),
    Column("tax", N_("Tax"), "money"),
)
_SIGNATURES: Final = {"present": N_("present, not verified"), "absent": N_("absent")}


@click.group("invoice", help=_("Read electronic invoices (数电票)."))
def invoice() -> None:
    """Read electronic invoices."""


@invoice.command(
    "read",
    help=_(
        "Show the invoices in FILE…: XML, OFD, or zips of them. Exit status 1 if anything is wrong with one, "
        "2 if none could be read."
    ),
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option("table", "json")
def read_(files: tuple[Path, ...], how: str) -> None:
    """Show the invoices of files."""
    from funds.einvoice.read import read  # noqa: PLC0415  start-up
    from funds.einvoice.same import compared_with_each_other  # noqa: PLC0415
    from funds.einvoice.told import is_note  # noqa: PLC0415

    each = compared_with_each_other((click.format_filename(file), found) for file in files for found in read(file))
    say(as_json([veiled(_object(*one)) for one in each]) if how == "json" else _table(each))
    if not any(found.invoice for _file, found in each):
        raise click.exceptions.Exit(2)
    if any(not is_note(problem) for _file, found in each for problem in found.all_problems):
        raise click.exceptions.Exit(1)


def _table(each: Sequence[tuple[str, Read]]) -> str:
    read = [(f"{file}: {found.member}" if found.member else file, found.invoice) for file, found in each]
    there = [(place, found) for place, found in read if found]
    told: list[str] = []
    if there:
        told += _laid(_INVOICES, [_row(place, found) for place, found in there])
        items = [_item(found, item) for _place, found in there for item in found.items]
        told += ["", *_laid(_ITEMS, items)] if items else []
    problems = [hidden(line) for file, found in each for line in told_lines(file, found)]
    return "\n".join([*told, *([""] if told and problems else []), *problems]) + "\n"


def _laid(columns: Sequence[Column], rows: Sequence[dict[str, str]]) -> Iterator[str]:
    titles = [_(column.title) for column in columns]
    cells = ([row[column.key] for column in columns] for row in map(veiled, rows))
    return iter(list(lines(titles, cells, [column.kind != "text" for column in columns])))


def _row(place: str, found: EInvoice) -> dict[str, str]:
    return {
        "place": place,
        "number": _number(found),
        "issued": found.issued.isoformat() if found.issued else "",
        "seller": found.seller.name,
        "buyer": found.buyer.name,
        "net": _yuan(found.net) or "",
        "tax": _yuan(found.tax) or "",
        "total": _yuan(found.total) or "",
        "signature": _(_SIGNATURES[found.signature]),
    }


def _item(found: EInvoice, item: Item) -> dict[str, str]:
    return {
        "number": _number(found),
        "item": item.name,
        "tax_code": item.tax_code,
        "spec": item.spec,
        "quantity": item.quantity,
        "unit": item.unit,
        "amount": _yuan(item.amount) or "",
        "tax": _yuan(item.tax) or "",
    }


def _number(found: EInvoice) -> str:
    return f"{found.code}-{found.number}" if found.code else found.number


def _yuan(amount: int | None) -> str | None:
    return None if amount is None else yuan(amount)


def _object(file: str, found: Read) -> dict[str, Any]:
    return {
        "file": file,
        "member": found.member,
        "invoice": _invoice(found.invoice) if found.invoice else None,
        "problems": [_problem(problem) for problem in found.all_problems],
    }


def _invoice(found: EInvoice) -> dict[str, Any]:
    return {
        "schema": found.schema,
        "number": found.number,
        "code": found.code,
        "issued": found.issued.isoformat() if found.issued else None,
        "kind": found.kind,
        "seller": {"name": found.seller.name, "tax_id": found.seller.tax_id},
        "buyer": {"name": found.buyer.name, "tax_id": found.buyer.tax_id},
        "items": [
            {
                "name": item.name,
                "tax_code": item.tax_code,
                "spec": item.spec,
                "unit": item.unit,
                "quantity": item.quantity,
                "price": item.price,
                "rate": item.rate,
                "amount": _yuan(item.amount),
                "tax": _yuan(item.tax),
            }
            for item in found.items
        ],
        "net": _yuan(found.net),
        "tax": _yuan(found.tax),
        "total": _yuan(found.total),
        "red": found.red,
        "reverses": found.reverses,
        "remark": found.remark,
        "signature": "present, not verified" if found.signature == "present" else "absent",
    }


def _problem(problem: Problem) -> dict[str, Any]:
    from funds.einvoice.told import is_note, remedy, sentence  # noqa: PLC0415

    return {
        "code": problem.code,
        "severity": "note" if is_note(problem) else "error",
        "says": sentence(problem),
        "remedy": remedy(problem),
    }
