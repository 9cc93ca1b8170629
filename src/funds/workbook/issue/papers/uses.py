"""The list of working funds used (工作经费使用清单) on A4: the total in figures and in capitals, and boxes to sign and seal."""

from typing import Final

from funds.statements.capitals import capitals
from funds.statements.papers.known import Cover
from funds.statements.papers.uses import UseLine, UseList
from funds.workbook.issue.papers import frame
from funds.workbook.issue.papers.frame import AMOUNT, BODY, CENTRE, TOTAL, Rate
from funds.workbook.issue.style import Book, Page, cell, span

__all__ = ["TITLE", "lay_uses"]

TITLE: Final = "工作经费使用清单"
_HEADERS: Final = (
    ("序号", 4.5), ("年度", 5.5), ("经费来源", 15.5), ("用途", 24), ("金额（元）", 12), ("日期", 10.5), ("凭证号", 8),
    ("票据号", 21.5), ("备注", 16),
)  # fmt: skip
_LAST: Final = len(_HEADERS) - 1
_AMOUNT: Final = 4


def lay_uses(book: Book, name: str, made: UseList, cover: Cover) -> None:
    """Lay one fund's list out on a sheet of its own."""
    page = book.page(name)
    page.widths(width for _name, width in _HEADERS)
    frame.title(page, cover, TITLE, _LAST)
    head = _about(page, made)
    frame.headers(page, head, (header for header, _width in _HEADERS))
    page.sheet.freeze_panes(head + 1, 0)
    for at, line in enumerate(made.lines, 1):
        _entry(page, head + at, at, line, made.source)
    row = _totals(page, head + 1, len(made.lines), made)
    places = ((0, 2, "制表（签名）：\n\n\n　　　年　　月　　日"), (3, 5, "审核（签名）：\n\n\n　　　年　　月　　日"),
              (6, _LAST, "财务盖章：\n\n\n　　　　　年　　月　　日"))  # fmt: skip
    row = frame.boxes(page, row, places, 84)
    notes = ("注：红字为退款、冲销或转列违规挂账，冲减支出；合计与使用情况表的累计支出一致。",)
    last = frame.heads(page, row, _LAST, [made.fund], notes)
    page.paper((last, _LAST), landscape=False, repeat=(head, head))


def _about(page: Page, made: UseList) -> int:
    fund = made.fund
    return frame.about(
        page,
        2,
        ((0, 3), (4, _LAST)),
        (
            (f"工作室：{fund.studio}", f"所在单位：{fund.unit}"),
            (f"项目：{fund.programme}", f"专项资金编号：{fund.code}　　补助文号：{fund.document}"),
        ),
    )


def _entry(page: Page, row: int, at: int, line: UseLine, source: str) -> None:
    page.number(row, 0, at, CENTRE)
    page.number(row, 1, line.date.year, CENTRE)
    page.text(row, 2, source, BODY)
    page.text(row, 3, f"{line.use}：{line.memo}" if line.use else line.memo, BODY)
    page.money(row, _AMOUNT, line.amount, AMOUNT)
    page.day(row, 5, line.date, AMOUNT)
    page.text(row, 6, line.voucher, CENTRE)
    page.text(row, 7, line.invoices, BODY)
    page.text(row, 8, "；".join(part for part in (line.payee, line.remark) if part), BODY)


def _totals(page: Page, first: int, count: int, made: UseList) -> int:
    """Write the total twice, and the rate of use; give the next row."""
    row, total = first + count, made.fund.total
    page.across(row, 0, _AMOUNT - 1, "合计（小写）", TOTAL | {"align": "center"})
    formula = f"SUM({span(first, row - 1, _AMOUNT)})" if count else "0"
    page.sum(row, _AMOUNT, formula, made.total, TOTAL)
    page.across(row, _AMOUNT + 1, _LAST, "", TOTAL)
    page.across(row + 1, 0, 2, "合计（大写）", TOTAL | {"align": "center"})
    page.across(row + 1, 3, _LAST, capitals(made.total), TOTAL)
    page.across(row + 2, 0, _AMOUNT - 1, "本期到账", BODY | {"align": "center"})
    page.money(row + 2, _AMOUNT, total["received"], AMOUNT)
    page.across(row + 2, _AMOUNT + 1, _LAST, "", BODY)
    spent = ("累计支出", cell(row, _AMOUNT), total["spent"])
    frame.rate_line(page, row + 3, _LAST, Rate("使用率", spent, ("到账", cell(row + 2, _AMOUNT), total["received"])))
    return row + 4
