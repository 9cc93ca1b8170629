"""A second maker of funds whose true pairs are known: a union's months, one after another.

It shares nothing with the maker of the benchmark: vouchers begin again each month, amounts are pieces times a
price, monthly fees recur, Friday's transfer pays a week's bills, a member's own card is paid back, invoices have
twenty digits in a row per shop, and some ledgers name no supplier.
"""

import calendar
import datetime as dt
import random
from dataclasses import dataclass, field

from funds.reconcile.result import Result
from funds.reconcile.sides import BankLine, Entry, Material

__all__ = ["Months", "found", "month_by_month", "rates"]

FIRST = dt.date(2023, 1, 1)
PEOPLE = ("李敏", "黄志明", "林佳怡", "陈建国")
SHOPS = {
    "大连船舶仪表有限公司": "船舶仪表",
    "大连鼎新职业培训学校": "鼎新职业培训学校",
    "沈阳远大文化传媒有限责任公司": "远大文化传媒",
    "沈阳远达文化传播有限责任公司": "远达文化",
    "鞍山红旗劳保用品商店": "红旗劳保",
    "（辽宁）北方工具集团股份有限公司": "辽宁北方工具",
    "大连佳能办公设备有限公司西岗分公司": "大连佳能办公设备有限公司",
    "营口市电子元件经销处": "营口市电子元件经销处",
}
PRICES = (1_280_00, 35_50, 99_90, 460_00, 2_350_00, 18_00, 150_00, 780_00)


@dataclass
class Months:
    """A fund made month by month; `true` are the pairs (entry, row) that belong together."""

    entries: list[Entry] = field(default_factory=list)
    material: list[Material] = field(default_factory=list)
    bank: list[BankLine] = field(default_factory=list)
    true: set[tuple[int, str]] = field(default_factory=set)


