"""Many funds at once: their terms, heads and sums, as a report gives them."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Select, select

from funds.record.open import reading
from funds.record.rows import micros
from funds.record.sums import figures_in
from funds.record.tables import award, record
from funds.statements.utilisation import Named
from funds.statements.window import ALWAYS, Window

__all__ = ["Reported", "named", "reported"]

Reported = list[tuple[Named, dict[tuple[str, str], int]]]


def reported(engine: Engine, window: Window = ALWAYS, *, programme: str = "", fund: str = "") -> Reported:
    """Give the sums of each fund named by the last day of the window, by measure and purpose, in fen.

    The funds are in order of their codes, each with its head as known at the window's moment. All
    is read in one transaction, so that heads and sums belong together.
    """
    with reading(engine) as connection:
        funds = named(connection, window, programme=programme, fund=fund)
        sums = figures_in(connection, window, programme=programme or None, fund=fund or None)
    return [(one, sums.get(one.fund, {})) for one in funds]


def named(connection: Connection, window: Window = ALWAYS, *, programme: str = "", fund: str = "") -> list[Named]:
    """Give the funds that were named by the window's last day, with their terms and heads as known."""
    chosen = [award.c.programme == programme] if programme else []
    chosen += [award.c.fund == fund] if fund else []
    later = select(*_TERMS, award.c.number).where(award.c.number > 1, *chosen).order_by(award.c.fund, award.c.number)
    changes: dict[str, list[Any]] = {}
    for change in connection.execute(later).all():
        changes.setdefault(change[0], []).append(change)
    found = []
    for code, in_, tier, studio, unit, number, seal in connection.execute(_first(window, chosen)).all():
        if number is not None:
            terms = (code, in_, tier, studio, unit)
            for change in changes.get(code, ()):
                terms = change[:5] if change[5] <= number else terms
            found.append(Named(*terms, number, f"{code}:{number}:{seal}"))
    return found


_TERMS: Final = (award.c.fund, award.c.programme, award.c.tier, award.c.studio, award.c.unit)


def _first(window: Window, chosen: list[ColumnElement[bool]]) -> Select[Any]:
    """Ask for each award, and its fund's last number and seal: a step in an index each, not a walk."""
    at = record.alias("at")
    last = (
        select(at.c.number)
        .where(at.c.fund == award.c.fund, *_known(at.c.posted, window))
        .order_by(at.c.number.desc())
        .limit(1)
        .correlate(award)
    )
    number, seal = last.scalar_subquery(), last.with_only_columns(at.c.seal).scalar_subquery()
    asked = select(*_TERMS, number, seal).where(award.c.number == 1, *chosen).order_by(award.c.fund)
    return asked.where(award.c.date <= window.as_of.isoformat()) if window.as_of < ALWAYS.as_of else asked


def _known(posted: ColumnElement[Any], window: Window) -> list[ColumnElement[bool]]:
    return [] if window.known is None else [posted <= micros(window.known)]
