"""What a template's cells accept, and what they say to whoever fills them in."""

import datetime as dt
from typing import Any, Final

from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore]

from funds.workbook.issue.template_offer import Offered
from funds.workbook.layout.column import Column
from funds.workbook.layout.sheets import LISTS

__all__ = ["ROWS", "Lists", "check"]

#: How many rows of a template are validated.
ROWS: Final = 500
#: Excel keeps no longer list within a cell's own rule.
_INLINE: Final = 255
_FIRST: Final = dt.date(1990, 1, 1)
_LAST: Final = dt.date(2099, 12, 31)
#: Sums that a bank may give as nothing, or as less.
_ANY_SIGN: Final = frozenset({"out", "in", "balance"})
_LARGEST: Final = 100_000_000_000

_UNLISTED: Final = {
    "funds": "下拉表里没有这个编号。若是制表之后新开的专项资金，可以保留；否则请从下拉表选。",
    "purposes": "这不是项目列明的用途。保留下来的，导入时按项目规定列为待核或拒绝；可从下拉表选，列明之外的写“其他”。",
    "programmes": "下拉表里没有这个项目代码。请从下拉表选；新装的项目可以保留。",
    "tiers": "下拉表里没有这个类别。请从下拉表选；项目只有一类的可以空着。",
}


class Lists:
    """The drop-down lists: short ones within the rule itself, long ones on a hidden sheet."""

    def __init__(self, book: Workbook, offered: Offered) -> None:
        """Take the workbook, and what is offered."""
        self._book = book
        self._offered = offered
        self._long: list[list[str]] = []

    def named(self, name: str) -> list[str] | str:
        """Give the source of a list by its name: its items, or the cells where they are; empty for none."""
        picks = self._offered.picks(name) if name else ()
        return self.source([f"{pick.value}=" if name == "papers" else pick.value for pick in picks])

    def source(self, items: list[str]) -> list[str] | str:
        """Give the source of a list of these items, and keep it for the hidden sheet where it is long."""
        inline = len(",".join(items)) <= _INLINE and not any(sign in item for item in items for sign in ',"')
        if inline:
            return items
        if items not in self._long:
            self._long.append(items)
        letter = chr(ord("A") + self._long.index(items))
        return f"={LISTS}!${letter}$2:${letter}${len(items) + 1}"

    def write(self) -> None:
        """Write the hidden sheet, where any list is long."""
        if not self._long:
            return
        sheet = self._book.add_worksheet(LISTS)
        text = self._book.add_format({"num_format": "@"})
        for at, items in enumerate(self._long):
            sheet.set_column(at, at, 24, text)
            sheet.write_string(0, at, f"{LISTS}{at + 1}")
            for row, item in enumerate(items, 1):
                sheet.write_string(row, at, item, text)
        sheet.hide()


def check(column: Column, lists: Lists) -> dict[str, Any]:
    """Give the rule of a column's cells, with its prompt and its error in Chinese."""
    prompt = {"input_title": column.header, "input_message": column.help}
    error = {"error_title": f"{column.header}填得不对"[:32]}
    return {**prompt, **error, **_rule(column, lists)}


def _rule(column: Column, lists: Lists) -> dict[str, Any]:
    match column.reads:
        case "choice":
            names = [choice.names[0] for choice in column.choices]
            told = f"请从下拉表选：{'、'.join(names)}。"
            return {"validate": "list", "source": lists.source(names), "error_message": told}
        case "day":
            told = "请填日期，写成 2022-10-08 的样子，年份在 1990 至 2099 之间。"
            between = {"criteria": "between", "minimum": _FIRST, "maximum": _LAST}
            return {"validate": "date", **between, "error_message": told}
        case "money":
            return _money(column)
        case "count":
            told = "请填整数，不带单位。"
            return {"validate": "integer", "criteria": ">=", "value": 0, "error_message": told}
        case _:
            return _listed(column, lists)


def _money(column: Column) -> dict[str, Any]:
    if column.key in _ANY_SIGN:
        told = "请填数字，单位元，不带文字和货币符号。"
        between = {"criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST}
        return {"validate": "decimal", **between, "error_message": told}
    told = "请填大于零的数字，单位元（不是万元），最多两位小数，不带文字和货币符号。"
    return {"validate": "decimal", "criteria": ">", "value": 0, "error_message": told}


def _listed(column: Column, lists: Lists) -> dict[str, Any]:
    source = lists.named(column.list_of)
    if not source:
        return {"validate": "any"}
    rule = {"validate": "list", "source": source}
    if column.list_of in _UNLISTED:
        return {**rule, "error_type": "warning", "error_message": _UNLISTED[column.list_of]}
    return {**rule, "show_error": False}  # the list gives the kind of paper, and the file's name is typed behind it
