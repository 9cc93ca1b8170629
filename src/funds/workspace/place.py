"""Where things are: the workspace that a command works in, and how it opens what it needs.

Nothing is read before it is asked for, so that a command pays only for what it uses.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from funds.entry.record import Evidence
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.problem import LawError
from funds.text import _
from funds.workspace.evidence import EvidenceError, keep, locate
from funds.workspace.settings import Settings, read_settings

__all__ = ["FILE", "GENERAL", "NoWorkspaceError", "Workspace", "find", "sitting"]

#: The file that makes a folder a workspace.
FILE: Final = "funds.toml"
#: The union-wide rules, which bind every programme and are none themselves.
GENERAL: Final = "union-general"

_SQLITE: Final = "sqlite:///"
#: The word without which a law says nothing of data of persons.
_PERSONAL: Final = "personal"


class NoWorkspaceError(ValueError):
    """There is no workspace, or it lacks something; the text says what and what to do."""


#: What is to be closed after the sitting.
_AFTER: Final[ContextVar[ExitStack | None]] = ContextVar("after", default=None)


@contextmanager
def sitting() -> Iterator[None]:
    """Close at the end every record that was opened meanwhile; one sitting may stand within another."""
    with ExitStack() as after:
        token = _AFTER.set(after)
        try:
            yield
        finally:
            _AFTER.reset(token)


def find(folder: Path | None = None) -> "Workspace":
    """Find the workspace: the folder given, or FUNDS_WORKSPACE, or the current folder or one above it.

    Raises NoWorkspaceError.
    """
    named = folder or os.environ.get("FUNDS_WORKSPACE")
    if named:
        root = Path(named).absolute()
        if not (root / FILE).is_file():
            what = _("{folder} is no workspace: it has no funds.toml. Make one there with: funds init {folder}")
            raise NoWorkspaceError(what.format(folder=named))
        return Workspace(root)
    here = Path.cwd()
    for root in (here, *here.parents):
        if (root / FILE).is_file():
            return Workspace(root)
    what = _(
        "There is no funds.toml in {folder} or above it. Make a workspace with: funds init FOLDER, then go into it."
    )
    raise NoWorkspaceError(what.format(folder=here))


def _closed_after(engine: Any) -> Any:
    after = _AFTER.get()
    if after is not None:
        after.callback(engine.dispose)
    return engine


class Workspace:
    """A folder with funds.toml, ledger/, reports/, evidence/ and, by default, the record itself."""

    def __init__(self, root: Path) -> None:
        """Name the folder; nothing is read yet."""
        self.root = root
        self._lawbooks: dict[str, Lawbook] = {}

    def __repr__(self) -> str:
        """Name the folder."""
        return f"Workspace({str(self.root)!r})"

    @cached_property
    def settings(self) -> Settings:
        """What funds.toml says. Raises SettingsError."""
        path = self.root / FILE
        return read_settings(self._text(path), path)

    @property
    def policy(self) -> Policy:
        """The unit's own limits, and what fills the values that a document leaves open."""
        return self.settings.policy

    @property
    def url(self) -> str:
        """The address of the record: FUNDS_DATABASE, or what funds.toml says; a relative file is the workspace's."""
        said = os.environ.get("FUNDS_DATABASE") or self.settings.database
        if not said.startswith(_SQLITE):
            return said
        path = str(self.root / said.removeprefix(_SQLITE))
        if "?" in path:
            what = _("The folder {folder} has a question mark in its name, which no address of a record can hold.")
            raise NoWorkspaceError(what.format(folder=self.root))
        return _SQLITE + path

    @property
    def main(self) -> Path:
        """The book over all funds: what bean-check and Fava open."""
        return self.root / "ledger" / "main.beancount"

    @property
    def books(self) -> Path:
        """The folder of the fair copies."""
        return self.root / "ledger" / "books"

    @property
    def store(self) -> Path:
        """The folder of the evidence files."""
        return self.root / "evidence"

    @property
    def queries(self) -> Path:
        """The folder of the auditor's saved questions."""
        return self.root / "reports" / "queries"

    def programmes(self) -> dict[str, Path]:
        """Give each programme's file by its code (the file's name); the union-wide rules are not among them."""
        found = sorted((self.root / "ledger" / "programmes").glob("*.toml"))
        return {path.stem: path for path in found if path.stem != GENERAL}

    @cached_property
    def personal_kinds(self) -> frozenset[str]:
        """The kinds of paper that hold data of persons by any programme's law; a file that is broken is passed over."""
        found: set[str] = set()
        general = False  # the union-wide rules are bound into each, so one is read for theirs: one that is read already
        for code, path in sorted(self.programmes().items(), key=lambda one: one[0] not in self._lawbooks):
            with suppress(LawError, NoWorkspaceError):  # told where that programme is asked for
                if not general or _PERSONAL in self._text(path):
                    found |= self.lawbook(code).personal
                    general = True
        return frozenset(found)

    @property
    def general(self) -> Path:
        """The file of the union-wide rules."""
        return self.root / "ledger" / "programmes" / f"{GENERAL}.toml"

    def lawbook(self, code: str) -> Lawbook:
        """Give a programme's law with the union-wide rules. Raises NoWorkspaceError, LawError."""
        known = self._lawbooks.get(code)
        if known is None:
            known = self._lawbooks[code] = self._read_law(code)
        return known

    def _read_law(self, code: str) -> Lawbook:
        from funds.law.read import bind  # noqa: PLC0415  start-up: reading TOML costs, lists need none

        programmes = self.programmes()
        if code not in programmes:
            what = _("There is no programme {code}. Installed: {known}. A new one is a file in {folder}.")
            known = ", ".join(programmes) or "-"
            raise NoWorkspaceError(what.format(code=code, known=known, folder=self.general.parent))
        book = bind(
            self._text(programmes[code]),
            self._text(self.general),
            self.policy,
            (str(programmes[code]), str(self.general)),
        )
        if book.programme.code != code:
            what = _("{path} holds the programme {code}; name the file {code}.toml.")
            raise NoWorkspaceError(what.format(path=programmes[code], code=book.programme.code))
        return book

    def lexicon(self) -> Any:
        """Give the lexicon that screening reads memo, payee and items by (a screening `Lexicon`)."""
        return self._lexicon

    @cached_property
    def _lexicon(self) -> Any:
        from funds.checks.screening import Lexicon  # noqa: PLC0415  start-up: it builds an automaton

        return Lexicon.read(self.root / "ledger" / "lexicon")

    def desk(self) -> Any:
        """Give what posting judges by: the law of any programme, and the lexicon (a record `Desk`)."""
        from funds.record.journal import Desk  # noqa: PLC0415  start-up: SQLAlchemy

        return Desk(self.lawbook, self.lexicon())

    def open(self) -> Any:
        """Open the record (an SQLAlchemy engine); `sitting` closes it. Raises RecordError."""
        from funds.record.open import open_record  # noqa: PLC0415  start-up: SQLAlchemy

        return _closed_after(open_record(self.url))

    def open_unguarded(self) -> Any:
        """Open the record as it is, for looking only: whatever is wrong with it. Raises RecordError."""
        from funds.record.open import engine_for  # noqa: PLC0415  start-up: SQLAlchemy

        return _closed_after(engine_for(self.url))

    def keep(self, path: Path, kind: str) -> Evidence:
        """Keep a copy of an evidence file; one with data of persons for its owner's eyes. Raises EvidenceError."""
        return keep(self.store, path, kind, private=kind in self.personal_kinds)

    def evidence(self, digest: str) -> Path:
        """Give the kept file of a SHA-256. Raises EvidenceError where it is not there."""
        found = locate(self.store, digest)
        if found is None:
            what = _("The evidence file {digest} is not in {folder}; restore it from a backup.")
            raise EvidenceError(what.format(digest=digest[:12], folder=self.store))
        return found

    @staticmethod
    def _text(path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = _(str(error.strerror)) if isinstance(error, OSError) else _("it is not UTF-8")
            raise NoWorkspaceError(_("{path} cannot be read: {why}.").format(path=path, why=why)) from None
