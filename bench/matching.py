"""Quality and cost of matching on made-up funds whose truth is known.

Usage: python bench/matching.py [VOUCHERS]     (100000 unless told, in funds of 25 vouchers)

Quality, with a key in nine lines of ten and in half: the pairs accepted without a person, of which at least
99.5% must be right; the true pairs found, at least 95% and 80%. Cost: CPU seconds of matching alone, beside the
limit of 60 s for 100,000 vouchers; the same for a tenth of the funds, times ten (median of three); for one fund
that holds a fortieth of all, a hundred times the usual, so that far more lies within each window; and the most memory.
"""

import datetime as dt
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from side import Row, show

from funds.reconcile.result import Result
from funds.reconcile.run import reconcile
from funds.reconcile.sides import BankLine, Entry, Material

VOUCHERS_A_FUND = 25
SECONDS = 60.0
MEMORY_MB = 1024
START = dt.date(2022, 3, 1)
END = dt.date(2024, 12, 31)
STOCK = (50000, 80000, 100000, 120000, 150000, 200000, 300000, 500000)
SHOPS = (
    "榕城新锐图文店", "榕城永固五金店", "揭阳市焊接器材有限公司", "粤东技师学院", "揭阳市广告印务有限公司",
    "广东南方测绘仪器股份有限公司", "潮汕科技图书城", "深圳市精工刀具有限责任公司", "揭阳日报社", "惠来县机电设备有限公司",
    "榕城机电设备有限公司", "汕头市超声仪器有限公司", "普宁市办公家具厂", "广州焊研培训中心", "揭东区五金机电公司",
)  # fmt: skip


class Case(NamedTuple):
    """One fund with the pairs that truly belong together: (entry, id of a row)."""

    entries: list[Entry]
    material: list[Material]
    bank: list[BankLine]
    truth: set[tuple[int, str]]


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


def _slip(dice: random.Random, digits: str) -> str:
    """Change one digit, or swap two neighbours."""
    at = dice.randrange(max(1, len(digits) - 1))
    if dice.random() < 0.5 and len(digits) > at + 1:
        return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
    return digits[:at] + str((int(digits[at]) + dice.randint(1, 9)) % 10) + digits[at + 1 :]


def _written(dice: random.Random, name: str) -> str:
    """Write a supplier's name as a second person would."""
    match dice.randrange(8):
        case 0:
            return ""
        case 1:
            return f" {name[:2]} {name[2:]}"
        case 2:
            return f"{name}（一分店）"
        case 3:
            return name.removesuffix("有限公司").removesuffix("股份").removesuffix("公司") or name
        case 4:
            return name[:-1]
        case _:
            return name


