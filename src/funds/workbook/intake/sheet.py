"""The rows of a workbook's sheet, as a stream: only rows with content, however far apart they stand.

A formula whose value was never kept, a cell that another workbook feeds and an error cell are told
from an empty cell here, which readers of spreadsheets as a rule do not do.
"""

import datetime as dt
import math
import re
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

from funds.workbook.intake import limits
from funds.workbook.intake.package import Book
from funds.workbook.intake.raw import Bad, Raw, Row, Unit, letters
from funds.workbook.intake.refusal import FileRefusedError
from funds.workbook.intake.shared import unescaped
from funds.workbook.intake.xml import fed, parser

__all__ = ["Survey", "rows", "survey"]

_MAIN: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_TAGS: Final = {space + tag: tag for space in _MAIN for tag in ("row", "c", "v", "f", "t", "rPh")}
_COLUMNS: Final = {letters(number): number for number in range(1, 16_385)}
_ROWS: Final = 1_048_576
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
#: A formula that names another workbook: [1]表!A1, '[1]表'!A1 or [1]!名称; never a table's own [列].
_ELSEWHERE: Final = re.compile(r"(?:^|[^\w\]\[.@])'?\[\d+\]")
_SINCE_1900: Final = dt.date(1899, 12, 30).toordinal()
_SINCE_1904: Final = dt.date(1904, 1, 1).toordinal()
#: Serial numbers below this one stand for another day in Excel than they should (it has a 29 February 1900).
_FIRST_SERIAL: Final = 61
_LAST_SERIAL: Final = 2_957_003
_SECONDS: Final = 86_400
#: Digits of the longest number that is still a finite one.
_DIGITS: Final = 300

_MERGE: Final = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*["\']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["\']'
)
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b([^<>]*)>")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\b([^<>]*)>")
_MIN: Final = re.compile(rb'\bmin\s*=\s*["\'](\d{1,5})')
_MAX: Final = re.compile(rb'\bmax\s*=\s*["\'](\d{1,5})')
_HIDDEN: Final = re.compile(rb'\bhidden\s*=\s*["\'](?:1|true)["\']')
_OVERLAP: Final = 512


class Survey(NamedTuple):
    """What must be known of a sheet before its rows: how many, how many hidden, hidden columns, and merged areas.

    An area is (row, column, to row, to column); hidden columns are (first, last).
    """

    rows: int
    hidden: int
    columns: list[tuple[int, int]]
    merges: list[tuple[int, int, int, int]]


def survey(source: IO[bytes]) -> Survey:
    """Look over a sheet's bytes, which costs little: merged areas stand behind the rows that they concern.

    A text that looks like markup cannot occur in markup, so what is found here is no more than what is there.
    """
    count, hidden, rest = 0, 0, b""
    columns: list[tuple[int, int]] = []
    merges: list[tuple[int, int, int, int]] = []
    while chunk := source.read(1 << 18):
        text = rest + chunk
        cut = text.rfind(b"<", max(0, len(text) - _OVERLAP)) if len(chunk) == 1 << 18 else -1
        text, rest = (text[:cut], text[cut:]) if cut >= 0 else (text, b"")
        count += text.count(b"row ")
        if b"hidden" in text:
            hidden += sum(1 for row in _ROW.finditer(text) if row[1][-1:] != b"/" and _HIDDEN.search(row[1]))
            columns += [
                (int(first[1]), int(last[1]))
                for found in _COLUMN.finditer(text)
                if _HIDDEN.search(found[1]) and (first := _MIN.search(found[1])) and (last := _MAX.search(found[1]))
            ]
        if b"mergeCell" in text:
            merges += [
                (int(one), _COLUMNS.get(left.decode(), 0), int(two), _COLUMNS.get(right.decode(), 0))
                for left, one, right, two in _MERGE.findall(text)
            ]
            if len(merges) > limits.MERGES:
                raise FileRefusedError(code="bomb", what="merges", read=str(len(merges)), most=str(limits.MERGES))
    return Survey(count, hidden, columns, sorted(merges))


def rows(book: Book, path: str) -> Iterator[Row]:
    """Give the rows with content of a sheet. Raises FileRefusedError where the sheet is broken."""
    reader = _Reader(book, path)
    made = parser()
    made.StartElementHandler = reader.start
    made.EndElementHandler = reader.end
    made.CharacterDataHandler = reader.said
    with book.archive.open(path) as source:
        for _chunk in fed(made, source, path):
            yield from reader.done
            reader.done.clear()
    yield from reader.done


