"""The words of a layout: a choice that a cell offers, a column, and a sheet of columns."""

from typing import Literal, NamedTuple

__all__ = ["Choice", "Column", "Layout", "Reads"]

#: How a cell is read: `code` keeps its digits as text, `fund` is the code of a fund, `money` is yuan.
Reads = Literal["text", "code", "day", "money", "count", "choice", "fund", "files"]


class Choice(NamedTuple):
    """A value of the record, and what a cell may say for it; the template offers the first name."""

    value: str
    names: tuple[str, ...]


class Column(NamedTuple):
    """A column: its key in the record, its header, how it is read, and what the 填表说明 says of it.

    `cite` is the clause that the column comes from. `list_of` names the drop-down list that is
    filled when the template is made: funds, purposes, papers, programmes or tiers.
    """

    key: str
    header: str
    reads: Reads
    required: bool = False
    choices: tuple[Choice, ...] = ()
    help: str = ""
    cite: str = ""
    width: int = 14
    list_of: str = ""


class Layout(NamedTuple):
    """One sheet, for both directions: its kind, its name and title, and its columns in order.

    A row is the sheet's header where the columns of all keys in `fits` are found in it. `more` are
    columns that no template has, but that are read where they stand: a register issued elsewhere has them.
    """

    kind: str
    title: str
    version: int
    columns: tuple[Column, ...]
    fits: tuple[str, ...]
    more: tuple[Column, ...] = ()

    @property
    def every(self) -> tuple[Column, ...]:
        """All columns that are read."""
        return (*self.columns, *self.more)
