"""The tables of bank accounts and the lines of their statements; they belong with those of `tables`."""

from typing import Final

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Table

from funds.record.columns import later, metadata, numbered, whole, words

__all__ = ["account", "bank_line", "bank_mark", "bank_void"]

#: Declared bank accounts: dedicated to grants (专户, 1) or shared with other money (0).
#: `funds` are their funds' codes with a space between. Each change is a new version; `reason` says why.
account: Final = Table(
    "account",
    metadata,
    words("number"),
    whole("version"),
    words("holder"),
    words("bank"),
    whole("dedicated"),
    words("funds"),
    words("maker"),
    words("moment"),
    later("login"),
    later("reason"),
    PrimaryKeyConstraint("number", "version", name="account_key"),
    CheckConstraint("dedicated IN (0, 1)", name="account_dedicated"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: The lines of statements, numbered within an account without a gap in the order in which they were brought in.
#: `fen` is above zero for money in, below for money out; `balance` is what the bank says was there after it;
#: `own_id` is the user's own; `file` is the SHA-256 of the statement; name, sheet and row say where in it;
#: `until` is the day up to which it says that it reaches, or empty.
bank_line: Final = Table(
    "bank_line",
    metadata,
    words("account"),
    whole("seq"),
    whole("before", null=True),
    words("date"),
    whole("fen"),
    whole("balance", null=True),
    words("counterparty"),
    words("counter_account"),
    words("text"),
    words("serial"),
    words("voucher"),
    words("own_id"),
    words("file"),
    words("name"),
    words("sheet"),
    whole("row"),
    words("maker"),
    words("moment"),
    later("until"),
    PrimaryKeyConstraint("account", "seq", name="bank_line_key"),
    ForeignKeyConstraint(["account", "before"], ["bank_line.account", "bank_line.seq"], name="bank_line_link"),
    numbered("bank_line", "seq"),
    CheckConstraint("fen <> 0", name="bank_line_fen"),
    Index("bank_line_date", "account", "date", "seq"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: Marks on lines: interest, fee or other, why; `none` takes it back. The newest counts.
bank_mark: Final = Table(
    "bank_mark",
    metadata,
    words("account"),
    whole("seq"),
    whole("version"),
    words("kind"),
    words("reason"),
    words("maker"),
    words("moment"),
    later("login"),
    PrimaryKeyConstraint("account", "seq", "version", name="bank_mark_key"),
    ForeignKeyConstraint(["account", "seq"], ["bank_line.account", "bank_line.seq"], name="bank_mark_line"),
    CheckConstraint("kind IN ('interest', 'fee', 'other', 'none')", name="bank_mark_kind"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: Lines taken out of account: they stay, and take part in nothing any more.
bank_void: Final = Table(
    "bank_void",
    metadata,
    words("account"),
    whole("seq"),
    words("reason"),
    words("maker"),
    words("login"),
    words("moment"),
    PrimaryKeyConstraint("account", "seq", name="bank_void_key"),
    ForeignKeyConstraint(["account", "seq"], ["bank_line.account", "bank_line.seq"], name="bank_void_line"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
