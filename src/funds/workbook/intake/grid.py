"""A file as sheets of rows, whether it is a workbook or a table of text."""

from collections.abc import Callable, Iterator
from typing import IO, Final, NamedTuple

from funds.workbook.intake import comma, sheet
from funds.workbook.intake.package import Book, Part, book
from funds.workbook.intake.preflight import opened
from funds.workbook.intake.raw import Row
from funds.workbook.intake.sheet import Survey

__all__ = ["Grid", "of_text", "of_workbook"]

_NONE: Final = Survey(0, 0, [], [])


class Grid(NamedTuple):
    """A sheet whose rows can be asked for (each time anew), with what must be known before them."""

    name: str
    hidden: bool
    chart: bool
    since_1904: bool
    rows: Callable[[], Iterator[Row]]
    survey: Callable[[], Survey]


def of_workbook(file: IO[bytes]) -> tuple[Book, list[Grid]]:
    """Open a workbook; raises FileRefusedError where it may not be opened or is broken."""
    found = book(opened(file))
    return found, [_grid(found, part) for part in found.sheets]


def _grid(found: Book, part: Part) -> Grid:
    def survey() -> Survey:
        with found.archive.open(part.path) as source:
            return sheet.survey(source)

    def rows() -> Iterator[Row]:
        return sheet.rows(found, part.path)

    return Grid(part.name, part.hidden, part.chart, found.since_1904, rows, survey)


def of_text(file: IO[bytes], name: str, encoding: str, separator: str) -> Grid:
    """Give a table of text as its one sheet, called as the file is."""

    def rows() -> Iterator[Row]:
        return comma.rows(file, encoding, separator)

    return Grid(name, hidden=False, chart=False, since_1904=False, rows=rows, survey=lambda: _NONE)
