"""Random and plain records for the tests of the book."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from funds.chart import ACCOUNTS, DETAILS
from funds.entry.record import KINDS, Award, Evidence, Invoice, Line, Record, Verdict
from funds.seal import head_of, sealed

#: Text that is meant to break out of its line, its string or its file.
HOSTILE = (
    '"', "\\", '\\"', "\\\\", "\n", "\r\n", "\r", "\t", "\0", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff",
    "\u202e", '"\n2022-01-01 open Assets:102', '\nplugin "os"\n', '"\noption "title" "x"\n', '\ninclude "/etc/passwd"\n',
    "\\u{2028}", "\\\\u{0}", "\\u{zz}", "\\n", "u{0}", "<script>alert(1)</script>", "命名", "支出", ";; note", "  ",
    "\u3000", "=1+1", "#tag", "^link", "{{x}}", "%s", "NULL", "TRUE", "\U0001f600", "\x1a", "\\",
)  # fmt: skip

TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text('\\u{}0a\0\n"', max_size=5)), max_size=4).map("".join),
)
FEN = st.integers(-(10**13), 10**13)
COUNT = st.integers(0, 10**9)
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)) | st.dates(dt.date(2019, 12, 1), dt.date(2022, 3, 1))
SPAN = dt.datetime.fromisoformat("2000-01-01"), dt.datetime.fromisoformat("2100-01-01")
ZONES = st.sampled_from([dt.timezone(dt.timedelta(hours=8)), dt.UTC])
FACTS = st.dictionaries(st.text("abcxyz_019", min_size=1, max_size=8), TEXT, max_size=3)

LINES = st.builds(
    lambda account, side, fen, detail: Line(
        account=account, side=side, fen=fen, detail=detail if account == "32101" else ""
    ),
    st.sampled_from(sorted(ACCOUNTS)),
    st.sampled_from(["debit", "credit"]),
    FEN,
    st.sampled_from(["", *DETAILS]),
)
INVOICES = st.builds(
    Invoice, number=TEXT, code=TEXT, face=st.none() | st.just(0) | FEN, share=st.just(0) | FEN, item=TEXT, tax_code=TEXT,
    seller=st.just("") | TEXT, buyer=st.just("") | TEXT, issued=st.none() | DAYS, wrong=st.just("") | TEXT,
)  # fmt: skip
EVIDENCE = st.builds(Evidence, kind=TEXT, digest=TEXT, size=COUNT, name=TEXT)
VERDICTS = st.builds(
    Verdict, code=TEXT, severity=st.sampled_from(["refuse", "review", "note"]), questioned=FEN, cite=TEXT, facts=FACTS
)
TERMS = st.builds(Award, **dict.fromkeys(Award.__struct_fields__, TEXT))


def few(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """Give none to three of a thing."""
    return st.lists(strategy, max_size=3).map(tuple)


#: Any record of fund JY2022-001, without number and seal.
RECORDS = st.builds(
    Record,
    form=st.sampled_from([1, 1, 2]), fund=st.just("JY2022-001"), kind=st.sampled_from(KINDS), date=DAYS,
    posted=st.none() | st.datetimes(*SPAN, timezones=ZONES),
    amount=FEN, refers=COUNT, maker=TEXT, login=TEXT, handler=TEXT, approver=TEXT, purpose=TEXT, payee=TEXT,
    memo=TEXT, note=TEXT, reason=TEXT, voucher=TEXT, document=TEXT, holder=TEXT, account=TEXT, paid_by=TEXT,
    papers=st.none() | COUNT, quantity=COUNT, unit_price=FEN, retained=FEN, asset=TEXT, decision=TEXT,
    terms=st.none() | TERMS, lines=few(LINES), invoices=few(INVOICES), evidence=few(EVIDENCE),
    findings=few(VERDICTS), law=TEXT, lexicon=TEXT, key=TEXT,
)  # fmt: skip


def chained(records: list[Record]) -> list[Record]:
    """Number, link and seal records as one fund's chain."""
    made: list[Record] = []
    for record in records:
        made.append(sealed(record, head_of(made[-1] if made else None)))
    return made


CHAINS = st.lists(RECORDS, min_size=1, max_size=4).map(chained)
