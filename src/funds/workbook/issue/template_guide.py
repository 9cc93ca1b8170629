"""The 填表说明 of a template: how to fill it in, what each column takes, and the clause it comes from."""

import math
from collections.abc import Iterable, Sequence
from typing import Final

from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore]
from xlsxwriter.format import Format  # type: ignore[import-untyped,unused-ignore]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped,unused-ignore]

from funds.workbook.issue.template_cells import FONT, HeaderFormats
from funds.workbook.issue.template_offer import Offered, Pick
from funds.workbook.layout.column import Column, Layout
from funds.workbook.layout.sheets import INSTRUCTIONS, LAYOUTS, MARK, NEEDED_FOR, mark_of

__all__ = ["write_guide"]

_WIDTHS: Final = (19, 12, 68, 47)
_TITLES: Final = ("列名", "要求", "填写说明", "依据")
_LINE: Final = 14.5
_PAD: Final = 5
_A4: Final = 9
#: Longer lists are left to the drop-down.
_SHOWN: Final = 60
_HOW: Final = (
    "一行填一笔。表头文字请勿改动；列的次序可以调换，右边可以加自己的列，导入时不会丢。",
    "金额一律以元为单位，不是万元；日期写成 2022-10-08；编号、号码各列已设为文本，直接输入，位数不会丢失。",
    "合计行、空行可以保留，导入时能认出；同一张表再次导入，已经入账的行不会重复入账。",
    "填好后另存为 xlsx（WPS 也请选 xlsx，不用 et、xls），再导入：funds import {kind} 文件名.xlsx。",
    "导入时有问题的格子会标在“文件名-问题.xlsx”里，改好那一份可直接再导入。",
)
_LISTED: Final = {
    "programmes": ("可填的资助项目", "项目代码", "项目名称"),
    "tiers": ("可填的补助类别", "类别", "所属项目与说明"),
    "funds": ("可填的专项资金", "编号", "工作室与所在单位"),
    "purposes": ("项目列明的用途", "用途", "代号"),
    "papers": ("附件种类", "种类", "代号"),
}


class _Page:
    """The sheet as it grows downwards."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        """Take the sheet and make its formats."""
        wrapped = {**FONT, "text_wrap": True, "num_format": "@"}
        self.sheet = sheet
        self.row = 0
        self.title = book.add_format({**FONT, "bold": True, "font_size": 16, "align": "center"})
        self.plain = book.add_format(wrapped)
        self.boxed = book.add_format({**wrapped, "border": 1})
        self.middle = book.add_format({**wrapped, "border": 1, "align": "center"})
        self.head = book.add_format({**FONT, "bold": True, "border": 1, "align": "center", "bg_color": "#E7E6E6"})
        self.section = book.add_format({**FONT, "bold": True, "font_size": 12})
        self.faint = book.add_format({**FONT, "font_color": "#7F7F7F", "num_format": "@"})

    def across(self, text: str, look: Format, least: float = 0) -> None:
        """Write one line over all columns."""
        self.sheet.merge_range(self.row, 0, self.row, len(_WIDTHS) - 1, text, look)
        self.sheet.set_row(self.row, max(least, _height(((text, sum(_WIDTHS)),))))
        self.row += 1

    def line(self, cells: Sequence[tuple[str, Format]]) -> None:
        """Write one line of the table, high enough for its longest cell."""
        for at, (text, look) in enumerate(cells):
            self.sheet.write_string(self.row, at, text, look)
        texts = (text for text, _look in cells)
        self.sheet.set_row(self.row, _height(zip(texts, _WIDTHS, strict=False)))
        self.row += 1

    def pick(self, texts: tuple[str, str, str], look: Format) -> None:
        """Write one line of a list; its first cell takes the room of two columns."""
        first, *others = texts
        self.line([("", look), ("", look), *((text, look) for text in others)])
        self.sheet.merge_range(self.row - 1, 0, self.row - 1, 1, first, look)


def write_guide(book: Workbook, kind: str, offered: Offered, headers: HeaderFormats) -> None:
    """Write the 填表说明 of a kind of import."""
    sheet = book.add_worksheet(INSTRUCTIONS)
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    page = _Page(book, sheet)
    layouts = LAYOUTS[kind]
    _opening(page, kind, offered, headers)
    for layout in layouts:
        _columns(page, layout, headers, several=len(layouts) > 1)
    used = {column.list_of for layout in layouts for column in layout.columns}
    for name in _LISTED:
        if name in used and offered.picks(name):
            _picks(page, name, offered.picks(name))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&9第 &P 页 共 &N 页")


def _opening(page: _Page, kind: str, offered: Offered, headers: HeaderFormats) -> None:
    layouts = LAYOUTS[kind]
    title = layouts[0].title if len(layouts) == 1 else "佐证材料台账"
    page.across(f"{title}填表说明", page.title, 30)
    if offered.scope:
        page.across(f"适用：{offered.scope}", page.plain)
    for number, said in enumerate(_HOW, 1):
        page.across(f"{number}. {said.format(kind=kind)}", page.plain)
    page.line([("必填", headers.required), ("", page.plain), ("表头为这种颜色的列，每一行都要填。", page.plain)])
    if any(layout.kind == of for layout in layouts for of, _key in NEEDED_FOR):
        page.line(
            [
                ("部分行必填", headers.sometimes),
                ("", page.plain),
                ("表头为这种颜色的列，部分行要填，见下表。", page.plain),
            ]
        )
    page.line([("选填", headers.optional), ("", page.plain), ("表头为这种颜色的列，有就填，没有可空。", page.plain)])
    # near the top, where the reader looks for it when the hidden name was lost in saving
    mark = f"{MARK} {mark_of(kind)}"
    page.line([("版式标记", page.faint), ("", page.faint), (mark, page.faint), ("导入时核对，请勿改动。", page.faint)])


def _columns(page: _Page, layout: Layout, headers: HeaderFormats, *, several: bool) -> None:
    page.row += 1
    if several:
        page.across(f"工作表：{layout.title}", page.section, 20)
    page.line([(title, page.head) for title in _TITLES])
    for column in layout.columns:
        needed = _needed(layout, column)
        page.line([
            (column.header, headers.of(layout.kind, column)), (needed, page.middle), (column.help, page.boxed), (column.cite, page.boxed),
        ])  # fmt: skip


def _needed(layout: Layout, column: Column) -> str:
    return "必填" if column.required else NEEDED_FOR.get((layout.kind, column.key), "选填")


def _picks(page: _Page, name: str, picks: Sequence[Pick]) -> None:
    title, value, says = _LISTED[name]
    page.row += 1
    page.across(title, page.section, 20)
    page.pick((value, says, "依据"), page.head)
    for pick in picks[:_SHOWN]:
        page.pick((pick.value, pick.says, pick.cite), page.boxed)
    if len(picks) > _SHOWN:
        page.across(f"共 {len(picks)} 项，其余见单元格的下拉表。", page.plain)


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """Give the height in points that these texts need in columns of these widths."""
    return max(math.ceil(_wide(text) / width) for text, width in cells) * _LINE + _PAD


def _wide(text: str) -> int:
    """Give the width of a text in characters; an ideograph takes two, and nothing takes one line."""
    return max(1, sum(1 if sign.isascii() else 2 for sign in text))
