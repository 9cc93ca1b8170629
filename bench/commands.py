"""Measures whole commands: the first page of help, and one voucher recorded in a record of 10,000.

Usage: python bench/commands.py [RUNS]
"""

import shutil
import sys
import tempfile
from pathlib import Path

from make_record import make
from side import Row, limit, show, together

from funds.workspace.laid import lay_down

BIN = Path(sys.executable).parent
HERE = Path(__file__).parent
VOUCHERS = 10_000

__all__ = ["help_rows", "spend_rows"]


def help_rows(runs: int = 30) -> list[Row]:
    """Measure `funds --help` beside `fava --version` and beside Python doing nothing."""
    times = together(
        {
            "help": [str(BIN / "funds"), "--help"],
            "fava": [str(BIN / "fava"), "--version"],
            "python": [sys.executable, "-c", "pass"],
        },
        runs,
    )
    ours = times["help"].wall
    return [
        limit("funds --help / fava --version", ours, times["fava"].wall, 0.8),
        limit("funds --help / python -c pass", ours, times["python"].wall, 6),
    ]


def spend_rows(runs: int = 15) -> list[Row]:
    """Measure `funds spend` in a record of 10,000 beside `bean-check` on the same, and a bare insert."""
    with tempfile.TemporaryDirectory() as folder:
        root, bare = Path(folder) / "w", Path(folder) / "bare.sqlite"
        workspace = lay_down(root)
        make(root / "funds.sqlite", VOUCHERS)
        shutil.copy(root / "funds.sqlite", bare)
        funds = [str(BIN / "funds")]
        together({"book": [*funds, "book", "--without-evidence", "-o", f"{folder}/book", "--workspace", str(root)]}, 1)
        main = _without_plugin(Path(folder) / "book" / workspace.main.name)
        times = together(
            {
                "spend": [
                    *funds, "spend", "JY2022-001", "12.50", "--workspace", str(root), "--date", "2025-06-05",
                    "--purpose", "training", "--payee", "新华书店", "--memo", "购买专业技术书籍", "--voucher", "记-9{turn}",
                    "--invoice", "2544700000000{turn}=12.50", "--item", "*印刷品*图书", "--actor", "王会计", "--key", "bench-{turn}",
                ],
                "insert": [sys.executable, str(HERE / "insert_row.py"), str(bare), "JY2022-001", "1250"],
                "bean-check": [str(BIN / "bean-check"), "--no-cache", str(main)],
            },
            runs,
        )  # fmt: skip
    ours = times["spend"]
    return [
        limit("funds spend in 10,000 / bean-check on the same, no plugin", ours.wall, times["bean-check"].wall, 0.5),
        limit(
            "funds spend in 10,000 / click + SQLAlchemy Core inserting one row", ours.wall, times["insert"].wall, 1.5
        ),
        limit("  the same, CPU", ours.cpu, times["insert"].cpu, 1.5),
    ]


def _without_plugin(main: Path) -> Path:
    """Give the book as stock Beancount would check it: our plugin would only make it slower."""
    plain = main.with_name("plain.beancount")
    lines = main.read_text("utf-8").splitlines(keepends=True)
    plain.write_text("".join(line for line in lines if not line.startswith("plugin ")), "utf-8")
    return plain


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:2]]
    sys.exit(show([*help_rows(*given), *spend_rows(*given)]))
