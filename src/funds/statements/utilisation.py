"""Utilisation (使用率): what was received and what was spent of it, fund by fund, on a date."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from funds.money import percent, yuan

__all__ = ["FIGURES", "Named", "balance", "by_purpose", "totals", "utilisation"]

#: The amounts of the report, in the order they are given.
FIGURES: Final = (
    "approved", "disbursed", "received", "spent", "under_review", "disallowed", "recovered",
    "returned", "balance", "unsupported",
)  # fmt: skip

_NOTHING: Final = dict.fromkeys(FIGURES, 0)


class Named(NamedTuple):
    """A fund, whose it is, and how far it is known: the number of its records and its head."""

    fund: str
    programme: str
    tier: str
    studio: str
    unit: str
    records: int
    head: str


def totals(sums: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Add up the purposes of each measure, in fen, and the balance."""
    total = _NOTHING.copy()
    for (measure, _), fen in sums.items():
        total[measure] += fen
    total["balance"] = balance(total)
    return total


def balance(total: Mapping[str, int]) -> int:
    """Give what the fund holds, in fen: received - spent - disallowed + recovered - returned."""
    return total["received"] - total["spent"] - total["disallowed"] + total["recovered"] - total["returned"]


def by_purpose(sums: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Split what was spent by purpose, in yuan; a purpose that nothing stands under is left out."""
    spent = {purpose: fen for (measure, purpose), fen in sums.items() if fen and measure == "spent"}
    return {purpose: yuan(spent[purpose]) for purpose in sorted(spent)}


def utilisation(named: Named, sums: Mapping[tuple[str, str], int], as_of: dt.date) -> dict[str, Any]:
    """Give one fund's utilisation: amounts in yuan, `utilisation` in percent or None."""
    total = totals(sums)
    amounts = {name: yuan(fen) if fen else "0.00" for name, fen in total.items()}
    return {
        "fund": named.fund,
        "programme": named.programme,
        "tier": named.tier,
        "studio": named.studio,
        "unit": named.unit,
        "as_of": as_of.isoformat(),
        "approved": amounts["approved"],
        "disbursed": amounts["disbursed"],
        "received": amounts["received"],
        "spent": amounts["spent"],
        "by_purpose": by_purpose(sums),
        "under_review": amounts["under_review"],
        "disallowed": amounts["disallowed"],
        "recovered": amounts["recovered"],
        "returned": amounts["returned"],
        "balance": amounts["balance"],
        "utilisation": percent(total["spent"], total["received"]),
        "unsupported": amounts["unsupported"],
        "records": named.records,
        "head": named.head,
    }
