"""A programme as plain values for JSON: everything its file says, each with its citation in full."""

import datetime as dt
from typing import Any, Final

import msgspec

from funds.law.force import cited
from funds.law.programme import Programme
from funds.law.values import Value
from funds.money import fen, yuan

__all__ = ["PLURAL", "plain"]

#: What each section is called where it is a list of its own.
PLURAL: Final = {
    "document": "documents", "tier": "tiers", "use": "uses", "uses": "uses_list",
    "prohibition": "prohibitions", "payee": "payees", "quota": "quotas", "pool": "pools",
    "instalment": "instalments", "renewal": "renewals", "per_item": "per_item", "once": "once",
    "evidence": "evidence", "paper": "papers", "personal": "personal", "ledger": "ledgers", "indicator": "indicators",
    "assessment": "assessments", "removal": "removals", "eligibility": "eligibility",
    "calendar": "calendar", "procedure": "procedures", "support": "support", "forms": "forms",
    "threshold": "thresholds", "unstated": "unstated",
}  # fmt: skip

_MONEY: Final = frozenset({"min", "max", "amount", "above"})


def plain(programme: Programme, day: dt.date | None = None) -> dict[str, Any]:
    """Give a programme as dicts, lists, texts and whole numbers; amounts in yuan with two decimals.

    With a day, only what is in force on it. What is not stated is None.
    """
    told: dict[str, Any] = {}
    for name in programme.__struct_fields__:
        section = getattr(programme, name)
        if isinstance(section, tuple):
            told[PLURAL[name]] = [_plain(programme, value) for value in section if _on(value, day)]
        else:
            told[name] = section
    return told


def _on(value: msgspec.Struct, day: dt.date | None) -> bool:
    return day is None or not isinstance(value, Value) or value.stands(day)


def _plain(programme: Programme, value: msgspec.Struct) -> dict[str, Any]:
    row = {name: _bare(name, getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, Value):
        row["citation"] = cited(programme, value)
    return row


def _bare(name: str, said: Any) -> Any:
    if name in _MONEY and said is not None:
        return yuan(fen(said))
    if isinstance(said, tuple):
        return [_bare("", part) for part in said]
    if isinstance(said, msgspec.Struct):
        return {part: _bare(part, getattr(said, part)) for part in said.__struct_fields__}
    return msgspec.to_builtins(said)
