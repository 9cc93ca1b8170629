"""The fields of a user's CSV file, as the texts that the reader takes them for."""

import csv
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

from funds.workbook.intake.comma import SEPARATORS, _bare, encodings

__all__ = ["fields"]

_LONGEST: Final = 1 << 24


def fields(source: Path, header: int) -> Iterator[list[str]]:
    """Give the fields row by row, in the encoding and by the separator that fit; `header` is the header's row.

    What only guards a text against being taken for a formula is taken off, as the reader does: in a workbook
    it would stay.
    """
    with source.open("rb") as file:
        encoding = encodings(file)[0]
    separator = max(SEPARATORS, key=lambda sign: _width(source, encoding, sign, header))
    for row in _rows(source, encoding, separator):
        yield [_bare(field) for field in row]


def _width(source: Path, encoding: str, separator: str, header: int) -> int:
    """Count the fields of the header if a sign separates them."""
    with closing(_rows(source, encoding, separator)) as rows:
        return max(map(len, islice(rows, max(header - 1, 0), max(header, 1))), default=0)


def _rows(source: Path, encoding: str, separator: str) -> Generator[list[str]]:
    csv.field_size_limit(_LONGEST)
    with source.open(encoding=encoding, newline="") as file:
        yield from csv.reader(file, delimiter=separator)
