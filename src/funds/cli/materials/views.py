"""Rows of the supporting-material ledgers as they are listed and shown; personal numbers are hidden."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import click

from funds.cli.clock import now
from funds.cli.materials.fields import columns_of, ledger_meant, ledger_title, ledgers_known, said
from funds.cli.materials.meant import Meant, Seen, meant, seeing, seen
from funds.cli.output import Column, Sheet, as_json, format_option, give, say
from funds.cli.table import lines
from funds.cli.typed import FILLED, FUND, WORDS
from funds.entry.names import fold
from funds.money import yuan
from funds.statements.materials import Material, standing
from funds.text import N_, _
from funds.workspace import find

__all__ = ["list_", "rows_of", "show"]

_LISTED: Final = (
    Column("studio", N_("Studio")),
    Column("ledger_name", N_("Ledger")),
    Column("number", N_("No."), "count"),
    Column("id", N_("Own no.")),
    Column("fund", N_("Fund")),
    Column("date", N_("Date")),
    Column("title", N_("What")),
    Column("voucher", N_("Voucher")),
    Column("invoice", N_("Invoice")),
    Column("amount", N_("Amount"), "money"),
    Column("papers", N_("Papers"), "count"),
    Column("state", N_("State")),
    Column("maker", N_("Maker")),
)
_SAME: Final = frozenset({"id", "studio", "fund", "date", "voucher", "invoice_number", "amount"})


def rows_of(engine: Any, studio: Meant) -> list[Material]:
    """Give every row of a studio under all its names, the replaced ones too."""
    from funds.record.materials import materials  # noqa: PLC0415  start-up: SQLAlchemy

    return [row for name in studio.names for row in materials(engine, studio=name)]


@click.command("list", help=_("List every row that was entered, those replaced or withdrawn too."))
@click.option("--studio", type=WORDS, default="", help=_("Only studios whose name holds this."))
@click.option("--fund", type=FUND, help=_("Only rows of this fund."))
@click.option("--ledger", type=WORDS, default="", help=_("Only this ledger; files then have all its columns."))
@seeing
@format_option()
def list_(studio: str, fund: str | None, ledger: str, how: str, output: Any, **who: Any) -> None:
    """List the rows."""
    from funds.record.materials import materials  # noqa: PLC0415

    workspace = find()
    engine = workspace.open()
    wanted = ledger_meant(ledger) if ledger else ""
    if how == "xlsx" and output is None:
        raise click.UsageError(_("A workbook needs a file to go to: add -o FILE."))
    rows = [row for row in materials(engine, fund=fund or "", ledger=wanted) if fold(studio) in fold(row.studio)]
    hide = seen(engine, rows, Seen(**who), "list", now(workspace))
    told = _listed(rows, hide)
    flat = [{**{f"field {key}": value for key, value in one["fields"].items()}, **one} for one in told]
    give(Sheet("material", _LISTED, flat, more=_more(wanted), whole=told), how, output)


def _more(ledger: str) -> Sequence[Column]:
    """Give the columns that only one ledger has, by the headers of its sheet."""
    if not ledger:
        return ()
    kinds: Any = {"money": "money", "count": "count"}
    return [
        Column(f"field {key}", column.header, kinds.get(column.reads, "text"))
        for key, column in columns_of(ledger).items()
        if key not in _SAME
    ]


def _listed(rows: Sequence[Material], hide: Any) -> list[dict[str, Any]]:
    by = {(row.studio, row.ledger, row.replaces): row.number for row in rows if row.replaces}
    stands = {row.place for row in standing(rows)}
    return [_told(row, hide, by.get(row.place), stands=row.place in stands) for row in rows]


def _told(row: Material, hide: Any, by: int | None, *, stands: bool) -> dict[str, Any]:
    """Give a row for lists and JSON: the amount in yuan, choices in words, personal numbers hidden."""
    fields = hide(said(row))
    own = {"studio": row.studio, "ledger": row.ledger, "ledger_name": ledger_title(row.ledger), "number": row.number}
    return {
        **own,
        "id": hide({"id": row.own_id})["id"],
        "fund": row.fund,
        "date": row.date,
        "title": hide({"title": row.title})["title"],
        "voucher": row.voucher,
        "invoice": fields.get("invoice_number", ""),
        "amount": None if row.amount is None else yuan(row.amount),
        "papers": len(row.evidence),
        "evidence": [hide({"kind": e.kind, "name": e.name, "digest": e.digest, "size": e.size}) for e in row.evidence],
        "note": fields.get("note", ""),
        "fields": fields,
        "reason": hide({"reason": row.reason})["reason"],
        "replaces": row.replaces or None,
        "replaced_by": by,
        "stands": stands,
        "state": _state(row, by),
        "maker": hide({"maker": row.maker})["maker"],
        "moment": row.moment,
    }


def _state(row: Material, by: int | None) -> str:
    """Say in a word what became of a row."""
    if by:
        return _("replaced by {number}").format(number=by)
    return "" if row.date else _("withdraws {number}").format(number=row.replaces)


@click.command("show", help=_("The ledgers of the studio STUDIO as they stand, with all their columns."))
@click.argument("typed", metavar="STUDIO|FUND", type=FILLED)
@click.option("--ledger", type=WORDS, default="", help=_("Only this ledger."))
@seeing
@format_option("table", "json")
def show(typed: str, ledger: str, how: str, **who: Any) -> None:
    """Show a studio's ledgers."""
    workspace = find()
    engine = workspace.open()
    studio = meant(engine, typed)
    wanted = ledger_meant(ledger) if ledger else ""
    rows = [row for row in rows_of(engine, studio) if wanted in {"", row.ledger}]
    if studio.fund:
        rows = [row for row in rows if row.fund in {"", studio.fund}]
    hide = seen(engine, rows, Seen(**who), "show", now(workspace))
    if how == "json":
        told = [one for one in _listed(rows, hide) if one["stands"]]
        ledgers = {name: [one for one in told if one["ledger"] == name] for name in ledgers_known()}
        say(as_json({"studio": studio.studio, "ledgers": {name: some for name, some in ledgers.items() if some}}))
        return
    lines = [studio.studio, *_shown(standing(rows), hide)]
    say("\n".join(lines if len(lines) > 1 else [*lines, _("Nothing to show.")]) + "\n")


def _shown(rows: Sequence[Material], hide: Any) -> Iterable[str]:
    for ledger, title in ledgers_known().items():
        some = [row for row in rows if row.ledger == ledger]
        if not some:
            continue
        told = [{"no": row.number, **hide(said(row))} for row in some]
        used = [key for key in columns_of(ledger) if any(one.get(key) for one in told)]
        columns = columns_of(ledger)
        titles = [_("No."), *(columns[key].header for key in used)]
        right = [True, *(columns[key].reads in {"money", "count"} for key in used)]
        yield ""
        yield f"{title} ({ledger})"
        yield from lines(titles, ([str(one.get(key, "")) for key in ("no", *used)] for one in told), right)
