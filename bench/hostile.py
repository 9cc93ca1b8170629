"""Reads every hostile file of the tests, each in its process with limits, beside ten seconds a file.

Usage: python bench/hostile.py
"""

import sys
import tempfile
import time
from pathlib import Path

from side import limit, show

from funds.workbook.intake.read import read

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
MOST = 10.0


def main() -> int:
    """Print the slowest."""
    from hostile import HOSTILE  # noqa: PLC0415  it is the tests' own

    took: dict[str, float] = {}
    for name, make, _code in HOSTILE:
        with tempfile.TemporaryDirectory() as folder:
            path = make(Path(folder) / name)
            begin = time.perf_counter()
            list(read(path, "spending"))
            took[name] = time.perf_counter() - begin
    slowest = max(took, key=lambda name: took[name])
    return show([limit(f"the slowest of {len(took)} hostile workbooks ({slowest}), seconds", took[slowest], MOST, 1)])


if __name__ == "__main__":
    sys.exit(main())
