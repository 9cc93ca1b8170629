"""Headers as people write them (收款人, 供应商, 支出金额 …), each with the one column that it means.

The synonyms are data, in headers.csv: kind of sheet, key of the column, synonym. ``*`` is every kind
that has such a column, ``material-*`` every ledger of supporting material.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from funds.workbook.layout.sheets import layout_of

__all__ = ["Synonym", "folded", "meaning", "synonyms"]

_FILE: Final = Path(__file__).with_name("headers.csv")
_BRACKETS: Final = str.maketrans("[]【】〔〕〖〗{}<>《》「」", "()()()()()()()()")
#: What may stand in brackets behind a header without changing what it means. 万元 and 大写 are not
#: among them: an amount in 万元 read as yuan would be ten thousand times too small.
_UNITS: Final = (
    "元", "人民币", "人民币元", "元人民币", "单位元", "单位人民币元", "rmb", "cny", "¥", "必填", "选填", "可选", "可不填",
    "张", "件", "个", "台", "套", "份", "人", "项", "年月日", "年-月-日", "年/月/日", "yyyy-mm-dd", "yyyy/mm/dd", "yyyymmdd",
)  # fmt: skip
_UNIT: Final = re.compile(r"\((?:{})\)|/(?:元|人民币)$".format("|".join(map(re.escape, _UNITS))))


class Synonym(NamedTuple):
    """One line of headers.csv."""

    kind: str
    column: str
    synonym: str


def folded(header: str) -> str:
    """Fold a header: NFKC, no case, no spaces or line breaks, no ``*`` and ``:``, no unit in brackets."""
    text = unicodedata.normalize("NFKC", header).casefold().translate(_BRACKETS)
    kept = (sign for sign in text if sign not in "*:" and not sign.isspace() and unicodedata.category(sign)[0] != "C")
    return _UNIT.sub("", "".join(kept))


@cache
def synonyms() -> tuple[Synonym, ...]:
    """Read every synonym, in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Synonym(row["kind"], row["column"], row["synonym"]) for row in csv.DictReader(file))


def meaning(kind: str, header: str) -> str:
    """Give the key of the column that a header means in a kind of sheet, or an empty text.

    The kind is that of a layout, such as ``spending`` or ``material-equipment``; raises KeyError
    for another.
    """
    return _table(kind).get(folded(header), "")


@cache
def _table(kind: str) -> dict[str, str]:
    """Give every folded header of a kind with its column; the sheet's own headers go before synonyms."""
    table: dict[str, str] = {}
    for key, header in _headers(kind):
        table.setdefault(folded(header), key)
    return table


def _headers(kind: str) -> Iterator[tuple[str, str]]:
    columns = layout_of(kind).every
    yield from ((column.key, column.header) for column in columns)
    keys = {column.key for column in columns}
    for row in synonyms():
        if row.column in keys and fnmatchcase(kind, row.kind):
            yield row.column, row.synonym
