"""The first tables. Frozen: later changes are migrations of their own."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _columns(words: str) -> list[sa.Column[Any]]:
    """Read ``name`` as text, ``name#`` as a whole number, ``name#?`` as one that may be empty."""
    made: list[sa.Column[Any]] = []
    for word in words.split():
        name = word.rstrip("#?")
        kind = _WHOLE if "#" in word else sa.Text()
        made.append(sa.Column(name, kind, nullable="?" in word, autoincrement=False))
    return made


def _table(name: str, words: str, *rules: sa.schema.SchemaItem, rowid: bool = False) -> None:
    op.create_table(name, *_columns(words), *rules, sqlite_strict=True, sqlite_with_rowid=rowid)


def _key(name: str, *columns: str, **options: Any) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"{name}_key", **options)


def upgrade() -> None:
    """Make the tables of the record."""
    _record()
    _figures()
    _beyond()
    op.create_table(
        "event",
        sa.Column("id", _WHOLE, sa.Identity(), nullable=False),
        *_columns("moment fund kind maker login drafts findings"),
        _key("event", "id"),
        sqlite_strict=True,
    )
    op.create_index("event_fund", "event", ["fund", "id"])


def _record() -> None:
    _table(
        "record",
        "fund number# before#? previous seal kind date posted# amount# refers# maker voucher payee memo body",
        _key("record", "fund", "number"),
        sa.UniqueConstraint("fund", "number", "seal", name="record_seal"),
        sa.ForeignKeyConstraint(
            ["fund", "before", "previous"], ["record.fund", "record.number", "record.seal"], name="record_link"
        ),
        sa.CheckConstraint(
            "(number = 1 AND before IS NULL) OR (number > 1 AND before IS NOT NULL AND before = number - 1)",
            name="record_before",
        ),
        rowid=True,
    )
    op.create_index("record_search", "record", ["payee", "voucher", "amount", "fund", "number"])
    op.create_index("record_date", "record", ["date", "fund", "number"])


def _figures() -> None:
    _table(
        "movement",
        "fund measure purpose number# date about posted# fen#",
        _key("movement", "fund", "measure", "purpose", "number", postgresql_include=["date", "about", "posted", "fen"]),
    )
    _table(
        "award",
        "fund number# kind programme letters year# sequence# date amount# tier sort studio unit holder lead recommender",
        _key("award", "fund", "number"),
    )
    op.create_index("award_programme", "award", ["programme", "fund", "number"])
    op.create_index("award_sequence", "award", ["letters", "year", "sequence"])


def _beyond() -> None:
    """Make the tables that are not a fund's: no foreign key leads to or from them."""
    _table(
        "claim",
        "code invoice seq# fund number# share# face#? released_by#",
        _key("claim", "code", "invoice", "seq"),
    )
    op.create_index("claim_invoice", "claim", ["invoice"])
    _table("request", "key seq# digest fund number#", _key("request", "key", "seq"))
    _table("text", "hash body", _key("text", "hash"), rowid=True)
    _table(
        "studio",
        "studio version# unit lead recommender programme level note maker moment",
        _key("studio", "studio", "version"),
    )
