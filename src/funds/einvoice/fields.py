"""Fields of an invoice, taken from its XML: texts, days and sums, each read strictly, and problems kept beside."""

import datetime as dt
import re
import unicodedata
from typing import Final

from funds.einvoice import limits
from funds.einvoice.invoice import Problem
from funds.einvoice.xml import Node
from funds.money import BadMoneyError, fen

__all__ = ["Fields", "placed", "tidy"]

_DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|年(\d{1,2})月|(\d{2}))(\d{1,2})日?(?:[ T].*)?", re.ASCII)
#: A sum as the files write it: zeros beyond the fen do not count, other digits there do.
_SUM: Final = re.compile(r"([+-]?)(\d{1,12})(?:\.(\d{0,2})(0*))?", re.ASCII)
#: What stands for a tax that is not levied.
_NO_TAX: Final = frozenset({"*", "**", "***", "免税", "不征税", "-", "—", "——"})
_ORNAMENT: Final = re.compile(r"[¥,\s]|\(小写\)|元$")


def tidy(text: str) -> str:
    """Give a text on one line, no longer than is taken over."""
    return " ".join(text.split())[: limits.TEXT_LONGEST]


class Fields:
    """The fields below an element; what could not be read, or was there twice, is in `problems`."""

    def __init__(self, root: Node) -> None:
        """Read below this element."""
        self.root = root
        self.problems: list[Problem] = []

    def text(self, *paths: str, of: Node | None = None) -> str:
        """Give the text at the first path that has one; two that differ at one path are a problem."""
        for path in paths:
            found = dict.fromkeys(tidy(node.text) for node in (of or self.root).all(path) if node.text)
            if len(found) > 1:
                self.problems.append(Problem("field-twice", {"field": path, "read": " | ".join(found)[:200]}))
            if found:
                return next(iter(found))
        return ""

    def money(self, *paths: str, of: Node | None = None, tax: bool = False) -> int | None:
        """Give a sum in fen; None where there is none, or none that can be read exactly.

        With `tax` a sign for no tax is 0.
        """
        read = self.text(*paths, of=of)
        if not read:
            return None
        bare = _ORNAMENT.sub("", unicodedata.normalize("NFKC", read).replace("\u2212", "-"))
        if tax and bare in _NO_TAX:
            return 0
        found = _SUM.fullmatch(bare)
        try:
            if found:
                return fen(f"{found[1].removeprefix('+')}{found[2]}.{found[3] or '0'}")
        except BadMoneyError:  # a sum beyond all sums
            pass
        self.problems.append(Problem("bad-amount", {"field": paths[0], "read": read[:60]}))
        return None

    def day(self, *paths: str) -> dt.date | None:
        """Give a day, its time dropped; None where there is none, or no day that can be read."""
        read = self.text(*paths)
        if not read:
            return None
        found = _DAY.fullmatch(unicodedata.normalize("NFKC", read))
        try:
            if found:
                month = next(part for part in found.groups()[1:5] if part)
                return dt.date(int(found[1]), int(month), int(found[6]))
        except ValueError:
            pass
        self.problems.append(Problem("bad-day", {"field": paths[0], "read": read[:60]}))
        return None


def placed(fields: Fields, rows: list[Node], name: str) -> list[Node]:
    """Give the items of an invoice: those in their place, then any other element that says what was sold by `name`.

    An item below another, or beside them all, is no item of the layout; it is told, and read like the others.
    """
    known = {id(node) for node in rows}
    astray = [node for node in fields.root.walk() if id(node) not in known and node.first(name)]
    fields.problems += [Problem("item-astray", {"item": tidy(node.first(name))[:60]}) for node in astray]
    return [*rows, *astray]
