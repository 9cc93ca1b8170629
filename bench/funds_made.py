"""Made-up funds whose true pairs are known, for the benchmark of matching.

A fund buys at shops, pays lecturers, pays several vouchers at once; its numbers run on or begin again each month.
Other hands write its rows and its bank's lines: numbers in many forms, of part of the papers only, some with a slip;
shops' names in full, in short or not at all, or that of the channel through which was paid.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from funds.reconcile.sides import BankLine, Entry, Material

__all__ = ["END", "VOUCHERS_A_FUND", "Case", "cases"]

VOUCHERS_A_FUND = 25
START = dt.date(2022, 3, 1)
END = dt.date(2024, 12, 31)
STOCK = (50000, 80000, 100000, 120000, 150000, 200000, 300000, 500000)
SHOPS = (
    "榕城新锐图文店", "榕城永固五金店", "揭阳市焊接器材有限公司", "粤东技师学院", "揭阳市广告印务有限公司",
    "广东南方测绘仪器股份有限公司", "潮汕科技图书城", "深圳市精工刀具有限责任公司", "揭阳日报社", "惠来县机电设备有限公司",
    "榕城机电设备有限公司", "汕头市超声仪器有限公司", "普宁市办公家具厂", "广州焊研培训中心", "揭东区五金机电公司",
)  # fmt: skip
LECTURERS = (
    "陈建明", "林晓东", "黄佳怡", "郑海波", "李文静", "张国栋", "吴秀英", "许志强", "谢俊杰", "蔡丽华", "杨永康", "方雪梅",
)  # fmt: skip
CHANNELS = ("支付宝（中国）网络技术有限公司", "财付通支付科技有限公司", "拉卡拉支付股份有限公司")
WORDS = ("货款", "活动费", "3月12日活动款", "2024年费用", "")
ROW_FORMS = ("记-{}", "记-{}", "记-{}", "记字第{}号", "记账凭证{}号", "凭证{}", "{}")
LINE_FORMS = ("记-{}", "付记-{}", "记字{}号", "记账凭证{}号", "凭证{}")


class Case(NamedTuple):
    """One fund with the pairs that truly belong together: (entry, id of a row)."""

    entries: list[Entry]
    material: list[Material]
    bank: list[BankLine]
    truth: set[tuple[int, str]]


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
        self.monthly = dice.random() < 0.5
        self.last = (0, 1)

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
        self.line(START, self.case.entries, 10_000_000, "揭阳市总工会")

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
        if 0.2 < roll < 0.26:
            self.course(day)
            return 1
        count = self.dice.choice((2, 2, 3, 3, 4, 4, 7, 9)) if roll < 0.05 and most > 9 else 1
        made = [self.entry(day + dt.timedelta(self.dice.randrange(3)), shop, shares=count > 1) for _ in range(count)]
        total = sum(one.spent for one in made)
        if count > 1:
            self.row(day, made, total, shop)
            self.line(day, made, -total, shop if self.dice.random() < 0.8 else "批量代付")
            return count
        self.papers(day, made[0], shop, roll)
        if roll > 0.98:
            return 1
        parts = self.split(total) if 0.14 < roll < 0.18 else [total]
        for part in parts:
            self.line(day, made, -part, shop)
        return 1

    def course(self, day: dt.date) -> None:
        """Make a course: one voucher in the name of the first lecturer or of all, with a row and a transfer for each."""
        people = self.dice.sample(LECTURERS, self.dice.randint(2, 8))
        fees = [self.dice.choice((50_000, 80_000, 100_000)) for _ in people]
        payee = self.dice.choice(("外聘教师", f"{people[0]}等{len(people)}人", people[0]))
        made = [self.entry(day, payee, shares=False, amount=sum(fees))]
        event, paid = day - dt.timedelta(self.dice.randrange(8)), day + dt.timedelta(self.dice.randrange(4))
        for who, fee in zip(people, fees, strict=True):
            self.row(event, made, fee, who, "lectures")
            self.line(paid, made, -fee, who, near=True)

    def papers(self, day: dt.date, entry: Entry, shop: str, roll: float) -> None:
        if roll > 0.96:
            return
        for part in self.split(entry.spent) if roll < 0.12 else [entry.spent]:
            self.row(day, [entry], part, shop)

    def entry(self, day: dt.date, payee: str, *, shares: bool, amount: int = 0) -> Entry:
        number = len(self.case.entries) + 1
        month, last = self.last
        last = 1 if self.monthly and month != day.month else last + 1
        self.last = day.month, last
        self.invoice += 0 if shares and self.dice.random() < 0.5 else self.dice.randint(1, 900)
        fen = amount or self.amount()
        invoices = () if amount else (("044002200111", str(self.invoice)),)
        made = Entry(number, day, -fen, fen, "spend", payee, f"记-{last}", invoices, "transfer")
        self.case.entries.append(made)
        return made

    def split(self, total: int) -> list[int]:
        count = self.dice.randint(2, 4)
        cuts = sorted({self.dice.randrange(1, total // 100) * 100 for _ in range(count - 1)})
        return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]

    def row(self, day: dt.date, made: Sequence[Entry], amount: int, shop: str, ledger: str = "activities") -> None:
        dice, name, entry = self.dice, f"TZ-{len(self.case.material) + 1:03d}", made[0]
        invoice = voucher = ""
        if dice.random() < self.keyed:
            kind = dice.randrange(3)
            invoice = entry.invoices[0][1] if kind < 2 and entry.invoices else ""
            voucher = entry.voucher[2:] if kind > 0 or not invoice else ""
        if dice.random() < 0.02:
            invoice = _slip(dice, invoice) if invoice else ""
            voucher = _slip(dice, voucher) if voucher and not invoice else voucher
        wrong = dice.random() < 0.01
        stated = int(_slip(dice, str(amount))) if wrong else amount
        when = day if ledger == "lectures" else day + dt.timedelta(round(dice.gauss(-3, 7)))
        who = shop if ledger == "lectures" else _written(dice, shop)
        told = dice.choice(ROW_FORMS).format(voucher) if voucher else ""
        self.case.material.append(Material(name, ledger, when, stated, ("", invoice), told, who))
        if stated == amount:
            self.case.truth.update((one.number, name) for one in made)

    def line(self, day: dt.date, made: Sequence[Entry], amount: int, shop: str, *, near: bool = False) -> None:
        dice, name = self.dice, f"B{len(self.case.bank) + 1:05d}"
        voucher, text = "", dice.choice(WORDS)
        if dice.random() < self.keyed:
            numbers = [one.voucher[2:] for one in made]
            if dice.random() < 0.02:
                numbers[-1] = _slip(dice, numbers[-1])
            voucher, text = self.told(made, numbers, text)
        when = day if near else day + dt.timedelta(dice.choices((0, 1, 2, 3, 5, 9, 16), (8, 6, 4, 2, 2, 1, 1))[0])
        who = dice.choice(CHANNELS) if amount < 0 and dice.random() < 0.03 else shop if near else _written(dice, shop)
        self.case.bank.append(BankLine(name, when, amount, who, text, voucher))
        self.case.truth.update((one.number, name) for one in made)

    def told(self, made: Sequence[Entry], numbers: list[str], word: str) -> tuple[str, str]:
        """Write numbers into the voucher's column or the text: all, the first and 等, or the first one's invoice."""
        dice, form = self.dice, self.dice.choice(LINE_FORMS)
        if len(numbers) == 1 and dice.random() < 0.4:
            return f"记字{numbers[0]}号", ""
        if len(numbers) > 1 and dice.random() < 0.15:
            first = (
                f"发票{made[0].invoices[0][1]}等"
                if dice.random() < 0.5
                else f"{form.format(numbers[0])}等{len(made)}张"
            )
            return "", f"{word} {first}".strip()
        listed = form.format("、".join(numbers)) if dice.random() < 0.5 else "、".join(map(form.format, numbers))
        return "", dice.choice((f"{listed} {word}", f"{word} {listed}")).strip()

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
