"""No number of a person gets into what is kept for ever, where it could never be taken out again.

It is turned away at the door and not by a check: the draft of a refused entry is kept in the event log.
"""

from collections.abc import Iterable
from typing import Final

from funds.entry.identity import identity_places, places_among
from funds.entry.kept import FILE
from funds.entry.record import Record
from funds.statements.materials import Material
from funds.text import N_, _

__all__ = ["IdentityError", "identity_keys", "no_identity", "no_identity_in"]


#: What each place is called; `actor` is what commands call the maker.
_NAMES: Final = {
    "payee": N_("payee"),
    "memo": N_("memo"),
    "note": N_("note"),
    "reason": N_("reason"),
    "handler": N_("handler"),
    "approver": N_("approver"),
    "maker": N_("maker"),
    "actor": N_("maker"),
    "purpose": N_("purpose"),
    "voucher": N_("voucher"),
    "document": N_("document"),
    "holder": N_("account holder"),
    "account": N_("account"),
    "bank": N_("bank"),
    "key": N_("client key"),
    "studio": N_("studio"),
    "unit": N_("unit"),
    "lead": N_("lead"),
    "recommender": N_("recommender"),
    "level": N_("level"),
    "item": N_("invoice item"),
    "tax_code": N_("tax code"),
    "invoice_number": N_("invoice number"),
    "invoice_code": N_("invoice code"),
    "seller": N_("seller"),
    "buyer": N_("buyer"),
    FILE: N_("the name of a file"),
    "file": N_("the name of a file"),
}


class IdentityError(ValueError):
    """A person's number would be kept; `places` are the fields or headers, ``evidence`` for the name of a file."""

    def __init__(self, places: tuple[str, ...]) -> None:
        """Name the fields, and say what to do."""
        what = _(
            "An identity number stands in: {places}. What is sealed can never be taken out again: leave it out, or rename "
            "the file. The paper that shows it may be attached (个人信息保护法 第二十八条)."
        )
        if places == (FILE,):
            what = _(
                "The identity, mobile or bank card number of a person stands in: {places}. It is sealed, and the book "
                "gives it in full: rename the file. The paper itself may show it (个人信息保护法 第二十八条)."
            )
        super().__init__(what.format(places=_(", ").join(_(_NAMES.get(place, place)) for place in places)))
        self.places = places


def no_identity(draft: Record, files: Iterable[str] = ()) -> None:
    """Hold that neither a draft nor the name of a file holds an identity number. Raises IdentityError."""
    if places := identity_places(draft, files):
        raise IdentityError(places)


def no_identity_in(reason: str = "", **texts: str) -> None:
    """Hold that no text which is kept for ever holds an identity number, each by its field. Raises IdentityError."""
    if places := places_among([("reason", reason), *texts.items()]):
        raise IdentityError(places)


#: The column that may hold an identity number.
_OWN: Final = "identity"


def identity_keys(row: Material, files: Iterable[str] = ()) -> tuple[str, ...]:
    """Name the columns of a row, or ``evidence``, that hold an identity number where none belongs.

    A row is never edited and its replaced versions are kept, so that no number could be taken out of it again.
    """
    texts = [("id", row.own_id), *row.fields.items(), ("note", row.note), ("reason", row.reason)]
    texts += [(key, getattr(row, key)) for key in ("voucher", "invoice_code", "invoice_number")]
    told = [(key, text) for key, text in texts if isinstance(text, str) and key != _OWN]
    return places_among([*told, *((FILE, name) for name in files)])
