"""The tables of the record: integers and text only, rows added and never changed.

Every key of a fund's tables begins with the fund. What must be unique across funds (invoices,
client keys, kept texts) stands in tables of its own with no foreign key to a fund's tables.
Amounts are in fen; dates are ISO text; the moment of posting is microseconds since 1970 UTC.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from funds.record.tables_bank import account_table, bank_line_table, bank_mark_table, bank_void_table
from funds.record.tables_materials import material_table
from funds.record.tables_pairings import pairing_table

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

metadata: Final = MetaData()
_Whole: Final = BigInteger().with_variant(Integer, "sqlite")


def _t(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _i(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, _Whole, nullable=null, autoincrement=False)


#: Each record of each fund: the sealed text, and beside it what lists and searches ask for.
record: Final = Table(
    "record",
    metadata,
    _t("fund"),
    _i("number"),
    _i("before", null=True),
    _t("previous"),
    _t("seal"),
    _t("kind"),
    _t("date"),
    _i("posted"),
    _i("amount"),
    _i("refers"),
    _t("maker"),
    _t("voucher"),
    _t("payee"),
    _t("memo"),
    _t("body"),
    PrimaryKeyConstraint("fund", "number", name="record_key"),
    UniqueConstraint("fund", "number", "seal", name="record_seal"),
    ForeignKeyConstraint(
        ["fund", "before", "previous"], ["record.fund", "record.number", "record.seal"], name="record_link"
    ),
    CheckConstraint(
        "(number = 1 AND before IS NULL) OR (number > 1 AND before IS NOT NULL AND before = number - 1)",
        name="record_before",
    ),
    Index("record_search", "payee", "voucher", "amount", "fund", "number"),
    Index("record_date", "date", "fund", "number"),
    sqlite_strict=True,
)

#: What each record moved of a fund's figures: one row a figure. Its key is what sums walk along.
#: `about` is the date of the spending that a review or missing papers are about, where it is not `date`.
movement: Final = Table(
    "movement",
    metadata,
    _t("fund"),
    _t("measure"),
    _t("purpose"),
    _i("number"),
    _t("date"),
    _t("about"),
    _i("posted"),
    _i("fen"),
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
    _t("fund"),
    _i("number"),
    _t("kind"),
    _t("programme"),
    _t("letters"),
    _i("year"),
    _i("sequence"),
    _t("date"),
    _i("amount"),
    _t("tier"),
    _t("sort"),
    _t("studio"),
    _t("unit"),
    _t("holder"),
    _t("lead"),
    _t("recommender"),
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
    _t("code"),
    _t("invoice"),
    _i("seq"),
    _t("fund"),
    _i("number"),
    _i("share"),
    _i("face", null=True),
    _i("released_by"),
    PrimaryKeyConstraint("code", "invoice", "seq", name="claim_key"),
    Index("claim_invoice", "invoice"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: What was posted under a client's key, and the digest of what was asked.
request: Final = Table(
    "request",
    metadata,
    _t("key"),
    _i("seq"),
    _t("digest"),
    _t("fund"),
    _i("number"),
    PrimaryKeyConstraint("key", "seq", name="request_key"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: The texts of law and lexicon that records were judged by, each under its SHA-256.
text: Final = Table(
    "text",
    metadata,
    _t("hash"),
    _t("body"),
    PrimaryKeyConstraint("hash", name="text_key"),
    sqlite_strict=True,
)

#: Attempts that were refused: when, who, what, and every finding.
event: Final = Table(
    "event",
    metadata,
    Column("id", _Whole, Identity(), nullable=False),
    _t("moment"),
    _t("fund"),
    _t("kind"),
    _t("maker"),
    _t("login"),
    _t("drafts"),
    _t("findings"),
    PrimaryKeyConstraint("id", name="event_key"),
    Index("event_fund", "fund", "id"),
    sqlite_strict=True,
)

#: Studios, with or without an award; each change is a new version.
studio: Final = Table(
    "studio",
    metadata,
    _t("studio"),
    _i("version"),
    _t("unit"),
    _t("lead"),
    _t("recommender"),
    _t("programme"),
    _t("level"),
    _t("note"),
    _t("maker"),
    _t("moment"),
    PrimaryKeyConstraint("studio", "version", name="studio_key"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: What others than the grant put into a studio (经费投入), in money or in kind: for information, in no fund's
#: accounts. Rows of a studio are numbered without a gap; a row that replaces one names it, and none is replaced twice.
support: Final = Table(
    "support",
    metadata,
    _t("studio"),
    _i("number"),
    _i("before", null=True),
    _i("replaces", null=True),
    _i("year"),
    _t("date"),
    _t("source"),
    _i("amount"),
    _i("in_kind"),
    _t("document"),
    _t("memo"),
    _t("maker"),
    _t("moment"),
    PrimaryKeyConstraint("studio", "number", name="support_key"),
    UniqueConstraint("studio", "replaces", name="support_replaced"),
    ForeignKeyConstraint(["studio", "before"], ["support.studio", "support.number"], name="support_link"),
    ForeignKeyConstraint(["studio", "replaces"], ["support.studio", "support.number"], name="support_earlier"),
    CheckConstraint(
        "(number = 1 AND before IS NULL) OR (number > 1 AND before IS NOT NULL AND before = number - 1)",
        name="support_before",
    ),
    CheckConstraint("amount > 0 OR (amount = 0 AND replaces IS NOT NULL)", name="support_amount"),
    CheckConstraint("source IN ('unit', 'union', 'government', 'other')", name="support_source"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: Declared bank accounts, the lines of their statements, marks on lines, and lines taken out of account.
account: Final = account_table(metadata)
bank_line: Final = bank_line_table(metadata)
bank_mark: Final = bank_mark_table(metadata)
bank_void: Final = bank_void_table(metadata)

#: The supporting-material ledgers (台账), row by row.
material: Final = material_table(metadata)

#: Persons' decisions on a reconciliation (人工核对).
pairing: Final = pairing_table(metadata)

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
