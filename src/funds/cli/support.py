"""Income of a studio beside the grant (经费投入): entered, listed, and added up by year and source."""

import difflib
from typing import Any, Final

import click

from funds.cli.clock import now
from funds.cli.identity import no_identity_in
from funds.cli.masks import veiled
from funds.cli.options import login
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.programmes import programme_code
from funds.cli.typed import COUNT, DAY, FILLED, WORDS, YUAN, _OneOf
from funds.entry.names import fold
from funds.money import BadMoneyError, fen, yuan
from funds.text import N_, _
from funds.workspace import NoWorkspaceError, find

__all__ = ["income"]

_SOURCE: Final = _OneOf(
    {
        "unit": ("单位行政", "单位", "行政", "企业", "企业行政"),
        "union": ("本单位工会", "工会", "单位工会"),
        "government": ("政府", "财政"),
        "other": ("其他",),
    }
)
_YEAR: Final = click.IntRange(1990, 2099)
_NEAR: Final = 3


class _Amount(click.ParamType[int]):
    """An amount of yuan above zero, or 0 to withdraw a row."""

    name = "YUAN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            if fen(value) == 0:
                return 0
        except BadMoneyError:
            pass
        return int(YUAN.convert(value, param, ctx))


@click.group(
    "income", help=_("What others than the grant put into a studio (经费投入): for information, in no account.")
)
def income() -> None:
    """Income beside the grant."""


@income.command(
    "add",
    help=_(
        "Record that a source gave the studio STUDIO support worth AMOUNT yuan in a year. It stands in no fund and in "
        "no account. A wrong row is corrected by a new one that --replaces it; AMOUNT 0 withdraws it."
    ),
)
@click.argument("studio", type=FILLED)
@click.argument("amount", type=_Amount())
@click.option("--year", type=_YEAR, help=_("The year it is for; else that of --date."))
@click.option("--source", type=_SOURCE, required=True, help=_("Who gave it: 单位行政, 本单位工会, 政府 or 其他."))
@click.option("--date", "day", type=DAY, help=_("The day, where it is known."))
@click.option("--document", type=WORDS, default="", help=_("The document it rests on (文号)."))
@click.option("--memo", type=WORDS, default="", help=_("What for (摘要)."))
@click.option("--in-kind", is_flag=True, help=_("Given in kind (实物): AMOUNT is its value."))
@click.option("--replaces", type=COUNT, default=0, help=_("The number of the row that this one corrects."))
@click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who enters it."))
def add(studio: str, year: int | None, day: Any, actor: str, **given: Any) -> None:
    """Enter a row."""
    from funds.record.support import add_support  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.statements.support import Support  # noqa: PLC0415

    no_identity_in(studio=studio, document=given["document"], memo=given["memo"], actor=actor)
    workspace = find()
    moment = now(workspace)
    year = _year(year, day)
    if year > moment.year or (day and day > moment.date()):
        raise click.UsageError(_("{when} is still to come: record it when it is given.").format(when=day or year))
    if not given["amount"] and not given["replaces"]:
        raise click.UsageError(_("An amount of 0 withdraws a row: name it with --replaces NUMBER."))
    engine = workspace.open()
    name = _known(engine, studio)
    row = Support(studio=name, year=year, date=day.isoformat() if day else "", **given)
    number = add_support(engine, row, actor, moment)
    said = _("{studio}: income row {number}, {year}, {yuan} yuan")
    click.echo(said.format(studio=name, number=number, year=year, yuan=yuan(row.amount)))


def _year(year: int | None, day: Any) -> int:
    """Give the year meant. Raises UsageError where none is, or two."""
    if year is None and day is None:
        raise click.UsageError(_("Say for which year: --year, or --date."))
    if year is not None and day is not None and day.year != year:
        raise click.UsageError(_("{day} is not in {year}: give the year that is meant.").format(day=day, year=year))
    return int(year if year is not None else day.year)


def _known(engine: Any, typed: str) -> str:
    """Give the name of the studio meant, whatever its width and spaces. Raises NoWorkspaceError, naming near ones."""
    from funds.record.support import known_studios  # noqa: PLC0415

    names = known_studios(engine)
    if typed in names:
        return typed
    meant = [name for name in names if fold(name) == fold(typed)]
    if len(meant) == 1:
        return meant[0]
    near = meant or _near(fold(typed), names)
    says = _("There is no studio {name}. Enter it with funds studio add; funds studio list shows those known.")
    if near:
        says = _("There is no studio {name}. Near to it: {near}. funds studio add enters a new one.")
    raise NoWorkspaceError(says.format(name=typed, near="、".join(near)))


