"""Plain writing: what people type, made comparable before words are looked for.

Full-width letters become half-width (NFKC), capitals small, variant and traditional characters
simplified by the lexicon's own table, and a space or dash put inside a word ("餐 费") is closed.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

__all__ = ["digits", "plain", "with_wide"]

_HAN: Final = r"[\u3400-\u9fff]"
_GAP: Final = r"[\s\-_.,、·・•~…/\\|+'\"]+"
#: A gap beside a character that stands alone: the writer has pulled a word apart.
_SPLIT: Final = re.compile(rf"(?<=(?<!{_HAN}){_HAN}){_GAP}(?={_HAN})|(?<={_HAN}){_GAP}(?={_HAN}(?!{_HAN}))")
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
#: Letters that are typed for a digit, or read for one by a scanner: Latin, Cyrillic and Greek.
_LETTERS: Final = str.maketrans("OoОоΟοlIІі|", "00000011111")


def digits(code: str) -> str:
    """Give the digits of a tax code however it is written: full width, of another script, with spaces or dashes."""
    if code.isascii() and code.isdecimal():
        return code.lstrip("0")
    simple = unicodedata.normalize("NFKC", code).translate(_LETTERS)
    return "".join(str(unicodedata.digit(sign, "")) for sign in simple).lstrip("0")


#: What nearly all memos are written with: of it only the wide signs change, and NFKC need not be asked.
_USUAL: Final = re.compile(r"[ -~\u4e00-\u9fff，。、（）：；！？《》“”]*")
#: The wide signs and what NFKC makes of them; a table of variants holds them too (`with_wide`).
_WIDE: Final = {ord(sign): unicodedata.normalize("NFKC", sign) for sign in "，（）：；！？"}


def with_wide(variants: Mapping[int, str]) -> dict[int, str]:
    """Give a table of variants with the wide signs of punctuation, so that one pass reads both."""
    return _WIDE | dict(variants)


def plain(text: str, variants: Mapping[int, str]) -> str:
    """Give a text in plain writing; `variants` maps code points to what stands for them, and is made by `with_wide`."""
    if text.isascii():
        return text.lower()
    if not _USUAL.fullmatch(text):
        text = unicodedata.normalize("NFKC", text)
    simple = text.lower().translate(variants)
    if not simple.isprintable():
        simple = _UNSEEN.sub("", simple)
    return _SPLIT.sub("", simple)
