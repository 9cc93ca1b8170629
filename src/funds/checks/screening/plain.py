"""Plain writing: what people type, made comparable before words are looked for.

Full-width letters become half-width (NFKC), capitals small, variant and traditional characters
simplified by the lexicon's own table, and a space or dash put inside a word ("餐 费") is closed.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

__all__ = ["digits", "plain"]

_HAN: Final = r"[\u3400-\u9fff]"
_GAP: Final = r"[\s\-_.,、·・•~…/\\|+'\"]+"
#: A gap beside a character that stands alone: the writer has pulled a word apart.
_SPLIT: Final = re.compile(rf"(?<=(?<!{_HAN}){_HAN}){_GAP}(?={_HAN})|(?<={_HAN}){_GAP}(?={_HAN}(?!{_HAN}))")
#: What a gap is made of: looked for first, since most texts hold none.
_GAPS: Final = re.compile(_GAP)
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
#: Letters that are typed for a digit, or read for one by a scanner: Latin, Cyrillic and Greek.
_LETTERS: Final = str.maketrans("OoОоΟοlIІі|", "00000011111")


def digits(code: str) -> str:
    """Give the digits of a tax code however it is written: full width, of another script, with spaces or dashes."""
    if code.isascii() and code.isdecimal():
        return code.lstrip("0")
    simple = unicodedata.normalize("NFKC", code).translate(_LETTERS)
    return "".join(str(unicodedata.digit(sign, "")) for sign in simple).lstrip("0")


def plain(text: str, variants: Mapping[int, str]) -> str:
    """Give a text in plain writing; `variants` maps code points to what stands for them."""
    if text.isascii():
        return text.lower()
    simple = unicodedata.normalize("NFKC", text).lower().translate(variants)
    if not simple.isprintable():
        simple = _UNSEEN.sub("", simple)
    return _SPLIT.sub("", simple) if _GAPS.search(simple) else simple
