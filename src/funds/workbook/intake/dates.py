"""Days as people write them; what can be meant in two ways is asked back."""

import datetime as dt
import re
from typing import Final

from funds.workbook.intake.raw import Raw
from funds.workbook.intake.typed import Reader, Wrong, folded, plain_digits

__all__ = ["day_reader"]

_DIGITS: Final = {
    sign: str(value)
    for value, signs in enumerate(
        ("0〇零○", "1一壹", "2二贰", "3三叁", "4四肆", "5五伍", "6六陆", "7七柒", "8八捌", "9九玖")
    )
    for sign in signs
}
_ONE: Final = f"[{''.join(_DIGITS)}]"
_SOME: Final = f"[{''.join(_DIGITS)}十拾]{{1,4}}"
#: 二〇二二年十月八日, and as cheques have it: 贰零贰贰年零壹拾月零捌日.
_CHINESE: Final = re.compile(rf"({_ONE}{{4}})年({_SOME})月({_SOME})[日号]?")
_HALF_CHINESE: Final = re.compile(rf"(?:{_ONE}{{2}}年)?{_SOME}月{_SOME}[日号]?|{_ONE}{{2,4}}年{_SOME}月")
_TIME: Final = r"(?:[T\s]\s*\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?)?"
_WHOLE: Final = (
    re.compile(rf"(\d{{4}})\s*([-./])\s*(\d{{1,2}})\s*\2\s*(\d{{1,2}}){_TIME}", re.ASCII),
    re.compile(rf"(\d{{4}})\s*(年)\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?{_TIME}", re.ASCII),
    re.compile(rf"(\d{{4}})()(\d{{2}})(\d{{2}}){_TIME}", re.ASCII),
)
#: A day whose year, or whose order, the reader would have to guess.
_HALF: Final = (
    _HALF_CHINESE,
    re.compile(r"\d{1,4}\s*([-./])\s*\d{1,2}(?:\s*\1\s*\d{1,4})?", re.ASCII),
    re.compile(r"\d{1,2}月\d{1,2}[日号]?|\d{2,4}年\d{1,2}月(?:\d{1,2}[日号]?)?|\d{6}", re.ASCII),
)
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2099
_FIRST_SERIAL: Final = 61
_LAST_SERIAL: Final = (dt.date(2099, 12, 31) - dt.date(1899, 12, 30)).days
_EPOCH: Final = dt.date(1899, 12, 30).toordinal()
_EMPTY: Final = frozenset({"", "-", "--", "/"})


def day_reader(since_1904: bool) -> Reader:
    """Give what reads a day; in a workbook that counts days from 1904 a bare number is asked back."""

    def day(raw: Raw) -> dt.date | Wrong | None:
        if isinstance(raw, str):
            return _text(raw, since_1904)
        if isinstance(raw, dt.datetime):
            return _within(raw.date())
        if isinstance(raw, dt.date):
            return _within(raw)
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            return Wrong("not-a-day")
        return _number(raw, since_1904)

    return day


def _within(day: dt.date) -> dt.date | Wrong:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else Wrong("day-out-of-range", {"day": day.isoformat()})


def _number(number: float, since_1904: bool) -> dt.date | Wrong | None:
    digits = plain_digits(number)
    if len(digits) == 8:  # noqa: PLR2004  YYYYMMDD
        return _text(digits, since_1904)
    if number < _FIRST_SERIAL or number > _LAST_SERIAL or since_1904:
        return Wrong("day-number")
    return _within(dt.date.fromordinal(_EPOCH + int(number)))


def _text(text: str, since_1904: bool) -> dt.date | Wrong | None:
    bare = folded(text)
    if bare in _EMPTY:
        return None
    for form in _WHOLE:
        if found := form.fullmatch(bare):
            try:
                return _within(dt.date(int(found[1]), int(found[3]), int(found[4])))
            except ValueError:
                return Wrong("no-such-day")
    if bare.isascii() and bare.isdecimal() and len(bare) == 5:  # noqa: PLR2004  a serial number kept as text
        return _number(int(bare), since_1904)
    if found := _CHINESE.fullmatch(bare):
        return _chinese(found[1], found[2], found[3])
    return Wrong("day-unclear" if any(form.fullmatch(bare) for form in _HALF) else "not-a-day")


def _chinese(year: str, month: str, day: str) -> dt.date | Wrong:
    try:
        return _within(dt.date(int("".join(map(_DIGITS.__getitem__, year))), _count(month), _count(day)))
    except ValueError:
        return Wrong("no-such-day")


def _count(text: str) -> int:
    """Give a number below a hundred: 八, 十八, 二十八, 零捌, 零壹拾, 一〇. Raises ValueError."""
    tens, ten, ones = text.lstrip("零〇○").replace("拾", "十").rpartition("十")
    if not ten:
        tens, ones = ones[:-1], ones[-1:]
    return int(_digit(tens, "1" if ten else "0") + _digit(ones, "0"))


def _digit(sign: str, none: str) -> str:
    """Give a numeral's digit, or what none at all stands for. Raises ValueError."""
    if sign and sign not in _DIGITS:
        raise ValueError(sign)
    return _DIGITS.get(sign, none)
