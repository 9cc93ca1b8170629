"""Asset cards (资产卡片): what each fund bought that is an asset, where it stands and who keeps it.

A card is made by an entry of the fund that debits 162 固定资产 (or 171 无形资产 for software); what it cost is what
these accounts still hold of it after refunds, disallowances and reversals. The equipment ledger (设备台账) tells the
rest, and must agree with the account: where it does not, that is a finding with the amount. All amounts in fen.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from funds.entry.record import Record, Verdict
from funds.statements.carded import Card, Limits, found_with, named, numbered_twice
from funds.statements.materials import Material, standing
from funds.statements.tied import ACCOUNT_OF, granted, tied, worth

__all__ = ["ACCOUNTS", "Card", "Cards", "Limits", "cards_of"]

#: The accounts that assets stand on.
ACCOUNTS: Final = ("162", "171")


class Cards(NamedTuple):
    """A fund's cards, the sums by account (fen) in the book and in the ledger, and what was found."""

    fund: str
    cards: tuple[Card, ...]
    booked: Mapping[str, int]
    listed: Mapping[str, int]
    findings: tuple[Verdict, ...]


def cards_of(
    fund: str,
    studio: str,
    chain: Iterable[Record],
    rows: Iterable[Material],
    day: dt.date,
    limits: Limits,
    *,
    loose: bool = False,
) -> Cards:
    """Make the cards of one fund from its records in order and its studio's ledger rows, as they stand on a day.

    A row that names no fund is taken where invoice or voucher tie it to an entry; `loose` takes in those too that only
    say the grant paid. `limits` tells which things should be on an account though nothing says so.
    """
    records = [record for record in chain if record.date <= day]
    every = _as_of(rows, day.isoformat())
    stands = [
        row for row in every if row.fund == fund or (not row.fund and (loose or row.voucher or row.invoice_number))
    ]
    costs = _costs(records)
    bought = [record for record in records if record.number in costs]
    found = tied(costs, bought, stands)
    made = [
        _card(record, studio, costs[record.number], found[record.number])
        for record in bought
        if costs[record.number] or found[record.number]
    ]
    taken = {row.place for some in found.values() for row in some}
    ours = [row for row in stands if granted(row) and (row.fund or loose) and row.place not in taken]
    made += [_unbooked(fund, row) for row in ours if _registered(row, limits)]
    booked = {account: _held(records, account) for account in ACCOUNTS}
    listed = {account: sum(card.listed for card in made if card.account == account) for account in ACCOUNTS}
    findings = (*(one for card in made for one in found_with(card, day, limits)), *numbered_twice(fund, made, every))
    return Cards(fund, tuple(made), booked, listed, findings)


def _as_of(rows: Iterable[Material], day: str) -> list[Material]:
    """Give the rows of equipment that stand, without the counts and disposals of later days.

    Each yearly count is written over the one before; the last that was held by the day is that of a replaced row.
    """
    every = [row for row in rows if row.ledger == "equipment"]
    by = {row.place: row for row in every}
    return [row._replace(fields=_fields(row, by, day)) for row in standing(every) if row.date <= day]


def _fields(row: Material, by: Mapping[tuple[str, str, int], Material], day: str) -> dict[str, str | int]:
    later = {"disposed", "disposal"} if str(row.fields.get("disposed", "")) > day else set()
    fields = {key: value for key, value in row.fields.items() if key not in later}
    earlier: Material | None = row
    while earlier and str(earlier.fields.get("counted", "")) > day:
        earlier = by.get((row.studio, row.ledger, earlier.replaces))
    if "counted" in fields:
        fields["counted"] = earlier.fields.get("counted", "") if earlier else ""
    return fields


def _registered(row: Material, limits: Limits) -> bool:
    """Tell whether a thing that no entry put on an account belongs there: its class and price say so."""
    asset, known = str(row.fields.get("asset", "")), limits(dt.date.fromisoformat(row.date))
    lowest = min(known.values(), default=None)
    if asset in ACCOUNT_OF:
        limit = known.get(asset, lowest)
        return limit is None or not _piece(row) or _piece(row) >= limit
    return lowest is not None and _piece(row) >= lowest


