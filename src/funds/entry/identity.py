"""Identity numbers of persons (公民身份号码): what is sealed can never be taken out again, so none should get in."""

from collections.abc import Iterable
from typing import Final

from funds.entry.personal import identities_in, is_identity
from funds.entry.record import Record

__all__ = ["holds_identity", "identity_places", "is_identity", "places_among"]

#: The free texts of a record; numbers of vouchers, invoices, accounts and documents are as long, and are no persons'.
_TEXTS: Final = ("payee", "memo", "note", "reason", "handler", "approver")
_ON_INVOICES: Final = ("item", "seller", "buyer")


def holds_identity(text: str) -> bool:
    """Tell whether a text holds an identity number, however it was typed."""
    return identities_in(text)


def identity_places(draft: Record, files: Iterable[str] = ()) -> tuple[str, ...]:
    """Name where a draft holds an identity number: a field, or ``evidence`` for the name of a file, of `files` too."""
    texts = [(name, getattr(draft, name)) for name in _TEXTS]
    texts += [(name, getattr(invoice, name)) for invoice in draft.invoices for name in _ON_INVOICES]
    texts += [("evidence", name) for name in (*(piece.name for piece in draft.evidence), *files)]
    return places_among(texts)


def places_among(texts: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Name each place whose text holds an identity number, once, in order."""
    every = list(texts)
    # at once, for registers by the hundred thousand rows; the word between keeps the texts apart
    if not identities_in("文".join([text for _name, text in every])):
        return ()
    return tuple(dict.fromkeys(name for name, text in every if holds_identity(text)))
