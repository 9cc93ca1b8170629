"""The kept texts beside the book: the law and the lexicon that judged, each by its hash, verified before use."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from funds.book.faults import Fault
from funds.book.read import Copy
from funds.checks.screening import Lexicon
from funds.law.force import Lawbook
from funds.law.read import from_kept
from funds.seal import digest

__all__ = ["Texts"]


@lru_cache(maxsize=64)
def _law(text: str) -> Lawbook:
    return from_kept(text)


@lru_cache(maxsize=16)
def _lexicon(text: str) -> Lexicon:
    return Lexicon.from_kept(text)


class Texts:
    """The texts in one folder; each is read once, and used only if it still has its hash."""

    def __init__(self, folder: Path) -> None:
        """Look in a folder of files named ``<sha256>.json``."""
        self.folder = folder
        self._laws: dict[str, Lawbook | None] = {}
        self._lexica: dict[str, Lexicon | None] = {}
        self._wrong: dict[str, str] = {}

    def law(self, name: str) -> Lawbook | None:
        """Give the law of a hash, or None if its text is missing or changed."""
        if name not in self._laws:
            text = self._read(name)
            self._laws[name] = None if text is None else _law(text)
        return self._laws[name]

    def lexicon(self, name: str) -> Lexicon | None:
        """Give the lexicon of a hash, or None if its text is missing or changed."""
        if name not in self._lexica:
            text = self._read(name)
            self._lexica[name] = None if text is None else _lexicon(text)
        return self._lexica[name]

    def faults(self, copy: Copy) -> Iterator[Fault]:
        """Yield a fault for each text of a record that cannot be used; each text is told once."""
        record = copy.record
        if record.law:
            self.law(record.law)
        if record.lexicon:
            self.lexicon(record.lexicon)
        for name in {record.law, record.lexicon} & self._wrong.keys():
            code = self._wrong[name]
            if code:
                self._wrong[name] = ""
                yield Fault(code, copy.entry.meta, {"fund": record.fund, "number": record.number, "text": name})

    def _read(self, name: str) -> str | None:
        path = self.folder / f"{Path(name).name}.json"
        try:
            content = path.read_bytes()
        except OSError:
            self._wrong[name] = "text-missing"
            return None
        if digest(content) != name:
            self._wrong[name] = "text-changed"
            return None
        return content.decode("utf-8")
