"""Reading a CSV file of lines to screen: columns summary, payee, invoice_item, and tax_code if there is one."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from funds.text import _

__all__ = ["Line", "LinesError", "lines_of"]

_NEEDED: Final = ("summary", "payee", "invoice_item")
#: The columns as a Chinese sheet calls them.
_CALLED: Final = {
    "摘要": "summary",
    "收款单位": "payee",
    "收款方": "payee",
    "发票项目": "invoice_item",
    "税收分类编码": "tax_code",
}
#: Spreadsheets in China save CSV in GBK; GB18030 holds all of it.
_ENCODINGS: Final = ("utf-8-sig", "gb18030")


class LinesError(ValueError):
    """A file of lines cannot be read; the text says where and what to do."""


class Line(NamedTuple):
    """One line to screen."""

    memo: str
    payee: str
    item: str
    tax_code: str


def lines_of(path: Path) -> list[Line]:
    """Read the lines of a file, in order; a row of empty cells is a line too. Raises LinesError."""
    reader = csv.reader(io.StringIO(_text(path), newline=""), strict=True)
    try:
        return list(_lines(path, reader))
    except csv.Error as error:
        what = _("{path}, line {line}: {error}. Save the file as CSV again.")
        raise LinesError(what.format(path=path, line=reader.line_num, error=error)) from None


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LinesError(_("{path} cannot be read: {why}.").format(path=path, why=_(str(error.strerror)))) from None
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise LinesError(_("{path} is not text in UTF-8 or GB18030. Save it as CSV.").format(path=path))


def _lines(path: Path, reader: Any) -> Iterator[Line]:
    head = [_CALLED.get(name.strip(), name.strip().lower()) for name in next(reader, [])]
    missing = [name for name in _NEEDED if name not in head]
    if missing:
        what = _("{path} has no column {missing}. The first line must name summary, payee, invoice_item.")
        raise LinesError(what.format(path=path, missing=", ".join(missing)))
    at = [head.index(name) for name in _NEEDED]
    code = head.index("tax_code") if "tax_code" in head else None
    for cells in reader:
        if not cells:  # a line with nothing in it, not even commas, is no row
            continue
        if len(cells) != len(head):
            what = _(
                "{path}, line {line}: {found} columns, and the first line has {wanted}. Put cells with a comma in quotes."
            )
            facts = {"path": path, "line": reader.line_num, "found": len(cells), "wanted": len(head)}
            raise LinesError(what.format(**facts))
        memo, payee, item = (cells[one] for one in at)
        yield Line(memo, payee, item, cells[code] if code is not None else "")
