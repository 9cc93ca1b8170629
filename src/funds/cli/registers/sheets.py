"""The sheets of a file as they were found, and the cell that a column of a row is."""

from typing import Any, Protocol

from funds.cli.masks import hidden
from funds.money import yuan
from funds.text import N_, _
from funds.workbook.intake.events import RowRead, SheetFound
from funds.workbook.intake.raw import shown

__all__ = ["Placed", "Sheets"]

_PASSED = {
    "empty": N_("it is empty"),
    "no-header": N_("it has no header of this register"),
    "instructions": N_("it holds instructions or lists"),
    "chart": N_("it holds a chart"),
    "not-asked": N_("it is another register"),
    "refused": N_("it could not be read"),
}


class Placed(Protocol):
    """Whatever knows the row where it stands."""

    @property
    def sheet(self) -> str:
        """The name of its sheet."""

    @property
    def row(self) -> int:
        """The row's number in it."""


class Sheets:
    """The sheets found so far."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[str, SheetFound] = {}

    def add(self, sheet: SheetFound) -> None:
        """Take one more."""
        self._found[sheet.name] = sheet

    @property
    def headers(self) -> dict[str, int]:
        """The row of the header of each sheet that was read."""
        return {sheet.name: sheet.header for sheet in self._found.values() if sheet.kind}

    def cell(self, row: Placed, key: str) -> str:
        """Give the cell of a row's column, such as G7; of a column that the sheet lacks, the row's first cell."""
        columns = self._found[row.sheet].columns
        letter = columns.get(key) or min(columns.values(), key=lambda name: (len(name), name), default="A")
        return f"{letter}{row.row}"

    def read(self, row: RowRead, key: str) -> str:
        """Give what a cell of a row says: as it was typed, or as a spreadsheet shows a number or a day."""
        if key in row.typed:
            return shown(row.typed[key])
        value = row.cells.get(key, "")
        if isinstance(value, int) and key in {"amount", "unit_price"}:
            return yuan(value)
        return "；".join(value) if isinstance(value, list) else str(value)

    def objects(self) -> list[dict[str, Any]]:
        """Give the sheets as JSON has them."""
        return [
            {
                "name": hidden(sheet.name),
                "kind": sheet.kind,
                "header": sheet.header,
                "columns": sheet.columns,
                "extra": list(map(hidden, sheet.extra)),
                "hidden": sheet.hidden,
                "state": sheet.state or "visible",
                "passed_over": sheet.why,
            }
            for sheet in self._found.values()
        ]

    def notes(self) -> list[str]:
        """Say which sheets were passed over, which columns mean nothing here, and what is hidden."""
        told = []
        for sheet in self._found.values():
            if sheet.why and sheet.why != "instructions":
                why = _(_PASSED[sheet.why]) if sheet.why in _PASSED else sheet.why
                told.append(_("Sheet {name} was passed over: {why}.").format(name=sheet.name, why=why))
            if sheet.extra:
                names = "、".join(sheet.extra)
                told.append(
                    _("Sheet {name}: columns of no meaning here: {names}.").format(name=sheet.name, names=names)
                )
            if sheet.hidden or sheet.state:
                said = _("Sheet {name} has hidden parts; they were read like all others.")
                told.append(said.format(name=sheet.name))
        return list(map(hidden, told))
