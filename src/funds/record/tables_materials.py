"""The table of the supporting-material ledgers (台账); it belongs with those of `tables`."""

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table, UniqueConstraint

from funds.record.columns import metadata, numbered, whole, words

__all__ = ["material"]

#: Rows of a studio's ledger are numbered without a gap.
#: A row that corrects or withdraws an earlier one names it in `replaces`, and none is replaced twice; one that
#: withdraws has no date, and a reason. `fields` are the layout's other columns as canonical JSON, `evidence` the
#: files; amounts are in fen, dates ISO text, empty only where withdrawn.
material: Final = Table(
    "material",
    metadata,
    words("studio"),
    words("ledger"),
    whole("number"),
    whole("before", null=True),
    whole("replaces", null=True),
    words("own_id"),
    words("fund"),
    words("date"),
    words("voucher"),
    words("invoice_code"),
    words("invoice_number"),
    whole("amount", null=True),
    words("fields"),
    words("evidence"),
    words("note"),
    words("reason"),
    words("maker"),
    words("moment"),
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
    numbered("material"),
    CheckConstraint("date <> '' OR (replaces IS NOT NULL AND reason <> '')", name="material_withdrawn"),
    Index("material_fund", "fund", "studio", "ledger", "number"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
