"""The table of persons' decisions on a reconciliation. Frozen: later changes are migrations of their own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "pairing",
        sa.Column("fund", sa.Text(), nullable=False),
        sa.Column("number", _WHOLE, nullable=False, autoincrement=False),
        sa.Column("before", _WHOLE, nullable=True, autoincrement=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fund", "number", name="pairing_key"),
        sa.ForeignKeyConstraint(["fund", "before"], ["pairing.fund", "pairing.number"], name="pairing_link"),
        sa.CheckConstraint(
            "(number = 1 AND before IS NULL) OR (number > 1 AND before IS NOT NULL AND before = number - 1)",
            name="pairing_before",
        ),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
