"""The window a figure looks through: a period by the dates of records, and what was known when."""

import datetime as dt
from typing import Final, NamedTuple

__all__ = ["ALWAYS", "CHINA", "Window", "moment"]

#: All moments are China Standard Time.
CHINA: Final = dt.timezone(dt.timedelta(hours=8))


class Window(NamedTuple):
    """From `since` (None: the beginning) to `as_of`, both counted in, as known at `known` (None: now).

    Received, disbursed, spent, disallowed, recovered and returned are sums of the period.
    Approved, under review and unsupported are no flows: they stand as on the last day, the last
    two for the spending of the period.
    """

    since: dt.date | None = None
    as_of: dt.date = dt.date.max
    known: dt.datetime | None = None

    def knows(self, posted: dt.datetime | None) -> bool:
        """Tell whether what was posted at a moment was known."""
        return self.known is None or posted is None or posted <= self.known

    def reaches(self, date: dt.date, posted: dt.datetime | None) -> bool:
        """Tell whether a record was known and is dated within or before the period."""
        return date <= self.as_of and self.knows(posted)

    def holds(self, date: dt.date) -> bool:
        """Tell whether a date lies in the period."""
        return (self.since is None or self.since <= date) and date <= self.as_of


#: Everything, as known now.
ALWAYS: Final = Window()


def moment(text: str) -> dt.datetime:
    """Read a moment (ISO 8601, +08:00 unless it says otherwise); a bare date is the end of that day.

    Raises ValueError for anything else.
    """
    if len(text) == len("2024-01-31"):
        return dt.datetime.combine(dt.date.fromisoformat(text), dt.time.max, CHINA)
    read = dt.datetime.fromisoformat(text)
    return read.replace(tzinfo=CHINA) if read.tzinfo is None else read.astimezone(CHINA)