def _near(typed: str, names: Any) -> list[str]:
    folded = {fold(name): name for name in sorted(names)}
    parts = [name for key, name in folded.items() if typed and typed in key]
    close = [folded[key] for key in difflib.get_close_matches(typed, folded, _NEAR)]
    return list(dict.fromkeys([*parts, *close]))[:_NEAR]


_LISTED: Final = (
    Column("studio", N_("Studio")),
    Column("number", N_("No."), "count"),
    Column("year", N_("Year"), "count"),
    Column("date", N_("Date")),
    Column("source_name", N_("Source of the money")),
    Column("amount", N_("Amount"), "money"),
    Column("kind", N_("In kind")),
    Column("document", N_("Document")),
    Column("memo", N_("Memo")),
    Column("state", N_("State")),
    Column("maker", N_("Maker")),
)
_ADDED: Final = (
    Column("year", N_("Year"), "count"),
    Column("source_name", N_("Source of the money")),
    Column("money", N_("In money (yuan)"), "money"),
    Column("in_kind", N_("In kind (yuan)"), "money"),
    Column("total", N_("Together (yuan)"), "money"),
    Column("wan", N_("In 10,000 yuan")),
)


@income.command("list", help=_("List every row that was entered, those replaced or withdrawn too."))
@click.option("--studio", type=WORDS, default="", help=_("Only studios whose name holds this."))
@click.option("--programme", type=WORDS, default="", help=_("Only studios of this programme."))
@format_option()
def list_(studio: str, programme: str, how: str, output: Any) -> None:
    """List the rows."""
    from funds.record.support import known_studios, supports  # noqa: PLC0415
    from funds.statements.support import SOURCES, standing  # noqa: PLC0415

    workspace = find()
    engine = workspace.open()
    code = programme_code(workspace, programme) if programme else ""
    known = known_studios(engine) if code else {}
    entered = [row for row in supports(engine) if fold(studio) in fold(row.studio)]
    stands = {(row.studio, row.number) for row in standing(entered)}
    by = {(row.studio, row.replaces): row.number for row in entered if row.replaces}
    rows = [
        veiled(row._asdict())
        | {"amount": yuan(row.amount), "source_name": SOURCES[row.source], "kind": _("yes") if row.in_kind else ""}
        | {"stands": (row.studio, row.number) in stands, "replaced_by": by.get((row.studio, row.number))}
        | {"state": _state(row, by.get((row.studio, row.number)))}
        for row in entered
        if not code or known.get(row.studio) == code
    ]
    give(Sheet("income", _LISTED, rows), how, output)


def _state(row: Any, by: int | None) -> str:
    """Say in a word what became of a row."""
    if by:
        return _("replaced by {number}").format(number=by)
    return "" if row.amount else _("withdraws {number}").format(number=row.replaces)


@income.command(
    "show", help=_("What was put into the studio STUDIO by year and source, the grant's receipts included.")
)
@click.argument("studio", type=FILLED)
@click.option("--since-year", type=_YEAR, default=1990, help=_("From this year on."))
@click.option("--to-year", type=_YEAR, default=2099, help=_("Up to this year."))
@format_option()
def show(studio: str, since_year: int, to_year: int, how: str, output: Any) -> None:
    """Show what was put in."""
    from funds.record.support import earlier_names, put_into  # noqa: PLC0415
    from funds.statements.support import rows, total  # noqa: PLC0415

    if since_year > to_year:
        raise click.UsageError(_("The years from {since} to {until} are none.").format(since=since_year, until=to_year))
    engine = find().open()
    name = _known(engine, studio)
    sums = put_into(engine, name)
    found, whole = rows(sums, since_year, to_year), total(sums, since_year, to_year)
    last = {"year": _("Total"), **whole}
    notes = [_("Studio: {name}.").format(name=name), _("The grant's part is what its funds received in each year.")]
    earlier = earlier_names(engine, name)
    notes += [_("Rows under the earlier name {name} are not counted here.").format(name=one) for one in earlier]
    told = {"studio": name, "rows": found, "total": whole, "earlier_names": earlier}
    columns = (Column("studio", N_("Studio")), *_ADDED) if how in {"csv", "xlsx"} else _ADDED
    give(Sheet("income", columns, found, lambda: last, notes, whole=told), how, output)
