"""The bank reconciliation of an account (银行存款余额调节表) on A4: the books on the left, the bank on the right."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final, NamedTuple

from funds.reconcile.statement import BankStatement, Item
from funds.statements.papers.known import Cover
from funds.workbook.issue.papers import frame
from funds.workbook.issue.papers.balance_words import Facts, item_words, remarks
from funds.workbook.issue.papers.frame import AMOUNT, BODY, CENTRE, HEAD, NOTE, TOTAL
from funds.workbook.issue.style import Book, Page, cell, lines_in, span

__all__ = ["TITLE", "Facts", "lay_balance"]

TITLE: Final = "银行存款余额调节表"
_HEADERS: Final = (("日期", 9.5), ("编号", 8), ("项　　目", 23), ("金　额", 13)) * 2
_LAST: Final = len(_HEADERS) - 1
#: How much of a small text a line takes across all columns.
_WIDTH: Final = 1.1 * sum(width for _name, width in _HEADERS)
_AMOUNT, _OTHER = 3, 4
_NOTES: Final = (
    "注：1.本单位其他资金不在本账内，其余额由对账单推算（首笔之前的余额减各专项资金此前的余额，加已标记为其他资金、利息、",
    "　　手续费的流水），应与本单位的银行存款日记账另行核对。　2.银行存款每月至少核对一次，未达账项逐笔查明，及时入账。",
)


def lay_balance(book: Book, name: str, made: BankStatement, facts: Facts, cover: Cover) -> None:
    """Lay one account's reconciliation out on a sheet of its own."""
    page = book.page(name)
    page.widths(width for _name, width in _HEADERS)
    frame.title(page, cover, TITLE, _LAST)
    head = _about(page, facts)
    page.across(head, 0, _AMOUNT, "单位银行存款日记账", HEAD)
    page.across(head, _OTHER, _LAST, "银行对账单", HEAD)
    frame.headers(page, head + 1, (header for header, _width in _HEADERS))
    page.sheet.freeze_panes(head + 2, 0)
    row = _Sides(page, made, facts, head + 2).lay()
    row = _remarks(page, row, remarks(made, facts))
    signed = ((0, 2, "编制（签名）：\n\n　　　　年　　月　　日"), (3, 5, "审核（签名）：\n\n　　　　年　　月　　日"),
              (6, _LAST, "单位（盖章）：\n\n　　　　年　　月　　日"))  # fmt: skip
    row = frame.boxes(page, row, signed, 60)
    funds = [facts.funds[code] for code, _fen in made.funds if code in facts.funds]
    last = frame.heads(page, row, _LAST, funds, _NOTES)
    page.paper((last, _LAST), landscape=False, repeat=(head, head + 1))


def _about(page: Page, facts: Facts) -> int:
    account = facts.account
    kind = "专户（只存专项资金）" if account.dedicated else "与本单位其他资金共用"
    first = (f"户名：{account.holder}", f"账号：{account.number}")
    second = (f"开户银行：{account.bank}", f"账户性质：{kind}")
    last = max((line.date for line in facts.lines.values() if line.account == account.number), default="无")
    third = (f"对账单最后一笔：{last}", "其后至截止日如有收付，见下一份对账单")
    return frame.about(page, 2, ((0, _AMOUNT), (_OTHER, _LAST)), (first, second, third))


class _Sum(NamedTuple):
    """A cell and the fen in it; None where the statement does not say."""

    cell: str
    fen: int | None


