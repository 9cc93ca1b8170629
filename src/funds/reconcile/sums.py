"""Stage 4: bounded sums, one to many and many to one; and sums of items that share a key (stage 2)."""

from collections.abc import Container, Iterator

from funds.reconcile.link import INVOICE, Candidate, Link
from funds.reconcile.search import LEAST, by_chance, search
from funds.reconcile.turned import Turned

__all__ = ["keyed_sums", "sums"]


def keyed_sums(link: Link) -> list[Candidate]:
    """Give the sums of items that share a key with their target: all of them together, or some of them."""
    found: list[Candidate] = []
    for turned in (Turned(link, theirs=False), Turned(link, theirs=True)):
        for target in turned.free_targets():
            bearing = link.named[target] if turned.theirs else link.naming.get(target, ())
            parts = [part for part in bearing if turned.takes(target, part) and _holds(turned, target, part)]
            if len(parts) >= LEAST:
                found += _keyed(turned, target, parts)
    return found


def _holds(turned: Turned, target: int, part: int) -> bool:
    """Tell whether a key holds for a part of a sum: a voucher number alone does within the window only."""
    ours, theirs = turned.pair(target, part)
    link = turned.link
    return bool(link.named[theirs][ours] & INVOICE) or link.distance(ours, theirs) <= link.days


def _keyed(turned: Turned, target: int, parts: list[int]) -> Iterator[Candidate]:
    whole = turned.targets[target].fen
    if sum(turned.parts[part].fen for part in parts) == whole:
        yield turned.candidate(target, parts, sure=True)
        return
    own = [part for part in parts if _named_once(turned, target, part)]
    if len(own) >= LEAST and sum(turned.parts[part].fen for part in own) == whole:
        yield turned.candidate(target, own, sure=True)
        return
    yield from _found(turned, target, parts, [], turned.link.settings.chance_named)


def _named_once(turned: Turned, target: int, part: int) -> bool:
    """Tell whether a part has a key in common with this free target only."""
    link = turned.link
    if turned.theirs:
        return [place for place in link.naming[part] if ~place in link.open] == [target]
    return [place for place in link.named[part] if place in link.open] == [target]


def sums(link: Link) -> list[Candidate]:
    """Give the sums, one to many and many to one, of free items within the window; what is over a cap is noted."""
    claims = link.claims()
    claimed: dict[int, set[int]] = {}
    for row, some in claims.items():
        for ours in some:
            claimed.setdefault(ours, set()).add(row)
    found: list[Candidate] = []
    for turned, own, other in (
        (Turned(link, theirs=False), claimed, claims),
        (Turned(link, theirs=True), claims, claimed),
    ):
        for target in turned.free_targets():
            anchors = sorted(own.get(target, ()))
            if all(turned.takes(target, part) for part in anchors):
                found += _of_names(turned, target, anchors, other)
    return found


def _of_names(turned: Turned, target: int, anchors: list[int], bound: Container[int]) -> list[Candidate]:
    """Look among the rows of the same supplier; where there is no such sum, among those that name none."""
    settings = turned.link.settings
    names = {turned.targets[target].name, *(turned.parts[part].name for part in anchors)} - {""}
    loose = [
        part
        for part in turned.near(target, names)
        if part not in anchors and part not in bound and _allowed(turned, target, part, anchored=bool(anchors))
    ]
    named = [part for part in loose if turned.parts[part].name in names]
    limit = settings.chance_anchored if anchors else settings.chance_named
    found = list(_found(turned, target, named, anchors, limit))
    if found or len(loose) == len(named) or turned.token(target) in turned.link.over:
        return found
    limit = settings.chance_completing if anchors else settings.chance_unnamed
    return [one for pool in _pools(turned, loose) for one in _found(turned, target, pool, anchors, limit) if one.sure]


def _allowed(turned: Turned, target: int, part: int, *, anchored: bool) -> bool:
    """Tell whether a part may join: a row that stands for several entries bears the number of one of them only."""
    pair = turned.pair(target, part)
    return pair not in turned.link.apart if turned.theirs and anchored else not turned.link.barred(*pair)


def _pools(turned: Turned, loose: list[int]) -> list[list[int]]:
    """Split entries by payee: what is paid or shown together is of one."""
    if not turned.theirs:
        return [loose]
    by_name: dict[str, list[int]] = {}
    for part in loose:
        by_name.setdefault(turned.parts[part].name, []).append(part)
    return list(by_name.values())


def _found(turned: Turned, target: int, parts: list[int], anchors: list[int], limit: int) -> Iterator[Candidate]:
    """Search one sum that holds all the anchors; one that chance would give too often is listed, never accepted."""
    settings, least = turned.link.settings, 1 if anchors else LEAST
    whole = abs(turned.targets[target].fen)
    rest = whole - sum(abs(turned.parts[part].fen) for part in anchors)
    most = settings.parts - len(anchors)
    pool = [part for part in parts if abs(turned.parts[part].fen) <= rest]
    if rest <= 0 or len(pool) < least or most < least:
        return
    pool.sort(key=lambda part: (-abs(turned.parts[part].fen), part))
    amounts = [abs(turned.parts[part].fen) for part in pool]
    if sum(amounts) < rest:
        return
    choices = None if len(pool) > settings.pool else search(rest, amounts, most, settings.steps, least)
    if choices is None:
        turned.link.over.add(turned.token(target))
        return
    sure = not by_chance(rest, amounts, least, most, limit)
    for choice in choices:
        yield turned.candidate(target, [*anchors, *(pool[at] for at in choice)], sure=sure)
