"""Vouchers (记账凭证) on A4, one a page, with the lines and the boxes that 会计基础工作规范 §51 asks for."""

from collections.abc import Sequence
from typing import Final

from funds.statements.capitals import capitals
from funds.statements.papers.known import Cover
from funds.statements.papers.voucher import Voucher
from funds.workbook.issue.papers.frame import AMOUNT, BODY, CENTRE, HEAD, RIGHT, SMALL, TOTAL
from funds.workbook.issue.style import Book, Look, Page, span

__all__ = ["TITLE", "lay_vouchers"]

TITLE: Final = "记账凭证"
_WIDTHS: Final = (30, 9, 20, 18, 15, 15)
_LAST: Final = len(_WIDTHS) - 1
#: As many lines as a voucher has at least, so that pages look alike.
_LEAST: Final = 6
#: A sheet takes no more page breaks than this (Excel: 1,026).
_PAGES: Final = 1_000
_RED: Final[Look] = {"font_color": "red"}


def lay_vouchers(book: Book, made: Sequence[Voucher], cover: Cover) -> None:
    """Lay vouchers out one below another, each on a page of its own."""
    for start in range(0, len(made), _PAGES):
        page = book.page("凭证" if start == 0 else f"凭证{start // _PAGES + 1}")
        page.widths(_WIDTHS)
        row, breaks = 0, []
        for voucher in made[start : start + _PAGES]:
            if row:
                breaks.append(row)
            row = _voucher(page, row, voucher, cover) + 1
        page.paper((row - 1, _LAST), landscape=True, breaks=breaks, scale=100)


def _voucher(page: Page, row: int, voucher: Voucher, cover: Cover) -> int:
    """Write one voucher, and give its last row."""
    row = _top(page, row, voucher)
    first = row
    for at in range(max(_LEAST, len(voucher.lines))):
        page.height(row, 30)
        _line(page, row, voucher, at)
        row += 1
    row = _totals(page, row, first, voucher)
    row = _signatures(page, row, voucher)
    for each in range(row, row + 3):
        page.height(each, 12)
    page.across(row, 0, _LAST, f"{cover.period}　　制表单位：{cover.maker}", SMALL)
    page.across(row + 1, 0, _LAST, f"本凭证封印：{voucher.seal}", SMALL)
    page.across(row + 2, 0, _LAST, f"链首：{voucher.fund.head}", SMALL)
    return row + 2


def _top(page: Page, row: int, voucher: Voucher) -> int:
    page.height(row, 34)
    page.across(row, 0, _LAST, TITLE, {"font_size": 20, "bold": True, "align": "center", "underline": 33})
    day = f"{voucher.date.year} 年 {voucher.date.month} 月 {voucher.date.day} 日"
    page.across(row + 1, 0, 0, f"核算单位：{voucher.fund.holder}", {"shrink": True})
    page.across(row + 1, 1, 3, day, {"align": "center", "font_size": 11})
    number = f"凭证字号：{voucher.voucher or '（未填）'}　　序号：{voucher.number}"
    page.across(row + 1, 4, _LAST, number, RIGHT)
    page.across(row + 2, 0, 3, f"专项资金：{voucher.fund.code}　{voucher.fund.studio}", {"shrink": True})
    page.across(row + 2, 4, _LAST, "金额单位：元", RIGHT)
    headers = ("摘　　要", "科目编码", "科目名称", "明细／项目", "借方金额", "贷方金额")
    page.height(row + 3, 24)
    for column, name in enumerate(headers):
        page.text(row + 3, column, name, HEAD)
    return row + 4


def _line(page: Page, row: int, voucher: Voucher, at: int) -> None:
    line = voucher.lines[at] if at < len(voucher.lines) else None
    if line is None:
        for column in range(_LAST + 1):
            page.text(row, column, "", BODY)
        return
    red = _RED if (line.debit or line.credit or 0) < 0 else {}
    page.text(row, 0, voucher.memo, BODY | red)
    page.text(row, 1, line.code, CENTRE | red)
    page.text(row, 2, line.name, BODY | red)
    page.text(row, 3, line.detail, BODY | red)
    page.money(row, 4, line.debit, AMOUNT)
    page.money(row, 5, line.credit, AMOUNT)


def _totals(page: Page, row: int, first: int, voucher: Voucher) -> int:
    debit = sum(line.debit or 0 for line in voucher.lines)
    credit = sum(line.credit or 0 for line in voucher.lines)
    page.height(row, 26)
    page.across(row, 0, 3, f"合计（大写）：{capitals(debit)}", TOTAL | (_RED if debit < 0 else {}))
    page.sum(row, 4, f"SUM({span(first, row - 1, 4)})", debit, TOTAL)
    page.sum(row, 5, f"SUM({span(first, row - 1, 5)})", credit, TOTAL)
    papers = f"附单据 {'　' if voucher.papers is None else voucher.papers} 张　　电子附件 {voucher.files} 件"
    people = f"经办人：{voucher.handler or '　　　'}　　审批人：{voucher.approver or '　　　'}"
    page.height(row + 1, 22)
    page.across(row + 1, 0, 1, papers, BODY)
    page.across(row + 1, 2, _LAST, people, BODY)
    remark = f"备注：{voucher.remark}"
    page.height(row + 2, 30 + 14 * (len(remark) // 45))
    page.across(row + 2, 0, _LAST, remark, BODY)
    return row + 3


def _signatures(page: Page, row: int, voucher: Voucher) -> int:
    page.height(row, 30)
    page.text(row, 0, "会计主管：", {})
    page.across(row, 1, 2, "记账：", {})
    page.text(row, 3, f"审核：{voucher.reviewer}", {})
    page.text(row, 4, "出纳：", {})
    page.text(row, 5, f"制单：{voucher.maker}", {})
    return row + 1
