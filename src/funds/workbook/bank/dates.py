"""Days as banks write them: as everybody does, and in the profile's own forms."""

import datetime as dt
from collections.abc import Sequence

from funds.workbook.intake.dates import day_reader
from funds.workbook.intake.raw import Raw
from funds.workbook.intake.typed import Reader, Wrong, folded, plain_digits

__all__ = ["day_of"]


def day_of(forms: Sequence[str], since_1904: bool) -> Reader:
    """Give what reads a day, with or without the time behind it; a form counts only where it gives back the text."""
    general = day_reader(since_1904)

    def day(raw: Raw) -> dt.date | Wrong | None:
        found: dt.date | Wrong | None = general(raw)
        if not isinstance(found, Wrong) or isinstance(raw, dt.date):
            return found
        text = folded(raw) if isinstance(raw, str) else plain_digits(raw) if isinstance(raw, int | float) else ""
        for form in forms:
            try:
                read = dt.datetime.strptime(text, form)  # noqa: DTZ007  a day on the bank's own paper, in no zone
            except ValueError:
                continue
            if read.strftime(form) == text:
                again: dt.date | Wrong | None = general(read)
                return again
        return found

    return day
