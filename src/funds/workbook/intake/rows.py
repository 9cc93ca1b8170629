"""One row of a sheet: what it says, what is wrong with it, and whether it is a row of data at all."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec

from funds.workbook.intake.events import CellProblem, RowRead
from funds.workbook.intake.header import Header
from funds.workbook.intake.kinds import says_remark, says_total
from funds.workbook.intake.merged import Merged
from funds.workbook.intake.raw import Row, letters, shown
from funds.workbook.intake.typed import Reader, Wrong
from funds.workbook.intake.values import reader_of
from funds.workbook.layout.column import Column

__all__ = ["Rows"]

#: Columns in which the word of a sum line may stand.
_TEXTS: Final = frozenset({"text", "code", "fund", "day", "choice"})


class _Read(NamedTuple):
    column: Column
    number: int
    letters: str
    reader: Reader


class Rows:
    """Reads the rows of one sheet below its header."""

    def __init__(self, sheet: str, header: Header, merged: Merged, since_1904: bool) -> None:
        """Take the sheet's name, its header, its merged areas and its calendar."""
        self._sheet, self._header, self._merged = sheet, header, merged
        self._columns = [
            _Read(
                column, header.columns[column.key], letters(header.columns[column.key]), reader_of(column, since_1904)
            )
            for column in header.layout.every
            if column.key in header.columns
        ]
        self._by_number = {read.number: read for read in self._columns}
        self._plan = [(read.number, read.column.key, read.reader) for read in self._columns]
        self._turned = [
            (read.number, read.column.key) for read in self._columns if read.column.reads in {"choice", "money", "day"}
        ]
        self._required = [read for read in self._columns if read.column.required]
        self._needed = frozenset(read.column.key for read in self._required)
        anchors = [read.column.key for read in self._required if read.column.reads in {"fund", "day"}]
        self._anchors = anchors or [read.column.key for read in self._required if read.column.reads != "money"]
        money = [read for read in self._columns if read.column.reads == "money"]
        self._money = next((read for read in money if read.column.key == "amount"), money[0] if money else None)

    def read(self, row: Row) -> RowRead:
        """Read one row with content; a row of status ``blank`` may still have notes."""
        cells = row.cells
        values: dict[str, Any] = {}
        wrong: list[tuple[int, Wrong]] = []
        for number, key, reader in self._plan:
            raw = cells.get(number)
            if raw is None:
                continue
            value = reader(raw)
            if type(value) is Wrong:
                wrong.append((number, value))
            elif value is not None:
                values[key] = value
        problems = self._problems(row, values, wrong) if wrong or not self._needed <= values.keys() else []
        merged = self._merged.at(row.number) if self._merged.below else ()
        typed = {key: raw for number, key in self._turned if type(raw := cells.get(number)) is str and key in values}
        if not problems and not merged and not row.far:
            return RowRead(self._sheet, row.number, "row", values, typed=typed)
        found = self._uncommon(row, values, problems, bool(wrong), dict(merged))
        return msgspec.structs.replace(found, typed=typed) if found.status in {"row", "error"} else found

    def _problems(self, row: Row, values: dict[str, Any], wrong: list[tuple[int, Wrong]]) -> list[CellProblem]:
        found = [self._problem(self._by_number[number], row, why) for number, why in wrong]
        without = {number for number, _why in wrong}
        found += [
            self._problem(read, row, Wrong("missing"))
            for read in self._required
            if read.column.key not in values and read.number not in without
        ]
        return found

    def _problem(self, read: _Read, row: Row, why: Wrong) -> CellProblem:
        raw = row.cells.get(read.number, "")
        facts = {"header": read.column.header, **why.facts}
        return CellProblem(
            why.code, f"{read.letters}{row.number}", read.column.key, facts.pop("read", shown(raw)), facts
        )

    def _uncommon(
        self,
        row: Row,
        values: dict[str, Any],
        problems: list[CellProblem],
        wrong: bool,
        merged: dict[int, str],
    ) -> RowRead:
        """Judge a row that is not plainly data."""
        notes = [CellProblem("far-cell", row.far, "", "", {})] if row.far else []
        if not wrong and (not values or self._only_formulas(row, values)):
            return RowRead(self._sheet, row.number, "blank", {}, notes + self._beside(row, bool(values)))
        inside = {f"{letters(number)}{row.number}" for number in merged}
        if problems:
            status, more = self._no_data(row, values)
            if status == "total":
                return self._total(row, values, problems, notes)
            if status == "blank":
                return RowRead(self._sheet, row.number, "blank", {}, notes + more)
            problems = [each for each in problems if each.code != "missing" or each.cell not in inside] + more
        problems += self._merged_in(row, merged)
        return RowRead(self._sheet, row.number, "error" if problems else "row", values, problems + notes)

    @staticmethod
    def _merged_in(row: Row, merged: dict[int, str]) -> Iterator[CellProblem]:
        """Tell of each merged area once, at its first cell, whatever columns and rows it covers."""
        for area in dict.fromkeys(merged.values()):
            first = area.partition(":")[0]
            number = next(column for column, called in merged.items() if called == area)
            yield CellProblem("merged", first, "", shown(row.cells.get(number, "")), {"area": area})

    def _only_formulas(self, row: Row, values: dict[str, Any]) -> bool:
        """Tell whether all that a row says are formulas that came to nothing: a row prepared and not filled."""
        return all(not value and self._header.columns[key] in row.formulas for key, value in values.items())

    def _beside(self, row: Row, prepared: bool) -> list[CellProblem]:
        """Note a text that stands beside the columns that are read, so that nobody takes the row for read."""
        for column, raw in row.cells.items():
            if isinstance(raw, str) and column not in self._by_number and not prepared and raw.strip():
                return [CellProblem("beside", f"{letters(column)}{row.number}", "", shown(raw), {})]
        return []

    def _no_data(self, row: Row, values: dict[str, Any]) -> tuple[str, list[CellProblem]]:
        """Tell a sum line, a repeated header and a remark from data; what might be either is asked back."""
        texts = {column: raw for column, raw in row.cells.items() if isinstance(raw, str)}
        first = min(texts, default=0)
        if self._is_header(texts):
            return "blank", [CellProblem("header-again", f"{letters(first)}{row.number}", "", "", {})]
        said = {
            column: says_total(text)
            for column, text in texts.items()
            if column == first or (column in self._by_number and self._by_number[column].column.reads in _TEXTS)
        }
        column = next((column for column, how in said.items() if how), 0)
        word = self._by_number[column].column.key if column in self._by_number else ""
        anchored = [key for key in self._anchors if key in values and key != word]
        if column and len(anchored) < len([key for key in self._anchors if key != word] or self._anchors):
            if said[column] == "total" and not anchored:
                return "total", []
            cell = f"{letters(column)}{row.number}"
            return "", [CellProblem("total-or-row", cell, word, shown(texts[column]), {})]
        plain = not any(key in values for key in self._anchors) and not self._has_money(values)
        if plain and first and says_remark(texts[first]):
            return "blank", [CellProblem("remark", f"{letters(first)}{row.number}", "", shown(texts[first]), {})]
        return "", []

    def _is_header(self, texts: dict[int, str]) -> bool:
        named = [column for column in texts if column in self._by_number]
        return len(named) > 1 and all(texts[column].strip() == self._header.texts[column].strip() for column in named)

    def _has_money(self, values: dict[str, Any]) -> bool:
        return any(read.column.key in values for read in self._columns if read.column.reads == "money")

    def _total(
        self, row: Row, values: dict[str, Any], problems: list[CellProblem], notes: list[CellProblem]
    ) -> RowRead:
        key = self._money.column.key if self._money else ""
        unread = [problem for problem in problems if problem.key == key and problem.code != "missing"]
        return RowRead(self._sheet, row.number, "total", values, unread + notes, values.get(key))
