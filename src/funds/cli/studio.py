"""Studios: entered, listed and shown, with or without a grant."""

from typing import Any

import click

from funds.cli.clock import now
from funds.cli.identity import no_identity_in
from funds.cli.masks import veiled
from funds.cli.options import login
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.programmes import programme_code
from funds.cli.typed import FILLED, WORDS
from funds.text import N_, _
from funds.workspace import NoWorkspaceError, find

__all__ = ["studio"]

_COLUMNS = (
    Column("studio", N_("Studio")),
    Column("unit", N_("Unit")),
    Column("lead", N_("Lead")),
    Column("recommender", N_("Recommended by")),
    Column("programme", N_("Programme")),
    Column("level", N_("Level")),
    Column("funds", N_("Funds")),
    Column("note", N_("Note")),
)


@click.group("studio", help=_("Enter, list and show studios, with or without a grant."))
def studio() -> None:
    """Studios."""


@studio.command("add", help=_("Enter the studio NAME, or a new version of what is known of it."))
@click.argument("studio", metavar="NAME", type=WORDS)
@click.option("--unit", type=FILLED, required=True, help=_("The unit where the studio is (所在单位)."))
@click.option("--lead", type=WORDS, default="", help=_("The leading person (领衔人)."))
@click.option("--recommender", type=WORDS, default="", help=_("The body that recommended it (推荐单位)."))
@click.option("--programme", type=WORDS, default="", help=_("The programme that it belongs to."))
@click.option("--level", type=WORDS, default="", help=_("Its level or class."))
@click.option("--note", type=WORDS, default="", help=_("A remark."))
@click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who enters it."))
def add(actor: str, **given: Any) -> None:
    """Enter a studio."""
    from funds.record.studios import Studio, name_studio  # noqa: PLC0415  start-up: SQLAlchemy

    no_identity_in(**given, actor=actor)
    workspace = find()
    if not given["studio"]:
        raise click.UsageError(_("A studio needs a name."))
    if given["programme"]:
        given["programme"] = programme_code(workspace, given["programme"])
        workspace.lawbook(given["programme"])  # says so where there is no such programme
    version = name_studio(workspace.open(), Studio(**given), actor, now(workspace))
    click.echo(_("{studio}: version {version}").format(studio=given["studio"], version=version))


def _rows() -> list[dict[str, Any]]:
    """Give every studio: those entered, and those that an award names."""
    from funds.record.awards import awards  # noqa: PLC0415
    from funds.record.studios import studios  # noqa: PLC0415

    engine = find().open()
    known = {entered.studio: {**entered._asdict(), "funds": []} for entered in studios(engine)}
    for grant in awards(engine):
        row = known.setdefault(grant.studio, _named(grant))
        row["funds"].append(grant.fund)
    return [known[name] for name in sorted(known)]


def _shown(rows: list[dict[str, Any]]) -> Any:
    """Give rows as they are shown: numbers of persons hidden."""
    return list(map(veiled, rows))


def _named(grant: Any) -> dict[str, Any]:
    """Give what an award says of a studio that nobody entered."""
    same = {name: getattr(grant, name) for name in ("studio", "unit", "lead", "recommender", "programme")}
    return {**same, "level": grant.tier, "note": "", "funds": []}


@studio.command("list", help=_("List the studios, those without a grant too."))
@click.option("--programme", type=WORDS, help=_("Only of this programme."))
@format_option()
def list_(programme: str | None, how: str, output: Any) -> None:
    """List studios."""
    code = programme_code(find(), programme) if programme else None
    rows = [row for row in _rows() if code in {None, row["programme"]}]
    give(Sheet(_("Studios"), _COLUMNS, _shown(rows)), how, output)


@studio.command("show", help=_("Show what is known of the studio NAME."))
@click.argument("name", type=WORDS)
@format_option("table", "json")
def show(name: str, how: str) -> None:
    """Show a studio."""
    rows = [row for row in _rows() if row["studio"] == name]
    if not rows:
        raise NoWorkspaceError(_("There is no studio {name}. funds studio list shows them.").format(name=name))
    give(Sheet(_("Studio"), _COLUMNS, _shown(rows)), how)
