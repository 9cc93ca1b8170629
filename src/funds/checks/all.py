"""All checks in one published order: what the record is, what it may be, what it needs, what it looks like."""

from typing import Final

from funds.checks import (
    amount,
    asset,
    dates,
    disallowed,
    einvoice,
    evidence,
    forbidden,
    grants,
    habits,
    holder,
    invoices,
    order,
    payments,
    people,
    purpose,
    quotas,
    ring_fence,
    undoing,
)
from funds.checks.case import Check

__all__ = ["CHECKS"]

#: Findings come in this order; a refusal by an early check often explains a later one.
CHECKS: Final[tuple[Check, ...]] = (
    *order.CHECKS,
    *amount.CHECKS,
    *dates.CHECKS,
    *grants.CHECKS,
    *quotas.CHECKS,
    *holder.CHECKS,
    *payments.CHECKS,
    *undoing.CHECKS,
    *ring_fence.CHECKS,
    *purpose.CHECKS,
    *forbidden.CHECKS,
    *disallowed.CHECKS,
    *invoices.CHECKS,
    *einvoice.CHECKS,
    *asset.CHECKS,
    *habits.CHECKS,
    *people.CHECKS,
    *evidence.CHECKS,
)
