"""Which of the persons' decisions on a reconciliation still stand: a later one replaces an earlier one it touches."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select

from funds.reconcile.decided import Decision, matched
from funds.reconcile.sides import Kept
from funds.record.pairings import Pairing, pairings_in
from funds.record.tables import pairing

__all__ = ["decided_lines", "links", "standing"]

_LINKS: Final = ("material", "bank")


def links(fund: str, kept: Kept) -> dict[str, Decision]:
    """Give what a fund's decision says of each link, by the link's name; entries and rows of material are the fund's."""
    own = frozenset((fund, number) for number in kept.entries)
    rows = {"material": frozenset((fund, name) for name in kept.material), "bank": frozenset(kept.bank)}
    return {name: Decision(kept.match, own, some) for name, some in rows.items() if some}


def standing(decided: Iterable[tuple[Pairing, Kept]], *, whole: bool = False) -> list[Pairing]:
    """Give the decisions that stand, of funds held together, in the order in which they were made.

    Each link, with the material and with the bank, is judged by itself and as the reconciliation judges it: a decision
    on both may have been replaced on one. It stands while any of it does; with `whole`, only where all of it does.
    """
    order = sorted(decided, key=lambda each: (each[0].moment, each[0].fund, each[0].number))
    said = [links(one.fund, kept) for one, kept in order]
    stands: list[list[bool]] = [[] for _one in order]
    for name in _LINKS:
        of_link = [(at, each[name]) for at, each in enumerate(said) if name in each]
        matches, apart = matched(link for _at, link in of_link)
        held = {id(link) for link in matches}
        for at, link in of_link:
            stands[at] += [id(link) in held] if link.match else [pair in apart for pair in link.pairs]
    judge = all if whole else any
    return [one for at, (one, _kept) in enumerate(order) if judge(stands[at])]


def decided_lines(connection: Connection, account: str) -> dict[int, Pairing]:
    """Give the lines of an account that a person matched, by number, each with the match that stands, of any fund."""
    funds = connection.execute(select(pairing.c.fund).distinct().order_by(pairing.c.fund)).scalars().all()
    banked = [one for fund in funds for one in pairings_in(connection, fund) if one.bank]
    kept = [Kept(one.match, one.entries, bank=tuple(f"{number}:{seq}" for number, seq in one.bank)) for one in banked]
    stands = [one for one in standing(zip(banked, kept, strict=True)) if one.match]
    return {seq: one for one in stands for number, seq in one.bank if number == account}
