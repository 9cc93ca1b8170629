"""Bank accounts (银行账户) and the lines of their statements: their order, and the gaps between statements.

Amounts are in fen. A line's `fen` is above zero for money in and below zero for money out; what banks call
借 (debit) is money out, 贷 (credit) money in, for a bank's words are said from the bank's side.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

__all__ = [
    "ANOTHER",
    "MARKS",
    "NONE",
    "Account",
    "BankLine",
    "Gap",
    "Mark",
    "Sorted",
    "Void",
    "account_digits",
    "gaps",
    "in_order",
    "sorted_lines",
]

#: What a line may be marked as that is not its fund's; `NONE` takes a mark back.
MARKS: Final = ("interest", "fee", "other")
NONE: Final = "none"
#: The number of a line being brought in of which a person says that it is none of those kept.
ANOTHER: Final = -1


class Account(NamedTuple):
    """A declared bank account as it now stands; `dedicated` (专户) holds grants only, `funds` are their codes."""

    number: str
    holder: str
    bank: str = ""
    dedicated: bool = False
    funds: tuple[str, ...] = ()
    version: int = 0


class BankLine(NamedTuple):
    """A line of a bank statement. Serial and voucher are as the bank printed them; `own_id` is the user's own.

    `balance` is what stood on the account after it, None where the statement does not say. `seq` is 0 until
    it is kept; or, of a line being brought in, the number of the kept one that a person says it is, or `ANOTHER`. `file` is the SHA-256 of the statement; `name`, `sheet` and `row` say where in it the line is;
    `until` is the ISO day up to which it says that it reaches, or empty.
    """

    account: str
    seq: int
    date: str
    fen: int
    balance: int | None = None
    counterparty: str = ""
    counter_account: str = ""
    text: str = ""
    serial: str = ""
    voucher: str = ""
    own_id: str = ""
    file: str = ""
    name: str = ""
    sheet: str = ""
    row: int = 0
    maker: str = ""
    moment: str = ""
    until: str = ""

    @property
    def opening(self) -> int | None:
        """What stood on the account before it, in fen; None where that is not known."""
        return None if self.balance is None else self.balance - self.fen


class Mark(NamedTuple):
    """A line that is not its fund's: interest, fee or other, and why; the newest of a line counts."""

    account: str
    seq: int
    version: int
    kind: str
    reason: str
    maker: str
    moment: str
    login: str = ""


class Void(NamedTuple):
    """A line taken out of account: it stays where it is, and takes part in nothing any more. Who, when and why."""

    account: str
    seq: int
    reason: str
    maker: str
    login: str = ""
    moment: str = ""


class Gap(NamedTuple):
    """A place where a line does not begin with what the line before it left: a statement is missing between them."""

    before: BankLine
    after: BankLine
    stood: int

    @property
    def fen(self) -> int:
        """What moved unseen between the two, in fen; it may be nought on balance and yet hide lines."""
        return (self.after.opening or 0) - self.stood


class Sorted(NamedTuple):
    """Lines in the order of time, and the gaps among them."""

    lines: list[BankLine]
    gaps: list[Gap]


def account_digits(text: str) -> str:
    """Give an account's number as it is compared: its letters, digits and * only."""
    return re.sub(r"[^0-9A-Z*]", "", unicodedata.normalize("NFKC", text).upper())


def gaps(lines: Iterable[BankLine]) -> list[Gap]:
    """Give the places where the running balance breaks, taking the lines in the order given.

    A line that states no balance is counted on; before the first balance nothing is known.
    """
    found: list[Gap] = []
    stood: int | None = None
    before: BankLine | None = None
    for line in lines:
        if before is not None and stood is not None and line.opening is not None and line.opening != stood:
            found.append(Gap(before, line, stood))
        if line.balance is not None:
            stood = line.balance
        elif stood is not None:
            stood += line.fen
        before = line
    return found


