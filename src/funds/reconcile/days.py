"""Stage 4: the rows of one day and ledger: a course's list of fees, an order's items, beside one that tells the entry."""

from collections.abc import Container, Iterator

from funds.reconcile.bars import barred, claims, differs, foreign, misprinted
from funds.reconcile.choice import sole
from funds.reconcile.link import Candidate, Link
from funds.reconcile.names import Relation
from funds.reconcile.party import TAX, colleagues, stands, takes_tax
from funds.reconcile.search import LEAST
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
        near = turned.beside(target, seed, 0 if turned.parts[seed].shelf else 1)
        some = [part for part in near if part not in own and part not in bound and _unbound(turned, target, part)]
        beside = [part for part in some if stands(item.name, turned.parts[part].name) != Relation.OTHER]
        ways = (beside, *_wider(turned, target, own, some), *_abreast(turned, target, anchors, bound))
        whole = next((way for way in ways if _comes_to(turned, target, [*own, *way], count)), None)
        if whole:
            candidates.append(turned.candidate(target, [*own, *whole], sure=True))
        else:
            candidates += found(turned, target, beside, own, 0 if count else settings.chance_anchored, count)
    return list(dict.fromkeys(candidates))


def _wider(turned: Turned, target: int, own: list[int], some: list[int]) -> Iterator[list[int]]:
    """Give what else of the day may be all of it: with the payee's colleagues, and with the tax that was held back."""
    item = turned.targets[target]
    beside = [part for part in some if stands(item.name, turned.parts[part].name) != Relation.OTHER]
    others = [part for part in some if part in beside or colleagues(item.name, turned.parts[part].name)]
    yield others
    for each in (beside, others):
        yield [*each, *_taxes(turned, target, [*own, *each])]


def _abreast(turned: Turned, target: int, anchors: list[int], bound: Container[int]) -> Iterator[list[int]]:
    """Give the rows of the day in any ledger: those that name the payee, if in short; then those that name nobody too."""
    if not anchors or not turned.parts[anchors[0]].shelf:
        return
    item = turned.targets[target]
    some = [
        part
        for part in turned.abreast(target, anchors[0])
        if part not in anchors and part not in bound and _unbound(turned, target, part)
    ]
    for least in (Relation.AKIN, Relation.MISSING):
        yield [part for part in some if stands(item.name, turned.parts[part].name) >= least]


def _comes_to(turned: Turned, target: int, parts: list[int], count: int) -> bool:
    """Tell whether several parts, and as many persons as are counted, come to the target; the tax is none of them."""
    persons = sum(not takes_tax(turned.parts[part].name) for part in parts)
    several = len(parts) >= LEAST and count in {0, persons}
    return several and sum(turned.parts[part].fen for part in parts) == turned.targets[target].fen


def _first(turned: Turned, target: int) -> list[int]:
    """Give the rows of the first of several persons, under whose name all are paid."""
    name = turned.targets[target].name
    if name.persons == 1 or not name.core:
        return []
    return [
        part
        for part in turned.near(target, [name])
        if turned.parts[part].name.core == name.core and not barred(turned.link, *turned.pair(target, part))
    ]


def _taxes(turned: Turned, target: int, parts: list[int]) -> list[int]:
    """Give the one payment to the tax office, days later, that is all that is missing from what persons were paid."""
    if turned.parts[parts[0]].shelf:
        return []
    rest = turned.targets[target].fen - sum(turned.parts[part].fen for part in parts)
    some = [
        part
        for part in turned.near(target, [TAX], turned.link.settings.near_days)
        if turned.parts[part].fen == rest and part not in parts and takes_tax(turned.parts[part].name)
    ]
    return some if len(some) == 1 and _unbound(turned, target, some[0]) else []


def _unbound(turned: Turned, target: int, part: int) -> bool:
    """Tell whether a row of the day may belong to the entry, by the numbers that it bears."""
    item, row, link = turned.targets[target], turned.parts[part], turned.link
    ours, theirs = turned.pair(target, part)
    if ours in link.named[theirs] or misprinted(link, ours, theirs):
        return True
    return not (row.mute or foreign(link, ours, theirs) or differs(item, row))
