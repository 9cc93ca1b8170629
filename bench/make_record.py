"""Make a record of many vouchers quickly, as the benchmarks need it: real lines, figures and seals.

Usage: python bench/make_record.py FILE VOUCHERS

Each fund has an award, a disbursement, a receipt and 25 vouchers of spending, as an accountant
would type them. The same number of vouchers gives the same record, byte for byte. Rows are
inserted in bulk by sqlite3, past the journal; they are those that the journal would insert.
"""

import datetime as dt
import hashlib
import random
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from funds.checks.case import NOWHERE
from funds.checks.judge import prepare
from funds.checks.screening import Lexicon
from funds.entry.record import Award, Evidence, Invoice, Record
from funds.entry.story import Movement, Story, advance
from funds.finding import Refused, refusals
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.read import bind
from funds.record.codes import code_of
from funds.record.create import create
from funds.record.rows import ZONE, Row, award_row, claims_made, movement_rows, record_row
from funds.seal import head_of, sealed

LEDGER = Path(__file__).parent.parent / "ledger"

#: Vouchers of spending in each fund.
PER_FUND = 25

#: Programme, letters, tier, least and most amount in yuan.
PROGRAMMES = (
    ("jieyang-2022", "JY", "standard", 20_000, 30_000),
    ("liaoning-2022", "LN", "standard", 50_000, 50_000),
    ("ningxia-2020", "NX", "class2", 60_000, 80_000),
)
#: So many funds take turns between the programmes, within their quotas; the rest are Ningxia's, which has none.
MIXED = 24

CODES = tuple(code for code, *_ in PROGRAMMES)

PLACES = ("榕城", "空港", "普宁", "惠来", "揭西", "沈河", "铁西", "大东", "金凤", "兴庆", "西夏", "灵武")
TRADES = ("电力", "水务", "机械制造", "石化", "纺织", "公路", "港务", "医药", "职业技术学院", "供电局", "通信", "建工")
SURNAMES = "陈林黄张李王吴刘蔡杨许郑谢郭洪曾周叶苏赵"
GIVEN = ("伟强", "建国", "志明", "丽华", "晓东", "海燕", "国栋", "少波", "文斌", "秀英", "俊杰", "永辉")
SHOPS = ("科技有限公司", "贸易商行", "五金机电有限公司", "图文广告有限公司", "仪器设备有限公司", "书店", "办公用品商行")
SHOP_NAMES = [
    "恒达",
    "宏远",
    "新华",
    "博文",
    "精工",
    "联创",
    "天成",
    "佳和",
    "正泰",
    "华盛",
    "启明",
    "瑞丰",
    "众诚",
    "金桥",
]

#: How many suppliers the vouchers go to.
SUPPLIERS = 8000

#: Purpose, memo, invoice item, tax code.
BUYS = (
    ("premises", "创新工作室展板制作安装", "*印刷品*展板", "1060201070000000000"),
    ("premises", "工作室墙面粉刷及线路整理", "*建筑服务*维修费", "3050300000000000000"),
    ("equipment", "购置数字万用表", "*电工仪器仪表*万用表", "1090521010000000000"),
    ("equipment", "购置焊接练习耗材", "*金属制品*焊条", "1080407990000000000"),
    ("equipment", "购买3D打印耗材", "*塑料制品*PLA线材", "1070601990000000000"),
    ("training", "成员参加技能提升培训学费", "*非学历教育服务*培训费", "3070201020000000000"),
    ("training", "购买专业技术书籍", "*印刷品*图书", "1060201010000000000"),
    ("training", "外请讲师授课劳务", "*其他咨询服务*授课费", "3040603000000000000"),
    ("publicity", "工作室宣传册印制", "*印刷品*宣传册", "1060201990000000000"),
    ("publicity", "创新成果短片拍摄", "*广播影视服务*视频制作", "3040701000000000000"),
    ("activity", "技术攻关交流活动场地租赁", "*经营租赁*场地租赁费", "3040502020000000000"),
)


#: How a memo goes on, so that hardly two are alike: number, batch and person in front are the voucher's own.
TAILS = ("", "，见合同", "（含运费）", "，按计划", "，第二批", "，与上月同价", "，验收合格", "，工作室用", "，已入台账")

#: The papers that each purpose needs; three of five vouchers have them all, the others the first two.
PAPERS = {
    "premises": ("invoice", "acceptance", "bank-receipt", "list", "photos", "approval"),
    "equipment": ("invoice", "acceptance", "bank-receipt", "list", "photos", "approval"),
    "training": ("invoice", "notice", "bank-receipt", "sign-in", "photos", "approval"),
    "publicity": ("invoice", "acceptance", "bank-receipt", "list", "photos", "approval"),
    "activity": ("invoice", "notice", "bank-receipt", "sign-in", "photos", "approval"),
}


def _programme(index: int) -> int:
    """Give the programme's place in the table for the fund with this index."""
    return index % len(PROGRAMMES) if index < MIXED else len(PROGRAMMES) - 1


