"""Quality and cost of matching on made-up funds whose truth is known.

Usage: python bench/matching.py [VOUCHERS]     (100000 unless told, in funds of 25 vouchers)

Quality, with a key in nine lines of ten and in half: the pairs accepted without a person, of which at least
99.5% must be right; the true pairs found, at least 95% and 80%. Cost: CPU seconds of matching alone, beside the
limit of 60 s for 100,000 vouchers; the same for a tenth of the funds, times ten (median of three); for one fund
that holds a fortieth of all, a hundred times the usual, so that far more lies within each window; and the most memory.
"""

import datetime as dt
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from funds_made import END, VOUCHERS_A_FUND, Case, cases
from side import Row, show

from funds.reconcile.result import Result
from funds.reconcile.run import reconcile

SECONDS = 60.0
MEMORY_MB = 1024


class Quality(NamedTuple):
    """Pairs accepted without a person, of these the right ones, and all true pairs."""

    accepted: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        """The right ones among the accepted."""
        return self.right / max(1, self.accepted)

    @property
    def recall(self) -> float:
        """The true pairs that were found."""
        return self.right / max(1, self.true)


def pairs(result: Result) -> set[tuple[int, str]]:
    """Give the pairs that a result accepted without a person."""
    return {
        (number, row)
        for agreed in result.agreed
        if agreed.stage != "person"
        for number in agreed.entries
        for row in (*agreed.material, *agreed.bank)
    }


def quality(made: Iterator[Case]) -> tuple[Quality, float]:
    """Match each case; give the quality, and the CPU seconds of matching alone."""
    accepted = right = true = 0
    took = 0.0
    for case in made:
        begin = time.process_time()
        result = reconcile("JY2022-001", END + dt.timedelta(99), case.entries, case.material, case.bank)
        took += time.process_time() - begin
        found = pairs(result)
        accepted, right, true = accepted + len(found), right + len(found & case.truth), true + len(case.truth)
    return Quality(accepted, right, true), took


def main() -> int:
    """Measure and print; exit status 1 where a figure is past its limit."""
    vouchers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    funds, rows = vouchers // VOUCHERS_A_FUND, []
    took = {}
    for share, least in ((0.9, 0.95), (0.5, 0.80)):
        found, took[share] = quality(cases(funds, share, 7))
        side = f"{found.right} of {found.accepted} accepted, {found.true} true"
        rows.append(Row(f"key in {share:.0%}: share of wrong pairs", (1 - found.precision) / 0.005, 1.0, side))
        rows.append(Row(f"key in {share:.0%}: share of pairs not found", (1 - found.recall) / (1 - least), 1.0,
                        f"found {found.recall:.2%}, right {found.precision:.3%}"))  # fmt: skip
    whole = max(took.values()) * 100_000 / vouchers
    rows.append(Row("CPU seconds for 100,000 vouchers, beside the limit", whole / SECONDS, 1.0, f"{whole:.1f} s"))
    tenth = statistics.median(quality(cases(funds // 10, 0.5, seed))[1] for seed in (8, 9, 10))
    rows.append(Row("ten times the funds, beside ten times the time", took[0.5] / (10 * tenth), 1.25))
    _, large = quality(cases(1, 0.5, 9, vouchers // 40))
    rows.append(Row("one fund of a fortieth of all, beside its share", large / (took[0.5] / 40), 6.0, f"{large:.2f} s"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows.append(Row("memory, beside 1 GB", memory / MEMORY_MB, 1.0, f"{memory:.0f} MiB"))
    return show(rows)


if __name__ == "__main__":
    sys.exit(main())
