"""How the cells of a template look and what number format they carry."""

from typing import Any, Final, NamedTuple

from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore]
from xlsxwriter.format import Format  # type: ignore[import-untyped,unused-ignore]

from funds.workbook.layout.column import Column, Reads
from funds.workbook.layout.sheets import NEEDED_FOR

__all__ = ["FONT", "HeaderFormats", "cell_formats", "header_formats"]

FONT: Final[dict[str, Any]] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_TEXT: Final = "@"
#: Text formats keep a number of 20 digits, and keep 3-12 from becoming a date.
_FORMATS: Final[dict[Reads, dict[str, Any]]] = {
    "text": {"num_format": _TEXT, "text_wrap": True},
    "code": {"num_format": _TEXT, "text_wrap": True},
    "fund": {"num_format": _TEXT},
    "choice": {"num_format": _TEXT, "align": "center"},
    "files": {"num_format": _TEXT, "text_wrap": True},
    "day": {"num_format": "yyyy-mm-dd", "align": "center"},
    "money": {"num_format": "#,##0.00"},
    "count": {"num_format": "0", "align": "center"},
}
_HEADER: Final = {**FONT, "bold": True, "align": "center", "text_wrap": True, "border": 1, "num_format": _TEXT}


class HeaderFormats(NamedTuple):
    """The tints of the header: what every row needs, what some rows need, what may be left empty."""

    required: Format
    sometimes: Format
    optional: Format

    def of(self, kind: str, column: Column) -> Format:
        """Give the format of one column's header."""
        if column.required:
            return self.required
        return self.sometimes if (kind, column.key) in NEEDED_FOR else self.optional


def header_formats(book: Workbook) -> HeaderFormats:
    """Make the header's formats in a workbook."""
    tints = ("#F8CBAD", "#FFE699", "#DDEBF7")
    return HeaderFormats(*(book.add_format({**_HEADER, "bg_color": tint}) for tint in tints))


def cell_formats(book: Workbook) -> dict[Reads, Format]:
    """Make the format of each sort of cell in a workbook."""
    return {reads: book.add_format({**FONT, **look}) for reads, look in _FORMATS.items()}
