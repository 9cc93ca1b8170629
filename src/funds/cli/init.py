"""Making a new workspace."""

from pathlib import Path

import click

from funds.cli.typed import WORDS
from funds.text import _
from funds.workspace import Workspace
from funds.workspace.laid import lay_down
from funds.workspace.settings import DATABASE

__all__ = ["init"]


@click.command(
    "init", help=_("Make FOLDER a workspace: the law, the lexicon, the saved questions, and an empty record.")
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
@click.option("--name", type=WORDS, default="", help=_("What the workspace is called; else the folder's name."))
@click.option("--database", type=WORDS, default=DATABASE, show_default=True, help=_("The address of the record."))
@click.option("--upgrade", is_flag=True, help=_("Bring the record of a workspace that is there up to date."))
def init(folder: Path, name: str, database: str, upgrade: bool) -> None:
    """Make a workspace, or bring its record up to date."""
    from funds.record.create import create  # noqa: PLC0415  start-up: Alembic

    if upgrade:
        from funds.workspace import find  # noqa: PLC0415

        workspace = find(folder)
        lost = _lost(workspace)
        create(workspace.url)
        click.echo(lost or _("The record is up to date."))
        return
    workspace = lay_down(folder.absolute(), name, database)
    create(workspace.url)
    click.echo(
        _("{folder} is a workspace now. Next: go into it, and name a studio with funds award.").format(folder=folder)
    )


def _lost(workspace: Workspace) -> str:
    """Say where a new record takes the place of one that is not there; empty where it is there."""
    from funds.record.errors import RecordError  # noqa: PLC0415
    from funds.record.open import NoRecordError  # noqa: PLC0415

    try:
        workspace.open()
    except NoRecordError as error:
        what = _("{where} was not there: a new, empty record was made. One that was lost comes back by funds restore.")
        return what.format(**error.facts)
    except RecordError:  # an older one, which is what this is for
        return ""
    return ""
