"""What a report is asked for: the period, what was known when, and which funds."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

import click

from funds.cli.clock import today
from funds.cli.output import format_option
from funds.cli.programmes import programme_code
from funds.cli.run import _workspace_option
from funds.cli.typed import DAY, FUND
from funds.statements.window import ALWAYS, Window, moment
from funds.text import _
from funds.workspace import Workspace, find

__all__ = ["Asked", "asking", "question"]


class _Moment(click.ParamType[dt.datetime]):
    name = "MOMENT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.datetime:
        if isinstance(value, dt.datetime):
            return value
        try:
            return moment(value.strip())
        except ValueError:
            what = _("{read!r} is not a moment; write it as 2023-12-31 (the end of that day) or 2023-12-31T17:30.")
            self.fail(what.format(read=value), param, ctx)


class Asked(NamedTuple):
    """A question: where, through which window, the cut-off date as it is printed, and which funds."""

    workspace: Workspace
    window: Window
    day: dt.date
    programme: str
    fund: str

    @property
    def notes(self) -> list[str]:
        """Say what period and what knowledge the figures rest on."""
        said = _("Cut-off date: {day}.").format(day=self.day)
        if self.window.since:
            said = _("From {since} to {day}, both included.").format(since=self.window.since, day=self.day)
        if self.window.known:
            said += " " + _("As known at {moment}.").format(moment=self.window.known.isoformat(" ", "seconds"))
        return [said]


def question(
    since: dt.date | None,
    as_of: dt.date | None,
    known: dt.datetime | None,
    programme: str = "",
    fund: str | None = None,
) -> Asked:
    """Make the question of what was typed; without a date, everything that is recorded counts.

    The cut-off date printed is then the day of `known`, or today. Raises UsageError where the
    period ends before it begins or no programme has this code.
    """
    workspace = find()
    if since and as_of and since > as_of:
        raise click.UsageError(_("The period from {since} to {day} has no days.").format(since=since, day=as_of))
    programme = programme_code(workspace, programme) if programme else ""
    if programme and programme not in workspace.programmes():
        installed = ", ".join(workspace.programmes()) or "-"
        what = _("There is no programme {code}. Installed: {known}.").format(code=programme, known=installed)
        raise click.UsageError(what)
    day = as_of or (known.date() if known else today(workspace))
    return Asked(workspace, Window(since, as_of or ALWAYS.as_of, known), day, programme, fund or "")


def asking(*, fund: bool | None, programme: bool = True, form: bool = True) -> Callable[[Any], Any]:
    """Give a report its options; `fund` True: must be named, False: may be, None: is not asked; `form`: in several formats."""
    options = [
        click.option("--since", type=DAY, help=_("Count what is dated on or after this day.")),
        click.option("--as-of", type=DAY, help=_("Count what is dated on or before this day.")),
        click.option(
            "--known", type=_Moment(), help=_("Count what had been posted by this moment (a day: by its end).")
        ),
    ]
    if programme:
        options.append(click.option("--programme", default="", metavar="CODE", help=_("Only this programme's funds.")))
    if fund is not None:
        options.append(click.argument("fund", type=FUND, required=fund))

    def add(command: Any) -> Any:
        command = format_option()(command) if form else command
        for option in reversed(options):
            command = option(command)
        command.__click_params__.append(_workspace_option())
        return command

    return add
