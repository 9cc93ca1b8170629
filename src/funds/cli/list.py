"""The list of funds: whose they are, what was approved, and what is left."""

from pathlib import Path
from typing import Any, Final

import click

from funds.cli.asked import question
from funds.cli.masks import veiled
from funds.cli.output import Column, Sheet, format_option, give, total_of
from funds.entry.names import fold
from funds.text import N_, _

__all__ = ["list_"]

_COLUMNS: Final = (
    Column("fund", N_("Fund")),
    Column("programme", N_("Programme")),
    Column("tier", N_("Tier")),
    Column("studio", N_("Studio")),
    Column("unit", N_("Unit")),
    Column("approved", N_("Approved"), "money"),
    Column("received", N_("Received"), "money"),
    Column("spent", N_("Spent"), "money"),
    Column("balance", N_("Balance"), "money"),
    Column("records", N_("Records"), "count"),
)
_AMOUNTS: Final = ("approved", "received", "spent", "balance")
_SHOWN: Final = (*(column.key for column in _COLUMNS), "head")


@click.command("list", help=_("List the funds."))
@click.option("--programme", default="", metavar="CODE", help=_("Only this programme's funds."))
@click.option("--year", type=click.IntRange(1990, 2099), help=_("Only funds named in this year."))
@click.option("--unit", default="", help=_("Only units whose name holds this."))
@click.option("--studio", default="", help=_("Only studios whose name holds this."))
@format_option()
def list_(programme: str, year: int | None, unit: str, studio: str, how: str, output: Path | None) -> None:
    """Give one row a fund."""
    from funds.record.reported import reported  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.statements.utilisation import utilisation  # noqa: PLC0415

    asked = question(None, None, None, programme)
    rows: list[dict[str, Any]] = []
    for named, sums in reported(asked.workspace.open(), asked.window, programme=asked.programme):
        named_in = named.fund.partition("-")[0][-4:]
        if (year is None or named_in == str(year)) and _holds(named.unit, unit) and _holds(named.studio, studio):
            row = utilisation(named, sums, asked.day)
            rows.append(veiled({key: row[key] for key in _SHOWN}))
    give(
        Sheet(
            "funds",
            _COLUMNS,
            rows,
            lambda: {"fund": _("Total")} | total_of(rows, _AMOUNTS),
            (),
            (Column("head", N_("Head")),),
        ),
        how,
        output,
    )


def _holds(name: str, part: str) -> bool:
    return fold(part) in fold(name)
