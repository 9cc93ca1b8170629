"""The result of a reconciliation: what is agreed and by which stage, what is left and of which class, and the sums."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from funds.money import yuan
from funds.text import N_

__all__ = ["STAGES", "Agreed", "Ambiguous", "Left", "Result", "Side", "Sums", "as_json"]

#: What has a sum of its own: spending against material, material, entries against the bank, lines of the bank.
Side = Literal["spending", "material", "entries", "bank"]

#: Every stage and what it says.
STAGES: Final = {
    "person": N_("A person's decision"),
    "reversed": N_("Undone by its reversal"),
    "refund": N_("It takes back spending that is agreed"),
    "key": N_("Invoice or voucher number, and amount"),
    "one-to-one": N_("Amount, date and name, one to one"),
    "sum": N_("A sum of several"),
    "choice": N_("The clear best of several"),
    "named": N_("Invoice or voucher number; the row states no amount"),
    "evidence": N_("Its own papers, all that the programme asks"),
}


class Agreed(NamedTuple):
    """What belongs together, by which stage. A row has material, bank lines, or both where both agree alike.

    `amount` in fen is what the entries come to, without sign. `sums` are what it adds to the agreed totals, by side,
    signed as they are.
    """

    stage: str
    entries: tuple[int, ...]
    material: tuple[str, ...]
    bank: tuple[str, ...]
    amount: int
    sums: Mapping[Side, int]


class Left(NamedTuple):
    """What is left over: the entry's number or the row's id, its class, its amount in fen, and on which link.

    Amounts against material are positive for spending; against the bank positive for what comes in.
    """

    id: int | str
    cls: str
    amount: int
    side: Literal["material", "bank"] = "material"


class Ambiguous(NamedTuple):
    """Entries with what they may belong to on one side, best first, for a person to decide.

    Where funds share an account, `beside` are the entries of other funds that go with these in each candidate, and
    `rivals` those to which one of the candidates may belong instead: fund and number.
    """

    entries: tuple[int, ...]
    side: Literal["material", "bank"]
    candidates: tuple[tuple[tuple[str, ...], int], ...]
    beside: tuple[tuple[str, int], ...] = ()
    rivals: tuple[tuple[str, int], ...] = ()


class Sums(NamedTuple):
    """The sums of one side of one link, in fen, signed: agreed + left = all."""

    all: int
    agreed: int
    left: int


class Result(NamedTuple):
    """The reconciliation of one fund; an entry can be left against material, against the bank, or both.

    `totals` are by side: the spending held against material, the material, the entries held against the bank,
    the bank.
    """

    fund: str
    as_of: dt.date
    agreed: tuple[Agreed, ...]
    entries: tuple[Left, ...]
    material: tuple[Left, ...]
    bank: tuple[Left, ...]
    ambiguous: tuple[Ambiguous, ...]
    totals: Mapping[Side, Sums]

    @property
    def unmatched(self) -> int:
        """The spending that no material stands against, in fen."""
        return self.totals["spending"].left


def as_json(result: Result) -> dict[str, Any]:
    """Give the result as the command prints it, amounts in yuan."""
    return {
        "fund": result.fund,
        "as_of": result.as_of.isoformat(),
        "agreed": [
            {
                "stage": row.stage,
                "entries": list(row.entries),
                "material": list(row.material),
                "bank": list(row.bank),
                "amount": yuan(row.amount),
                "sums": {side: yuan(fen) for side, fen in row.sums.items()},
            }
            for row in result.agreed
        ],
        "left": {
            "entries": [
                {"number": row.id, "class": row.cls, "amount": yuan(row.amount), "side": row.side}
                for row in result.entries
            ],
            "material": [{"id": row.id, "class": row.cls, "amount": yuan(row.amount)} for row in result.material],
            "bank": [{"id": row.id, "class": row.cls, "amount": yuan(row.amount)} for row in result.bank],
        },
        "ambiguous": [
            {
                "entries": list(row.entries),
                "side": row.side,
                "candidates": [{"ids": list(ids), "score": score} for ids, score in row.candidates],
                **{
                    name: [{"fund": fund, "number": number} for fund, number in some]
                    for name, some in (("beside", row.beside), ("rivals", row.rivals))
                    if some
                },
            }
            for row in result.ambiguous
        ],
        "totals": {
            side: {name: yuan(fen) for name, fen in sums._asdict().items()} for side, sums in result.totals.items()
        },
    }
