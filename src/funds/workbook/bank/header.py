"""The header of a statement by a profile, and what the lines above it say of account, holder and balances."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from funds.statements.bank import account_digits
from funds.workbook.bank.period import reach
from funds.workbook.bank.profile import AMOUNTS, Profile, named
from funds.workbook.intake.amounts import amount
from funds.workbook.intake.events import RowRead

__all__ = [
    "Found",
    "Said",
    "again",
    "best_row",
    "find",
    "lacking",
    "other_currency",
    "other_unit",
    "same_account",
    "stated",
]

_NUMBER: Final = re.compile(r"[0-9A-Za-z*][0-9A-Za-z* -]{4,}")
_WHOLE: Final = re.compile(r"[0-9*-]{10,40}")
_NEXT: Final = re.compile(r"\s{2,}|\s+(?=[^\s:：]{2,8}[:：])")
_UNIT: Final = re.compile(r"单位[:为]?(?:人民币)?[万千百亿]元|\((?:单位[:为]?)?[万千百亿]元\)")
_FOREIGN: Final = re.compile(
    r"美[元金]|港[币元]|欧元|日[元圆]|英镑|外币|usd|us\$|hkd|hk\$|eur|jpy|gbp|€|£", re.IGNORECASE
)
_LEAST: Final = 6
_LONGEST: Final = 120
_LEAST_HEADERS: Final = 3
#: Cells within which the days of a period stand, that of its word among them: 起止日期, 2022-10-01, 至, 2022-11-30.
_DAYS: Final = 5
#: What a line moves: of two such columns with different headers, too, each might be the one that counts.
_MOVES: Final = frozenset({"out", "in", "amount"})


class Found(NamedTuple):
    """A header found: by which profile, its last row, the column letter of each key, and the headers by letter.

    `texts` are the columns that make up the text of a line; `twins`, by key, further columns that mean the same, which
    must not say anything else.
    """

    profile: Profile
    row: int
    columns: Mapping[str, str]
    texts: tuple[str, ...]
    headers: Mapping[str, str]
    known: int
    twins: Mapping[str, tuple[str, ...]] = MappingProxyType({})


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
            yield from _try(profile, below.row, {**upper, **_texts(below)})


def again(row: RowRead, profile: Profile) -> Found | None:
    """Give the header that a row below the first one is, or None."""
    return next(_try(profile, row.row, _texts(row)), None)


def _texts(row: RowRead) -> dict[str, str]:
    return {
        column: cell
        for column, cell in row.cells.items()
        if isinstance(cell, str) and 0 < len(cell.strip()) <= _LONGEST
    }


def _place(letters: str) -> tuple[int, str]:
    return len(letters), letters


def _both(upper: Mapping[str, str], lower: Mapping[str, str]) -> dict[str, str]:
    """Read two rows as one header: what spans several columns stands before each of those below it."""
    over, both = "", dict(upper)
    for column in sorted({*upper, *lower}, key=_place):
        over = upper.get(column, over)
        if column in lower:
            both[column] = over + lower[column]
    return both


def _try(profile: Profile, row: int, headers: Mapping[str, str]) -> Iterator[Found]:
    by: dict[str, list[str]] = {}
    for column, header in headers.items():
        by.setdefault(named(header), []).append(column)
    if lacking(profile, by):
        return
    every = {
        key: [column for name in names for column in by.get(name, ())]
        for key, names in profile.columns.items()
        if key != "text"
    }
    columns = {key: found[0] for key, found in every.items() if found}
    if {"out", "in"} <= columns.keys():
        columns = {key: column for key, column in columns.items() if key not in {"amount", "side"}}
    if "date" not in columns or not any(all(key in columns for key in way) for way in AMOUNTS):
        return
    if "amount" in columns and not (columns.keys() & {"side", "balance"} or "amount" in profile.given):
        return  # nothing would tell money in from money out: it may be any list with a day and an amount
    texts = tuple(column for name in profile.columns.get("text", ()) for column in by.get(name, ()))
    twins = {
        key: tuple(
            other
            for other in every[key]
            if other != column and (key in _MOVES or named(headers[other]) == named(headers[column]))
        )
        for key, column in columns.items()
    }
    known = len(columns) + len({named(headers[column]) for column in texts})
    yield Found(profile, row, columns, texts, headers, known, {key: some for key, some in twins.items() if some})


def lacking(profile: Profile, headers: Container[str]) -> list[str]:
    """Give what was typed as --map of which there is no such header, as it was typed; headers are folded."""
    return [
        f"{key}={name}"
        for key, names in profile.given.items()
        for name in names.split("\n")
        if named(name) not in headers
    ]


def best_row(rows: Sequence[RowRead], profiles: Iterable[Profile]) -> tuple[int, list[str]]:
    """Give the row that looks most like a header and its headers, for the sentence that no profile fits.

    Where a second row of headers stands below it, each is given with what spans it.
    """
    names = {name for profile in profiles for some in profile.columns.values() for name in some}
    best = max(rows, key=lambda row: _known(row, names), default=None)
    if best is None or len(_texts(best)) < _LEAST_HEADERS:
        return 0, []
    below = next((row for row in rows if row.row == best.row + 1), None)
    headers = _texts(best)
    if below and below.cells and len(_texts(below)) == len(below.cells) and not re.search(r"\d", str(below.cells)):
        headers = _both(headers, _texts(below))
    return best.row, [headers[column] for column in sorted(headers, key=_place)]


def _known(row: RowRead, names: Container[str]) -> tuple[int, int]:
    """Count the headers that some profile knows, and the words that no figure stands in: rows of data have fewer."""
    texts = _texts(row).values()
    return sum(named(text) in names for text in texts), sum(not re.search(r"\d", text) for text in texts)


def other_currency(found: Found) -> Said | None:
    """Give the header of a column of amounts that says that they are in another currency, or None."""
    for key in ("out", "in", "amount", "balance"):
        header = found.headers.get(found.columns.get(key, ""), "")
        if _FOREIGN.search(unicodedata.normalize("NFKC", header)):
            return Said("", f"{found.columns[key]}{found.row}", header.strip())
    return None


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
                    here = said in str(cell)
                    if key == "period" and not reach(value):  # its days may stand in cells of their own
                        more = cells[place + (1 if here else 2) : place + _DAYS]
                        value = " ".join([value, *(str(each) for _column, each in more)])
                    found[key] = Said(value, where if here else after, said)
    if {"from", "to"} <= found.keys() and not ("period" in found and reach(found["period"].value)):
        found["period"] = found["to"]._replace(value=f"{found['from'].value} - {found['to'].value}")
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
