"""The table of the supporting-material ledgers (台账); it belongs with those of `tables`."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

__all__ = ["material_table"]


def _t(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _i(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, BigInteger().with_variant(Integer, "sqlite"), nullable=null, autoincrement=False)


def material_table(metadata: MetaData) -> Table:
    """Make the table: rows of a studio's ledger are numbered without a gap.

    A row that corrects or withdraws an earlier one names it in `replaces`, and none is replaced twice; one that
    withdraws has no date, and a reason. `fields` are the layout's other columns as canonical JSON, `evidence` the
    files; amounts are in fen, dates ISO text, empty only where withdrawn.
    """
    return Table(
        "material",
        metadata,
        _t("studio"),
        _t("ledger"),
        _i("number"),
        _i("before", null=True),
        _i("replaces", null=True),
        _t("own_id"),
        _t("fund"),
        _t("date"),
        _t("voucher"),
        _t("invoice_code"),
        _t("invoice_number"),
        _i("amount", null=True),
        _t("fields"),
        _t("evidence"),
        _t("note"),
        _t("reason"),
        _t("maker"),
        _t("moment"),
        PrimaryKeyConstraint("studio", "ledger", "number", name="material_key"),
        UniqueConstraint("studio", "ledger", "replaces", name="material_replaced"),
        ForeignKeyConstraint(
            ["studio", "ledger", "before"],
            ["material.studio", "material.ledger", "material.number"],
            name="material_link",
        ),
        ForeignKeyConstraint(
            ["studio", "ledger", "replaces"],
            ["material.studio", "material.ledger", "material.number"],
            name="material_earlier",
        ),
        CheckConstraint(
            "(number = 1 AND before IS NULL) OR (number > 1 AND before IS NOT NULL AND before = number - 1)",
            name="material_before",
        ),
        CheckConstraint("date <> '' OR (replaces IS NOT NULL AND reason <> '')", name="material_withdrawn"),
        Index("material_fund", "fund", "studio", "ledger", "number"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
