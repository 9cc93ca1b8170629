"""The tables of the record: integers and text only, rows added and never changed.

Every key of a fund's tables begins with the fund. What must be unique across funds (invoices,
client keys, kept texts) stands in tables of its own with no foreign key to a fund's tables.
Amounts are in fen; dates are ISO text; the moment of posting is microseconds since 1970 UTC.
"""

from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Identity,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from funds.record.columns import WHOLE, metadata, numbered, whole, words
from funds.record.tables_bank import account, bank_line, bank_mark, bank_void
from funds.record.tables_materials import material
from funds.record.tables_pairings import pairing

__all__ = [
    "TABLES",
    "account",
    "award",
    "bank_line",
    "bank_mark",
    "bank_void",
    "claim",
    "event",
    "material",
    "metadata",
    "movement",
    "pairing",
    "record",
    "request",
    "studio",
    "support",
    "text",
]

#: Each record of each fund: the sealed text, and beside it what lists and searches ask for.
record: Final = Table(
    "record",
    metadata,
    words("fund"),
    whole("number"),
    whole("before", null=True),
    words("previous"),
    words("seal"),
    words("kind"),
    words("date"),
    whole("posted"),
    whole("amount"),
    whole("refers"),
    words("maker"),
    words("voucher"),
    words("payee"),
    words("memo"),
    words("body"),
    PrimaryKeyConstraint("fund", "number", name="record_key"),
    UniqueConstraint("fund", "number", "seal", name="record_seal"),
    ForeignKeyConstraint(
        ["fund", "before", "previous"], ["record.fund", "record.number", "record.seal"], name="record_link"
    ),
    numbered("record"),
    Index("record_search", "payee", "voucher", "amount", "fund", "number"),
    Index("record_date", "date", "fund", "number"),
    sqlite_strict=True,
)

#: What each record moved of a fund's figures: one row a figure. Its key is what sums walk along.
#: `about` is the date of the spending that a review or missing papers are about, where it is not `date`.
movement: Final = Table(
    "movement",
    metadata,
    words("fund"),
    words("measure"),
    words("purpose"),
    whole("number"),
    words("date"),
    words("about"),
    whole("posted"),
    whole("fen"),
    # On PostgreSQL the migration lets this key hold the other columns too. Said here, it would load
    # SQLAlchemy's PostgreSQL dialect (a tenth of the time that recording a voucher takes) for SQLite.
    PrimaryKeyConstraint("fund", "measure", "purpose", "number", name="movement_key"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: The terms of each award, amendment and withdrawal, as they stood after it.
award: Final = Table(
    "award",
    metadata,
    words("fund"),
    whole("number"),
    words("kind"),
    words("programme"),
    words("letters"),
    whole("year"),
    whole("sequence"),
    words("date"),
    whole("amount"),
    words("tier"),
    words("sort"),
    words("studio"),
    words("unit"),
    words("holder"),
    words("lead"),
    words("recommender"),
    PrimaryKeyConstraint("fund", "number", name="award_key"),
    Index("award_programme", "programme", "fund", "number"),
    Index("award_sequence", "letters", "year", "sequence"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: Each use of an invoice by an entry, counted 1, 2, 3 … per invoice; code and number as `invoice_key`
#: gives them; `released_by` is 0 for a use, or the number of the reversal that gives the entry's use back.
claim: Final = Table(
    "claim",
    metadata,
    words("code"),
    words("invoice"),
    whole("seq"),
    words("fund"),
    whole("number"),
    whole("share"),
    whole("face", null=True),
    whole("released_by"),
    PrimaryKeyConstraint("code", "invoice", "seq", name="claim_key"),
    Index("claim_invoice", "invoice"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: What was posted under a client's key, and the digest of what was asked.
request: Final = Table(
    "request",
    metadata,
    words("key"),
    whole("seq"),
    words("digest"),
    words("fund"),
    whole("number"),
    PrimaryKeyConstraint("key", "seq", name="request_key"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: The texts of law and lexicon that records were judged by, each under its SHA-256.
text: Final = Table(
    "text",
    metadata,
    words("hash"),
    words("body"),
    PrimaryKeyConstraint("hash", name="text_key"),
    sqlite_strict=True,
)

#: Attempts that were refused: when, who, what, and every finding.
event: Final = Table(
    "event",
    metadata,
    Column("id", WHOLE, Identity(), nullable=False),
    words("moment"),
    words("fund"),
    words("kind"),
    words("maker"),
    words("login"),
    words("drafts"),
    words("findings"),
    PrimaryKeyConstraint("id", name="event_key"),
    Index("event_fund", "fund", "id"),
    sqlite_strict=True,
)

#: Studios, with or without an award; each change is a new version.
studio: Final = Table(
    "studio",
    metadata,
    words("studio"),
    whole("version"),
    words("unit"),
    words("lead"),
    words("recommender"),
    words("programme"),
    words("level"),
    words("note"),
    words("maker"),
    words("moment"),
    PrimaryKeyConstraint("studio", "version", name="studio_key"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: What others than the grant put into a studio (经费投入), in money or in kind: for information, in no fund's
#: accounts. Rows of a studio are numbered without a gap; a row that replaces one names it, and none is replaced twice.
support: Final = Table(
    "support",
    metadata,
    words("studio"),
    whole("number"),
    whole("before", null=True),
    whole("replaces", null=True),
    whole("year"),
    words("date"),
    words("source"),
    whole("amount"),
    whole("in_kind"),
    words("document"),
    words("memo"),
    words("maker"),
    words("moment"),
    PrimaryKeyConstraint("studio", "number", name="support_key"),
    UniqueConstraint("studio", "replaces", name="support_replaced"),
    ForeignKeyConstraint(["studio", "before"], ["support.studio", "support.number"], name="support_link"),
    ForeignKeyConstraint(["studio", "replaces"], ["support.studio", "support.number"], name="support_earlier"),
    numbered("support"),
    CheckConstraint("amount > 0 OR (amount = 0 AND replaces IS NOT NULL)", name="support_amount"),
    CheckConstraint("source IN ('unit', 'union', 'government', 'other')", name="support_source"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: Every table, all of them insert-only.
TABLES: Final = (
    record,
    movement,
    award,
    claim,
    request,
    text,
    event,
    studio,
    support,
    account,
    bank_line,
    bank_mark,
    bank_void,
    material,
    pairing,
)
