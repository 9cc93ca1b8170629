"""Covering: which words of the lexicon a text is made of, where several would fit.

Of all ways to lay known words over a text without overlap, the one that covers most characters
with fewest words is taken; of equal ones, the one that begins with the earlier word. So 增加餐车
is 增加 and 餐车, and the 加餐 across their border is not found.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

__all__ = ["Word", "cover"]

#: A covered character outweighs any number of words that a text may hold.
_WEIGHT: Final = 4096


class Word(NamedTuple):
    """A word of the lexicon as it stands in a text, from `start` up to but not including `end`."""

    start: int
    end: int
    sort: str


def cover(length: int, words: Sequence[tuple[int, int, str]]) -> list[Word]:
    """Choose from all words found in a text of `length` characters, by their ends, those that cover it best.

    Words come as plain tuples of start, end and class: making a Word of each would take longer than choosing.
    """
    best = [0] * (length + 1)
    chosen: list[tuple[int, int, str] | None] = [None] * (length + 1)
    reached = 0
    for word in words:
        start, end, _sort = word
        while reached < end:
            best[reached + 1] = best[reached]
            reached += 1
        worth = best[start] + (end - start) * _WEIGHT - 1
        if worth > best[end]:
            best[end], chosen[end] = worth, word
    return _walk_back(chosen)


def _walk_back(chosen: Sequence[tuple[int, int, str] | None]) -> list[Word]:
    laid: list[Word] = []
    at = len(chosen) - 1
    while at > 0:
        word = chosen[at]
        if word is None:
            at -= 1
        else:
            laid.append(Word(*word))
            at = word[0]
    laid.reverse()
    return laid
