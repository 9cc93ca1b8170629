"""Spending by purpose (用途): per fund and use, what was spent, and what of it is in doubt."""

from collections.abc import Mapping
from typing import Any

from funds.money import percent, yuan

__all__ = ["purposes"]

_MEASURES = ("spent", "under_review", "unsupported")


def purposes(fund: str, sums: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Give a row for each purpose that money stands under, in yuan; `share` is its percent of all spent."""
    found = sorted({purpose for (measure, purpose), fen in sums.items() if measure in _MEASURES and fen})
    spent = sum(fen for (measure, _), fen in sums.items() if measure == "spent")
    return [
        {
            "fund": fund,
            "purpose": purpose,
            "name": names.get(purpose, ""),
            **{measure: yuan(sums.get((measure, purpose), 0)) for measure in _MEASURES},
            "share": percent(sums.get(("spent", purpose), 0), spent),
        }
        for purpose in found
    ]