def _piece(row: Material) -> int:
    """Give the price of one piece in fen: the one stated, or what amount and quantity come to, if that is more."""
    return max(int(row.fields.get("unit_price", 0)), (row.amount or 0) // max(int(row.fields.get("quantity", 1)), 1))


def _costs(records: Sequence[Record]) -> dict[int, int]:
    """Give what the accounts hold of each entry that put something on them, in fen."""
    costs: dict[int, int] = {}
    root: dict[int, int] = {}
    for record in records:
        change = sum(_change(record, account) for account in ACCOUNTS)
        origin = root.get(record.refers, record.number)
        root[record.number] = origin
        if change and (origin == record.number or origin in costs):
            costs[origin] = costs.get(origin, 0) + change
    return costs


def _change(record: Record, account: str) -> int:
    return sum(line.fen if line.side == "debit" else -line.fen for line in record.lines if line.account == account)


def _held(records: Iterable[Record], account: str) -> int:
    return sum(_change(record, account) for record in records)


def _texts(rows: Sequence[Material], key: str) -> str:
    said = dict.fromkeys(str(row.fields[key]) for row in rows if row.fields.get(key))
    return "；".join(said)


def _card(record: Record, studio: str, cost: int, rows: Sequence[Material]) -> Card:
    account = "171" if record.asset == "software" else "162"
    item = "；".join(each.item for each in record.invoices if each.item)
    quantity = sum(int(row.fields.get("quantity", 1)) for row in rows) if rows else record.quantity or 1
    return _with(
        Card(
            record.fund, record.number, studio, f"{record.fund}-{record.number:03d}", record.date.isoformat(),
            _texts(rows, "name") or record.memo or item, account, record.asset, quantity, record.unit_price, cost,
            sum(worth(row) for row in rows if not _disposed(row)), record.payee,
        ),
        rows,
    )  # fmt: skip


def _unbooked(fund: str, row: Material) -> Card:
    fields, asset = row.fields, str(row.fields.get("asset", ""))
    made = Card(
        fund, 0, row.studio, "", row.date, row.title, ACCOUNT_OF.get(asset, "162"), asset, int(fields.get("quantity", 1)),
        _piece(row), 0, worth(row), str(fields.get("payee", "")),
    )  # fmt: skip
    return _with(made, [row])


def _with(card: Card, rows: Sequence[Material]) -> Card:
    """Add what only the ledger knows. Things in use are counted, and all are disposed of, when the last of them is."""
    gone = [row for row in rows if _disposed(row)]
    used = [row for row in rows if not _disposed(row)] or rows
    return card._replace(
        card=_texts(rows, "card") or card.card,
        model=_texts(rows, "model"),
        place=_texts(rows, "place"),
        keeper=_texts(rows, "keeper"),
        counted=min((str(row.fields.get("counted", "")) for row in used), default=""),
        disposed=max(map(_disposed, gone)) if gone and len(gone) == len(rows) else "",
        disposal=_texts(rows, "disposal"),
        rows=tuple(row.number for row in rows),
        unclassed=not all(row.fields.get("asset") for row in rows),
        otherwise=tuple(dict.fromkeys(said for row in rows for said in _against(card.account, row)))
        if card.number
        else (),
        gone=sum(map(worth, gone)),
        pieces=", ".join(map(named, gone)),
        left=", ".join(dict.fromkeys(map(_disposed, gone))),
    )


def _disposed(row: Material) -> str:
    return str(row.fields.get("disposed", ""))


def _against(account: str, row: Material) -> Iterable[str]:
    """Give what a row says that does not agree with the account that its thing stands on."""
    asset, source = str(row.fields.get("asset", "")), str(row.fields.get("source", "grant"))
    if asset and ACCOUNT_OF.get(asset) != account:
        yield f"asset:{asset}"
    if source != "grant":
        yield f"source:{source}"