class _Reader:
    """What the parser calls: it keeps the row and the cell that are being read."""

    def __init__(self, book: Book, path: str) -> None:
        self.path, self.texts, self.styles = path, book.texts, book.styles
        self.since_1904, self.linked = book.since_1904, book.linked
        self.done: list[Row] = []
        self.row, self.last, self.far = 0, 0, ""
        self.cells: dict[int, Raw] = {}
        self.formulas: set[int] = set()
        self.into: list[str] | None = None
        self.value: list[str] = []
        self.formula: list[str] = []
        self.attributes: dict[str, str] = {}
        self.calculated, self.phonetic, self.size = False, False, 0
        self.shared: set[str] = set()
        self.group = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note what begins."""
        tag = _TAGS.get(name)
        if tag == "c":
            self.attributes = attributes
        elif tag == "v" or (tag == "t" and not self.phonetic):
            self.into = self.value
        elif tag == "f":
            self.into, self.calculated, self.group = self.formula, True, attributes.get("si", "")
        elif tag == "row":
            number = attributes.get("r")
            self._begin(self.row + 1 if number is None else int(number) if number.isdecimal() else 0)
        elif tag == "rPh":
            self.phonetic = True

    def said(self, text: str) -> None:
        """Keep the text of a value or formula, up to what a cell may hold."""
        if self.into is not None and self.size <= limits.CELL_LONGEST:
            self.into.append(text)
            self.size += len(text)

    def end(self, name: str) -> None:
        """Finish what ends."""
        tag = _TAGS.get(name)
        if tag == "v" or tag == "t":  # noqa: PLR1714  called for every cell
            self.into = None
        elif tag == "c":
            self._cell()
        elif tag == "f":
            self.into = None
        elif tag == "row":
            if self.cells or self.far:
                self.done.append(Row(self.row, self.cells, frozenset(self.formulas), self.far))
                self.cells = {}
                self.formulas.clear()
        elif tag == "rPh":
            self.phonetic = False

    def _begin(self, number: int) -> None:
        if not self.row < number <= _ROWS:
            raise FileRefusedError(code="broken", part=self.path)
        self.row, self.last, self.far = number, 0, ""

    def _cell(self) -> None:
        place = self.attributes.get("r")
        column = self.last + 1 if place is None else _COLUMNS.get(place.rstrip("0123456789"), 0)
        if column <= self.last:
            raise FileRefusedError(code="broken", part=self.path)
        self.last = column
        if self.value or self.calculated:
            text = self.value[0] if len(self.value) == 1 else "".join(self.value)
            raw = self._calculated(text) if self.calculated else self._raw(text)
            if raw != "":
                self._keep(column, raw)
            self.value.clear()
            self.size = 0

    def _keep(self, column: int, raw: Raw) -> None:
        if column <= limits.COLUMNS:
            self.cells[column] = raw
        else:
            self.far = self.far or f"{letters(column)}{self.row}"

    def _calculated(self, text: str) -> Raw:
        formula = "".join(self.formula)
        elsewhere = self.linked and (_ELSEWHERE.search(formula) is not None or self.group in self.shared)
        if elsewhere and self.group:
            self.shared.add(self.group)
        if self.last <= limits.COLUMNS:
            self.formulas.add(self.last)
        self.formula.clear()
        self.calculated, self.group = False, ""
        if elsewhere:
            return Bad("elsewhere", f"={formula}")
        if not text and self.attributes.get("t") != "str":
            return Bad("no-value", f"={formula}")
        return self._raw(text)

    def _raw(self, text: str) -> Raw:
        sort = self.attributes.get("t", "n")
        if sort == "n":
            return self._number(text) if text else ""
        if sort == "s":
            try:
                return self.texts[int(text)]
            except (ValueError, IndexError) as broken:
                raise FileRefusedError(code="broken", part=self.path) from broken
        if sort == "e":
            return Bad("error-cell", text)
        if sort == "b":
            return text in {"1", "true"}
        return unescaped(text)

    def _number(self, text: str) -> Raw:
        if text.isdecimal() and text.isascii():
            number: int | float = int(text) if len(text) <= _DIGITS else math.inf
        elif _NUMBER.fullmatch(text):
            number = float(text)
        else:
            raise FileRefusedError(code="broken", part=self.path)
        if not math.isfinite(number):
            return Bad("error-cell", text[:40])
        style = self.attributes.get("s")
        if style is None or not style.isdecimal() or int(style) >= len(self.styles):
            return number
        shows = self.styles[int(style)]
        if not shows:
            return number
        return _day(number, self.since_1904) if shows == "day" else Unit(number) if shows == "unit" else _time(text)


def _time(text: str) -> Raw:
    return Bad("time-cell", text)


def _day(serial: float, since_1904: bool) -> Raw:
    if not (0 if since_1904 else _FIRST_SERIAL) <= serial <= _LAST_SERIAL:
        return Bad("day-serial", str(serial))
    whole, part = divmod(serial, 1)
    day = dt.date.fromordinal(int(whole) + (_SINCE_1904 if since_1904 else _SINCE_1900))
    if not part:
        return day
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=round(part * _SECONDS))
