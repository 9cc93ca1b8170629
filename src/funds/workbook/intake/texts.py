"""Texts, codes, counts and choices as people type them."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any, Final

from funds.workbook.intake.limits import TEXT_LONGEST
from funds.workbook.intake.raw import Raw
from funds.workbook.intake.typed import Reader, Wrong, folded, plain_digits, unseen
from funds.workbook.layout.column import Choice

__all__ = ["choice_reader", "code", "count", "files", "fund", "words"]

_FUND: Final = re.compile(r"[A-Z]{1,8}\d{4}-\d{3,9}", re.ASCII)
_BREAKS: Final = re.compile(r"[\r\n\t\v\f]+")
_SPACES: Final = re.compile(r"\s")
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.ASCII | re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.0*)?(?:[张份页件台套个本把只支块盒箱人次项条])?", re.ASCII
)
_BETWEEN: Final = re.compile(r"[;；、\n\r]+")
_MOST: Final = 999_999_999
_NONE: Final = frozenset({"", "-", "--", "/", "\\"})


def words(raw: Raw) -> str | Wrong | None:
    """Read a text; line breaks within the cell become spaces, other control signs are told."""
    if isinstance(raw, str):
        text = raw.strip()
        if not text.isprintable():
            text = _BREAKS.sub(" ", text).strip("\ufeff\u200b ")
        return _safe(text)
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, dt.datetime):
        return raw.isoformat(" ")
    if isinstance(raw, dt.date):
        return raw.isoformat()
    return _digits(raw)


def _safe(text: str) -> str | Wrong | None:
    if not text:
        return None
    if sign := unseen(text):
        return Wrong("control-sign", {"sign": f"U+{ord(sign):04X}"})
    if len(text) > TEXT_LONGEST:
        return Wrong("text-too-long", {"length": str(len(text)), "longest": str(TEXT_LONGEST)})
    return text


def _digits(raw: Any) -> str:
    number = float(raw)
    return plain_digits(number) or repr(number)


def code(raw: Raw) -> str | Wrong | None:
    """Read a code, such as an invoice's number: its digits as text, never as a number that lost some."""
    if isinstance(raw, str):
        bare = _SPACES.sub("", folded(raw)).removeprefix("'")
        if bare in _NONE:
            return None
        return Wrong("digits-lost") if _SCIENTIFIC.fullmatch(bare) else _safe(bare)
    if isinstance(raw, bool | dt.date) or not isinstance(raw, int | float):
        return Wrong("not-a-code")
    digits = plain_digits(raw)
    return digits if digits and raw >= 0 else Wrong("digits-lost" if abs(raw) >= 1e15 else "not-a-code")  # noqa: PLR2004


def fund(raw: Raw) -> str | Wrong | None:
    """Read a fund's code, such as JY2022-003; case, width and spaces do not count."""
    bare = _SPACES.sub("", folded(raw)).upper() if isinstance(raw, str) else str(raw)
    if not bare:
        return None
    return bare if _FUND.fullmatch(bare) else Wrong("not-a-fund")


def count(raw: Raw) -> int | Wrong | None:
    """Read a whole number, zero or more; one word of counting (3张, 2台) may follow it."""
    if isinstance(raw, str):
        bare = _SPACES.sub("", folded(raw))
        if bare in _NONE:
            return None
        found = _COUNTED.fullmatch(bare)
        return int(found[1].replace(",", "")) if found else Wrong("not-a-count")
    if isinstance(raw, bool | dt.date) or not isinstance(raw, int | float) or raw != int(raw) or not 0 <= raw <= _MOST:
        return Wrong("not-a-count")
    return int(raw)


def choice_reader(choices: Sequence[Choice]) -> Reader:
    """Give what reads one of a few words, by any of their names or the value itself."""
    meant = {_word(name): choice.value for choice in choices for name in (choice.value, *choice.names)}
    offered = "、".join(choice.names[0] for choice in choices)

    def one_of(raw: Raw) -> str | Wrong | None:
        text = words(raw)
        if not isinstance(text, str) or _word(text) in _NONE or not meant:
            return text if not isinstance(text, str) or not meant else None
        return meant.get(_word(text)) or Wrong("not-a-choice", {"offered": offered})

    return one_of


def _word(text: str) -> str:
    return _SPACES.sub("", folded(text)).casefold()


def files(raw: Raw) -> list[str] | Wrong | None:
    """Read names of files, each as typed (KIND=PATH or a name), separated by ; ； 、 or a line break."""
    if not isinstance(raw, str):
        return Wrong("not-a-file")
    found = [name for part in _BETWEEN.split(raw) if (name := part.strip())]
    for name in found:
        if isinstance(safe := _safe(name), Wrong):
            return safe
    return found or None
