"""What people type, read forgivingly in form and strictly in meaning: days, yuan, texts, invoices, papers."""

import datetime as dt
import re
import unicodedata
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

import click

from funds.entry.names import misnumbered, written
from funds.money import BadMoneyError, fen
from funds.text import _

__all__ = [
    "ASSET",
    "COUNT",
    "DAY",
    "FILLED",
    "FUND",
    "INVOICE",
    "KIND",
    "PAID_BY",
    "PAPER",
    "THEN",
    "WORDS",
    "YUAN",
    "InvoiceTyped",
    "PaperTyped",
]

_DAYS: Final = (
    re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})()(\d{2})(\d{2})", re.ASCII),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})日?", re.ASCII),
)
_FIRST_YEAR: Final = 1990
_LAST_YEAR: Final = 2099
_FUND: Final = re.compile(r"[A-Z]{1,8}\d{4}-\d{3,9}", re.ASCII)
_INVOICE: Final = re.compile(r"(?:((?:[0-9A-Z]+-)*[0-9A-Z]+)-)?([0-9A-Z]{1,30})", re.ASCII)
#: The longest invoice number with its code and the dashes in it.
_LONGEST_INVOICE: Final = 60
#: Dashes that are typed for the plain one.
_DASHES: Final = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_KIND: Final = re.compile(r"[a-z][a-z0-9-]{0,39}|[^\W\d_a-zA-Z]{1,40}")
#: The longest text of one field, in characters.
_LONGEST: Final = 4000
#: Signs that are not seen but turn what is seen around: no memo may hold them.
_UNSEEN: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff")
#: Papers as people call them, and the kinds that programmes ask for.
_PAPERS: Final = {
    "发票": "invoice", "合同": "contract", "报价": "quotation", "报价单": "quotation", "验收": "acceptance",
    "验收单": "acceptance", "清单": "list", "审批单": "approval", "照片": "photos", "签到表": "sign-in", "通知": "notice",
    "方案": "plan", "样张": "sample", "讲课费领取表": "lecture-fee-list", "教材清单": "textbook-list",
    "固定资产卡片": "asset-card", "采购记录": "procurement-record", "银行回单": "bank-receipt", "收据": "receipt",
    "命名文件": "naming-document", "拨款通知": "payment-notice", "付款回单": "payment-receipt",
}  # fmt: skip


class InvoiceTyped(NamedTuple):
    """An invoice as typed: code and number; face and share in fen where given."""

    code: str
    number: str
    face: int | None
    share: int | None


class PaperTyped(NamedTuple):
    """A paper as typed: its kind, and the file."""

    kind: str
    path: Path


