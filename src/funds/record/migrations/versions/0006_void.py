"""Lines taken out of account, and who declared and marked, and why. Frozen: later changes are migrations of their own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the table, and add the columns: what was there before has them empty, and no row is written anew."""
    op.create_table(
        "bank_void",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("seq", _WHOLE, nullable=False, autoincrement=False),
        *[sa.Column(name, sa.Text(), nullable=False) for name in ("reason", "maker", "login", "moment")],
        sa.PrimaryKeyConstraint("account", "seq", name="bank_void_key"),
        sa.ForeignKeyConstraint(["account", "seq"], ["bank_line.account", "bank_line.seq"], name="bank_void_line"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for table, name in (("account", "login"), ("account", "reason"), ("bank_line", "until"), ("bank_mark", "login")):
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
