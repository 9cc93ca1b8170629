"""The mark by which a workbook of ours tells what register it is, and of which version."""

import itertools
import re
from collections.abc import Iterable
from typing import Final

from funds.workbook.intake.events import FileProblem
from funds.workbook.intake.grid import Grid
from funds.workbook.intake.package import Book
from funds.workbook.layout.sheets import LAYOUTS, MARK, MARK_NAME

__all__ = ["marked", "problem_of"]

_MARK: Final = re.compile(rf"(?:{MARK} )?([a-z][a-z-]{{0,40}})/(\d{{1,4}})")
_FIRST_ROWS: Final = 12


def marked(book: Book, instructions: Iterable[Grid]) -> tuple[str, int] | None:
    """Give the kind and version that a workbook says it was made for, by its name or its 填表说明; None for others'."""
    if found := _MARK.fullmatch(book.names.get(MARK_NAME, "").strip()):
        return found[1], int(found[2])
    for grid in instructions:
        for row in itertools.islice(grid.rows(), _FIRST_ROWS):
            for raw in row.cells.values():
                if isinstance(raw, str) and raw.startswith(f"{MARK} ") and (found := _MARK.fullmatch(raw.strip())):
                    return found[1], int(found[2])
    return None


def problem_of(mark: tuple[str, int] | None, kind: str) -> FileProblem | None:
    """Tell a workbook made for another register, or by a newer version of the program."""
    if mark is None:
        return None
    said, version = mark
    if said != kind:
        return FileProblem("other-kind", {"said": said, "kind": kind})
    newest = max(layout.version for layout in LAYOUTS[kind])
    return FileProblem("newer-layout", {"read": str(version), "known": str(newest)}) if version > newest else None
