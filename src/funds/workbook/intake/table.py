"""A file read as bare tables: each row with content as it stands, by column letter, for readers that know more.

Bank statements are read so: what a header means there is told by a profile, not by a layout of ours.
The limits on size, rows and time are those of every file.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import IO, Final

from funds.workbook.intake import comma, limits
from funds.workbook.intake.events import CellProblem, Done, Event, RowRead, SheetFound
from funds.workbook.intake.grid import Grid, of_text, of_workbook
from funds.workbook.intake.mark import marked, problem_of
from funds.workbook.intake.merged import Merged
from funds.workbook.intake.preflight import sort_of
from funds.workbook.intake.raw import Bad, Raw, Row, Unit, letters, shown
from funds.workbook.intake.refusal import FileRefusedError
from funds.workbook.layout.sheets import INSTRUCTIONS, LISTS

__all__ = ["SINCE_1904", "TABLE", "events"]

#: The kind under which a file is read so.
TABLE: Final = "table"
#: Among a sheet's `extra` where its workbook counts days from 1904.
SINCE_1904: Final = "1904"
_BANK: Final = "bank"
_LOOKED_AT: Final = 60
_WIDE: Final = 3
#: The longest text of a cell that is handed on, in characters: a row may have many cells.
_LONGEST: Final = 1_000


def events(file: IO[bytes], name: str, passed: tuple[str, ...]) -> Iterator[Event]:
    """Give every sheet and its rows with content; `passed` are beginnings of names of sheets that hold no data.

    A row's cells are by column letter: texts, numbers and days; a day with a time is its ISO text. What holds
    no value is a problem with its cell. Raises FileRefusedError.
    """
    told = content = 0
    for grid in _grids(file, name):
        state = "hidden" if grid.hidden else ""
        if grid.chart or grid.name.strip().startswith(passed):
            yield SheetFound(grid.name, "", why="chart" if grid.chart else "instructions", state=state)
            continue
        survey = grid.survey()
        hidden, extra = survey.hidden + len(survey.columns), [SINCE_1904] if grid.since_1904 else []
        yield SheetFound(grid.name, TABLE, extra=extra, hidden=hidden, state=state, about=survey.rows)
        merged = Merged((area for area in survey.merges if area[2] > area[0]), 0, range(1, limits.COLUMNS + 1))
        last = 0
        for row in grid.rows():
            gap = row.number - last - 1
            if last and gap > limits.BLANKS:
                raise FileRefusedError(
                    code="far-row", sheet=grid.name, cell=f"A{row.number}", last=str(last), gap=str(gap)
                )
            last, content, told = row.number, content + 1, told + 1
            if content > limits.ROWS:
                raise FileRefusedError(code="too-many-rows", sheet=grid.name, most=str(limits.ROWS))
            yield _row(grid.name, row, merged)
    if not content:
        raise FileRefusedError(code="no-content")
    yield Done(told)


def _row(sheet: str, row: Row, merged: Merged) -> RowRead:
    cells: dict[str, object] = {}
    problems: list[CellProblem] = []
    for column, raw in row.cells.items():
        if (wrong := _wrong(raw)) is None:
            cells[letters(column)] = _value(raw)
            continue
        code, facts = wrong
        problems.append(CellProblem(code, f"{letters(column)}{row.number}", letters(column), shown(raw), facts))
    problems += [
        CellProblem("merged", f"{letters(column)}{row.number}", letters(column), "", {"area": area})
        for column, area in (merged.at(row.number) if merged.below else ())
    ]
    if row.far:
        problems.append(CellProblem("far-cell", row.far, "", ""))
    return RowRead(sheet, row.number, "row", cells, problems)


def _wrong(raw: Raw) -> tuple[str, dict[str, str]] | None:
    """Give the problem of a cell that holds no value that may be used, with its facts."""
    if isinstance(raw, Bad):
        return raw.code, {}
    if isinstance(raw, Unit):
        return "amount-format", {}
    if isinstance(raw, str) and len(raw) > _LONGEST:
        return "text-too-long", {"length": str(len(raw)), "longest": str(_LONGEST)}
    return None


def _value(raw: Raw) -> object:
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    return raw.isoformat(" ") if isinstance(raw, dt.datetime) else raw


def _grids(file: IO[bytes], name: str) -> list[Grid]:
    if sort_of(file, name) == "text":
        return [_text(file, name)]
    book, grids = of_workbook(file)
    if problem := problem_of(marked(book, [grid for grid in grids if grid.name.strip() == INSTRUCTIONS]), _BANK):
        raise FileRefusedError(problem.code, **problem.facts)
    return [grid for grid in grids if grid.name.strip() not in {INSTRUCTIONS, LISTS}]


def _text(file: IO[bytes], name: str) -> Grid:
    """Decide a text's encoding (the likelier of those that are valid) and separator: the one with most wide rows."""
    shown_name = shown(name.rpartition(".")[0] or name)
    encoding = comma.encodings(file)[0]
    found: list[tuple[int, int, Grid]] = []
    refused: FileRefusedError | None = None
    for place, separator in enumerate(comma.SEPARATORS):
        grid = of_text(file, shown_name, encoding, separator)
        try:
            widths = [len(row.cells) for row in islice(grid.rows(), _LOOKED_AT)]
        except FileRefusedError as broken:
            refused = refused or broken
            continue
        found.append((sum(width for width in widths if width >= _WIDE), -place, grid))
    best = max(found, key=lambda one: one[:2], default=None)
    if best is None or (refused and not best[0]):
        raise refused or FileRefusedError(code="no-content")
    return best[2]
