"""Money: yuan as people write it, fen (分) as the ledger keeps it, and nothing between."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["BadMoneyError", "fen", "percent", "yuan"]

#: The largest sum accepted: 100 billion yuan, so that sums of many stay within 64 bits.
MOST = 10_000_000_000_000

_PLAIN = re.compile(r"(-?)(\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.(\d{1,2}))?", re.ASCII)


class BadMoneyError(ValueError):
    """A text that is not an amount of yuan; it keeps what was read."""

    def __init__(self, read: str) -> None:
        """Keep the text as it was read."""
        super().__init__(f"not an amount in yuan: {read!r}")
        self.read = read


@lru_cache(maxsize=4096)  # the limits of the law are read again for every entry
def fen(text: str) -> int:
    """Read an amount of yuan, such as ``1,234.50`` or ``¥1234.5元``, as fen.

    Full-width digits and signs are folded (NFKC) and a yuan sign or the word 元 is dropped.
    Everything else is refused, also exponents, underscores and a third decimal: nothing is
    rounded. Raises BadMoneyError.
    """
    folded = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
    bare = folded.removeprefix("¥").removeprefix("￥").removesuffix("元").strip()
    found = _PLAIN.fullmatch(bare)
    if found is None:
        raise BadMoneyError(text)
    sign, whole, part = found.groups()
    value = int(whole.replace(",", "")) * 100 + int((part or "0").ljust(2, "0"))
    if value > MOST:
        raise BadMoneyError(text)
    return -value if sign else value


def yuan(amount: int) -> str:
    """Write fen as yuan with two decimals: ``-5`` is ``-0.05``."""
    if amount >= 100:  # noqa: PLR2004  what nearly every amount is; reports write hundreds of thousands of them
        digits = str(amount)
        return f"{digits[:-2]}.{digits[-2:]}"
    sign = "-" if amount < 0 else ""
    whole, part = divmod(abs(amount), 100)
    return f"{sign}{whole}.{part:02d}"


def percent(part: int, whole: int) -> str | None:
    """Give part / whole in percent, half up, two decimals; None where whole is zero.

    Negative parts round half away from zero. Utilisation of a fund that has received nothing
    does not exist: it is None ("不适用"), never 0.
    """
    if whole == 0:
        return None
    scaled = (abs(part) * 10_000 * 2 + abs(whole)) // (2 * abs(whole))
    sign = "-" if scaled and (part < 0) != (whole < 0) else ""
    return f"{sign}{scaled // 100}.{scaled % 100:02d}"
