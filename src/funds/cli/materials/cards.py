"""Asset cards (资产卡片) listed, and the equipment ledger held against account 162."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import click

from funds.cli.clock import today
from funds.cli.completeness import kept_laws
from funds.cli.materials.card_words import finding_of, told
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.typed import DAY, FUND
from funds.money import yuan
from funds.statements.materials import hidden_in
from funds.text import N_, _
from funds.workspace import Workspace, find

__all__ = ["cards"]

_COLUMNS: Final = (
    Column("fund", N_("Fund")),
    Column("number", N_("Entry"), "count"),
    Column("card", N_("Card")),
    Column("date", N_("Date")),
    Column("name", N_("Name")),
    Column("account", N_("Account")),
    Column("quantity", N_("Pieces"), "count"),
    Column("cost", N_("In the book"), "money"),
    Column("listed", N_("In the ledger"), "money"),
    Column("place", N_("Where it stands")),
    Column("keeper", N_("Keeper")),
    Column("counted", N_("Counted on")),
    Column("disposed", N_("Disposed of on")),
    Column("titles", N_("Findings")),
)
_MORE: Final = (
    Column("studio", N_("Studio")),
    Column("asset", N_("Class of asset")),
    Column("model", N_("Model")),
    Column("unit_price", N_("Unit price"), "money"),
    Column("supplier", N_("Supplier")),
    Column("disposal", N_("How it was disposed of")),
    Column("gone", N_("Worth of what was disposed of"), "money"),
    Column("said", N_("What was found")),
)
#: What people write freely in the ledger, telephones too.
_FREE: Final = frozenset({"name", "model", "place", "keeper", "supplier", "disposal"})


@click.command(
    "cards",
    help=_(
        "Asset cards (资产卡片) of the fund FUND, or of all: what each entry put on account 162 or 171, where it stands, who keeps "
        "it, when it was counted. Where the equipment ledger and the account do not agree, that is a finding: exit status 1. "
        "A row is of an entry by invoice (its code may be missing), by voucher, or by amount and supplier."
    ),
)
@click.argument("fund", type=FUND, required=False)
@click.option("--as-of", type=DAY, help=_("Count what is dated on or before this day."))
@format_option()
def cards(fund: str | None, as_of: Any, how: str, output: Any) -> None:
    """List the cards."""
    workspace = find()
    every = list(_each(workspace, fund or "", as_of or today(workspace)))
    findings = [[finding_of(each) for each in one.findings] for one in every]
    rows = [row for one, some in zip(every, findings, strict=True) for row in _rows(one, some)]
    sums = [_sums(one) for one in every]
    flat = [one for some in findings for one in some]
    notes = [
        *(_("{fund}: account 162 {booked}, equipment ledger {listed}; account 171 {software}, ledger {software_listed}.").format(**one) for one in sums),
        *(line for one in flat for line in told(one)),
    ]  # fmt: skip
    whole = {"cards": [_plain(row) for row in rows], "sums": sums, "findings": flat}
    give(Sheet("cards", _COLUMNS, rows, notes=notes, more=_MORE, whole=whole), how, output)
    if any(finding["severity"] == "review" for finding in flat):
        raise click.exceptions.Exit(1)


def _each(workspace: Workspace, fund: str, day: Any) -> Iterable[Any]:
    """Make the cards of each fund; rows that name no fund are looked for in the studio's first."""
    from itertools import groupby  # noqa: PLC0415

    from funds.record.chain import chain, every  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.record.materials import fund_studios, materials  # noqa: PLC0415
    from funds.statements.cards import cards_of  # noqa: PLC0415

    engine = workspace.open()
    records = chain(engine, fund) if fund else every(engine)
    studios, laws = fund_studios(engine), kept_laws(engine)
    first: dict[str, str] = {}
    for code, names in sorted(studios.items()):
        first.setdefault(names[-1], code)
    rows: dict[str, list[Any]] = {}
    for row in materials(engine, ledger="equipment"):
        rows.setdefault(row.studio, []).append(row)
    for code, some in groupby(records, key=lambda record: record.fund):
        names, link = studios[code], list(some)
        ours = [row for name in names for row in rows.get(name, ())]
        limits = _limits(laws(link[-1].law))
        made = cards_of(code, names[-1], link, ours, day, limits, loose=first[names[-1]] == code)
        if made.cards or fund:
            yield made


def _limits(book: Any) -> Any:
    """Give the prices from which a law registers an asset, by day; none where its text is not kept."""

    def of(day: dt.date) -> dict[str, int]:
        return {name: value.limit for name, value in book.on(day).thresholds.items()} if book else {}

    return of


def _rows(one: Any, findings: Sequence[Mapping[str, str]]) -> Sequence[dict[str, Any]]:
    """Give a row for each card, with the codes, titles and sentences of what was found on it."""
    found: dict[tuple[int, str], list[Mapping[str, str]]] = {}
    for each, told_of in zip(one.findings, findings, strict=True):
        found.setdefault((int(each.facts["entry"]), each.facts["name"]), []).append(told_of)
    return [_row(card, found.get((card.number, card.name), [])) for card in one.cards]


def _row(card: Any, found: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    return {
        **{name: hidden_in(value) if name in _FREE else value for name, value in card._asdict().items()},
        **{name: yuan(getattr(card, name)) for name in ("unit_price", "cost", "listed", "gone")},
        "number": card.number or None,
        "rows": list(card.rows),
        "found": [each["code"] for each in found],
        "titles": [each["title"] for each in found],
        "said": [each["says"] for each in found],
    }


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row as JSON has it: the findings stand there in full."""
    return {key: value for key, value in row.items() if key not in {"titles", "said"}}


def _sums(one: Any) -> dict[str, str]:
    return {
        "fund": one.fund,
        "booked": yuan(one.booked["162"]),
        "listed": yuan(one.listed["162"]),
        "software": yuan(one.booked["171"]),
        "software_listed": yuan(one.listed["171"]),
    }
