"""Every verdict judged again from the book alone, and held against the one that was sealed.

A book sees only its scope: rules that look further (an invoice used elsewhere, a quota) are
judged where the opened file covers what they need, and listed where it does not.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from funds.book.chained import in_order
from funds.book.contents import Contents
from funds.book.faults import Fault
from funds.book.marks import line_account, purpose_part, purpose_parts
from funds.book.read import Copy
from funds.book.texts import Texts
from funds.chart import is_expense
from funds.checks.all import CHECKS
from funds.checks.judge import RULES, prepare
from funds.checks.surroundings import Surroundings
from funds.entry.record import Record, Verdict
from funds.entry.story import Story, advance

__all__ = ["Judged", "rejudge"]

#: What each scope covers.
_SEES: Final = {
    "all": frozenset({"fund", "programme", "workspace"}),
    "programme": frozenset({"fund", "programme"}),
    "unit": frozenset({"fund"}),
}
_REACH: Final = {check.code: check.reach for check in CHECKS}
_START: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Judged(NamedTuple):
    """The faults found, and the codes of the rules that this scope could not judge."""

    faults: list[Fault]
    passed_over: tuple[str, ...]


def rejudge(found: Contents, texts: Texts, scope: str) -> Judged:
    """Judge each record again as it was judged when it was posted, in the order of posting.

    Funds that already have a fault are left out, since every later verdict could follow from it;
    then no rule that looks beyond a fund is judged at all.
    """
    broken = {str(fault.facts.get("fund", "")) for fault in found.faults}
    sound = {fund: in_order(copies) for fund, copies in found.copies.items() if fund not in broken}
    sees = _SEES.get(scope, _SEES["unit"])
    if broken:
        sees = _SEES["unit"]
    passed_over = frozenset(code for code, reach in _REACH.items() if reach not in sees)
    faults: list[Fault] = []
    names = {fund: _names(copies, texts) for fund, copies in sound.items()}
    surroundings = Surroundings()
    stories: dict[str, Story] = {}
    for copy in _by_posting(sound):
        story = stories.setdefault(copy.record.fund, Story())
        faults += _judge(copy, story, texts, surroundings, passed_over)
        faults += _accounts(copy, names[copy.record.fund])
        surroundings.keep(copy.record, story)
        advance(story, copy.record)
        surroundings.name(copy.record, story)
    return Judged(faults, tuple(sorted(passed_over)))


def _by_posting(funds: dict[str, list[Copy]]) -> list[Copy]:
    """Give all records as they were posted; each fund's own order is kept, its moments never run back."""
    copies = [copy for fund in sorted(funds) for copy in funds[fund]]
    # in one zone: to compare two moments of different zones takes far longer
    return sorted(copies, key=lambda copy: (copy.record.posted or _START).astimezone(dt.UTC))


def _judge(
    copy: Copy, story: Story, texts: Texts, surroundings: Surroundings, passed_over: frozenset[str]
) -> Iterable[Fault]:
    record = copy.record
    if not 1 <= record.rules <= RULES:
        facts = {"fund": record.fund, "number": record.number, "edition": record.rules, "newest": RULES}
        return (Fault("rules-unknown", copy.entry.meta, facts),)
    if record.rules != RULES:  # judged by an earlier edition of the checks: sealed, and not judged anew
        return ()
    book, lexicon = texts.law(record.law), texts.lexicon(record.lexicon)
    if book is None or lexicon is None:
        return texts.faults(copy)
    around = surroundings.around(record, book.programme.code)
    again = prepare(record, story, book, around, lexicon)
    return () if again == record else _differences(copy, again, passed_over)


def _differences(copy: Copy, again: Record, passed_over: frozenset[str]) -> Iterator[Fault]:
    record, meta = copy.record, copy.entry.meta
    facts = {"fund": record.fund, "number": record.number}
    if again.lines != record.lines:
        yield Fault("lines-differ", meta, facts)
    sealed, found = _within(record.findings, passed_over), _within(again.findings, passed_over)
    if sealed != found:
        yield Fault("verdict-differs", meta, {**facts, "sealed": _said(sealed), "found": _said(found)})
    alike = msgspec.structs.replace(again, lines=record.lines, findings=record.findings)
    if alike != record:
        fields = [name for name in record.__struct_fields__ if getattr(alike, name) != getattr(record, name)]
        yield Fault("field-differs", meta, {**facts, "fields": ", ".join(fields)})


def _within(findings: Iterable[Verdict], passed_over: frozenset[str]) -> list[Verdict]:
    return [finding for finding in findings if finding.code not in passed_over]


def _said(findings: list[Verdict]) -> str:
    return ", ".join(f"{finding.code} ({finding.severity})" for finding in findings) or "-"


def _names(copies: Iterable[Copy], texts: Texts) -> Mapping[str, str] | None:
    """Give what a fund's purposes are called in its accounts; None where a law text is missing, which is told."""
    laws = [texts.law(name) for name in dict.fromkeys([copy.record.law for copy in copies])]
    known = [law for law in laws if law is not None]
    return purpose_parts(known) if len(known) == len(laws) else None


def _accounts(copy: Copy, names: Mapping[str, str] | None) -> Iterable[Fault]:
    """Each line stands under the account that its record's purpose and the law's wording give.

    Reading took code, fund and detail from the account's name; what is left of it is the purpose's part.
    """
    record = copy.record
    if names is None or not record.lines:
        return ()
    part = purpose_part(record.purpose, names)
    wrong = [
        at for at, line in enumerate(record.lines) if copy.places[at][1] != (part if is_expense(line.account) else "")
    ]
    return [_misplaced(copy, at, names) for at in wrong] if wrong else ()


def _misplaced(copy: Copy, at: int, names: Mapping[str, str]) -> Fault:
    record, entry = copy.record, copy.entry
    facts = {"fund": record.fund, "number": record.number, "found": entry.postings[at].account}
    wanted = line_account(record, record.lines[at], names)
    return Fault("account-differs", entry.meta, {**facts, "wanted": wanted})