class _Sides:
    """Both sides while they are written, from the top; the right is the left moved by four columns."""

    def __init__(self, page: Page, made: BankStatement, facts: Facts, row: int) -> None:
        self.page, self.made, self.facts, self.row = page, made, facts, row

    def lay(self) -> int:
        """Write the balances, what each side lacks, and the adjusted balances; give the row after them."""
        made = self.made
        book, bank = self._balances()
        more = self._lacking("加：银行已收、单位未收", made.bank_received, "加：单位已收、银行未收", made.book_received)
        less = self._lacking("减：银行已付、单位未付", made.bank_paid, "减：单位已付、银行未付", made.book_paid)
        ends = []
        for side, (balance, fen) in enumerate(((book, made.adjusted_book), (bank, made.adjusted_bank))):
            formula = f"{balance.cell}+{more[side].cell}-{less[side].cell}"
            ends.append(self._sum(side, "调节后余额", formula, fen))
        self.row += 1
        self._difference(ends[0], ends[1])
        return self.row

    def _balances(self) -> tuple[_Sum, _Sum]:
        first = self.row
        for code, fen in self.made.funds:
            fund = self.facts.funds.get(code)
            self._named(f"{code} {fund.studio}" if fund else code, fen)
        for name, amount in self._rest():
            self._named(name, amount)
        formula = f"SUM({span(first, self.row - 1, _AMOUNT)})" if self.row > first else "0"
        book = self._sum(0, "账面余额", formula, self.made.book)
        self._label(1, "对账单余额")
        self._money(1, self.made.closing)
        self.row += 1
        return book, _Sum(cell(self.row - 1, _LAST), self.made.closing)

    def _rest(self) -> Iterator[tuple[str, int | None]]:
        """Name what is no fund's: on an account of the funds' own only where there is any."""
        rest, dedicated = self.made.rest, self.facts.account.dedicated
        if rest.opening or not dedicated:
            yield ("首份对账单前与账不符" if dedicated else "其他资金：首份对账单前余额"), rest.opening
        parts = (("其他资金：已标记的收付", rest.other), ("存款利息", rest.interest), ("银行手续费", rest.fee))
        yield from ((name, fen) for name, fen in parts if fen)

    def _lacking(self, ours: str, received: Sequence[Item], theirs: str, paid: Sequence[Item]) -> tuple[_Sum, _Sum]:
        """Write what each side lacks under a heading that bears the sum: the bank's lines left, the entries right."""
        at = self.row
        self.row += 1
        for one, two in zip_longest(received, paid):
            self._item(0, one)
            self._item(1, two)
            self.row += 1
        if self.row == at + 1:
            self._item(0, None)
            self._item(1, None)
            self.row += 1
        after, self.row = self.row, at
        sums = [
            self._sum(
                side, name, f"SUM({span(at + 1, after - 1, _AMOUNT + side * _OTHER)})", sum(one.fen for one in some)
            )
            for side, (name, some) in enumerate(((ours, received), (theirs, paid)))
        ]
        self.row = after
        return sums[0], sums[1]

    def _item(self, side: int, item: Item | None) -> None:
        first = side * _OTHER
        for column in range(first, first + _OTHER):
            self.page.text(self.row, column, "", BODY)
        if item is not None:
            number = (item.voucher or f"第{item.id}号") if item.fund else str(item.id)
            self.page.day(self.row, first, item.date, AMOUNT)
            self.page.text(self.row, first + 1, number, CENTRE)
            self.page.text(self.row, first + 2, item_words(item, self.facts), BODY)
            self.page.money(self.row, first + _AMOUNT, item.fen, AMOUNT)

    def _named(self, name: str, fen: int | None) -> None:
        """Write a part of the book's balance; the right stays empty."""
        self.page.across(self.row, 0, _AMOUNT - 1, name, BODY | {"shrink": True, "text_wrap": False})
        self.page.money(self.row, _AMOUNT, fen, AMOUNT)
        self._item(1, None)
        self.row += 1

    def _label(self, side: int, name: str) -> None:
        self.page.across(self.row, side * _OTHER, side * _OTHER + _AMOUNT - 1, name, TOTAL | {"indent": 1})

    def _money(self, side: int, fen: int | None) -> None:
        column = side * _OTHER + _AMOUNT
        if fen is None:
            self.page.text(self.row, column, "未载明", TOTAL | {"align": "right"})
        else:
            self.page.money(self.row, column, fen, TOTAL)

    def _sum(self, side: int, name: str, formula: str, fen: int | None) -> _Sum:
        """Write a name and its sum on one side of the row; where the sum is not known, that."""
        self._label(side, name)
        column = side * _OTHER + _AMOUNT
        if fen is None:
            self.page.text(self.row, column, "无法计算", TOTAL | {"align": "right"})
        else:
            self.page.sum(self.row, column, formula, fen, TOTAL)
        return _Sum(cell(self.row, column), fen)

    def _difference(self, book: _Sum, bank: _Sum) -> None:
        differs = self.made.difference
        self._sum(0, "调节后差额（单位－银行）", f"{book.cell}-{bank.cell}", differs)
        said = "两边余额相符。" if differs == 0 else "两边余额不符，原因见下。" if differs else "无法核对，原因见下。"
        self.page.across(self.row, _OTHER, _LAST, said, TOTAL)
        self.row += 1


def _remarks(page: Page, row: int, said: Sequence[str]) -> int:
    """Write what must be looked into, one to a row; give the next row."""
    if not said:
        return row
    page.across(row, 0, _LAST, "差额原因及需查明的事项", HEAD)
    for at, text in enumerate(said, 1):
        whole = f"{at}.{text}"
        page.across(row + at, 0, _LAST, whole, NOTE | {"border": 1, "valign": "vcenter"})
        page.height(row + at, 4 + 13 * lines_in(whole, _WIDTH))
    return row + len(said) + 1
