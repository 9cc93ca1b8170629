"""A programme and a tier as people call them, and the sum that a tier fixes."""

import datetime as dt

import click

from funds.entry.names import fold
from funds.law.force import Lawbook
from funds.law.values import Unstated
from funds.money import yuan
from funds.text import _
from funds.workspace import Workspace

__all__ = ["fixed_sum", "programme_code", "tier_id"]


def programme_code(workspace: Workspace, typed: str) -> str:
    """Give the code of the programme meant, by its code, name or short name; else as typed."""
    known = workspace.programmes()
    if typed in known:
        return typed
    for code in known:
        programme = workspace.lawbook(code).programme
        if fold(typed) in {fold(code), fold(programme.name), fold(programme.short)}:
            return code
    return typed


def tier_id(book: Lawbook, typed: str | None) -> str:
    """Give the id of the tier meant, by id, name or a part of it; the only one where none is named. Raises UsageError."""
    tiers = {tier.id: tier.name for tier in book.programme.tier}
    if typed:
        wanted = fold(typed)
        meant = [id_ for id_, name in tiers.items() if wanted in {fold(id_), fold(name)}]
        part = [id_ for id_, name in tiers.items() if wanted and wanted in fold(name)]
        return meant[0] if meant else part[0] if len(part) == 1 else typed
    if len(tiers) == 1:
        return next(iter(tiers))
    if not tiers:
        return ""
    known = ", ".join(f"{id_} {name}" for id_, name in tiers.items())
    raise click.UsageError(
        _("The programme has several classes of grant: name one with --tier ({known}).").format(known=known)
    )


def fixed_sum(book: Lawbook, tier: str, day: dt.date) -> int:
    """Give the sum (fen) that a tier fixes on a day, 0 where the checks must speak. Raises UsageError."""
    law = book.on(day)
    found = law.tiers.get(tier)
    if found is None:
        return 0
    bounds = book.grant(law, found)
    if isinstance(bounds, Unstated) or bounds.low is None or bounds.high is None:
        return 0
    if bounds.low != bounds.high:
        what = _("{tier} grants {low} to {high} yuan: name the sum approved with --amount.")
        raise click.UsageError(what.format(tier=found.name, low=yuan(bounds.low), high=yuan(bounds.high)))
    return bounds.low
