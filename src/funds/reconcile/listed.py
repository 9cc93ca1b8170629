"""Lists of numbers in one cell or in a line's text (记-14、15、16; 记-14至记-16; two invoices), each read as a key."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from funds.reconcile.keys import Key, bare, invoice, voucher

__all__ = ["invoices", "told_in", "vouchers"]

_YEAR: Final = re.compile(r"(?:19|20)\d\d[-年/.](?:\d{1,2}月)?-?")
_ONE: Final = re.compile(r"((?![至到和及与])[^\W\d_]*)[-_#.:]*(\d{1,5})(?!\d)(号|#)?")
_JOIN: Final = re.compile(r"([至到~—–]|-+)|[、,/;&+和及与|]")
#: 记-14等, 记-14等3张: the first of a list that is not written out.
_OTHERS: Final = re.compile(r"等(?:[\d一二两三四五六七八九十]{1,3}[张笔份个号])?$")
#: A longer list of running numbers is a month's, not a payment's.
_RANGE: Final = 12
_MOST: Final = 40
_MONTHS: Final = 12

_HEAD: Final = r"(?:银付|银收|现付|现收|记|付|收|转)"
_NUMBER: Final = r"\d{1,5}(?!\d)"
#: 记-14、3台电脑 names one voucher, 记-14、15货款 two.
_COUNTS: Final = r"[A-Za-z\d.%台个套本人次项笔张份件月日年元角万千百天期名位批只支把条米吨]"
#: 记15 is a voucher wherever it stands; 付3 or 收2 may be three and two of anything, 凭证3份 is three papers.
_FIRST: Final = (
    rf"(?:记(?:账凭证|账|凭证)?字?第?-?{_NUMBER}|(?:(?:付款|收款|转账)凭证|{_HEAD})(?:字第?-?|第|-){_NUMBER}"
    rf"|(?:付款|收款|转账)?凭证[编号]*[:第-]?{_NUMBER}(?!{_COUNTS}))[号#]?"
)
_JOINED: Final = r" ?(?:[至到~—–、,/;&+和及与]|-) ?"
#: Behind a blank alone a number is the list's only where no word goes on behind it: 记-14 15, not 记-14 2月活动款.
_NEXT: Final = (
    rf"{_JOINED}{_HEAD}字?第?-?{_NUMBER}号?|{_JOINED}-?第?{_NUMBER}(?:号|(?!{_COUNTS}))| {_NUMBER}(?:号|(?!\w))"
    rf"| ?记字?第?-?{_NUMBER}号?"
)
_IN_TEXT: Final = re.compile(rf"{_FIRST}(?:{_NEXT})*")
_LONG_DIGITS: Final = re.compile(r"(?<!\d)(?:\d{8}|\d{20})(?!\d)")
#: A number of eight digits in a voucher's cell is an invoice's where that is said.
_INVOICE: Final = re.compile(r"(?:发票|票据|票)(?:号码|号)?[:：]?(\d{8}|\d{20})")

_BETWEEN: Final = re.compile(r"[、,/;&+|\s和及与]+")
_CODES: Final = (10, 12)
_SHORT, _ELECTRONIC = 8, 20


def _plain(text: str) -> str:
    """Leave no blanks but behind a digit, where they may part two numbers."""
    plain = re.sub(r"\s*[\r\n]+\s*", "、", unicodedata.normalize("NFKC", text).strip())
    return re.sub(r"\s+(?=[-#号字])", "", re.sub(r"(?<!\d)\s+", "", re.sub(r"\s+", " ", plain))).upper()


@lru_cache(maxsize=65536)
def vouchers(text: str) -> tuple[Key, ...]:
    """Give the keys of the voucher numbers in a cell; a text that is no list is one key, an empty one none."""
    told = _INVOICE.fullmatch(re.sub(r"\s", "", text))
    if told and (key := invoice("", told[1])):
        return (key,)
    text = _OTHERS.sub("", re.sub(r"\s*[\r\n]+\s*", "、", text.strip()))
    alone = voucher(text)
    if alone is None or (alone.number.isdecimal() and alone.before.isalpha()):
        return (alone,) if alone else ()
    numbers = _numbers(bare(_YEAR.sub("", text, count=1)))
    return numbers or (alone,)


def _numbers(plain: str) -> tuple[Key, ...]:
    """Read a list from end to end; nothing where any of it is no number of the list.

    A number that it holds twice is given twice: one of the two is a misprint.
    """
    found: list[Key] = []
    at, word, run = 0, "", ""
    while at < len(plain):
        joined = _JOIN.match(plain, at) if found else None
        run, at = (joined[1] or "", joined.end()) if joined else ("", at)
        one = _ONE.match(plain, at)
        if not one or (found and not joined and not one[1]) or len(found) > _MOST:
            return ()
        word, number, at = one[1] or word, int(one[2]), one.end()
        first = int(found[-1].number) + 1 if run else number
        if run == "-" and first <= _MONTHS + 1 and not one[1] and not one[3]:  # 5-15 is number 15 of May, 5-15号 a list
            found.pop()
            first = number
        if run and not 0 <= number - first < _RANGE:
            return ()
        found += [Key("voucher", word, str(each)) for each in range(first, number + 1)]
    return tuple(found)


@lru_cache(maxsize=65536)
def invoices(code: str, number: str) -> tuple[Key, ...]:
    """Give the keys of the invoice numbers in a cell; their code may stand in its own cell or before the number."""
    parts = [part for part in _BETWEEN.split(unicodedata.normalize("NFKC", number).strip()) if part]
    if len(parts) == 1 and parts[0].isdecimal() and len(parts[0]) in {2 * _ELECTRONIC, 2 * _SHORT}:
        half = len(parts[0]) // 2
        parts = [parts[0][:half], parts[0][half:]]
    if len(parts) < 2 or any(len(part) < _SHORT for part in parts):  # noqa: PLR2004  no list
        return (key,) if (key := invoice(code, number)) else ()
    found, before = [], code
    for part in parts:
        if len(part) in _CODES:
            before = part
        else:
            found.append(invoice(before if len(part) == _SHORT else "", part))
    return tuple(dict.fromkeys(key for key in found if key))


@lru_cache(maxsize=65536)
def told_in(text: str) -> tuple[Key, ...]:
    """Give the invoice and voucher numbers that a bank line's text mentions."""
    plain = _plain(text)
    told = [key for digits in _LONG_DIGITS.findall(plain) if (key := invoice("", digits))]
    return (*told, *(key for found in _IN_TEXT.finditer(plain) for key in vouchers(found[0])))
