r"""Text in the book: any text becomes one quoted line that stock tools show, and reads back unchanged.

A quote, a backslash, a new line and a tab are escaped as Beancount itself reads them. Other
characters that do not show (control characters, U+2028, byte order marks, direction marks) are
written visibly as ``\u{2028}``, so that they can neither break a line nor turn one around.
"""

import re
from functools import lru_cache
from typing import Final

from funds.text import _

__all__ = ["UnwritableError", "again", "plain", "quoted"]

_HIDDEN: Final = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_IS_HIDDEN: Final = re.compile(f"[{_HIDDEN}]")
_TO_SHOW: Final = re.compile(rf"(?<!\\)(\\*)([{_HIDDEN}])|(?<!\\)(\\+)(?=u\{{[0-9a-f]{{1,6}}\}})")
_SHOWN: Final = re.compile(r"(?<!\\)(\\+)u\{([0-9a-f]{1,6})\}")
_HALF: Final = re.compile("[\ud800-\udfff]")
_HIGHEST: Final = 0x10FFFF


class UnwritableError(ValueError):
    """A text that no UTF-8 file can hold: it has half of a surrogate pair. Keeps the text."""

    def __init__(self, text: str) -> None:
        """Keep the text that cannot be written."""
        super().__init__(_("This text cannot be written as UTF-8: {text!r}.").format(text=text[:80]))
        self.text = text


def quoted(text: str) -> str:
    """Write a text as a Beancount string on one line. Raises UnwritableError."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    if _HALF.search(text):
        raise UnwritableError(text)
    shown = _TO_SHOW.sub(_show, text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + shown.replace("\n", "\\n").replace("\t", "\\t") + '"'


@lru_cache(maxsize=16384)
def again(text: str) -> str:
    """Write a text that stands in many records (a name, a hash of the law) as `quoted` does, remembering it."""
    return quoted(text)


def plain(text: str) -> str:
    """Undo `quoted`, for a text as Beancount has read it. Raises TypeError if it is no text."""
    return _SHOWN.sub(_hide, text) if "\\u{" in text else text


def _show(found: re.Match[str]) -> str:
    before, hidden, backslashes = found.groups()
    if hidden is None:
        return str(backslashes) * 2
    return f"{before * 2}\\u{{{ord(hidden):x}}}"


def _hide(found: re.Match[str]) -> str:
    """Give back what was written; backslashes before it were doubled."""
    half, odd = divmod(len(found[1]), 2)
    if not odd:
        return "\\" * half + found[0][len(found[1]) :]
    code = int(found[2], 16)
    hidden = chr(code) if code <= _HIGHEST else ""
    return "\\" * half + hidden if _IS_HIDDEN.fullmatch(hidden) else found[0]
