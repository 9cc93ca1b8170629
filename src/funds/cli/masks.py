"""Numbers of persons within what is shown or given out, hidden wherever they stand.

What is sealed stays in the record and in its sealed copy as it is: else no seal could be checked again.
"""

from collections.abc import Mapping
from typing import Any, Final

from funds.entry.kept import LIKELY

__all__ = ["hidden", "hidden_as", "veiled"]

#: What people write freely.
_FREE: Final = frozenset(
    {
        "payee", "memo", "note", "reason", "handler", "approver", "maker", "name", "item", "says", "remedy", "studio",
        "unit", "holder", "lead", "recommender", "level", "seller", "buyer", "bank", "purpose", "counterparty", "text",
        "place", "marked_by", "voided_by", "void_reason", "remark", "spec", "member",
    }
)  # fmt: skip
#: The account of whoever paid or was paid; of a payment by telephone it is the mobile number.
_OTHERS: Final = "counter_account"
#: Numbers of vouchers, documents, accounts and invoices may be as long, and look like a person's by chance: only what
#: its own check digit shows to be one is hidden in them.
_NUMBERS: Final = frozenset(
    {
        "voucher", "document", "account", "key", "serial", "id", "number", "code", "tax_code", "tax_id", "reverses",
        "invoices", "invoice_number", "invoice_code", _OTHERS,
    }
)  # fmt: skip


def hidden(text: str) -> str:
    """Give a text with the numbers of persons hidden."""
    if not LIKELY.search(text):
        return text
    from funds.statements.materials import hidden_in  # noqa: PLC0415  start-up: most texts hold no such number

    return hidden_in(text)


def hidden_as(key: str, text: str) -> str:
    """Give the text of a column with the numbers of persons hidden: in a column of numbers those alone that check."""
    if key not in _NUMBERS:
        return hidden(text)
    if not LIKELY.search(text):
        return text
    from funds.entry.personal import checks, proven  # noqa: PLC0415
    from funds.statements.materials import hidden_in  # noqa: PLC0415

    return hidden_in(text, proven if key == _OTHERS else checks)


def veiled(value: Any, key: str = "") -> Any:
    """Give a value, or all that it holds, with the numbers of persons hidden in free texts and among other numbers."""
    if isinstance(value, str):
        return hidden_as(key, value) if key in _FREE or key in _NUMBERS else value
    if isinstance(value, Mapping):
        return {name: veiled(part, name) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [veiled(part, key) for part in value]
    return value
