"""What a marked register says: the marks, their words in Chinese and English, their colours, the summary.

Pure values: nothing here opens a file.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from funds.text import language
from funds.workbook.issue.style import lines_in, yuan_of

__all__ = [
    "COLOURS",
    "HEAD",
    "LONGEST",
    "MONEY",
    "SUMMARY",
    "WIDTHS",
    "Fact",
    "Mark",
    "Severity",
    "Tally",
    "by_cell",
    "cleaned",
    "comment",
    "facts",
    "formula",
    "headers",
    "is_summary",
    "line",
    "link",
    "place",
    "theirs",
    "title",
    "worst",
]

Severity = Literal["error", "refuse", "review", "check", "note"]

#: The name of the summary sheet.
SUMMARY: Final = "问题汇总"
#: Every comment of ours begins with this, by which it is found and taken away again.
HEAD: Final = "funds · "
#: The fill of a marked cell; values that nobody picks from a palette, so that ours are told from the user's.
COLOURS: Final[Mapping[str, str]] = {
    "error": "F6B5B1",
    "refuse": "F6B5B2",
    "review": "FBE1A3",
    "check": "FBE1A4",
    "note": "CBDFF1",
}
#: How the summary shows an amount.
MONEY: Final = "#,##0.00"
#: The widths of the summary's columns, in characters.
WIDTHS: Final = (18, 10, 28, 52, 30, 52)
#: The most characters that a cell of a workbook holds, and a little less that we write.
LONGEST: Final = 32_767
_COMMENT: Final = 32_000
#: Points of one line of text, and of the tallest row that Excel shows.
_LINE: Final = 15.0
_TALLEST: Final = 409.0
_READ: Final = 300
_ORDER: Final = ("error", "refuse", "review", "check", "note")
#: How far down the summary its header is looked for.
_DEEP: Final = 40


class Mark(NamedTuple):
    """A mark on a cell ("G7"), or on a whole row where `cell` is empty; row 0 is the sheet as a whole.

    `read` is what stood there, `says` what is wrong, `cite` the clause, `remedy` what to do; `formula` tells that
    what was read is a formula without a value, and not a text.
    """

    sheet: str
    row: int
    cell: str
    severity: Severity
    read: str
    says: str
    cite: str
    remedy: str
    formula: bool = False


class Tally(NamedTuple):
    """How many rows ended as a status: posted, review, already, refused, held, error, blank or total."""

    status: str
    count: int  # type: ignore[assignment]


class Fact(NamedTuple):
    """A line above the summary's table; an amount in yuan is a decimal."""

    name: str
    value: int | str | Decimal


_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh_CN": {
        "title": "问题汇总",
        "hint": "在各表中改正有标记的单元格后，可直接用本文件重新导入；本表和批注不影响导入。",
        "posted": "已入账",
        "review": "待核",
        "already": "此前已入账",
        "refused": "拒绝",
        "held": "因他行未入账",
        "error": "无法读取",
        "blank": "空行",
        "total": "合计行",
        "control": "控制总额（元）",
        "mark.error": "无法读取",
        "mark.refuse": "拒绝",
        "mark.review": "待核",
        "mark.check": "请核对",
        "mark.note": "提示",
        "read": "读到：",
        "says": "问题：",
        "cite": "依据：",
        "remedy": "处理办法：",
        "row": "第{row}行",
    },
    "en": {
        "title": "Problems found",
        "hint": "Mend the marked cells, then import this file as it is; this sheet and the comments change nothing.",
        "posted": "Posted",
        "review": "Under review",
        "already": "Posted before",
        "refused": "Refused",
        "held": "Held back for others",
        "error": "Could not be read",
        "blank": "Blank rows",
        "total": "Sum lines",
        "control": "Control total (yuan)",
        "mark.error": "cannot be read",
        "mark.refuse": "refused",
        "mark.review": "review",
        "mark.check": "to be checked",
        "mark.note": "note",
        "read": "Read: ",
        "says": "Problem: ",
        "cite": "Clause: ",
        "remedy": "Remedy: ",
        "row": "row {row}",
    },
}
_HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "zh_CN": ("工作表", "单元格", "读到", "问题", "依据", "处理办法"),
    "en": ("Sheet", "Cell", "Read", "Problem", "Clause", "Remedy"),
}


def _word(key: str) -> str:
    return _WORDS[language()].get(key, key)


