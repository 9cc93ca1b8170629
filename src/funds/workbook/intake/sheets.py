"""A file read from first sheet to last: what each sheet is, and its rows."""

import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import IO, Final

from funds.workbook.intake import comma, limits, table
from funds.workbook.intake.events import CellProblem, Done, Event, FileProblem, RowRead, SheetFound
from funds.workbook.intake.grid import Grid, of_text, of_workbook
from funds.workbook.intake.header import Header, header_of, most_texts
from funds.workbook.intake.mark import marked, problem_of
from funds.workbook.intake.merged import Merged
from funds.workbook.intake.preflight import sort_of
from funds.workbook.intake.raw import Row, letters, shown
from funds.workbook.intake.refusal import FileRefusedError
from funds.workbook.intake.rows import Rows
from funds.workbook.layout.column import Layout
from funds.workbook.layout.sheets import INSTRUCTIONS, LAYOUTS, LISTS, PRINTED

__all__ = ["SUMMARY", "events"]

#: The sheet that sums up the problems of a file that was handed back.
SUMMARY = "问题汇总"


def events(file: IO[bytes], name: str, kind: str, sheet: str) -> Iterator[Event]:
    """Read an open file as a kind of register; `sheet` names the only sheet wanted, or is empty.

    The kind `table` gives bare rows. Raises FileRefusedError where the file as a whole cannot be read, at once
    or on the way.
    """
    if kind == table.TABLE:
        yield from table.events(file, name, (SUMMARY,))
        return
    yield from _File(LAYOUTS[kind], sheet).read(_grids(file, name, kind))


def _grids(file: IO[bytes], name: str, kind: str) -> list[Grid]:
    if sort_of(file, name) == "text":
        return [_text(file, name, kind)]
    book, grids = of_workbook(file)
    mark = marked(book, [grid for grid in grids if grid.name.strip() == INSTRUCTIONS])
    if problem := problem_of(mark, kind):
        raise FileRefusedError(problem.code, **problem.facts)
    return grids


def _text(file: IO[bytes], name: str, kind: str) -> Grid:
    """Decide a text's encoding and separator: those with which a header is found, the fullest first."""
    shown_name = shown(name.rpartition(".")[0] or name)
    refused: FileRefusedError | None = None
    rest: list[tuple[bool, int, Grid]] = []
    for encoding in comma.encodings(file):
        found: list[tuple[int, Grid]] = []
        for separator in comma.SEPARATORS:
            grid = of_text(file, shown_name, encoding, separator)
            try:
                first = _first(grid)
            except FileRefusedError as broken:
                refused = refused or broken
                continue
            header = header_of(grid.name, first, LAYOUTS[kind])
            if isinstance(header, Header):
                found.append((len(header.columns), grid))
            width = max((len(row.cells) for row in first), default=0)
            rest.append((bool(header), width, grid))
        if found:
            return max(found, key=lambda pair: pair[0])[1]
    if refused and not any(nearly for nearly, _width, _grid in rest):
        raise refused
    return max(rest, key=lambda one: one[:2])[2]


def _first(grid: Grid) -> list[Row]:
    with closing(grid.rows()) as rows:  # type: ignore[type-var]
        return list(itertools.islice(rows, limits.HEADER_ROWS))


#: The layout of each register by what its sheet is called.
_TITLED: Final = {layout.title: layout for layouts in LAYOUTS.values() for layout in layouts}
#: The code of a fund, as it stands in a row of a register.
_FUND: Final = re.compile(r"[A-Z]{1,8}\d{4}-\d{3,9}", re.ASCII)


