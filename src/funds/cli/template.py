"""Empty registers (空白登记表) for finance staff to fill in with Excel or WPS."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from funds.cli.programmes import programme_code
from funds.cli.typed import FILLED, FUND
from funds.law.problem import LawError
from funds.text import _
from funds.workbook.layout.sheets import LAYOUTS
from funds.workspace import NoWorkspaceError, Workspace, find

__all__ = ["template"]


@click.command(
    "template",
    help=_("Write an empty register as a workbook to fill in: headers, drop-down lists and what each column takes."),
)
@click.argument("kind", type=click.Choice(list(LAYOUTS)))
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("The workbook to write, FILE.xlsx."),
)
@click.option("--programme", type=FILLED, help=_("Offer only this programme's funds and uses."))
@click.option("--fund", type=FUND, help=_("Offer only this fund, and the uses of its programme."))
@click.option("--force", is_flag=True, help=_("Write over a file that is there."))
def template(kind: str, target: Path, programme: str | None, fund: str | None, force: bool) -> None:
    """Write a template."""
    from funds.workbook.issue import template as made  # noqa: PLC0415  start-up: XlsxWriter

    _check(target, force=force)
    workspace = _workspace(needed=bool(programme or fund))
    offered = _offered(workspace, kind, programme, fund) if workspace else made.Offered()
    made.template(kind, target, offered)
    if workspace is None:
        what = _("There is no workspace here: the lists of funds, uses, papers and programmes are left out.")
        click.echo(what, err=True)
    told = _("{path}: fill it in, then type: funds import {kind} {path}")
    click.echo(told.format(path=target, kind=kind))


def _check(target: Path, *, force: bool) -> None:
    """Refuse a target that is no .xlsx, or is there already. Raises UsageError."""
    if target.suffix.lower() != ".xlsx":
        what = _("{path}: a template is a workbook; name the file with .xlsx at its end.")
        raise click.UsageError(what.format(path=target))
    if target.exists() and not force:
        what = _("{path} is there already and may have been filled in; choose another name, or add --force.")
        raise click.UsageError(what.format(path=target))


def _workspace(*, needed: bool) -> Workspace | None:
    """Give the workspace, or None where nobody named one and there is none. Raises NoWorkspaceError."""
    try:
        return find()
    except NoWorkspaceError:
        if needed or os.environ.get("FUNDS_WORKSPACE"):
            raise
        return None


def _offered(workspace: Workspace, kind: str, programme: str | None, fund: str | None) -> Any:
    """Collect the lists that this kind's columns ask for."""
    from funds.workbook.issue.template import Offered  # noqa: PLC0415

    code = programme_code(workspace, programme) if programme else ""
    if code:
        workspace.lawbook(code)  # says so where there is no such programme
    asked = {column.list_of for layout in LAYOUTS[kind] for column in layout.columns}
    standing = _standing(workspace, code, fund) if fund or "funds" in asked else []
    codes = [code or standing[0].programme] if code or fund else _readable(workspace)
    lists: dict[str, Callable[[], Any]] = {
        "funds": lambda: _funds(standing),
        "purposes": lambda: _purposes(workspace, codes),
        "papers": lambda: _papers(workspace, codes),
        "programmes": lambda: _programmes(workspace, codes),
        "tiers": lambda: _tiers(workspace, codes),
    }
    scope = workspace.lawbook(codes[0]).programme.name if code or fund else ""
    return Offered(
        scope=f"{scope}（{fund}）" if fund else scope, **{name: lists[name]() for name in sorted(asked & lists.keys())}
    )


def _readable(workspace: Workspace) -> list[str]:
    """Name the programmes whose file can be read; what is wrong with another is told where it is asked for."""
    codes = []
    for code in workspace.programmes():
        try:
            workspace.lawbook(code)
        except LawError:
            continue
        codes.append(code)
    return codes


def _standing(workspace: Workspace, programme: str, fund: str | None) -> list[Any]:
    """Give the awards that the template is for. Raises NoFundError, UsageError where a fund is of another programme."""
    from funds.record.awards import awards  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.record.errors import NoFundError  # noqa: PLC0415

    found = list(awards(workspace.open(), programme=None if fund else programme or None, fund=fund))
    if fund and not found:
        raise NoFundError(fund=fund)
    if fund and programme and found[0].programme != programme:
        what = _("{fund} is a fund of {programme}, not of {other}.")
        raise click.UsageError(what.format(fund=fund, programme=found[0].programme, other=programme))
    return found


def _distinct(picks: Iterable[Any]) -> tuple[Any, ...]:
    """Keep the first line of each value: most programmes name the same uses."""
    kept: dict[str, Any] = {}
    for pick in picks:
        kept.setdefault(pick.value, pick)
    return tuple(kept.values())


def _funds(standing: Iterable[Any]) -> tuple[Any, ...]:
    from funds.workbook.issue.template import Pick  # noqa: PLC0415

    ended = {True: "（已撤销）", False: ""}
    return tuple(Pick(one.fund, f"{one.studio}，{one.unit}{ended[one.withdrawn]}") for one in standing)


def _purposes(workspace: Workspace, codes: Iterable[str]) -> tuple[Any, ...]:
    from funds.workbook.issue.template import Pick  # noqa: PLC0415

    books = [workspace.lawbook(code) for code in codes]
    return _distinct(Pick(use.name, use.id, book.cite(use)) for book in books for use in book.programme.use)


def _papers(workspace: Workspace, codes: Iterable[str]) -> tuple[Any, ...]:
    from funds.workbook.issue.template import Pick  # noqa: PLC0415

    books = [workspace.lawbook(code) for code in codes]
    papers = ((book, paper) for book in books for paper in (*book.general.paper, *book.programme.paper))
    return _distinct(Pick(paper.name, paper.id, book.cite(paper)) for book, paper in papers)


def _programmes(workspace: Workspace, codes: Iterable[str]) -> tuple[Any, ...]:
    from funds.workbook.issue.template import Pick  # noqa: PLC0415

    return tuple(Pick(code, workspace.lawbook(code).programme.name) for code in codes)


def _tiers(workspace: Workspace, codes: Iterable[str]) -> tuple[Any, ...]:
    from funds.workbook.issue.template import Pick  # noqa: PLC0415

    def every() -> Iterator[Any]:
        for code in codes:
            book = workspace.lawbook(code)
            for tier in book.programme.tier:
                yield Pick(tier.name, book.programme.short, book.cite(tier))
            for each in book.programme.per_item:
                yield Pick(each.item, book.programme.short, book.cite(each))

    return _distinct(every())
