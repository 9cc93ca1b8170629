"""The one place where the command line asks what time it is.

A moment of posting is part of what is sealed, so the clock cannot be set: only a workspace that says
of itself that it is a demonstration (`demo = true` in funds.toml) follows FUNDS_NOW.
"""

import datetime as dt
import os
from typing import Final

from funds.text import _
from funds.workspace import Workspace

__all__ = ["ZONE", "ClockError", "now", "today"]

#: China's time, in which everything is stamped.
ZONE: Final = dt.timezone(dt.timedelta(hours=8))


class ClockError(ValueError):
    """FUNDS_NOW is set where it may not be, or cannot be read; the text says which."""


def now(workspace: Workspace) -> dt.datetime:
    """Give the moment, with +08:00. Raises ClockError."""
    said = os.environ.get("FUNDS_NOW")
    if not said:
        return dt.datetime.now(ZONE)
    if not workspace.settings.demo:
        what = _("FUNDS_NOW is set, and {folder} is no demonstration: a moment of posting is not made up. Unset it.")
        raise ClockError(what.format(folder=workspace.root))
    try:
        moment = dt.datetime.fromisoformat(said)
    except ValueError:
        what = _("FUNDS_NOW is {said!r}; write it as 2022-10-08T09:30:00+08:00.")
        raise ClockError(what.format(said=said)) from None
    return moment.astimezone(ZONE) if moment.tzinfo else moment.replace(tzinfo=ZONE)


def today(workspace: Workspace) -> dt.date:
    """Give the day in China. Raises ClockError."""
    return now(workspace).date()