def sorted_lines(lines: Iterable[BankLine]) -> Sorted:
    """Put an account's lines, whatever order they were brought in, into the order of time.

    Within a day the balances say the order where all lines state one; else the order of bringing in counts.
    """
    ordered: list[BankLine] = []
    by_day = groupby(sorted(lines, key=lambda line: (line.date, line.seq)), key=lambda line: line.date)
    days = [list(group) for _day, group in by_day]
    stood = _before(days)
    for day in days:
        ordered += day if _follows(stood, day) else in_order(day, stood)
        stood = _counted(stood, ordered[-len(day) :])
    return Sorted(ordered, gaps(ordered))


def _before(days: Sequence[Sequence[BankLine]]) -> int | None:
    """Give what stood before the first day; None where it is not known.

    A day that ends as it began may be told from any of its balances on: the day after it says which is meant.
    """
    points: dict[int, None] | None = None
    for day in days:
        if any(line.balance is None for line in day):
            break
        openings = {line.opening or 0: None for line in day}
        if begins := _begins(day):
            return begins[0] if points is None or begins[0] in points else next(iter(points))
        met = openings if points is None else {point: None for point in points if point in openings}
        if not met:
            break
        points = met
    return next(iter(points)) if points else None


def _begins(day: Sequence[BankLine]) -> list[int]:
    """Give the balances from which more lines of a day lead away than come to; none where it ends as it began."""
    more: dict[int, int] = {}
    for line in day:
        opening, balance = line.opening or 0, line.balance or 0
        more[opening] = more.get(opening, 0) + 1
        more[balance] = more.get(balance, 0) - 1
    return [point for point, count in more.items() if count > 0]


def _counted(stood: int | None, day: Sequence[BankLine]) -> int | None:
    for line in day:
        stood = line.balance if line.balance is not None else None if stood is None else stood + line.fen
    return stood


def _follows(stood: int | None, day: Sequence[BankLine]) -> bool:
    """Tell whether the lines of a day follow each other, and what stood before them, as they are."""
    for line in day:
        if line.balance is None or (stood is not None and line.opening != stood):
            return False
        stood = line.balance
    return True


def in_order(day: Sequence[BankLine], stood: int | None) -> list[BankLine]:
    """Put the lines of one day in the order in which each begins with what the one before it left.

    Each line leads from one balance to another, so an order that uses every line once is a trail over
    all of them (Hierholzer). Where there is none, or a line states no balance, what follows is followed
    as far as it goes, and the rest keeps its order.
    """
    if any(line.balance is None for line in day):
        return list(day)
    leaving: dict[int, list[BankLine]] = {}
    for line in reversed(day):
        leaving.setdefault(line.opening or 0, []).append(line)
    begins = _begins(day)
    start = begins[0] if begins else stood if stood in leaving else day[0].opening
    trail = _trail(leaving, start or 0)
    fits = len(trail) == len(day) and not gaps(trail)
    return trail if fits else _followed(day, stood)


def _trail(leaving: dict[int, list[BankLine]], start: int) -> list[BankLine]:
    left = {point: list(lines) for point, lines in leaving.items()}
    stack: list[tuple[int, BankLine | None]] = [(start, None)]
    trail: list[BankLine] = []
    while stack:
        point, came = stack[-1]
        if left.get(point):
            line = left[point].pop()
            stack.append((line.balance or 0, line))
            continue
        stack.pop()
        if came is not None:
            trail.append(came)
    trail.reverse()
    return trail


def _followed(day: Sequence[BankLine], stood: int | None) -> list[BankLine]:
    """Follow the balances from line to line; where none follows, go on with the first that is left."""
    by: dict[int | None, list[int]] = {}
    for place in range(len(day) - 1, -1, -1):
        by.setdefault(day[place].opening, []).append(place)
    done: set[int] = set()
    order: list[BankLine] = []
    first = 0
    while len(order) < len(day):
        while first < len(day) and first in done:
            first += 1
        waiting = by.get(stood, [])
        while waiting and waiting[-1] in done:
            waiting.pop()
        place = waiting.pop() if waiting else first
        done.add(place)
        order.append(day[place])
        stood = day[place].balance
    return order
