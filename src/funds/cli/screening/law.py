"""The law to screen by: of one programme, or of all that are installed; in a workspace or as laid down."""

import datetime as dt
import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import click

from funds.checks.screening import Lexicon
from funds.cli.clock import ZONE
from funds.cli.programmes import programme_code
from funds.law.force import Law, Lawbook
from funds.law.policy import Policy
from funds.law.read import bind
from funds.text import _
from funds.workspace import NoWorkspaceError, Workspace, find
from funds.workspace.laid import source
from funds.workspace.place import GENERAL

__all__ = ["ScreeningLaw"]


class ScreeningLaw:
    """What screening asks of a workspace, or of what comes with the program where there is none."""

    def __init__(self, programme: str = "") -> None:
        """Name the programme, or none for the strictest. Raises UsageError for one that is not installed."""
        self._workspace = _workspace()
        self._programme = programme = self._code(programme)
        if programme and programme not in self._files:
            what = _("There is no programme {code}. Installed: {known}.")
            raise click.UsageError(what.format(code=programme, known=", ".join(self._files) or "-"))

    def _code(self, typed: str) -> str:
        """Give the code of the programme meant; outside a workspace only its code will do."""
        return programme_code(self._workspace, typed) if typed and self._workspace else typed

    def lexicon(self) -> Lexicon:
        """Give the lexicon. Raises LexiconError."""
        return Lexicon.read(self._root / "ledger" / "lexicon")

    def standing(self) -> list[tuple[Law, Lawbook]]:
        """Give each law that judges, as it stands now: those of the programme asked for, or of all."""
        return self._standing

    @cached_property
    def _standing(self) -> list[tuple[Law, Lawbook]]:
        today = dt.datetime.now(ZONE).date()
        return [(book.on(today), book) for book in self._books()]

    def _books(self) -> Iterator[Lawbook]:
        for code in [self._programme] if self._programme else self._files:
            if self._workspace:
                yield self._workspace.lawbook(code)
            else:
                general = self._root / "ledger" / "programmes" / f"{GENERAL}.toml"
                yield bind(self._files[code].read_text("utf-8"), general.read_text("utf-8"), Policy())

    @property
    def _root(self) -> Path:
        return self._workspace.root if self._workspace else source()

    @cached_property
    def _files(self) -> dict[str, Path]:
        return (self._workspace or Workspace(source())).programmes()


def _workspace() -> Workspace | None:
    try:
        return find()
    except NoWorkspaceError:
        if os.environ.get("FUNDS_WORKSPACE"):
            raise  # a workspace was named, and it is none
        return None
