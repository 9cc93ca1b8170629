"""The whole of `funds reconcile` over a record of many funds: reading, matching, writing the result.

Usage: python bench/reconciling.py [VOUCHERS]     (100000 unless told, in funds of 25 vouchers)

Each voucher of the record gets a row of a ledger and a line of the fund's own account, as other hands would write
them: nine rows of ten bear the invoice's number, some of them with a wrong digit; some lines pay two vouchers by a
list, some rows and lines are missing, some lines are nobody's. CPU seconds and memory of the command beside their
limits; a tenth of the vouchers, times ten, beside all; and how many of the pairs it agreed are right, and found.
"""

import datetime as dt
import json
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from make_record import fund_records, make
from side import Row, limit, show, together

from funds.record.accounts import declare
from funds.record.bank import keep_lines
from funds.record.materials import add_materials
from funds.record.open import open_record
from funds.statements.bank import Account, BankLine
from funds.statements.materials import Material
from funds.workspace.laid import lay_down

SECONDS, MEMORY = 60.0, 1024.0
PER_FUND = 25
NOW = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))
BATCH = 200


def slipped(dice: random.Random, digits: str) -> str:
    """Change one digit."""
    at = dice.randrange(8, len(digits))
    return digits[:at] + str((int(digits[at]) + dice.randint(1, 9)) % 10) + digits[at + 1 :]


def shifted(dice: random.Random, day: dt.date, most: int) -> str:
    """Give a day some days away."""
    return (day + dt.timedelta(days=dice.randrange(most))).isoformat()


class Made:
    """One fund's rows and lines, and the pairs (entry, id) that truly belong together."""

    def __init__(self, index: int) -> None:
        """Write them beside the fund's records."""
        self.dice = random.Random(f"rows {index}")
        self.records = [record for record, _moved, _story in fund_records(index)]
        self.fund = self.records[0].fund
        terms: Any = self.records[0].terms
        self.studio, self.holder, self.account = terms.studio, terms.holder, f"62{index:014d}"
        self.rows: list[Material] = []
        self.lines: list[tuple[dt.date, int, str, str]] = []
        self.truth: set[tuple[int, str]] = set()
        self.lines.append((self.records[2].date, self.records[2].amount, "省总工会", "补助"))
        spent = self.records[3:]
        for record in spent:
            self._row(record)
        while spent:
            count = 2 if self.dice.random() < 0.06 and len(spent) > 1 else 1
            self._line(spent[:count])
            spent = spent[count:]

    def _row(self, record: Any) -> None:
        dice = self.dice
        if dice.random() < 0.03:
            return
        name = f"R{len(self.rows) + 1}"
        number = record.invoices[0].number if dice.random() < 0.9 else ""
        number = slipped(dice, number) if number and dice.random() < 0.02 else number
        voucher = "" if dice.random() < 0.3 else record.voucher
        fields = {"name": record.memo[:20], "payee": record.payee}
        day = shifted(dice, record.date, 9)
        self.rows.append(
            Material(self.studio, "equipment", day, fields, name, self.fund, voucher, "", number, record.amount)
        )
        self.truth.add((record.number, name))

    def _line(self, some: list[Any]) -> None:
        """Pay one voucher, or two by a list that names them."""
        dice, first, total = self.dice, some[0], sum(record.amount for record in some)
        if dice.random() < 0.98:
            day = dt.date.fromisoformat(shifted(dice, some[-1].date, 6))
            who = first.payee if len(some) == 1 and dice.random() < 0.9 else ""
            text = first.memo[:10] if len(some) == 1 else "付" + "、".join(record.voucher for record in some)
            self.lines.append((day, -total, who, text))
            self.truth |= {(record.number, f"L{len(self.lines)}") for record in some}
        if dice.random() < 0.02:
            self.lines.append((first.date, -dice.randrange(100, 90_000), "某商行", "往来"))

    def bank(self) -> list[BankLine]:
        """Give the lines in order, with their balances."""
        found, balance = [], 0
        named = sorted(enumerate(self.lines, 1), key=lambda one: (one[1][0], one[0]))
        for at, (day, fen, who, text) in named:
            balance += fen
            found.append(BankLine(self.account, 0, day.isoformat(), fen, balance, who, "", text, own_id=f"L{at}"))
        return found


def workspace(root: Path, vouchers: int) -> dict[str, set[tuple[int, str]]]:
    """Make a workspace of so many vouchers with their rows and lines; give the truth by fund."""
    laid = lay_down(root, "对账", demo=True)
    make(root / "funds.sqlite", vouchers)
    engine = open_record(laid.url)
    truth: dict[str, set[tuple[int, str]]] = {}
    waiting: list[Material] = []
    for made in map(Made, range(vouchers // PER_FUND)):
        truth[made.fund] = made.truth
        declare(engine, Account(made.account, made.holder, "银行", dedicated=True, funds=(made.fund,)), "会计", NOW)
        keep_lines(engine, made.bank(), "会计", NOW)
        waiting += made.rows
        if len(waiting) > BATCH * PER_FUND:
            add_materials(engine, waiting, "会计", NOW)
            waiting = []
    add_materials(engine, waiting, "会计", NOW)
    engine.dispose()
    return truth


def command(root: Path, output: Path) -> list[str]:
    """Give the command as it is typed."""
    typed = ["reconcile", "--workspace", str(root), "--as-of", "2026-01-01", "--format", "json", "-o", str(output)]
    return [sys.executable, "-c", "import sys; from funds.cli.main import main; sys.exit(main())", *typed]


def pairs(told: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Give the pairs that a result agreed, those of papers alone left out."""
    for row in told["agreed"]:
        if row["stage"] not in {"evidence", "reversed"}:
            yield from ((entry, one) for entry in row["entries"] for one in (*row["material"], *row["bank"]))


def quality(output: Path, truth: dict[str, set[tuple[int, str]]]) -> list[Row]:
    """Hold what was agreed against the truth; the ratios are of the wrong and of the missed, beside what may be."""
    accepted = right = true = 0
    for told in json.loads(output.read_text("utf-8")):
        found, known = set(pairs(told)), truth[told["fund"]]
        # the grant's receipt and its line are no voucher's pair
        found = {pair for pair in found if pair[0] > 3}
        accepted, right, true = accepted + len(found), right + len(found & known), true + len(known)
    wrong, missed = 1 - right / accepted, 1 - right / true
    return [
        Row("  of the pairs it accepted the wrong ones, beside 0.5%", wrong / 0.005, 1, f"{100 * wrong:.3f} %"),
        Row("  of the true pairs the missed ones, beside 5%", missed / 0.05, 1, f"{100 * missed:.3f} %"),
    ]


def main(vouchers: int = 100_000) -> int:
    """Run all and print the rows."""
    with tempfile.TemporaryDirectory() as folder:
        whole, tenth = Path(folder) / "whole", Path(folder) / "tenth"
        truth = workspace(whole, vouchers)
        workspace(tenth, vouchers // 10)
        outputs = whole / "result.json", tenth / "result.json"
        took = together({"whole": command(whole, outputs[0]), "tenth": command(tenth, outputs[1])}, 1, warm=False)
        rows = [
            limit(f"funds reconcile over {vouchers} vouchers, CPU beside the limit", took["whole"].cpu, SECONDS * vouchers / 100_000, 1),
            limit("  memory of it, beside 1 GiB", took["whole"].memory, MEMORY, 1, "MiB"),
            limit("  beside ten times a tenth of them", took["whole"].cpu, 10 * took["tenth"].cpu, 1.2),
            *quality(outputs[0], truth),
        ]  # fmt: skip
    return show(rows)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
