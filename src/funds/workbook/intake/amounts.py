"""Amounts of yuan as people type them, read as whole fen or asked back; nothing is rounded away."""

import datetime as dt
import re
from typing import Final

from funds.money import MOST
from funds.workbook.intake.raw import Raw, Unit
from funds.workbook.intake.typed import Wrong, folded

__all__ = ["amount"]

_PLAIN: Final = re.compile(r"(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d*))?|\.(\d+)", re.ASCII)
_BRACKETS: Final = re.compile(r"\((.*)\)|\[(.*)\]|【(.*)】|〔(.*)〕")
_SIGNS: Final = re.compile(r"rmb|cny|人民币|¥|￥", re.IGNORECASE)
_OTHER_UNIT: Final = re.compile(r"[万亿千百]元?|角|分|%|‰|\$|usd|美元|港币|hkd|€|欧元|£", re.IGNORECASE)
_CAPITALS: Final = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟整正圆]")
_EMPTY: Final = frozenset({"", "-", "--", "/", "\\", "无"})
#: Yuan, and the word that no fen follow: 元, 元整.
_YUAN: Final = re.compile(r"[元圆][整正]?$")
#: How far from a whole fen a number may stand by the noise of binary fractions: 0.1+0.2 stands 4e-15 yuan off.
_NOISE: Final = 1e-9
_RELATIVE: Final = 1e-12
_MOST_NOISE: Final = 1e-4
_FEN: Final = 2

_APART: Final = re.compile(r"\d[ \t\u3000]+\d")


def amount(raw: Raw) -> int | Wrong | None:
    """Read an amount in yuan as fen; negative where it has a minus sign or stands in brackets.

    A dash alone, as ledgers write for nothing, is as good as empty.
    """
    if type(raw) is int:
        return raw * 100 if abs(raw) * 100 <= MOST else Wrong("amount-too-large")
    if type(raw) is float:
        return _number(raw)
    if isinstance(raw, str):
        return _text(raw)
    if isinstance(raw, Unit):
        return Wrong("amount-format")
    return Wrong("amount-is-day" if isinstance(raw, dt.date) else "not-an-amount")


def _number(number: float) -> int | Wrong:
    if abs(number) * 100 > MOST:
        return Wrong("amount-too-large")
    whole, point, part = repr(number).partition(".")
    if point and part.isdecimal() and len(part) <= _FEN:
        value = int(whole.lstrip("-")) * 100 + int(part.ljust(_FEN, "0"))
        return -value if whole.startswith("-") else value
    value = round(number * 100)
    if abs(number * 100 - value) <= min(_MOST_NOISE, max(_NOISE, _RELATIVE * abs(value))):
        return value
    return Wrong("below-a-fen")


def _text(text: str) -> int | Wrong | None:
    if _APART.search(text):  # 12 34: one amount, or two
        return Wrong("not-an-amount")
    bare = re.sub(r"\s", "", folded(text))
    if bare in _EMPTY:
        return None
    if _OTHER_UNIT.search(bare) and not _CAPITALS.search(bare):
        return Wrong("amount-unit")
    whole = bare.endswith(("整", "正"))
    bare, negative = _sign(bare)
    found = _PLAIN.fullmatch(bare)
    if found is None:
        return Wrong("not-an-amount")
    part = (found[2] if found[1] else found[3]) or ""
    if whole and part.strip("0"):  # 12.50元整: fen, and that there are none
        return Wrong("not-an-amount")
    if len(part.rstrip("0")) > _FEN:
        return Wrong("below-a-fen")
    value = int((found[1] or "0").replace(",", "")) * 100 + int(part[:_FEN].ljust(_FEN, "0"))
    if value > MOST:
        return Wrong("amount-too-large")
    return -value if negative else value


def _sign(bare: str) -> tuple[str, bool]:
    """Take off signs of currency and one sign of minus: -100, 100-, (100), [100], ¥-100, -¥100元."""
    bare = _YUAN.sub("", _SIGNS.sub("", bare, count=1))
    if inner := _BRACKETS.fullmatch(bare):
        kept = next(part for part in inner.groups() if part is not None)
        return _YUAN.sub("", _SIGNS.sub("", kept, count=1)), True
    for negative, cut in (("-", True), ("+", False)):
        if bare.startswith(negative):
            return bare[1:], cut
    return (bare[:-1], True) if bare.endswith("-") else (bare, False)
