"""Opening files: what Fava or bean-check is pointed at. One for each scope, and one over all.

An opening file holds the options, the plugin, the sealed count and head of each fund and Fava's
settings; Beancount reads these from the opened file only. No user's text reaches an option,
plugin or include line: scopes are named by programme code, year, or a file's safe name.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from funds.book.quote import quoted
from funds.seal import Head

__all__ = ["FundFile", "Scope", "ScopeKind", "opening_text", "safe_name"]

#: How far a scope sees: every fund, those of a programme's year, those of a unit.
ScopeKind = Literal["all", "programme", "unit"]

_SETTINGS: Final = (
    ("language", "zh_CN"),
    ("invert-income-liabilities-equity", "true"),
    ("account-journal-include-children", "false"),
    ("sidebar-show-queries", "10"),
)
_UNFIT: Final = re.compile(r"[^0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff-]+")
_LONGEST: Final = 40
_HEADER: Final = """\
;; -*- mode: beancount; coding: utf-8 -*-
;; Opening file of {scope}: {count} funds. Written by `funds book`; not to be edited.
;; Check it with `bean-check`; look at it with `fava --read-only`.
;; To check one fund alone, open the file of its programme and year, or of its unit: a fund's file
;; by itself has no plugin and no head.

option "title" "{scope}"
option "operating_currency" "CNY"
plugin "funds.book.plugin" "{kind} {texts}"

"""


class FundFile(NamedTuple):
    """A fund's file: its path as the opening file includes it, its head, and its last date."""

    path: str
    head: Head
    last: dt.date


class Scope(NamedTuple):
    """What an opening file covers. `name` is a safe name; `texts` the path to the kept law texts."""

    kind: ScopeKind
    name: str
    texts: str


def opening_text(scope: Scope, funds: Sequence[FundFile], queries: Mapping[str, str]) -> str:
    """Write an opening file over some funds; `queries` are saved questions by name, shown in Fava."""
    day = max((fund.last for fund in funds), default=dt.date(2022, 1, 1))
    ordered = sorted(funds, key=lambda fund: fund.head.fund)
    records = sum(fund.head.number for fund in funds)
    parts = [_HEADER.format(scope=scope.name, count=len(funds), kind=scope.kind, texts=scope.texts)]
    parts += [f'{day} custom "fava-option" "{name}" "{value}"\n' for name, value in _SETTINGS]
    parts.append(f'\n{day} custom "funds-book" "{scope.kind}" {len(funds)} {records}\n')
    for fund in ordered:
        code, number, seal = fund.head
        parts.append(f'{fund.last} custom "funds-head" {quoted(code)} {number} {quoted(seal)}\n')
    parts += [f"{day} query {quoted(name)} {quoted(text)}\n" for name, text in sorted(queries.items())]
    parts += ["\n", *(f"include {quoted(fund.path)}\n" for fund in ordered)]
    return "".join(parts)


def safe_name(name: str) -> str:
    """Make a file's name of a unit's: what does not fit is left out, and the difference told by a hash."""
    folded = _UNFIT.sub("-", unicodedata.normalize("NFC", name)).strip("-")[:_LONGEST]
    if folded and folded == name:
        return folded
    return f"{folded}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}".strip("-")
