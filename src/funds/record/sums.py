"""Figures of many funds: one query, walked along the key of the movements, summed by the database."""

import datetime as dt
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, case, func, or_, select

from funds.record.chain import chain_in, named
from funds.record.open import reading
from funds.record.rows import micros
from funds.record.tables import movement, record
from funds.statements.sums import folded
from funds.statements.window import Window

__all__ = ["Figures", "figures", "figures_in"]

#: Per fund, the sum in fen of each (measure, purpose) that is not nothing.
Figures = dict[str, dict[tuple[str, str], int]]

_moved = movement.c


def figures(
    engine: Engine,
    *,
    since: dt.date | None = None,
    as_of: dt.date | None = None,
    known: dt.datetime | None = None,
    programme: str | None = None,
    fund: str | None = None,
) -> Figures:
    """Sum what records moved, in fen, by fund, measure and purpose, through `Window`'s eyes.

    `since` and `as_of` bound the dates that records are for, both included; `known` the moment of
    posting, included. A fund without movements in these bounds is not there.
    """
    with reading(engine) as connection:
        return figures_in(connection, Window(since, as_of or dt.date.max, known), programme=programme, fund=fund)


def figures_in(
    connection: Connection, window: Window, *, programme: str | None = None, fund: str | None = None
) -> Figures:
    """Sum what records moved, as `figures` does, within a transaction."""
    scope = _scope(window.known, programme, fund)
    cut = window.as_of if window.as_of < dt.date.max and _beyond(connection, window.as_of) else None
    sums = _summed(connection, [*scope, *_period(window.since, cut)])
    for torn in _torn(connection, scope, cut):
        sums[torn] = dict(folded(chain_in(connection, torn), window))
    return sums


def _scope(known: dt.datetime | None, programme: str | None, fund: str | None) -> list[ColumnElement[bool]]:
    scope: list[ColumnElement[bool]] = []
    if fund is not None:
        scope.append(_moved.fund == fund)
    if programme is not None:
        scope.append(_moved.fund.in_(named(programme)))
    if known is not None:
        scope.append(_moved.posted <= micros(known))
    return scope


def _beyond(connection: Connection, as_of: dt.date) -> bool:
    """Tell whether any record is dated after a day; mostly none is, and then no row need be asked."""
    last = connection.execute(select(func.max(record.c.date))).scalar()
    return last is not None and last > as_of.isoformat()


def _period(since: dt.date | None, cut: dt.date | None) -> list[ColumnElement[bool]]:
    """Bound the period. What was approved is no sum of a period: it stands from the naming on."""
    bounds: list[ColumnElement[bool]] = []
    if since is not None:
        about = case((_moved.about == "", _moved.date), else_=_moved.about)
        bounds.append(or_(_moved.measure == "approved", about >= since.isoformat()))
    if cut is not None:
        bounds.append(_moved.date <= cut.isoformat())
    return bounds


def _summed(connection: Connection, where: list[ColumnElement[bool]]) -> Figures:
    grouped = (
        select(_moved.fund, _moved.measure, _moved.purpose, func.sum(_moved.fen))
        .where(*where)
        .group_by(_moved.fund, _moved.measure, _moved.purpose)
    )
    sums: Figures = {}
    at, found = "", dict[tuple[str, str], int]()
    for code, measure, purpose, fen in chain.from_iterable(connection.execute(grouped).partitions(5000)):
        if fen:
            if code != at:  # a fund's rows mostly come together: one look-up for all of them
                at, found = code, sums.setdefault(code, {})
            found[measure, purpose] = fen if type(fen) is int else int(fen)
    return sums


def _torn(connection: Connection, scope: list[ColumnElement[bool]], cut: dt.date | None) -> list[str]:
    """Give the funds in which a day falls between records that are not in order of date.

    There a later record may have counted on an earlier one that is dated after the day, so that
    what the records moved does not add up to what stood on that day; these few are told anew.
    """
    if cut is None:
        return []
    day = cut.isoformat()
    within: Any = func.max(case((_moved.date <= day, _moved.number)))
    after: Any = func.min(case((_moved.date > day, _moved.number)))
    asked = select(_moved.fund).where(*scope).group_by(_moved.fund).having(within > after)
    return [str(code) for code in connection.execute(asked).scalars()]
