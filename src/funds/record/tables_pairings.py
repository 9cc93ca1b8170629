"""The table of persons' decisions on a reconciliation; it belongs with those of `tables`."""

from typing import Final

from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, Table

from funds.record.columns import metadata, numbered, whole, words

__all__ = ["pairing"]

#: Persons' decisions on a reconciliation: numbered within a fund without a gap, each sealed with the one before it.
#: `body` is the decision as canonical JSON: entries, rows of material, lines of the bank, who, when and why.
pairing: Final = Table(
    "pairing",
    metadata,
    words("fund"),
    whole("number"),
    whole("before", null=True),
    words("body"),
    words("seal"),
    PrimaryKeyConstraint("fund", "number", name="pairing_key"),
    ForeignKeyConstraint(["fund", "before"], ["pairing.fund", "pairing.number"], name="pairing_link"),
    numbered("pairing"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
