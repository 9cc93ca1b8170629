"""An asset card (资产卡片), and what is wrong with it: the equipment ledger (设备台账) held against account 162 or 171.

All amounts in fen.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from funds.entry.record import Verdict
from funds.finding import note, review
from funds.money import yuan
from funds.statements.materials import Material
from funds.statements.tied import ACCOUNT_OF, worth

__all__ = ["Card", "Limits", "found_with", "numbered_twice"]

_NONE: Final = "none"
_SYSTEM_32: Final = "工会会计制度（财会〔2021〕7号）第三十二条"
_COUNTED: Final = "工会会计制度（财会〔2021〕7号）：固定资产每年至少盘点一次"
_CARD: Final = "工作区政策第三条（附件要求）：固定资产卡片"

#: From what price of a piece, in fen, each class of asset is registered on a day.
Limits = Callable[[dt.date], Mapping[str, int]]


class Card(NamedTuple):
    """A card: the fund's entry that made it (0 where only the ledger knows the thing), and what is known of it.

    `cost` is what account 162 or 171 holds of it, `listed` what the ledger's rows in use say, `gone` what those
    disposed of say; `rows` are their numbers. `disposed` is ISO, empty while any of it is in use; `pieces` names the
    rows disposed of, `left` their days. `unclassed` says that a row states no class of asset, `otherwise` what
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
    gone: int = 0
    pieces: str = ""
    left: str = ""


def found_with(card: Card, day: dt.date, limits: Limits) -> Iterable[Verdict]:
    """Say what is wrong with a card on a day: each difference between account and ledger is of one finding."""
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
    still = min(max(card.cost - card.listed, 0), card.gone)
    if card.listed + still != card.cost:
        told = {"booked": yuan(card.cost), "listed": yuan(card.listed + still)}
        yield review("card-differs", abs(card.cost - card.listed - still), _SYSTEM_32, **facts, **told)
    if not card.place or not card.keeper:
        yield note("card-no-keeper", card.cost, _CARD, **facts)
    if still:
        yield review("card-disposed", still, _SYSTEM_32, **facts, day=card.left, pieces=card.pieces)
    if not card.disposed and _overdue(card, day):
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


def numbered_twice(fund: str, cards: Sequence[Card], rows: Iterable[Material]) -> Iterable[Verdict]:
    """Say which card numbers (资产卡片号) stand in several rows: a card is of one thing.

    `rows` are those of the studio; a number is told where it stands on a card of the fund, with the first such card.
    Questioned is what the rows after the first say.
    """
    same: dict[str, list[Material]] = {}
    for row in rows:
        if key := _key(str(row.fields.get("card", ""))):
            same.setdefault(key, []).append(row)
    for some in same.values():
        numbers = {row.place for row in some}
        mine = [card for card in cards if not numbers.isdisjoint((card.studio, "equipment", at) for at in card.rows)]
        if len(some) > 1 and mine:
            facts = {"card": mine[0].card, "name": mine[0].name, "fund": fund, "entry": mine[0].number}
            told = {"said": str(some[0].fields["card"]), "rows": ", ".join(named(row) for row in some)}
            yield review("card-number-twice", sum(map(worth, some[1:])), _CARD, **facts, **told)


def named(row: Material) -> str:
    """Name a row as its ledger does: the user's own number, or its number there."""
    return row.own_id or str(row.number)


def _key(card: str) -> str:
    """Fold a card number: width, case and spaces do not tell cards apart; dashes do."""
    return "".join(unicodedata.normalize("NFKC", card).casefold().split())
