"""What a statement's problem quotes, without the numbers of persons: identity, mobile and bank card numbers."""

import re
from typing import Final

from funds.entry.personal import is_identity
from funds.statements.materials import hidden_in

__all__ = ["account", "veiled"]

#: A number that the end of a quotation cut short: it could not be told from a person's.
_CUT: Final = re.compile(r"[\dXx][\dXx\s-]{6,}…$")
_IDENTITY: Final = 18


def veiled(text: object) -> object:
    """Hide the numbers of persons in a text; anything else is given back as it is."""
    return _CUT.sub(lambda found: "*" * (len(found[0]) - 1) + "…", hidden_in(text)) if isinstance(text, str) else text


def account(number: str) -> str:
    """Give the number of a statement's account, which its reader must be able to tell from others; no identity number."""
    return hidden_in(number) if len(number) == _IDENTITY and is_identity(number) else number
