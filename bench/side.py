"""Times whole commands side by side: A B A B …, the operating system's own count, medians.

A figure of this project is a ratio of medians taken in one run, so that it means the same on a slow
machine as on a fast one. Absolute times are printed as a side note only.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Row", "Times", "limit", "show", "together"]


@dataclass(frozen=True)
class Times:
    """Medians of one command: CPU and wall seconds, and the most memory, in MiB."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Row:
    """One line of the report: what was measured, its ratio, and the ratio it must not pass."""

    work: str
    ratio: float
    most: float
    side: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether the ratio is within its limit."""
        return self.ratio <= self.most


def _once(command: Sequence[str], folder: str | None) -> Times:
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    return Times(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def together(
    commands: dict[str, Sequence[str]], runs: int = 5, folder: str | None = None, *, warm: bool = True
) -> dict[str, Times]:
    """Run the commands in turn, once to warm up (unless told not to) and then `runs` times, and give their medians.

    ``{turn}`` in an argument becomes the number of the turn, for commands that cannot be the same twice.
    """
    taken: dict[str, list[Times]] = {name: [] for name in commands}
    for turn in range(runs + warm):
        for name, command in commands.items():
            times = _once([word.replace("{turn}", str(turn)) for word in command], folder)
            if turn >= warm:
                taken[name].append(times)
    return {
        name: Times(
            statistics.median(t.cpu for t in some),
            statistics.median(t.wall for t in some),
            max(t.memory for t in some),
        )
        for name, some in taken.items()
    }


def limit(work: str, ours: float, peer: float, most: float, unit: str = "s") -> Row:
    """Make a row of two medians."""
    return Row(work, ours / peer, most, f"{ours:.3f} {unit} / {peer:.3f} {unit}")


def show(rows: Sequence[Row]) -> int:
    """Print the rows; give 1 if any is past its limit."""
    for row in rows:
        sys.stdout.write(
            f"{'ok  ' if row.holds else 'OVER'} {row.work:<76} {row.ratio:7.3f} <= {row.most:<6} {row.side}\n"
        )
    return int(not all(row.holds for row in rows))
