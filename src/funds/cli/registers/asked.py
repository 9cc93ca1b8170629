"""What a register is brought in with: the workspace, the record, who does it, and where the workbook lies."""

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import click

from funds.checks.purpose import HOUSE
from funds.cli.papers import paper_kind
from funds.cli.programmes import programme_code
from funds.cli.purposes import use_id
from funds.cli.registers.fault import FaultError
from funds.law.force import Lawbook
from funds.workbook.layout.words import ASSET, KIND
from funds.workspace import NoWorkspaceError, Workspace

__all__ = ["Asked"]


class Asked:
    """The surroundings of an import: names are looked up once for many rows."""

    def __init__(self, workspace: Workspace, engine: Any, actor: str, login: str) -> None:
        """Begin; nothing is read yet."""
        self.workspace, self.engine = workspace, engine
        self.actor, self.login = actor, login
        self.folder = Path()
        self.use = lru_cache(maxsize=4096)(self._use)
        self.paper = lru_cache(maxsize=256)(self._paper)
        self.programme = lru_cache(maxsize=256)(self._programme)
        self.names = lru_cache(maxsize=256)(self._names)

    @cached_property
    def named_papers(self) -> dict[str, str]:
        """Every kind of paper that the installed law names, by what the books call it."""
        found: dict[str, str] = {}
        for code in self.workspace.programmes():
            found |= {name: kind for kind, name in self.workspace.lawbook(code).papers.items()}
        return found

    def _names(self, programme: str) -> dict[str, str]:
        """Give what the register calls a programme's uses and tiers, and kinds of studio and asset, by their ids."""
        law = self.workspace.lawbook(programme).programme
        kinds = {choice.value: choice.names[0] for choice in (*KIND, *ASSET)}
        tiers = {tier.id: tier.name for tier in law.tier} | {each.id: each.item for each in law.per_item}
        return kinds | HOUSE | tiers | {use.id: use.name for use in law.use}

    def _use(self, programme: str, typed: str) -> str:
        return use_id(self.workspace.lawbook(programme), typed)

    def _paper(self, typed: str) -> str:
        return paper_kind(self.workspace, typed)

    def _programme(self, typed: str) -> Lawbook:
        """Give the law of the programme that a cell names. Raises FaultError."""
        try:
            return self.workspace.lawbook(programme_code(self.workspace, typed))
        except (NoWorkspaceError, click.UsageError) as error:
            raise FaultError(code="cannot-be-meant", key="programme", why=_why(error)) from None


def _why(error: Exception) -> str:
    return error.format_message() if isinstance(error, click.UsageError) else str(error)
