"""Stage 4: one payment, or one row, for all of a supplier's vouchers of some days, however many these are.

Beyond six parts a search finds sums by chance. But there are few ways to take all of a payee's open vouchers, or all
of some days in a row: what comes to the fen that way is no chance.
"""

from collections import Counter
from collections.abc import Container, Iterator
from typing import Final

from funds.reconcile.bars import barred, foreign
from funds.reconcile.item import fund_of
from funds.reconcile.link import Candidate
from funds.reconcile.named import listed, numbers
from funds.reconcile.names import Relation
from funds.reconcile.party import Party, stands
from funds.reconcile.search import LEAST, grain
from funds.reconcile.turned import Turned

__all__ = ["of_all"]

#: No payment is for more vouchers.
_MOST: Final = 60


def of_all(turned: Turned, target: int, anchors: list[int], bound: Container[int]) -> list[Candidate]:
    """Give what runs of entries by day come to a row, all of its anchors among them; the target is a row."""
    link, row = turned.link, turned.targets[target]
    if not anchors and (link.named[target] or len(numbers(row)) >= LEAST):
        return []
    if any(link.distance(part, target) > link.days for part in anchors):
        return []
    names = {name for name in (row.name, *(turned.parts[part].name for part in anchors)) if _tells(name)}
    pools = [(_of_names(turned, target, names), link.settings.chance_whole)] if names else []
    if not _tells(row.name) and anchors:
        pools.append((turned.near(target, []), link.settings.chance_whole))
    elif not _tells(row.name):
        limit = link.settings.chance_named if row.name.core else link.settings.chance_bulk
        pools.append((turned.near(target, [], link.settings.bulk_days), limit))
    for parts, limit in pools:
        some = _with(turned, target, anchors, bound, parts)
        if found := [one for pool in _by_fund(turned, some) for one in _runs(turned, target, pool, anchors, limit)]:
            return found
    return []


def _by_fund(turned: Turned, parts: list[int]) -> list[list[int]]:
    """Split entries by fund: those of several are paid in one only where a list says so."""
    funds: dict[int, list[int]] = {}
    for part in parts:
        funds.setdefault(fund_of(turned.parts[part]), []).append(part)
    return list(funds.values())


def _tells(name: Party) -> bool:
    """Tell whether a name is a payee's own."""
    return bool(name.core) and not name.advanced and stands(name, Party("任何单位")) == Relation.OTHER


def _of_names(turned: Turned, target: int, names: set[Party]) -> list[int]:
    """Give the free entries of payees that are named, in full or in short."""
    some = {part: name for name in sorted(names) for part in turned.near(target, [name])}
    return sorted(part for part, name in some.items() if stands(turned.parts[part].name, name) >= Relation.AKIN)


def _with(turned: Turned, target: int, anchors: list[int], bound: Container[int], parts: list[int]) -> list[int]:
    """Give the anchors and what may stand beside them, by day: a number that names one of several bars no other."""
    link = turned.link
    some = {
        part
        for part in parts
        if part not in bound and (anchors or not (barred(link, part, target) or foreign(link, part, target)))
    }
    return sorted(some.union(anchors), key=lambda part: (turned.parts[part].day, part))


def _as_listed(turned: Turned, target: int, parts: list[int], anchors: list[int]) -> bool:
    """Tell whether a row that lists several numbers lists as many as its parts bear: one may be misprinted, none missing."""
    row = turned.targets[target]
    invoices = {key for key in (*row.keys, *row.told) if key.kind == "invoice"}
    counted = {"invoice": len(invoices), "voucher": len(listed(row))}
    borne = Counter(kind for part in parts for kind in {key.kind for key in turned.parts[part].binding})
    unlisted = {key.kind for part in parts if part not in anchors for key in turned.parts[part].binding}
    return all(count < LEAST or kind not in unlisted or borne[kind] == count for kind, count in counted.items())


def _runs(turned: Turned, target: int, pool: list[int], anchors: list[int], limit: int) -> Iterator[Candidate]:
    """Give the runs of whole days that come to the target, or else of entries in a row."""
    fen = turned.targets[target].fen
    if not LEAST <= len(pool) <= _MOST or abs(sum(turned.parts[part].fen for part in pool)) < abs(fen):
        return
    days = sorted({turned.parts[part].day for part in pool})
    blocks = [[part for part in pool if turned.parts[part].day == day] for day in days]
    for some in ([pool], blocks, [[part] for part in pool]):
        exact = [run for run in _in_a_row(turned, some, fen) if len(run) >= LEAST and set(anchors) <= set(run)]
        exact = [run for run in exact if _as_listed(turned, target, run, anchors)]
        if exact:
            choices = len(some) * (len(some) + 1) // 2
            fens = [turned.parts[part].fen for part in exact[0]]
            sure = len(exact) == 1 and choices * grain([fen, *fens]) * limit <= abs(fen)
            yield from (turned.candidate(target, run, sure=sure) for run in exact)
            return


def _in_a_row(turned: Turned, blocks: list[list[int]], fen: int) -> Iterator[list[int]]:
    """Give the runs of blocks that come to so many fen; all are of one sign."""
    sums = [sum(turned.parts[part].fen for part in block) for block in blocks]
    first, total = 0, 0
    for last, each in enumerate(sums):
        total += each
        while abs(total) > abs(fen):
            total -= sums[first]
            first += 1
        if total == fen:
            yield [part for block in blocks[first : last + 1] for part in block]
