"""The sheet that holds a fund's spending against its material and the bank (台账核对表), on A4 landscape, side by side."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from funds.statements.papers.known import Cover
from funds.workbook.issue.papers import frame
from funds.workbook.issue.papers.compared import compared
from funds.workbook.issue.papers.frame import AMOUNT, BODY, HEAD, Rate
from funds.workbook.issue.papers.reconciled_rows import COLUMNS, LAST, SUMS, Rows, Sums
from funds.workbook.issue.papers.side_rows import Reconciled
from funds.workbook.issue.style import Book, Page, cell

__all__ = ["TITLE", "Reconciled", "lay_reconciled"]

TITLE: Final = "台账核对表"
_PLACES: Final = ((0, 6), (7, 12), (13, LAST))
_SIDES: Final = ("账面支出", "账面银行付款", "台账（支撑材料）", "银行流水付款")
_NOTES: Final = (
    "注：1.支出、付款为正数；退款、冲销、收款为红字负数。一笔账与台账、与银行分别核对，每个金额只列一次，故各栏合计与账面、台账、银行流水一致。",
    "　　2.银行付款不含现金支付和留存的质保金，可与支出不等。没有台账行而所附单据齐全的列为“附件”，不计台账金额。",
    "　　3.差额为账面减台账、账面减银行流水；核对相符而有差额的，由人工核对。证件号码、手机号码已隐去。",
)


def lay_reconciled(book: Book, name: str, made: Reconciled, cover: Cover) -> None:
    """Lay one fund's reconciliation out on a sheet of its own. Raises KeyError as `compared` does."""
    told = compared(made)
    page = book.page(name)
    page.widths(width for _band, _name, width in COLUMNS)
    frame.title(page, cover, TITLE, LAST)
    head = _about(page, made, cover)
    _headers(page, head)
    rows = Rows(book, page, head + 2)
    sums = rows.lay(told)
    row = _summary(page, rows.row, sums)
    signed = ((0, 6, "制表（签名）：\n\n　　　　　年　　月　　日"), (7, 12, "复核（签名）：\n\n　　　　　年　　月　　日"),
              (13, LAST, "单位（盖章）：\n\n　　　　　年　　月　　日"))  # fmt: skip
    row = frame.boxes(page, row, signed, 54)
    notes = (*_NOTES, f"　　4.人工核对的判断另成一链，链首：{made.decisions}") if made.decisions else _NOTES
    last = frame.heads(page, row, LAST, [made.fund], notes)
    page.paper((last, LAST), landscape=True, repeat=(head, head + 1))


def _about(page: Page, made: Reconciled, cover: Cover) -> int:
    fund, open_ = made.fund, len(made.result.ambiguous)
    waiting = f"待人工判断：{open_}处，候选见表末" if open_ else "待人工判断：无"
    first = (f"项目：{fund.programme}", f"专项资金编号：{fund.code}", f"工作室：{fund.studio}")
    second = (f"账户单位：{fund.holder}", waiting, f"制表单位：{cover.maker}")
    return frame.about(page, 2, _PLACES, (first, second))


def _headers(page: Page, row: int) -> None:
    at = 0
    for band, some in groupby(band for band, _name, _width in COLUMNS):
        count = len(list(some))
        page.across(row, at, at + count - 1, band, HEAD)
        at += count
    frame.headers(page, row + 1, (name for _band, name, _width in COLUMNS))
    page.sheet.freeze_panes(row + 2, 0)


def _summary(page: Page, row: int, sums: Sequence[Sums]) -> int:
    """Write the four sides, each as agreed, left over and all, and how much of the spending has its material; give the next row."""
    agreed, left, every = sums
    for first, last, text in ((0, 3, "核对汇总"), (4, 4, "核对相符"), (5, 5, "未核对上"), (6, 6, "合计")):
        page.across(row, first, last, text, HEAD)
    for at, side in enumerate(_SIDES):
        page.across(row + 1 + at, 0, 3, side, BODY)
        for column, one in ((4, agreed), (5, left), (6, every)):
            page.sum(row + 1 + at, column, cell(one.row, SUMS[at]), one.fen[at], AMOUNT)
    row += len(_SIDES) + 1
    spent, whole = (cell(row - len(_SIDES), column) for column in (4, 6))
    frame.rate_line(
        page, row, LAST, Rate("支出核对率", ("核对相符支出", spent, agreed.fen[0]), ("支出合计", whole, every.fen[0]))
    )
    return row + 1
