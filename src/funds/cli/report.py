"""Figures: utilisation, a fund's account, the trial balance, spending by purpose."""

import gc
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.asked import Asked, asking, question
from funds.cli.completeness import completeness
from funds.cli.masks import hidden, veiled
from funds.cli.output import Column, Sheet, give, total_of
from funds.money import fen, percent, yuan
from funds.text import N_, _

__all__ = ["AMOUNTS", "report"]

#: The amounts of a fund, as every list of funds shows them.
AMOUNTS: Final = (
    Column("approved", N_("Approved"), "money"),
    Column("disbursed", N_("Disbursed"), "money"),
    Column("received", N_("Received"), "money"),
    Column("spent", N_("Spent"), "money"),
    Column("utilisation", N_("Utilisation %"), "percent", ("spent", "received")),
    Column("under_review", N_("Under review"), "money"),
    Column("unsupported", N_("Unsupported"), "money"),
    Column("disallowed", N_("Disallowed"), "money"),
    Column("recovered", N_("Recovered"), "money"),
    Column("returned", N_("Returned"), "money"),
    Column("balance", N_("Balance"), "money"),
)
_MONEY: Final = tuple(column.key for column in AMOUNTS if column.kind == "money")
_FILED: Final = (
    Column("programme", N_("Programme")),
    Column("tier", N_("Tier")),
    Column("unit", N_("Unit")),
    Column("by_purpose", N_("Spent by purpose")),
    Column("as_of", N_("Cut-off date")),
    Column("records", N_("Records"), "count"),
    Column("head", N_("Head")),
)


@click.group(help=_("Figures on a date, and as they were known at a moment."))
def report() -> None:
    """Hold the reports together."""


report.add_command(completeness)


@report.command("utilisation", help=_("What was received, and what was spent of it, fund by fund."))
@click.option(
    "--unmatched",
    is_flag=True,
    help=_("Add what reconciliation leaves over: spending that no material stands against."),
)
@asking(fund=False)
def utilisation(how: str, output: Path | None, *, unmatched: bool, **typed: Any) -> None:
    """Give one row a fund, with its cut-off date and head."""
    from funds.statements.utilisation import utilisation as row  # noqa: PLC0415  start-up

    gc.disable()  # rows by the ten thousand, none of them in a cycle: looking for cycles costs a fifth
    asked = question(**typed)
    columns: list[Column] = [Column("fund", N_("Fund")), Column("studio", N_("Studio")), *AMOUNTS]
    made = (_of_whom(row(named, sums, asked.day)) for named, sums in _sums(asked))
    if unmatched:
        columns.append(Column("unmatched", N_("Unmatched"), "money"))
        left = _unmatched(asked)
        made = (one | {"unmatched": left[one["fund"]]} for one in made)
    if how == "json":  # one row after another: none is kept
        give(Sheet("utilisation", columns, made), how, output)
        return
    rows = list(made)
    notes = [*asked.notes, _("Utilisation is spent / received."), _("Heads:"), *(f"  {one['head']}" for one in rows)]
    give(Sheet("utilisation", columns, rows, lambda: _total(rows), notes, _FILED), how, output)


def _of_whom(row: dict[str, Any]) -> dict[str, Any]:
    """Give a fund's row with numbers of persons hidden in whose it is; the rest is figures."""
    return row | {key: hidden(row[key]) for key in ("studio", "unit")}


def _unmatched(asked: Asked) -> dict[str, str]:
    """Give by fund what reconciliation leaves over, in yuan. Raises UsageError for a period or a moment of knowledge."""
    from funds.cli.reconciling.asking import Scope, groups  # noqa: PLC0415

    if asked.window.since or asked.window.known:
        raise click.UsageError(_("Reconciliation looks at all up to a day: --unmatched goes with --as-of alone."))
    scope = Scope(asked.workspace, asked.window.as_of, asked.fund, asked.programme)
    return {one.result.fund: yuan(one.unmatched) for _group, wanted in groups(scope) for one in wanted}


def _sums(asked: Asked) -> Iterable[tuple[Any, Mapping[tuple[str, str], int]]]:
    """Give each fund with its sums. Raises NoFundError for a fund that is named and not there."""
    from funds.record.reported import reported  # noqa: PLC0415

    engine = asked.workspace.open()
    found = reported(engine, asked.window, programme=asked.programme, fund=asked.fund)
    if asked.fund and not found:
        _chain(asked)
    return found


