"""The looks of a user's cells, made anew for a copy that is written row by row."""

from collections.abc import Callable
from typing import Any, Final

from xlsxwriter.format import Format  # type: ignore[import-untyped,unused-ignore]

from funds.workbook.issue import marked_words as words

__all__ = ["looks"]

_SIDES: Final = ("left", "right", "top", "bottom")
_LINES: Final = {"thin": 1, "medium": 2, "dashed": 3, "dotted": 4, "thick": 5, "double": 6, "hair": 7}
_COLOURS: Final = frozenset(words.COLOURS.values())
_SIX: Final = 6


def looks(out: Any, book: Any) -> Callable[[int, str], Format | None]:
    """Give the format of a cell by its style's number and the severity of its mark; empty: not marked."""
    made: dict[tuple[int, str], Format | None] = {}

    def form(style: int, severity: str) -> Format | None:
        key = (style, severity)
        if key not in made:
            wanted = _wanted(book, style)
            if severity:
                had = {"fg_color": wanted["bg_color"]} if "bg_color" in wanted else {}  # not seen; to be given back
                wanted |= {"bg_color": f"#{words.COLOURS[severity]}", "pattern": 1, **had}
            made[key] = out.add_format(wanted) if wanted else None
        return made[key]

    return form


def _wanted(book: Any, style: int) -> dict[str, Any]:
    array = book._cell_styles[style]  # noqa: SLF001  a cell read row by row knows its style's number only
    wanted = _number(book, array.numFmtId)
    wanted |= _font(book._fonts[array.fontId])  # noqa: SLF001
    wanted |= _fill(book._fills[array.fillId])  # noqa: SLF001
    wanted |= _border(book._borders[array.borderId])  # noqa: SLF001
    if array.alignmentId:
        wanted |= _alignment(book._alignments[array.alignmentId])  # noqa: SLF001
    return wanted


def _number(book: Any, number: int) -> dict[str, Any]:
    own = 164
    if number >= own:
        return {"num_format": book._number_formats[number - own]}  # noqa: SLF001
    return {"num_format": number} if number else {}


def _colour(colour: Any) -> str:
    """Give a colour as #RRGGBB; empty for one that the theme decides."""
    rgb = getattr(colour, "rgb", None) if getattr(colour, "type", "") == "rgb" else None
    return f"#{rgb[-_SIX:]}" if isinstance(rgb, str) and len(rgb) >= _SIX else ""


def _font(font: Any) -> dict[str, Any]:
    wanted = {name: True for name, has in (("bold", font.b), ("italic", font.i)) if has}
    if colour := _colour(font.color):
        wanted["font_color"] = colour  # type: ignore[assignment]
    if font.name:
        wanted["font_name"] = font.name
    if font.sz:
        wanted["font_size"] = font.sz
    return wanted


def _fill(fill: Any) -> dict[str, Any]:
    colour = _colour(getattr(fill, "fgColor", None)) if getattr(fill, "fill_type", "") == "solid" else ""
    if colour[1:] in _COLOURS:
        colour = _colour(fill.bgColor) if fill.bgColor.rgb != "00000000" else ""
    return {"bg_color": colour, "pattern": 1} if colour else {}


def _border(border: Any) -> dict[str, Any]:
    sides = ((side, getattr(border, side, None)) for side in _SIDES)
    return {side: _LINES.get(line.style, 1) for side, line in sides if line is not None and line.style}


def _alignment(alignment: Any) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if alignment.horizontal in {"left", "center", "right"}:
        wanted["align"] = alignment.horizontal
    if alignment.vertical in {"top", "center"}:
        wanted["valign"] = {"top": "top", "center": "vcenter"}[alignment.vertical]
    if alignment.wrap_text:
        wanted["text_wrap"] = True
    return wanted
