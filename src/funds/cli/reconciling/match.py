"""A person's decision on a reconciliation (人工核对): what belongs together, what does not, kept for ever with its reason."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

import click

from funds.cli.clock import now
from funds.cli.identity import no_identity_in
from funds.cli.masks import hidden, veiled
from funds.cli.options import login
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.reconciling.asking import Scope, groups
from funds.cli.reconciling.decided import waiting
from funds.cli.typed import COUNT, FILLED, FUND, WORDS
from funds.money import yuan
from funds.reconcile.sides import PAPER
from funds.text import N_, _
from funds.workspace import find

__all__ = ["match", "unmatch"]

#: An entry's own paper, as reconciliations call it.
_PAPER: Final = re.compile(rf"{PAPER}(\d{{1,9}})\.(\d{{1,4}})")
_COLUMNS = (
    Column("number", N_("No."), "count"),
    Column("decision", N_("Decision")),
    Column("entries", N_("Entries")),
    Column("material", N_("Material")),
    Column("bank", N_("Bank lines")),
    Column("state", N_("State")),
    Column("reason", N_("Reason")),
    Column("maker", N_("Maker")),
    Column("moment", N_("When")),
)


def _options(command: Callable[..., Any]) -> Any:
    for option in (
        click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who decides.")),
        click.option("--reason", type=WORDS, default="", help=_("Why.")),
        click.option("--bank", type=FILLED, multiple=True, help=_("The id of a bank line. May be repeated.")),
        click.option("--material", type=FILLED, multiple=True, help=_("The id of a row of material. May be repeated.")),
        click.option(
            "--entry", "entries", type=COUNT, multiple=True, help=_("The number of an entry. May be repeated.")
        ),
        click.argument("fund", type=FUND),
    ):
        command = option(command)
    return command


@click.command(
    "match",
    help=_(
        "Say that entries of FUND belong together with rows of material or lines of the bank. The decision is kept "
        "with its reason and wins whenever FUND is reconciled. With FUND alone: list its decisions."
    ),
)
@_options
@format_option("table", "json")
def match(fund: str, how: str, **given: Any) -> None:
    """Keep a match, or list what was decided."""
    if not any(given[name] for name in ("entries", "material", "bank", "reason")):
        _list(fund, how)
        return
    _decide(fund, match=True, **given)


@click.command(
    "unmatch",
    help=_("Say that entries of FUND do not belong together with rows of material or lines of the bank, and why."),
)
@_options
def unmatch(fund: str, **given: Any) -> None:
    """Keep that something is no match."""
    _decide(fund, match=False, **given)


def _decide(
    fund: str, entries: tuple[int, ...], material: tuple[str, ...], bank: tuple[str, ...], reason: str, actor: str, *,
    match: bool,
) -> None:  # fmt: skip
    from funds.record.match import keep_pairing  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.record.pairings import Pairing  # noqa: PLC0415

    if not entries or not (material or bank):
        raise click.UsageError(_("Name entries with --entry, and what they go with: --material ID or --bank ID."))
    if not reason:
        raise click.UsageError(_("Say why: add --reason. It is kept with the decision."))
    workspace = find()
    moment = now(workspace)
    group, one = _known(workspace, fund, moment.date())
    _entries(one, entries)
    no_identity_in(reason, actor=actor)
    rows = [_paper(one, typed) or _row(one, typed) for typed in material]
    lines = [_line(group, typed) for typed in bank]
    taken = list(_taken(group, one, lines)) if match else []
    given = Pairing(
        fund=fund,
        match=match,
        entries=tuple(sorted(set(entries))),
        material=tuple(sorted({row.place for row in rows})),
        bank=tuple(sorted({(line.account, line.seq) for line in lines})),
        reason=reason,
        maker=actor,
        login=login(),
    )
    number, new = keep_pairing(workspace.open(), given, moment, [own.award.fund for own in group.funds])
    what = (
        _("{fund}: decision {number} by {actor} is kept.") if new else _("{fund}: decision {number} says so already.")
    )
    click.echo(what.format(fund=fund, number=number, actor=actor))
    if match:
        for told in (*taken, *_unequal(one, given.entries, rows, lines)):
            click.echo(told)


def _known(workspace: Any, fund: str, day: Any) -> tuple[Any, Any]:
    """Give the fund with its group, reconciled as of a day: rows and lines go by the ids that this shows."""
    [(group, [one])] = groups(Scope(workspace, day, fund))
    return group, one


def _entries(one: Any, numbers: Iterable[int]) -> None:
    for number in numbers:
        record = one.records.get(number)
        if record is None or not record.lines:
            what = _("Record {number} of fund {fund} is no entry: it moves no money. funds show {fund} lists them.")
            raise click.UsageError(what.format(number=number, fund=one.award.fund))


class _Paper(NamedTuple):
    """An entry's own paper, as a decision names it; it states no amount."""

    place: tuple[str, str, int]
    amount: None = None


