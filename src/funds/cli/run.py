"""Running a command: the one place where what went wrong becomes a sentence and an exit status.

An exception class of this package tells the user something, and its text is the sentence. Any other
exception is a fault of the program: one line, and FUNDS_DEBUG=1 shows where it came from.
"""

import importlib
import os
import re
from typing import Any, Final

import click

from funds.cli.commands import COMMANDS, first_page
from funds.cli.stopped import STOPPED, listen, pressed
from funds.cli.words import speak
from funds.text import _
from funds.workspace.place import sitting

__all__ = ["Commands", "command_line", "run"]

_REFUSED: Final = {"Refused", "KeyUsed"}


class Commands(click.Group):
    """The commands of the table, each loaded when it is asked for and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command; it takes --workspace too, since people write it on either side."""
        del ctx
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, name = entry.where.split(":")
        loaded: Any = getattr(importlib.import_module(f"funds.cli.{module}"), name)
        _at_home(loaded)
        return loaded  # type: ignore[no-any-return]

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first page, the same as without click."""
        del ctx
        formatter.write(first_page())


def _at_home(command: click.Command) -> None:
    """Let a command, and each command below it, be told the workspace."""
    if not any("--workspace" in param.opts for param in command.params):
        command.params.append(_workspace_option())
    if isinstance(command, click.Group):
        for below in command.commands.values():
            _at_home(below)


def _workspace_option() -> click.Option:
    return click.Option(
        ["--workspace"],
        metavar=_("FOLDER"),
        expose_value=False,
        callback=_use,
        help=_("The workspace; else FUNDS_WORKSPACE, or the current folder or one above it."),
    )


def _use(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Let this command, and only this one, work in the folder named."""
    del param
    if value is None:
        return
    before = os.environ.get("FUNDS_WORKSPACE")
    os.environ["FUNDS_WORKSPACE"] = value

    def back() -> None:
        if before is None:
            os.environ.pop("FUNDS_WORKSPACE", None)
        else:
            os.environ["FUNDS_WORKSPACE"] = before

    ctx.find_root().call_on_close(back)


def command_line() -> Commands:
    """Give the whole command line as a click command."""
    return Commands(
        "funds", params=[_workspace_option()], help=first_page(), context_settings={"max_content_width": 100}
    )


def run(asked: list[str]) -> int:
    """Run what was asked for and give the exit status; says on standard error what went wrong."""
    speak()
    listen()
    try:
        with sitting():
            done = command_line().main(args=asked, prog_name="funds", standalone_mode=False)
    except click.ClickException as error:
        return _stopped() if pressed() else _shown(_plainer(error))
    except click.Abort:
        return _stopped()
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001  the last door: whatever it is, it becomes a sentence
        return _stopped() if pressed() else _say(error)
    return done if isinstance(done, int) else 0


def _stopped() -> int:
    click.echo(_("Stopped."), err=True)
    return STOPPED


def _shown(error: click.ClickException) -> int:
    error.show()
    return error.exit_code


def _plainer(error: click.ClickException) -> click.ClickException:
    """Where a negative amount was read as an option, say so; else leave what click says."""
    if isinstance(error, click.NoSuchOption) and re.fullmatch(r"-[\d.]", error.option_name[:2]):
        what = _("{read} begins like an option. Amounts are typed above zero; to undo an entry use reverse or refund.")
        return click.UsageError(what.format(read=error.option_name), error.ctx)
    return error


def _say(error: Exception) -> int:
    """Print what an exception tells, and give the exit status that goes with it."""
    if os.environ.get("FUNDS_DEBUG"):
        raise error
    ours = type(error).__module__.startswith("funds.")
    if ours:
        click.echo(str(error), err=True)
        return 1 if type(error).__name__ in _REFUSED else 2
    if isinstance(error, OSError):
        what = _("{path}: {why}.").format(
            path=error.filename or "-", why=_(error.strerror) if error.strerror else error
        )
        click.echo(what, err=True)
        return 2
    what = _(
        "An error of the program itself: {error}. Nothing is known to be lost; FUNDS_DEBUG=1 shows where it happened."
    )
    click.echo(what.format(error=f"{type(error).__name__}: {error}"), err=True)
    return 2
