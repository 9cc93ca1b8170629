"""The days from which and up to which a statement says that it reaches (起止日期)."""

import datetime as dt
import re
import unicodedata
from typing import Final

__all__ = ["reach"]

#: A day, whether or not a time follows it.
_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})\s*日?(?!\d)")
_BOTH: Final = 2


def reach(period: str) -> str:
    """Give the last ISO day of what a statement states as its period; empty where that is not two days in order."""
    try:
        days = [dt.date(*map(int, found)) for found in _DAY.findall(unicodedata.normalize("NFKC", period))]
    except ValueError:
        return ""
    return days[1].isoformat() if len(days) == _BOTH and days[0] <= days[1] else ""
