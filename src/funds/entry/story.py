"""A fund's story so far: what its records add up to, one record after another.

`Story` is the fold of a chain, in order of number. Checks read it as it stood before a record;
`advance` takes it past the record and tells which figures moved, by how many fen. The same
function serves posting, the book's plugin and the proof of the figures, so they cannot differ.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from funds.entry.days import Days, add, lowest
from funds.entry.figures import MEASURES, Movement, measured
from funds.entry.names import fold
from funds.entry.proofs import Proofs, asks_papers
from funds.entry.record import Award, Evidence, Record

__all__ = ["MEASURES", "Item", "Movement", "Story", "advance", "bank_change", "effect", "papers_of", "retold"]

_MONEY: Final = frozenset({"101", "102"})


@dataclass(slots=True)
class Item:
    """An entry of a fund and what is left of it, in fen; `open` while a review waits (待核).

    `doubted_by` are the makers, folded, of later papers that put it under review again; `later` the records that
    brought it an invoice after it was posted.
    """

    record: Record
    left: int
    open: bool = False
    missing: frozenset[str] = frozenset()
    reversed_by: int = 0
    retained: int = 0
    doubted_by: frozenset[str] = frozenset()
    later: tuple[Record, ...] = ()


@dataclass(slots=True)
class Story:
    """What a fund's records say so far. Amounts in fen; dates are those the records are for.

    `balance` is the fund's money, `cash` the part of it in the cash box;
    `days` is the change of the fund's money on each day, `spent_days` the spending entered for it, and so on;
    `bought` and `vouchers` name the entries of a payee and day (as an ordinal), and of a year's voucher number;
    `income` is what each year holds on 40302, `stages` are the kinds of paper that came with the award and its disbursements;
    `proofs` is what each file that came proves.
    """

    terms: Award | None = None
    named: dt.date | None = None
    withdrawn: dt.date | None = None
    closed: dt.date | None = None
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MEASURES, 0))
    receivable: int = 0
    balance: int = 0
    cash: int = 0
    latest: dt.date | None = None
    first_disbursed: dt.date | None = None
    first_receipt: dt.date | None = None
    income: dict[int, int] = field(default_factory=dict)
    days: Days = field(default_factory=dict)
    disbursed_days: Days = field(default_factory=dict)
    received_days: Days = field(default_factory=dict)
    receivable_days: Days = field(default_factory=dict)
    claim_days: Days = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)
    spent_days: Days = field(default_factory=dict)
    bought: dict[str, dict[int, list[int]]] = field(default_factory=dict)
    vouchers: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    stages: set[str] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)
    proofs: Proofs = field(default_factory=Proofs)
    last: Record | None = None

    @property
    def claim(self) -> int:
        """What the unit still owes back for forbidden uses, in fen."""
        return self.figures["disallowed"] - self.figures["recovered"]

    def lowest_from(self, day: dt.date) -> int:
        """Give the least that the fund's money comes to at the end of `day` or of any later one, in fen."""
        if self.latest is None or day >= self.latest:
            return self.balance
        return lowest(self.days, self.balance, day)


def effect(story: Story, record: Record) -> tuple[Record, int]:
    """Give the record whose kind decides the effect, and its sign: a reversal undoes its target."""
    if record.kind == "reverse" and record.refers in story.items:
        return story.items[record.refers].record, -1
    return record, 1


def bank_change(record: Record) -> int:
    """Give by how many fen a record changes the fund's money (101 and 102)."""
    change = 0
    for line in record.lines:
        if line.account in _MONEY:
            change += line.fen if line.side == "debit" else -line.fen
    return change


def papers_of(story: Story, record: Record) -> int:
    """Give the number of the entry whose papers a record brings; 0 where no papers are asked of it."""
    if record.kind != "attach":
        return record.number if asks_papers(record) else 0
    item = story.items.get(record.refers)
    if item is None:  # the award is the first record, and no item
        return record.refers if record.refers == 1 else 0
    return record.refers if asks_papers(item.record) and not item.reversed_by else 0


def advance(story: Story, record: Record) -> list[Movement]:
    """Take the story past one record, and give the figures that it moved."""
    kind = record.kind
    brought: Sequence[Evidence] = ()
    if record.evidence and (whose := papers_of(story, record)):
        brought = story.proofs.take(record, whose)
    if kind in _TERMS:
        moved = _terms(story, record)
    elif kind == "close":
        moved, story.closed = [], record.date
    elif kind == "reopen":
        moved, story.closed = [], None
    elif kind in {"attach", "clear"}:
        moved = _settle(story, record, brought)
    else:
        moved = _enter(story, record)
    for measure, _, change in moved:
        story.figures[measure] += change
    if story.latest is None or record.date > story.latest:
        story.latest = record.date
    story.last = record
    return moved


def retold(records: Iterable[Record]) -> Story:
    """Tell a fund's story from its first records, in order of number."""
    story = Story()
    for record in records:
        advance(story, record)
    return story


_TERMS: Final = frozenset({"award", "amend", "withdraw"})


