"""The lines of an account's statements, with their marks, the gaps between them, and those taken out of account."""

from pathlib import Path
from typing import Any, Final

import click

from funds.cli.bank.told import KINDS, number_of, told_gap
from funds.cli.masks import veiled
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.typed import DAY, FILLED
from funds.money import yuan
from funds.text import N_, _
from funds.workspace import find

__all__ = ["lines"]

_LINES: Final = (
    Column("seq", N_("No."), "count"),
    Column("date", N_("Date")),
    Column("out", N_("Out"), "money"),
    Column("in", N_("In"), "money"),
    Column("balance", N_("Balance"), "money"),
    Column("counterparty", N_("Counterparty")),
    Column("counter_account", N_("Their account")),
    Column("text", N_("Text")),
    Column("serial", N_("Serial")),
    Column("voucher", N_("Voucher")),
    Column("id", N_("Own number")),
    Column("mark", N_("Marked as")),
    Column("reason", N_("Reason")),
    Column("place", N_("Statement")),
)
_VOIDED: Final = (
    Column("voided_by", N_("Taken out by")),
    Column("voided_at", N_("Taken out on")),
    Column("void_reason", N_("Why it was taken out")),
)


@click.command("lines", help=_("Show the lines of the account NUMBER in the order of time."))
@click.argument("number", type=FILLED)
@click.option("--since", type=DAY, help=_("From this day on."))
@click.option("--as-of", "as_of", type=DAY, help=_("Up to this day."))
@click.option("--all", "every", is_flag=True, help=_("After them those taken out of account: by whom, when and why."))
@format_option()
def lines(number: str, since: Any, as_of: Any, every: bool, how: str, output: Path | None) -> None:
    """Show lines."""
    from funds.record.accounts import declared, marks  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.record.bank import bank_lines  # noqa: PLC0415
    from funds.statements.bank import gaps  # noqa: PLC0415

    if since and as_of and since > as_of:
        raise click.UsageError(_("There is no day from {since} to {until}.").format(since=since, until=as_of))
    engine = find().open()
    known = declared(engine, number_of(number))
    marked = marks(engine, known.number)
    first, last = (day.isoformat() if day else "" for day in (since, as_of))
    found = bank_lines(engine, known.number, first, last)
    notes = [told_gap(gap) for gap in gaps(found)]
    rows = [_line(line, marked.get(line.seq)) for line in found]
    if every:
        rows = [row | _void(None) for row in rows] + _voided(engine, known.number, first, last)
    rows = list(map(veiled, rows))
    give(Sheet("bank_lines", (*_LINES, *(_VOIDED if every else ())), rows, None, notes), how, output)


def _voided(engine: Any, number: str, since: str, as_of: str) -> list[dict[str, Any]]:
    """Give the lines that are out of account, by day."""
    from funds.record.bank import every_line  # noqa: PLC0415
    from funds.record.voided import voids  # noqa: PLC0415

    out = voids(engine, number)
    found = [one for one in every_line(engine, number) if one.seq in out and since <= one.date <= (as_of or one.date)]
    return [_line(one, None) | _void(out[one.seq]) for one in sorted(found, key=lambda one: (one.date, one.seq))]


def _void(void: Any) -> dict[str, Any]:
    if void is None:
        return {"voided_by": "", "voided_at": "", "void_reason": ""}
    return {"voided_by": void.maker, "voided_at": void.moment, "void_reason": void.reason}


def _line(line: Any, mark: Any) -> dict[str, Any]:
    """Give a line as it is shown."""
    return {
        "seq": line.seq,
        "date": line.date,
        "out": yuan(-line.fen) if line.fen < 0 else None,
        "in": yuan(line.fen) if line.fen > 0 else None,
        "amount": yuan(line.fen),
        "balance": None if line.balance is None else yuan(line.balance),
        "counterparty": line.counterparty,
        "counter_account": line.counter_account,
        "text": line.text,
        "serial": line.serial,
        "voucher": line.voucher,
        "id": line.own_id,
        "mark": _(KINDS[mark.kind]) if mark else "",
        "marked_as": mark.kind if mark else "",
        "reason": mark.reason if mark else "",
        "marked_by": mark.maker if mark else "",
        "place": f"{line.name} {line.sheet} {line.row}",
        "file": line.file,
        "maker": line.maker,
        "moment": line.moment,
    }
