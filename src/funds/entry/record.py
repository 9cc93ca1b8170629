"""The record: a numbered, dated, sealed link of a fund's chain; never edited, never deleted."""

import datetime as dt
from typing import Final, Literal

import msgspec

__all__ = [
    "KINDS",
    "SPENDING",
    "Award",
    "Evidence",
    "Invoice",
    "Kind",
    "Line",
    "Record",
    "Side",
    "Verdict",
]

Side = Literal["debit", "credit"]
Severity = Literal["refuse", "review", "note"]
Kind = Literal[
    "award", "amend", "withdraw", "disburse", "receive", "receivable", "spend", "refund",
    "disallow", "recover", "return", "reverse", "attach", "clear", "close", "reopen",
]  # fmt: skip

#: Every kind of record, in the order of a fund's life.
KINDS: Final[tuple[str, ...]] = Kind.__args__  # type: ignore[attr-defined]
#: The kinds whose lines use up the grant, or give use of it back.
SPENDING: Final = frozenset({"spend", "refund", "disallow"})


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a record is made of: frozen values; what is empty is not written."""


class Line(_Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One line (分录) of an entry: account code, side (借 or 贷) and signed fen.

    A negative amount is a red-letter line: it keeps its side. `detail` is the sub-part of 32101.
    """

    account: str
    side: Side
    fen: int
    detail: str = ""


class Invoice(_Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An invoice (发票): its key is (code, number); both may be empty where only an item is known.

    `face` is its tax-inclusive total in fen, when stated; `share` the part of it, in fen, that
    this entry uses up. What follows is known only where its file (电子发票) was read: who sold
    (销售方), who bought (购买方), the day of issue (开票日期), and what is wrong with the file, as
    codes with a comma between them.
    """

    number: str = ""
    code: str = ""
    face: int | None = None
    share: int = 0
    item: str = ""
    tax_code: str = ""
    seller: str = ""
    buyer: str = ""
    issued: dt.date | None = None
    wrong: str = ""

    @property
    def read(self) -> bool:
        """Tell whether anything is known from its file."""
        return bool(self.seller or self.wrong or self.buyer or self.issued)


class Evidence(_Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An evidence file (附件), kept by its SHA-256; the name is the user's own, kept as data."""

    kind: str
    digest: str
    size: int
    name: str


class Award(_Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The terms of an award (命名), or of its amendment: the whole terms as they then stand.

    `kind` is ``model`` (劳模) or ``staff`` (职工), or empty where the programme knows no such
    division. The amount approved is the record's own `amount`.
    """

    programme: str
    tier: str
    studio: str
    unit: str
    holder: str
    kind: str = ""
    lead: str = ""
    recommender: str = ""


class Verdict(_Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A finding (问题) as sealed: code, severity, questioned amount in fen, citation, facts.

    The sentence is made from the facts when it is shown, in the reader's language.
    """

    code: str
    severity: Severity
    questioned: int = 0
    cite: str = ""
    facts: dict[str, str] = {}


class Record(_Part, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One record of a fund; all amounts in fen, the moment of posting with +08:00.

    As a draft it has number 0 and no lines, findings or previous seal; posting completes it.
    `refers` is the number of the record that this one reverses, refunds, disallows (`--of`),
    clears or attaches to; 0 where none. `rules` is the edition of the checks that judged it. The
    seal covers every field except `seal`.
    """

    form: int = 1
    fund: str
    number: int = 0
    previous: str = ""
    kind: Kind
    date: dt.date
    posted: dt.datetime | None = None
    amount: int = 0
    refers: int = 0
    maker: str = ""
    login: str = ""
    handler: str = ""
    approver: str = ""
    purpose: str = ""
    payee: str = ""
    memo: str = ""
    note: str = ""
    reason: str = ""
    voucher: str = ""
    document: str = ""
    holder: str = ""
    account: str = ""
    paid_by: str = ""
    papers: int | None = None
    quantity: int = 0
    unit_price: int = 0
    retained: int = 0
    asset: str = ""
    decision: str = ""
    terms: Award | None = None
    lines: tuple[Line, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Verdict, ...] = ()
    law: str = ""
    lexicon: str = ""
    rules: int = 1
    key: str = ""
    seal: str = ""
