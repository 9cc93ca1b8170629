"""The bank reconciliation of one account as of a day (银行存款余额调节表): book and bank, each adjusted, meet to the fen.

The book's side is what the funds hold on the account, and the rest: the union's other money, of which only the bank
tells. All amounts are in fen; what came in is positive.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from funds.reconcile.result import Agreed, Result
from funds.reconcile.sides import BankLine, Entry

__all__ = ["BankStatement", "Concern", "Item", "Reason", "Rest", "Share", "bank_statement"]

#: What no statement could show: it is in what stood before the first line, or there is no statement.
_UNSEEN: Final = frozenset({"before-statement", "no-statement"})
#: The lines that are the rest's, and as what of it they count.
_REST: Final[Mapping[str, str]] = {"other": "other", "other-money": "other", "interest": "interest", "fee": "fee"}


class Share(NamedTuple):
    """A fund on the account: how it was held against the account's lines, and its entries up to the day.

    An entry is on the account that its line is on. Those without a line are on this one where it is `home`: of a
    fund on several accounts one is.
    """

    result: Result
    entries: Sequence[Entry]
    home: bool = True


class Item(NamedTuple):
    """What one side has and the other has not yet: an entry by fund and number, or a line by its id (no fund).

    `fen` is without sign; `what` is the payee or the counterparty, `cls` the class under which it was left.
    """

    fund: str
    id: int | str
    date: dt.date
    fen: int
    voucher: str
    what: str
    cls: str


class Rest(NamedTuple):
    """The account's money that is no fund's, in fen: what stood there at first, and the lines that were set apart.

    `opening` is None where the statement does not say what stood before its first line. It is below zero where the
    funds' own entries from before come to more than the bank then held.
    """

    opening: int | None
    other: int = 0
    interest: int = 0
    fee: int = 0

    @property
    def total(self) -> int | None:
        """What the rest comes to; None where its opening is not known."""
        return None if self.opening is None else self.opening + self.other + self.interest + self.fee


class Reason(NamedTuple):
    """Why the two adjusted balances differ, and by how much of it in fen; None where no amount can be said.

    no-statement: there is no statement at all. no-balance: the statement does not say what stood before its first
    line, or at its end. gap: lines are missing from the statement. amounts-differ: a person took as one what
    differs in amount. other-account: entries were agreed with lines of this account and another.
    """

    code: Literal["no-statement", "no-balance", "gap", "amounts-differ", "other-account"]
    fen: int | None = None
    entries: tuple[tuple[str, int], ...] = ()
    lines: tuple[str, ...] = ()


class Concern(NamedTuple):
    """What an auditor would ask about: its code, and its fen, signed."""

    code: Literal["rest-below-zero", "dedicated-opening", "dedicated-other"]
    fen: int


class BankStatement(NamedTuple):
    """The reconciliation of an account. `funds` are their balances by code, in order; `closing` is the bank's.

    `bank_received` and `bank_paid` are lines that no entry stands for, `book_received` and `book_paid` entries that
    the bank does not show. The fen of the reasons add up to the difference. `dedicated` (专户) holds grants only.
    """

    account: str
    day: dt.date
    funds: tuple[tuple[str, int], ...]
    rest: Rest
    bank_received: tuple[Item, ...]
    bank_paid: tuple[Item, ...]
    closing: int | None
    book_received: tuple[Item, ...]
    book_paid: tuple[Item, ...]
    reasons: tuple[Reason, ...]
    dedicated: bool = False

    @property
    def concerns(self) -> tuple[Concern, ...]:
        """What must be looked into although both sides may meet: each by its code, with its fen.

        rest-below-zero: the account holds less than its funds should have there. dedicated-opening: what stood on a
        dedicated account before its first line is not what the funds had. dedicated-other: other money passed it.
        """
        rest = self.rest
        found = (
            Concern("rest-below-zero", min(rest.total or 0, 0)),
            Concern("dedicated-opening", self.dedicated * (rest.opening or 0)),
            Concern("dedicated-other", self.dedicated * rest.other),
        )
        return tuple(one for one in found if one.fen)

    @property
    def book(self) -> int | None:
        """The balance by the books: the funds' and the rest; None where the rest is not known."""
        rest = self.rest.total
        return None if rest is None else sum(fen for _fund, fen in self.funds) + rest

    @property
    def adjusted_book(self) -> int | None:
        """The book's balance with what only the bank has."""
        return None if self.book is None else self.book + _total(self.bank_received) - _total(self.bank_paid)

    @property
    def adjusted_bank(self) -> int | None:
        """The bank's balance with what only the books have."""
        return None if self.closing is None else self.closing + _total(self.book_received) - _total(self.book_paid)

    @property
    def difference(self) -> int | None:
        """By how much the book, adjusted, is above the bank, adjusted; None where either is not known."""
        book, bank = self.adjusted_book, self.adjusted_bank
        return None if book is None or bank is None else book - bank


def _total(items: Iterable[Item]) -> int:
    return sum(item.fen for item in items)


