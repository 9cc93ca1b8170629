"""The days from which and up to which a statement says that it reaches (起止日期)."""

import datetime as dt
import re
import unicodedata
from typing import Final

__all__ = ["reach"]

_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?!\d)")
_BOTH: Final = 2


def reach(period: str) -> str:
    """Give the last ISO day of what a statement states as its period; empty where that is not two days in order."""
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", period))
    try:
        days = [dt.date(*map(int, found)) for found in _DAY.findall(bare)]
    except ValueError:
        return ""
    return days[1].isoformat() if len(days) == _BOTH and days[0] <= days[1] else ""
