"""Stage 4: the rows of one day and ledger: a course's list of fees, an order's items, beside one that tells the entry."""

from collections.abc import Container

from funds.reconcile.bars import barred, claims, differs, foreign
from funds.reconcile.choice import sole
from funds.reconcile.link import Candidate, Link
from funds.reconcile.names import Relation
from funds.reconcile.party import stands
from funds.reconcile.sums import found
from funds.reconcile.turned import Turned

__all__ = ["agree_days", "claimed_by", "of_day"]


def claimed_by(claiming: dict[int, set[int]]) -> dict[int, set[int]]:
    """Turn round which rows claim which entries: which entries are claimed by which rows."""
    claimed: dict[int, set[int]] = {}
    for row, some in claiming.items():
        for ours in some:
            claimed.setdefault(ours, set()).add(row)
    return claimed


def agree_days(link: Link) -> None:
    """Agree what the rows of one day and ledger come to exactly, before single ones among them are taken elsewhere."""
    claiming = claims(link)
    claimed = claimed_by(claiming)
    turned = Turned(link, theirs=False)
    some: list[Candidate] = []
    for target in turned.free_targets():
        anchors = sorted(claimed.get(target, ()))
        if all(turned.takes(target, part) for part in anchors):
            some += of_day(turned, target, anchors, claiming)
    for one in sole(some):
        link.agree("sum", one.ours, one.theirs)


def of_day(turned: Turned, target: int, anchors: list[int], bound: Container[int]) -> list[Candidate]:
    """Look among the rows of one day and ledger: beside those that name the entry, or beside its first payee.

    Where the payee is told as so many persons, so many rows it must be. At the bank, which keeps no ledgers, a day
    before or after is of the day too. `bound` are the rows that name another entry.
    """
    item, settings = turned.targets[target], turned.link.settings
    count = item.name.persons if item.name.persons > 1 else 0
    candidates: list[Candidate] = []
    for seed in anchors or _first(turned, target):
        own = anchors or [seed]
        beside = [
            part
            for part in turned.beside(target, seed, 0 if turned.parts[seed].shelf else 1)
            if part not in own and part not in bound and _beside(turned, target, part)
        ]
        rest = item.fen - sum(turned.parts[part].fen for part in own)
        whole = beside and sum(turned.parts[part].fen for part in beside) == rest
        if whole and count in {0, len(beside) + len(own)}:
            candidates.append(turned.candidate(target, [*own, *beside], sure=True))
        else:
            candidates += found(turned, target, beside, own, 0 if count else settings.chance_anchored, count)
    return list(dict.fromkeys(candidates))


def _first(turned: Turned, target: int) -> list[int]:
    """Give the rows of the first of several persons, under whose name all are paid."""
    name = turned.targets[target].name
    if name.persons == 1:
        return []
    return [
        part
        for part in turned.near(target, [name])
        if turned.parts[part].name.core == name.core and not barred(turned.link, *turned.pair(target, part))
    ]


def _beside(turned: Turned, target: int, part: int) -> bool:
    """Tell whether a row of the day may belong to the entry: by its name, and by the numbers that it bears."""
    item, row, link = turned.targets[target], turned.parts[part], turned.link
    ours, theirs = turned.pair(target, part)
    if ours not in link.named[theirs] and (row.mute or foreign(link, ours, theirs) or differs(item, row)):
        return False
    return stands(item.name, row.name) != Relation.OTHER
