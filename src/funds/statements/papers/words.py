"""How papers call an entry: its memo where it has one, else what it is, and what it refers to."""

from typing import Final

from funds.entry.personal import checks
from funds.entry.record import Record
from funds.entry.used import borne
from funds.money import yuan
from funds.statements.materials import hidden_in
from funds.statements.papers.known import Known

__all__ = ["KINDS", "invoices", "memo", "payee", "remark", "shown", "voucher"]

#: The kinds of record as the papers call them.
KINDS: Final = {
    "award": "命名补助", "amend": "变更", "withdraw": "撤销命名", "disburse": "拨付", "receive": "到账",
    "receivable": "应收上级补助", "spend": "支出", "refund": "退款", "disallow": "违规挂账", "recover": "追回",
    "return": "退回结余", "reverse": "红字冲销", "attach": "补附件", "clear": "核准", "close": "结账", "reopen": "反结账",
}  # fmt: skip

_PLAIN: Final = {
    "disburse": "拨付专项补助",
    "receive": "收到专项补助",
    "receivable": "年末应收上级专项补助",
    "recover": "追回违规支出",
    "return": "退回结余资金",
}


def memo(record: Record, known: Known) -> str:
    """Give an entry's memo. A correction names the voucher it undoes (会计基础工作规范 §51(五), 财政部令98号)."""
    if record.kind == "reverse":
        return f"{_undone(record, known)}{_tail(record.reason)}"
    if record.memo:
        return record.memo
    if record.kind == "disallow":
        return f"违规支出挂账{_tail(record.reason)}"
    if record.kind == "spend" and record.refers:
        return f"支付第{record.refers}号留存的质保金"
    plain = _PLAIN.get(record.kind, KINDS[record.kind])
    return f"{plain}{_tail(record.document or record.note)}"


def shown(record: Record, known: Known) -> str:
    """Give an entry's memo as a paper prints it: numbers of persons are hidden."""
    return hidden_in(memo(record, known))


def voucher(record: Record) -> str:
    """Give the voucher's number as a paper prints it: what its own check digits show to be a person's is hidden."""
    return hidden_in(record.voucher, checks)


def payee(record: Record) -> str:
    """Give who was paid as a paper prints it: numbers of persons are hidden."""
    return hidden_in(record.payee)


def _tail(why: str) -> str:
    return f"：{why}" if why else ""


def _undone(record: Record, known: Known) -> str:
    item = known.story.items.get(record.refers)
    if item is None:
        return f"注销第{record.refers}号"
    undone = item.record
    word = "更正" if undone.date.year < record.date.year else "注销"
    return f"{word}{undone.date.year}年{undone.date.month}月{undone.date.day}日{undone.voucher}第{record.refers}号凭证"


def remark(record: Record, known: Known, *, whole: bool = False) -> str:
    """Say what an entry refers to, what undid it, and what of it is still open; `whole` names each missing paper.

    Numbers of persons are hidden.
    """
    item = known.story.items.get(record.number)
    said = [_refers(record)]
    if item is not None and item.reversed_by:
        said.append(f"已由第{item.reversed_by}号冲销")
    if record.retained:
        said.append(f"其中留存质保金{yuan(record.retained)}元")
    said += [record.note if record.memo else "", known.doubt(record.number, whole=whole)]
    return hidden_in("；".join(part for part in said if part))


def _refers(record: Record) -> str:
    if not record.refers:
        return KINDS[record.kind] if record.kind in {"refund", "disallow", "recover", "return"} else ""
    match record.kind:
        case "refund":
            return f"第{record.refers}号退款"
        case "disallow":
            return f"第{record.refers}号转列违规挂账{yuan(record.amount)}元"
        case "reverse":
            return f"冲销第{record.refers}号"
        case "spend":
            return f"支付第{record.refers}号质保金{yuan(record.amount)}元，支出已列"
        case _:
            return ""


def invoices(record: Record, known: Known) -> str:
    """Name an entry's invoices, those that came later too, each on a line of its own, a code before its number."""
    item = known.story.items.get(record.number)
    found = borne(item) if item else record.invoices
    named = (f"{one.code}-{one.number}" if one.code else one.number for one in found if one.number)
    return "\n".join(named)
