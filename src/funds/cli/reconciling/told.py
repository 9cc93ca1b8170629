"""One fund's reconciliation on the terminal: what agrees and by which stage, what is left over, what a person decides."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from funds.cli.materials.fields import ledger_title
from funds.cli.reconciling.accounts import accounts_told
from funds.cli.reconciling.decided import decision_of, difference_of, mark_of, waiting
from funds.cli.reconciling.sentences import offers, remedies
from funds.cli.reconciling.tables import titled
from funds.cli.table import shown
from funds.money import yuan
from funds.reconcile.classes import CLASSES
from funds.reconcile.result import STAGES, Left, Result
from funds.statements.bank import BankLine
from funds.statements.materials import Material, hidden_in
from funds.text import N_, _

__all__ = ["told"]

#: Of the lines left over, for so many the commands that would record them are written out.
_OFFERED: Final = 5
_LINKS: Final = {"material": N_("material"), "bank": N_("bank")}
_SIDES: Final = {
    "spending": N_("Spending, against material"),
    "material": N_("Material"),
    "entries": N_("Entries, against the bank"),
    "bank": N_("Bank lines"),
}


def told(fund: Any, group: Any) -> Iterator[str]:
    """Yield the lines that tell a fund of a group (`record.reconciling`: `Fund`, `Together`)."""
    result: Result = fund.result
    bank: Mapping[str, BankLine] = group.lines.lines
    yield f"{result.fund}  {fund.award.studio}"
    yield _("Cut-off date: {day}.").format(day=result.as_of)
    yield from _agreed(fund, group)
    yield from _entries(result, fund.records)
    yield from _rows(result, fund.material)
    yield from _bank(result, bank, group)
    yield from _ambiguous(result)
    yield from _sums(result)
    yield from accounts_told(group)
    yield ""
    yield _("Unmatched: {unmatched} of {spent} yuan spent.").format(
        unmatched=yuan(fund.unmatched), spent=yuan(result.totals["spending"].all)
    )
    yield _("Head: {head}").format(head=fund.head)
    if fund.decided:
        yield _("Decisions: {head}").format(head=fund.decided)


def _agreed(fund: Any, group: Any) -> Iterator[str]:
    result: Result = fund.result
    rows = [
        [_(STAGES[row.stage]), _many(row.entries), _material(row), _many(row.bank), yuan(row.amount)]
        for row in result.agreed
    ]
    names = [_("Stage"), _("Entries"), _("Material"), _("Bank lines"), _("Amount")]
    yield from titled(_("Agreed:"), names, rows, frozenset({4}))
    for row in result.agreed:
        yield from _decision(fund, group, row)
    for one in waiting(fund, group):
        what = _("Decision {number} rests on a row or line that was changed or taken back: decide anew.")
        yield "  → " + what.format(number=one["number"])


def _decision(fund: Any, group: Any, row: Any) -> Iterator[str]:
    """Say who decided on a group and why, and what its amounts leave open."""
    decided = decision_of(fund, group, row)
    if decided is None:
        return
    what = _("  {entries}: decided by {maker} on {day}: {reason}")
    if decided["own_entry"]:
        what = _("  {entries}: decided by {maker}, who made the entry, on {day}: {reason}")
    facts = {"maker": decided["maker"], "day": decided["moment"][:10], "reason": hidden_in(decided["reason"])}
    said = what.format(entries=_many(row.entries), **facts)
    if difference := difference_of(fund, row):
        said += " " + _("The amounts differ by {difference} yuan.").format(difference=difference)
    yield shown(said)


def _material(row: Any) -> str:
    if row.stage == "evidence":
        return _("{count} papers").format(count=len(row.material))
    return _many(row.material)


def _many(ids: Iterable[object]) -> str:
    return ", ".join(map(str, ids))


def _entries(result: Result, records: Mapping[int, Any]) -> Iterator[str]:
    rows = []
    for left in result.entries:
        record = records[int(left.id)]
        who = hidden_in(record.payee or record.memo or record.document)
        invoices = ", ".join(invoice.number for invoice in record.invoices if invoice.number)
        what = [str(left.id), str(record.date), record.voucher, invoices, who, yuan(left.amount)]
        rows.append([*what, _(_LINKS[left.side]), _said(left)])
    names = [_("No."), _("Date"), _("Voucher"), _("Invoice"), _("Payee"), _("Amount"), _("Against"), _("Class")]
    yield from titled(_("Entries left over:"), names, rows, frozenset({0, 5}))
    yield from _advice("entry", result.entries)


def _rows(result: Result, material: Mapping[str, Material]) -> Iterator[str]:
    rows = []
    for left in result.material:
        row = material[str(left.id)]
        amount = "" if row.amount is None else yuan(left.amount)
        what = hidden_in(row.title)
        rows.append(
            [
                str(left.id),
                ledger_title(row.ledger),
                row.date,
                what,
                row.voucher,
                row.invoice_number,
                amount,
                _said(left),
            ]
        )
    names = [_("Id"), _("Ledger"), _("Date"), _("What"), _("Voucher"), _("Invoice"), _("Amount"), _("Class")]
    yield from titled(_("Material left over:"), names, rows, frozenset({6}))
    yield from _advice("row", result.material)


def _bank(result: Result, bank: Mapping[str, BankLine], group: Any) -> Iterator[str]:
    rows, marks = [], []
    for left in result.bank:
        line = bank[str(left.id)]
        if mark := mark_of(group, str(left.id)):
            what = _("  {line}: set apart by {maker} on {day}: {reason}")
            reason = hidden_in(mark.reason)
            marks.append(shown(what.format(line=left.id, maker=mark.maker, day=mark.moment[:10], reason=reason)))
        rows.append(
            [
                str(left.id),
                line.date,
                hidden_in(line.counterparty),
                hidden_in(line.text),
                yuan(left.amount),
                _said(left),
            ]
        )
    names = [_("Id"), _("Date"), _("Counterparty"), _("Text"), _("Amount"), _("Class")]
    yield from titled(_("Bank lines left over:"), names, rows, frozenset({4}))
    yield from marks
    yield from _advice("line", result.bank)
    unknown = [bank[str(left.id)] for left in result.bank if left.cls == "no-entry"]
    for line in unknown[:_OFFERED]:
        yield from (f"    {command}" for command in offers(result.fund, line))
    if len(unknown) > _OFFERED:
        yield "    " + _("… and {count} more.").format(count=len(unknown) - _OFFERED)


def _said(left: Left) -> str:
    return _(CLASSES[left.cls])


def _advice(side: str, left: Iterable[Left]) -> Iterator[str]:
    yield from (f"  → {text}" for text in remedies(side, [one.cls for one in left]))


def _ambiguous(result: Result) -> Iterator[str]:
    rows = [
        [
            " + ".join((_many(row.entries), *(f"{fund} {number}" for fund, number in row.beside))),
            _(_LINKS[row.side]),
            "; ".join(f"{_many(ids)} ({score})" for ids, score in row.candidates),
            ", ".join(f"{fund} {number}" for fund, number in row.rivals),
        ]
        for row in result.ambiguous
    ]
    names = [_("Entries"), _("Against"), _("Candidates (score)"), _("Or of")]
    yield from titled(_("For a person to decide:"), names, rows, frozenset())
    if rows:
        yield from (f"  → {text}" for text in remedies("entry", ["ambiguous"]))


def _sums(result: Result) -> Iterator[str]:
    rows = [
        [_(_SIDES[side]), yuan(sums.all), yuan(sums.agreed), yuan(sums.left)] for side, sums in result.totals.items()
    ]
    names = [_("Side"), _("All"), _("Agreed"), _("Left over")]
    yield from titled(_("Sums:"), names, rows, frozenset({1, 2, 3}))
