"""A fund's chain as Beancount text: one file, the same to the byte each time it is written.

The text holds all that is sealed, so the chain can be read back and checked with no database.
Nothing in it is made by Beancount's own printer, which does not escape every kind of text.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

import msgspec

from funds.book.fields import AWARD, FINDING, INVOICE, LABELS, PLAIN, READ, quoted_evidence, written
from funds.book.marks import Marks, line_account, marks
from funds.book.periods import assertions, moves_of, openings
from funds.book.quote import UnwritableError, again, quoted
from funds.chart import account_name
from funds.entry.record import Evidence, Record
from funds.text import _

__all__ = ["BadFundError", "Place", "document", "fund_text", "link"]

#: Where the file of a piece of evidence lies, seen from the folder of the fund's file; empty where it is not shown.
Place = Callable[[Evidence], str]

_FUND: Final = re.compile("[A-Z0-9][A-Za-z0-9-]*")
_FACT: Final = re.compile("[A-Za-z0-9_]+")
_PLAIN: Final = tuple((f"  {slot.key}: ", slot.write) for slot in PLAIN)
_plain_of: Final = attrgetter(*(slot.field for slot in PLAIN))
_PARTS: Final = {"": AWARD, "invoice": INVOICE, "read": READ, "finding": FINDING}
_VALUES: Final = {name: attrgetter(*(slot.field for slot in slots)) for name, slots in _PARTS.items()}
_NEVER: Final = object()
_HEADER: Final = """\
;; -*- mode: beancount; coding: utf-8 -*-
;; {fund}: the records of one fund (专项资金), a sealed fair copy. The database is the record.
;; Written by `funds book`; not to be edited: each record is sealed, and the plugin checks the seals.
;; A fund's file is included by an opening file, which holds the options, the plugin and the heads;
;; open that one. Records are numbered; their order is by number, not by date.
;; Accounts are those of the union chart of 2021 (工会会计制度, 财会〔2021〕7号), for all years, also
;; for entries dated before it came into force on 2022-01-01.

"""


class BadFundError(ValueError):
    """A chain that cannot be written as a file of its own: no records, or those of several funds."""


def fund_text(records: Sequence[Record], names: Mapping[str, str], place: Place | None = None) -> str:
    """Write one fund's chain, in order of number, as the text of its file.

    `names` gives each purpose's part of the account name. `place` gives the path of a piece of
    evidence; without it the copy has no documents and checks without the files. What is sealed of
    a paper stands in its record either way. Raises BadFundError, and UnwritableError for text that
    UTF-8 cannot hold.
    """
    fund = _fund_of(records)
    seen = marks(records)
    accounts = [tuple(line_account(record, line, names) for line in record.lines) for record in records]
    moves = moves_of(records, accounts)
    parts = [_HEADER.format(fund=fund), *openings(min(record.date for record in records), fund, moves), "\n"]
    for record, under in zip(records, accounts, strict=True):
        _entry(record, seen, under, parts)
        if place and record.evidence:
            parts += _documents(record, place)
        parts.append("\n")
    parts += assertions(moves)
    return "".join(parts)


def link(fund: str, number: int) -> str:
    """Give the link that joins a record, its evidence and the records that name it."""
    return f"^{fund}.{number}"


def _fund_of(records: Sequence[Record]) -> str:
    funds = {record.fund for record in records}
    if len(funds) != 1:
        raise BadFundError(_("A book's file holds the records of one fund, not of {count}.").format(count=len(funds)))
    (fund,) = funds
    if not _FUND.fullmatch(fund):
        raise BadFundError(_("{fund!r} is no code of a fund.").format(fund=fund))
    return fund


def _entry(record: Record, seen: Marks, accounts: Sequence[str], out: list[str]) -> None:
    """Write one record: its head line, its fields, and its lines."""
    number, fund, label = record.number, record.fund, LABELS[record.kind]
    memo = record.memo
    payee = again(record.payee) + " " if record.payee else ""
    links = f" {link(fund, number)}" if number in seen.named else ""
    if record.refers:
        links += f" {link(fund, record.refers)}"
    form = "" if record.form == 1 else f"  form: {record.form}\n"
    same = f"  memo: {quoted(memo)}\n" if memo == label else ""
    posted = f"  posted: {quoted(record.posted.isoformat())}\n" if record.posted else ""
    papers = "" if record.papers is None else f"  papers: {record.papers}\n"
    flag = "!" if number in seen.waiting else "*"
    out.append(
        f"{record.date} {flag} {payee}{again(memo or label)}{links}\n{form}"
        f'  fund: "{fund}"\n  number: {number}\n  kind: "{record.kind}"\n{same}{posted}{papers}'
    )
    out += [f"{key}{write(value)}\n" for (key, write), value in zip(_PLAIN, _plain_of(record), strict=True) if value]
    _lists(record, out)
    out.append(f"  previous: {quoted(record.previous)}\n  seal: {quoted(record.seal)}\n")
    _lines(record, accounts, out)


def _lines(record: Record, accounts: Sequence[str], out: list[str]) -> None:
    """Write the lines: a debit is positive, a credit negative; a red-letter line tells its side."""
    for line, account in zip(record.lines, accounts, strict=True):
        fen = line.fen
        out.append(f"  {account}  {written(fen if line.side == 'debit' else -fen)} CNY\n")
        if fen <= 0:
            out.append(f'    side: "{line.side}"\n')


def _lists(record: Record, out: list[str]) -> None:
    """Write what a record may have several of: terms, invoices, papers, findings with their facts."""
    if record.terms:
        out.append(_part("", 0, record.terms))
    for index, invoice in enumerate(record.invoices, 1):
        out.append(_part("invoice", index, invoice))
        if invoice.read:
            out.append(_part("read", index, invoice))
    for index, evidence in enumerate(record.evidence, 1):
        out.append(f"  evidence{index}: {quoted_evidence(evidence)}\n")
    for index, finding in enumerate(record.findings, 1):
        out.append(_part("finding", index, finding))
        out += [f"{_fact_key(index, name)}{again(fact)}\n" for name, fact in sorted(finding.facts.items())]


@lru_cache(maxsize=4096)
def _keys(name: str, index: int) -> tuple[tuple[str, Callable[[object], str], object], ...]:
    """Give the keys of a part of a record, how each is written, and when it is left out.

    The first is never left out, so that an empty part is not lost; what was read of an invoice belongs to that invoice.
    """
    more = name == "read"
    prefix = f"  {'invoice' if more else name}{index}-" if name else "  "
    return tuple(
        (f"{prefix}{slot.key}: ", slot.write, slot.empty if at or more else _NEVER)
        for at, slot in enumerate(_PARTS[name])
    )


def _part(name: str, index: int, part: msgspec.Struct) -> str:
    values = _VALUES[name](part)
    keys = _keys(name, index)
    return "".join([f"{key}{write(v)}\n" for (key, write, empty), v in zip(keys, values, strict=True) if v != empty])


@lru_cache(maxsize=4096)
def _fact_key(index: int, name: str) -> str:
    if not _FACT.fullmatch(name):
        raise UnwritableError(name)
    return f"  finding{index}-fact-{name}: "


def _documents(record: Record, place: Place) -> Iterable[str]:
    """Write a document directive for each different file that is shown: the stock tools show and link them."""
    for path in dict.fromkeys(place(evidence) for evidence in record.evidence):
        if path:
            yield document(record, path)


def document(record: Record, path: str) -> str:
    """Write the document directive of a record's file."""
    account = account_name("102", record.fund)
    return f"{record.date} document {account} {quoted(path)} {link(record.fund, record.number)}\n"
