"""Columns of a statement with one meaning: read as one while they say the same, else told with both."""

from collections.abc import Mapping
from typing import Any

from funds.workbook.bank.header import Found
from funds.workbook.bank.told import Trouble, trouble
from funds.workbook.intake.events import RowRead
from funds.workbook.intake.raw import shown
from funds.workbook.intake.typed import Reader

__all__ = ["Twins"]


class Twins:
    """Holds further columns of one meaning against the one that is read; each pair is told of once."""

    def __init__(self, found: Found, sheet: str, readers: Mapping[str, Reader]) -> None:
        """Take the header, the sheet's name, and what reads the cells of each key."""
        self._found, self._sheet, self._readers = found, sheet, readers
        self._left = {(key, twin) for key, twins in found.twins.items() for twin in twins}

    def differing(self, row: RowRead) -> list[Trouble]:
        """Tell of the columns that say another thing in a row than the one of the same meaning; an empty cell says none."""
        return [self._told(key, twin, row) for key, twin in sorted(self._left) if self._differs(key, twin, row)]

    def _differs(self, key: str, twin: str, row: RowRead) -> bool:
        said = self._value(key, twin, row)
        return said is not None and said != self._value(key, self._found.columns[key], row)

    def _value(self, key: str, column: str, row: RowRead) -> Any:
        raw = row.cells.get(column)
        value = None if raw is None else self._readers[key](raw)
        return value or None

    def _told(self, key: str, twin: str, row: RowRead) -> Trouble:
        self._left.discard((key, twin))
        first, headers = self._found.columns[key], self._found.headers
        names = dict.fromkeys(headers[column].strip() for column in (first, twin))
        facts = {"columns": f"{first}, {twin}", "header": "、".join(names), "first": shown(row.cells.get(first, ""))}
        return trouble("same-column", self._sheet, f"{twin}{row.row}", shown(row.cells[twin]), **facts)
