"""The tables of bank accounts and the lines of their statements; they belong with those of `tables`."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

__all__ = ["account_table", "bank_line_table", "bank_mark_table", "bank_void_table"]


def _t(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _later(name: str) -> Column[Any]:
    """Make a column that came later: rows from before have it empty."""
    return Column(name, Text, nullable=False, server_default="")


def _i(name: str, *, null: bool = False) -> Column[Any]:
    return Column(name, BigInteger().with_variant(Integer, "sqlite"), nullable=null, autoincrement=False)


def account_table(metadata: MetaData) -> Table:
    """Make the table of declared accounts: dedicated to grants (专户, 1) or shared with other money (0).

    `funds` are their funds' codes with a space between. Each change is a new version; `reason` says why.
    """
    return Table(
        "account",
        metadata,
        _t("number"),
        _i("version"),
        _t("holder"),
        _t("bank"),
        _i("dedicated"),
        _t("funds"),
        _t("maker"),
        _t("moment"),
        _later("login"),
        _later("reason"),
        PrimaryKeyConstraint("number", "version", name="account_key"),
        CheckConstraint("dedicated IN (0, 1)", name="account_dedicated"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def bank_line_table(metadata: MetaData) -> Table:
    """Make the table of lines, numbered within an account without a gap in the order in which they were brought in.

    `fen` is above zero for money in, below for money out; `balance` is what the bank says was there after it;
    `own_id` is the user's own; `file` is the SHA-256 of the statement; name, sheet and row say where in it;
    `until` is the day up to which it says that it reaches, or empty.
    """
    return Table(
        "bank_line",
        metadata,
        _t("account"),
        _i("seq"),
        _i("before", null=True),
        _t("date"),
        _i("fen"),
        _i("balance", null=True),
        _t("counterparty"),
        _t("counter_account"),
        _t("text"),
        _t("serial"),
        _t("voucher"),
        _t("own_id"),
        _t("file"),
        _t("name"),
        _t("sheet"),
        _i("row"),
        _t("maker"),
        _t("moment"),
        _later("until"),
        PrimaryKeyConstraint("account", "seq", name="bank_line_key"),
        ForeignKeyConstraint(["account", "before"], ["bank_line.account", "bank_line.seq"], name="bank_line_link"),
        CheckConstraint(
            "(seq = 1 AND before IS NULL) OR (seq > 1 AND before IS NOT NULL AND before = seq - 1)",
            name="bank_line_before",
        ),
        CheckConstraint("fen <> 0", name="bank_line_fen"),
        Index("bank_line_date", "account", "date", "seq"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def bank_mark_table(metadata: MetaData) -> Table:
    """Make the table of marks on lines: interest, fee or other, why; `none` takes it back. The newest counts."""
    return Table(
        "bank_mark",
        metadata,
        _t("account"),
        _i("seq"),
        _i("version"),
        _t("kind"),
        _t("reason"),
        _t("maker"),
        _t("moment"),
        _later("login"),
        PrimaryKeyConstraint("account", "seq", "version", name="bank_mark_key"),
        ForeignKeyConstraint(["account", "seq"], ["bank_line.account", "bank_line.seq"], name="bank_mark_line"),
        CheckConstraint("kind IN ('interest', 'fee', 'other', 'none')", name="bank_mark_kind"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def bank_void_table(metadata: MetaData) -> Table:
    """Make the table of lines taken out of account: they stay, and take part in nothing any more."""
    return Table(
        "bank_void",
        metadata,
        _t("account"),
        _i("seq"),
        _t("reason"),
        _t("maker"),
        _t("login"),
        _t("moment"),
        PrimaryKeyConstraint("account", "seq", name="bank_void_key"),
        ForeignKeyConstraint(["account", "seq"], ["bank_line.account", "bank_line.seq"], name="bank_void_line"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
