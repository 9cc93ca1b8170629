"""The cell that a finding is about: every check speaks of one column, or else of the amount."""

from typing import Final

from funds.entry.record import Verdict

__all__ = ["column_of"]

#: The column of each finding; what is not here is about the amount.
_COLUMNS: Final = {
    "before-disbursement": "date", "before-entry": "date", "before-naming": "date", "before-receipt": "date",
    "date-absurd": "date", "date-in-future": "date", "period-closed": "date", "year-end-rush": "date",
    "after-removal": "date", "not-in-force": "date",
    "voucher-used": "voucher", "voucher-repeated": "voucher",
    "invoice-used": "invoice_number", "invoice-alike": "invoice_number", "invoice-below-amount": "invoice_number",
    "share-above-face": "invoice_number", "shares-above-amount": "invoice_number",
    "use-unknown": "purpose", "use-not-listed": "purpose",
    "asset-class-open": "asset", "asset-pieces-open": "quantity", "asset-unregistered": "asset",
    "cash-above-limit": "paid_by", "same-person": "approver", "maker-approves": "approver",
    "papers-missing": "files", "wrong-holder": "holder", "no-such-tier": "tier", "wrong-kind": "kind",
    "no-award": "fund", "already-granted": "studio", "quota-exceeded": "recommender", "recommender-unstated": "recommender",
}  # fmt: skip


def column_of(finding: Verdict) -> str:
    """Give the key of the column that a finding is about."""
    field = finding.facts.get("field", "")
    if field in {"memo", "payee", "item", "tax_code"}:
        return field
    return _COLUMNS.get(finding.code, "amount")
