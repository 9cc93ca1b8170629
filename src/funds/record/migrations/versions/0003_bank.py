"""The tables of bank accounts and their statements. Frozen: later changes are migrations of their own."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
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


def _table(name: str, words: str, *rules: sa.schema.SchemaItem) -> None:
    op.create_table(name, *_columns(words), *rules, sqlite_strict=True, sqlite_with_rowid=False)


def upgrade() -> None:
    """Make the tables."""
    _table(
        "account",
        "number version# holder bank dedicated# funds maker moment",
        sa.PrimaryKeyConstraint("number", "version", name="account_key"),
        sa.CheckConstraint("dedicated IN (0, 1)", name="account_dedicated"),
    )
    _table(
        "bank_line",
        "account seq# before#? date fen# balance#? counterparty counter_account text serial voucher own_id "
        "file name sheet row# maker moment",
        sa.PrimaryKeyConstraint("account", "seq", name="bank_line_key"),
        sa.ForeignKeyConstraint(["account", "before"], ["bank_line.account", "bank_line.seq"], name="bank_line_link"),
        sa.CheckConstraint(
            "(seq = 1 AND before IS NULL) OR (seq > 1 AND before IS NOT NULL AND before = seq - 1)",
            name="bank_line_before",
        ),
        sa.CheckConstraint("fen <> 0", name="bank_line_fen"),
    )
    op.create_index("bank_line_date", "bank_line", ["account", "date", "seq"])
    _table(
        "bank_mark",
        "account seq# version# kind reason maker moment",
        sa.PrimaryKeyConstraint("account", "seq", "version", name="bank_mark_key"),
        sa.ForeignKeyConstraint(["account", "seq"], ["bank_line.account", "bank_line.seq"], name="bank_mark_line"),
        sa.CheckConstraint("kind IN ('interest', 'fee', 'other', 'none')", name="bank_mark_kind"),
    )
