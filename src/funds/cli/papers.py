"""A paper's kind as the books name it (收款收据), made into the kind that the law asks for (receipt)."""

import click

from funds.entry.names import fold
from funds.law.problem import LawError
from funds.text import _
from funds.workspace import Workspace

__all__ = ["paper_kind"]


def paper_kind(workspace: Workspace, typed: str) -> str:
    """Give the kind of a paper; one in other letters is looked up among the papers of the workspace's law.

    Raises UsageError where nothing there is called so.
    """
    if typed.isascii():
        return typed
    known: dict[str, str] = {}
    for code in workspace.programmes():
        try:
            known |= {name: kind for kind, name in workspace.lawbook(code).papers.items()}
        except LawError:  # told where that programme is asked for
            continue
    for name, kind in known.items():
        if fold(name) == fold(typed):
            return kind
    what = _("No paper is called {read}. The law here names: {known}.")
    raise click.UsageError(what.format(read=typed, known="、".join(sorted(known)) or "-"))
