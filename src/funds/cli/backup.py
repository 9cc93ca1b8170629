"""The workspace, whole, in one file; and back from such a file into a new folder."""

from pathlib import Path

import click

from funds.text import _
from funds.workspace import find
from funds.workspace.archive import pack, unpack

__all__ = ["backup", "restore"]

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    "backup", help=_("Put the workspace, whole, into the new file FILE (a .tar): record, law, evidence, settings.")
)
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Back up a workspace, while others may be posting."""
    from funds.record.backup import backup as copy  # noqa: PLC0415  start-up: SQLAlchemy

    workspace = find()
    url = workspace.url
    packed = pack(workspace, file.absolute(), lambda target: copy(url, target))
    click.echo(_("{file} is written (files: {count}, bytes: {size}). Keep it elsewhere.").format(
        file=file, count=packed, size=file.stat().st_size))  # fmt: skip


@click.command(
    "restore", help=_("Bring the workspace in FILE back, into the new folder FOLDER; everything is checked.")
)
@click.argument("file", type=_FILE)
@click.argument("folder", type=_FOLDER)
def restore(file: Path, folder: Path) -> None:
    """Restore a workspace."""
    from funds.record.verify import problems  # noqa: PLC0415

    workspace = unpack(file, folder.absolute())
    found = list(problems(workspace.open()))
    if found:
        what = _("Problems found in the record that was restored: {count}. Look with: funds verify")
        click.echo(what.format(count=len(found)), err=True)
        raise click.exceptions.Exit(1)
    click.echo(
        _("{folder}: restored, and every seal holds. The book is written anew by: funds book").format(folder=folder)
    )