@dataclass
class _Maker:
    dice: random.Random
    share: float
    out: Months = field(default_factory=Months)
    vouchers: int = 0
    invoices: dict[str, int] = field(default_factory=dict)
    due: dict[str, list[Entry]] = field(default_factory=dict)

    def month(self, year: int, month: int) -> None:
        self.vouchers = 0
        days = calendar.monthrange(year, month)[1]
        fee, shop = 1_500_00, "大连鼎新职业培训学校"
        if month % 3:
            self.bought(dt.date(year, month, min(days, 20)), shop, fee)
        for day in sorted(self.dice.randint(1, days) for _ in range(self.dice.randint(0, 4))):
            pieces = self.dice.choice((1, 1, 2, 3, 5, 10, 12))
            shop = self.dice.choice(list(SHOPS))
            self.bought(dt.date(year, month, day), shop, pieces * self.dice.choice(PRICES))
            if self.dice.random() < 0.1:
                self.bought(dt.date(year, month, day), shop, self.dice.choice(PRICES))
        self.strangers(dt.date(year, month, days))
        self.pay(dt.date(year, month, days))

    def bought(self, day: dt.date, shop: str, amount: int) -> None:
        self.vouchers += 1
        number = len(self.out.entries) + 1
        two = self.dice.random() < 0.08 and amount > 10_000
        papers = [self.invoice(shop) for _ in range(1 + two)]
        advanced = self.dice.random() < 0.1
        entry = Entry(
            number, day, -amount, amount, payee=shop, voucher=f"记-{self.vouchers}",
            invoices=tuple(("", paper) for paper in papers), paid_by="reimbursement" if advanced else "transfer",
        )  # fmt: skip
        self.out.entries.append(entry)
        if self.dice.random() > 0.03:
            self.shown(entry, papers)
        if self.dice.random() < 0.02:
            return
        if advanced:
            self.left([entry], self.dice.choice(PEOPLE), day + dt.timedelta(self.dice.randint(0, 12)))
        else:
            self.due.setdefault(shop, []).append(entry)

    def invoice(self, shop: str) -> str:
        last = self.invoices.setdefault(shop, self.dice.randrange(10**8, 9 * 10**8))
        self.invoices[shop] = last + self.dice.choice((1, 1, 2, 7, 40))
        return f"2321{list(SHOPS).index(shop):02d}20{self.invoices[shop]:012d}"

    def shown(self, entry: Entry, papers: list[str]) -> None:
        parts = [entry.spent]
        if len(papers) > 1:
            head = entry.spent * self.dice.randint(2, 8) // 10
            parts = [head, entry.spent - head]
        for paper, part in zip(papers, parts, strict=True):
            row = f"{self.dice.choice(('HD', 'SB', 'XC'))}{len(self.out.material):04d}"
            keyed, style = self.dice.random() < self.share, self.dice.random()
            voucher = f"记字第{int(entry.voucher[2:]):04d}号" if keyed and style < 0.6 else ""
            number = paper if keyed and style > 0.4 else ""
            if number and self.dice.random() < 0.02:
                at = self.dice.randrange(12, 19)
                number = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
            name = "" if row.startswith("HD") else self.dice.choice((entry.payee, SHOPS[entry.payee]))
            stated = part + self.dice.choice((-900, 900, 90)) if self.dice.random() < 0.008 else part
            day = entry.date - dt.timedelta(self.dice.randint(0, 18))
            self.out.material.append(Material(row, row[:2], day, stated, ("", number), voucher, name))
            if stated == part:
                self.out.true.add((entry.number, row))

    def pay(self, end: dt.date) -> None:
        for shop, entries in self.due.items():
            weeks: dict[int, list[Entry]] = {}
            for entry in entries:
                weeks.setdefault(entry.date.toordinal() // 7, []).append(entry)
            for week in weeks.values():
                friday = max(entry.date for entry in week) + dt.timedelta(self.dice.randint(0, 6))
                self.left(week, shop if self.dice.random() < 0.9 else f"{shop}(营业部)", friday)
        self.due.clear()
        self.out.bank.append(BankLine(f"{end:%Y%m%d}fee", end, -1_50, "", "账户管理费"))
        if end.month % 3 == 0:
            self.out.bank.append(BankLine(f"{end:%Y%m%d}int", end, self.dice.randint(200, 4000), "", "结息"))

    def left(self, entries: list[Entry], to: str, day: dt.date) -> None:
        row = f"{day:%Y%m%d}{len(self.out.bank):06d}"
        text = "付" + "，".join(entry.voucher for entry in entries) if self.dice.random() < self.share else "转账支出"
        self.out.bank.append(BankLine(row, day, -sum(entry.spent for entry in entries), to, text))
        self.out.true |= {(entry.number, row) for entry in entries}

    def strangers(self, day: dt.date) -> None:
        """What the unit paid itself stands in the ledger too; and the account pays for other things."""
        if self.dice.random() < 0.12:
            shop, amount = self.dice.choice(list(SHOPS)), self.dice.choice(PRICES)
            self.out.material.append(Material(f"QT{len(self.out.material):04d}", "QT", day, amount, counterparty=shop))
        if self.dice.random() < 0.12:
            amount = -self.dice.choice(PRICES)
            self.out.bank.append(BankLine(f"{day:%Y%m%d}x", day, amount, self.dice.choice(list(SHOPS)), "货款"))


def month_by_month(seed: int, share: float, months: int = 18) -> Months:
    """Make one fund; `share` of its rows bear a key."""
    maker = _Maker(random.Random(seed), share)
    for month in range(months):
        maker.month(FIRST.year + month // 12, month % 12 + 1)
    maker.dice.shuffle(maker.out.material)
    maker.dice.shuffle(maker.out.bank)
    return maker.out


def found(result: Result) -> set[tuple[int, str]]:
    """Give the pairs accepted without a person, of entries and rows of either side."""
    some: set[tuple[int, str]] = set()
    for row in result.agreed:
        if row.stage != "person":
            some.update((number, one) for number in row.entries for one in row.material + row.bank)
    return some


def rates(results: list[tuple[set[tuple[int, str]], set[tuple[int, str]]]]) -> tuple[float, float]:
    """Give which part of the pairs found is right, and which part of the true ones was found."""
    right = sum(len(got & true) for got, true in results)
    return right / sum(len(got) for got, _ in results), right / sum(len(true) for _, true in results)