def _total(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    if len(rows) < 2:  # noqa: PLR2004  one row is its own total
        return None
    total = total_of(rows, [*_MONEY, *(["unmatched"] if "unmatched" in rows[0] else [])])
    return total | {"fund": _("Total"), "utilisation": percent(fen(total["spent"]), fen(total["received"]))}


def _chain(asked: Asked) -> list[Any]:
    from funds.record.chain import chain  # noqa: PLC0415

    return chain(asked.workspace.open(), asked.fund)


@report.command("purposes", help=_("Spending by purpose, fund by fund."))
@asking(fund=False)
def purposes(how: str, output: Path | None, **typed: Any) -> None:
    """Give a row for each fund and purpose that money stands under."""
    from funds.statements.purposes import purposes as shares  # noqa: PLC0415

    asked = question(**typed)
    rows = [
        row
        for named, sums in _sums(asked)
        for row in shares(named.fund, sums, use_names(asked.workspace, named.programme))
    ]
    columns = (
        Column("fund", N_("Fund")),
        Column("purpose", N_("Purpose")),
        Column("name", N_("Name")),
        Column("spent", N_("Spent"), "money"),
        Column("under_review", N_("Under review"), "money"),
        Column("unsupported", N_("Unsupported"), "money"),
        Column("share", N_("Share %"), "percent"),
    )
    sums = ("spent", "under_review", "unsupported")
    give(
        Sheet("purposes", columns, rows, lambda: {"fund": _("Total")} | total_of(rows, sums), asked.notes), how, output
    )


def use_names(workspace: Any, programme: str) -> dict[str, str]:
    """Give the names of a programme's uses by their ids; none where its file is no longer installed."""
    if programme not in workspace.programmes():
        return {}
    return {use.id: use.name for use in workspace.lawbook(programme).programme.use}


@report.command("fund", help=_("One fund's account: each record, what came in, what went out, what was left."))
@asking(fund=True, programme=False)
def fund_report(how: str, output: Path | None, **typed: Any) -> None:
    """Give a row a record, by date, with a running balance."""
    from funds.seal import head_of  # noqa: PLC0415
    from funds.statements.fund import fund_account  # noqa: PLC0415

    asked = question(**typed)
    records = [record for record in _chain(asked) if asked.window.knows(record.posted)]
    columns = (
        Column("number", N_("No."), "count"),
        Column("date", N_("Date")),
        Column("voucher", N_("Voucher")),
        Column("kind", N_("Kind")),
        Column("flag", "!"),
        Column("purpose", N_("Purpose")),
        Column("payee", N_("Payee")),
        Column("memo", N_("Memo")),
        Column("in", N_("In"), "money"),
        Column("out", N_("Out"), "money"),
        Column("balance", N_("Balance"), "money"),
    )
    more = (
        Column("invoices", N_("Invoices")),
        Column("handler", N_("Handler")),
        Column("approver", N_("Approver")),
        Column("papers", N_("Papers"), "count"),
    )
    notes = [*asked.notes, _("Head: {head}").format(head=head_of(records[-1]) if records else "-")]
    rows = [veiled(row) for row in fund_account(records, asked.window)]
    if how != "json":
        rows = _named(rows, records, asked.workspace)
    give(Sheet(asked.fund, columns, rows, None, notes, more), how, output)


def _named(rows: list[dict[str, Any]], records: list[Any], workspace: Any) -> list[dict[str, Any]]:
    """Give kinds and uses by the names that people know; programs that read JSON get the ids."""
    from funds.checks.purpose import HOUSE  # noqa: PLC0415
    from funds.cli.told import kind_name  # noqa: PLC0415

    terms = next((record.terms for record in records if record.terms is not None), None)
    names = HOUSE | (use_names(workspace, terms.programme) if terms else {})
    return [
        row | {"kind": kind_name(row["kind"]), "purpose": names.get(row["purpose"], row["purpose"])} for row in rows
    ]


@report.command("trial-balance", help=_("Each account's opening balance, turnover and closing balance."))
@asking(fund=False)
def trial(how: str, output: Path | None, **typed: Any) -> None:
    """Give a row an account, for all funds, a programme's, or one."""
    from funds.record.chain import every  # noqa: PLC0415
    from funds.statements.trial import SIDES, trial_balance, turnovers  # noqa: PLC0415

    asked = question(**typed)
    records = _chain(asked) if asked.fund else every(asked.workspace.open(), asked.programme or None)
    rows = trial_balance(turnovers(records, asked.window))
    titles = (
        N_("Opening, debit"), N_("Opening, credit"), N_("Debit"), N_("Credit"), N_("Closing, debit"), N_("Closing, credit"),
    )  # fmt: skip
    amounts = (Column(key, title, "money") for key, title in zip(SIDES, titles, strict=True))
    columns = (Column("account", N_("Account")), Column("name", N_("Name")), *amounts)
    give(
        Sheet("trial-balance", columns, rows, lambda: {"account": _("Total")} | total_of(rows, SIDES), asked.notes),
        how,
        output,
    )
