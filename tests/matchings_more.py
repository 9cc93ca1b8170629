"""A third maker of funds whose true pairs are known: a year's plan of projects, each with papers of its own kind.

It shares nothing with the others: contracts are paid in instalments, courses have a list of teachers and one of
trainees' meals, small things are bought on a card and settled each month, subscriptions recur each quarter, voucher
numbers have three words (银付, 现付, 转) that each run for themselves, and the account pays for much else.
"""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from funds.reconcile.sides import BankLine, Entry, Material

__all__ = ["Plan", "planned"]

FIRMS = (
    "哈尔滨北辰焊接设备有限公司", "哈尔滨市道里区金鼎刀具经销部", "齐齐哈尔第一机床配件厂", "黑龙江科图文化传播有限公司",
    "大庆市萨尔图区阳光打印社", "牡丹江林海职业技术培训中心", "哈尔滨工大焊接科技股份有限公司", "佳木斯市东风仪表有限责任公司",
    "鹤岗市新兴标牌制作中心", "哈尔滨北方劳动保护用品有限公司", "绥化市诚信办公设备商店", "哈尔滨凯德会议服务有限公司",
)  # fmt: skip
TEACHERS = ("孙立军", "于海波", "赵春梅", "徐长江", "马晓红", "宋志远", "韩冰", "董建华", "高凤霞")
STAFF = ("李国庆", "张玉兰", "王铁成")
FEES = (40_000, 60_000, 80_000, 90_000, 120_000, 160_000)
#: A row is typed with a wrong amount, or never comes; a number is mistyped.
WRONG, LOST, MISTYPED = 0.01, 0.03, 0.015


@dataclass
class Plan:
    """A fund of one year's projects; `true` are the pairs (entry, row) that belong together."""

    entries: list[Entry] = field(default_factory=list)
    material: list[Material] = field(default_factory=list)
    bank: list[BankLine] = field(default_factory=list)
    true: set[tuple[int, str]] = field(default_factory=set)


