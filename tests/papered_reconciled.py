"""Two funds on one account, and one on an account of its own: records, material, statements, and their papers."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from funds.entry.record import Evidence, Invoice, Kind, Record
from funds.entry.story import Story
from funds.law.values import Use
from funds.reconcile.run import reconcile_together
from funds.reconcile.sides import BankLine as Side
from funds.reconcile.sides import Kept, Part, entries
from funds.reconcile.sides import Material as Row
from funds.reconcile.statement import BankStatement, Share, bank_statement
from funds.statements.bank import Account, BankLine, sorted_lines
from funds.statements.materials import Material
from funds.statements.papers.known import Cover, Fund, Names, known
from funds.statements.window import ALWAYS, CHINA, Window
from funds.workbook.issue.papers.balance import Facts
from funds.workbook.issue.papers.reconciled import Reconciled
from funds.workbook.issue.papers.reconciled_issue import issue_reconciled
from lives import award, plainly

DAY = dt.date(2023, 6, 30)
COVER = Cover("榕城精密机械厂工会委员会", Window(None, DAY, None), DAY)
USES = {"equipment": "设备采购改进", "training": "学习培训", "publicity": "宣传配套", "premises": "场所布置完善"}
IDENTITY = "11010519491231002X"
PHONE = "13812345678"
FORMULA = '=HYPERLINK("http://x","点此")'
NUMBER = "2004010109200012345"
USE = Use(cite="m 十三条", since=dt.date(2022, 3, 1), id="equipment", number=2, name="设备采购改进")


def chain(code: str, serial: int, drafts: Iterable[Record]) -> list[Record]:
    """Post an award and drafts as one fund's chain."""
    post = plainly(Story(), USE)
    now = dt.datetime(2023, 7, 1, 9, tzinfo=CHINA)
    first = msgspec.structs.replace(award(serial), fund=code)
    return [post(msgspec.structs.replace(draft, fund=code), now + dt.timedelta(minutes=at))
            for at, draft in enumerate([first, *drafts])]  # fmt: skip


def draft(kind: Kind, fen: int, day: str, voucher: str = "", **more: Any) -> Record:
    """Draft a record by its kind, amount, day in 2023 and voucher."""
    own = {"maker": "王会计", "purpose": "equipment" if kind == "spend" else "", **more}
    return Record(fund="", kind=kind, amount=fen, date=dt.date.fromisoformat(f"2023-{day}"), voucher=voucher, **own)


def bought(fen: int, day: str, voucher: str, payee: str, memo: str, invoice: str = "", **more: Any) -> Record:
    """Draft a spending."""
    invoices = (Invoice(number=invoice, share=fen),) if invoice else ()
    return draft("spend", fen, day, voucher, payee=payee, memo=memo, invoices=invoices, **more)


class Made(NamedTuple):
    """Everything that the papers of some funds on one account are made of."""

    funds: list[Reconciled]
    facts: Facts
    statement: BankStatement


def fund_of(records: Sequence[Record]) -> Fund:
    """Give whose papers they are."""
    seen = known(records, ALWAYS, Names(programme="揭阳市劳模和工匠人才创新工作室补助（2022）"))
    assert seen is not None
    return seen.fund


def row_of(name: str, row: Material) -> Row:
    """Give a row as it is reconciled."""
    who = str(row.fields.get("payee", ""))
    invoice = (row.invoice_code, row.invoice_number)
    return Row(name, row.ledger, dt.date.fromisoformat(row.date), row.stated, invoice, row.voucher, who)


def side_of(line: BankLine, marks: Mapping[str, str]) -> Side:
    """Give a line as it is reconciled."""
    looks = "interest" if "利息" in line.text else "fee" if "手续费" in line.text else ""
    day = dt.date.fromisoformat(line.date)
    mark = marks.get(line.own_id, "")
    return Side(line.own_id, day, line.fen, line.counterparty, line.text, line.voucher, mark, looks)


