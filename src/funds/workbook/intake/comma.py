"""A table of text (CSV): its encoding and its separator, decided by trying strictly, never by guessing."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Final

from funds.workbook.intake import limits
from funds.workbook.intake.raw import Raw, Row, letters
from funds.workbook.intake.refusal import FileRefusedError

__all__ = ["SEPARATORS", "encodings", "rows"]

SEPARATORS: Final = (",", "\t", ";", "，", "|")
_CHUNK: Final = 1 << 18
#: Tabs that banks put between a quotation mark and its separator, where no mark could be closed behind them.
_PADDING: Final = re.compile(r'"\t+(?=[,;，|\r\n]|$)|(?:^|(?<=[,;，|]))\t+(?=")')
#: Tabs that stand beside another separator or at an end of a line; quoted texts are taken out before.
_BESIDE: Final = re.compile(r"\t+(?=[,;，|\r\n]|$)|(?:^|(?<=[,;，|]))\t+")
_QUOTED: Final = re.compile(r'"[^"]*"')
_LOOKED_AT: Final = 60
#: A sign before which an apostrophe was put, so that no program takes the text for a formula.
_FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")


def encodings(file: IO[bytes]) -> list[str]:
    """Give the encodings in which the whole file is valid, the likelier first.

    UTF-16 only by its mark; UTF-8 before GB18030 (which holds GBK and GB 2312), as text of the one is hardly
    ever valid in the other. Raises FileRefusedError where none fits.
    """
    file.seek(0)
    first = file.read(3)
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tried: tuple[str, ...] = ("utf-16",)
    elif first == codecs.BOM_UTF8:
        tried = ("utf-8-sig",)
    else:
        tried = ("utf-8", "gb18030")
    found = [encoding for encoding in tried if _valid(file, encoding)]
    if not found:
        raise FileRefusedError(code="encoding", tried="、".join(name.upper() for name in tried))
    return found


def _valid(file: IO[bytes], encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def rows(file: IO[bytes], encoding: str, separator: str) -> Iterator[Row]:
    """Give the rows with content of a table of text; blank lines count as rows, as they do in a spreadsheet.

    Raises FileRefusedError where a quotation mark is never closed or a cell is longer than any cell may be.
    """
    file.seek(0)
    csv.field_size_limit(limits.CELL_LONGEST)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    lines: Iterable[str] = map(_unpadded, text)
    if separator == "\t":
        padding = _pads(text)
        text.seek(0)
        lines = (line.replace("\t", " ") for line in text) if padding else text
    number = 0
    try:
        for number, fields in enumerate(csv.reader(lines, delimiter=separator, strict=True), 1):
            cells: dict[int, Raw] = {}
            far = ""
            for column, field in enumerate(fields, 1):
                if field and (value := _bare(field)):
                    if column > limits.COLUMNS:
                        far = f"{letters(column)}{number}"
                        break
                    cells[column] = value
            if cells or far:
                yield Row(number, cells, far=far)
    except csv.Error as broken:
        raise FileRefusedError(code="broken-line", row=str(number + 1)) from broken
    finally:
        text.detach()


def _pads(text: IO[str]) -> bool:
    """Tell whether all the tabs of a text only pad its cells: none stands between two of them by itself."""
    some = [_QUOTED.sub('""', line) for line in islice(text, _LOOKED_AT)]
    return all("\t" not in _BESIDE.sub("", line) for line in some) and any(
        sign in line for line in some if "\t" in line for sign in SEPARATORS if sign != "\t"
    )


def _unpadded(line: str) -> str:
    return _PADDING.sub(lambda found: found[0].strip("\t"), line) if "\t" in line else line


def _bare(field: str) -> str:
    """Take off what programs put around a text so that it stays one: ="00123", '=x, a tab before or behind."""
    value = field.strip()
    if value.startswith('="') and value.endswith('"') and '"' not in value[2:-1]:
        return value[2:-1]
    if value.startswith("'") and (value[1:].startswith(_FORMULA_SIGNS) or value[1:].isalnum()):
        return value[1:]
    return value
