"""Stage 4: where the parts of a sum are looked for, the likeliest place first: the day, the supplier, the rest."""

from collections.abc import Container, Iterator
from typing import Final

from funds.reconcile.bars import barred, claims, doubtful, foreign, slipped
from funds.reconcile.bundles import of_one_invoice
from funds.reconcile.days import claimed_by, of_day
from funds.reconcile.link import Candidate, Link
from funds.reconcile.named import numbers
from funds.reconcile.names import Relation
from funds.reconcile.party import Party, stands
from funds.reconcile.search import LEAST
from funds.reconcile.sums import found
from funds.reconcile.turned import Turned
from funds.reconcile.wholes import of_all

__all__ = ["sums"]

#: A firm as any; only a line that names nobody, or the bank's own collective account, may pay it.
_ANYBODY: Final = Party("任何单位")


def sums(link: Link) -> list[Candidate]:
    """Give the sums, one to many and many to one, of free items within the window; what is over a cap is noted."""
    claiming = claims(link)
    claimed = claimed_by(claiming)
    candidates: list[Candidate] = []
    for turned, own, other in (
        (Turned(link, theirs=False), claimed, claiming),
        (Turned(link, theirs=True), claiming, claimed),
    ):
        for target in turned.free_targets():
            anchors = sorted(own.get(target, ()))
            if turned.targets[target].mute and not anchors:
                continue
            if all(turned.takes(target, part) for part in anchors):
                candidates += _of_target(turned, target, anchors, other)
    candidates += of_one_invoice(link, claiming, claimed)
    return candidates


def _of_target(turned: Turned, target: int, anchors: list[int], bound: Container[int]) -> list[Candidate]:
    """Look for the parts of one target; a sum that is likelier by its place leaves the others unsearched."""
    if turned.theirs:
        whole = of_all(turned, target, anchors, bound)
        if any(one.sure for one in whole):
            return whole
        return _of_names(turned, target, anchors, bound) or _of_any(turned, target, anchors, bound) or whole
    some = of_day(turned, target, anchors, bound)
    counted = turned.targets[target].name.persons > 1
    return some if some or counted else _of_names(turned, target, anchors, bound)


def _of_names(turned: Turned, target: int, anchors: list[int], bound: Container[int]) -> list[Candidate]:
    """Look among the rows of the same supplier; where there is no such sum, among those that name none."""
    settings = turned.link.settings
    names = {turned.targets[target].name, *(turned.parts[part].name for part in anchors)}
    names = {name for name in names if name.core or name.advanced}
    loose = [
        part
        for part in turned.near(target, names)
        if part not in anchors and part not in bound and _allowed(turned, target, part, anchored=bool(anchors))
    ]
    cores = {name.core for name in names if not name.advanced}
    named = [part for part in loose if turned.parts[part].name.core in cores]
    limit = settings.chance_anchored if anchors else settings.chance_named
    some = list(found(turned, target, named, anchors, limit))
    if some or len(loose) == len(named) or turned.token(target) in turned.link.over:
        return some
    limit = settings.chance_completing if anchors else settings.chance_unnamed
    loose = [part for part in loose if part in named or not _late(turned, target, part)]
    return [one for pool in _split(turned, loose) for one in found(turned, target, pool, anchors, limit) if one.sure]


def _late(turned: Turned, target: int, part: int) -> bool:
    """Tell whether a row of material that names nobody is from too long after the entry to complete it."""
    ours, theirs = turned.pair(target, part)
    after = turned.link.theirs[theirs].day - turned.link.ours[ours].day
    return not turned.link.bank and after > turned.link.settings.near_days


def _of_any(turned: Turned, target: int, anchors: list[int], bound: Container[int]) -> list[Candidate]:
    """Look among entries of whatever payee: those without a number, beside what a row names; or a week's payments."""
    settings, link, row = turned.link.settings, turned.link, turned.targets[target]
    listed = len(numbers(row)) >= LEAST
    bulk = not row.shelf and not row.binding and stands(row.name, _ANYBODY) != Relation.OTHER
    if not (anchors or bulk):
        return []
    some = [
        part
        for part in turned.near(target, [], 0 if anchors else settings.bulk_days)
        if part not in anchors
        and part not in bound
        and _of_week(turned, anchors, part)
        and not (listed and _numbered(link, part))
    ]
    limit = settings.chance_bulk if bulk else settings.chance_anchored if listed else settings.chance_completing
    return list(found(turned, target, some, anchors, limit))


def _of_week(turned: Turned, anchors: list[int], part: int) -> bool:
    days = turned.link.settings.bulk_days
    return all(abs(turned.parts[one].day - turned.parts[part].day) <= days for one in anchors)


def _numbered(link: Link, ours: int) -> bool:
    return any(key.kind == "voucher" for key in link.ours[ours].binding)


def _allowed(turned: Turned, target: int, part: int, *, anchored: bool) -> bool:
    """Tell whether a part may join: a row that stands for several entries bears the number of one of them only."""
    ours, theirs = turned.pair(target, part)
    link = turned.link
    if link.theirs[theirs].mute or (ours, theirs) in link.apart:
        return False
    if not (link.theirs[theirs].binding or link.named[theirs]):
        return True
    if not (turned.theirs and anchored):
        own = ours in link.named[theirs] and not doubtful(link, ours, theirs)
        if turned.theirs and ours in link.named[theirs]:  # a number of several months' vouchers is one's of them
            return False
        kin = not foreign(link, ours, theirs) or slipped(link, ours, theirs)
        return own or (kin and not barred(link, ours, theirs))
    listed = len(numbers(link.theirs[theirs])) >= LEAST
    return not (listed and _numbered(link, ours))


def _split(turned: Turned, loose: list[int]) -> Iterator[list[int]]:
    """Split entries by payee: what is paid or shown together is of one."""
    if not turned.theirs:
        shelves: dict[str, list[int]] = {}
        for part in loose:
            shelves.setdefault(turned.parts[part].shelf, []).append(part)
        yield from shelves.values()
        return
    by_name: dict[str, list[int]] = {}
    for part in loose:
        name = turned.parts[part].name
        by_name.setdefault("" if name.advanced else name.core, []).append(part)
    yield from by_name.values()