class _Year:
    """Makes one year, project by project."""

    def __init__(self, seed: int, share: float) -> None:
        self.dice, self.share, self.out = random.Random(f"plan {seed}"), share, Plan()
        self.begin = dt.date(2021 + seed % 4, 1, 8)
        self.last = {"银付": 0, "现付": 0, "转": 0}
        self.invoice = {firm: self.dice.randrange(2 * 10**6, 9 * 10**7) for firm in FIRMS}
        self.drafts: list[tuple[dt.date, int, str, str, str, list[tuple[str, int, int, str]], str]] = []

    def make(self) -> Plan:
        for _ in range(self.dice.randint(2, 4)):
            self.contract()
        for _ in range(self.dice.randint(1, 3)):
            self.course()
        for _ in range(self.dice.randint(5, 14)):
            self.bought(self.day(), self.dice.choice(FIRMS), self.price())
        self.subscription()
        self.card()
        for draft in sorted(self.drafts, key=lambda one: one[0]):
            self.book(*draft)
        self.strangers()
        for side in (self.out.material, self.out.bank):
            self.dice.shuffle(side)
        return self.out

    def day(self) -> dt.date:
        return self.begin + dt.timedelta(self.dice.randrange(310))

    def price(self) -> int:
        match self.dice.randrange(3):
            case 0:
                return self.dice.randint(2, 60) * 5_000
            case 1:
                return self.dice.randint(30, 4_000) * 100
            case _:
                return self.dice.randint(2_000, 500_000)

    def draft(
        self, day: dt.date, fen: int, payee: str, how: str, invoice: str, rows: list[tuple[str, int, int, str]]
    ) -> None:
        self.drafts.append((day, fen, payee, how, invoice, rows, ""))

    def number(self, firm: str) -> str:
        self.invoice[firm] += self.dice.choice((1, 2, 5, 13, 60))
        return f"{self.invoice[firm]:08d}"

    def contract(self) -> None:
        """A machine: a first instalment, the rest on acceptance, and what was held back; each with its own row."""
        firm, whole, day = self.dice.choice(FIRMS), self.dice.randint(8, 90) * 100_000, self.day()
        for share, after, what in ((30, 0, "预付"), (65, 40, "验收"), (5, 100, "质保")):
            self.draft(
                day + dt.timedelta(after + self.dice.randrange(12)), whole * share // 100, firm, "银付", self.number(firm),
                [("equipment", whole * share // 100, self.dice.randint(0, 14), self.written(firm, what))],
            )  # fmt: skip

    def course(self) -> None:
        """A course: teachers' fees on one voucher and a list of them, a hall, and meals bought at two places."""
        day = self.day()
        people = self.dice.sample(TEACHERS, self.dice.randint(1, 4))
        fees = [self.dice.choice(FEES) for _ in people]
        payee = people[0] if len(people) == 1 else f"{people[0]}等{len(people)}人"
        after = self.dice.randint(2, 20)
        rows = [("lectures", fee, after, who) for fee, who in zip(fees, people, strict=True)]
        self.draft(day + dt.timedelta(after), sum(fees), payee, "银付", "", rows)
        for firm in self.dice.sample(FIRMS, 2):
            self.bought(day + dt.timedelta(after), firm, self.price())

    def bought(self, day: dt.date, firm: str, fen: int) -> None:
        parts = [fen]
        if self.dice.random() < 0.15 and fen > 20_000:
            head = fen * self.dice.randint(15, 80) // 100
            parts = [head, fen - head]
        before = self.dice.randint(0, 25)
        ledger = self.dice.choice(("equipment", "activities", "publicity"))
        rows = [(ledger, part, max(0, before - at), self.written(firm, ledger)) for at, part in enumerate(parts)]
        self.draft(day, fen, firm, "银付", self.number(firm), rows)

    def subscription(self) -> None:
        firm, fen = self.dice.choice(FIRMS), self.dice.choice((36_000, 50_000, 72_000))
        for quarter in range(4):
            day = self.begin + dt.timedelta(75 + 91 * quarter + self.dice.randrange(9))
            self.draft(day, fen, firm, "银付", self.number(firm), [("publicity", fen, self.dice.randint(1, 10), firm)])

    def card(self) -> None:
        """Small things on the union's card: each its voucher, paid back together at the month's end."""
        for month in self.dice.sample(range(11), 3):
            end = self.begin + dt.timedelta(30 * month + 28)
            for _ in range(self.dice.randint(1, 4)):
                firm, fen = self.dice.choice(FIRMS), self.dice.randint(900, 60_000)
                day = end - dt.timedelta(self.dice.randrange(6))
                rows = [("activities", fen, self.dice.randrange(6), self.written(firm, "activities"))]
                self.drafts.append((day, fen, firm, "转", self.number(firm), rows, f"{end:%Y-%m-%d}"))

    def written(self, firm: str, ledger: str) -> str:
        """Name a firm as the person who keeps the ledger would, or not at all."""
        if ledger == "activities" or self.dice.random() < 0.1:
            return ""
        short = firm.replace("有限责任公司", "").replace("股份有限公司", "").replace("有限公司", "")
        return self.dice.choice((firm, firm, short, firm.replace("市", "", 1), f"{firm}（门市部）"[: len(firm)]))

    def book(
        self,
        day: dt.date,
        fen: int,
        payee: str,
        word: str,
        invoice: str,
        rows: list[tuple[str, int, int, str]],
        card: str,
    ) -> None:
        self.last[word] += self.dice.choice((1, 1, 2, 4))
        voucher, number = f"{word}-{self.last[word]}", len(self.out.entries) + 1
        invoices = (("023002100111", invoice),) if invoice else ()
        paid_by = "card" if card else "transfer"
        self.out.entries.append(Entry(number, day, -fen, fen, "spend", payee, voucher, invoices, paid_by))
        if self.dice.random() > LOST:
            self.show(number, rows, day, voucher, invoice)
        if not card:
            self.pay(fen, payee, day, voucher, [one[3] for one in rows] if "等" in payee else [])
            return
        same = next((one for one in self.out.bank if one.id == f"K{card}"), None)
        text = f"{same.text}、{voucher}" if same and voucher and same.text != "公务卡还款" else voucher
        told = text if (same.text != "公务卡还款" if same else self.keyed()) else "公务卡还款"
        if same:
            self.out.bank.remove(same)
        total = -fen + (same.amount if same else 0)
        paid = dt.date.fromisoformat(card) + dt.timedelta(4)
        self.out.bank.append(BankLine(f"K{card}", paid, total, "公务卡中心", told))
        self.out.true.add((number, f"K{card}"))

    def keyed(self) -> bool:
        return self.dice.random() < self.share

    def show(
        self, number: int, rows: Sequence[tuple[str, int, int, str]], day: dt.date, voucher: str, invoice: str
    ) -> None:
        for ledger, fen, before, name in rows:
            row = f"{ledger[:2]}{len(self.out.material):04d}"
            keyed, by = self.keyed(), self.dice.random()
            told = voucher if keyed and (by < 0.5 or not invoice) else ""
            paper = invoice if keyed and by > 0.3 and invoice else ""
            if paper and self.dice.random() < MISTYPED:
                paper = paper[:6] + paper[7] + paper[6]
            stated = fen + self.dice.choice((-100, 900, 5_000)) if self.dice.random() < WRONG else fen
            when = day - dt.timedelta(before)
            self.out.material.append(Material(row, ledger, when, stated, ("", paper), told.replace("-", "字第"), name))
            if stated == fen:
                self.out.true.add((number, row))

    def pay(self, fen: int, payee: str, day: dt.date, voucher: str, people: list[str]) -> None:
        entry = self.out.entries[-1]
        fees = [one.amount or 0 for one in self.out.material[-len(people) :]] if people else []
        each = people and sum(fees) == fen and self.dice.random() < 0.5
        when = day + dt.timedelta(self.dice.choice((0, 0, 1, 2, 3, 6, 11)))
        for name, part in zip(people, fees, strict=True) if each else [(payee if not people else "", fen)]:
            row = f"{when:%m%d}-{len(self.out.bank):04d}"
            text = f"{voucher}付款" if self.keyed() else self.dice.choice(("货款", "转账汇款", "费用"))
            self.out.bank.append(BankLine(row, when, -part, name, text))
            self.out.true.add((entry.number, row))

    def strangers(self) -> None:
        """Money and things that are not the fund's: much of what a union's account and ledgers hold."""
        for at in range(self.dice.randint(4, 16)):
            fen, name = -self.price(), self.dice.choice((*FIRMS, *STAFF, "", "市总工会机关食堂"))
            text = f"银付-{self.dice.randint(1, 90)}" if self.keyed() else "日常开支"
            self.out.bank.append(BankLine(f"S{at}", self.day(), fen, name, text))
        for at in range(self.dice.randint(0, 3)):
            firm = self.dice.choice(FIRMS)
            paper = self.number(firm) if self.keyed() else ""
            self.out.material.append(Material(f"S{at}", "equipment", self.day(), self.price(), ("", paper), "", firm))
        for month in range(12):
            day = self.begin + dt.timedelta(30 * month)
            self.out.bank.append(BankLine(f"F{month}", day, -self.dice.choice((50, 1_000)), "", "手续费", looks="fee"))


def planned(seed: int, share: float) -> Plan:
    """Make one fund of a year's projects; `share` of its rows bear a key."""
    return _Year(seed, share).make()
