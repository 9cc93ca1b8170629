"""What a reconciliation is asked for: the funds, the day, and whether an entry's own papers count."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

import click

from funds.cli.programmes import programme_code
from funds.cli.reconciling.apart import looks
from funds.text import _
from funds.workspace import Workspace

__all__ = ["Scope", "groups", "is_open", "open_of"]


class Scope(NamedTuple):
    """Whose reconciliation is asked for: a fund's, a programme's, or all; as of the end of a day."""

    workspace: Workspace
    day: dt.date
    fund: str = ""
    programme: str = ""
    papers: bool = True


def groups(scope: Scope) -> Iterator[tuple[Any, list[Any]]]:
    """Give each group of funds that share accounts (`Together`), and those of it that are asked for (`Fund`).

    Raises NoFundError, UsageError.
    """
    from funds.record.reconciling import Asked, reconciled  # noqa: PLC0415  start-up: SQLAlchemy

    workspace = scope.workspace
    code = programme_code(workspace, scope.programme) if scope.programme else ""
    if code and code not in workspace.programmes():
        what = _("There is no programme {code}. Installed: {known}.")
        raise click.UsageError(what.format(code=code, known=", ".join(workspace.programmes()) or "-"))
    asked = Asked(scope.day, scope.fund, code, looks(workspace), scope.papers)
    for group in reconciled(workspace.open(), asked):
        yield group, [one for one in group.funds if _wanted(one, scope.fund, code)]


def _wanted(one: Any, fund: str, programme: str) -> bool:
    return bool(one.award.fund == fund if fund else programme in {"", one.award.programme})


def open_of(result: Any) -> tuple[int, int, int]:
    """Count what somebody must look at: entries and rows, lines of the bank, and what a person decides."""
    from funds.reconcile.classes import QUIET  # noqa: PLC0415

    entries = len({one.id for one in result.entries if one.cls not in QUIET})
    rows = sum(one.cls not in QUIET for one in result.material)
    return entries + rows, sum(one.cls not in QUIET for one in result.bank), len(result.ambiguous)


def is_open(one: Any, group: Any) -> bool:
    """Tell whether somebody must look: at what is left over, at amounts that do not tie, at an account that does not."""
    from funds.cli.reconciling.decided import waiting  # noqa: PLC0415

    if any(open_of(one.result)) or one.differs or any(waiting(one, group)):
        return True
    return any(_unsettled(told) for _account, told in group.statements) or any(
        out.open for some in group.voided.values() for out in some
    )


def _unsettled(told: Any) -> bool:
    return bool(told.difference or told.concerns or any(reason.fen for reason in told.reasons))
