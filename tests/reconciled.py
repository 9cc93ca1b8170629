"""A small fund to reconcile, and hand-made rows."""

import datetime as dt
from collections.abc import Sequence

from funds.reconcile.result import Result
from funds.reconcile.run import reconcile
from funds.reconcile.settings import Settings
from funds.reconcile.sides import BankLine, Entry, Kept, Material

SHOP = "榕城永固五金店"
DAY = dt.date(2023, 5, 10)
LATER = dt.date(2030, 1, 1)


def day(after: int) -> dt.date:
    """Give a day so many after the tenth of May."""
    return DAY + dt.timedelta(after)


def entry(number: int, fen: int, after: int = 0, payee: str = SHOP, voucher: str = "", invoice: str = "") -> Entry:
    """Make a spending of so many fen."""
    invoices = (("", invoice),) if invoice else ()
    return Entry(number, day(after), -fen, fen, "spend", payee, voucher, invoices, "transfer")


def row(name: str, fen: int | None, after: int = 0, shop: str = SHOP, voucher: str = "", invoice: str = "") -> Material:
    """Make a material row."""
    return Material(name, "equipment", day(after), fen, ("", invoice), voucher, shop)


def line(name: str, fen: int, after: int = 0, shop: str = SHOP, text: str = "", voucher: str = "") -> BankLine:
    """Make a bank line."""
    return BankLine(name, day(after), fen, shop, text, voucher)


def run(
    entries: Sequence[Entry],
    material: Sequence[Material] = (),
    bank: Sequence[BankLine] = (),
    kept: Sequence[Kept] = (),
    settings: Settings | None = None,
) -> Result:
    """Reconcile them as of a day after all."""
    return reconcile("JY2022-001", LATER, entries, material, bank, kept, settings or Settings())


def told(result: Result) -> list[tuple[str, tuple[int, ...], tuple[str, ...]]]:
    """Give stage, entries and rows of what is agreed, in order."""
    return [(one.stage, one.entries, one.material + one.bank) for one in result.agreed]


def left(result: Result) -> dict[int | str, set[str]]:
    """Give the classes of everything left."""
    found: dict[int | str, set[str]] = {}
    for one in (*result.entries, *result.material, *result.bank):
        found.setdefault(one.id, set()).add(one.cls)
    return found
