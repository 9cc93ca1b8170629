"""Finding every word of a table in a text: by looking up, for a few lines; by an automaton, for many.

Building the automaton over all words takes longer than recording a voucher may, and is worth it only
when a workbook or a whole record is screened. Both find the same words in the same order.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

__all__ = ["Finder", "Found"]

#: From so many lines on, building the automaton has paid for itself.
_FEW: Final = 64

#: Characters of nearly every memo that begin few words, and one that no text in plain writing holds:
#: both together are never found, but spare trying every branch in vain.
_MARKS: Final = " 0123456789.,()"
_NEVER: Final = "A"

#: A word found: its last index, and its length and class.
Found = tuple[int, tuple[int, str]]


class Finder:
    """The words of one field, each with its class."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the words; nothing is built yet."""
        self._words = words
        self._longest = max(map(len, words), default=0)
        self._asked = 0
        self._automaton: Any = None

    @property
    def built(self) -> bool:
        """Tell whether the automaton is there."""
        return self._automaton is not None

    def found(self, text: str) -> Iterable[Found]:
        """Give each word in the text: its last index, and its length and class; by end, the longest first."""
        if self._automaton is not None:
            return self._automaton.iter(text)  # type: ignore[no-any-return]
        self._asked += 1
        if self._asked <= _FEW or not self._words:
            return self._looked_up(text)
        self._automaton = self._built()
        return self._automaton.iter(text)  # type: ignore[no-any-return]

    def _looked_up(self, text: str) -> Iterator[Found]:
        for end in range(len(text)):
            for length in range(min(self._longest, end + 1), 0, -1):
                sort = self._words.get(text[end + 1 - length : end + 1])
                if sort is not None:
                    yield end, (length, sort)

    def _built(self) -> Any:
        """Build it so that frequent characters come first: at each node it tries one branch after the other."""
        import ahocorasick  # noqa: PLC0415  start-up: one line needs none

        automaton = ahocorasick.Automaton()
        for mark in _MARKS:
            automaton.add_word(mark + _NEVER, (0, ""))
        often = Counter(word[:1] for word in self._words)
        for word, sort in sorted(self._words.items(), key=lambda entry: -often[entry[0][:1]]):
            automaton.add_word(word, (len(word), sort))
        automaton.make_automaton()
        return automaton
