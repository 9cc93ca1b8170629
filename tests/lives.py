"""Random lives of a fund, for tests: moves drawn by Hypothesis, made into drafts as the fund grows."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec
from hypothesis import strategies as st

from funds.entry.lines import lay
from funds.entry.record import Award, Evidence, Invoice, Kind, Record, Verdict
from funds.entry.story import Story, advance
from funds.finding import Refused
from funds.law.values import Use
from funds.seal import head_of, sealed
from funds.statements.window import CHINA, Window

FIRST = dt.date(2022, 3, 1)
USES = ("premises", "equipment", "training", "publicity")
KINDS: tuple[Kind, ...] = (
    "spend", "spend", "spend", "spend", "spend", "spend", "disburse", "receive", "refund", "disallow", "disallow",
    "recover", "return", "reverse", "reverse", "clear", "clear", "attach", "attach", "amend", "receivable", "withdraw",
)  # fmt: skip
#: A random entry has this to say, and screening has no word against it.
MEMO = "购置数控教学示波器一批"


class Move(NamedTuple):
    """One thing that somebody tries to record: what, how much, on which day, about which entry."""

    kind: Kind
    fen: int
    back: int
    ahead: int
    purpose: str
    target: int
    flag: int


def moves(most: int = 14) -> st.SearchStrategy[list[Move]]:
    """Draw some moves; many of them are refused, as in life."""
    one = st.builds(
        Move,
        kind=st.sampled_from(KINDS),
        fen=st.integers(1, 12_000_00),
        back=st.sampled_from((0, 0, 0, 3, 40, 400)),
        ahead=st.sampled_from((0, 1, 9, 60, 300)),
        purpose=st.sampled_from(USES),
        target=st.integers(0, 30),
        flag=st.integers(0, 7),
    )
    return st.lists(one, min_size=1, max_size=most)


def windows() -> st.SearchStrategy[Window]:
    """Draw a period and a moment of knowledge around the dates of a life."""
    days = st.dates(FIRST - dt.timedelta(days=5), FIRST + dt.timedelta(days=1500))
    moments = st.datetimes(dt.datetime(2022, 3, 1), dt.datetime(2027, 1, 1), timezones=st.just(CHINA))  # noqa: DTZ001
    return st.builds(
        Window, since=st.none() | days, as_of=days | st.just(dt.date(2030, 1, 1)), known=st.none() | moments
    )


def award(serial: int = 1) -> Record:
    """Draft the award that a life begins with."""
    terms = Award(
        programme="jieyang-2022", tier="standard", studio=f"陈工{serial}劳模和工匠人才创新工作室", unit=f"揭阳第{serial}机械厂",
        holder=f"揭阳第{serial}机械厂工会委员会", kind="model", lead=f"陈工{serial}", recommender="榕城区总工会",
    )  # fmt: skip
    return Record(
        fund="",
        kind="award",
        date=FIRST,
        amount=3_000_000,
        document=f"揭工总〔2022〕{serial}号",
        maker="王会计",
        terms=terms,
    )


Post = Callable[[Record, dt.datetime], Record]


def live(plan: Sequence[Move], post: Post, serial: int = 1) -> list[Record]:
    """Play the moves on one fund and give what was posted; a refused move leaves nothing."""
    now = dt.datetime.combine(FIRST, dt.time(9), CHINA)
    records = [post(award(serial), now)]
    fund = records[0].fund
    full = (("disburse", 3_000_000), ("receive", 2_000_000))
    opening = [Record(fund=fund, kind=kind, date=FIRST, amount=fen, maker="王会计") for kind, fen in full]  # type: ignore[arg-type]
    records += [post(draft, now + dt.timedelta(minutes=1 + at)) for at, draft in enumerate(opening)]
    for move in plan:
        now += dt.timedelta(days=move.ahead, seconds=61)
        draft = _draft(move, records, now.date() - dt.timedelta(days=move.back))
        try:
            records.append(post(draft, now))
        except Refused:
            continue
    return records


def _draft(move: Move, records: Sequence[Record], date: dt.date) -> Record:
    spent = [record for record in records if record.kind == "spend"]
    among = spent if spent and move.target % 4 else records
    target = among[move.target % len(among)]
    bare = Record(fund=records[0].fund, kind=move.kind, date=max(date, FIRST), maker="王会计", amount=move.fen)
    change = msgspec.structs.replace
    match move.kind:
        case "spend":
            number = f"{len(records):04}{move.fen:08}{move.target:04}{records[0].fund[-3:]}"
            paid = {"paid_by": "cash"} if move.flag == 0 else {}
            asset = "special" if move.flag == 1 else "none"
            kept = move.fen // 10 if move.flag == 2 else 0
            return change(
                bare, purpose=move.purpose, payee=f"第{move.target}供应商", memo=MEMO, asset=asset, quantity=1,
                unit_price=move.fen, retained=kept, invoices=(Invoice(number=number, share=move.fen),), **paid,
            )  # fmt: skip
        case "refund" | "reverse":
            return change(
                bare, refers=target.number, reason="重复支付", amount=min(move.fen, target.amount or move.fen)
            )
        case "disallow" if move.flag < 4:
            return change(
                bare, refers=target.number, reason="超出用途", amount=min(move.fen, target.amount or move.fen)
            )
        case "disallow":
            return change(bare, reason="超出用途", memo="餐费", payee="某酒家")
        case "clear":
            decision = "accept" if move.flag < 4 else "reject"
            return change(bare, refers=target.number, reason="查过附件", decision=decision, maker="李审核", amount=0)
        case "attach":
            kinds = (("invoice", "contract"), ("acceptance",), ("invoice", "acceptance", "contract", "photos"))[
                move.flag % 3
            ]
            papers = tuple(
                Evidence(kind=kind, digest=f"{len(records):032x}{number:032x}", size=1, name=f"{kind}.pdf")
                for number, kind in enumerate(kinds)
            )
            return change(bare, refers=target.number, evidence=papers, amount=0)
        case "amend":
            return change(bare, terms=records[0].terms, amount=2_000_000 + move.fen % 1_000_000, document="更正")
        case _:
            return bare


def plainly(story: Story, uses: Use) -> Post:
    """Post without any check but that what is named exists: the vocabulary alone, for pure tests."""

    def post(draft: Record, now: dt.datetime) -> Record:
        target = story.items.get(draft.refers)
        if draft.kind in {"refund", "reverse", "clear", "attach"} or draft.refers:
            if (
                target is None
                or target.reversed_by
                or target.record.date > draft.date
                or target.record.kind == "reverse"
            ):
                raise Refused([])
            if draft.kind in {"refund", "disallow"} and (target.record.kind != "spend" or draft.amount > target.left):
                raise Refused([])
            if draft.kind == "reverse" and target.left != target.record.amount:
                raise Refused([])
        filled = (
            draft if draft.purpose or target is None else msgspec.structs.replace(draft, purpose=target.record.purpose)
        )
        filled = msgspec.structs.replace(filled, fund=draft.fund or "JY2022-001", posted=now, findings=_found(filled))
        filled = msgspec.structs.replace(filled, lines=lay(filled, story, uses))
        done = sealed(filled, head_of(story.last))
        advance(story, done)
        return done

    return post


def _found(draft: Record) -> tuple[Verdict, ...]:
    if draft.kind != "spend":
        return ()
    papers = Verdict(code="papers-missing", severity="note", facts={"missing": "invoice,acceptance,contract|quotation"})
    doubt = Verdict(code="needs-judgement", severity="review", questioned=draft.amount)
    return ((papers,) if draft.amount % 3 else ()) + ((doubt,) if draft.amount % 2 else ())
