"""The table of persons' decisions on a reconciliation; it belongs with those of `tables`."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

__all__ = ["pairing_table"]


def _t(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _i(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, BigInteger().with_variant(Integer, "sqlite"), nullable=null, autoincrement=False)


def pairing_table(metadata: MetaData) -> Table:
    """Make the table of decisions: numbered within a fund without a gap, each sealed with the one before it.

    `body` is the decision as canonical JSON: entries, rows of material, lines of the bank, who, when and why.
    """
    return Table(
        "pairing",
        metadata,
        _t("fund"),
        _i("number"),
        _i("before", null=True),
        _t("body"),
        _t("seal"),
        PrimaryKeyConstraint("fund", "number", name="pairing_key"),
        ForeignKeyConstraint(["fund", "before"], ["pairing.fund", "pairing.number"], name="pairing_link"),
        CheckConstraint(
            "(number = 1 AND before IS NULL) OR (number > 1 AND before IS NOT NULL AND before = number - 1)",
            name="pairing_before",
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
