"""The rows of the sheet of reconciliation: what is agreed, what is left over by class, the total, and the candidates."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from funds.workbook.issue.papers.compared import Compared
from funds.workbook.issue.papers.frame import AMOUNT, BODY, CENTRE, TOTAL
from funds.workbook.issue.papers.side_rows import Block, Line, Ours, Paper
from funds.workbook.issue.style import Book, Look, Page, cell, clean, span

__all__ = ["COLUMNS", "LAST", "SUMS", "Rows", "Sums"]

#: The columns: band, header, width.
COLUMNS: Final = (
    *(("账面支出", name, width) for name, width in (
        ("序号", 4), ("日期", 9.5), ("凭证字号", 6.5), ("摘要", 15), ("收款单位", 13), ("支出金额", 10.5), ("银行付款", 10.5))),
    *(("台账（支撑材料）", name, width) for name, width in (
        ("编号", 8), ("台账", 6), ("日期", 9.5), ("内容／单位", 14), ("发票号码", 11.5), ("金额", 10.5))),
    *(("银行流水", name, width) for name, width in (("编号", 8), ("日期", 9.5), ("对方", 13), ("付款金额", 10.5))),
    *(("核对", name, width) for name, width in (("核对依据", 21), ("台账差额", 8.5), ("银行差额", 8.5))),
)  # fmt: skip
LAST: Final = len(COLUMNS) - 1
_SPENT, _PAID, _SHOWN, _BANKED = 5, 6, 12, 16
_BASIS, _BY_PAPER, _BY_BANK = 17, 18, 19
#: The columns that add up: 支出金额, 银行付款, 台账金额, 流水付款金额.
SUMS: Final = (_SPENT, _PAID, _SHOWN, _BANKED)
_DIFFERENCE: Final[Look] = AMOUNT | {"num_format": '#,##0.00;[Red]-#,##0.00;"—"'}
_PART: Final[Look] = TOTAL | {"bg_color": "#F5F5F5"}
_CLASS: Final[Look] = {"border": 1, "shrink": True, "bg_color": "#FAFAFA", "num_format": "#,##0.00;[Red]-#,##0.00;"}


class Sums(NamedTuple):
    """A row of sums: where it stands, and what it gives in each column of SUMS, in fen."""

    row: int
    fen: tuple[int, ...]


class Rows:
    """The rows while they are written, from the top."""

    def __init__(self, book: Book, page: Page, row: int) -> None:
        """Begin at a row."""
        self._book, self._page, self.row = book, page, row

    def lay(self, told: Compared) -> tuple[Sums, Sums, Sums]:
        """Write the table; give the sums of what is agreed, of what is left over, and of all."""
        groups = f"（{len(told.agreed.blocks)}组）" if told.agreed.blocks else "：无"
        agreed = self._section(f"一、{told.agreed.title}{groups}", told.agreed.blocks, _PART)
        at = self._named(f"二、未核对上{'' if told.left else '：无'}", _PART)
        parts = [
            self._section(f"（{number}）{one.title}", one.blocks, _CLASS) for number, one in enumerate(told.left, 1)
        ]
        left = self._add(at, parts, _PART)
        every = self._add(self._named("合　　计", TOTAL | {"align": "center"}), [agreed, left], TOTAL)
        if told.undecided.blocks:
            self._named(f"三、{told.undecided.title}（已列入第二部分，不重复计入合计）", _PART)
            for block in told.undecided.blocks:
                self._block(block, differs=False)
        return agreed, left, every

    def _named(self, title: str, look: Look) -> int:
        """Write the row of a title, its amounts still empty; give its place."""
        row, page = self.row, self._page
        for first, last, text in ((0, _SPENT - 1, title), (_PAID + 1, _SHOWN - 1, ""), (_SHOWN + 1, _BANKED - 1, "")):
            page.across(row, first, last, text, look)
        for column in (*SUMS, _BASIS, _BY_PAPER, _BY_BANK):
            page.text(row, column, "", look)
        self.row += 1
        return row

    def _section(self, title: str, blocks: Sequence[Block], look: Look) -> Sums:
        """Write blocks under a title, which bears their sums."""
        at = self._named(title, look)
        for block in blocks:
            self._block(block, differs=True)
        formulas = [f"SUM({span(at + 1, self.row - 1, column)})" if blocks else "0" for column in SUMS]
        return self._sum(at, formulas, [block.sums for block in blocks], look)

    def _add(self, at: int, parts: Sequence[Sums], look: Look) -> Sums:
        """Fill the row of a title with the sums of other such rows."""
        formulas = ["+".join(cell(part.row, column) for part in parts) or "0" for column in SUMS]
        return self._sum(at, formulas, [part.fen for part in parts], look)

    def _sum(self, at: int, formulas: Iterable[str], rows: Sequence[Sequence[int | None]], look: Look) -> Sums:
        fen = tuple(sum(row[place] or 0 for row in rows) for place in range(len(SUMS)))
        for column, formula, total in zip(SUMS, formulas, fen, strict=True):
            self._page.sum(at, column, formula, total, look)
        return Sums(at, fen)

    def _block(self, block: Block, *, differs: bool) -> None:
        """Write the rows of a block: entries, material and lines next to each other, and what they differ by."""
        first, last = self.row, self.row + block.height - 1
        for row in range(first, last + 1):
            at = row - first
            self._empty(row)
            if at < len(block.ours):
                self._ours(row, block.ours[at])
            if at < len(block.papers):
                self._paper(row, block.papers[at])
            if at < len(block.lines):
                self._line(row, block.lines[at])
        self._down(first, last, _BASIS, BODY, block.basis)
        spent, paid, shown, banked = block.sums
        for column, one, two, sides in (
            (_BY_PAPER, spent, shown, (_SPENT, _SHOWN)),
            (_BY_BANK, paid, banked, (_PAID, _BANKED)),
        ):
            self._down(first, last, column, _DIFFERENCE, "")
            if differs and one is not None and two is not None:
                formula = "-".join(f"SUM({span(first, last, side)})" for side in sides)
                self._page.sum(first, column, formula, one - two, _DIFFERENCE)
        self.row = last + 1

    def _down(self, first: int, last: int, column: int, look: Look, text: str) -> None:
        """Write a text in one cell for all rows of a block."""
        if last == first:
            self._page.text(first, column, text, look)
        else:
            self._page.sheet.merge_range(first, column, last, column, clean(text), self._book.look(look))

    def _empty(self, row: int) -> None:
        for column in range(_BANKED + 1):
            self._page.text(row, column, "", BODY)

    def _texts(self, row: int, *cells: tuple[int, str, Look]) -> None:
        for column, text, look in cells:
            self._page.text(row, column, text, look)

    def _day(self, row: int, column: int, day: dt.date | None) -> None:
        if day is None:
            self._page.text(row, column, "", CENTRE)
        else:
            self._page.day(row, column, day, AMOUNT)

    def _ours(self, row: int, one: Ours) -> None:
        self._page.number(row, 0, one.number, CENTRE)
        self._day(row, 1, one.date)
        self._texts(row, (2, one.voucher, CENTRE), (3, one.memo, BODY), (4, one.payee, BODY))
        self._page.money(row, _SPENT, one.spent, AMOUNT)
        self._page.money(row, _PAID, one.paid, AMOUNT)

    def _paper(self, row: int, one: Paper) -> None:
        self._texts(row, (7, one.id, CENTRE), (8, one.ledger, CENTRE), (10, one.what, BODY), (11, one.invoice, CENTRE))
        self._day(row, 9, one.date)
        self._page.money(row, _SHOWN, one.fen, AMOUNT)

    def _line(self, row: int, one: Line) -> None:
        self._texts(row, (13, one.id, CENTRE), (15, one.who, BODY))
        self._day(row, 14, one.date)
        self._page.money(row, _BANKED, one.paid, AMOUNT)
