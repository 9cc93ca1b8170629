"""A bounded search for the amounts that make a sum, and how likely such a sum would be by chance."""

from collections.abc import Sequence
from functools import lru_cache
from math import comb
from typing import Final

__all__ = ["LEAST", "by_chance", "grain", "search"]

#: A sum has at least two parts.
LEAST: Final = 2
#: More solutions than this tell no more: each is the rival of the others.
_FOUND: Final = 6
_GRAIN: Final = 1_000_000


def search(
    target: int, amounts: Sequence[int], most: int, steps: int, least: int = LEAST
) -> list[tuple[int, ...]] | None:
    """Give the choices of `least` to `most` of the amounts (positive fen, largest first) that make the target.

    None where `steps` did not suffice: nothing is known then, also of what was found. At most six are given.
    """
    found: list[tuple[int, ...]] = []
    heads = [0]
    for amount in amounts:
        heads.append(heads[-1] + amount)
    stack: list[tuple[int, int, tuple[int, ...]]] = [(0, target, ())]
    while stack:
        steps -= 1
        if steps < 0:
            return None
        at, rest, chosen = stack.pop()
        if rest == 0:
            if len(chosen) >= least:
                found.append(chosen)
                if len(found) == _FOUND:
                    break
            continue
        room = min(len(amounts) - at, most - len(chosen))
        if room <= 0 or heads[at + room] - heads[at] < rest:
            continue
        stack.append((at + 1, rest, chosen))
        if amounts[at] <= rest:
            stack.append((at + 1, rest - amounts[at], (*chosen, at)))
    return found


@lru_cache(maxsize=1024)
def _choices(pool: int, least: int, most: int) -> int:
    return sum(comb(pool, count) for count in range(least, min(pool, most) + 1))


def by_chance(target: int, amounts: Sequence[int], least: int, most: int, limit: int) -> bool:
    """Tell whether sums of such round amounts meet the target by chance more often than one time in `limit`.

    The possible sums lie on a grid as fine as the roundness that all the amounts share: fen, jiao, yuan, tens …
    """
    return _choices(len(amounts), least, most) * grain((target, *amounts)) * limit > target


def grain(amounts: Sequence[int]) -> int:
    """Give how round amounts are together: 1 to the fen, 10 to the jiao, 100 to the yuan and so on."""
    found = 1
    while found < _GRAIN and all(amount % (found * 10) == 0 for amount in amounts):
        found *= 10
    return found
