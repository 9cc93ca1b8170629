"""A row as it stands in the file, before anybody asks what its cells mean."""

import datetime as dt
from typing import Final, NamedTuple

__all__ = ["Bad", "Raw", "Row", "Unit", "letters", "shown"]

_LONGEST: Final = 60
_LETTERS: Final = 26


class Bad(NamedTuple):
    """A cell that holds no value that may be used: a problem's code, and what stands there."""

    code: str
    read: str


class Unit(float):
    """A number that its format shows in a unit of its own, such as 万元 or %."""

    __slots__ = ()


#: A cell's content: text, number, truth, day (with its time), or nothing usable.
Raw = str | int | float | bool | dt.date | dt.datetime | Bad


class Row(NamedTuple):
    """A row with content: its number, cells by column (A is 1), which of them are formulas, and a cell beyond reach."""

    number: int
    cells: dict[int, Raw]
    formulas: frozenset[int] = frozenset()
    far: str = ""


def letters(column: int) -> str:
    """Give a column's letters: 1 is A, 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        found = chr(65 + rest) + found
    return found


def shown(raw: Raw) -> str:
    """Give a cell's content as it is quoted to its reader: short, and every sign of it visible."""
    if isinstance(raw, Bad):
        text = raw.read
    elif isinstance(raw, dt.datetime):
        text = raw.isoformat(" ")
    else:
        text = str(raw)
    text = "".join(sign if sign.isprintable() else " " for sign in text[: _LONGEST + 1])
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
