"""A door to bring statements in, and what a test asks behind it."""

import codecs
import csv
import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from doors import Door, Said
from statements_made import ACCOUNT, HOLDER, Table


def as_csv(path: Path, table: Table, encoding: str = "utf-8-sig") -> Path:
    """Write a table as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows([["" if cell is None else cell for cell in row] for row in table])
    path.write_bytes(codecs.encode(text.getvalue(), encoding))
    return path


def as_xlsx(path: Path, table: Table, title: str = "账户明细") -> Path:
    """Write a table as a workbook; guards and padding are a CSV's own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in table:
        sheet.append(
            [cell.strip().removeprefix('="').removesuffix('"') if isinstance(cell, str) else cell for cell in row]
        )
    book.save(path)
    return path


def with_account(root: Path, *more: str) -> Door:
    """Give a workspace in which the account is declared."""
    door = Door(root)
    door.must("account", "add", ACCOUNT, "--holder", HOLDER, *(more or ("--shared",)))
    return door


def in_order(door: Door, account: str = ACCOUNT) -> list[tuple[Any, ...]]:
    """Give what is kept, in the order of time: date, fen, balance, counterparty."""
    from funds.record.bank import bank_lines  # noqa: PLC0415

    return [
        (line.date, line.fen, line.balance, line.counterparty) for line in bank_lines(door.workspace.open(), account)
    ]


def bring(door: Door, path: Path, *more: str, account: str = ACCOUNT) -> Said:
    return door("import", "bank", str(path), "--account", account, *more)


def told(door: Door, path: Path, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = bring(door, path, "--format", "json", *more).object
    assert found["rows"] == sum(found["counts"].values()) or found["refused"]
    return found


def problems(door: Door, table: Table, *more: str) -> list[tuple[str, str]]:
    """Bring a table in, which must change nothing, and give its problems as cell and code."""
    found = told(door, as_csv(door.root / "x.csv", table), *more)
    assert in_order(door) == []
    assert found["counts"]["kept"] == 0
    return [(each["cell"], each["code"]) for each in found["problems"]]


def changed(table: Table, row: int, column: int, value: Any) -> Table:
    """Give a table with one cell changed; counted from 1 as a spreadsheet counts."""
    copy = [list(cells) for cells in table]
    copy[row - 1][column - 1] = value
    return copy


#: A bank of which no profile knows.
UNKNOWN: Table = [
    ["某某银行流水"],
    ["记帐日", "付出额", "存入额", "结存", "往来单位", "事由"],
    ["2022-10-20", "", "30000", "30000", "总工会", "补助"],
    ["2022-10-25", "1280", "", "28720", "图文店", "门牌"],
]
