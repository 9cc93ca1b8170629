"""The completeness of papers (附件齐全率), fund by fund, on a date."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.asked import Asked, asking, question
from funds.cli.output import Column, Sheet, give
from funds.cli.table import shown
from funds.text import N_, _

__all__ = ["completeness", "kept_laws"]

_SHORT: Final = 12
_COLUMNS: Final = (
    Column("fund", N_("Fund")),
    Column("studio", N_("Studio")),
    Column("entries", N_("Need papers"), "count"),
    Column("complete", N_("Have them all"), "count"),
    Column("rate", N_("With papers %"), "percent", ("complete", "entries")),
    Column("asked", N_("Pieces asked"), "count"),
    Column("there", N_("Pieces there"), "count"),
    Column("spent", N_("Spent"), "money"),
    Column("supported", N_("Supported"), "money"),
    Column("unsupported", N_("Unsupported"), "money"),
    Column("rate_by_amount", N_("Supported %"), "percent", ("supported", "spent")),
    Column("missing_papers", N_("Missing")),
    Column("shared_papers", N_("One file for several")),
)
_FILED: Final = (
    Column("programme", N_("Programme")),
    Column("tier", N_("Tier")),
    Column("unit", N_("Unit")),
    Column("as_of", N_("Cut-off date")),
    Column("records", N_("Records"), "count"),
    Column("head", N_("Head")),
)


@click.command(
    "completeness",
    help=_(
        "How many entries have all the papers they need (附件齐全率), and what is missing. One file is one paper: what it "
        "proves already it does not prove again, and that counts as missing here as in every report; the kinds' ids stand "
        "in JSON."
    ),
)
@asking(fund=False)
def completeness(how: str, output: Path | None, **typed: Any) -> None:
    """Give one row a fund, with its cut-off date and head."""
    from funds.statements.completeness import added  # noqa: PLC0415  start-up

    asked = question(**typed)
    found = list(_found(asked))
    rows = [row for row, _figures in found]

    def total() -> dict[str, Any] | None:
        return _total(rows, added(figures for _row, figures in found))

    notes = [
        *asked.notes,
        _("With papers is entries that have all their papers / entries that need any."),
        _("Supported % is (spent - unsupported) / spent."),
        _("Heads:"),
        *(f"  {row['head']}" for row in rows),
        *_again(rows),
    ]
    give(Sheet("completeness", _COLUMNS, rows, total, notes, _FILED), how, output)


def _again(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Tell each file that does not count as a paper which is missing, and what to do."""
    what = _(
        "{fund}: {name} ({digest}) does not count as {papers} of entry {entry}: the file is {held} of entry {by} ({cite})."
    )
    free = _(
        "{fund}: {name} ({digest}) does not count as {papers} of entry {entry}, since it came when it was another's ({cite})."
    )
    for row in rows:
        for one in row["shared_files"]:
            told = {key: one[key] for key in ("papers", "entry")}
            more = {
                "digest": one["digest"][:_SHORT],
                "held": one["held_as"],
                "by": one["held_by"],
                "cite": one["citation"],
            }
            yield (what if one["held_by"] else free).format(fund=row["fund"], name=shown(one["name"]), **told, **more)
    if any(row["shared_files"] for row in rows):
        yield _(
            "Remedy: attach a paper of its own (funds attach FUND NUMBER FILE --kind KIND). A file that was attached to the "
            "wrong entry need not be taken away: attach the right paper there, then the file where it belongs, and it counts "
            "there. A scan of several papers is split, one file for each."
        )


def _found(asked: Asked) -> Iterator[tuple[dict[str, Any], Any]]:
    from funds.record.chain import chain, every  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.statements.completeness import completeness as row  # noqa: PLC0415

    engine = asked.workspace.open()
    laws = kept_laws(engine)
    records = chain(engine, asked.fund) if asked.fund else every(engine, asked.programme or None)
    for _fund, own in groupby(records, key=attrgetter("fund")):
        listed = list(own)
        if asked.programme and listed[0].terms and listed[0].terms.programme != asked.programme:
            continue
        found = row(listed, laws, asked.window, asked.day)
        if found:
            yield found


def kept_laws(engine: Any) -> Any:
    """Give what gives the law of a hash, as it was kept; each is read once, and only if it is asked for."""
    from funds.law.read import from_kept  # noqa: PLC0415
    from funds.record.chain import texts  # noqa: PLC0415

    kept = texts(engine)
    return cache(lambda name: from_kept(kept[name]) if name in kept else None)


def _total(rows: list[dict[str, Any]], figures: Any) -> dict[str, Any] | None:
    from funds.statements.completeness import rates  # noqa: PLC0415

    if len(rows) < 2:  # noqa: PLR2004  one row is its own total
        return None
    names = {key: _summed(row[key] for row in rows) for key in ("missing_papers", "shared_papers")}
    return {"fund": _("Total"), **rates(figures), **names}


def _summed(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    names: Counter[str] = Counter()
    for part in parts:
        names.update(part)
    return dict(sorted(names.items(), key=lambda one: (-one[1], one[0])))
