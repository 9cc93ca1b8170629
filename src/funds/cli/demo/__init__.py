"""The demonstration: the whole work of two years on realistic data, in a workspace of its own."""

import subprocess
import sys
from pathlib import Path
from shutil import which

import click

from funds.cli.demo.play import play
from funds.cli.run import run
from funds.text import _
from funds.workspace import Workspace
from funds.workspace.laid import lay_down

__all__ = ["demo"]

#: The day of the figures at the end.
_AS_OF = "2024-06-30"


@click.command(
    "demo", help=_("Play two years of five programmes in the new folder FOLDER, and leave it to look around in.")
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="funds-demo")
def demo(folder: Path) -> None:
    """Play the story, write the book, have bean-check read it, and print the utilisation."""
    from funds.record.create import create  # noqa: PLC0415  start-up: Alembic

    root = folder.absolute()
    workspace = lay_down(root, _("Demonstration"), demo=True)
    create(workspace.url)
    done = play(root)
    what = _("{spend} vouchers of spending stand, {review} commands were put under review, {refused} refused.")
    click.echo("\n" + what.format(spend=done["spend"], review=done["review"], refused=done["refused"]))
    _close(workspace, folder)


def _close(workspace: Workspace, folder: Path) -> None:
    click.secho("\n" + _("The book is written, and the stock bean-check reads it."), bold=True)
    _step(workspace, ["book"])
    click.echo(f"$ bean-check {folder / 'ledger' / 'main.beancount'}")
    checked = subprocess.run([_tool("bean-check"), workspace.main], check=False)  # noqa: S603  our own book
    if checked.returncode:
        raise click.exceptions.Exit(1)
    click.echo(_("No errors."))
    click.secho("\n" + _("What each studio has used of its grant, on {day}:").format(day=_AS_OF), bold=True)
    _step(workspace, ["report", "utilisation", "--as-of", _AS_OF])
    look = _("Look at the book: {fava} --read-only {main} and open http://localhost:5000")
    click.echo("\n" + look.format(fava=_tool("fava"), main=folder / "ledger" / "main.beancount"))


def _step(workspace: Workspace, arguments: list[str]) -> None:
    status = run([*arguments, "--workspace", str(workspace.root)])
    if status:
        raise click.exceptions.Exit(status)


def _tool(name: str) -> str:
    """Give a program of our own installation, or of the path."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else which(name) or name
