"""The figures of a fund, and how a record that enters money moves them."""

from typing import Final, NamedTuple

from funds.entry.record import Record

__all__ = ["MEASURES", "Movement", "measured"]

#: The figures of a fund. `spent`, `under_review` and `unsupported` are split by purpose.
MEASURES: Final = (
    "approved", "disbursed", "received", "spent", "under_review", "unsupported", "disallowed",
    "recovered", "returned",
)  # fmt: skip


class Movement(NamedTuple):
    """A change of one figure of a fund, in fen, by one record."""

    measure: str
    purpose: str
    fen: int


def measured(source: Record, sign: int) -> list[Movement]:
    """Give what a record of this kind moves, in fen; `sign` is -1 where it is undone."""
    amount = sign * source.amount
    match source.kind:
        case "disburse":
            return [Movement("disbursed", "", amount)]
        case "receive":
            return [Movement("received", "", amount)]
        case "spend" if not source.refers:
            return [Movement("spent", source.purpose, amount)]
        case "refund":
            return [Movement("spent", source.purpose, -amount)]
        case "disallow" if source.refers:
            return [Movement("disallowed", "", amount), Movement("spent", source.purpose, -amount)]
        case "disallow":
            return [Movement("disallowed", "", amount)]
        case "recover":
            return [Movement("recovered", "", amount)]
        case "return":
            return [Movement("returned", "", amount)]
        case _:
            return []
