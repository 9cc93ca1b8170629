"""What reading a file tells, one after another: sheets found, rows read, and problems with their cells."""

import datetime as dt
from typing import Any, Final, Literal

import msgspec

__all__ = ["CellProblem", "Done", "Event", "FileProblem", "RowRead", "SheetFound", "Status", "decoder", "packed"]

Status = Literal["row", "blank", "total", "error"]
_DAY: Final = 1


class FileProblem(msgspec.Struct, array_like=True, tag=True, frozen=True):
    """The whole file is refused: `code` says why and `facts` what was seen. Sentences are in `told`."""

    code: str
    facts: dict[str, str] = {}


class CellProblem(msgspec.Struct, array_like=True, frozen=True):
    """One cell that could not be read, or that wants saying: the cell (``G7``), its column's key, what was read."""

    code: str
    cell: str
    key: str
    read: str
    facts: dict[str, str] = {}


class SheetFound(msgspec.Struct, array_like=True, tag=True, frozen=True):
    """A sheet of the file; it precedes its rows.

    `kind` is the layout's, or empty where the sheet was passed over, and `why` then says why: ``empty``,
    ``no-header``, ``instructions``, ``chart``, ``not-asked``, ``refused``. `header` is the row of the header (its last row where
    it has two), `columns` gives the letter of each column by key, `extra` the headers that mean nothing
    here, `hidden` the rows and columns that are hidden and were read like any other, `state` is
    ``hidden`` where the sheet itself is, and `about` the rows to expect, for a progress bar.
    """

    name: str
    kind: str
    header: int = 0
    columns: dict[str, str] = {}
    extra: list[str] = []
    hidden: int = 0
    why: str = ""
    state: str = ""
    about: int = 0


class RowRead(msgspec.Struct, array_like=True, tag=True, frozen=True):
    """One row: its number in the sheet, its status, and its values by key.

    Money is in fen (int), a day is a date, a count an int, a choice its value in the record, files a
    list of texts as typed; empty cells are absent. `sum` is the amount that a total row states, in fen.
    `typed` is the text of a cell that was read as something else: a choice, an amount or a day kept as text.
    Problems of a row of status ``error`` bar it; those of another row are notes.
    """

    sheet: str
    row: int
    status: Status
    cells: dict[str, Any] = {}
    problems: list[CellProblem] = []
    sum: int | None = None
    typed: dict[str, str] = {}


class Done(msgspec.Struct, array_like=True, tag=True, frozen=True):
    """The file was read to its end; `rows` rows were told."""

    rows: int


Event = FileProblem | SheetFound | RowRead | Done


def _day(code: int, data: memoryview) -> dt.date:
    if code != _DAY:
        raise ValueError(code)
    return dt.date.fromordinal(int.from_bytes(data, "big"))


def packed(day: dt.date) -> msgspec.msgpack.Ext:
    """Give a day as it travels between the processes."""
    return msgspec.msgpack.Ext(_DAY, day.toordinal().to_bytes(4, "big"))


def decoder() -> msgspec.msgpack.Decoder[list[Event]]:
    """Give what turns one batch from the reading process into events again."""
    return msgspec.msgpack.Decoder(list[Event], ext_hook=_day)
