"""Reconciling (核对): spending against supporting material and the bank, and what is left over on either side."""

import gc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.clock import today
from funds.cli.output import Column, Sheet, format_option, give, give_bytes, say, total_of
from funds.cli.reconciling.asking import Scope, groups, is_open, open_of
from funds.cli.typed import DAY, FUND, WORDS
from funds.money import yuan
from funds.text import N_, _
from funds.workspace import find

__all__ = ["reconcile"]

#: Groups of funds, each with those of it that are asked for.
_Groups = Iterable[tuple[Any, list[Any]]]

_COLUMNS: Final = (
    Column("fund", N_("Fund")),
    Column("studio", N_("Studio")),
    Column("spent", N_("Spent"), "money"),
    Column("matched", N_("With material"), "money"),
    Column("unmatched", N_("Unmatched"), "money"),
    Column("material", N_("Material left over"), "money"),
    Column("entries_open", N_("Entries open"), "count"),
    Column("lines_open", N_("Bank lines open"), "count"),
    Column("undecided", N_("To decide"), "count"),
)
_MONEY: Final = ("spent", "matched", "unmatched", "material")


@click.command(
    "reconcile",
    help=_(
        "Hold spending against supporting material and against the bank: of FUND, of a programme, or of all. "
        "Exit status 1 where something is left over."
    ),
)
@click.argument("fund", type=FUND, required=False)
@click.option("--programme", type=WORDS, default="", help=_("All funds of this programme."))
@click.option("--as-of", "as_of", type=DAY, help=_("Count what is dated on or before this day; else today."))
@click.option("--rows-only", is_flag=True, help=_("Only rows of ledgers are material, not an entry's own papers."))
@format_option("table", "json", "xlsx")
def reconcile(fund: str | None, programme: str, as_of: Any, how: str, output: Path | None, *, rows_only: bool) -> None:
    """Reconcile, tell, and end with 1 where something is left over."""
    if fund and programme:
        raise click.UsageError(_("Name a fund or a programme, not both."))
    if how == "xlsx" and output is None:
        raise click.UsageError(_("A workbook needs a file to go to: add -o FILE."))
    gc.disable()  # results by the thousand, none of them in a cycle
    workspace = find()
    scope = Scope(workspace, as_of or today(workspace), fund or "", programme, not rows_only)
    if _FORMS[how](scope, groups(scope), output):
        raise click.exceptions.Exit(1)


def _json(scope: Scope, found: _Groups, output: Path | None) -> bool:
    """Give one object for a fund that was named, else a list."""
    from msgspec.json import encode  # noqa: PLC0415

    from funds.cli.reconciling.objects import as_object  # noqa: PLC0415

    left, parts = False, []
    for group, wanted in found:
        for one in wanted:
            left = left or is_open(one, group)
            parts.append(encode(as_object(one, group)))
    content = parts[0] + b"\n" if scope.fund else b"[" + b",\n ".join(parts) + b"]\n"
    give_bytes(content, output)
    return left


def _table(scope: Scope, found: _Groups, output: Path | None) -> bool:
    """Tell a fund that was named in full, else each in a row, and below them what must be looked into of accounts."""
    from funds.cli.reconciling.accounts import concerns_told  # noqa: PLC0415

    left, rows, said = False, [], dict[str, None]()
    for group, wanted in found:
        said.update(dict.fromkeys(concerns_told(group) if wanted else ()))
        for one in wanted:
            left = left or is_open(one, group)
            if scope.fund:
                _whole(one, group, output)
            else:
                rows.append(_row(one))
    if not scope.fund:
        notes = [_("Cut-off date: {day}.").format(day=scope.day), _("Each in full: funds reconcile FUND."), *said]
        give(Sheet("reconcile", _COLUMNS, rows, lambda: _total(rows), notes), "table", output)
    return left


def _whole(one: Any, group: Any, output: Path | None) -> None:
    from funds.cli.reconciling.told import told  # noqa: PLC0415

    text = "\n".join(told(one, group)) + "\n"
    if output is None:
        say(text)
    else:
        output.write_text(text, encoding="utf-8")


def _row(one: Any) -> dict[str, Any]:
    spending, material = one.result.totals["spending"], one.result.totals["material"]
    entries, bank, undecided = open_of(one.result)
    return {
        "fund": one.result.fund,
        "studio": one.award.studio,
        "spent": yuan(spending.all),
        "matched": yuan(spending.all - one.unmatched),
        "unmatched": yuan(one.unmatched),
        "material": yuan(material.left),
        "entries_open": entries,
        "lines_open": bank,
        "undecided": undecided,
    }


def _total(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"fund": _("Total")} | total_of(rows, _MONEY)


def _workbook(scope: Scope, found: _Groups, output: Path | None) -> bool:
    from funds.cli.reconciling.papers import write  # noqa: PLC0415

    kept = list(found)
    write(scope, kept, output or Path())
    click.echo(_("Written: {path}").format(path=output))
    return any(is_open(one, group) for group, wanted in kept for one in wanted)


_FORMS: Final[dict[str, Callable[[Scope, _Groups, Path | None], bool]]] = {
    "json": _json,
    "table": _table,
    "xlsx": _workbook,
}
