"""CPU for screening 100,000 lines of memo, payee and invoice item, every memo different; and for loading the lexicon.

Run: python bench/screening.py [LINES]. Limit: 1.5 s of CPU per 100,000 lines.
"""

import csv
import statistics
import sys
import time
from pathlib import Path

from side import Row, show

from funds.checks.screening import Lexicon

ROOT = Path(__file__).parent.parent
LIMIT = 1.5


def lines(count: int) -> list[tuple[str, str, str]]:
    """Repeat the example lines with a running number in each memo, so that no memo comes twice."""
    rows: list[dict[str, str]] = []
    for path in sorted((ROOT / "tests/screening").glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            rows += csv.DictReader(file)
    picked = (rows[number % len(rows)] for number in range(count))
    return [(f"{row['summary']} {at}", row["payee"], row["invoice_item"]) for at, row in enumerate(picked)]


def main() -> int:
    """Measure three times and print the medians."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    work, loads, runs = lines(count), [], []
    for _ in range(3):
        start = time.process_time()
        lexicon = Lexicon.read(ROOT / "ledger/lexicon")
        loaded = time.process_time()
        for memo, payee, item in work:
            lexicon.screen(memo, payee, item)
        loads.append(loaded - start)
        runs.append((time.process_time() - loaded) * 100_000 / count)
    print(f"load {lexicon.size} words: {statistics.median(loads) * 1000:.1f} ms")
    row = Row("screening: CPU seconds per 100,000 lines, beside the limit", statistics.median(runs) / LIMIT, 1.0)
    print(f"side note: {statistics.median(runs):.2f} s of CPU")
    return show([row])


if __name__ == "__main__":
    sys.exit(main())