def _folded(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip()


class _Typed(click.ParamType[Any]):
    """Something typed; what cannot be read is wrong usage, told in a sentence."""

    def wrong(self, text: str, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
        """Refuse, in the reader's language."""
        self.fail(text, param, ctx)


class _Day(_Typed):
    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        text = _folded(value).replace(" ", "")
        for form in _DAYS:
            if found := form.fullmatch(text):
                try:
                    day = dt.date(int(found[1]), int(found[3]), int(found[4]))
                except ValueError:
                    self.wrong(_("there is no day {read!r}.").format(read=value), param, ctx)
                if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
                    self.wrong(_("the year of {read!r} cannot be meant.").format(read=value), param, ctx)
                return day
        what = _("{read!r} is not a day; write it as 2022-10-08 or 2022年10月8日.").format(read=value)
        self.wrong(what, param, ctx)
        return None


class _Yuan(_Typed):
    name = "YUAN"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            amount = fen(value)
        except BadMoneyError:
            what = _("{read!r} is not an amount in yuan; write it as 1234.50.").format(read=value)
            self.wrong(what, param, ctx)
        if amount <= 0:
            what = _("{read!r}: amounts are typed above zero. To undo an entry use reverse, refund or disallow.")
            self.wrong(what.format(read=value), param, ctx)
        return amount


class _Count(_Typed):
    name = "NUMBER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        text = _folded(value)
        if not (text.isascii() and text.isdecimal() and len(text) <= 9):  # noqa: PLR2004  more is a slip of the keys
            self.wrong(_("{read!r} is not a whole number.").format(read=value), param, ctx)
        return int(text)


class _Words(_Typed):
    name = "TEXT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).strip()
        for sign in text:
            if sign in _UNSEEN or unicodedata.category(sign) in {"Cc", "Cs"}:
                what = _("it holds a control character (U+{code:04X}); type the text anew.").format(code=ord(sign))
                self.wrong(what, param, ctx)
        if len(text) > _LONGEST:
            what = _("it has {length} characters; the most is {longest}.").format(length=len(text), longest=_LONGEST)
            self.wrong(what, param, ctx)
        return text


class _Filled(_Words):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = super().convert(value, param, ctx)
        if not text:
            self.wrong(_("it is empty; type what it is."), param, ctx)
        return text


class _OneOf(click.Choice[str]):
    """One of a few words; each may also be typed as it is called in Chinese."""

    def __init__(self, words: dict[str, tuple[str, ...]]) -> None:
        super().__init__(list(words))
        self._meant = {called: word for word, names in words.items() for called in names}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return super().convert(self._meant.get(_folded(str(value)), value), param, ctx)


class _Fund(_Typed):
    name = "FUND"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = _folded(value).upper()
        if not _FUND.fullmatch(text):
            what = _("{read!r} is not a fund's code; one reads JY2022-003. funds list shows them.").format(read=value)
            self.wrong(what, param, ctx)
        return text


class _Invoice(_Typed):
    name = "[CODE-]NUMBER[=FACE[@SHARE]]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> InvoiceTyped:
        if isinstance(value, InvoiceTyped):
            return value
        named, _equals, sums = _folded(value).partition("=")
        bare = "".join(named.split()).translate(_DASHES).upper()
        found = _INVOICE.fullmatch(bare) if len(bare) <= _LONGEST_INVOICE else None
        if not found:
            what = _("{read!r} is not an invoice; write [CODE-]NUMBER, with its face amount NUMBER=1234.50.")
            self.wrong(what.format(read=value), param, ctx)
        face, _at, share = sums.partition("@")
        face_fen = YUAN.convert(face, param, ctx) if _equals else None
        share_fen = YUAN.convert(share, param, ctx) if _at else None
        if face_fen is not None and share_fen is not None and share_fen > face_fen:
            self.wrong(_("{read!r}: the share is above the face amount.").format(read=value), param, ctx)
        return InvoiceTyped(*_parted((found[1] or "").replace("-", ""), found[2]), face_fen, share_fen)


def _parted(code: str, number: str) -> tuple[str, str]:
    """Part code and number as they are printed; a dash in the number of another paper parts nothing.

    What is nearly an invoice's number is left as it was typed, for whoever refuses it.
    """
    if misnumbered(number, code):
        return code, number
    code, number = written(code, number)
    return (code, number) if code.isdecimal() else ("", code + number)


class _Paper(_Typed):
    name = "KIND=FILE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> PaperTyped:
        if isinstance(value, PaperTyped):
            return value
        kind, equals, path = str(value).partition("=")
        kind = _PAPERS.get(_folded(kind), _folded(kind))
        if not equals or not path or not _KIND.fullmatch(kind):
            what = _("{read!r} is not a paper; write its kind and the file, such as invoice=scan.pdf or 发票=scan.pdf.")
            self.wrong(what.format(read=value), param, ctx)
        return PaperTyped(kind, Path(path))


DAY: Final = _Day()
YUAN: Final = _Yuan()
COUNT: Final = _Count()
WORDS: Final = _Words()
FILLED: Final = _Filled()
KIND: Final = _OneOf({"model": ("劳模", "劳模创新工作室"), "staff": ("职工", "职工创新工作室")})
ASSET: Final = _OneOf(
    {
        "general": ("通用", "通用设备"),
        "special": ("专用", "专用设备"),
        "software": ("软件",),
        "none": ("无", "非固定资产"),
    }
)
PAID_BY: Final = _OneOf(
    {"transfer": ("转账", "银行转账"), "card": ("公务卡", "刷卡"), "cash": ("现金",), "reimbursement": ("报销",)}
)
THEN: Final = _OneOf({"disallow": ("违规挂账",), "reverse": ("红字冲销", "冲销")})
FUND: Final = _Fund()
INVOICE: Final = _Invoice()
PAPER: Final = _Paper()
