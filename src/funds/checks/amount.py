"""Amounts: positive sums of fen that hang together."""

from collections.abc import Iterable
from typing import Final

from funds.checks.basis import VOUCHER
from funds.checks.case import Case, Check
from funds.finding import Finding, refuse
from funds.money import MOST, yuan
from funds.text import N_

__all__ = ["CHECKS"]

_PAID: Final = frozenset({"disburse", "receive", "receivable", "spend", "refund", "disallow", "recover", "return"})


def amount_not_positive(case: Case) -> Iterable[Finding]:
    """Every sum is above zero; a naming without a grant has none."""
    record = case.record
    granted = record.kind in {"award", "amend"}
    if (
        record.amount < 0
        or record.amount > MOST
        or (record.amount == 0 and (not granted or case.book.programme.grants))
    ):
        yield refuse("amount-not-positive", abs(record.amount), VOUCHER, amount=yuan(record.amount))


def parts_do_not_fit(case: Case) -> Iterable[Finding]:
    """Retention, quantity and unit price are parts of the amount."""
    record = case.record
    parts = {"retained": record.retained, "unit-price": record.unit_price, "quantity": record.quantity}
    for name, value in parts.items():
        most = MOST if name == "quantity" else record.amount
        if value < 0 or value > most:
            told = str(value) if name == "quantity" else yuan(value)
            yield refuse("part-above-amount", record.amount, VOUCHER, part=name, value=told, amount=yuan(record.amount))


CHECKS: Final = (
    Check(
        code="amount-not-positive",
        reach="fund",
        title=N_("Amounts are above zero"),
        says=N_("{amount} yuan is not an amount that can be recorded."),
        remedy=N_("Give an amount above zero; to undo an entry use funds reverse, for money back funds refund."),
        basis=VOUCHER,
        run=amount_not_positive,
        kinds=_PAID | {"award", "amend"},
    ),
    Check(
        code="part-above-amount",
        reach="fund",
        title=N_("Retention and unit price fit the amount"),
        says=N_("{part} {value} does not fit the amount of {amount} yuan."),
        remedy=N_("Check the retention held back, the quantity and the unit price (tax included)."),
        basis=VOUCHER,
        run=parts_do_not_fit,
        kinds=frozenset({"spend"}),
    ),
)
