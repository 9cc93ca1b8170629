"""Income and spending summed up (收支汇总) on A4, a page for each programme or fund."""

from collections.abc import Sequence
from typing import Final

from funds.statements.papers.known import Cover
from funds.statements.papers.summary import Summary
from funds.workbook.issue.papers import frame
from funds.workbook.issue.papers.frame import AMOUNT, BODY, CENTRE, TOTAL, Rate
from funds.workbook.issue.style import Book, Look, Page, cell, span

__all__ = ["TITLE", "lay_summary"]

TITLE: Final = "收支汇总表"
_HEADERS: Final = (
    ("项　　目", 34),
    ("行次", 6),
    ("金　额", 16),
    ("其中：待核", 14),
    ("其中：缺附件", 14),
    ("占支出", 10),
)
_LAST: Final = len(_HEADERS) - 1
_GROUP: Final[Look] = BODY | {"bold": True}


def lay_summary(book: Book, name: str, made: Summary, cover: Cover) -> None:
    """Lay one scope out on a sheet of its own."""
    page = book.page(name)
    page.widths(width for _name, width in _HEADERS)
    frame.title(page, cover, TITLE, _LAST)
    scope = (f"范围：{made.scope}（专项资金 {len(made.funds)} 项）　　制表单位：{cover.maker}",)
    head = frame.about(page, 2, ((0, _LAST),), (scope,))
    frame.headers(page, head, (header for header, _width in _HEADERS))
    row = _Sheet(page, made, head + 1, whole=cover.window.since is None).lay()
    places = ((0, 0, "制表（签名）："), (1, 3, "审核（签名）："), (4, _LAST, "单位（盖章）："))
    row = frame.boxes(page, row, places, 60)
    notes = ("注：待核为尚待第二人核准的支出，缺附件为附件未齐的支出，均已含在支出内。",)
    last = frame.heads(page, row, _LAST, made.funds, notes)
    page.paper((last, _LAST), landscape=False, repeat=(head, head))


class _Sheet:
    """The rows, numbered (行次) as they come."""

    def __init__(self, page: Page, made: Summary, row: int, *, whole: bool) -> None:
        self.page, self.made, self.row, self.number, self.whole = page, made, row, 0, whole

    def lay(self) -> int:
        """Write the table and the rates, and give the next row."""
        total = self.made.total
        self._group("一、批准、拨付与到账")
        (approved, _disbursed, received) = self._amounts(
            (("批准金额", total["approved"]), ("拨付", total["disbursed"]), ("到账", total["received"]))
        )
        self._group("二、支出（分用途）")
        spent = self._uses()
        self._group("三、违规挂账与追回")
        names = (("违规挂账", total["disallowed"]), ("追回", total["recovered"]), ("期末尚未追回", self.made.claim))
        disallowed, recovered, _claim = self._amounts(names)
        self._group("四、退回")
        (returned,) = self._amounts((("退回结余", total["returned"]),))
        name = "五、结转结余" if self.whole else "五、本期收支差额"
        left = f"{received}-{spent}-{disallowed}+{recovered}-{returned}"
        balance = self._total(name, left, total["balance"])
        return self._rates({"approved": approved, "received": received, "spent": spent, "balance": balance})

    def _rates(self, at: dict[str, str]) -> int:
        total = self.made.total
        received = ("到账", at["received"], total["received"])
        rates = [Rate("使用率", ("累计支出", at["spent"], total["spent"]), received)]
        if self.whole:
            rates.insert(0, Rate("资金到位率", received, ("批准", at["approved"], total["approved"])))
            rates.append(Rate("结转结余率", ("结转结余", at["balance"], total["balance"]), received))
        for rate in rates:
            frame.rate_line(self.page, self.row, _LAST, rate)
            self.row += 1
        return self.row

    def _group(self, name: str) -> None:
        for column in range(_LAST + 1):
            self.page.text(self.row, column, name if column == 0 else "", _GROUP)
        self.row += 1

    def _begin(self, name: str, look: Look) -> None:
        self.number += 1
        self.page.text(self.row, 0, name, look | {"text_wrap": True})
        self.page.number(self.row, 1, self.number, CENTRE)
        for column in range(3, _LAST + 1):
            self.page.text(self.row, column, "", BODY)

    def _amounts(self, rows: Sequence[tuple[str, int]]) -> list[str]:
        cells = []
        for name, fen in rows:
            self._begin(f"　　{name}", AMOUNT)
            self.page.money(self.row, 2, fen, AMOUNT)
            cells.append(cell(self.row, 2))
            self.row += 1
        return cells

    def _total(self, name: str, formula: str, fen: int) -> str:
        self._begin(name, TOTAL)
        self.page.sum(self.row, 2, formula, fen, TOTAL)
        self.row += 1
        return cell(self.row - 1, 2)

    def _uses(self) -> str:
        """Write a row a use, and the sum below them; give the cell of the sum."""
        first, uses = self.row, self.made.uses
        last = first + len(uses) - 1
        spent = cell(last + 1, 2)
        for use in uses:
            self._begin(f"　　{use.name}", AMOUNT)
            for column, fen in enumerate((use.spent, use.under_review, use.unsupported), 2):
                self.page.money(self.row, column, fen, AMOUNT)
            rate = Rate("", ("", cell(self.row, 2), use.spent), ("", spent, self.made.total["spent"]))
            self.page.rate(self.row, _LAST, rate.formula, rate.value, AMOUNT)
            self.row += 1
        self._total("　　支出合计", f"SUM({span(first, last, 2)})" if uses else "0", self.made.total["spent"])
        for column, measure in ((3, "under_review"), (4, "unsupported")):
            formula = f"SUM({span(first, last, column)})" if uses else "0"
            self.page.sum(self.row - 1, column, formula, self.made.total[measure], TOTAL)
        rate = Rate("", ("", spent, self.made.total["spent"]), ("", spent, self.made.total["spent"]))
        self.page.rate(self.row - 1, _LAST, rate.formula, rate.value, TOTAL)
        return spent