def _paper(one: Any, typed: str) -> _Paper | None:
    """Give the paper that goes by an id (``evidence:ENTRY.PLACE``), if the entry has so many."""
    found = _PAPER.fullmatch(typed)
    number = int(found[1]) if found else 0
    borne = [
        record
        for record in one.records.values()
        if number in {record.number, record.refers if record.kind == "attach" else 0}
    ]
    count = sum(len(record.evidence) for record in borne)
    return _Paper(("", f"{PAPER}{number}", int(found[2]))) if found and 1 <= int(found[2]) <= count else None


def _row(one: Any, typed: str) -> Any:
    found = one.shelves.found(typed)
    if found is None:
        what = _("Fund {fund} has no standing row of material {typed}. funds material list --fund {fund} shows them.")
        raise click.UsageError(what.format(fund=one.award.fund, typed=hidden(typed)))
    return found


def _line(group: Any, typed: str) -> Any:
    found = group.lines.found(typed)
    if found is None:
        accounts = ", ".join(account.number for account in group.accounts) or "-"
        what = _(
            "No bank line {typed} is on an account of the fund ({accounts}). Write it as ACCOUNT:NUMBER, or by its own "
            "number; funds account lines shows them."
        )
        raise click.UsageError(what.format(typed=hidden(typed), accounts=accounts))
    return found


def _taken(group: Any, one: Any, lines: Iterable[Any]) -> Iterable[str]:
    """Say with what else the lines were agreed so far. Raises UsageError for one that was set apart."""
    shown = {group.lines.shown(line.account, line.seq): line for line in lines}
    for side in (side for some in group.sides.values() for side in some if side.id in shown and side.marked):
        line = shown[side.id]
        if side.marked == "transfer":
            what = _("The line {line} is one end of a transfer between accounts of one holder: it is nobody's receipt.")
            raise click.UsageError(what.format(line=side.id))
        what = _(
            "The line {line} was set apart as no fund's: take that back first with "
            "funds account mark {account} {seq} --as none --reason …"
        )
        raise click.UsageError(what.format(line=side.id, account=line.account, seq=line.seq))
    for fund in group.funds:
        for row in fund.result.agreed:
            if set(row.bank) & set(shown) and (row.stage == "person" or fund is not one):
                what = _("The line {line} was agreed so far with entry {entries} of fund {fund}.")
                numbers = ", ".join(map(str, row.entries))
                yield what.format(line=", ".join(row.bank), entries=numbers, fund=fund.award.fund)


def _unequal(one: Any, entries: Iterable[int], rows: Iterable[Any], lines: Iterable[Any]) -> Iterable[str]:
    """Say where what a person puts together is not the same amount: it is kept, and somebody should know."""
    from funds.reconcile.sides import entries as sides  # noqa: PLC0415

    by_number = {side.number: side for side in sides(one.records.values())}
    mine = [by_number[number] for number in entries if number in by_number]
    spent, moved = sum(side.spent for side in mine), sum(side.bank for side in mine)
    stated = [row.amount for row in rows if row.amount]
    passed = [line.fen for line in lines]
    what = _("The entries come to {ours} yuan, what they go with to {theirs}: {difference} yuan differ.")
    for ours, theirs in ((spent, stated), (moved, passed)):
        if theirs and ours != sum(theirs):
            yield what.format(ours=yuan(ours), theirs=yuan(sum(theirs)), difference=yuan(abs(ours - sum(theirs))))


def _list(fund: str, how: str) -> None:
    workspace = find()
    group, one = _known(workspace, fund, now(workspace).date())
    waits = {each["number"] for each in waiting(one, group)}
    rows = [
        {
            "number": kept.number,
            "stands": (fund, kept.number) in group.stands,
            "waits": kept.number in waits,
            "state": _state(stands=(fund, kept.number) in group.stands, waits=kept.number in waits),
            "decision": _("together") if kept.match else _("apart"),
            "match": kept.match,
            "entries": list(kept.entries),
            "material": [one.shelves.shown(place) or "/".join(map(str, place)) for place in kept.material],
            "bank": [group.lines.shown(*line) or f"{line[0]}:{line[1]}" for line in kept.bank],
            "reason": kept.reason,
            "maker": kept.maker,
            "login": kept.login,
            "moment": kept.moment,
        }
        for kept in one.kept
    ]
    give(Sheet("decisions", _COLUMNS, [veiled(row) for row in rows]), how)


def _state(*, stands: bool, waits: bool) -> str:
    if waits:
        return _("to be decided anew: a row or line was changed or taken back")
    return _("stands") if stands else _("replaced")
