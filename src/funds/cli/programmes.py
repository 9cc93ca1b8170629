"""A programme and a tier as people call them, and the sum that a tier fixes."""

import datetime as dt

import click

from funds.entry.names import fold
from funds.entry.record import Award
from funds.law.force import Lawbook
from funds.law.problem import LawError
from funds.law.values import Unstated
from funds.money import fen, yuan
from funds.text import _
from funds.workspace import Workspace

__all__ = ["count_of", "fixed_sum", "holder_of", "programme_code", "tier_id"]

_UNION = "工会委员会"


def programme_code(workspace: Workspace, typed: str) -> str:
    """Give the code of the programme meant, by its code, name or short name; else as typed. Raises LawError."""
    known = workspace.programmes()
    if typed in known:
        return typed
    broken: list[LawError] = []
    for code in known:
        try:
            programme = workspace.lawbook(code).programme
        except LawError as error:
            broken.append(error)
            continue
        if fold(typed) in {fold(code), fold(programme.name), fold(programme.short)}:
            return code
    if broken:  # the one meant may be among those that cannot be read
        raise broken[0]
    return typed


def tier_id(book: Lawbook, typed: str | None) -> str:
    """Give the id of the tier meant, by id, name or a part of it; the only one where none is named. Raises UsageError."""
    tiers = {tier.id: tier.name for tier in book.programme.tier}
    tiers |= {each.id: each.item for each in book.programme.per_item}
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


def holder_of(book: Lawbook, terms: Award, day: dt.date) -> str:
    """Give whose account the programme pays to on a day; where it names none or an alliance, the unit's union."""
    payee = book.on(day).payee
    match payee.to if payee else "":
        case "unit":
            return terms.unit
        case "person" if terms.lead:
            return terms.lead
        case _:
            return f"{terms.unit}{_UNION}"


def count_of(book: Lawbook, tier: str, day: dt.date, amount: int) -> int:
    """Give how many items an amount (fen) was granted for; 0 where the grant is not a sum for each."""
    rule = book.on(day).per_item.get(tier)
    return amount // fen(rule.amount) if rule else 0


def fixed_sum(book: Lawbook, tier: str, day: dt.date, quantity: int = 0) -> int:
    """Give the sum (fen) that a tier fixes on a day, 0 where the checks must speak. Raises UsageError.

    Where the grant is a sum for each item, it is that of so many items.
    """
    law = book.on(day)
    if tier in law.per_item:
        if not quantity:
            what = _("{tier} grants {each} yuan for each: say how many with --quantity.")
            rule = law.per_item[tier]
            raise click.UsageError(what.format(tier=rule.item, each=yuan(fen(rule.amount))))
        return fen(law.per_item[tier].amount) * quantity
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
