"""Which lines of a statement are no fund's by their words: interest and bank fees; the words are data of the workspace."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Final

from funds.statements.bank import BankLine
from funds.text import _
from funds.workspace import NoWorkspaceError, Workspace
from funds.workspace.laid import source

__all__ = ["looks"]

_CLASSES: Final = ("interest", "fee")


def looks(workspace: Workspace) -> Callable[[BankLine], str]:
    """Give what tells a line's class by its text: interest comes in, a fee goes out. Raises NoWorkspaceError."""
    own = workspace.root / "ledger" / "banks" / "apart.csv"
    words = _read(own if own.is_file() else source() / "ledger" / "banks" / "apart.csv")

    def look(line: BankLine) -> str:
        name = "interest" if line.fen > 0 else "fee"
        return name if any(word in line.text for word in words[name]) else ""

    return look


def _read(path: Path) -> dict[str, list[str]]:
    words: dict[str, list[str]] = {name: [] for name in _CLASSES}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name, word = (row.get("class") or "").strip(), (row.get("word") or "").strip()
            if name not in words or not word:
                what = _("{path}, line with {read!r}: each line is a class (interest, fee) and a word.")
                raise NoWorkspaceError(what.format(path=path, read=f"{name},{word}"))
            words[name].append(word)
    return words
