"""The words of the program in the reader's language: Simplified Chinese or English, by the locale.

Sentences in the code are English msgids with named places. `N_` marks a msgid that is filled
later; `_` gives it in the reader's language. Content (programme names, account names, clauses) is
Chinese and is not translated.
"""

import gettext
import os
from functools import lru_cache
from pathlib import Path
from typing import Final

__all__ = ["N_", "_", "language", "translated"]

_LOCALES: Final = Path(__file__).with_name("locales")


def language() -> str:
    """Tell the reader's language, ``zh_CN`` or ``en``, from LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        said = os.environ.get(name)
        if said:
            return "zh_CN" if said.split(":")[0].lower().startswith("zh") else "en"
    return "en"


@lru_cache(maxsize=2)
def _catalogue(code: str) -> gettext.NullTranslations:
    return gettext.translation("funds", _LOCALES, [code], fallback=True)


def _(msgid: str) -> str:
    """Give a sentence in the reader's language."""
    return _catalogue(language()).gettext(msgid)


def translated(msgid: str, code: str) -> str:
    """Give a sentence in a language, ``zh_CN`` or ``en``, whoever reads: for pages that hold both."""
    return _catalogue(code).gettext(msgid)


def N_(msgid: str) -> str:  # noqa: N802  gettext's own name for a marker
    """Mark a sentence for the catalogue; it is translated where it is shown."""
    return msgid
