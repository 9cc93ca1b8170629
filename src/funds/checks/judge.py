"""Judging a record: every check that concerns its kind, and the sentences of what they found."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Protocol

import msgspec

from funds.checks.all import CHECKS
from funds.checks.asset import asset_class
from funds.checks.case import Around, Case, Check, ScreenLine
from funds.checks.einvoice import wrong_words
from funds.entry.lines import lay
from funds.entry.record import KINDS, Invoice, Record
from funds.entry.story import Item, Story
from funds.entry.used import borne, same, uncovered
from funds.finding import Finding
from funds.law.force import Law, Lawbook
from funds.text import N_, _

__all__ = ["RULES", "Words", "case_of", "judge", "prepare", "remedy", "sentence"]

#: The edition of the checks. A change that could give an old record another verdict or other lines
#: makes a new edition; records keep theirs, and the book does not re-judge them by a later one.
RULES: Final = 1

_BY_CODE: Final[dict[str, Check]] = {check.code: check for check in CHECKS}


def _table() -> dict[str, tuple[Callable[[Case], Iterable[Finding]], ...]]:
    """Give the functions to run for each kind, in the published order, each once."""
    return {kind: tuple(dict.fromkeys(check.run for check in CHECKS if kind in check.kinds)) for kind in KINDS}


_BY_KIND: Final = _table()


class Words(Protocol):
    """What judging needs of a lexicon: its hash, and its verdict on one line."""

    @property
    def hash(self) -> str:
        """The SHA-256 of its text."""

    @property
    def screen(self) -> ScreenLine:
        """Its verdict on memo, payee, invoice item and tax code."""


def judge(case: Case) -> tuple[Finding, ...]:
    """Give every finding on a record, in the published order of the checks."""
    return tuple([finding for run in _BY_KIND[case.record.kind] for finding in run(case)])


def case_of(record: Record, story: Story, book: Lawbook, around: Around, screen: ScreenLine) -> Case:
    """Make the case of a record: the law of its own date, and the law of the day of naming."""
    law = book.on(record.date)
    naming = law if story.named is None else book.on(story.named)
    return Case(record, story, book, law, naming, around, screen)


def prepare(draft: Record, story: Story, book: Lawbook, around: Around, lexicon: Words) -> Record:
    """Complete a draft: what follows from the entry it names, its lines, hashes of law and words, findings.

    Pure. The number is the next of the fund; the moment of posting is the draft's own, and is what
    "today" means to the checks. What is refused is in the findings; nothing is raised.
    """
    law = book.on(draft.date)
    record = _filled(draft, story, law)
    use = law.uses.get(record.purpose)
    record = msgspec.structs.replace(
        record, lines=lay(record, story, use), law=book.hash, lexicon=lexicon.hash, rules=RULES
    )
    return msgspec.structs.replace(record, findings=judge(case_of(record, story, book, around, lexicon.screen)))


def _filled(draft: Record, story: Story, law: Law) -> Record:
    """Fill the number, what follows from the entry named, the class of an asset and an invoice's share."""
    change: dict[str, object] = {"number": story.last.number + 1 if story.last else 1}
    item = story.items.get(draft.refers)
    if item is not None and draft.kind in {"spend", "refund", "disallow", "reverse"}:
        change["purpose"] = item.record.purpose
        change["payee"] = draft.payee or item.record.payee
        if draft.kind == "reverse":
            change["amount"] = item.record.amount
    elif draft.kind == "spend":
        change["asset"] = asset_class(draft, law)
    if draft.invoices:
        change["invoices"] = _shares(draft) if draft.kind != "attach" else tuple(_later(draft, item))
    return msgspec.structs.replace(draft, **change)


def _shares(draft: Record) -> tuple[Invoice, ...]:
    """Fill an unstated share: the whole amount on the only invoice, else each one's face."""
    if len(draft.invoices) == 1:
        only = draft.invoices[0]
        return (only if only.share else msgspec.structs.replace(only, share=draft.amount),)
    return tuple(
        each if each.share or not each.face else msgspec.structs.replace(each, share=each.face)
        for each in draft.invoices
    )


def _later(draft: Record, item: Item | None) -> Iterator[Invoice]:
    """Fill the share of an invoice that comes later: what no invoice of the entry bears yet, up to its face.

    One that the entry bears already is another paper of it, and uses nothing up.
    """
    there = borne(item) if item else ()
    left = uncovered(item) if item else 0
    for invoice in draft.invoices:
        share = invoice.share
        if any(same(each, invoice) for each in there):
            share = 0
        elif invoice.number and not share:
            share = left if invoice.face is None else max(0, min(left, invoice.face))
        left = max(0, left - share)
        yield invoice if share == invoice.share else msgspec.structs.replace(invoice, share=share)


#: What a screened field is called; findings are sealed with its key.
_FIELDS: Final = {
    "memo": N_("memo"),
    "payee": N_("payee"),
    "item": N_("invoice item"),
    "tax_code": N_("tax code"),
}


class _Told(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def sentence(finding: Finding) -> str:
    """Say what was found, in the reader's language; of a check no longer known, its code and facts."""
    check = _BY_CODE.get(finding.code)
    if check is None:
        return ", ".join((finding.code, *(f"{name} {value}" for name, value in finding.facts.items())))
    told = _Told(finding.facts)
    if told.get("field") in _FIELDS:
        told["field"] = _(_FIELDS[told["field"]])
    if "wrong" in told:
        told["wrong"] = wrong_words(told["wrong"])
    return _(check.says).format_map(told)


def remedy(finding: Finding) -> str:
    """Say what to do about a finding, in the reader's language; empty for a check no longer known."""
    check = _BY_CODE.get(finding.code)
    return _(check.remedy).format_map(_Told(finding.facts)) if check else ""
