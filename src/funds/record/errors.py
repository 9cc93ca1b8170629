"""What can go wrong with the database itself, each as one sentence a user can act on.

Errors are told apart by SQLSTATE (on SQLite by its own result code), never by the name of a
table or constraint, for those change when a database is spread over machines.
"""

from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError

from funds.text import N_, _

__all__ = [
    "BadRowError",
    "BusyError",
    "DamagedError",
    "KeyUsed",
    "LostError",
    "NoFundError",
    "NoRoomError",
    "NotAllowedError",
    "RacedError",
    "RecordError",
    "UnreachableError",
    "code_of",
    "told",
]


class RecordError(Exception):
    """Trouble with the record; its text is a full sentence, and it keeps the facts it names."""

    says = N_("The database answered with an error ({code}): {message}. Nothing was posted.")

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the sentence names."""
        self.facts = facts
        super().__init__(facts)

    def __str__(self) -> str:
        """Write the sentence in the reader's language."""
        return _(self.says).format(**self.facts)


class RacedError(RecordError):
    """Another writer was first; the attempt can be made again."""

    says = N_("Other writers were faster several times in a row. Nothing was posted; try again.")


class LostError(RecordError):
    """The connection broke; whether the last attempt was kept is not known."""

    says = N_(
        "The connection to the database was lost ({message}). Whether the entry was kept is not known: "
        "look with `funds show`, or post again with the same --key, which never posts twice."
    )


class UnreachableError(RecordError):
    """No server answered."""

    says = N_(
        "The database cannot be reached ({message}). Nothing was posted; "
        "check its address in funds.toml and that the server runs."
    )


class BusyError(RecordError):
    """Somebody else held the record for longer than we wait."""

    says = N_("The record is held by another program and did not come free in ten seconds. Try again.")


class NoRoomError(RecordError):
    """The disk is full."""

    says = N_("The disk that holds the record is full. Nothing was posted; make room and try again.")


class DamagedError(RecordError):
    """The file is not a sound database."""

    says = N_("The record's file is damaged or no database ({message}). Restore the last backup: `funds restore`.")


class NotAllowedError(RecordError):
    """The file or the database role does not permit this."""

    says = N_("The database does not permit this ({message}). Ask whoever keeps it for the right to post.")


class BadRowError(RecordError):
    """A row cannot have been written by this program. Facts: table, key."""

    says = N_(
        "The row {key} of the table {table} cannot be read: this program never wrote it so. "
        "`funds verify` names all such rows; nothing is worked out from them."
    )


class NoFundError(RecordError):
    """No fund has this code."""

    says = N_("There is no fund {fund}. `funds list` shows the codes of all funds.")


class KeyUsed(RecordError):  # noqa: N818  the word of the house
    """A client's key came back with other content. Facts: key, fund, number."""

    says = N_(
        "The key {key} was already used for other content (record {number} of fund {fund}). "
        "Nothing was posted; use a new --key for a new entry."
    )


#: SQLite's extended result codes as the SQLSTATE that says the same.
_SQLITE: Final = {1555: "23505", 2067: "23505", 2579: "23505", 787: "23503", 275: "23514", 1811: "55000"}
_SQLITE_FIRST: Final = {
    5: "55P03",
    6: "55P03",
    8: "42501",
    10: "58030",
    11: "XX001",
    13: "53100",
    14: "58030",
    26: "XX001",
}

_RACED: Final = frozenset({"23505", "40001", "40P01"})
_LOST: Final = frozenset({"57P01", "57P02", "57P03"})


def _fields(error: DBAPIError) -> dict[str, str]:
    """Give what PostgreSQL said, field by field; nothing where it was not the server that spoke."""
    origin = error.orig
    said = origin.args[0] if origin is not None and origin.args else None
    return said if isinstance(said, dict) else {}


def code_of(error: DBAPIError) -> str:
    """Give an error's SQLSTATE; empty where the driver gives none."""
    said = getattr(error.orig, "sqlite_errorcode", None)
    if said is not None:
        return _SQLITE.get(said) or _SQLITE_FIRST.get(said & 0xFF, "")
    return _fields(error).get("C", "")


def told(error: DBAPIError) -> RecordError:
    """Give the sentence that an error of the driver amounts to."""
    code, message = code_of(error), _fields(error).get("M") or str(error.orig)
    if error.connection_invalidated or code in _LOST or code[:2] == "08":
        return LostError(message=message)
    if code in _RACED:
        return RacedError()
    match code:
        case "" if isinstance(error, InterfaceError):  # the driver never came to speak with a server
            return UnreachableError(message=message)
        case "55P03":
            return BusyError()
        case "53100":
            return NoRoomError()
        case "XX001":
            return DamagedError(message=message)
        case "42501":
            return NotAllowedError(message=message)
        case _:
            return RecordError(code=code or "?", message=message)
