"""No identity number gets into what is sealed, where it could never be taken out again.

It is turned away at the door and not by a check: the draft of a refused entry is kept in the event log.
"""

from collections.abc import Iterable
from typing import Final

from funds.entry.identity import holds_identity, identity_places, places_among
from funds.entry.record import Record
from funds.statements.materials import Material
from funds.text import N_, _

__all__ = ["IdentityError", "identity_keys", "no_identity", "no_identity_in"]


_NAMES: Final = {
    "payee": N_("payee"),
    "memo": N_("memo"),
    "note": N_("note"),
    "reason": N_("reason"),
    "handler": N_("handler"),
    "approver": N_("approver"),
    "item": N_("invoice item"),
    "seller": N_("seller"),
    "buyer": N_("buyer"),
    "evidence": N_("the name of a file"),
}


class IdentityError(ValueError):
    """An identity number would be kept; `places` are the fields or headers, ``evidence`` for the name of a file."""

    def __init__(self, places: tuple[str, ...]) -> None:
        """Name the fields, and say what to do."""
        what = _(
            "An identity number stands in: {places}. What is sealed can never be taken out again: leave it out, or rename "
            "the file. The paper that shows it may be attached (个人信息保护法 第二十八条)."
        )
        super().__init__(what.format(places=_(", ").join(_(_NAMES.get(place, place)) for place in places)))
        self.places = places


def no_identity(draft: Record, files: Iterable[str] = ()) -> None:
    """Hold that neither a draft nor the name of a file holds an identity number. Raises IdentityError."""
    if places := identity_places(draft, files):
        raise IdentityError(places)


def no_identity_in(reason: str) -> None:
    """Hold that a reason, which is kept for ever, holds no identity number. Raises IdentityError."""
    if holds_identity(reason):
        raise IdentityError(("reason",))


#: Columns that may hold an identity number, or whose own numbers are as long and are no persons'.
_APART: Final = frozenset({"identity", "voucher", "invoice_code", "invoice_number"})


def identity_keys(row: Material, files: Iterable[str] = ()) -> tuple[str, ...]:
    """Name the columns of a row, or ``evidence``, that hold an identity number where none belongs.

    A row is never edited and its replaced versions are kept, so that no number could be taken out of it again.
    """
    texts = [("id", row.own_id), *row.fields.items(), ("note", row.note), ("reason", row.reason)]
    told = [(key, text) for key, text in texts if isinstance(text, str) and key not in _APART]
    return places_among([*told, *(("evidence", name) for name in files)])