def made(
    account: Account,
    chains: Sequence[Sequence[Record]],
    material: Sequence[Mapping[str, Material]],
    lines: Sequence[BankLine],
    marks: Mapping[str, str] = {},
    kept: Sequence[Kept] = (),
    papers: Mapping[int, tuple[str, ...]] = {},
    day: dt.date = DAY,
) -> Made:
    """Reconcile funds that share an account: `kept` and `papers` are the first's."""
    parts = []
    for at, (records, rows) in enumerate(zip(chains, material, strict=True)):
        own = [one._replace(papers=() if at else papers.get(one.number, ())) for one in entries(records)]
        told = [row_of(name, row) for name, row in rows.items()]
        parts.append(Part(records[0].fund, own, told, () if at else kept))
    ordered, gaps = sorted_lines(lines)
    sides = [side_of(line, marks) for line in ordered]
    since = sides[0].date if sides else None
    results = reconcile_together(parts, sides, day, since=since)
    shares = [Share(result, list(part.entries)) for result, part in zip(results, parts, strict=True)]
    opening, closing = (ordered[0].opening, ordered[-1].balance) if ordered else (None, None)
    by_id = {line.own_id: line for line in ordered}
    by_number = [{record.number: record for record in records} for records in chains]
    funds = [fund_of(records) for records in chains]
    told_funds = [
        Reconciled(fund, result, records, rows, by_id, USES)
        for fund, result, records, rows in zip(funds, results, by_number, material, strict=True)
    ]
    records_of = {fund.code: some for fund, some in zip(funds, by_number, strict=True)}
    facts = Facts(account, {fund.code: fund for fund in funds}, records_of, by_id, gaps)
    statement = bank_statement(account.number, day, shares, sides, opening, closing, dedicated=account.dedicated)
    return Made(told_funds, facts, statement)


def written(path: Path, *some: Made) -> Path:
    """Write the papers of some accounts into a file."""
    funds = [one for each in some for one in each.funds]
    issue_reconciled(funds, [(each.facts, each.statement) for each in some], COVER, path)
    return path


def dated_lines(opening: int, *rows: tuple[str, str, int, str, str]) -> list[BankLine]:
    """Give lines by id, day, fen, the other party and text, with a running balance."""
    lines, stood = [], opening
    for seq, (name, day, fen, who, text) in enumerate(sorted(rows, key=lambda row: row[1]), 1):
        stood += fen
        lines.append(BankLine(NUMBER, seq, day, fen, stood, who, text=text, own_id=name))
    return lines


def statement_lines(opening: int, *rows: tuple[str, str, int, str, str]) -> list[BankLine]:
    """Give lines by id, day in 2023, fen, the other party and text, with a running balance."""
    return dated_lines(opening, *((name, f"2023-{day}", *rest) for name, day, *rest in rows))  # type: ignore[arg-type]


