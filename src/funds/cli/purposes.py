"""A purpose as an accountant types it: the programme's id of a use, its name, or its number."""

import re
from typing import Any, Final

from funds.cli.posting import story_of
from funds.entry.names import fold
from funds.workspace import Workspace

__all__ = ["purpose_id"]

#: What an id looks like; then the fund's programme need not be looked at.
_ID: Final = re.compile("[a-z][a-z-]+", re.ASCII)


def purpose_id(workspace: Workspace, engine: Any, fund: str, typed: str) -> str:
    """Give the id of the use that is meant; what no use is called stays as typed, for the checks to judge."""
    if not typed or _ID.fullmatch(typed):
        return typed
    terms = story_of(engine, fund).terms
    if terms is None:
        return typed
    wanted = fold(typed)
    for use in workspace.lawbook(terms.programme).programme.use:
        if wanted in {fold(use.id), fold(use.name), f"p{use.number}", str(use.number)}:
            return use.id
    return typed
