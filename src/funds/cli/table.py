"""Tables on a terminal: Chinese characters take two columns, amounts stand to the right."""

import unicodedata
from collections.abc import Iterable, Sequence

__all__ = ["lines", "shown", "width"]

_GAP = "  "


def width(text: str) -> int:
    """Give the columns that a text takes on a terminal: two for each wide character, none for marks."""
    if text.isascii():
        return len(text)
    return sum(_columns(sign) for sign in text)


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def shown(text: str) -> str:
    """Give a text with its control characters made visible, so that no memo can steer a terminal."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def lines(titles: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[bool]) -> Iterable[str]:
    """Lay rows out under their titles; `right` says which columns stand to the right."""
    cells = [list(titles), *([shown(cell) for cell in row] for row in rows)]
    widths = [max(width(row[at]) for row in cells) for at in range(len(titles))]
    yield _line(cells[0], widths, right)
    yield _GAP.join("-" * wide for wide in widths)
    for row in cells[1:]:
        yield _line(row, widths, right)


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    return _GAP.join(map(_padded, row, widths, right)).rstrip()


def _padded(cell: str, wide: int, right: bool) -> str:
    space = " " * (wide - width(cell))
    return space + cell if right else cell + space
