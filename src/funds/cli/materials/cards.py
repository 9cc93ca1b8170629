"""Asset cards (资产卡片) listed, and the equipment ledger held against account 162."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import click

from funds.cli.clock import today
from funds.cli.completeness import kept_laws
from funds.cli.materials.fields import columns_of
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
    Column("found", N_("Findings")),
)
_MORE: Final = (
    Column("studio", N_("Studio")),
    Column("asset", N_("Class of asset")),
    Column("model", N_("Model")),
    Column("unit_price", N_("Unit price"), "money"),
    Column("supplier", N_("Supplier")),
    Column("disposal", N_("How it was disposed of")),
)
#: What people write freely in the ledger, telephones too.
_FREE: Final = frozenset({"name", "model", "place", "keeper", "supplier", "disposal"})
_SAYS: Final[Mapping[str, tuple[str, str]]] = {
    "card-not-booked": (
        N_("{fund}: {name} stands in the equipment ledger with {amount} yuan, and no entry of the fund put it on account {account}."),
        N_("Tie the row to its entry by invoice or voucher number, or record the purchase; what the unit's administration gave has another source of money."),
    ),
    "card-not-listed": (
        N_("{card} {name}: account {account} holds {amount} yuan, and the equipment ledger has no row of it."),
        N_("Enter it: funds material add equipment {fund} --field …, with the invoice or voucher number of entry {entry}."),
    ),
    "card-unregistered": (
        N_("{fund}: {name} at {piece} yuan a piece reaches the standard of {limit}, and nothing of it stands on account {account}."),
        N_("Reverse its entry and record it again with --asset; or write in its row which class it is, or who else paid."),
    ),
    "card-otherwise": (
        N_("{card} {name}: account {account} holds {amount} yuan, and of the same thing the equipment ledger says: {said}."),
        N_("Correct the row with --replaces, or reverse the entry and record it again with the right --asset."),
    ),
    "card-no-class": (
        N_("{card} {name}: the equipment ledger does not state its class; account {account} holds {amount} yuan."),
        N_("Add 资产类别: funds material add equipment {fund} --replaces NUMBER."),
    ),
    "card-differs": (
        N_("{card} {name}: account {account} holds {booked} yuan, the equipment ledger says {listed}: {amount} yuan apart."),
        N_("Correct the row with --replaces, or the entry with reverse or refund."),
    ),
    "card-no-keeper": (
        N_("{card} {name}: where it stands or who keeps it is not written."),
        N_("Add 存放地点 and 保管人: funds material add equipment {fund} --replaces NUMBER."),
    ),
    "card-not-counted": (
        N_("{card} {name}: not counted for more than a year (last: {counted})."),
        N_("Count it, and add 盘点日期: funds material add equipment {fund} --replaces NUMBER."),
    ),
    "card-disposed": (
        N_("{card} {name}: disposed of on {day}, and account {account} still holds {amount} yuan."),
        N_("The union's own books take it off (借 30104 贷 162) by the approval; this ledger of the grant goes on to show what it was spent on."),
    ),
}  # fmt: skip


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
    rows = [row for one in every for row in _rows(one)]
    findings = [_finding(each) for one in every for each in one.findings]
    sums = [_sums(one) for one in every]
    notes = [
        *(_("{fund}: account 162 {booked}, equipment ledger {listed}; account 171 {software}, ledger {software_listed}.").format(**one) for one in sums),
        *(line for one in findings for line in _told(one)),
    ]  # fmt: skip
    told = {"cards": rows, "sums": sums, "findings": findings}
    give(Sheet("cards", _COLUMNS, rows, notes=notes, more=_MORE, whole=told), how, output)
    if any(finding["severity"] == "review" for finding in findings):
        raise click.exceptions.Exit(1)


def _told(finding: Mapping[str, str]) -> Iterable[str]:
    yield f"[{finding['code']}] {finding['says']}"
    yield "    " + _("clause: {cite}").format(cite=finding["citation"])
    yield "    " + _("remedy: {how}").format(how=finding["remedy"])


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


def _rows(one: Any) -> Sequence[dict[str, Any]]:
    found: dict[tuple[int, str], list[str]] = {}
    for each in one.findings:
        found.setdefault((int(each.facts["entry"]), each.facts["name"]), []).append(each.code)
    return [
        {
            **{name: hidden_in(value) if name in _FREE else value for name, value in card._asdict().items()},
            **{name: yuan(getattr(card, name)) for name in ("unit_price", "cost", "listed")},
            "number": card.number or None,
            "rows": list(card.rows),
            "found": found.get((card.number, card.name), []),
        }
        for card in one.cards
    ]


def _sums(one: Any) -> dict[str, str]:
    return {
        "fund": one.fund,
        "booked": yuan(one.booked["162"]),
        "listed": yuan(one.listed["162"]),
        "software": yuan(one.booked["171"]),
        "software_listed": yuan(one.listed["171"]),
    }


def _finding(found: Any) -> dict[str, str]:
    says, remedy = _SAYS[found.code]
    facts = {**found.facts, "amount": yuan(found.questioned), "name": hidden_in(found.facts["name"])}
    if "said" in facts:
        facts["said"] = "、".join(map(_word, facts["said"].split(",")))
    return {
        "fund": found.facts["fund"],
        "code": found.code,
        "severity": found.severity,
        "questioned": yuan(found.questioned),
        "citation": found.cite,
        "says": _(says).format(**facts),
        "remedy": _(remedy).format(**facts),
    }


def _word(said: str) -> str:
    """Name what a row says as its sheet does: 资产类别 非固定资产."""
    key, _colon, value = said.partition(":")
    column = columns_of("equipment")[key]
    words = (choice.names[0] for choice in column.choices if choice.value == value)
    return f"{column.header} {next(words, value)}"
