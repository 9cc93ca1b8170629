"""The header of a statement by a profile, and what the lines above it say of account, holder and balances."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from funds.statements.bank import account_digits
from funds.workbook.bank.profile import AMOUNTS, Profile, named
from funds.workbook.intake.amounts import amount
from funds.workbook.intake.events import RowRead

__all__ = ["Found", "Said", "best_row", "find", "other_unit", "same_account", "stated"]

_NUMBER: Final = re.compile(r"[0-9A-Za-z*][0-9A-Za-z* -]{4,}")
_WHOLE: Final = re.compile(r"[0-9*-]{10,40}")
_NEXT: Final = re.compile(r"\s{2,}|\s+(?=[^\s:：]{2,8}[:：])")
_UNIT: Final = re.compile(r"单位[:为]?(?:人民币)?[万千百亿]元|\((?:单位[:为]?)?[万千百亿]元\)")
_LEAST: Final = 6
_LONGEST: Final = 120
_LEAST_HEADERS: Final = 3


class Found(NamedTuple):
    """A header found: by which profile, its last row, the column letter of each key, and the headers by letter.

    `texts` are the columns that make up the text of a line.
    """

    profile: Profile
    row: int
    columns: Mapping[str, str]
    texts: tuple[str, ...]
    headers: Mapping[str, str]
    known: int


class Said(NamedTuple):
    """Something that stands above the table: its value, the cell, and what was read there."""

    value: Any
    cell: str
    read: str


def find(rows: Sequence[RowRead], profiles: Iterable[Profile]) -> Found | None:
    """Find the header among the first rows, by the profile that knows most of it; None where none fits.

    A bank's own name above the table goes before the count of known headers, and another bank's against it; of those
    that fit equally the first is taken.
    """
    best: tuple[int, int, int, Found] | None = None
    every = list(profiles)
    named_in = {each.code: min((row.row for row in rows if _names(row, each)), default=0) for each in every}
    for profile in every:
        for found in _found(rows, profile):
            named_above = {code for code, row in named_in.items() if 0 < row < found.row}
            own = 1 if profile.code in named_above else -1 if named_above and profile.titles else 0
            rank = (own, found.known, -found.row, found)
            if best is None or rank[:3] > best[:3]:
                best = rank
    return best[3] if best else None


def _names(row: RowRead, profile: Profile) -> bool:
    return any(title in str(cell) for cell in row.cells.values() for title in profile.titles)


def _found(rows: Sequence[RowRead], profile: Profile) -> Iterator[Found]:
    for place, row in enumerate(rows):
        upper = _texts(row)
        yield from _try(profile, row.row, upper)
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below is not None and below.row == row.row + 1 and len(_texts(below)) == len(below.cells):
            yield from _try(profile, below.row, _both(upper, _texts(below)))


def _texts(row: RowRead) -> dict[str, str]:
    return {
        column: cell
        for column, cell in row.cells.items()
        if isinstance(cell, str) and 0 < len(cell.strip()) <= _LONGEST
    }


def _both(upper: Mapping[str, str], lower: Mapping[str, str]) -> dict[str, str]:
    """Read two rows as one header: what spans several columns stands before each of those below it."""
    over, both = "", dict(upper)
    for column in sorted({*upper, *lower}, key=lambda letters: (len(letters), letters)):
        over = upper.get(column, over)
        if column in lower:
            both[column] = over + lower[column]
    return both


def _try(profile: Profile, row: int, headers: Mapping[str, str]) -> Iterator[Found]:
    by: dict[str, str] = {}
    for column, header in headers.items():
        by.setdefault(named(header), column)
    columns = {
        key: next(by[name] for name in names if name in by)
        for key, names in profile.columns.items()
        if key != "text" and any(name in by for name in names)
    }
    if {"out", "in"} <= columns.keys():
        columns = {key: column for key, column in columns.items() if key not in {"amount", "side"}}
    if "date" not in columns or not any(all(key in columns for key in way) for way in AMOUNTS):
        return
    if "amount" in columns and not (columns.keys() & {"side", "balance"} or "amount" in profile.given):
        return  # nothing would tell money in from money out: it may be any list with a day and an amount
    texts = tuple(by[name] for name in profile.columns.get("text", ()) if name in by)
    yield Found(profile, row, columns, texts, headers, len(columns) + len(texts))


def best_row(rows: Sequence[RowRead]) -> tuple[int, list[str]]:
    """Give the row that looks most like a header and its headers, for the sentence that no profile fits."""
    best = max(rows, key=lambda row: len(_texts(row)), default=None)
    if best is None or len(_texts(best)) < _LEAST_HEADERS:
        return 0, []
    return best.row, list(_texts(best).values())


def other_unit(rows: Iterable[RowRead]) -> Said | None:
    """Give the cell that says that amounts are in another unit (万元), or None."""
    for row in rows:
        for column, cell in row.cells.items():
            if isinstance(cell, str) and _UNIT.search(re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))):
                return Said("", f"{column}{row.row}", cell.strip())
    return None


def stated(rows: Iterable[RowRead], profile: Profile) -> dict[str, Said]:
    """Give what the rows above the table say, by key: account, holder, period, currency, opening and closing (fen)."""
    found: dict[str, Said] = {}
    for row in rows:
        cells = list(row.cells.items())
        for place, (column, cell) in enumerate(cells):
            beside = cells[place + 1][1] if place + 1 < len(cells) else ""
            where = f"{column}{row.row}"
            after = f"{cells[place + 1][0]}{row.row}" if place + 1 < len(cells) else where
            for key, said in _said(str(cell), str(beside), profile):
                if key not in found and (value := _value(key, said)) is not None:
                    found[key] = Said(value, where if said in str(cell) else after, said)
    return found


def _said(cell: str, beside: str, profile: Profile) -> Iterator[tuple[str, str]]:
    """Give what a cell says of each key: behind its own colon, or in the cell to its right."""
    text = re.sub(r"[\t\u3000]", " ", cell)
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell)).casefold()
    for key, words in profile.above.items():
        for word in words:
            spaced = r"\s*".join(map(re.escape, word))
            if found := re.search(
                rf"(?<![^\W\d_]){spaced}\s*(?:[\[(（][^\])）]*[\])）])?\s*[:：]\s*(\S.*)", text, re.IGNORECASE
            ):
                yield key, found[1].strip() if key in {"account", "holder"} else found[1]
            elif re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", plain).rstrip(":") == word and beside:
                yield key, beside


def _value(key: str, said: str) -> Any:
    if key == "account":
        bare = unicodedata.normalize("NFKC", said).strip()
        found = _NUMBER.match(bare)
        first = bare.split(maxsplit=1)[0] if bare else ""
        whole = _WHOLE.fullmatch(first) is not None
        digits = account_digits(first if whole else found[0] if found else "")
        return digits if sum(sign.isdigit() or sign == "*" for sign in digits) >= _LEAST else None
    if key in {"opening", "closing"}:
        fen = amount(said.split(maxsplit=1)[0] if said.split() else "")
        return fen if isinstance(fen, int) else None
    return _NEXT.split(said.strip(), maxsplit=1)[0].strip() or None


def same_account(one: str, other: str) -> bool:
    """Tell whether two numbers are of one account; a ``*`` stands for any one digit, a row of them for any."""
    pattern = re.sub(r"(?:\\\*)+", ".*", re.escape(account_digits(one)))
    return re.fullmatch(pattern, account_digits(other)) is not None
