"""Benchmarks of the book: writing it, and the plugin inside bean-check.

Usage: python bench/book.py [ENTRIES [RUNS]], by default 100000 and 3.
"""

import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from beancount import loader
from beancount.parser.printer import EntryPrinter
from side import Row, limit, show, together

from chains import chains
from funds.book.files import write_books
from funds.book.marks import purpose_parts
from funds.book.read import records_of
from funds.book.write import fund_text
from funds.entry.record import Record
from funds.law.read import from_kept
from funds.seal import breaks

PLUGIN = 'plugin "funds.book.plugin"'


def bare(records: Sequence[Record], names: dict[str, str]) -> str:
    """Write a chain's entries with bare f-strings: the same fields, nothing escaped, nothing derived."""
    out = []
    for r in records:
        lines = "".join(
            f"  {line.account}:{names.get(r.purpose, '')}:{r.fund}"
            f"  {line.fen / 100 if line.side == 'debit' else -line.fen / 100:.2f} CNY\n"
            for line in r.lines
        )
        invoices = "".join(
            f'  invoice{n}-number: "{i.number}"\n  invoice{n}-face: {(i.face or 0) / 100:.2f}\n'
            f'  invoice{n}-share: {i.share / 100:.2f}\n  invoice{n}-item: "{i.item}"\n  invoice{n}-tax-code: "{i.tax_code}"\n'
            for n, i in enumerate(r.invoices, 1)
        )
        evidence = "".join(
            f'  evidence{n}-kind: "{e.kind}"\n  evidence{n}-digest: "{e.digest}"\n'
            f'  evidence{n}-size: {e.size}\n  evidence{n}-name: "{e.name}"\n'
            for n, e in enumerate(r.evidence, 1)
        )
        findings = "".join(
            f'  finding{n}-code: "{f.code}"\n  finding{n}-severity: "{f.severity}"\n'
            f'  finding{n}-questioned: {f.questioned / 100:.2f}\n  finding{n}-cite: "{f.cite}"\n'
            + "".join(f'  finding{n}-fact-{k}: "{v}"\n' for k, v in f.facts.items())
            for n, f in enumerate(r.findings, 1)
        )
        out.append(
            f'{r.date} * "{r.payee}" "{r.memo}"\n  fund: "{r.fund}"\n  number: {r.number}\n  kind: "{r.kind}"\n'
            f'  posted: "{r.posted}"\n  papers: {r.papers}\n  amount: {r.amount / 100:.2f}\n  purpose: "{r.purpose}"\n'
            f'  voucher: "{r.voucher}"\n  based-on: "{r.document}"\n  paid-by: "{r.paid_by}"\n  asset: "{r.asset}"\n'
            f'  maker: "{r.maker}"\n  login: "{r.login}"\n  handler: "{r.handler}"\n  approver: "{r.approver}"\n'
            f'  law: "{r.law}"\n  lexicon: "{r.lexicon}"\n{invoices}{evidence}{findings}'
            f'  previous: "{r.previous}"\n  seal: "{r.seal}"\n{lines}\n'
        )
    return "".join(out)


def timed(work: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Time pieces of work in turn, in CPU seconds, and give their medians."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(runs):
        for name, run in work.items():
            gc.collect()
            begin = time.process_time()
            run()
            taken[name].append(time.process_time() - begin)
    return {name: statistics.median(times) for name, times in taken.items()}


def writing(made: dict[str, list[Record]], names: dict[str, str], runs: int) -> tuple[list[Row], float]:
    """Compare writing with Beancount's printer and with f-strings; also give the time of hashing alone."""
    entries = loader.load_string("".join(fund_text(chain, names) for chain in made.values()))[0]
    back = records_of(entries)
    work: dict[str, Callable[[], Any]] = {
        "ours": lambda: [fund_text(chain, names) for chain in made.values()],
        "printer": lambda: "".join(map(EntryPrinter(), entries)),
        "bare": lambda: [bare(chain, names) for chain in made.values()],
        "hash": lambda: [list(breaks(chain)) for chain in back.values()],
    }
    took = timed(work, runs)
    rows = [
        limit("write the book, beside Beancount's own printer", took["ours"], took["printer"], 0.5),
        limit("write the book, beside bare f-strings", took["ours"], took["bare"], 4),
    ]
    return rows, took["hash"]


def checking(folder: Path, hashing: float, runs: int) -> list[Row]:
    """Compare bean-check with the plugin and without, on the same book."""
    main, without = folder / "main.beancount", folder / "without.beancount"
    without.write_text(
        "\n".join(line for line in main.read_text("utf-8").splitlines() if not line.startswith(PLUGIN)) + "\n", "utf-8"
    )
    check = Path(sys.executable).with_name("bean-check")
    times = together({"with": [str(check), "-C", str(main)], "without": [str(check), "-C", str(without)]}, runs)
    added = times["with"].cpu - times["without"].cpu
    return [
        limit("the plugin inside bean-check adds", added, times["without"].cpu, 0.5),
        limit("hashing alone, beside bean-check", hashing, times["without"].cpu, 0.08),
    ]


def main(entries: int = 100_000, runs: int = 3) -> int:
    """Run all and print the rows."""
    made, texts = chains(entries)
    laws = [from_kept(text) for text in texts.values() if '"general"' in text[:20000] and '"policy"' in text]
    rows, hashing = writing(made, purpose_parts(laws), runs)
    with tempfile.TemporaryDirectory() as folder:
        write_books(Path(folder), made.values(), texts, None)
        del made
        rows += checking(Path(folder), hashing, runs)
    return show(rows)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
