"""Utilisation over many vouchers, beside `ledger bal`, bean-query, and a bare script with the same sums.

Usage: python bench/figures.py [VOUCHERS …]     (100000 and 1000000 unless told)

Ledger's journal holds the same entries with nothing but date, payee and lines; bean-query reads the
book as it is written, without the plugin. CPU seconds, medians of whole commands run in turn.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from make_record import CODES, lawbook, make
from side import Row, limit, show, together

from funds.book.marks import purpose_parts
from funds.book.write import fund_text
from funds.chart import account_name
from funds.entry.record import Record
from funds.record.chain import every
from funds.record.open import open_record

BIN = Path(sys.executable).parent
#: The most that we may take of each peer's time, by the number of vouchers.
AHEAD = {100_000: 0.3, 1_000_000: 0.1}
#: bean-query reads a book of this many vouchers in some ten seconds; of ten times as many it needs gigabytes.
MOST_FOR_BEAN_QUERY = 100_000

BARE = """
import json, sys
import click
from sqlalchemy import create_engine, text

@click.command()
@click.argument("path")
def main(path):
    sums = {}
    engine = create_engine(f"sqlite:///{path}")
    ask = "SELECT fund, measure, purpose, sum(fen) FROM movement GROUP BY fund, measure, purpose"
    with engine.connect() as connection:
        for fund, measure, purpose, fen in connection.execute(text(ask)):
            sums.setdefault(fund, {})[f"{measure} {purpose}"] = fen
    click.echo(json.dumps(sums))

main()
"""
QUERY = "SELECT account, sum(position) GROUP BY account"


def journals(record: Path, vouchers: int, folder: Path) -> tuple[Path, Path]:
    """Write the journal for Ledger, and the book, without plugin or checks, for bean-query."""
    plain, book = folder / "journal.ledger", folder / "book.beancount"
    names = purpose_parts([lawbook(code) for code in CODES])
    engine = open_record(f"sqlite:///{record}")
    with plain.open("w", encoding="utf-8") as ledger, book.open("w", encoding="utf-8") as beans:
        for _fund, records in groupby(every(engine), key=lambda one: one.fund):
            chain = list(records)
            for one in chain:
                if one.lines:
                    lines = "".join(_line(one))
                    ledger.write(f"{one.date:%Y/%m/%d} * {one.payee or one.document}\n{lines}\n")
            if vouchers <= MOST_FOR_BEAN_QUERY:
                beans.write(fund_text(chain, names))
    engine.dispose()
    return plain, book


def _line(record: Record) -> Iterator[str]:
    for line in record.lines:
        fen = line.fen if line.side == "debit" else -line.fen
        sign = "-" if fen < 0 else ""
        yield f"  {account_name(line.account, record.fund)}  {sign}{abs(fen) // 100}.{abs(fen) % 100:02d} CNY\n"


def measure(vouchers: int, folder: Path) -> list[Row]:
    """Time the report over so many vouchers, beside its peers."""
    record, bare = folder / "funds.sqlite", folder / "bare.py"
    make(record, vouchers)
    (folder / "funds.toml").write_text("form = 1\n", "utf-8")
    (folder / "ledger" / "programmes").mkdir(parents=True, exist_ok=True)
    bare.write_text(BARE, "utf-8")
    plain, book = journals(record, vouchers, folder)
    commands = {
        "ours": [str(BIN / "funds"), "--workspace", str(folder), "report", "utilisation", "--format", "json"],
        "bare": [sys.executable, str(bare), str(record)],
    }
    quick = together(commands)
    rows = [
        limit(f"utilisation over {vouchers} vouchers, beside a bare script", quick["ours"].cpu, quick["bare"].cpu, 1.5)
    ]
    slow = {}
    if shutil.which("ledger"):
        slow["ledger bal"] = ["ledger", "--args-only", "-f", str(plain), "bal"]
    if vouchers <= MOST_FOR_BEAN_QUERY:
        slow["bean-query"] = [str(BIN / "bean-query"), "--no-errors", str(book), QUERY]
    beside = together(slow, runs=1, warm=vouchers <= MOST_FOR_BEAN_QUERY) if slow else {}
    for name, times in beside.items():
        most = 0.05 if name == "bean-query" else AHEAD.get(vouchers, 0.3)
        rows.append(limit(f"utilisation over {vouchers} vouchers, beside {name}", quick["ours"].cpu, times.cpu, most))
    return rows


def main() -> int:
    """Measure each size; exit status 1 where a figure is over its limit."""
    rows = []
    for vouchers in map(int, sys.argv[1:] or ("100000", "1000000")):
        with tempfile.TemporaryDirectory(prefix="funds-bench-") as folder:
            rows += measure(vouchers, Path(folder))
    return show(rows)


if __name__ == "__main__":
    sys.exit(main())
