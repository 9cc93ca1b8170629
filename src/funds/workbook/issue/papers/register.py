"""The register (补助资金使用台账) on A4 landscape: a running balance, the sums of each year, and what they rest on."""

from collections.abc import Sequence
from typing import Final

from funds.statements.papers.known import Cover
from funds.statements.papers.register import Register, RegisterLine
from funds.workbook.issue.papers import frame
from funds.workbook.issue.papers.frame import AMOUNT, BODY, CENTRE, HEAD, TOTAL, Rate
from funds.workbook.issue.style import Book, Page, cell, span

__all__ = ["TITLE", "lay_register"]

TITLE: Final = "补助资金使用台账"
_HEADERS: Final = (
    ("序号", 4.5), ("日期", 10.5), ("凭证字号", 8), ("摘要", 22), ("支出类别", 12), ("收款单位", 17), ("发票号码", 21.5),
    ("拨入", 12), ("支出", 12), ("结余", 12), ("经办人", 7), ("审批人", 7), ("附件张数", 5), ("备注", 16),
)  # fmt: skip
_LAST: Final = len(_HEADERS) - 1
_MEMO, _IN, _OUT, _LEFT = 3, 7, 8, 9
_PLACES: Final = ((0, 4), (5, 6), (7, _LAST))


def lay_register(book: Book, name: str, made: Register, cover: Cover) -> None:
    """Lay one fund's register out on a sheet of its own."""
    page = book.page(name)
    page.widths(width for _name, width in _HEADERS)
    frame.title(page, cover, TITLE, _LAST)
    head = _about(page, made, cover)
    frame.headers(page, head, (header for header, _width in _HEADERS))
    page.sheet.freeze_panes(head + 1, 0)
    row = _figures(page, _Table(page, made, head + 1).lay(), made)
    signed = ((0, 4, "制表（签名）："), (5, 6, "审核（签名）："), (7, _LAST, "单位（盖章）："))
    row = frame.boxes(page, row, signed, 45)
    notes = (
        "注：序号为本专项资金的记录编号；命名、核准、补附件、结账等不形成分录的记录不列。红字为负数。",
        "拨入含到账和追回，支出含违规挂账和退回，故结余与使用情况表一致。",
    )
    last = frame.heads(page, row, _LAST, [made.fund], notes)
    page.paper((last, _LAST), landscape=True, repeat=(head, head))


def _about(page: Page, made: Register, cover: Cover) -> int:
    fund = made.fund
    first = (f"项目：{fund.programme}", f"专项资金编号：{fund.code}", f"工作室：{fund.studio}")
    second = (
        f"补助文号：{fund.document}（命名日期 {fund.named}）",
        f"批准金额：{frame.grouped(fund.approved)}",
        f"账户单位：{fund.holder}　　制表单位：{cover.maker}",
    )
    return frame.about(page, 2, _PLACES, (first, second))


class _Table:
    """The lines, year by year: 上年结转, the entries, 本年累计 and 结转下年 (会计基础工作规范 §63, 财政部令98号)."""

    def __init__(self, page: Page, made: Register, row: int) -> None:
        self.page, self.made, self.first, self.row = page, made, row, row
        self.balance = made.opening

    def lay(self) -> int:
        """Write the table, and give the row after it."""
        made, since = self.made, self.made.since
        years = sorted({line.date.year for line in made.lines})
        if since:
            self._carried("上年结转" if (since.month, since.day) == (1, 1) else "上期结转")
        rows: list[int] = []
        for year in years:
            if year != years[0]:
                self._carried("上年结转")
            lines = [line for line in made.lines if line.date.year == year]
            entered = [self._entry(line) for line in lines]
            whole = since is None or year > since.year or (since.month, since.day) == (1, 1)
            self._sum(f"{'本年累计' if whole else '本期合计'}（{year}年）", lines, entered)
            rows += entered
            if year != years[-1]:
                self._carried("结转下年")
        if len(years) != 1:
            self._sum("合计", made.lines, rows)
        return self.row

    def _entry(self, line: RegisterLine) -> int:
        page, row = self.page, self.row
        page.number(row, 0, line.number, CENTRE)
        page.day(row, 1, line.date, AMOUNT)
        for column, text in ((2, line.voucher), (10, line.handler), (11, line.approver)):
            page.text(row, column, text, CENTRE)
        for column, text in ((_MEMO, line.memo), (4, line.use), (5, line.payee), (6, line.invoices), (13, line.remark)):
            page.text(row, column, text, BODY)
        page.money(row, _IN, line.came or None, AMOUNT)
        page.money(row, _OUT, line.went or None, AMOUNT)
        page.number(row, 12, line.papers, CENTRE)
        above = "" if row == self.first else f"{cell(row - 1, _LEFT)}+"
        self.balance = line.balance
        page.sum(row, _LEFT, f"{above}N({cell(row, _IN)})-N({cell(row, _OUT)})", line.balance, AMOUNT)
        self.row += 1
        return row

    def _carried(self, name: str) -> None:
        self._named(name)
        if self.row == self.first:
            self.page.money(self.row, _LEFT, self.balance, TOTAL)
        else:
            self.page.sum(self.row, _LEFT, cell(self.row - 1, _LEFT), self.balance, TOTAL)
        self.row += 1

    def _sum(self, name: str, lines: Sequence[RegisterLine], rows: Sequence[int]) -> None:
        self._named(name)
        came, went = sum(line.came for line in lines), sum(line.went for line in lines)
        for column, fen in ((_IN, came), (_OUT, went)):
            self.page.sum(self.row, column, _total(rows, column), fen, TOTAL)
        left = "0" if self.row == self.first else cell(self.row - 1, _LEFT)
        self.page.sum(self.row, _LEFT, left, self.balance, TOTAL)
        self.row += 1

    def _named(self, name: str) -> None:
        for column in range(_LAST + 1):
            self.page.text(self.row, column, name if column == _MEMO else "", TOTAL | {"align": "center"})


def _total(rows: Sequence[int], column: int) -> str:
    """Add up the entries, and not the sums that stand between them."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return f"SUM({','.join(span(first, last, column) for first, last in runs)})" if runs else "0"


def _figures(page: Page, row: int, made: Register) -> int:
    """Write what the balance is made of, and the rate of use with what it divides; give the next row."""
    total = made.fund.total
    figures = (
        ("期初结余", made.opening), ("到账", total["received"]), ("累计支出", total["spent"]),
        ("违规挂账", total["disallowed"]), ("追回", total["recovered"]), ("退回", total["returned"]),
    )  # fmt: skip
    for column, (name, fen) in enumerate(figures, _MEMO):
        page.text(row, column, name, HEAD)
        page.money(row + 1, column, fen, AMOUNT)
    page.text(row, _LEFT, "期末结余", HEAD)
    first, received, spent, disallowed, recovered, returned = (cell(row + 1, _MEMO + at) for at in range(6))
    left = f"{first}+{received}-{spent}-{disallowed}+{recovered}-{returned}"
    page.sum(row + 1, _LEFT, left, made.opening + total["balance"], TOTAL)
    rate = Rate("使用率", ("累计支出", spent, total["spent"]), ("到账", received, total["received"]))
    frame.rate_line(page, row + 2, _LAST, rate)
    return row + 3
