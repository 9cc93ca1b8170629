"""What is wrong in a programme file: where it stands, what was read, and what to do."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from funds.text import _

__all__ = ["LawError", "Path", "Problem"]

#: A place in a file, as keys and counts from 0: ``("tier", 0, "min")``.
Path = tuple[str | int, ...]


class Problem(NamedTuple):
    """One thing wrong: file, line (from 1; 0 the whole file), key path, and its two sentences.

    `says` and `remedy` are English msgids; `facts` fills their places.
    """

    file: str
    line: int
    path: Path
    says: str
    remedy: str
    facts: Mapping[str, str] = MappingProxyType({})

    @property
    def key(self) -> str:
        """Write the place as a person counts: ``tier[1].min``."""
        text = ""
        for step in self.path:
            text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
        return text.removeprefix(".")

    @property
    def what(self) -> str:
        """Say what is wrong, in the reader's language."""
        return _(self.says).format(**self.facts)

    @property
    def how(self) -> str:
        """Say what to do about it, in the reader's language."""
        return _(self.remedy).format(**self.facts)

    def __str__(self) -> str:
        """Write it on one line: place, what is wrong, what to do."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f"{place}: {self.key}" if self.path else place
        return f"{where}: {self.what} {self.how}"


class LawError(ValueError):
    """A programme file, or the settings for it, cannot be used; it holds every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems by file, in the order of their lines."""
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __str__(self) -> str:
        """Write one problem a line, in the reader's language."""
        return "\n".join(str(problem) for problem in self.problems)