def draft_fund(index: int) -> Iterator[Record]:
    """Give the drafts of the fund with this index, in order; the code and dates are theirs."""
    dice = random.Random(index)
    programme, letters, tier, least, most = PROGRAMMES[_programme(index)]
    year, serial = (2022, index // 3 + 1) if index < MIXED else (2021 + index % 4, index)
    code = f"{letters}{year}-{serial:03d}"
    unit = f"{dice.choice(PLACES)}{dice.choice(TRADES)}{index}"
    lead = dice.choice(SURNAMES) + dice.choice(GIVEN)
    amount = dice.randrange(least, most + 1, 1000) * 100
    holder = f"{unit}工会委员会"
    terms = Award(
        programme=programme, tier=tier, studio=f"{unit}{lead}劳模和工匠人才创新工作室", unit=unit, holder=holder,
        kind="model", lead=lead, recommender=f"{PLACES[index // 3 % len(PLACES)]}总工会",
    )  # fmt: skip
    named = dt.date(year, 10, 8) + dt.timedelta(days=dice.randrange(20))
    common = {"fund": code, "maker": "王会计", "login": "finance"}
    yield Record(
        kind="award", date=named, amount=amount, document=f"工发〔{year}〕{index % 90 + 1}号", terms=terms, **common
    )
    paid = named + dt.timedelta(days=5)
    yield Record(kind="disburse", date=paid, amount=amount, document=f"拨〔{year}〕{index}号", **common)
    got = paid + dt.timedelta(days=3)
    yield Record(kind="receive", date=got, amount=amount, holder=holder, voucher="记-1", document="银行回单", **common)
    for turn in range(PER_FUND):
        yield _spend(index, turn, got, dice, common)


def _spend(index: int, turn: int, got: dt.date, dice: random.Random, common: dict[str, Any]) -> Record:
    purpose, memo, item, tax_code = dice.choice(BUYS[:-1] if common["fund"][:2] == "JY" else BUYS)
    papers = PAPERS[purpose][: 6 if dice.random() < 0.6 else 2]
    fen = dice.randrange(20_00, 790_00)
    spent = got + dt.timedelta(days=3 + turn * 9)
    who = dice.choice(SURNAMES) + dice.choice(GIVEN)
    memo = f"{who}{spent.month}月{memo}{dice.randrange(1, 400)}件{dice.choice(TAILS)}"
    number = f"{24440000000000000000 + index * 100 + turn}"
    shop = dice.randrange(SUPPLIERS)
    serial = index * PER_FUND + turn
    return Record(
        kind="spend",
        date=spent,
        amount=fen,
        purpose=purpose,
        payee=f"{PLACES[shop % 12]}{SHOP_NAMES[shop % 14]}{shop}{SHOPS[shop % 7]}",
        memo=memo,
        voucher=f"记-{turn + 2}",
        paid_by="transfer",
        handler="李经办",
        approver="陈主席",
        papers=len(papers),
        asset="none",
        invoices=(Invoice(number=number, face=fen, share=fen, item=item, tax_code=tax_code),),
        evidence=tuple(
            Evidence(
                kind=kind,
                digest=hashlib.sha256(f"{serial} {kind}".encode()).hexdigest(),
                size=52_000,
                name=f"{kind}.pdf",
            )
            for kind in papers
        ),
        **common,
    )


@cache
def lawbook(code: str) -> Lawbook:
    """Give an installed programme's law under the usual policy."""
    own, general = ((LEDGER / "programmes" / f"{name}.toml").read_text("utf-8") for name in (code, "union-general"))
    return bind(own, general, Policy())


@cache
def lexicon() -> Lexicon:
    """Give the installed lexicon."""
    return Lexicon.read(LEDGER / "lexicon")


def fund_records(index: int, most: int | None = None) -> Iterator[tuple[Record, list[Movement], Story]]:
    """Give the judged and sealed records of one fund, or its first ones, what each moved, and the story after it."""
    story = Story()
    book = lawbook(PROGRAMMES[_programme(index)][0])
    for draft in islice(draft_fund(index), most):
        posted = dt.datetime.combine(draft.date, dt.time(17, 30), ZONE)
        stamped = msgspec.structs.replace(draft, posted=posted)
        record = sealed(prepare(stamped, story, book, NOWHERE, lexicon()), head_of(story.last))
        if refusals(record.findings):
            raise Refused(record.findings)
        yield record, advance(story, record), story


def rows_of(indexes: Iterable[int], most: int | None = None) -> Iterator[tuple[str, Row]]:
    """Give every row of the funds with these indexes, or of their first records, each with its table's name."""
    for index in indexes:
        for record, moved, story in fund_records(index, most):
            yield "record", record_row(record)
            for row in movement_rows(record, moved, story):
                yield "movement", row
            for row in claims_made(record, story):
                yield "claim", {**row, "seq": 1}
            code = code_of(record.fund)
            if record.kind == "award" and code:
                yield "award", award_row(record, story, code.letters, code.sequence)


def make(path: Path, vouchers: int, most: int | None = None) -> None:
    """Make the SQLite record with this many vouchers of spending (rounded up to whole funds).

    With `most` each fund has only its first records: three of them are all before the first spending.
    """
    create(f"sqlite:///{path}")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN")
    held: dict[str, list[Row]] = {}
    for table, row in rows_of(range(-(-vouchers // PER_FUND)), most):
        batch = held.setdefault(table, [])
        batch.append(row)
        if len(batch) >= 20_000:
            _insert(connection, table, held.pop(table))
    held["text"] = [{"hash": kept.hash, "body": kept.text} for kept in (*map(lawbook, CODES), lexicon())]
    for table, batch in held.items():
        _insert(connection, table, batch)
    connection.execute("COMMIT")
    connection.close()


def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    names = list(rows[0])
    marks = ", ".join(f":{name}" for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


if __name__ == "__main__":
    started = time.perf_counter()
    make(Path(sys.argv[1]), int(sys.argv[2]))
    print(f"{sys.argv[2]} vouchers in {time.perf_counter() - started:.1f} s: {sys.argv[1]}")
