"""The table that binds a record's fields to the keys under which an auditor finds them in the book.

Both directions use it: what is written here is read here. Money is written in yuan with two
decimals, exact; what is empty is left out. A list is numbered from 1: ``invoice1-number``.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from funds.book.quote import again, plain, quoted
from funds.entry.record import KINDS, Evidence
from funds.money import yuan

__all__ = [
    "AWARD",
    "EVIDENCE",
    "FINDING",
    "INVOICE",
    "LABELS",
    "PLAIN",
    "POSTED",
    "READ",
    "Slot",
    "quoted_evidence",
    "read_evidence",
    "slot_of",
    "to_fen",
    "told_evidence",
    "written",
]

#: The narration of a record that has no memo of its own.
LABELS: Final = {
    "award": "命名", "amend": "变更", "withdraw": "撤销命名", "disburse": "拨付", "receive": "到账",
    "receivable": "应收", "spend": "支出", "refund": "退款", "disallow": "违规挂账", "recover": "追回",
    "return": "退回结余", "reverse": "红字冲销", "attach": "补附件", "clear": "核准", "close": "结账",
    "reopen": "反结账",
}  # fmt: skip


class Slot(NamedTuple):
    """One field: the key in the book, the field's name, how it is written and read, and when it is left out."""

    key: str
    field: str
    write: Callable[[object], str]
    read: Callable[[object], object]
    empty: object = ""


def to_fen(number: object) -> int:
    """Read yuan as Beancount read them, exactly: two decimals, no rounding. Raises ValueError."""
    text = str(number)
    if text[-3:-2] != ".":
        message = f"not an amount with two decimals: {text}"
        raise ValueError(message)
    return int(text[:-3] + text[-2:])


@lru_cache(maxsize=1024)
def written(fen: int) -> str:
    """Write fen as yuan; within an entry the same amount comes several times."""
    return yuan(fen)


def _count(number: object) -> int:
    if not isinstance(number, Decimal):
        raise TypeError(number)
    return int(str(number))


def _kind(value: object) -> str:
    if value not in KINDS:
        message = f"not a kind of record: {value}"
        raise ValueError(message)
    return str(value)


def _day(value: object) -> dt.date:
    if not isinstance(value, dt.date):
        raise TypeError(value)
    return value


def _text(key: str, field: str = "") -> Slot:
    return Slot(key, field or key, quoted, plain)  # type: ignore[arg-type]


def _word(key: str, field: str = "") -> Slot:
    """Bind a text that comes again and again."""
    return Slot(key, field or key, again, plain)  # type: ignore[arg-type]


def _money(key: str, field: str = "", empty: int | None = 0) -> Slot:
    return Slot(key, field or key, written, to_fen, empty)


def _number(key: str, field: str = "") -> Slot:
    return Slot(key, field or key, str, _count, 0)


def told_evidence(evidence: Evidence) -> str:
    """Tell a piece of evidence in one line; a space within its kind or digest is told as ``%20``."""
    kind, digest = evidence.kind, evidence.digest
    if " " in kind or "%" in kind or not digest.isalnum():
        kind, digest = (part.replace("%", "%25").replace(" ", "%20") for part in (kind, digest))
    return f"{kind} {evidence.size} {digest} {evidence.name}"


def quoted_evidence(evidence: Evidence) -> str:
    """Tell a piece of evidence as `told_evidence` does, quoted; there are many, and nearly all are plain."""
    kind, digest, name = evidence.kind, evidence.digest, evidence.name
    if _is_plain(kind) and digest.isalnum() and name.isprintable() and '"' not in name and "\\" not in name:
        return f'"{kind} {evidence.size} {digest} {name}"'
    return quoted(told_evidence(evidence))


@lru_cache(maxsize=1024)
def _is_plain(kind: str) -> bool:
    return quoted(kind) == f'"{kind}"' and not {" ", "%"} & {*kind}


def read_evidence(text: str) -> Evidence:
    """Undo `told_evidence`. Raises ValueError."""
    kind, size, digest, name = text.split(" ", 3)
    count = int(size)
    if str(count) != size:
        raise ValueError(text)
    if "%" in kind or "%" in digest:
        kind, digest = (part.replace("%20", " ").replace("%25", "%") for part in (kind, digest))
    return Evidence(kind=kind, digest=digest, size=count, name=name)


def _moment(value: object) -> dt.datetime:
    return dt.datetime.fromisoformat(value)  # type: ignore[arg-type]


#: When it was posted, to the microsecond, with its offset.
POSTED: Final = Slot("posted", "posted", str, _moment)

#: The fields of a record that are left out when empty, in the order in which they are written.
PLAIN: Final = (
    _money("amount"), _number("refers"), _word("purpose"), _text("voucher"), _word("based-on", "document"),
    _word("holder"), _word("account"), _word("paid-by", "paid_by"), _number("quantity"),
    _money("unit-price", "unit_price"), _money("retained"), _word("asset"), _word("decision"),
    _text("note"), _text("reason"), _word("maker"), _word("login"), _word("handler"), _word("approver"),
    _word("law"), _word("lexicon"),
    Slot("rules", "rules", str, _count, 1), _text("key"),
)  # fmt: skip

AWARD: Final = tuple(
    _text(f"award-{name}", name)
    for name in ("programme", "tier", "kind", "studio", "unit", "holder", "lead", "recommender")
)
INVOICE: Final = (
    _text("number"), _text("code"), _money("face", empty=None), _money("share"), _word("item"), _word("tax-code", "tax_code"),
)  # fmt: skip
#: What is known of an invoice where its file was read.
READ: Final = (_word("seller"), _word("buyer"), Slot("issued", "issued", str, _day, None), _word("wrong"))
#: A piece of evidence is one key, so that an entry with many papers stays readable: kind, size in
#: bytes, SHA-256, and the user's own name for the file, which may hold spaces and so comes last.
EVIDENCE: Final = Slot("", "", lambda value: quoted(told_evidence(value)), lambda value: read_evidence(str(value)))  # type: ignore[arg-type]
FINDING: Final = (_word("code"), _word("severity"), _money("questioned"), _word("cite"))

_ALWAYS: Final = (
    _number("form"), _text("fund"), _number("number"), Slot("kind", "kind", str, _kind), POSTED,
    _number("papers"), _text("memo"), _text("previous"), _text("seal"),
)  # fmt: skip
_TOP: Final = {slot.key: slot for slot in (*_ALWAYS, *PLAIN)}
_AWARD: Final = {slot.key: slot for slot in AWARD}
_LISTS: Final = {
    "invoice": {slot.key: slot for slot in (*INVOICE, *READ)},
    "evidence": {"": EVIDENCE},
    "finding": {slot.key: slot for slot in FINDING},
}


@lru_cache(maxsize=8192)
def slot_of(key: str) -> tuple[str, int, Slot] | None:
    """Find a key's place: the list it belongs to (empty: the record itself), its number, its slot.

    A finding's facts have slots of their own, in the list ``fact``. None: no record has such a key.
    """
    if key in _TOP:
        return "", 0, _TOP[key]
    if key in _AWARD:
        return "terms", 0, _AWARD[key]
    head, _, rest = key.partition("-")
    name = head.rstrip("0123456789")
    slots, index = _LISTS.get(name), head[len(name) :]
    if slots is None or not index or index[0] == "0":
        return None
    if name == "finding" and rest.startswith("fact-"):
        return "fact", int(index), _text(key, rest.removeprefix("fact-"))
    return (name, int(index), slots[rest]) if rest in slots else None