def _terms(story: Story, record: Record) -> list[Movement]:
    approved = story.figures["approved"]
    if record.kind == "withdraw":
        story.withdrawn = record.date
        return [Movement("approved", "", story.figures["disbursed"] - approved)]
    if record.kind == "award":
        story.named = record.date
        story.stages.update(evidence.kind for evidence in record.evidence)
    story.terms = record.terms
    return [Movement("approved", "", record.amount - approved)]


def _parts(item: Item) -> tuple[int, int]:
    """Give what of an item is under review, and what is unsupported (parts of `spent`).

    A retention paid out was spent with the entry that held it back: it is part of neither.
    """
    if item.record.kind != "spend" or item.record.refers:
        return 0, 0
    return item.left if item.open else 0, item.left if item.missing else 0


def _changes(item: Item, before: tuple[int, int]) -> list[Movement]:
    after = _parts(item)
    purpose = item.record.purpose
    pairs = zip(("under_review", "unsupported"), before, after, strict=True)
    return [Movement(name, purpose, new - old) for name, old, new in pairs if new != old]


def _settle(story: Story, record: Record, brought: Sequence[Evidence]) -> list[Movement]:
    item = story.items.get(record.refers)
    if record.kind == "attach" and (item is None or item.record.kind == "disburse"):
        story.stages.update(evidence.kind for evidence in record.evidence)
    if item is None:
        return []
    before = _parts(item)
    if record.kind == "clear":
        item.open = False
        story.waiting.discard(record.refers)
    else:
        given = {piece.kind for piece in brought}
        item.missing = frozenset(need for need in item.missing if given.isdisjoint(need.split("|")))
        if any(invoice.share for invoice in record.invoices):
            item.later += (record,)
        if not item.reversed_by and any(finding.severity == "review" for finding in record.findings):
            item.open = True  # a later paper speaks against the entry
            item.doubted_by |= {fold(record.maker)}
            story.waiting.add(record.refers)
    return _changes(item, before)


def _enter(story: Story, record: Record) -> list[Movement]:
    change = bank_change(record)
    if change:
        story.balance += change
        story.days[record.date] = story.days.get(record.date, 0) + change
    source, sign = effect(story, record)
    moved = measured(source, sign)
    for measure, _, fen in moved:
        if measure in _BY_DAY:
            _by_day(story, record.date, measure, fen)
    touched = story.items.get(record.refers)
    if touched is not None:
        moved += _touch(story, touched, record, source, sign)
    story.items[record.number] = item = _item(record)
    if item.open:
        story.waiting.add(record.number)
    moved += _changes(item, (0, 0))
    _remember(story, record, source, sign)
    return moved


_BY_DAY: Final = frozenset({"disbursed", "received", "disallowed", "recovered"})


def _by_day(story: Story, day: dt.date, measure: str, fen: int) -> None:
    match measure:
        case "disbursed":
            add(story.disbursed_days, day, fen)
        case "received":
            add(story.received_days, day, fen)
        case _:
            add(story.claim_days, day, fen if measure == "disallowed" else -fen)


def _item(record: Record) -> Item:
    missing: frozenset[str] = frozenset()
    waits = False
    for finding in record.findings:
        if finding.severity == "review":
            waits = True
        if "missing" in finding.facts:
            missing |= frozenset(finding.facts["missing"].split(","))
    return Item(record, record.amount, waits, missing, retained=record.retained)


def _touch(story: Story, item: Item, record: Record, source: Record, sign: int) -> list[Movement]:
    """Let a refund, disallowance, recovery, retention payment or reversal change the entry it names."""
    before = _parts(item)
    if record.kind == "reverse":
        item.left, item.open, item.reversed_by = 0, False, record.number
        story.waiting.discard(record.refers)
        story.proofs.leave(record.refers)
        moved = _changes(item, before)
        if source.kind != "reverse" and source.refers in story.items:
            moved += _touch(story, story.items[source.refers], source, source, sign)
        return moved
    if record.kind == "spend":
        item.retained -= sign * record.amount
    elif record.kind in {"refund", "disallow", "recover"}:
        item.left -= sign * record.amount
    return _changes(item, before)


def _stand(story: Story, record: Record) -> None:
    """Carry on what stands on the accounts that later lines depend on."""
    for line in record.lines:
        if line.account == "13101":
            change = line.fen if line.side == "debit" else -line.fen
            story.receivable += change
            add(story.receivable_days, record.date, change)
        elif line.account == "101":
            story.cash += line.fen if line.side == "debit" else -line.fen
        elif line.account == "40302":
            add(story.income, record.date.year, line.fen if line.side == "credit" else -line.fen)


def _remember(story: Story, record: Record, source: Record, sign: int) -> None:
    kind, year = record.kind, record.date.year
    _stand(story, record)
    if record.voucher:
        story.vouchers.setdefault((year, record.voucher), []).append(record.number)
    if kind == "receive" and (story.first_receipt is None or record.date < story.first_receipt):
        story.first_receipt = record.date
    if kind == "disburse":
        story.stages.update(evidence.kind for evidence in record.evidence)
        if story.first_disbursed is None or record.date < story.first_disbursed:
            story.first_disbursed = record.date
    if source.kind == "spend" and not source.refers:
        add(story.spent_days, source.date, sign * source.amount)
        if kind == "spend" and record.payee:
            days = story.bought.setdefault(fold(record.payee), {})
            days.setdefault(record.date.toordinal(), []).append(record.number)
