"""What the programme asks of a studio's supporting material: which ledgers and materials are there, which are missing."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import click

from funds.cli.clock import today
from funds.cli.materials.fields import ledger_title
from funds.cli.materials.meant import Meant, meant
from funds.cli.output import as_json, format_option, say
from funds.cli.programmes import programme_code
from funds.cli.table import lines
from funds.cli.typed import DAY, FILLED, WORDS
from funds.text import N_, _
from funds.workspace import Workspace, find

__all__ = ["check"]

_KEEPERS: Final = {
    "studio": N_("studio"),
    "unit-union": N_("the unit's union"),
    "studio-unit": N_("the studio's unit"),
}


@click.command(
    "check",
    help=_(
        "What its programme asks of the studio STUDIO: the ledgers, and where there is an outline its indicators with each "
        "material, whether it is there, and whose seal it needs. Exit status 1 where something is missing."
    ),
)
@click.argument("typed", metavar="STUDIO|FUND", type=FILLED)
@click.option("--programme", type=WORDS, default="", help=_("By this programme, whichever the studio is in."))
@click.option("--as-of", type=DAY, help=_("By what is asked on this day, and dated on or before it; else today."))
@format_option("table", "json")
def check(typed: str, programme: str, as_of: Any, how: str) -> None:
    """Check a studio's material."""
    from funds.cli.materials.views import rows_of  # noqa: PLC0415
    from funds.statements.checklist import checklist, lacking  # noqa: PLC0415

    workspace = find()
    engine = workspace.open()
    studio = meant(engine, typed)
    day = as_of or today(workspace)
    rows = [row for row in rows_of(engine, studio) if row.date <= day.isoformat()]
    told = []
    for code in _programmes(workspace, engine, studio, programme):
        book = workspace.lawbook(code)
        found = checklist(book.programme, rows, book.cite, day)
        told.append({**found, "as_of": day.isoformat(), "missing": lacking(found)})
    if not told:
        what = _("{studio} is in no programme that is known: name one with --programme.")
        raise click.UsageError(what.format(studio=studio.studio))
    if how == "json":
        say(as_json({"studio": studio.studio, "programmes": told}))
    else:
        say("\n".join([studio.studio, *(line for one in told for line in _told(one))]) + "\n")
    if any(sum(one["missing"].values()) for one in told):
        raise click.exceptions.Exit(1)


def _programmes(workspace: Workspace, engine: Any, studio: Meant, typed: str) -> list[str]:
    """Give the codes of the studio's programmes: of its awards, and the one it was entered with."""
    from funds.record.awards import awards  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.record.studios import studios  # noqa: PLC0415

    if typed:
        return [programme_code(workspace, typed)]
    if studio.fund:
        return [grant.programme for grant in awards(engine, fund=studio.fund)]
    granted = [grant.programme for grant in awards(engine) if grant.fund in studio.funds]
    entered = [each.programme for each in studios(engine) if each.studio in studio.names and each.programme]
    return list(dict.fromkeys([*granted, *entered]))


def _told(one: Mapping[str, Any]) -> Iterable[str]:
    yield ""
    yield f"{one['name']} ({one['programme']})"
    yield from _ledgers(one["ledgers"])
    yield from _indicators(one["indicators"])
    missing = one["missing"]
    says = _("Missing: ledgers {ledgers}, materials {materials}, seals {seals}.")
    if not (one["ledgers"] or one["indicators"]):
        says = _("On {day} the programme's documents ask for no ledger and have no outline.")
    yield ""
    yield says.format(**missing, day=one["as_of"])


def _ledgers(asked: Any) -> Iterable[str]:
    if not asked:
        return
    keepers = {keeper: _(name) for keeper, name in _KEEPERS.items()}
    titles = [_("Ledger"), _("Asked for as"), _("Kept by"), _("Rows"), _("State"), _("Clause")]
    cells = (
        [ledger_title(each["ledger"]), each["name"], keepers[each["keeper"]], str(each["rows"]),
         _("there") if each["there"] else _("missing"), each["citation"]]
        for each in asked
    )  # fmt: skip
    yield ""
    yield from lines(titles, cells, [False, False, False, True, False, False])


def _indicators(asked: Any) -> Iterable[str]:
    if not asked:
        return
    titles = [_("No."), _("Indicator"), _("Material"), _("State"), _("Seal"), _("Shown by"), _("Clause")]
    cells = [
        [str(each["number"]), each["name"], part["name"], _state(part), part["seal"], _rows(part), each["citation"]]
        for each in asked
        for part in each["parts"]
    ]
    yield ""
    yield from lines(titles, cells, [True, *([False] * 6)])


def _state(part: Mapping[str, Any]) -> str:
    if not part["there"]:
        return _("missing")
    return _("not sealed") if part["sealed"] is False else _("there")


def _rows(part: Mapping[str, Any]) -> str:
    if part["rows"]:
        return ", ".join(f"{row['id'] or row['number']}" for row in part["rows"][:3])
    wanted = "、".join(dict.fromkeys(ledger_title(name.partition(":")[0]) for name in part["ledgers"]))
    return _("to stand in: {where}").format(where=wanted or ledger_title("indicators"))
