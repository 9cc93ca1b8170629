"""From a cell to the value that its column wants."""

from typing import Final

from funds.workbook.intake import amounts, dates, texts
from funds.workbook.intake.typed import Reader, remembered
from funds.workbook.layout.column import Column

__all__ = ["reader_of"]

_READERS: Final[dict[str, Reader]] = {
    "text": texts.words, "code": texts.code, "money": amounts.amount, "count": texts.count, "fund": texts.fund,
    "files": texts.files,
}  # fmt: skip


def reader_of(column: Column, since_1904: bool) -> Reader:
    """Give what reads the cells of a column: a value, None for as good as empty, or what is wrong."""
    if column.reads == "day":
        return remembered(dates.day_reader(since_1904))
    if column.reads == "choice":
        return remembered(texts.choice_reader(column.choices))
    return remembered(_READERS[column.reads])
