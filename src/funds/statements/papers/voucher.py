"""Vouchers (记账凭证): each entry with its lines, debit and credit, as 会计基础工作规范 §51 asks (财政部令98号)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from funds.chart import ACCOUNTS, DETAILS
from funds.entry.record import Record
from funds.statements.papers.known import Fund, Known
from funds.statements.papers.words import remark, shown

__all__ = ["Voucher", "VoucherLine", "vouchers"]


class VoucherLine(NamedTuple):
    """One line: the account's code and name, its sub-part, and fen on one side; red letter is negative."""

    code: str
    name: str
    detail: str
    debit: int | None
    credit: int | None


class Voucher(NamedTuple):
    """One voucher. `papers` is the number of source papers stated (None: not stated), `files` of those kept.

    `reviewer` is who cleared an entry that was under review; empty where nobody had to.
    """

    fund: Fund
    number: int
    date: dt.date
    voucher: str
    memo: str
    lines: tuple[VoucherLine, ...]
    papers: int | None
    files: int
    maker: str
    reviewer: str
    handler: str
    approver: str
    remark: str
    seal: str


def vouchers(known: Known, number: int = 0) -> tuple[Voucher, ...]:
    """Give the vouchers of the window by date; or the one of a number. Records without lines have none."""
    reviewers: dict[int, str] = {}
    added: dict[int, int] = {}
    for record, _moved in known.moved:
        if record.kind == "clear":
            reviewers[record.refers] = record.maker
        if record.kind == "attach":
            added[record.refers] = added.get(record.refers, 0) + len(record.evidence)
    asked = [
        record
        for record, _moved in sorted(known.moved, key=lambda one: (one[0].date, one[0].number))
        if record.lines and (record.number == number if number else known.window.holds(record.date))
    ]
    return tuple(_voucher(record, known, reviewers, added) for record in asked)


def _voucher(record: Record, known: Known, reviewers: Mapping[int, str], added: Mapping[int, int]) -> Voucher:
    return Voucher(
        fund=known.fund,
        number=record.number,
        date=record.date,
        voucher=record.voucher,
        memo=shown(record, known),
        lines=tuple(_lines(record, known)),
        papers=record.papers,
        files=len(record.evidence) + added.get(record.number, 0),
        maker=record.maker,
        reviewer=reviewers.get(record.number, ""),
        handler=record.handler,
        approver=record.approver,
        remark=remark(record, known, whole=True),
        seal=record.seal,
    )


def _lines(record: Record, known: Known) -> Iterator[VoucherLine]:
    for line in record.lines:
        parts: Iterable[str] = (DETAILS[line.detail][1:] if line.detail else "", _use(line.account, record, known))
        debit, credit = (line.fen, None) if line.side == "debit" else (None, line.fen)
        name = ACCOUNTS[line.account].name
        yield VoucherLine(line.account, name, "－".join(part for part in parts if part), debit, credit)


def _use(account: str, record: Record, known: Known) -> str:
    """Name the use on the lines of expenditure (项目支出 is kept by project, 工会会计制度)."""
    if account[0] != "5":
        return ""
    item = known.story.items.get(record.refers) if record.kind == "reverse" else None
    return known.names.use((item.record if item else record).purpose)
