"""A desk to post from in tests: the law as installed, a lexicon that finds nothing, a clock that is told."""

import datetime as dt
import hashlib
import itertools
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from funds.checks.case import ScreenLine
from funds.entry.record import Award, Invoice, Record
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.read import bind
from funds.record.journal import Clock, Desk, post

PROGRAMMES = Path(__file__).parent.parent / "ledger" / "programmes"
CHINA = dt.timezone(dt.timedelta(hours=8))
NAMED = dt.date(2022, 10, 10)
_SERIAL = itertools.count(1)


def _silent(memo: str, payee: str, item: str, tax_code: str) -> None:
    """Find nothing in any line."""
    del memo, payee, item, tax_code


@dataclass
class Silent:
    """A lexicon with no word in it."""

    text: str = "{}"
    hash: str = hashlib.sha256(b"{}").hexdigest()
    screen: ScreenLine = _silent


@cache
def lawbook(code: str) -> Lawbook:
    """Give an installed programme's law under the usual policy."""
    own, general = ((PROGRAMMES / f"{name}.toml").read_text("utf-8") for name in (code, "union-general"))
    return bind(own, general, Policy())


DESK = Desk(lawbook, Silent())


def at(text: str) -> Clock:
    """Give a clock that stands still, in China's time."""
    moment = dt.datetime.fromisoformat(text).replace(tzinfo=CHINA)
    return lambda: moment


NOW = at("2023-06-30T10:00:00")


def an_award(serial: int | None = None, **change: object) -> Record:
    """Draft an award of 20,000 yuan to a studio of its own."""
    number = next(_SERIAL) if serial is None else serial
    terms = Award(
        programme="jieyang-2022", tier="standard", studio=f"林工{number}劳模和工匠人才创新工作室", unit=f"榕城机械{number}厂",
        holder=f"榕城机械{number}厂工会委员会", kind="model", lead=f"林工{number}", recommender="榕城区总工会",
    )  # fmt: skip
    facts: dict[str, object] = {
        "fund": "",
        "kind": "award",
        "date": NAMED,
        "amount": 2_000_000,
        "document": f"揭工总〔2022〕{number}号",
        "terms": terms,
        "maker": "王会计",
        "login": "wang",
    }
    return Record(**{**facts, **change})  # type: ignore[arg-type]


def a_spend(fund: str, fen: int, **change: object) -> Record:
    """Draft a purchase of training books."""
    facts: dict[str, object] = {
        "fund": fund,
        "kind": "spend",
        "date": dt.date(2022, 11, 20),
        "amount": fen,
        "purpose": "training",
        "payee": "新华书店有限公司",
        "memo": "购买专业技术书籍",
        "paid_by": "transfer",
        "asset": "none",
        "maker": "王会计",
        "login": "wang",
    }
    return Record(**{**facts, **change})  # type: ignore[arg-type]


def an_invoice(number: str, fen: int, face: int | None = None) -> Invoice:
    """Give an invoice of a bookshop."""
    return Invoice(number=number, share=fen, face=fen if face is None else face, item="*印刷品*图书")


def opened(engine: Engine, clock: Clock = NOW) -> str:
    """Name a fund, disburse and receive its 20,000 yuan, and give its code."""
    award = an_award()
    assert award.terms is not None
    fund = post(engine, [award], DESK, clock)[0].record.fund
    disburse = Record(fund=fund, kind="disburse", date=dt.date(2022, 10, 20), amount=2_000_000, maker="王会计")
    receive = Record(
        fund=fund,
        kind="receive",
        date=dt.date(2022, 10, 25),
        amount=2_000_000,
        maker="王会计",
        holder=award.terms.holder,
    )
    post(engine, [disburse, receive], DESK, clock)
    return fund
