"""Measures what one entry costs: in a small and in a large record, and beside a bare insert.

Usage: python bench/posting.py SMALL LARGE [ENTRIES]

SMALL and LARGE are records made by make_record.py; copies are posted to, so they stay as they are.
"""

import datetime as dt
import hashlib
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy import Column, Engine, MetaData, Table

from funds.checks.case import ScreenLine
from funds.entry.record import Invoice, Record
from funds.law.policy import Policy
from funds.law.read import bind
from funds.record.journal import Desk, post
from funds.record.open import open_record, writing
from funds.record.rows import record_row
from funds.record.tables import record

PROGRAMMES = Path(__file__).parent.parent / "ledger" / "programmes"
BARE = Table("bare", MetaData(), *(Column(column.name, column.type) for column in record.columns))


@dataclass
class Silent:
    """A lexicon with no word in it: screening has a benchmark of its own."""

    text: str = "{}"
    hash: str = hashlib.sha256(b"{}").hexdigest()
    screen: ScreenLine = lambda *_: None


def desk() -> Desk:
    """Give a desk with the installed law."""
    general = (PROGRAMMES / "union-general.toml").read_text("utf-8")
    books = {
        code: bind((PROGRAMMES / f"{code}.toml").read_text("utf-8"), general, Policy())
        for code in ("jieyang-2022", "liaoning-2022", "ningxia-2020")
    }
    return Desk(books.__getitem__, Silent())


def a_voucher(fund: str, turn: int) -> Record:
    """Draft one purchase with its invoice."""
    number = f"2599{turn:016d}"
    return Record(
        fund=fund, kind="spend", date=dt.date(2026, 1, 5), amount=1_00 + turn % 7, purpose="training", payee="新华书店",
        memo="购买专业技术书籍", voucher=f"记-{900 + turn}", paid_by="transfer", asset="none", maker="王会计",
        key=f"bench-{turn}", invoices=(Invoice(number=number, face=1_00 + turn % 7, item="*印刷品*图书"),),
    )  # fmt: skip


def funds_of(engine: Engine, most: int) -> list[str]:
    """Give funds spread over the whole record."""
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT fund FROM award WHERE kind = 'award' ORDER BY fund").scalars().all()
    return [found[at * len(found) // most] for at in range(most)]


def cpu(work: Callable[[], object]) -> tuple[float, float]:
    """Give the CPU and the wall seconds that something took."""
    wall, begin = time.perf_counter(), time.process_time()
    work()
    return time.process_time() - begin, time.perf_counter() - wall


def main(small: Path, large: Path, entries: int) -> None:
    """Post in turn to a copy of each record, and insert a bare row; print medians and ratios."""
    at_desk = desk()
    taken: dict[str, list[tuple[float, float]]] = {"small": [], "large": [], "bare": []}
    with tempfile.TemporaryDirectory(dir=small.parent) as folder:
        engines = {}
        for name, source in (("small", small), ("large", large)):
            shutil.copy(source, Path(folder) / f"{name}.db")
            engines[name] = open_record(f"sqlite:///{folder}/{name}.db")
        BARE.create(engines["small"])
        where = {name: funds_of(engine, entries) for name, engine in engines.items()}
        for turn in range(entries):
            for name, engine in engines.items():
                draft = a_voucher(where[name][turn], turn)
                taken[name].append(cpu(partial(post, engine, [draft], at_desk, now)))
            taken["bare"].append(cpu(partial(bare, engines["small"], draft)))
        for engine in engines.values():
            engine.dispose()
    show(taken)


def now() -> dt.datetime:
    """Give a moment after every date in the records."""
    return dt.datetime(2026, 1, 6, tzinfo=dt.UTC)


def bare(engine: Engine, draft: Record) -> None:
    """Insert one row of the same width into a table without rules, as durably, and nothing else."""
    with writing(engine) as connection:
        connection.execute(BARE.insert(), record_row(draft))


def show(taken: dict[str, list[tuple[float, float]]]) -> None:
    """Print the medians in milliseconds and the two ratios."""
    median = {
        name: [statistics.median(times[at] for times in found[len(found) // 10 :]) * 1000 for at in (0, 1)]
        for name, found in taken.items()
    }
    for name, (used, wall) in median.items():
        print(f"{name}: {used:.2f} ms CPU, {wall:.2f} ms")
    print(f"large / small, CPU: {median['large'][0] / median['small'][0]:.2f} (at most 1.20)")
    print(
        f"post / bare insert: {median['small'][0] / median['bare'][0]:.2f} of CPU, {median['small'][1] / median['bare'][1]:.2f} of time"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 200)
