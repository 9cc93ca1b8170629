"""A small workspace's books for tests: funds posted by the real rules in memory, evidence files, and the ledger folder."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from funds.book.files import write_books
from funds.checks.judge import prepare
from funds.checks.screening import Lexicon
from funds.checks.surroundings import Surroundings
from funds.entry.record import Award, Evidence, Invoice, Record
from funds.entry.story import Story, advance
from funds.finding import refusals
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.read import bind
from funds.seal import head_of, sealed

LEDGER = Path(__file__).parent.parent / "ledger"
CHINA = dt.timezone(dt.timedelta(hours=8))
DAY = dt.date(2022, 10, 10)


@cache
def lawbook(code: str) -> Lawbook:
    programme, general = (
        (LEDGER / "programmes" / f"{name}.toml").read_text("utf-8") for name in (code, "union-general")
    )
    return bind(programme, general, Policy())


@cache
def lexicon() -> Lexicon:
    return Lexicon.read(LEDGER / "lexicon")


class Office:
    """Posts drafts as the journal does, in memory; the clock moves a minute with each record."""

    def __init__(self) -> None:
        self.chains: dict[str, list[Record]] = {}
        self.stories: dict[str, Story] = {}
        self.laws: dict[str, Lawbook] = {}
        self.around = Surroundings()
        self.now = dt.datetime(2022, 10, 10, 9, tzinfo=CHINA)

    def post(self, *drafts: Record) -> None:
        """Post drafts; a refusal is a mistake of the test."""
        for draft in drafts:
            self._post(draft)

    def _post(self, draft: Record) -> None:
        fund = draft.fund
        story = self.stories.setdefault(fund, Story())
        if draft.terms:
            self.laws[fund] = lawbook(draft.terms.programme)
        book = self.laws[fund]
        self.now = max(self.now + dt.timedelta(minutes=1), dt.datetime.combine(draft.date, dt.time(9), CHINA))
        stamped = msgspec.structs.replace(draft, posted=self.now, number=len(self.chains.get(fund, ())) + 1)
        ready = prepare(stamped, story, book, self.around.around(stamped, book.programme.code), lexicon())
        assert refusals(ready.findings) == [], [(f.code, f.facts) for f in refusals(ready.findings)]
        done = sealed(ready, head_of(story.last))
        self.around.keep(done, story)
        advance(story, done)
        self.around.name(done, story)
        self.chains.setdefault(fund, []).append(done)

    @property
    def texts(self) -> dict[str, str]:
        """The texts that judged, by hash."""
        laws = {book.hash: book.text for book in self.laws.values()}
        return {**laws, lexicon().hash: lexicon().text}


def an_award(fund: str, programme: str = "jieyang-2022", tier: str = "standard", amount: int = 30_000_00) -> Record:
    terms = Award(
        programme=programme, tier=tier, studio=f"陈工{fund}劳模和工匠人才创新工作室", unit=f"揭阳{fund}机械厂",
        holder=f"揭阳{fund}机械厂工会委员会", kind="model", lead=f"陈工{fund}", recommender="榕城区总工会",
    )  # fmt: skip
    return a(fund, "award", 0, amount, terms=terms, document=f"工发〔2022〕{fund[-3:]}号")


def a(fund: str, kind: Any, day: int, amount: int = 0, **more: Any) -> Record:
    """Draft a record, so many days after the naming."""
    common = {"maker": "王会计", "login": "wang"}
    return Record(
        **{"fund": fund, "kind": kind, "date": DAY + dt.timedelta(days=day), "amount": amount, **common, **more}
    )


def a_spend(fund: str, day: int, amount: int, number: str, **more: Any) -> Record:
    usual = {
        "purpose": "training", "payee": "揭阳职业技术学院", "memo": "数控技术培训费", "paid_by": "transfer", "asset": "none",
        "voucher": f"记-{number}", "handler": "黄丽", "approver": "陈伟",
        "invoices": (Invoice(number=number, face=amount, item="*非学历教育服务*培训费"),),
    }  # fmt: skip
    return a(fund, "spend", day, amount, **{**usual, **more})


def kept(store: Path, kind: str, content: bytes, name: str = "发票.pdf") -> Evidence:
    """Keep an evidence file in the store, as the workspace does."""
    digest = hashlib.sha256(content).hexdigest()
    path = store / digest[:2] / f"{digest}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Evidence(kind=kind, digest=digest, size=len(content), name=name)


def an_office(root: Path) -> Office:
    """Three funds of two programmes over a year's end, with every kind of record that a life has."""
    office = Office()
    store = root / "evidence"
    one, two, three = "JY2022-001", "JY2022-002", "LN2022-001"
    office.post(an_award(one), an_award(two, amount=20_000_00), an_award(three, "liaoning-2022", amount=50_000_00))
    office.post(
        a(one, "disburse", 5, 30_000_00), a(one, "receive", 8, 30_000_00, holder="揭阳JY2022-001机械厂工会委员会"),
        a(two, "disburse", 5, 20_000_00), a(two, "receive", 9, 15_000_00, holder="揭阳JY2022-002机械厂工会委员会"),
        a(three, "disburse", 12, 50_000_00), a(three, "receive", 13, 50_000_00, holder="揭阳LN2022-001机械厂工会委员会"),
        a_spend(one, 20, 1_200_50, "24440001", evidence=(kept(store, "invoice", b"%PDF one"),)),
        a_spend(one, 21, 3_000_00, "24440002", purpose="equipment", asset="special", memo="购置示波器", quantity=1,
                unit_price=3_000_00, payee="精工仪器有限公司", invoices=(Invoice(number="24440002", face=3_000_00),)),
        a_spend(one, 30, 800_00, "24440003", invoices=(Invoice(number="24440003", face=700_00, share=700_00),)),
        a_spend(two, 40, 999_99, "24440004", payee='"; <b>书店</b>\n2022-01-01 open X', memo="购书\\n\u2028"),
        a(one, "clear", 41, refers=6, decision="accept", reason="查过附件", maker="李审核"),
        a(one, "attach", 42, refers=4, evidence=(kept(store, "acceptance", b"%PDF two", "验收单.pdf"),)),
        a_spend(three, 50, 2_000_00, "24440005"),
        a(three, "refund", 60, 500_00, refers=4, memo="退书款", payee="揭阳职业技术学院"),
        a(two, "disallow", 70, 300_00, memo="工作餐", payee="榕江酒家", reason="已付出的餐费", paid_by="transfer"),
        a(two, "recover", 95, 300_00, memo="单位退回"),
        a(one, "reverse", 100, refers=4, reason="重复入账"),
        a(three, "return", 400, 1_000_00, document="退款单"),
    )  # fmt: skip
    return office


def books(root: Path, office: Office | None = None, *, evidence: bool = True) -> Path:
    """Write an office's books below a workspace folder and give the opening file over all."""
    office = office or an_office(root)
    found = {path.stem: path for path in (root / "evidence").glob("*/*")}
    write_books(root / "ledger", office.chains.values(), office.texts, found.__getitem__ if evidence else None)
    return root / "ledger" / "main.beancount"


def messages(errors: Iterable[Any]) -> list[str]:
    """Give the codes of errors, in order."""
    return [error.message.partition(":")[0] for error in errors]
