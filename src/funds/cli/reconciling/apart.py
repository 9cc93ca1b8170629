"""Which lines of a statement are no fund's by their words: interest and bank fees; the words are data of the workspace.

Anybody may write 手续费 into the text of a payment. So a line is told apart only where the other side is nobody or the
bank itself, where the word begins the text, and where the amount is one that a bank pays or takes.
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from funds.money import fen
from funds.statements.bank import BankLine
from funds.text import _
from funds.workspace import NoWorkspaceError, Workspace
from funds.workspace.laid import source

__all__ = ["looks", "most"]

_CLASSES: Final = ("interest", "fee")
#: What may stand behind the word that makes a name a bank's: 股份有限公司, and a branch.
_BRANCH: Final = (
    r"(?:股份)?(?:有限)?(?:责任)?(?:公司)?"
    r"(?:.{0,30}(?:分行|支行|营业部|营业室|营业厅|营业所|分理处|储蓄所|分社|信用社|清算中心|运营中心|总行))?"
)
_ACCOUNT: Final = r"\d*(?:专?户|账户|帐户)?\d*"


class _Words(NamedTuple):
    """The words: of each class with the most, in fen, that a line may move; and how the bank's own names look."""

    most: Mapping[str, Mapping[str, int]]
    names: re.Pattern[str]


def looks(workspace: Workspace) -> Callable[[BankLine], str]:
    """Give what tells a line's class: interest comes in, a fee goes out. Raises NoWorkspaceError."""
    words = _words(workspace)

    def look(line: BankLine) -> str:
        name = "interest" if line.fen > 0 else "fee"
        other = _bare(line.counterparty)
        if other and not words.names.fullmatch(other):
            return ""
        return name if abs(line.fen) <= _most(line.text, words.most[name]) else ""

    return look


def most(workspace: Workspace, name: str) -> int:
    """Give the most, in fen, that a line of interest or of a fee may move. Raises NoWorkspaceError."""
    return max(_words(workspace).most[name].values(), default=0)


def _words(workspace: Workspace) -> _Words:
    own = workspace.root / "ledger" / "banks" / "apart.csv"
    return _read(own if own.is_file() else source() / "ledger" / "banks" / "apart.csv")


def _most(text: str, words: Mapping[str, int]) -> int:
    """Give the most that a text allows: its first part begins with a word, or another is one; -1 where none does."""
    first, *others = text.split("；")
    bare, rest = _bare(first), set(map(_bare, others))
    return max((most for word, most in words.items() if bare.startswith(word) or word in rest), default=-1)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _read(path: Path) -> _Words:
    most: dict[str, dict[str, int]] = {name: {} for name in _CLASSES}
    names: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name, word, limit = ((row.get(key) or "").strip() for key in ("class", "word", "most"))
            if word and name == "bank":
                names.append(rf".*{re.escape(word)}{_BRANCH}")
            elif word and name == "inside":
                names.append(rf".{{0,30}}{re.escape(word)}{_ACCOUNT}")
            elif word and name in most:
                most[name][word] = _limit(path, row, limit)
            else:
                raise _wrong(path, row)
    return _Words(most, re.compile("|".join(names) or r"(?!)"))


def _limit(path: Path, row: Mapping[str, str | None], limit: str) -> int:
    try:
        return fen(limit)
    except ValueError:
        raise _wrong(path, row) from None


def _wrong(path: Path, row: Mapping[str, str | None]) -> NoWorkspaceError:
    what = _(
        "{path}, line with {read!r}: each line is a class, a word, and for interest and fee the most in yuan; "
        "the other classes are bank and inside."
    )
    read = ",".join((row.get(key) or "").strip() for key in ("class", "word", "most"))
    return NoWorkspaceError(what.format(path=path, read=read))
