"""Measures `funds import spending` on a register, beside openpyxl alone reading the same file in read-only mode.

Usage: python bench/importing.py [ROWS [RUNS]], by default 100000 and 1. Checks, screening, seals and
durable posting are included. Memory is that of the command and the process that reads for it, together.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from statistics import median

from make_record import PER_FUND, draft_fund, make
from openpyxl import Workbook
from side import Row, limit, show

from funds.workbook.layout.sheets import layout_of
from funds.workspace.laid import lay_down

MEGABYTES = 400
OPENING = 3
PLAIN = """
import sys
from openpyxl import load_workbook
for row in load_workbook(sys.argv[1], read_only=True, data_only=True).active.iter_rows(values_only=True):
    pass
"""


def register(path: Path, rows: int) -> None:
    """Write the register of spending as the template has it, with the vouchers that `make` would make."""
    book = Workbook(write_only=True)
    layout = layout_of("spending")
    sheet = book.create_sheet(layout.title)
    sheet.append([column.header for column in layout.columns])
    for index in range(-(-rows // PER_FUND)):
        for draft in islice(draft_fund(index), OPENING, None):
            invoice = draft.invoices[0]
            said = {
                "fund": draft.fund, "event": "支出", "date": draft.date, "voucher": draft.voucher, "memo": draft.memo,
                "purpose": draft.purpose, "payee": draft.payee, "amount": draft.amount / 100,
                "invoice_number": invoice.number, "item": invoice.item, "tax_code": invoice.tax_code, "asset": "无",
                "paid_by": "转账", "handler": draft.handler, "approver": draft.approver, "papers": draft.papers,
            }  # fmt: skip
            sheet.append([said.get(column.key) for column in layout.columns])
    book.save(path)


def _resident(process: int) -> int:
    """Give the bytes that a process and its children hold in memory now."""
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        try:
            total += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:  # it has ended meanwhile
            continue
    return total


def timed(command: list[str]) -> tuple[float, float, int]:
    """Run a command and give wall seconds, the most memory in MiB, and its exit status."""
    begin, most = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, _resident(process.pid))
            time.sleep(0.02)
    return time.perf_counter() - begin, most / 2**20, process.returncode


def main(rows: int = 100_000, runs: int = 1) -> int:
    """Run and print the rows."""
    took: dict[str, list[float]] = {"import": [], "plain": []}
    memory = 0.0
    with tempfile.TemporaryDirectory() as folder:
        root, file = Path(folder) / "w", Path(folder) / "register.xlsx"
        lay_down(root)
        make(root / "funds.sqlite", rows, OPENING)
        shutil.copy(root / "funds.sqlite", Path(folder) / "before.sqlite")
        register(file, rows)
        funds = [str(Path(sys.executable).with_name("funds")), "import", "spending", str(file)]
        for _ in range(runs):
            shutil.copy(Path(folder) / "before.sqlite", root / "funds.sqlite")
            took["plain"].append(timed([sys.executable, "-c", PLAIN, str(file)])[0])
            wall, most, status = timed([*funds, "--workspace", str(root), "--actor", "王会计"])
            if status:
                message = f"funds import ended with {status}"
                raise RuntimeError(message)
            took["import"].append(wall)
            memory = max(memory, most)
    ours, plain = median(took["import"]), median(took["plain"])
    return show(
        [
            limit(f"import {rows} rows of spending, beside openpyxl alone reading them", ours, plain, 2.5),
            Row("  memory of it, beside 400 MiB", memory / MEGABYTES, 1, f"{memory:.0f} MiB"),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
