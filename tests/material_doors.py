"""The commands of supporting material as a person meets them, and workbooks of its ledgers."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from doors import Door, Said, environment
from funds.cli.clock import now
from funds.cli.commands import COMMANDS, Command
from funds.cli.registers.asked import Asked
from funds.cli.registers.materials import bring_in_materials
from funds.cli.registers.outcome import FileOutcome
from funds.cli.registers.run import How
from funds.cli.registers.sheets import Sheets
from funds.workbook.layout.sheets import layout_of

# the table of commands may not name it yet; what it names stays as it is
COMMANDS.setdefault("material", Command("material", "material:material", "Supporting material."))

STUDIO = "陈建国创新工作室"
FUND = "JY2022-001"
IDENTITY = "11010519491231002X"
PHONE = "13812345678"

ACTIVITY: Mapping[str, Any] = {
    "id": "HD-1", "studio": STUDIO, "fund": FUND, "date": "2023-05-18", "name": "焊接新工艺培训班", "sort": "学习培训",
    "people": 26, "voucher": "记-15", "amount": 1280.5,
}  # fmt: skip
MEMBER: Mapping[str, Any] = {
    "id": "CY-1", "studio": STUDIO, "date": "2023-05-18", "person": "李敏", "sort": "晋级", "identity": IDENTITY, "phone": PHONE,
}  # fmt: skip
EQUIPMENT: Mapping[str, Any] = {
    "id": "SB-1", "studio": STUDIO, "fund": FUND, "date": "2022-11-10", "name": "台式钻床", "asset": "专用设备", "quantity": 1,
    "unit_price": 4860, "invoice_number": "044002200111-30560117", "place": "一车间", "keeper": "李敏", "counted": "2023-12-20",
}  # fmt: skip


def add(door: Door, ledger: str, row: Mapping[str, Any], *more: str, **how: str) -> Said:
    """Enter a row by the command."""
    fields = [part for key, value in row.items() if key != "studio" for part in ("--field", f"{key}={value}")]
    return door("material", "add", ledger, str(row.get("studio", STUDIO)), *fields, *more, **how)


def bare(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row without the user's own number."""
    return {key: value for key, value in row.items() if key != "id"}


def ledgers(path: Path, sheets: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """Write a workbook with a sheet for each ledger, with its headers and rows by column key."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for ledger, rows in sheets.items():
        layout = layout_of(f"material-{ledger}")
        sheet = book.create_sheet(layout.title)
        sheet.append([column.header for column in layout.columns])
        for row in rows:
            sheet.append([row.get(column.key) for column in layout.columns])
    book.save(path)
    return path


def brought(door: Door, path: Path, *, partial: bool = False, dry: bool = False) -> tuple[FileOutcome, Sheets]:
    """Bring a workbook in as the import command will."""
    with environment(FUNDS_WORKSPACE=str(door.root), FUNDS_NOW="2024-01-10T09:00:00+08:00"):
        asked = Asked(door.workspace, door.workspace.open(), "王会计", "wang")
        how = How(door.workspace.desk(), lambda: now(door.workspace), partial=partial, dry=dry)
        return bring_in_materials(path, asked, how)
