"""Numbers of persons in what is to be kept: what is sealed can never be taken out again, so none should get in.

An identity number (公民身份号码) is turned away from every text. The name of a file may hold no mobile or bank card
number either: the book gives it in full under its seal, and a file is soon renamed.
"""

from collections.abc import Iterable

from funds.entry.kept import FILE, Named, kept_texts, suspects
from funds.entry.personal import identities_in, is_identity, numbers_in, proven
from funds.entry.record import Record

__all__ = ["identity_places", "is_identity", "places_among"]


def identity_places(draft: Record, files: Iterable[str] = ()) -> tuple[str, ...]:
    """Name where a draft holds an identity number: a field, or ``evidence`` for the name of a file, of `files` too."""
    return places_among(kept_texts(draft, files))


def places_among(texts: Iterable[Named]) -> tuple[str, ...]:
    """Name each place whose text holds what may not be kept, once, in order."""
    return tuple(dict.fromkeys(place for place, text in suspects(texts) if _held(place, text)))


def _held(place: str, text: str) -> bool:
    if place == FILE:
        return any(proven(found.signs) for found in numbers_in(text))
    return identities_in(text)
