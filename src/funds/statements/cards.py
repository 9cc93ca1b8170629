"""Asset cards (资产卡片): what each fund bought that is an asset, where it stands and who keeps it.

A card is made by an entry of the fund that debits 162 固定资产 (or 171 无形资产 for software); what it cost is what
these accounts still hold of it after refunds, disallowances and reversals. The equipment ledger (设备台账) tells the
rest, and must agree with the account: where it does not, that is a finding with the amount. All amounts in fen.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from funds.entry.record import Record, Verdict
from funds.finding import note, review
from funds.money import yuan
from funds.statements.materials import Material, standing
from funds.statements.tied import ACCOUNT_OF, granted, tied, worth

__all__ = ["ACCOUNTS", "Card", "Cards", "Limits", "cards_of"]

#: The accounts that assets stand on.
ACCOUNTS: Final = ("162", "171")
_NONE: Final = "none"
_SYSTEM_32: Final = "工会会计制度（财会〔2021〕7号）第三十二条"
_COUNTED: Final = "工会会计制度（财会〔2021〕7号）：固定资产每年至少盘点一次"
_CARD: Final = "工作区政策第三条（附件要求）：固定资产卡片"

#: From what price of a piece, in fen, each class of asset is registered on a day.
Limits = Callable[[dt.date], Mapping[str, int]]


class Card(NamedTuple):
    """A card: the fund's entry that made it (0 where only the ledger knows the thing), and what is known of it.

    `cost` is what account 162 or 171 holds of it, `listed` what the ledger's rows say; `rows` are their numbers.
    `disposed` is ISO, empty while it is in use. `unclassed` says that a row states no class of asset, `otherwise` what
    rows say against the account: ``asset:none``, ``asset:software``, ``source:unit``.
    """

    fund: str
    number: int
    studio: str
    card: str
    date: str
    name: str
    account: str
    asset: str
    quantity: int
    unit_price: int
    cost: int
    listed: int
    supplier: str = ""
    model: str = ""
    place: str = ""
    keeper: str = ""
    counted: str = ""
    disposed: str = ""
    disposal: str = ""
    rows: tuple[int, ...] = ()
    unclassed: bool = False
    otherwise: tuple[str, ...] = ()


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
    stands = [
        row
        for row in _as_of(rows, day.isoformat())
        if row.fund == fund or (not row.fund and (loose or row.voucher or row.invoice_number))
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
    findings = tuple(finding for card in made for finding in _found(card, day, limits))
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
            sum(map(worth, rows)), record.payee,
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
    """Add what only the ledger knows. Things are counted, or disposed of, when the last of them is."""
    days = {key: [str(row.fields.get(key, "")) for row in rows] for key in ("counted", "disposed")}
    return card._replace(
        card=_texts(rows, "card") or card.card,
        model=_texts(rows, "model"),
        place=_texts(rows, "place"),
        keeper=_texts(rows, "keeper"),
        counted=min(days["counted"], default=""),
        disposed=max(days["disposed"]) if days["disposed"] and all(days["disposed"]) else "",
        disposal=_texts(rows, "disposal"),
        rows=tuple(row.number for row in rows),
        unclassed=not all(row.fields.get("asset") for row in rows),
        otherwise=tuple(dict.fromkeys(said for row in rows for said in _against(card.account, row)))
        if card.number
        else (),
    )


def _against(account: str, row: Material) -> Iterable[str]:
    """Give what a row says that does not agree with the account that its thing stands on."""
    asset, source = str(row.fields.get("asset", "")), str(row.fields.get("source", "grant"))
    if asset and ACCOUNT_OF.get(asset) != account:
        yield f"asset:{asset}"
    if source != "grant":
        yield f"source:{source}"


def _found(card: Card, day: dt.date, limits: Limits) -> Iterable[Verdict]:
    """Say what is wrong with a card."""
    facts = {"card": card.card, "name": card.name, "account": card.account, "fund": card.fund, "entry": card.number}
    if not card.number:
        yield _unregistered(card, limits, facts)
        return
    if not card.rows:
        yield review("card-not-listed", card.cost, _CARD, **facts)
        return
    if card.otherwise:
        yield review("card-otherwise", card.cost, _SYSTEM_32, **facts, said=",".join(card.otherwise))
    elif card.unclassed:
        yield note("card-no-class", card.cost, _SYSTEM_32, **facts)
    if card.listed != card.cost:
        told = {"booked": yuan(card.cost), "listed": yuan(card.listed)}
        yield review("card-differs", abs(card.listed - card.cost), _SYSTEM_32, **facts, **told)
    if not card.place or not card.keeper:
        yield note("card-no-keeper", card.cost, _CARD, **facts)
    if card.disposed:
        yield review("card-disposed", card.cost, _SYSTEM_32, **facts, day=card.disposed)
    elif _overdue(card, day):
        yield note("card-not-counted", card.cost, _COUNTED, **facts, counted=card.counted or "-")


def _unregistered(card: Card, limits: Limits, facts: Mapping[str, object]) -> Verdict:
    """Say that a thing is on no account: by the class that its row states, or by its price alone."""
    if card.asset in ACCOUNT_OF:
        return review("card-not-booked", card.listed, _SYSTEM_32, **facts)
    known = limits(dt.date.fromisoformat(card.date)).values()
    say = note if card.asset == _NONE and card.unit_price < max(known) else review
    told = {"piece": yuan(card.unit_price), "limit": yuan(min(known))}
    return say("card-unregistered", card.listed, _SYSTEM_32, **facts, **told)


def _overdue(card: Card, day: dt.date) -> bool:
    """Tell whether a year has passed since the thing was counted, or else since it was bought."""
    last = dt.date.fromisoformat(max(card.counted, card.date))
    return (day - last).days > 366  # noqa: PLR2004  a year and a day, so that the same day next year is in time
