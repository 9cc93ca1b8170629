"""Sum rows (合计、小计) held against the rows above them: a difference may be a row that is missing."""

from collections.abc import Iterable

from funds.cli.registers.fault import Fault
from funds.cli.registers.outcome import RowOutcome, Said
from funds.cli.registers.sheets import Sheets
from funds.money import yuan

__all__ = ["Sums"]


class Sums:
    """Adds up the amounts (fen) of a sheet since its beginning, and since its last sum row."""

    def __init__(self, sheets: Sheets) -> None:
        """Begin before the first row."""
        self._sheets, self._sheet = sheets, ""
        self._all = self._part = 0

    def hold(self, rows: Iterable[RowOutcome]) -> None:
        """Tell of each sum row that agrees with neither; its amount does not count among those of the rows."""
        for row in rows:
            if row.sheet != self._sheet:
                self._sheet, self._all, self._part = row.sheet, 0, 0
            if row.status == "total":
                self._total(row)
            else:
                self._all += row.amount
                self._part += row.amount

    def _total(self, row: RowOutcome) -> None:
        said, row.amount = row.amount, 0
        if said and said not in {self._all, self._part}:
            fault = Fault("total-differs", "amount", {"said": yuan(said), "found": yuan(self._all)})
            cell = self._sheets.cell(row, "amount")
            row.said += (Said(fault.code, "check", cell, yuan(said), fault.says, "", fault.remedy),)
        self._part = 0