class _File:
    """Reads sheet after sheet; a problem of one sheet refuses the file, but the others are read for theirs."""

    def __init__(self, layouts: Sequence[Layout], sheet: str) -> None:
        self._layouts, self._asked = layouts, sheet
        self._told = self._content = self._read = 0
        self._refused = False
        self._best: tuple[int, str, int, str] = (-1, "", 0, "")

    def read(self, grids: Sequence[Grid]) -> Iterator[Event]:
        """Give every sheet and its rows, and at the end Done, or why the file is refused."""
        names = [grid.name for grid in grids]
        if self._asked and self._asked not in names:
            raise FileRefusedError(
                code="no-such-sheet", sheet=self._asked, names="、".join(shown(name) for name in names)
            )
        for grid in grids:
            yield from self._sheet(grid)
        if not self._read and not self._refused:
            yield self._nothing()
        elif not self._refused:
            yield Done(self._told)

    def _nothing(self) -> FileProblem:
        count, sheet, row, said = self._best
        if count < 0:
            return FileProblem("no-content")
        wanted = "；".join(
            "、".join(column.header for column in layout.columns if column.key in layout.fits or column.required)
            for layout in self._layouts
        )
        return FileProblem("no-header", {"sheet": sheet, "row": str(row), "found": said, "wanted": wanted})

    def _passed(self, grid: Grid) -> str:
        name = grid.name.strip()
        if self._asked:
            return "" if grid.name == self._asked and not grid.chart else "not-asked"
        if grid.chart:
            return "chart"
        return "not-asked" if name.endswith(PRINTED) else ""

    def _anothers(self, name: str, first: Sequence[Row], ours: Header | list[FileProblem]) -> bool:
        """Tell whether a sheet that is called as another register is that one: more of its columns are known there."""
        other = _TITLED.get(name.strip())
        if other is None or other in self._layouts:
            return False
        theirs = header_of(name, first, [other])
        known = len(ours.columns) if isinstance(ours, Header) else 0
        return isinstance(theirs, Header) and len(theirs.columns) > known

    def _sheet(self, grid: Grid) -> Iterator[Event]:
        state = "hidden" if grid.hidden else ""
        if why := self._passed(grid):
            yield SheetFound(grid.name, "", why=why, state=state)
            return
        rows = grid.rows()
        first = list(itertools.islice(rows, limits.HEADER_ROWS))
        header = header_of(grid.name, first, self._layouts) if first else []
        if self._anothers(grid.name, first, header):
            yield SheetFound(grid.name, "", why="not-asked", state=state)
            return
        if not isinstance(header, Header) and _is_ours(grid.name):
            yield SheetFound(grid.name, "", why="instructions", state=state)
            return
        if not isinstance(header, Header):
            header = header or _headless(grid.name, first)
            self._refused = self._refused or bool(header)
            if first:
                row, said = most_texts(first)
                self._best = max(self._best, (said.count("、"), grid.name, row, said))
            yield SheetFound(grid.name, "", why="refused" if header else "no-header" if first else "empty", state=state)
            yield from header
            return
        self._read += 1
        survey = grid.survey()
        yield _found(grid, header, survey.rows, survey.hidden, survey.columns, state)
        merged = Merged(survey.merges, header.row, header.columns.values())
        reader = Rows(grid.name, header, merged, grid.since_1904)
        above = (reader.read(row) for row in first if row.number < header.row)
        yield from (_above(read, header.row) for read in above if _is_data(read))
        below = (row for row in itertools.chain(first, rows) if row.number > header.row)
        yield from self._rows(grid.name, header.row, map(reader.read, below))

    def _rows(self, sheet: str, last: int, read: Iterator[RowRead]) -> Iterator[RowRead]:
        """Give the rows, and the blank ones between them; blank rows behind the last are none of the register's."""
        for row in read:
            if row.status == "blank" and not row.problems:
                continue
            gap = row.row - last - 1
            if gap > limits.BLANKS and row.status != "blank":
                raise FileRefusedError(code="far-row", sheet=sheet, cell=f"A{row.row}", last=str(last), gap=str(gap))
            for number in range(last + 1, row.row if gap <= limits.BLANKS else last + 1):
                self._told += 1
                yield RowRead(sheet, number, "blank")
            last = row.row
            self._told += 1
            self._content += 1
            if self._content > limits.ROWS:
                raise FileRefusedError(code="too-many-rows", sheet=sheet, most=str(limits.ROWS))
            yield row


def _found(
    grid: Grid, header: Header, about: int, hidden: int, columns: list[tuple[int, int]], state: str
) -> SheetFound:
    read = set(header.columns.values())
    extra = [shown(text) for column, text in sorted(header.texts.items()) if column not in read]
    hidden += sum(any(first <= column <= last for first, last in columns) for column in header.texts)
    named = {key: letters(column) for key, column in header.columns.items()}
    return SheetFound(grid.name, header.layout.kind, header.row, named, extra, hidden, "", state, about)


def _is_ours(name: str) -> bool:
    """Tell whether a sheet is called as those of ours that hold no register."""
    return name.strip() in {INSTRUCTIONS, LISTS} or name.strip().startswith(SUMMARY)


def _headless(name: str, rows: Sequence[Row]) -> list[FileProblem]:
    """Refuse a sheet without a header in which rows of a register stand: a fund's code with amounts beside it."""
    for row in rows:
        texts = [raw for raw in row.cells.values() if isinstance(raw, str)]
        if len(row.cells) > _BARE and any(_FUND.fullmatch(text.strip()) for text in texts):
            return [FileProblem("rows-without-header", {"sheet": name, "row": str(row.number)})]
    return []


#: A row of no more cells than this is a title or a list of codes.
_BARE: Final = 3


def _is_data(read: RowRead) -> bool:
    """Tell whether what stands above a header is a row of the register: somebody sorted the header with the rows."""
    return {"date", "amount"} <= read.cells.keys() or ("fund" in read.cells and len(read.cells) > _BARE)


def _above(read: RowRead, header: int) -> RowRead:
    problem = CellProblem("above-header", f"A{read.row}", "", "", {"header": str(header)})
    return RowRead(read.sheet, read.row, "error", read.cells, [*read.problems, problem])
