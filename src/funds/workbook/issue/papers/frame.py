"""What every paper has around its table: title, cut-off dates, whose it is, boxes to sign, and the heads."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from funds.money import percent, yuan
from funds.statements.papers.known import Cover, Fund
from funds.workbook.issue.style import Look, Page

__all__ = [
    "AMOUNT", "BODY", "CENTRE", "HEAD", "NOTE", "PLAIN", "RIGHT", "SMALL", "TOTAL",
    "Rate", "about", "boxes", "grouped", "headers", "heads", "rate_line", "title",
]  # fmt: skip

PLAIN: Final[Look] = {}
RIGHT: Final[Look] = {"align": "right"}
NOTE: Final[Look] = {"font_size": 9, "text_wrap": True, "valign": "top"}
SMALL: Final[Look] = {"font_size": 7, "font_color": "#404040"}
BODY: Final[Look] = {"border": 1, "text_wrap": True}
CENTRE: Final[Look] = BODY | {"align": "center"}
AMOUNT: Final[Look] = {"border": 1, "shrink": True}
HEAD: Final[Look] = BODY | {"bold": True, "align": "center", "bg_color": "#EDEDED"}
TOTAL: Final[Look] = {"border": 1, "bold": True, "shrink": True}
_TITLE: Final[Look] = {"font_size": 18, "bold": True, "align": "center"}
_BOX: Final[Look] = {"border": 1, "valign": "top", "text_wrap": True}


class Rate(NamedTuple):
    """A rate: its name, what is divided by what (name, cell, fen)."""

    name: str
    part: tuple[str, str, int]
    whole: tuple[str, str, int]

    @property
    def value(self) -> str | None:
        """The rate in percent; None where nothing stands below the line."""
        return percent(self.part[2], self.whole[2])

    @property
    def formula(self) -> str:
        """The formula of a rate in a cell of its own."""
        return f'IF({self.whole[1]}=0,"不适用",ROUND({self.part[1]}/{self.whole[1]},4))'


def title(page: Page, cover: Cover, name: str, last: int) -> None:
    """Write a paper's title across its columns, and below it the period and the unit of its amounts."""
    page.height(0, 30)
    page.across(0, 0, last, name, _TITLE)
    split = last * 2 // 3
    page.across(1, 0, split, cover.period, PLAIN)
    page.across(1, split + 1, last, "金额单位：元", RIGHT)


def about(page: Page, row: int, columns: Sequence[tuple[int, int]], pairs: Iterable[Sequence[str]]) -> int:
    """Write what a paper is about, `name：value`, in places of a row (first and last column); give the next row."""
    for texts in pairs:
        for (first, last), text in zip(columns, texts, strict=True):
            page.across(row, first, last, text, PLAIN | {"shrink": True})
        row += 1
    return row


def headers(page: Page, row: int, names: Iterable[str]) -> None:
    """Write the headers of a table."""
    for column, name in enumerate(names):
        page.text(row, column, name, HEAD)


def rate_line(page: Page, row: int, last: int, rate: Rate) -> None:
    """Write a rate with what it divides: 使用率 37.52% = 累计支出 18,760.00 ÷ 到账 50,000.00."""
    (part, part_cell, part_fen), (whole, whole_cell, whole_fen) = rate.part, rate.whole
    money = '"#,##0.00"'
    formula = (
        f'"{rate.name} "&IF({whole_cell}=0,"不适用",TEXT(ROUND({part_cell}/{whole_cell},4),"0.00%"))'
        f'&" = {part} "&TEXT({part_cell},{money})&" ÷ {whole} "&TEXT({whole_cell},{money})'
    )
    shown = "不适用" if rate.value is None else f"{rate.value}%"
    text = f"{rate.name} {shown} = {part} {grouped(part_fen)} ÷ {whole} {grouped(whole_fen)}"
    page.across(row, 0, last, "", PLAIN)
    page.said(row, 0, formula, text, PLAIN)


def grouped(fen: int) -> str:
    """Write fen as yuan with thousands apart, as `#,##0.00` shows it."""
    whole, part = yuan(abs(fen)).split(".")
    return f"{'-' if fen < 0 else ''}{int(whole):,}.{part}"


def boxes(page: Page, row: int, places: Sequence[tuple[int, int, str]], height: float = 70) -> int:
    """Draw boxes to sign or seal (first column, last column, caption); give the next row."""
    page.height(row, height)
    for first, last, caption in places:
        page.across(row, first, last, caption, _BOX)
    return row + 1


def heads(page: Page, row: int, last: int, funds: Iterable[Fund], notes: Iterable[str] = ()) -> int:
    """Write the notes, and below them the head of each fund, its full seal in small type; give the last row."""
    for note in notes:
        page.across(row, 0, last, note, {"font_size": 9})
        row += 1
    page.height(row, 12)
    page.across(row, 0, last, "链首（专项资金编号:记录数:末条记录封印）：", SMALL)
    for fund in funds:
        row += 1
        page.height(row, 11)
        page.across(row, 0, last, fund.head, SMALL)
    return row
