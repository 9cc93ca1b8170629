"""Issuing a paper (出具): the funds seen through a window become one workbook file."""

from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from funds.statements.papers.known import Cover, Known
from funds.statements.papers.register import register
from funds.statements.papers.rows import rows_of
from funds.statements.papers.summary import summary
from funds.statements.papers.usage import usage
from funds.statements.papers.uses import use_list
from funds.statements.papers.voucher import vouchers
from funds.workbook.issue.papers import data
from funds.workbook.issue.papers import register as registers
from funds.workbook.issue.papers import summary as summaries
from funds.workbook.issue.papers import usage as usages
from funds.workbook.issue.papers import uses as lists
from funds.workbook.issue.papers import voucher as forms
from funds.workbook.issue.style import Book
from funds.workbook.layout.sheets import PRINTED

__all__ = ["PAPERS", "issue"]

#: What the sheet of a register to print is called by: it holds the same entries as the data sheets

#: The papers by the word that asks for them, with their titles.
PAPERS: Final = {
    "register": registers.TITLE,
    "list": lists.TITLE,
    "usage": usages.TITLE,
    "voucher": forms.TITLE,
    "summary": summaries.TITLE,
}


def issue(paper: str, funds: Sequence[Known], cover: Cover, target: Path, *, number: int = 0, one: bool = False) -> int:
    """Write a paper of some funds, and give how many of its forms it holds; nothing is written where that is none.

    `number` asks for the voucher of one record; `one` for the summary of the only fund. Raises
    OSError, BadCellError.
    """
    book = Book(PAPERS[paper], cover.day)
    match paper:
        case "voucher":
            made = _vouchers(book, funds, cover, number)
        case "summary":
            made = _summaries(book, funds, cover, one=one)
        case _:
            made = _LAID[paper](book, funds, cover)
    if made:
        book.save(target)
    return made


def _registers(book: Book, funds: Sequence[Known], cover: Cover) -> int:
    for known in funds:
        name = registers.TITLE if len(funds) == 1 else f"台账 {known.fund.code}"
        registers.lay_register(book, name + PRINTED, register(known), cover)
    data.lay_data(book, rows_of(funds))
    return len(funds)


def _lists(book: Book, funds: Sequence[Known], cover: Cover) -> int:
    for known in funds:
        name = lists.TITLE if len(funds) == 1 else f"清单 {known.fund.code}"
        lists.lay_uses(book, name, use_list(known), cover)
    return len(funds)


def _vouchers(book: Book, funds: Sequence[Known], cover: Cover, number: int) -> int:
    chosen = [voucher for known in funds for voucher in vouchers(known, number)]
    forms.lay_vouchers(book, chosen, cover)
    return len(chosen)


def _programmes(funds: Sequence[Known]) -> list[tuple[str, list[Known]]]:
    """Part the funds by programme; they come in order of their codes."""
    ordered = sorted(funds, key=_programme)
    return [(code, list(some)) for code, some in groupby(ordered, key=_programme)]


def _programme(known: Known) -> str:
    return known.story.terms.programme if known.story.terms else ""


def _usages(book: Book, funds: Sequence[Known], cover: Cover) -> int:
    parts = _programmes(funds)
    for code, some in parts:
        usages.lay_usage(book, code, usage(some, some[0].names.uses), cover)
    return len(parts)


def _summaries(book: Book, funds: Sequence[Known], cover: Cover, *, one: bool) -> int:
    parts = _programmes(funds)
    for code, some in parts:
        fund = some[0].fund
        scope = f"{fund.code} {fund.studio}" if one else fund.programme
        summaries.lay_summary(book, fund.code if one else code, summary(scope, some, some[0].names.uses), cover)
    return len(parts)


_LAID: Final[dict[str, Callable[[Book, Sequence[Known], Cover], int]]] = {
    "register": _registers,
    "list": _lists,
    "usage": _usages,
}
