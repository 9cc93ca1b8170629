"""A row of a register made into the draft of a record, as the command of its event would make it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import click
import msgspec

from funds.cli.programmes import count_of, fixed_sum, holder_of, tier_id
from funds.cli.registers.asked import Asked
from funds.cli.registers.fault import FaultError
from funds.cli.registers.invoice import invoices_in
from funds.cli.spending import fitting
from funds.entry.names import fold, invoice_key
from funds.entry.record import Award, Record
from funds.entry.story import Story
from funds.law.force import Lawbook

__all__ = ["BACK", "DRAFTERS", "Draft", "referring"]

Cells = Mapping[str, Any]
#: Gives a fund's story, as it is after the rows before.
Stories = Callable[[str], Story]


class Draft(NamedTuple):
    """A draft without its papers, and the files as they were typed."""

    record: Record
    files: tuple[str, ...] = ()


_SAME: Final = (
    "voucher", "memo", "payee", "quantity", "unit_price", "asset", "paid_by", "handler", "approver", "papers", "note",
)  # fmt: skip
#: What people write beside a row that is to count no longer.
_VOID: Final = frozenset({"作废", "已作废", "删除", "已删除", "取消", "已取消", "不算", "重复", "错误"})
#: The events that are about a spending.
BACK: Final = frozenset({"refund", "disallow"})


def spending(asked: Asked, cells: Cells, stories: Stories) -> Draft:
    """Make the draft of spending, a refund or a disallowance. Raises FaultError, NoFundError."""
    kind: Any = cells.get("event", "spend")
    amount = _amount(cells, kind)
    story = stories(cells["fund"])
    _hold(cells, story)
    typed = cells.get("purpose", "")
    if kind == "spend" and not typed:
        raise FaultError(code="purpose-missing", key="purpose")
    named = {name: cells[name] for name in _SAME if name in cells}
    record = Record(
        kind=kind,
        fund=cells["fund"],
        date=cells["date"],
        amount=amount,
        purpose=asked.use(story.terms.programme, typed) if typed and story.terms else typed,
        maker=asked.actor,
        login=asked.login,
        invoices=invoices_in(dict(cells), amount),
        **{"paid_by": "transfer", **named},
    )
    return Draft(record, tuple(cells.get("files", ())))


def _hold(cells: Cells, story: Story) -> None:
    """Hold that the row is about the fund's studio, where it names one, and that it is not crossed out."""
    terms, studio = story.terms, cells.get("studio", "")
    if terms and studio and fold(studio) != fold(terms.studio):
        raise FaultError(code="other-studio", key="studio", studio=terms.studio, fund=cells["fund"])
    for key in ("note", "memo"):
        if fold(cells.get(key, "")) in _VOID:
            raise FaultError(code="row-void", key=key)


def _amount(cells: Cells, kind: str) -> int:
    """Give the amount in fen; money given back may be written in red."""
    amount = int(cells["amount"])
    if amount < 0 and kind != "refund":
        raise FaultError(code="amount-negative", key="amount")
    return abs(amount)


def referring(record: Record, story: Story) -> Record:
    """Name the spending that is given back of, or found forbidden; a disallowance may also stand by itself.

    Raises FaultError where a refund fits none or several.
    """
    if record.kind == "disallow":
        refers = _invoiced(record, story)
    else:
        fits = fitting(story, _given(record))
        if len(fits) != 1:
            code = "several-fit" if fits else "no-entry-fits"
            raise FaultError(code=code, key="invoice_number", numbers=", ".join(map(str, fits)), fund=record.fund)
        refers = fits[0]
    if not refers:
        return record
    named = story.items[refers].record
    return msgspec.structs.replace(record, refers=refers, purpose=named.purpose, payee=record.payee or named.payee)


def _given(record: Record) -> dict[str, Any]:
    same = {name: getattr(record, name) for name in ("payee", "amount", "purpose")}
    return {**same, "invoice": [each for each in record.invoices if each.number]}


def _invoiced(record: Record, story: Story) -> int:
    """Give the standing spending with the same invoice, where there is exactly one."""
    wanted = {invoice_key(each.code, each.number) for each in record.invoices if each.number}
    fits = [
        number
        for number, item in story.items.items()
        if item.record.kind == "spend" and not item.reversed_by and item.left >= record.amount
        and wanted & {invoice_key(each.code, each.number) for each in item.record.invoices if each.number}
    ]  # fmt: skip
    return fits[0] if len(fits) == 1 else 0


def disbursement(asked: Asked, cells: Cells, stories: Stories) -> Draft:
    """Make the draft of a payment by the upper union, or of its receipt. Raises FaultError, NoFundError."""
    kind: Any = cells["event"]
    amount = _amount(cells, kind)
    _hold(cells, stories(cells["fund"]))
    terms = stories(cells["fund"]).terms
    if kind == "disburse" and terms and fold(cells.get("holder", "")) not in {"", fold(terms.holder)}:
        raise FaultError(code="other-holder", key="holder", holder=terms.holder, fund=cells["fund"])
    own = {name: cells[name] for name in ("holder", "account", "voucher") if name in cells and kind == "receive"}
    return Draft(
        Record(
            kind=kind, fund=cells["fund"], date=cells["date"], amount=amount, maker=asked.actor, login=asked.login,
            document=cells.get("document", ""), note=cells.get("note", ""), **own,
        )
    )  # fmt: skip


_TERMS: Final = ("kind", "studio", "unit", "holder", "lead", "recommender")


def award(asked: Asked, cells: Cells, _stories: Stories) -> Draft:
    """Make the draft of an award; its fund's code is given at posting. Raises FaultError."""
    book = asked.programme(cells["programme"])
    date = cells["date"]
    tier = _tier(book, cells.get("tier"))
    said = {name: cells[name] for name in _TERMS if name in cells}
    terms = Award(programme=book.programme.code, tier=tier, **{"holder": "", **said})
    if not terms.holder:
        terms = msgspec.structs.replace(terms, holder=holder_of(book, terms, date))
    amount = _amount(cells, "award") if "amount" in cells else _fixed(book, tier, date)
    return Draft(
        Record(
            kind="award", fund=cells.get("fund", ""), date=date, amount=amount, terms=terms, document=cells["document"],
            quantity=count_of(book, tier, date, amount), note=cells.get("note", ""),
            maker=asked.actor, login=asked.login,
        )
    )  # fmt: skip


def _tier(book: Lawbook, typed: str | None) -> str:
    try:
        return tier_id(book, typed)
    except click.UsageError:
        names = [*(tier.name for tier in book.programme.tier), *(each.item for each in book.programme.per_item)]
        raise FaultError(code="tier-missing", key="tier", known="、".join(names)) from None


def _fixed(book: Lawbook, tier: str, day: dt.date) -> int:
    try:
        return fixed_sum(book, tier, day)
    except click.UsageError:
        raise FaultError(code="amount-missing", key="amount") from None


#: What makes the draft of a row, by kind of register.
DRAFTERS: Final[Mapping[str, Callable[[Asked, Cells, Stories], Draft]]] = {
    "spending": spending,
    "disbursements": disbursement,
    "awards": award,
}
