"""The table of the supporting-material ledgers. Frozen: later changes are migrations of their own."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _columns(words: str) -> list[sa.Column[Any]]:
    """Read ``name`` as text, ``name#`` as a whole number, ``name#?`` as one that may be empty."""
    made: list[sa.Column[Any]] = []
    for word in words.split():
        kind = _WHOLE if "#" in word else sa.Text()
        made.append(sa.Column(word.rstrip("#?"), kind, nullable="?" in word, autoincrement=False))
    return made


def _within(name: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["studio", "ledger", column], ["material.studio", "material.ledger", "material.number"], name=name
    )


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "material",
        *_columns(
            "studio ledger number# before#? replaces#? own_id fund date voucher invoice_code invoice_number amount#? "
            "fields evidence note reason maker moment"
        ),
        sa.PrimaryKeyConstraint("studio", "ledger", "number", name="material_key"),
        sa.UniqueConstraint("studio", "ledger", "replaces", name="material_replaced"),
        _within("material_link", "before"),
        _within("material_earlier", "replaces"),
        sa.CheckConstraint(
            "(number = 1 AND before IS NULL) OR (number > 1 AND before IS NOT NULL AND before = number - 1)",
            name="material_before",
        ),
        sa.CheckConstraint("date <> '' OR (replaces IS NOT NULL AND reason <> '')", name="material_withdrawn"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("material_fund", "material", ["fund", "studio", "ledger", "number"])
