"""The lines (分录) that each kind of record makes, by the union chart; nothing here is typed by hand.

Red letter keeps its side: a refund lowers the expense on the debit side. An expense of an earlier
year is undone through 32101 年初余额调整, in blue (会计基础工作规范 §51(五), 财政部令98号).
"""

from collections.abc import Iterable
from typing import Final

from funds.chart import is_expense
from funds.entry.days import lowest
from funds.entry.record import Line, Record, Side
from funds.entry.story import Story
from funds.law.values import Use

__all__ = ["lay"]

#: A class left open is a general asset until somebody decides.
_ASSET: Final = {"general": "162", "open": "162", "special": "162", "software": "171"}
_FUND_OF: Final = {"162": "30104", "171": "30105"}


def lay(record: Record, story: Story, use: Use | None) -> tuple[Line, ...]:
    """Give the lines of a record, from its kind, amounts (fen) and the fund's story before it.

    `use` is the programme's use that `record.purpose` names, for the expense accounts it maps to.
    Kinds that move no money have no lines.
    """
    match record.kind:
        case "receive":
            return tuple(_receive(record, story))
        case "receivable":
            return (_line("13101", "debit", record.amount), _line("40302", "credit", record.amount))
        case "spend":
            return tuple(_spend(record, story, use))
        case "refund":
            return (_line(_money(record), "debit", record.amount), *_undo_expense(record, story, use))
        case "disallow":
            return tuple(_disallow(record, story, use))
        case "recover":
            return (_line(_money(record), "debit", record.amount), _line("135", "credit", record.amount))
        case "return":
            return tuple(_return(record, story))
        case "reverse":
            return tuple(_reverse(record, story))
        case _:
            return ()


def _line(account: str, side: Side, fen: int, detail: str = "") -> Line:
    return Line(account=account, side=side, fen=fen, detail=detail)


def _money(record: Record) -> str:
    return "101" if record.paid_by == "cash" else "102"


def _pay(record: Record, story: Story, fen: int) -> Iterable[Line]:
    """Pay out; what is lacking in the cash box is drawn from the bank first (提取现金), and the other way round (存现)."""
    money, other = ("101", "102") if record.paid_by == "cash" else ("102", "101")
    banked = story.balance - story.cash
    held, elsewhere = (story.cash, fen) if record.paid_by == "cash" else (banked, max(story.cash, 0))
    moved = min(max(fen - max(held, 0), 0), elsewhere)
    if moved:
        yield _line(money, "debit", moved)
        yield _line(other, "credit", moved)
    yield _line(_money(record), "credit", fen)


def _receive(record: Record, story: Story) -> Iterable[Line]:
    yield _line(_money(record), "debit", record.amount)
    standing = lowest(story.receivable_days, story.receivable, record.date)
    owed = min(max(standing, 0), record.amount)
    if owed:
        yield _line("13101", "credit", owed)
    if record.amount - owed:
        yield _line("40302", "credit", record.amount - owed)


def _expense(record: Record, use: Use | None) -> str:
    if use is None:
        return "50303"
    match record.asset:
        case "general" | "open":
            return use.general
        case "special":
            return use.special
        case "software":
            return use.software
        case _:
            return use.expense


def _expense_of(posted: Record, use: Use | None) -> str:
    """Give the account that an entry was expensed to, whatever the law maps its use to today."""
    return next((line.account for line in posted.lines if is_expense(line.account)), _expense(posted, use))


def _asset_legs(asset: str, fen: int) -> Iterable[Line]:
    account = _ASSET.get(asset)
    if account:
        yield _line(account, "debit", fen)
        yield _line(_FUND_OF[account], "credit", fen)


def _spend(record: Record, story: Story, use: Use | None) -> Iterable[Line]:
    if record.refers:  # the retention of an earlier entry is paid out
        yield _line("215", "debit", record.amount)
        yield from _pay(record, story, record.amount)
        return
    yield _line(_expense(record, use), "debit", record.amount)
    if record.amount - record.retained:
        yield from _pay(record, story, record.amount - record.retained)
    if record.retained:
        yield _line("215", "credit", record.retained)
    yield from _asset_legs(record.asset, record.amount)


def _undo_expense(record: Record, story: Story, use: Use | None) -> Iterable[Line]:
    """Undo an expense in red on its own account, or through 32101 where its year is over."""
    item = story.items.get(record.refers)
    undone = item.record if item else record
    if undone.date.year < record.date.year:
        yield _line("32101", "credit", record.amount, "corrections")
    else:
        yield _line(_expense_of(undone, use), "debit", -record.amount)
    if item:
        yield from _asset_legs(undone.asset, -record.amount)


def _disallow(record: Record, story: Story, use: Use | None) -> Iterable[Line]:
    yield _line("135", "debit", record.amount)
    if record.refers:
        yield from _undo_expense(record, story, use)
    else:
        yield from _pay(record, story, record.amount)


def _return(record: Record, story: Story) -> Iterable[Line]:
    """Give back unspent money: the newest is returned, since the oldest is spent first.

    Red letter takes back only what this year's income (40302) holds; the rest is of earlier years.
    """
    fresh = story.income.get(record.date.year, 0)
    same = min(max(fresh, 0), record.amount)
    if same:
        yield _line("40302", "credit", -same)
    if record.amount - same:
        yield _line("32101", "debit", record.amount - same, "returns")
    yield from _pay(record, story, record.amount)


def _reverse(record: Record, story: Story) -> Iterable[Line]:
    """Negate each line; income and expense of an earlier year go through 32101, in blue."""
    item = story.items.get(record.refers)
    if item is None:
        return
    late = item.record.date.year < record.date.year
    for line in item.record.lines:
        if late:
            yield _blue(line)
        else:
            yield _line(line.account, line.side, -line.fen, line.detail)


def _blue(line: Line) -> Line:
    undone = -line.fen if line.side == "debit" else line.fen
    side: Side = "debit" if undone > 0 else "credit"
    if line.account[0] in "45":
        return _line("32101", side, abs(undone), "corrections")
    return _line(line.account, side, abs(undone), line.detail)
