"""Supporting material (台账): rows entered, listed and shown; what a programme asks for; asset cards."""

from collections.abc import Iterable
from typing import Any, Final

import click

from funds.cli.clock import now
from funds.cli.identity import IdentityError, identity_keys, no_identity_in
from funds.cli.materials.cards import cards
from funds.cli.materials.check import check
from funds.cli.materials.fields import headers_of, ledger_meant, ledger_title, made, read_fields
from funds.cli.materials.meant import Meant, fits, meant
from funds.cli.materials.views import list_, show
from funds.cli.options import login
from funds.cli.papers import paper_kind
from funds.cli.typed import COUNT, FILLED, PAPER, WORDS
from funds.statements.materials import Material
from funds.text import _
from funds.workspace import Workspace, find

__all__ = ["material"]


class _Ledger(click.ParamType[str]):
    """A ledger by its id or its Chinese title."""

    name = "LEDGER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        del param, ctx
        return ledger_meant(str(value))


LEDGER: Final = _Ledger()


@click.group("material", help=_("Supporting material (台账): activities, outcomes, members, equipment and others."))
def material() -> None:
    """Supporting material."""


material.add_command(list_)
material.add_command(show)
material.add_command(check)
material.add_command(cards)


@material.command(
    "add",
    help=_(
        "Enter a row in the LEDGER of a studio, named by STUDIO or by the code of its FUND. A wrong row is corrected by a "
        "new one that --replaces it, and says only what changes; --withdraws takes one back."
    ),
)
@click.argument("ledger", type=LEDGER)
@click.argument("typed", metavar="STUDIO|FUND", type=FILLED)
@click.option(
    "--field",
    "fields",
    type=WORDS,
    multiple=True,
    help=_("A column and what stands in it: its header or key, such as 日期=2023-05-18. May be repeated."),
)
@click.option(
    "--evidence", type=PAPER, multiple=True, help=_("A paper to keep: its kind and the file. May be repeated.")
)
@click.option("--replaces", type=COUNT, default=0, help=_("The number of the row that this one corrects."))
@click.option("--withdraws", type=COUNT, default=0, help=_("The number of the row that is taken back."))
@click.option("--reason", type=WORDS, default="", help=_("Why a row is corrected or taken back."))
@click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who enters it."))
def add(ledger: str, typed: str, actor: str, replaces: int, withdraws: int, **given: Any) -> None:
    """Enter a row."""
    from funds.record.materials import LikeError, add_materials  # noqa: PLC0415  start-up: SQLAlchemy

    no_identity_in(actor=actor)
    workspace = find()
    engine = workspace.open()
    studio = meant(engine, typed)
    moment = now(workspace)
    if withdraws:
        _alone(replaces, given)
        earlier = _earlier(engine, studio, ledger, withdraws)
        row = Material(earlier.studio, ledger, "", fund=earlier.fund, reason=given["reason"], replaces=withdraws)
        _no_identity(row)
    else:
        row = _row(engine, studio, ledger, replaces, given["fields"])
        if row.date > moment.date().isoformat():
            raise click.UsageError(_("{when} is still to come: record it when it is given.").format(when=row.date))
        _no_identity(row._replace(reason=given["reason"]), [paper.path.name for paper in given["evidence"]])
        row = row._replace(evidence=(*row.evidence, *_papers(workspace, given["evidence"])), reason=given["reason"])
    try:
        [kept] = add_materials(engine, [row], actor, moment)
    except LikeError as error:
        columns = headers_of(ledger, str(error.facts["columns"]).split("、"))
        raise LikeError(**{**error.facts, "columns": columns}) from None
    what = _("{studio}: {ledger}, row {number}")
    if not kept.new:
        what = _("{studio}: {ledger}, row {number} says the same already; nothing was added.")
    click.echo(what.format(studio=row.studio, ledger=ledger_title(ledger), number=kept.number))


def _row(engine: Any, studio: Meant, ledger: str, replaces: int, fields: Any) -> Material:
    """Make the row typed; where it corrects one, of what that said and what is typed now."""
    earlier = _earlier(engine, studio, ledger, replaces) if replaces else None
    cells = read_fields(ledger, fields)
    if earlier is None and studio.fund:
        cells.setdefault("fund", studio.fund)
    row = made(earlier.studio if earlier else studio.studio, ledger, cells, earlier)
    fits(studio, row.fund)
    return row._replace(replaces=replaces, evidence=earlier.evidence if earlier else ())


def _earlier(engine: Any, studio: Meant, ledger: str, number: int) -> Material:
    """Give the row that is corrected or taken back. Raises NoMaterialError."""
    from funds.record.materials import NoMaterialError, materials  # noqa: PLC0415

    for name in studio.names:
        for row in materials(engine, studio=name, ledger=ledger):
            if row.number == number:
                return row
    raise NoMaterialError(studio=studio.studio, ledger=ledger, number=number)


def _alone(replaces: int, given: Any) -> None:
    """Hold that a row is taken back for a reason, and nothing else is said with it. Raises UsageError."""
    if replaces or given["fields"] or given["evidence"]:
        raise click.UsageError(_("A row is taken back by itself: --withdraws goes with --reason alone."))
    if not given["reason"]:
        raise click.UsageError(_("Say why the row is taken back: add --reason."))


def _no_identity(row: Material, files: Iterable[str] = ()) -> None:
    """Hold that an identity number stands only in its own column. Raises IdentityError."""
    if keys := identity_keys(row, files):
        raise IdentityError(tuple(headers_of(row.ledger, [key]) for key in keys))


def _papers(workspace: Workspace, typed: Any) -> list[Any]:
    kinds = [paper_kind(workspace, paper.kind) for paper in typed]
    return [workspace.keep(paper.path, kind) for paper, kind in zip(typed, kinds, strict=True)]