class _Fund:
    """Makes one fund, row by row."""

    def __init__(self, dice: random.Random, keyed: float) -> None:
        self.dice, self.keyed = dice, keyed
        self.shops = dice.sample(SHOPS, 6)
        self.case = Case([], [], [], set())
        self.invoice = dice.randrange(10_000_000, 80_000_000)

    def make(self, vouchers: int) -> Case:
        span = (END - START).days
        self.grant()
        days = sorted(self.dice.randrange(20, span) for _ in range(vouchers - 1))
        at = 0
        while at < len(days):
            at += self.event(START + dt.timedelta(days[at]), len(days) - at)
        for _ in range(vouchers // 12):
            self.noise(START + dt.timedelta(self.dice.randrange(span)))
        for side in (self.case.material, self.case.bank):
            self.dice.shuffle(side)  # type: ignore[arg-type]
        return self.case

    def grant(self) -> None:
        self.case.entries.append(Entry(1, START, 10_000_000, 0, "receive", "", "记-1"))
        self.line(START, [1], 10_000_000, "揭阳市总工会")

    def amount(self) -> int:
        dice = self.dice
        match dice.randrange(10):
            case 0 | 1 | 2:
                return dice.choice(STOCK)
            case 3 | 4 | 5:
                return dice.randrange(20, 900) * 1000
            case _:
                return dice.randrange(3000, 900_000)

    def event(self, day: dt.date, most: int) -> int:
        shop, roll = self.dice.choices(self.shops, (6, 3, 2, 1, 1, 1))[0], self.dice.random()
        count = self.dice.randint(2, 4) if roll < 0.05 and most > 4 else 1
        made = [self.entry(day + dt.timedelta(self.dice.randrange(3)), shop, count > 1) for _ in range(count)]
        numbers, total = [one.number for one in made], sum(one.spent for one in made)
        if count > 1:
            self.row(day, numbers, total, shop, made[0])
            self.line(day, numbers, -total, shop)
            return count
        self.papers(day, made[0], shop, roll)
        if roll > 0.98:
            return 1
        parts = self.split(total) if 0.14 < roll < 0.18 else [total]
        for part in parts:
            self.line(day, numbers, -part, shop)
        return 1

    def papers(self, day: dt.date, entry: Entry, shop: str, roll: float) -> None:
        if roll > 0.96:
            return
        for part in self.split(entry.spent) if roll < 0.12 else [entry.spent]:
            self.row(day, [entry.number], part, shop, entry)

    def entry(self, day: dt.date, shop: str, shares: bool) -> Entry:
        number = len(self.case.entries) + 1
        self.invoice += 0 if shares and self.dice.random() < 0.5 else self.dice.randint(1, 900)
        amount = self.amount()
        made = Entry(
            number, day, -amount, amount, "spend", shop, f"记-{number}", (("044002200111", str(self.invoice)),), "transfer"
        )  # fmt: skip
        self.case.entries.append(made)
        return made

    def split(self, total: int) -> list[int]:
        count = self.dice.randint(2, 4)
        cuts = sorted({self.dice.randrange(1, total // 100) * 100 for _ in range(count - 1)})
        return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]

    def row(self, day: dt.date, numbers: list[int], amount: int, shop: str, entry: Entry) -> None:
        dice, name = self.dice, f"TZ-{len(self.case.material) + 1:03d}"
        invoice = voucher = ""
        if dice.random() < self.keyed:
            kind = dice.randrange(3)
            invoice = entry.invoices[0][1] if kind < 2 else ""
            voucher = entry.voucher if kind > 0 else ""
        if dice.random() < 0.02:
            invoice = _slip(dice, invoice) if invoice else ""
            voucher = f"记-{_slip(dice, voucher[2:])}" if voucher and not invoice else voucher
        wrong = dice.random() < 0.01
        stated = int(_slip(dice, str(amount))) if wrong else amount
        when = day + dt.timedelta(round(dice.gauss(-3, 7)))
        self.case.material.append(
            Material(name, "activities", when, stated, ("", invoice), voucher, _written(dice, shop))
        )
        if stated == amount:
            self.case.truth.update((number, name) for number in numbers)

    def line(self, day: dt.date, numbers: list[int], amount: int, shop: str) -> None:
        dice, name = self.dice, f"B{len(self.case.bank) + 1:05d}"
        keyed, told = dice.random() < self.keyed, "、".join(f"记-{number}" for number in numbers)
        voucher, text = (
            (f"记字{numbers[0]}号", "") if keyed and dice.random() < 0.5 else ("", told if keyed else "货款")
        )
        when = day + dt.timedelta(dice.choices((0, 1, 2, 3, 5, 9, 16), (8, 6, 4, 2, 2, 1, 1))[0])
        self.case.bank.append(BankLine(name, when, amount, _written(dice, shop), text, voucher))
        self.case.truth.update((number, name) for number in numbers)

    def noise(self, day: dt.date) -> None:
        shop, amount = self.dice.choice(self.shops), self.amount()
        if self.dice.random() < 0.5:
            self.case.bank.append(BankLine(f"B{len(self.case.bank) + 1:05d}", day, -amount, shop, "手续费"))
        else:
            self.case.material.append(
                Material(f"TZ-{len(self.case.material) + 1:03d}", "activities", day, amount, counterparty=shop)
            )


def cases(funds: int, keyed: float, seed: int, vouchers: int = VOUCHERS_A_FUND) -> Iterator[Case]:
    """Make so many funds, each with its truth; `keyed` is the share of rows that bear a key."""
    dice = random.Random(seed)
    for _ in range(funds):
        yield _Fund(dice, keyed).make(vouchers)


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