def shared() -> Made:
    """Two funds and the union's other money, with everything that a paper must show."""
    bank = "揭阳市总工会"
    piece = Evidence(kind="invoice", digest="e1", size=9, name="发票.pdf")
    first = chain("JY2022-001", 1, [
        draft("receive", 2_000_000, "03-01", "记-1", document="揭工总财〔2023〕2号"),
        bought(128_050, "04-03", "记-2", "榕城新锐图文店", "工作室门牌制作", "30551201"),
        bought(486_000, "04-08", "记-3", "榕城永固五金店", "台式钻床一台", "30560117"),
        bought(60_017, "04-20", "记-4", "揭阳市焊接器材有限公司", "焊条、焊丝", "30560200"),
        bought(689_000, "05-06", "记-5", "粤东技师学院", "钳工高级技师研修班学费", "25442000000012345678",
               purpose="training"),
        bought(35_000, "05-10", "记-6", f"周明{IDENTITY}", f"讲课费，电话{PHONE}", purpose="training"),
        draft("refund", 10_000, "05-20", "记-7", payee="榕城永固五金店", refers=4, memo="退配件款"),
        bought(99_900, "05-22", "记-8", "榕城新锐图文店", FORMULA),
        draft("reverse", 99_900, "05-23", "记-9", refers=9, reason="重复记账"),
        bought(77_000, "06-01", "记-10", "榕城鼎新商行", "展示柜", "30569999"),
        bought(25_000, "06-28", "记-11", "榕城新锐图文店", "宣传册", "30570001", purpose="publicity"),
        bought(50_000, "06-02", "记-12", "榕城甲商行", "量具"), bought(50_000, "06-02", "记-13", "榕城甲商行", "量具"),
        bought(120_000, "05-30", "记-14", "榕城乙厂", "工装", evidence=(piece,)),
        draft("disallow", 88_000, "06-05", "记-15", memo="同行用餐", payee="某酒家"),
    ])  # fmt: skip
    second = chain("JY2022-002", 2, [
        draft("receive", 2_500_000, "04-01", "记-1"), bought(30_083, "04-20", "记-2", "揭阳市焊接器材有限公司", "焊枪", "30560201"),
    ])  # fmt: skip
    name = "陈工1劳模和工匠人才创新工作室"
    rows = {
        "XC-1": Material(name, "publicity", "2023-04-01", {"name": "门牌", "payee": "榕城新锐图文店"}, amount=128_050,
                         invoice_number="30551201"),
        "SB-1": Material(name, "equipment", "2023-04-07", {"name": "台式钻床", "payee": "榕城永固五金店"}, amount=476_000,
                         voucher="记-3"),
        "SB-2": Material(name, "equipment", "2023-04-19", {"name": "焊条", "payee": "揭阳市焊接器材"}, amount=20_013,
                         invoice_number="30560200"),
        "SB-3": Material(name, "equipment", "2023-04-19", {"name": "焊丝", "payee": "揭阳市焊接器材"}, amount=40_004,
                         invoice_number="30560200"),
        "HD-1": Material(name, "activities", "2023-05-05", {"name": "钳工高级技师研修班"}, amount=689_000,
                         invoice_number="25442000000012345678"),
        "HD-2": Material(name, "activities", "2023-05-09", {"name": f"焊接讲座（{PHONE}）"}, voucher="记-6"),
        "SB-4": Material(name, "equipment", "2023-05-30", {"name": "展示柜", "payee": "榕城鼎新商行"}, amount=70_700,
                         invoice_number="30569999"),
        "SB-5": Material(name, "equipment", "2023-06-01", {"name": "量具", "payee": "榕城甲商行"}, amount=50_000),
        "SB-6": Material(name, "equipment", "2023-06-20", {"name": "扭矩扳手", "payee": "榕城丙厂"}, amount=31_000),
        "CG-1": Material(name, "outcomes", "2023-06-20", {"name": "一种自动送丝装置"}),
    }  # fmt: skip
    lines = statement_lines(
        4_000_000,
        ("B01", "04-01", 2_500_000, bank, "专项补助"), ("B02", "04-04", -128_050, "榕城新锐图文店", "门牌"),
        ("B03", "04-10", -486_000, "榕城永固五金店", "货款"), ("B04", "04-21", -90_100, "揭阳市焊接器材有限公司", "焊材"),
        ("B05", "05-08", -689_000, "粤东技师学院", "学费"), ("B06", "05-11", -35_000, f"周明{IDENTITY}", "讲课费"),
        ("B07", "05-21", 10_000, "榕城永固五金店", "退款"), ("B08", "06-02", -76_500, "榕城鼎新商行", "货款"),
        ("B09", "06-03", -50_000, "", "转账"), ("B10", "06-03", -50_000, "", "转账"),
        ("B11", "05-31", -120_000, "榕城乙厂", "工装"), ("B12", "06-06", -88_000, "某酒家", "餐费"),
        ("B13", "06-09", -30_000, "工会会员", "慰问"), ("B14", "06-20", 1_234, "", "存款利息"),
        ("B15", "06-21", -1_000, "", "账户手续费"), ("B16", "06-25", 66_600, "某单位", "往来款"),
        ("B17", "06-26", -4_500, "某餐厅", "餐费"),
    )  # fmt: skip
    kept = [Kept(True, (11,), bank=("B08",))]
    account = Account(
        NUMBER, COVER.maker, "中国工商银行揭阳榕城支行", dedicated=False, funds=("JY2022-001", "JY2022-002")
    )
    return made(account, [first, second], [rows, {}], lines, {"B13": "other"}, kept, {15: ("evidence:15.1",)})


def dedicated() -> Made:
    """One fund on an account of its own, all of it agreed but one cheque; the statement has a gap."""
    records = chain("JY2022-003", 3, [
        draft("receive", 3_000_000, "05-02", "记-1"), bought(450_000, "05-10", "记-2", "榕城永固五金店", "砂轮机", "30561111"),
        bought(98_700, "06-29", "记-3", "榕城新锐图文店", "展板", "30562222"),
    ])  # fmt: skip
    rows = {"SB-1": Material("陈工3劳模和工匠人才创新工作室", "equipment", "2023-05-09", {"name": "砂轮机"}, amount=450_000,
                             invoice_number="30561111")}  # fmt: skip
    lines = statement_lines(
        0, ("D1", "05-03", 3_000_000, "揭阳市总工会", "补助"), ("D2", "05-11", -450_000, "榕城永固五金店", "")
    )
    late = BankLine(NUMBER, 9, "2023-06-20", 321, 2_549_821, "", text="存款利息", own_id="D3")
    account = Account(
        "44050178010100000777", COVER.maker, "中国建设银行揭阳分行", dedicated=True, funds=("JY2022-003",)
    )
    return made(account, [records], [rows], [*lines, late])