def bank_statement(
    account: str,
    day: dt.date,
    shares: Sequence[Share],
    lines: Sequence[BankLine],
    opening: int | None,
    closing: int | None,
    *,
    dedicated: bool = False,
) -> BankStatement:
    """Reconcile an account as of the end of a day: all of its lines, and the funds whose money is on it.

    `opening` is what stood before the first line, `closing` what the bank says stood at the end of the day; None
    where it does not say. The funds' results are of the same day; what is dated later takes no part. A line that is
    left over is told with several funds, and counts once.
    """
    lines = [line for line in lines if line.date <= day]
    own = {line.id for line in lines}
    groups = _groups(shares)
    left = _left_lines(lines, shares, {one for ids in groups for one in ids})
    by_class = {sort: sum(line.amount for line, of in left if _REST.get(of) == sort) for sort in _REST.values()}
    received, paid = _parted(_item(line, cls) for line, cls in left if cls not in _REST)
    first = min((line.date for line in lines), default=dt.date.max if closing is None else dt.date.min)
    waiting = [one for share in shares if share.home for one in _left_entries(share, first)]
    before = sum(entry.bank for _fund, entry, cls in waiting if cls in _UNSEEN)
    ours, out = _parted(_waiting(*one) for one in waiting if one[2] not in _UNSEEN)
    return BankStatement(
        account=account,
        day=day,
        funds=tuple((share.result.fund, _balance(share, own)) for share in shares),
        rest=Rest(None if opening is None else opening - before, **by_class),
        bank_received=received,
        bank_paid=paid,
        closing=closing,
        book_received=ours,
        book_paid=out,
        reasons=(*_unknown(lines, opening, closing), *_unequal(groups, lines)),
        dedicated=dedicated,
    )


def _balance(share: Share, own: Collection[str]) -> int:
    """Give what the fund holds on the account: a group of lines on several accounts is where its first line is."""
    line_of = {number: row.bank[0] for row in share.result.agreed if row.bank for number in row.entries}
    return sum(
        entry.bank
        for entry in share.entries
        if entry.date <= share.result.as_of
        and (line_of[entry.number] in own if entry.number in line_of else share.home)
    )


def _groups(shares: Iterable[Share]) -> dict[tuple[str, ...], dict[tuple[str, int], int]]:
    """Give the entries, with their fen, that were agreed with the same lines: those of several funds may be."""
    found: dict[tuple[str, ...], dict[tuple[str, int], int]] = {}
    for share in shares:
        moved = {entry.number: entry.bank for entry in share.entries}
        agreed: Iterator[Agreed] = (row for row in share.result.agreed if row.bank)
        for row in agreed:
            some = found.setdefault(row.bank, {})
            some.update({(share.result.fund, number): moved.get(number, 0) for number in row.entries})
    return found


def _left_lines(
    lines: Iterable[BankLine], shares: Iterable[Share], agreed: Collection[str]
) -> list[tuple[BankLine, str]]:
    """Give each line that nothing was agreed with, once, and its class."""
    told = {str(one.id): one.cls for share in shares for one in share.result.bank}
    free = (line for line in lines if line.id not in agreed)
    return [(line, told.get(line.id) or line.marked or line.looks or "no-entry") for line in free]


def _item(line: BankLine, cls: str) -> tuple[int, Item]:
    what = " ".join(part for part in (line.counterparty, line.text) if part)
    return line.amount, Item("", line.id, line.date, abs(line.amount), line.voucher, what, cls)


def _left_entries(share: Share, first: dt.date) -> Iterator[tuple[str, Entry, str]]:
    """Give the entries without a line, and their class; one from before the first line is in what then stood."""
    by_number = {entry.number: entry for entry in share.entries}
    for one in share.result.entries:
        entry = by_number.get(int(one.id))
        if one.side == "bank" and entry is not None:
            early = one.cls == "no-bank-line" and entry.date < first
            yield share.result.fund, entry, "before-statement" if early else one.cls


def _waiting(fund: str, entry: Entry, cls: str) -> tuple[int, Item]:
    return entry.bank, Item(fund, entry.number, entry.date, abs(entry.bank), entry.voucher, entry.payee, cls)


def _parted(items: Iterable[tuple[int, Item]]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Part what came in from what went out, each in order of time; what moves nothing is in neither."""
    ordered = sorted(items, key=lambda one: (one[1].date, one[1].fund, str(one[1].id).zfill(20)))
    return tuple(item for fen, item in ordered if fen > 0), tuple(item for fen, item in ordered if fen < 0)


def _unknown(lines: Sequence[BankLine], opening: int | None, closing: int | None) -> Iterator[Reason]:
    """Tell what the statement leaves unsaid: the balances, or what moved between its lines."""
    if opening is None or closing is None:
        yield Reason("no-balance" if lines or opening != closing else "no-statement")
    elif unseen := closing - opening - sum(line.amount for line in lines):
        yield Reason("gap", -unseen)


def _unequal(
    groups: Mapping[tuple[str, ...], Mapping[tuple[str, int], int]], lines: Iterable[BankLine]
) -> Iterator[Reason]:
    """Tell of the groups whose entries come to more or less than their lines; entries are where the first line is."""
    amounts = {line.id: line.amount for line in lines}
    for ids, entries in groups.items():
        booked = sum(entries.values()) if ids[0] in amounts else 0
        differs = booked - sum(amounts.get(one, 0) for one in ids)
        if differs:
            code: Literal["amounts-differ", "other-account"]
            code = "amounts-differ" if all(one in amounts for one in ids) else "other-account"
            yield Reason(code, differs, tuple(entries), ids)
