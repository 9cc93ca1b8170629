"""Names of people, units and shops, folded so that spacing, width and punctuation do not tell them apart."""

import unicodedata
from functools import lru_cache

__all__ = ["fold"]


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Fold a name: NFKC, case dropped, and only letters, digits and ideographs kept.

    Two names that fold alike are one; names that differ in any letter stay two, however near.
    """
    return "".join(sign for sign in unicodedata.normalize("NFKC", name).casefold() if sign.isalnum())
