"""What the record's tables are made of: columns of whole numbers and of text, and how rows are numbered."""

from typing import Any, Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, MetaData, Text
from sqlalchemy.types import TypeEngine

__all__ = ["WHOLE", "later", "metadata", "numbered", "whole", "words"]

metadata: Final = MetaData()
WHOLE: Final[TypeEngine[int]] = BigInteger().with_variant(Integer, "sqlite")


def words(name: str) -> Column[Any]:
    """Make a column of text; what is not known is empty, never null."""
    return Column(name, Text, nullable=False)


def later(name: str) -> Column[Any]:
    """Make a column of text that came later: rows from before have it empty."""
    return Column(name, Text, nullable=False, server_default="")


def whole(name: str, *, null: bool = False) -> Column[Any]:
    """Make a column of whole numbers: fen, counts, microseconds."""
    return Column(name, WHOLE, nullable=null, autoincrement=False)


def numbered(table: str, number: str = "number") -> CheckConstraint:
    """Have a table's rows numbered 1, 2, 3 … without a gap: each names the one before it, the first none."""
    return CheckConstraint(
        f"({number} = 1 AND before IS NULL) OR ({number} > 1 AND before IS NOT NULL AND before = {number} - 1)",
        name=f"{table}_before",
    )