def title() -> str:
    """Give the summary's title."""
    return _word("title")


def headers() -> tuple[str, ...]:
    """Give the headers of the summary's table."""
    return _HEADERS[language()]


def facts(tallies: Sequence[tuple[str, int]], control_total: int) -> list[Fact]:
    """Give the lines above the table: the rows by status, the control total (fen) as a number of yuan, what to do."""
    told = [Fact(_word(status), count) for status, count in tallies]
    return [*told, Fact(_word("control"), yuan_of(control_total)), Fact(_word("hint"), "")]


def is_summary(name: str, rows: Iterable[Sequence[object]]) -> bool:
    """Tell whether a sheet is a summary of ours: by its name, and the header of its table."""
    if not name.startswith(SUMMARY):
        return False
    for at, row in enumerate(rows):
        if tuple(row[: len(WIDTHS)]) in _HEADERS.values():
            return True
        if at > _DEEP:
            break
    return False


def theirs(names: Iterable[str]) -> str:
    """Give a name for the summary that no sheet of the user's has."""
    taken = {name.casefold() for name in names}
    free = (f"{SUMMARY}{number or ''}" for number in (0, *range(2, len(taken) + 3)))
    return next(name for name in free if name not in taken)


def cleaned(text: str, longest: int = LONGEST) -> str:
    """Give a text as a cell can hold it: no control characters, and no longer than `longest`; a cut ends in …."""
    plain = "".join(sign if sign.isprintable() or sign in "\n\u3000\xa0" else "\ufffd" for sign in text)
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def worst(marks: Iterable[Mark]) -> str:
    """Give the gravest severity of several marks."""
    return min((mark.severity for mark in marks), key=_ORDER.index)


def by_cell(marks: Iterable[Mark], first: Mapping[str, str]) -> dict[str, dict[tuple[int, str], list[Mark]]]:
    """Give the marks by sheet and by (row, column's letters), in the order in which they came.

    `first` is the column, by sheet, that stands for a whole row. Marks on a sheet as a whole are left out.
    """
    found: dict[str, dict[tuple[int, str], list[Mark]]] = {}
    for mark in marks:
        at = place(mark, first)
        if at is not None:
            found.setdefault(mark.sheet, {}).setdefault(at, []).append(mark)
    return found


def place(mark: Mark, first: Mapping[str, str]) -> tuple[int, str] | None:
    """Give the row and the column's letters where a mark stands; None for a sheet as a whole."""
    letters = mark.cell.rstrip("0123456789").replace("$", "")
    number = mark.cell[len(mark.cell.rstrip("0123456789")) :]
    row = int(number) if number else mark.row
    return (row, letters or first.get(mark.sheet, "A")) if row > 0 else None


def formula(marks: Iterable[Mark]) -> str:
    """Give the formula of an empty cell whose marks read one: it never had a value, and a spreadsheet will find it."""
    return next(
        (mark.read for mark in marks if mark.formula and mark.read[:1] == "=" != mark.read and mark.read[-1] != "…"), ""
    )


def comment(marks: Sequence[Mark]) -> str:
    """Write the comment of a cell from its marks."""
    return cleaned("\n\n".join("\n".join(_said(mark)) for mark in marks), _COMMENT)


def _said(mark: Mark) -> Iterator[str]:
    yield HEAD + _word(f"mark.{mark.severity}")
    parts = (("read", cleaned(mark.read, _READ)), ("says", mark.says), ("cite", mark.cite), ("remedy", mark.remedy))
    for key, text in parts:
        if text:
            yield _word(key) + text


def line(mark: Mark) -> tuple[str, ...]:
    """Give a mark's row of the summary."""
    row = _word("row").format(row=mark.row) if mark.row > 0 else ""
    parts = (mark.sheet, mark.cell or row, mark.read, mark.says, mark.cite, mark.remedy)
    return tuple(cleaned(part) for part in parts)


def height(mark: Mark) -> float:
    """Give the height of a mark's row of the summary, in points: not every program grows a row that is wrapped."""
    lines = (lines_in(text, width) for text, width in zip(line(mark), WIDTHS, strict=True))
    return min(_LINE * max(lines), _TALLEST)


def link(sheet: str, at: tuple[int, str]) -> str:
    """Give the place of a cell as a link within the workbook names it."""
    name = sheet.replace("'", "''")
    return f"'{name}'!{at[1]}{at[0]}"
