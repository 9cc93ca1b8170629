"""Every sheet by the kind of import, and the mark by which a workbook of ours is known again."""

from collections.abc import Mapping
from typing import Final

from funds.workbook.layout.bank import BANK
from funds.workbook.layout.column import Layout
from funds.workbook.layout.granting import AWARDS, DISBURSEMENTS, STUDIOS
from funds.workbook.layout.materials import MATERIALS
from funds.workbook.layout.spending import SPENDING

__all__ = ["INSTRUCTIONS", "LAYOUTS", "LISTS", "MARK", "MARK_NAME", "NEEDED_FOR", "PRINTED", "layout_of", "mark_of"]

#: The kinds of import; `materials` has a sheet for each ledger.
LAYOUTS: Final[Mapping[str, tuple[Layout, ...]]] = {
    "studios": (STUDIOS,),
    "awards": (AWARDS,),
    "disbursements": (DISBURSEMENTS,),
    "spending": (SPENDING,),
    "bank": (BANK,),
    "materials": MATERIALS,
}
#: The sheets of a template that hold no data: the instructions, and the drop-down lists.
INSTRUCTIONS: Final = "填表说明"
LISTS: Final = "可选项"
#: How the name of a sheet ends that is for the printer: what it shows stands in other sheets as registers.
PRINTED: Final = "（打印）"
#: Before the kind and the version in the 填表说明: ``funds spending/1``.
MARK: Final = "funds"
#: The workbook's hidden name that holds kind and version: ``spending/1``.
MARK_NAME: Final = "funds_layout"
#: Columns that only some rows need, by kind and key, and which rows those are.
NEEDED_FOR: Final[Mapping[tuple[str, str], str]] = {("spending", "purpose"): "支出行必填"}

_BY_KIND: Final = {layout.kind: layout for layouts in LAYOUTS.values() for layout in layouts}


def layout_of(kind: str) -> Layout:
    """Give one sheet's layout by its own kind, such as ``spending`` or ``material-equipment``."""
    return _BY_KIND[kind]


def mark_of(kind: str) -> str:
    """Give the version mark of a kind of import: ``spending/1``; of several sheets the newest counts."""
    return f"{kind}/{max(layout.version for layout in LAYOUTS[kind])}"
