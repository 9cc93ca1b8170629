"""No identity number gets into what is sealed, where it could never be taken out again.

It is turned away at the door and not by a check: the draft of a refused entry is kept in the event log.
"""

from collections.abc import Iterable
from typing import Final

from funds.entry.identity import identity_places
from funds.entry.record import Record
from funds.text import N_, _

__all__ = ["IdentityError", "no_identity"]


_NAMES: Final = {
    "payee": N_("payee"),
    "memo": N_("memo"),
    "note": N_("note"),
    "reason": N_("reason"),
    "handler": N_("handler"),
    "approver": N_("approver"),
    "item": N_("invoice item"),
    "evidence": N_("the name of a file"),
}


class IdentityError(ValueError):
    """A draft would seal an identity number; `places` are the fields, ``evidence`` for the name of a file."""

    def __init__(self, places: tuple[str, ...]) -> None:
        """Name the fields, and say what to do."""
        what = _(
            "An identity number stands in: {places}. What is sealed can never be taken out again: leave it out, or rename "
            "the file. The paper that shows it may be attached (个人信息保护法 第二十八条)."
        )
        super().__init__(what.format(places=_(", ").join(_(_NAMES[place]) for place in places)))
        self.places = places


def no_identity(draft: Record, files: Iterable[str] = ()) -> None:
    """Hold that neither a draft nor the name of a file holds an identity number. Raises IdentityError."""
    if places := identity_places(draft, files):
        raise IdentityError(places)
