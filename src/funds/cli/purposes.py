"""A purpose as an accountant types it: the programme's id of a use, its name, or its number."""

import re
from collections.abc import Iterable
from typing import Any, Final

from funds.checks.purpose import HOUSE
from funds.cli.posting import story_of
from funds.entry.names import fold
from funds.law.force import Lawbook
from funds.law.values import Use
from funds.workspace import Workspace

__all__ = ["purpose_id", "use_id"]

#: What an id looks like; then the fund's programme need not be looked at.
_ID: Final = re.compile("[a-z][a-z-]+", re.ASCII)
#: So many signs of a name are enough, where only one use has them.
_ENOUGH: Final = 2


def purpose_id(workspace: Workspace, engine: Any, fund: str, typed: str) -> str:
    """Give the id of the use that is meant, by id, name, number, or a part of one name; what no use is called stays as typed, for the checks to judge."""
    if not typed or _ID.fullmatch(typed):
        return typed
    terms = story_of(engine, fund).terms
    return use_id(workspace.lawbook(terms.programme), typed) if terms else typed


def use_id(book: Lawbook, typed: str) -> str:
    """Give the id of the use of a programme that is meant, as `purpose_id` does."""
    if not typed or _ID.fullmatch(typed):
        return typed
    wanted = fold(typed)
    uses = book.programme.use
    for use in uses:
        if wanted in {fold(use.id), fold(use.name), f"p{use.number}", str(use.number)}:
            return use.id
    house = next((id_ for id_, name in HOUSE.items() if fold(name) == wanted), "")
    return house or _by_part(wanted, uses) or typed


def _by_part(wanted: str, uses: Iterable[Use]) -> str:
    """Give the only use with this in its name: 宣传 for 宣传配套; else nothing."""
    found = {use.id for use in uses if len(wanted) >= _ENOUGH and wanted in fold(use.name)}
    return found.pop() if len(found) == 1 else ""
