"""Templates (空白登记表): a register to be filled in, with drop-down lists, validation and 填表说明.

Made from the same layout that the reader goes by, so that what is offered here can be read there.
"""

import io
import os
from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore]

from funds.workbook.issue.template_cells import HeaderFormats, cell_formats, header_formats
from funds.workbook.issue.template_checks import ROWS, Lists, check
from funds.workbook.issue.template_guide import write_guide
from funds.workbook.issue.template_offer import Offered, Pick
from funds.workbook.layout.column import Layout
from funds.workbook.layout.sheets import LAYOUTS, MARK_NAME, mark_of

__all__ = ["ROWS", "Offered", "Pick", "template"]

_A4 = 9
_HEADER_HEIGHT = 34
#: Two lines of text, since long names and invoice numbers are wrapped.
_ROW_HEIGHT = 30
_FOOTER = "&C&9第 &P 页 共 &N 页"


def template(kind: str, target: Path, offered: Offered) -> None:
    """Write the template of a kind of import to a file, whole or not at all.

    Raises KeyError for a kind that there is not, OSError where the file cannot be written.
    """
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": LAYOUTS[kind][0].title, "comments": mark_of(kind)})
        lists = Lists(book, offered)
        formats = header_formats(book)
        for layout in LAYOUTS[kind]:
            _write_sheet(book, layout, lists, formats)
        write_guide(book, kind, offered, formats)
        lists.write()
        book.define_name(MARK_NAME, f'="{mark_of(kind)}"')
        book.defined_names[-1][-1] = True  # hidden: nobody should change it by accident
    incoming = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        incoming.write_bytes(content.getvalue())
        incoming.replace(target)
    finally:
        incoming.unlink(missing_ok=True)


def _write_sheet(book: Workbook, layout: Layout, lists: Lists, headers: HeaderFormats) -> None:
    """Write one empty register: header, formats, validation, print set-up."""
    sheet = book.add_worksheet(layout.title)
    last = len(layout.columns) - 1
    cells = cell_formats(book)
    for at, column in enumerate(layout.columns):
        sheet.set_column(at, at, column.width, cells[column.reads])
        sheet.write_string(0, at, column.header, headers.of(layout.kind, column))
        sheet.data_validation(1, at, ROWS, at, check(column, lists))
    sheet.set_default_row(_ROW_HEIGHT)
    sheet.set_row(0, _HEADER_HEIGHT)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, ROWS, last)
    # lines around filled rows only, so that no empty pages are printed
    filled = {
        "type": "formula",
        "criteria": f"=COUNTA($A2:${_letter(last)}2)>0",
        "format": book.add_format({"border": 1}),
    }
    sheet.conditional_format(1, 0, ROWS, last, filled)
    sheet.ignore_errors({"number_stored_as_text": f"A2:{_letter(last)}{ROWS + 1}"})
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f'&C&"宋体,Bold"&16{layout.title}')
    sheet.set_footer(_FOOTER)


def _letter(column: int) -> str:
    """Give the letter of a column within the first 26, counted from 0."""
    return chr(ord("A") + column)
