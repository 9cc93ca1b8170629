"""The table of how the funds of a programme stand (专项资金使用情况表) on A4 landscape, a row a fund."""

from typing import Final

from funds.statements.papers.known import Cover
from funds.statements.papers.usage import Usage, UsageLine
from funds.workbook.issue.papers import frame
from funds.workbook.issue.papers.frame import AMOUNT, BODY, CENTRE, HEAD, TOTAL, Rate
from funds.workbook.issue.style import Book, Page, cell, span

__all__ = ["TITLE", "lay_usage"]

TITLE: Final = "专项资金使用情况表"
_BEFORE: Final = (
    ("序号", 4.5), ("专项资金编号", 11), ("工作室（所在单位）", 20), ("补助文号", 13), ("到账日期", 10.5), ("批准", 11), ("到账", 11),
)  # fmt: skip
_AFTER: Final = (
    ("累计支出", 11), ("使用率", 8.5), ("违规挂账", 10), ("追回", 10), ("退回", 10), ("结转结余", 11), ("原因说明", 16),
)  # fmt: skip
_APPROVED, _RECEIVED, _USES = 5, 6, 7


def lay_usage(book: Book, name: str, made: Usage, cover: Cover) -> None:
    """Lay a programme's funds out on a sheet of their own."""
    page = book.page(name)
    columns = [*_BEFORE, *((use, 10) for _id, use in made.uses), *_AFTER]
    last = len(columns) - 1
    page.widths(width for _name, width in columns)
    frame.title(page, cover, TITLE, last)
    row = frame.about(page, 2, ((0, last),), ((f"项目：{made.programme}　　制表单位：{cover.maker}",),))
    first = _headers(page, row, made)
    page.sheet.freeze_panes(first, 3)
    for at, line in enumerate(made.lines):
        _line(page, first + at, at + 1, line, made)
    row = first + len(made.lines)
    _total(page, first, row, made)
    row = _rates(page, row, made, last, whole=cover.window.since is None)
    third = last // 3
    signed = ((0, 3, "制表（签名）："), (4, third + 5, "审核（签名）："), (third + 6, last, "单位（盖章）："))
    row = frame.boxes(page, row, signed, 45)
    notes = (
        "注：使用率=累计支出÷到账，未到账的为不适用；结转结余=到账-累计支出-违规挂账+追回-退回；原因说明列由账簿列出，可续填。",
    )
    end = frame.heads(page, row, last, (line.fund for line in made.lines), notes)
    page.paper((end, last), landscape=True, repeat=(first - 2, first - 1))


def _headers(page: Page, row: int, made: Usage) -> int:
    """Write the headers in two rows, the uses below 累计支出分用途; give the first row of the table."""
    after = _USES + len(made.uses)
    if made.uses:
        page.across(row, _USES, after - 1, "支出分用途", HEAD)
    for column, (_id, use) in enumerate(made.uses, _USES):
        page.text(row + 1, column, use, HEAD)
    for column, (header, _width) in (*enumerate(_BEFORE), *enumerate(_AFTER, after)):
        page.sheet.merge_range(row, column, row + 1, column, "", None)
        page.text(row, column, header, HEAD)
        page.text(row + 1, column, "", HEAD)
    return row + 2


def _line(page: Page, row: int, at: int, line: UsageLine, made: Usage) -> None:
    fund, total = line.fund, line.fund.total
    page.number(row, 0, at, CENTRE)
    page.text(row, 1, fund.code, CENTRE)
    page.text(row, 2, f"{fund.studio}（{fund.unit}）", BODY)
    page.text(row, 3, fund.document, BODY)
    page.text(row, 4, "\n".join(map(str, line.received_on)), CENTRE)
    page.money(row, _APPROVED, fund.approved, AMOUNT)
    page.money(row, _RECEIVED, total["received"], AMOUNT)
    for column, (use, _name) in enumerate(made.uses, _USES):
        page.money(row, column, line.uses.get(use, 0), AMOUNT)
    after = _USES + len(made.uses)
    formula = f"SUM({cell(row, _USES)}:{cell(row, after - 1)})" if made.uses else "0"
    page.sum(row, after, formula, total["spent"], AMOUNT)
    for column, measure in enumerate(("disallowed", "recovered", "returned"), after + 2):
        page.money(row, column, total[measure], AMOUNT)
    _ends(page, row, after, (total["spent"], total["received"], total["balance"]), AMOUNT)
    page.text(row, after + 6, line.reasons, BODY)


def _ends(page: Page, row: int, after: int, fen: tuple[int, int, int], look: dict[str, object]) -> None:
    """Write the rate and the balance of a row; `fen` is spent, received, and the balance."""
    spent, received, balance = fen
    rate = Rate("使用率", ("累计支出", cell(row, after), spent), ("到账", cell(row, _RECEIVED), received))
    page.rate(row, after + 1, rate.formula, rate.value, look)
    disallowed, recovered, returned = (cell(row, after + at) for at in (2, 3, 4))
    left = f"{cell(row, _RECEIVED)}-{cell(row, after)}-{disallowed}+{recovered}-{returned}"
    page.sum(row, after + 5, left, balance, look)


def _total(page: Page, first: int, row: int, made: Usage) -> None:
    lines, after = made.lines, _USES + len(made.uses)
    for column in range(_USES - 2):
        page.text(row, column, "合计" if column == 2 else "", TOTAL | {"align": "center"})  # noqa: PLR2004  工作室
    sums = {_APPROVED: "approved", _RECEIVED: "received", after: "spent", after + 2: "disallowed",
            after + 3: "recovered", after + 4: "returned"}  # fmt: skip
    fen = {column: sum(line.fund.total[measure] for line in lines) for column, measure in sums.items()}
    for column, (use, _name) in enumerate(made.uses, _USES):
        fen[column] = sum(line.uses.get(use, 0) for line in lines)
    for column, amount in fen.items():
        formula = f"SUM({span(first, row - 1, column)})" if lines else "0"
        page.sum(row, column, formula, amount, TOTAL)
    balance = sum(line.fund.total["balance"] for line in lines)
    _ends(page, row, after, (fen[after], fen[_RECEIVED], balance), TOTAL)
    page.text(row, after + 6, "", TOTAL)


def _rates(page: Page, row: int, made: Usage, last: int, *, whole: bool) -> int:
    """Write the rates of the total; that of money come in only where the paper covers all years."""
    after, totals = _USES + len(made.uses), [line.fund.total for line in made.lines]
    fen = {measure: sum(total[measure] for total in totals) for measure in ("approved", "received", "spent", "balance")}
    received = ("到账", cell(row, _RECEIVED), fen["received"])
    rates = [
        Rate("资金到位率", received, ("批准", cell(row, _APPROVED), fen["approved"])),
        Rate("使用率", ("累计支出", cell(row, after), fen["spent"]), received),
        Rate("结转结余率", ("结转结余", cell(row, after + 5), fen["balance"]), received),
    ][0 if whole else 1 :]
    for at, rate in enumerate(rates, 1):
        frame.rate_line(page, row + at, last, rate)
    return row + len(rates) + 1
