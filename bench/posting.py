"""Measures what one entry costs: in a small and in a large record, and beside a bare insert.

Usage: python bench/posting.py [SMALL LARGE [ENTRIES]]     (10000, 1000000 and 200 unless told)

SMALL and LARGE are numbers of vouchers; records of so many are made first, and ENTRIES posted to each.
"""

import datetime as dt
import hashlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from make_record import make
from side import limit, show
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


def main(small: int, large: int, entries: int) -> int:
    """Post in turn to a record of each size, and insert a bare row; print medians and ratios."""
    at_desk = desk()
    taken: dict[str, list[tuple[float, float]]] = {"small": [], "large": [], "bare": []}
    with tempfile.TemporaryDirectory(prefix="funds-bench-") as folder:
        engines = {}
        for name, vouchers in (("small", small), ("large", large)):
            path = Path(folder) / f"{name}.db"
            make(path, vouchers)
            engines[name] = open_record(f"sqlite:///{path}")
        BARE.create(engines["small"])
        where = {name: funds_of(engine, entries) for name, engine in engines.items()}
        for turn in range(entries):
            for name, engine in engines.items():
                draft = a_voucher(where[name][turn], turn)
                taken[name].append(cpu(partial(post, engine, [draft], at_desk, now)))
            taken["bare"].append(cpu(partial(bare, engines["small"], draft)))
        for engine in engines.values():
            engine.dispose()
    median = {name: statistics.median(used for used, _ in found[len(found) // 10 :]) for name, found in taken.items()}
    work = f"CPU of one entry in a record of {large:,} / of {small:,}"
    print(f"side note: CPU of posting one entry / of a bare insert, {median['small'] / median['bare']:.2f}")
    return show([limit(work, median["large"], median["small"], 1.2)])


def now() -> dt.datetime:
    """Give a moment after every date in the records."""
    return dt.datetime(2026, 1, 6, tzinfo=dt.UTC)


def bare(engine: Engine, draft: Record) -> None:
    """Insert one row of the same width into a table without rules, as durably, and nothing else."""
    with writing(engine) as connection:
        connection.execute(BARE.insert(), record_row(draft))


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [10_000, 1_000_000, 200][len(given) :])))
