"""The words of the lexicon by field: tables checked against each other and ready to look up."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from funds.checks.screening.plain import plain, with_wide
from funds.checks.screening.tables import FILES, LexiconError, Problem, Rows, Sort, read_rows
from funds.text import N_

__all__ = ["Words", "gather"]

_VERDICTS: Final = {"refuse", "review", "none"}
_STRENGTHS: Final = {"firm", "weak"}
_CATEGORIES: Final = {"meal", "bonus", "other", "review", "ok"}
#: What plain writing may take out of a word: marks, and whatever is no letter or ideograph.
_MARKS: Final = re.compile(r"[^\w ]|_")
#: In combine.csv, words of a class with this prefix belong to the names of payees.
_PAYEE: Final = "payee-"


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon as words to their class: in memos, payees' names, invoice items, tax codes."""

    sorts: Mapping[str, Sort]
    variants: Mapping[int, str]
    memo: Mapping[str, str]
    payee: Mapping[str, str]
    item: Mapping[str, str]
    tax: Mapping[str, str]


def gather(texts: Mapping[str, str], *, kept: bool = False) -> Words:
    """Read all tables; raises LexiconError with every fault of every table.

    A lexicon `kept` with old records may be older than the tables and classes of today: what it
    does not have is empty, so that the book it judged can always be opened.
    """
    problems: list[Problem] = []
    if kept:
        texts = {file: texts.get(file, ",".join(head) + "\n") for file, head in FILES.items()}
    missing = N_("The table is missing. Put it back from the laid-down lexicon.")
    problems += [Problem(file, 0, missing, {}) for file in FILES if file not in texts]
    if problems:
        raise LexiconError(problems)
    rows = {file: read_rows(file, texts[file], problems) for file in FILES}
    sorts = _sorts(rows["classes.csv"], problems, kept=kept)
    variants = with_wide(_variants(rows["variants.csv"], problems))
    tables = {name: _Table(sorts, variants, problems) for name in ("memo", "payee", "item", "tax")}
    for file, name in _PLACES.items():
        tables[name].add(file, rows[file])
    _combine(rows["combine.csv"], tables)
    if problems:
        raise LexiconError(problems)
    found = {name: table.words for name, table in tables.items()}
    return Words(sorts, variants, **found)


#: Which table feeds which field.
_PLACES: Final = {
    "memo.csv": "memo",
    "harmless.csv": "memo",
    "topics.csv": "memo",
    "common.csv": "memo",
    "payee.csv": "payee",
    "items.csv": "item",
    "taxcodes.csv": "tax",
}


class _Table:
    """The words of one field while they are gathered; says where a word stood first."""

    def __init__(self, sorts: Mapping[str, Sort], variants: Mapping[int, str], problems: list[Problem]) -> None:
        self.words: dict[str, str] = {}
        self._sorts, self._variants, self._problems = sorts, variants, problems
        self._first: dict[str, str] = {}

    def add(self, file: str, rows: Rows) -> None:
        """Take the lines of a table."""
        for line, (sort, words, _note) in rows:
            if self.known(file, line, sort):
                for word in _plain_words(words, self._variants):
                    self._put(file, line, sort, word)

    def known(self, file: str, line: int, sort: str) -> bool:
        """Tell whether a class is one of classes.csv; if not, note the problem."""
        if sort in self._sorts:
            return True
        said = N_("There is no class “{sort}”. Use one of classes.csv: {known}.")
        self._problems.append(Problem(file, line, said, {"sort": sort, "known": " ".join(self._sorts)}))
        return False

    def _put(self, file: str, line: int, sort: str, word: str) -> None:
        held = self.words.setdefault(word, sort)
        if held == sort:
            self._first.setdefault(word, f"{file}:{line}")
            return
        said = N_("“{word}” is of class {sort} here and of class {held} in {first}. Take it out of one.")
        facts = {"word": word, "sort": sort, "held": held, "first": self._first[word]}
        self._problems.append(Problem(file, line, said, facts))

    def join(self, sort: str, first: str, second: str) -> None:
        """Add each word of `first` joined to each of `second`; a word written in full goes before."""
        put, variants = self.words.setdefault, self._variants
        ends = _plain_words(second, variants)
        for begin in _plain_words(first, variants):
            for end in ends:
                put(begin + end, sort)


def _plain_words(cell: str, variants: Mapping[int, str]) -> list[str]:
    """Give a cell's words in plain writing; most cells are plain already, which is seen at once."""
    words = cell.split()
    if cell.isprintable() and not _MARKS.search(cell):
        simple = unicodedata.normalize("NFKC", cell).lower().translate(variants)
        if simple == cell:
            return words
    return [plain(word, variants) for word in words]


def _combine(rows: Rows, tables: Mapping[str, _Table]) -> None:
    for line, (sort, first, second, _note) in rows:
        table = tables["payee" if sort.startswith(_PAYEE) else "memo"]
        bare = sort.removeprefix(_PAYEE)
        if table.known("combine.csv", line, bare):
            table.join(bare, first, second)


def _sorts(rows: Rows, problems: list[Problem], *, kept: bool) -> dict[str, Sort]:
    sorts: dict[str, Sort] = {}
    for line, (name, verdict, category, strength, clause, basis, _meaning) in rows:
        for value, known in ((verdict, _VERDICTS), (category, _CATEGORIES), (strength, _STRENGTHS)):
            if value not in known:
                said = N_("“{value}” is not known here. Use one of {known}.")
                problems.append(Problem("classes.csv", line, said, {"value": value, "known": " ".join(sorted(known))}))
        if verdict != "none" and not basis:
            said = N_("Class {name} forbids or asks without a basis. Write document and clause.")
            problems.append(Problem("classes.csv", line, said, {"name": name}))
        sorts[name] = Sort(name, verdict, category, strength, clause, basis)
    absent = sorted(_NEEDED - set(sorts))
    if kept:
        sorts |= {name: Sort(name, "none", "", "", "", "") for name in absent}
    elif absent:
        said = N_("The classes {names} are missing. Put their lines back.")
        problems.append(Problem("classes.csv", 0, said, {"names": " ".join(absent)}))
    return sorts


#: The classes whose names the weighing of a line knows.
_NEEDED: Final = {
    "meal", "food", "pay", "gift", "goods", "other", "fun", "ask", "thing", "trade", "org", "member",
    "claimant", "maker", "unknown", "stay", "hotel", "expert", "own", "mark", "ware", "topic", "named", "study", "harmless",
}  # fmt: skip


def _variants(rows: Rows, problems: list[Problem]) -> dict[int, str]:
    return dict(_pairs(rows, problems))


def _pairs(rows: Rows, problems: list[Problem]) -> Iterator[tuple[int, str]]:
    for line, (source, target, _note) in rows:
        if len(source) == 1 and target:
            yield ord(source), target
        else:
            said = N_("“{source}” must be one character, with what stands for it in the second column.")
            problems.append(Problem("variants.csv", line, said, {"source": source}))
