"""Search all funds for entries: by invoice, payee, amount, voucher, memo, or any of these."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.masks import veiled
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.typed import YUAN
from funds.money import BadMoneyError, fen, yuan
from funds.text import N_, _
from funds.workspace import find

__all__ = ["search"]

_COLUMNS: Final = (
    Column("fund", N_("Fund")),
    Column("number", N_("No."), "count"),
    Column("date", N_("Date")),
    Column("kind", N_("Kind")),
    Column("voucher", N_("Voucher")),
    Column("amount", N_("Amount"), "money"),
    Column("payee", N_("Payee")),
    Column("memo", N_("Memo")),
    Column("maker", N_("Maker")),
)


@click.command("search", help=_("Find entries of all funds; exit status 0 also where nothing is found."))
@click.argument("text", default="")
@click.option("--invoice", help=_("The invoice: its number, or CODE-NUMBER."))
@click.option("--payee", help=_("A part of the payee's name."))
@click.option("--amount", type=YUAN, help=_("The amount in yuan, exactly."))
@click.option("--voucher", help=_("The voucher's number (凭证字号)."))
@click.option("--memo", help=_("A part of the memo (摘要)."))
@format_option()
def search(text: str, how: str, output: Path | None, **wanted: Any) -> None:
    """Give one row an entry; all that is given must hold, TEXT in any of these places."""
    given = {name: value for name, value in wanted.items() if value is not None}
    if not text and not given:
        raise click.UsageError(_("Say what to look for: a TEXT, or --invoice, --payee, --amount, --voucher, --memo."))
    from funds.record.search import found  # noqa: PLC0415  start-up: SQLAlchemy

    engine = find().open()
    rows = {(one.fund, one.number): one for places in _places(text, given) for one in found(engine, **places, **given)}
    give(Sheet("entries", _COLUMNS, [_row(rows[key]) for key in sorted(rows)]), how, output)


def _places(text: str, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give each place in which the text may stand; one empty place where there is no text."""
    if not text:
        yield {}
        return
    for name in ("payee", "memo", "voucher", "invoice"):
        if name not in given:
            yield {name: text}
    try:
        amount = fen(text)
    except BadMoneyError:
        return
    if "amount" not in given:
        yield {"amount": amount}


def _row(one: Any) -> dict[str, Any]:
    row: dict[str, Any] = veiled(one._asdict())
    return row | {"date": one.date.isoformat(), "posted": one.posted.isoformat(), "amount": yuan(one.amount)}
