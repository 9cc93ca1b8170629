"""Rows of one file that may be one payment entered twice: alike in what a payment is, and different elsewhere."""

from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from funds.cli.registers.finding import Place
from funds.cli.registers.same import told
from funds.entry.names import fold, invoice_key
from funds.entry.record import Record

__all__ = ["Alike", "Pair"]

#: How many rows of one day, amount and payee each further one is held against.
_MOST: Final = 16
#: Findings of the checks that say it already.
_SAID: Final = frozenset({"voucher-repeated", "invoice-alike"})


class Pair(NamedTuple):
    """A row that is like an earlier one, that one, and the code of what is said of it."""

    row: Place
    first: Place
    code: str


class Alike:
    """The rows that were let in, each as a few numbers: a register may have a hundred thousand of them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._places: list[Place] = []
        self._said = array("b")
        self._fund, self._voucher, self._words, self._payee, self._invoice = (array("q") for _ in range(5))
        self._days, self._vouchers = array("q"), array("q")

    def take(self, record: Record, place: Place) -> None:
        """Keep a row as it was judged. Awards are held against each other by the checks."""
        if record.terms is not None:
            return
        kind, day, amount = record.kind, record.date, record.amount
        payee, voucher = fold(record.payee), told(record, "voucher") or told(record, "document")
        number = next((invoice_key(each.code, each.number) for each in record.invoices if each.number), None)
        self._places.append(place)
        self._said.append(any(finding.code in _SAID for finding in record.findings))
        self._fund.append(hash(record.fund))
        self._voucher.append(hash(voucher) if voucher else 0)
        self._words.append(hash(record.memo) if record.memo else 0)
        self._payee.append(hash(payee))
        self._invoice.append(hash(number) if number else 0)
        self._days.append(hash((kind, day, amount, payee)))
        self._vouchers.append(hash((kind, day.year, amount, voucher, record.fund)) if voucher else 0)

    def pairs(self) -> list[Pair]:
        """Give each row that is like one before it."""
        found: dict[int, Pair] = {}
        for marks, code in ((self._days, "payment-twice"), (self._vouchers, "voucher-twice")):
            for group in _groups(marks):
                for at, row in enumerate(group):
                    first = next((each for each in group[: min(at, _MOST)] if not self._apart(each, row)), None)
                    if first is not None and not self._said[row]:
                        funds = code if self._fund[first] == self._fund[row] else "fund-mistaken"
                        found.setdefault(row, Pair(self._places[row], self._places[first], funds))
        return list(found.values())

    def _apart(self, one: int, other: int) -> bool:
        """Tell whether funds, invoices, vouchers or words say that these are two payments."""
        invoices, vouchers = self._differ(self._invoice, one, other), self._differ(self._voucher, one, other)
        same = all(column[one] == column[other] for column in (self._words, self._payee))
        if invoices:
            return True
        if self._fund[one] != self._fund[other]:  # without words: one sum that is paid out to each of many funds
            return not same or not self._words[one] or self._voucher[one] != self._voucher[other]
        # two numbers are two payments, unless nothing else differs: then the number was mistyped
        return vouchers and (not same or bool(self._invoice[one]))

    @staticmethod
    def _differ(column: Sequence[int], one: int, other: int) -> bool:
        """Tell whether both rows say something, and not the same."""
        return bool(column[one] and column[other] and column[one] != column[other])


def _groups(marks: Sequence[int]) -> Iterator[list[int]]:
    """Give the rows of each mark that several have, in the order in which they were judged."""
    order = sorted((row for row, mark in enumerate(marks) if mark), key=marks.__getitem__)
    for _mark, rows in groupby(order, key=marks.__getitem__):
        if len(group := list(rows)) > 1:
            yield group
