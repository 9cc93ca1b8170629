"""The rows of the equipment ledger tied to the entries that bought the things, in whatever way the keys were typed.

Rows that state a class of asset come first. One that states none is taken while its entry still lacks rows; one that
says it is no asset, or that somebody else paid, only where nothing else tells of the entry: an invoice may hold both.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from funds.entry.names import fold, invoice_key
from funds.entry.record import Record
from funds.statements.materials import Material

__all__ = ["ACCOUNT_OF", "granted", "tied", "worth"]

#: The account that each class of asset stands on.
ACCOUNT_OF: Final = {"general": "162", "open": "162", "special": "162", "software": "171"}
_CLASSED, _UNCLASSED, _OTHERWISE = range(3)
_BETWEEN: Final = re.compile(r"[、，,；;/\s]+")
_WORDS: Final = re.compile(r"字|记账|凭证|第|号|\s")
_VOUCHER: Final = re.compile(r"([^\W\d_]*)[-_#.:]*(\d{1,9})")

_Same = Callable[[Record, Material], bool]


def tied(costs: Mapping[int, int], bought: Sequence[Record], rows: Sequence[Material]) -> dict[int, list[Material]]:
    """Tie rows to entries: by invoice and voucher, by invoice, by voucher, by day and amount.

    `costs` is what the accounts hold of each entry, in fen; a row is tied once.
    """
    found: dict[int, list[Material]] = {record.number: [] for record in bought}
    left = list(rows)
    for rank, ways in _WAYS.items():
        for same in ways:
            for row in [row for row in left if _rank(row) == rank]:
                fits = [one.number for one in bought if same(one, row)]
                wary = _OTHERWISE if same is _amount else rank
                fits = [number for number in fits if _open(wary, costs[number], found[number])]
                if fits:
                    found[max(fits, key=lambda number: _fit(row, costs[number], found[number]))].append(row)
                    left.remove(row)
    return found


def granted(row: Material) -> bool:
    """Tell whether the grant paid for a thing: as the row says, or else where it names a fund."""
    return str(row.fields.get("source", "grant" if row.fund else "other")) == "grant"


def worth(row: Material) -> int:
    """Give what a row of the equipment ledger says its things cost: the amount, else quantity by unit price, in fen."""
    if row.amount is not None:
        return row.amount
    return int(row.fields.get("quantity", 1)) * int(row.fields.get("unit_price", 0))


def _rank(row: Material) -> int:
    asset = str(row.fields.get("asset", ""))
    if row.fields.get("source", "grant") != "grant" or asset not in {"", *ACCOUNT_OF}:
        return _OTHERWISE
    return _CLASSED if asset else _UNCLASSED


def _open(rank: int, cost: int, rows: Sequence[Material]) -> bool:
    """Tell whether an entry still takes a row of a rank."""
    return not rows or rank == _CLASSED or (rank == _UNCLASSED and sum(map(worth, rows)) < cost)


def _fit(row: Material, cost: int, rows: Sequence[Material]) -> tuple[bool, bool]:
    """Rank an entry for a row: what it still lacks covers the row; it is just what the row says."""
    return sum(map(worth, rows)) + worth(row) <= cost, worth(row) == cost


def _both(record: Record, row: Material) -> bool:
    return _invoice(record, row) and _voucher(record, row)


def _invoice(record: Record, row: Material) -> bool:
    """Tell whether a row names an invoice of the entry; the code may be missing on one side."""
    named = [invoice_key(row.invoice_code, each) for each in _BETWEEN.split(row.invoice_number) if each]
    keys = [invoice_key(each.code, each.number) for each in record.invoices if each.number]
    return any(
        ours[1] == theirs[1] and (ours[0] == theirs[0] or not ours[0] or not theirs[0])
        for ours in named
        for theirs in keys
    )


def _voucher(record: Record, row: Material) -> bool:
    if not (row.voucher and record.voucher and row.date[:4] == str(record.date.year)):
        return False
    ours, theirs = _key(row.voucher), _key(record.voucher)
    return ours[1] == theirs[1] and (ours[0] == theirs[0] or not ours[0] or not theirs[0])


def _key(voucher: str) -> tuple[str, str]:
    """Give the word and the number of a voucher: 记-15, 记字第0015号 and 15 are one."""
    plain = _WORDS.sub("", unicodedata.normalize("NFKC", voucher)).upper()
    found = _VOUCHER.fullmatch(plain)
    return (found[1], found[2].lstrip("0")) if found else ("", plain)


def _amount(record: Record, row: Material) -> bool:
    """Tell whether amount and supplier fit, where the row names neither invoice nor voucher."""
    payee = fold(str(row.fields.get("payee", "")))
    fits = worth(row) == record.amount and payee in {"", fold(record.payee)}
    return fits and not (row.voucher or row.invoice_number) and granted(row)


#: The ways in which rows of each rank are tied, the surest first.
_WAYS: Final[Mapping[int, tuple[_Same, ...]]] = {
    _CLASSED: (_both, _invoice, _voucher, _amount),
    _UNCLASSED: (_both, _invoice, _voucher, _amount),
    _OTHERWISE: (_both, _invoice, _voucher),
}
