"""A fund's records as rows of the registers that are filled in: what each column holds, by its key.

So a register that was issued can be taken in again: same entries.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from funds.entry.names import fold
from funds.entry.record import Invoice, Record
from funds.entry.used import borne, keyed
from funds.money import yuan
from funds.statements.papers.known import Known
from funds.statements.papers.words import memo

__all__ = ["Left", "Rows", "rows_of"]

#: Which sheet takes a kind of record.
_SHEET: Final = {
    "award": "awards", "disburse": "disbursements", "receive": "disbursements",
    "spend": "spending", "refund": "spending", "disallow": "spending",
}  # fmt: skip
_BETWEEN: Final = "；"

#: A row: what stands in each column, by its key. Amounts in fen, days as dates; what is empty is left out.
Row = dict[str, Any]


class Left(NamedTuple):
    """A record that no row can hold, and why (in Chinese, for the sheet)."""

    record: Record
    why: str


class Rows(NamedTuple):
    """The rows by kind of sheet, and the records that are in none of them."""

    sheets: dict[str, list[Row]]
    left: list[Left]


def rows_of(funds: Iterable[Known]) -> Rows:
    """Give the records of the window as rows; what no row holds is in `left`, so that none is missing.

    Entries that were reversed, and their reversals, come to nothing together and are left out.
    """
    rows = Rows({kind: [] for kind in ("awards", "disbursements", "spending")}, [])
    for known in funds:
        for record, _moved in known.moved:
            if not known.window.holds(record.date):
                continue
            if why := _unfit(record, known):
                rows.left.append(Left(record, why))
            else:
                rows.sheets[_SHEET[record.kind]].append(_row(record, known))
    return rows


def _unfit(record: Record, known: Known) -> str:
    """Say why a record has no row; empty where it has one."""
    item = known.story.items.get(record.number)
    if item is not None and item.reversed_by:
        return f"已由第{item.reversed_by}号冲销，两笔相抵"
    if record.kind not in _SHEET:
        return f"冲销第{record.refers}号，两笔相抵" if record.kind == "reverse" else "登记表不设此事项，用命令办理"
    if record.retained or (record.kind == "spend" and record.refers):
        return "涉及质保金，登记表不设此栏，用命令 spend 办理"
    if record.kind == "disallow" and record.refers:
        return f"由第{record.refers}号支出转列，用命令 disallow --of 办理"
    if record.kind == "refund" and len(_bought(record, known)) > 1:
        return "几笔支出都可能是它退的，登记表无法指明，用命令 refund --of 办理"
    parts = [part for invoice in record.invoices for part in (invoice.item, invoice.tax_code)]
    if len(record.invoices) > 1 and any(sign in part for part in parts for sign in ";；"):
        return "发票项目含分号，一格写不下几张发票"
    return ""


def _bought(record: Record, known: Known) -> list[int]:
    """Give the entries that a refund could be of, by what a row says: use, payee, amount, invoice."""
    named = keyed(record.invoices).keys()
    return [
        number
        for number, item in known.story.items.items()
        if item.record.kind == "spend"
        and not item.record.refers
        and not item.reversed_by
        and (number == record.refers or item.left >= record.amount)
        and record.purpose in {"", item.record.purpose}
        and fold(record.payee) in {"", fold(item.record.payee)}
        and (not named or named & keyed(borne(item)).keys())
    ]


def _row(record: Record, known: Known) -> Row:
    match _SHEET[record.kind]:
        case "awards":
            row = _award(record)
        case "disbursements":
            row = {name: getattr(record, name) for name in ("holder", "account", "document", "note", "voucher")}
            row |= {"fund": record.fund, "event": record.kind, "date": record.date, "amount": record.amount}
        case _:
            row = _spending(record, known)
    if record.kind != "award" and known.story.terms:
        row["studio"] = known.story.terms.studio
    return {key: value for key, value in row.items() if value not in {"", 0, None}}


def _award(record: Record) -> Row:
    terms = record.terms
    said = {} if terms is None else {name: getattr(terms, name) for name in terms.__struct_fields__}
    own = ("fund", "amount", "date", "document", "note")
    return said | {name: getattr(record, name) for name in own}


def _spending(record: Record, known: Known) -> Row:
    same = ("fund", "date", "voucher", "payee", "amount", "quantity", "unit_price", "asset", "paid_by", "handler",
            "approver", "papers", "note")  # fmt: skip
    row = {name: getattr(record, name) for name in same}
    row |= _invoices(record.invoices, record.amount)
    row["event"] = record.kind
    row["memo"] = memo(record, known)
    row["purpose"] = known.names.use(record.purpose)
    return row


def _invoices(invoices: Sequence[Invoice], amount: int) -> Row:
    """Give an entry's invoices as one row holds them.

    Several are joined by ；, each as the command line takes it: [CODE-]NUMBER=FACE@SHARE.
    """
    if len(invoices) == 1:
        (one,) = invoices
        number = _number(one, alone=True, amount=amount)
        return {"invoice_code": one.code, "invoice_number": number, "item": one.item, "tax_code": one.tax_code}
    numbers = [_number(one, alone=False, amount=amount) for one in invoices if one.number]
    row = {"invoice_number": _BETWEEN.join(numbers)}
    for name in ("item", "tax_code"):
        row[name] = _BETWEEN.join(getattr(one, name) for one in invoices).rstrip(_BETWEEN)
    return row


def _number(invoice: Invoice, *, alone: bool, amount: int) -> str:
    """Write an invoice's number, with its face where that is known, and the share where it is not what it would be taken for."""
    if not invoice.number:
        return ""
    said = invoice.number if alone or not invoice.code else f"{invoice.code}-{invoice.number}"
    if invoice.face is None:
        return said
    taken = amount if alone else invoice.face
    return f"{said}={yuan(invoice.face)}" + (f"@{yuan(invoice.share)}" if invoice.share != taken else "")
