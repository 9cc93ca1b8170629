"""Run every benchmark: each figure is a ratio of medians taken in one run, beside a peer or the limit.

Usage: python bench/run.py [--quick]. The quick run uses a tenth of the entries; the table of limits
is meant for the full one. Exits 1 if any ratio is past its limit.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(quick: bool) -> int:
    """Run the scripts one after another, each in a process of its own, and give 1 if any failed."""
    many = "10000" if quick else "100000"
    huge = "100000" if quick else "1000000"
    work = (
        ("commands.py",),
        ("importing.py", many),
        ("hostile.py",),
        ("matching.py", many),
        ("reconciling.py", many),
        ("screening.py", many),
        ("checks.py", many),
        ("posting.py", "10000", huge),
        ("figures.py", many, huge),
        ("book.py", many),
    )
    status = 0
    for script, *options in work:
        sys.stdout.write(f"\n== {script} {' '.join(options)}\n")
        sys.stdout.flush()
        status |= subprocess.run([sys.executable, str(HERE / script), *options], check=False).returncode
    return int(bool(status))


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv[1:]))
