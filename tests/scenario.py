"""Scenarios as a finance officer writes them: a TOML file of records, played through every check.

`programme` is an installed programme or a file beside the scenario; `begin` says how far each of
`funds` has come before the scenario's own records: "nothing", "named", "disbursed" or "received".
Amounts are yuan. What a record does not say is a plain purchase of books, and the like.
"""

import datetime as dt
import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from desks import CHINA, PROGRAMMES
from funds.checks.judge import case_of, judge, prepare
from funds.checks.screening import Lexicon
from funds.checks.surroundings import Surroundings
from funds.entry.record import Award, Evidence, Invoice, Line, Record
from funds.entry.story import Story, advance
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.read import bind
from funds.money import fen
from funds.seal import head_of, sealed

POSTED = dt.datetime(2023, 6, 30, 10, tzinfo=CHINA)
OPENING: dict[str, dict[str, Any]] = {
    "named": {"kind": "award", "amount": "30000.00", "date": dt.date(2022, 3, 1)},
    "disbursed": {"kind": "disburse", "amount": "30000.00", "date": dt.date(2022, 3, 5)},
    "received": {"kind": "receive", "amount": "30000.00", "date": dt.date(2022, 3, 10)},
}
USUAL: dict[str, dict[str, Any]] = {
    "award": {"document": "揭工总〔2022〕8号"},
    "spend": {"amount": "100.00", "purpose": "training", "payee": "新华书店", "memo": "购买专业书籍", "asset": "none"},
    "reverse": {"reason": "重复记账"},
    "clear": {"reason": "已看过实物", "decision": "accept", "maker": "李审核"},
    "withdraw": {"reason": "单位申请"},
    "reopen": {"reason": "补记凭证"},
    "disallow": {"amount": "100.00", "reason": "超出用途"},
}
MONEY = ("amount", "unit_price", "retained")


LEXICON = Lexicon.read(PROGRAMMES.parent / "lexicon")


class Scenario(NamedTuple):
    """A scenario as read: what it says, its law, its drafts, and what its last record would be to be in order."""

    says: str
    book: Lawbook
    drafts: list[Record]
    quiet: Record
    expect: list[list[str]]
    stands: list[bool]


@cache
def _text(path: Path) -> str:
    return path.read_text("utf-8")


def read(path: Path) -> Scenario:
    """Read a scenario file."""
    data = tomllib.loads(path.read_text("utf-8"))
    book = lawbook(data.get("programme", "jieyang-2022"), path.parent, data)
    begin = data.get("begin", "received")
    stages = list(OPENING)[: list(OPENING).index(begin) + 1] if begin != "nothing" else []
    funds = data.get("funds", ["JY2022-001"])
    plain = [
        {"fund": fund, **OPENING[stage], **data.get("opening", {}).get(stage, {})} for fund in funds for stage in stages
    ]
    rows = [{"fund": funds[0], **row} for row in data["record"]]
    expect = [[] for _ in plain] + [row.pop("expect", []) for row in rows]
    stands = [True for _ in plain] + [row.pop("post", True) for row in rows]
    quiet = {**rows[-1], **data.get("quiet", {})}
    drafts = [draft(row, book) for row in (*plain, *rows)]
    return Scenario(data["says"], book, drafts, draft(quiet, book), expect, stands)


def lawbook(name: str, folder: Path, data: dict[str, Any]) -> Lawbook:
    """Bind a programme, installed or beside the scenario, with what the scenario sets."""
    programme = folder / name if name.endswith(".toml") else PROGRAMMES / f"{name}.toml"
    settings = {name: data["settings"]} if "settings" in data else {}
    policy = Policy(**data.get("policy", {}), settings=settings)
    return bind(_text(programme), _text(PROGRAMMES / "union-general.toml"), policy)


def draft(row: dict[str, Any], book: Lawbook) -> Record:
    """Make a draft of a row of a scenario."""
    facts: dict[str, Any] = {
        "date": dt.date(2022, 4, 1),
        "maker": "王会计",
        "posted": POSTED,
        **USUAL.get(row["kind"], {}),
        **row,
    }
    for name in MONEY:
        if name in facts:
            facts[name] = fen(facts[name])
    if facts["kind"] in {"award", "amend"}:
        facts["terms"] = _terms(facts, book)
    if "posted" in row:
        facts["posted"] = dt.datetime.combine(row["posted"], dt.time(10), CHINA)
    facts["invoices"] = tuple(_invoice(dict(invoice)) for invoice in facts.get("invoices", ()))
    facts["lines"] = tuple(Line(**{**line, "fen": fen(line["fen"])}) for line in facts.get("lines", ()))
    facts["evidence"] = tuple(
        _paper(*paper.split("="), row=row, at=at) for at, paper in enumerate(facts.get("evidence", ()))
    )
    return Record(**facts)


def _paper(kind: str, file: str = "", *, row: dict[str, Any], at: int) -> Evidence:
    """Give a paper written ``kind``, a file of its own, or ``kind=file``, which others may be too."""
    digest = hashlib.sha256((file or f"{row} {at}").encode()).hexdigest()
    return Evidence(kind=kind, digest=digest, size=1, name=f"{file or kind}.pdf")


def _terms(facts: dict[str, Any], book: Lawbook) -> Award | None:
    serial = facts["fund"][-3:]
    unit = f"榕城第{serial}机械厂"
    usual = {
        "programme": book.programme.code, "tier": "standard", "studio": f"陈工{serial}创新工作室", "unit": unit,
        "holder": f"{unit}工会委员会", "lead": f"陈工{serial}", "kind": "model", "recommender": "榕城区总工会",
    }  # fmt: skip
    said = facts.pop("terms", {})
    return Award(**{**usual, **said}) if said is not None and said != "none" else None


def _invoice(facts: dict[str, Any]) -> Invoice:
    for name in ("face", "share"):
        if name in facts:
            facts[name] = fen(facts[name])
    return Invoice(**facts)


def play(scenario: Scenario, drafts: list[Record] | None = None) -> list[Record]:
    """Judge the drafts one after another, each after those before it, and give them as prepared and sealed.

    What is refused is let in all the same, as somebody may forge it, unless it says `post = false`.
    """
    stories: dict[str, Story] = {}
    around = Surroundings()
    done = []
    for each, stands in zip(drafts or scenario.drafts, scenario.stands, strict=True):
        story = stories.setdefault(each.fund, Story())
        ready = prepare(each, story, scenario.book, around.around(each, scenario.book.programme.code), LEXICON)
        if each.lines:
            ready = _forged(ready, each, story, scenario.book, around)
        record = sealed(ready, head_of(story.last))
        done.append(record)
        if stands:
            around.keep(record, story)
            advance(story, record)
            around.name(record, story)
    return done


def _forged(ready: Record, each: Record, story: Story, book: Lawbook, around: Surroundings) -> Record:
    """Keep lines that the program would not have laid, with what the checks say of them."""
    record = msgspec.structs.replace(ready, lines=each.lines)
    case = case_of(record, story, book, around.around(each, book.programme.code), LEXICON.screen)
    return msgspec.structs.replace(record, findings=judge(case))
