"""Asset cards (资产卡片): what each fund bought that is an asset, where it stands and who keeps it.

A card is made by an entry of the fund that debits 162 固定资产 (or 171 无形资产 for software); what it cost is what
these accounts still hold of it after refunds, disallowances and reversals. The equipment ledger (设备台账) tells the
rest, and must agree with the account: where it does not, that is a finding with the amount. All amounts in fen.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from funds.entry.names import fold, invoice_key
from funds.entry.record import Record, Verdict
from funds.finding import note, review
from funds.money import yuan
from funds.statements.materials import Material, standing

__all__ = ["ACCOUNTS", "Card", "Cards", "cards_of", "worth"]

#: The accounts that assets stand on.
ACCOUNTS: Final = ("162", "171")
_ACCOUNT_OF: Final = {"general": "162", "open": "162", "special": "162", "software": "171"}
_SYSTEM_32: Final = "工会会计制度（财会〔2021〕7号）第三十二条"
_COUNTED: Final = "工会会计制度（财会〔2021〕7号）：固定资产每年至少盘点一次"
_CARD: Final = "工作区政策第三条（附件要求）：固定资产卡片"


class Card(NamedTuple):
    """A card: the fund's entry that made it (0 where only the ledger knows the thing), and what is known of it.

    `cost` is what account 162 or 171 holds of it, `listed` what the ledger's rows say; `rows` are their numbers.
    `disposed` is ISO, empty while it is in use.
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


class Cards(NamedTuple):
    """A fund's cards, the sums by account (fen) in the book and in the ledger, and what was found."""

    fund: str
    cards: tuple[Card, ...]
    booked: Mapping[str, int]
    listed: Mapping[str, int]
    findings: tuple[Verdict, ...]


def cards_of(
    fund: str, studio: str, chain: Iterable[Record], rows: Iterable[Material], day: dt.date, *, loose: bool = False
) -> Cards:
    """Make the cards of one fund from its records in order and its studio's ledger rows, as they stand on a day.

    `loose` takes in the rows that say the grant paid, and not which fund.
    """
    records = [record for record in chain if record.date <= day]
    funds = {fund, ""} if loose else {fund}
    stands = [row for row in standing(rows) if row.fund in funds and _ours(row) and row.date <= day.isoformat()]
    costs = _costs(records)
    bought = [record for record in records if record.number in costs]
    found = _tied(bought, stands)
    made = [
        _card(record, studio, costs[record.number], found[record.number])
        for record in bought
        if costs[record.number] or found[record.number]
    ]
    taken = {row.place for some in found.values() for row in some}
    made += [_unbooked(fund, row) for row in stands if row.place not in taken]
    booked = {account: _held(records, account) for account in ACCOUNTS}
    listed = {account: sum(card.listed for card in made if card.account == account) for account in ACCOUNTS}
    findings = tuple(finding for card in made for finding in _found(card, day))
    return Cards(fund, tuple(made), booked, listed, findings)


def _ours(row: Material) -> bool:
    """Tell whether a row is of an asset that the grant paid for."""
    source = row.fields.get("source", "grant" if row.fund else "other")
    return row.ledger == "equipment" and source == "grant" and row.fields.get("asset", "") in _ACCOUNT_OF


def _tied(bought: Sequence[Record], rows: Sequence[Material]) -> dict[int, list[Material]]:
    """Tie the ledger's rows to the entries: by invoice and voucher, by invoice, by voucher, by day and amount."""
    found: dict[int, list[Material]] = {record.number: [] for record in bought}
    left = list(rows)
    for same, alone in ((_both, False), (_invoice, False), (_voucher, False), (_amount, True)):
        for record in bought:
            fits = [] if alone and found[record.number] else [row for row in left if same(record, row)]
            for row in fits[:1] if alone else fits:
                found[record.number].append(row)
                left.remove(row)
    return found


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


def _both(record: Record, row: Material) -> bool:
    return _invoice(record, row) and _voucher(record, row)


def _invoice(record: Record, row: Material) -> bool:
    invoices = {invoice_key(each.code, each.number) for each in record.invoices if each.number}
    return bool(row.invoice_number) and invoice_key(row.invoice_code, row.invoice_number) in invoices


def _voucher(record: Record, row: Material) -> bool:
    return bool(row.voucher) and row.voucher == record.voucher and row.date[:4] == str(record.date.year)


def _amount(record: Record, row: Material) -> bool:
    """Tell whether amount and supplier fit, where the row names neither invoice nor voucher."""
    payee = fold(str(row.fields.get("payee", "")))
    return worth(row) == record.amount and payee in {"", fold(record.payee)} and not (row.voucher or row.invoice_number)


def worth(row: Material) -> int:
    """Give what a row of the equipment ledger says its things cost: the amount, else quantity by unit price, in fen."""
    if row.amount is not None:
        return row.amount
    return int(row.fields.get("quantity", 1)) * int(row.fields.get("unit_price", 0))


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
    unit = int(fields.get("unit_price", 0))
    made = Card(
        fund, 0, row.studio, "", row.date, row.title, _ACCOUNT_OF[asset], asset, int(fields.get("quantity", 1)),
        unit, 0, worth(row), str(fields.get("payee", "")),
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
    )


def _found(card: Card, day: dt.date) -> Iterable[Verdict]:
    """Say what is wrong with a card."""
    facts = {"card": card.card, "name": card.name, "account": card.account, "fund": card.fund, "entry": card.number}
    if not card.number:
        yield review("card-not-booked", card.listed, _SYSTEM_32, **facts)
        return
    if not card.rows:
        yield review("card-not-listed", card.cost, _CARD, **facts)
        return
    if card.listed != card.cost:
        told = {"booked": yuan(card.cost), "listed": yuan(card.listed)}
        yield review("card-differs", abs(card.listed - card.cost), _SYSTEM_32, **facts, **told)
    if not card.place or not card.keeper:
        yield note("card-no-keeper", card.cost, _CARD, **facts)
    if card.disposed:
        yield review("card-disposed", card.cost, _SYSTEM_32, **facts, day=card.disposed)
    elif _overdue(card, day):
        yield note("card-not-counted", card.cost, _COUNTED, **facts, counted=card.counted or "-")


def _overdue(card: Card, day: dt.date) -> bool:
    """Tell whether a year has passed since the thing was counted, or else since it was bought."""
    last = dt.date.fromisoformat(max(card.counted, card.date))
    return (day - last).days > 366  # noqa: PLR2004  a year and a day, so that the same day next year is in time
