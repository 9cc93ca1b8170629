"""Identity and mobile numbers within the texts of a record, hidden wherever a record is shown or given out.

What is sealed stays in the record and in its sealed copy as it is: else no seal could be checked again.
"""

from collections.abc import Mapping
from typing import Any, Final

from funds.statements.materials import hidden_in

__all__ = ["veiled"]

#: What people write freely; numbers of vouchers, invoices, accounts and documents are as long, and are no persons'.
_FREE: Final = frozenset(
    {"payee", "memo", "note", "reason", "handler", "approver", "maker", "name", "item", "says", "remedy"}
)


def veiled(value: Any, key: str = "") -> Any:
    """Give a value, or all that it holds, with the numbers of persons hidden in free texts."""
    if isinstance(value, str):
        return hidden_in(value) if key in _FREE else value
    if isinstance(value, Mapping):
        return {name: veiled(part, name) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [veiled(part, key) for part in value]
    return value
