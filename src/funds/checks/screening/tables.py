"""The tables of the lexicon as a finance officer keeps them: CSV files of words by class.

Each line of a word table is `class,words,note`; a cell may hold one word or several divided by
spaces; a line that begins with # is a remark. `combine.csv` joins each word of `first` to each of
`second`. Every fault of a table is collected and told with file, line and remedy.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from funds.text import N_, _

__all__ = ["FILES", "LexiconError", "Problem", "Rows", "Sort", "read_rows"]

#: The tables that make a lexicon, and the heading of each.
FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "classes.csv": ("class", "verdict", "category", "strength", "clause", "basis", "meaning"),
    "combine.csv": ("class", "first", "second", "note"),
    "common.csv": ("class", "words", "note"),
    "harmless.csv": ("class", "words", "note"),
    "items.csv": ("class", "words", "note"),
    "memo.csv": ("class", "words", "note"),
    "payee.csv": ("class", "words", "note"),
    "taxcodes.csv": ("class", "words", "note"),
    "topics.csv": ("class", "words", "note"),
    "variants.csv": ("from", "to", "note"),
}


class Problem(NamedTuple):
    """A fault of a table: file, line (0: the whole file), and an English msgid with its facts."""

    file: str
    line: int
    says: str
    facts: Mapping[str, str]

    def __str__(self) -> str:
        """Write it as a sentence with the remedy."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {_(self.says).format(**self.facts)}"


class LexiconError(Exception):
    """The lexicon cannot be used; holds every problem found, each with file, line and remedy."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __str__(self) -> str:
        """Write the problems, one a line, in the reader's language."""
        return "\n".join(str(problem) for problem in self.problems)


class Sort(NamedTuple):
    """A class of words: what it leads to, the prohibition it falls under, and the document it rests on."""

    name: str
    verdict: str
    category: str
    strength: str
    clause: str
    basis: str


#: The lines of a table, each with its line number and its cells.
Rows = list[tuple[int, list[str]]]


def read_rows(file: str, text: str, problems: list[Problem]) -> Rows:
    """Read a table's lines; faults of form go to `problems` and the line is left out."""
    head = FILES[file]
    rows = list(_cells(text))
    if not rows or tuple(rows[0][1]) != head:
        said = N_("The first line must be the heading {heading}. Write it there.")
        problems.append(Problem(file, rows[0][0] if rows else 0, said, {"heading": ",".join(head)}))
        return []
    return [row for row in rows[1:] if _fits(file, row, len(head), problems)]


def _cells(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.removeprefix("\ufeff").splitlines())
    for cells in reader:
        if cells and not cells[0].startswith("#") and any(cells):
            yield reader.line_num, cells


def _fits(file: str, row: tuple[int, list[str]], width: int, problems: list[Problem]) -> bool:
    line, cells = row
    while len(cells) > width and not cells[-1].strip():
        cells.pop()
    if len(cells) == width - 1:
        cells.append("")  # the note may be left out
    if len(cells) == width:
        return True
    said = N_("{found} columns where {wanted} are needed. Divide words in a cell by spaces, not commas.")
    problems.append(Problem(file, line, said, {"found": str(len(cells)), "wanted": str(width)}))
    return False
