"""The table of what others than the grant put into a studio. Frozen: later changes are migrations of their own."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _whole(name: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _WHOLE, nullable=null, autoincrement=False)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "support",
        _text("studio"),
        _whole("number"),
        _whole("before", null=True),
        _whole("replaces", null=True),
        _whole("year"),
        _text("date"),
        _text("source"),
        _whole("amount"),
        _whole("in_kind"),
        _text("document"),
        _text("memo"),
        _text("maker"),
        _text("moment"),
        sa.PrimaryKeyConstraint("studio", "number", name="support_key"),
        sa.UniqueConstraint("studio", "replaces", name="support_replaced"),
        sa.ForeignKeyConstraint(["studio", "before"], ["support.studio", "support.number"], name="support_link"),
        sa.ForeignKeyConstraint(["studio", "replaces"], ["support.studio", "support.number"], name="support_earlier"),
        sa.CheckConstraint(
            "(number = 1 AND before IS NULL) OR (number > 1 AND before IS NOT NULL AND before = number - 1)",
            name="support_before",
        ),
        sa.CheckConstraint("amount > 0 OR (amount = 0 AND replaces IS NOT NULL)", name="support_amount"),
        sa.CheckConstraint("source IN ('unit', 'union', 'government', 'other')", name="support_source"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
