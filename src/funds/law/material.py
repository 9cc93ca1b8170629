"""The values of a programme that bear on papers, ledgers, assessment, dates and forms."""

import datetime as dt
from typing import Final, Literal, get_args

import msgspec

from funds.law.values import Value
from funds.money import fen

__all__ = [
    "LEDGERS",
    "Assessment",
    "Calendar",
    "Eligibility",
    "EvidenceNeed",
    "Field",
    "Form",
    "Indicator",
    "Ledger",
    "Paper",
    "Part",
    "Personal",
    "Procedure",
    "Removal",
    "Support",
]

LedgerId = Literal[
    "activities", "outcomes", "members", "equipment", "publicity", "management", "lectures", "indicators"
]
#: Every supporting-material ledger that there is.
LEDGERS: Final[tuple[str, ...]] = get_args(LedgerId)


class EvidenceNeed(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Papers an event needs: record kind, use (`*` any), evidence kinds, only `above` yuan.

    `any_of` asks for one of several kinds; `asset` limits it to fixed assets. `limit` names the
    workspace's own limit that stands in for `above`. `when` is a condition in words that only a
    person can judge: such a need is shown, and never counted as missing.
    """

    id: str
    event: Literal["award", "disburse", "receive", "spend"]
    use: str = "*"
    kinds: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    above: str | None = None
    asset: bool = False
    limit: Literal["", "contract"] = ""
    when: str = ""

    @property
    def floor(self) -> int:
        """The amount in fen above which the papers are needed."""
        return fen(self.above) if self.above else 0


class Paper(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind of evidence: the id that commands take, and its name in the books."""

    id: str
    name: str


class Personal(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Kinds of paper that hold data of persons (identity numbers, their bank accounts): kept, sealed and not shown.

    They are so on whatever day: a paper older than the clause holds the same numbers.
    """

    id: str
    what: str
    kinds: tuple[str, ...]


class Procedure(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who decides what, step by step: naming, a change of name or lead person, oversight."""

    id: str
    what: str
    steps: tuple[str, ...] = ()


class Ledger(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A supporting-material ledger (台账) asked for, and who keeps it."""

    id: LedgerId
    name: str
    keeper: Literal["studio", "unit-union", "studio-unit"]


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One of the materials of an indicator: its name, whose seal it needs, and what shows that it is there.

    A row of the ledger `indicators` that names it shows it always. Rows of `ledgers` do where it has any:
    a ledger's id, or ``ledger:sort`` for rows of one sort. With `papers` such a row must bear a file of one of those kinds.
    """

    name: str
    seal: Literal["", "finance", "unit"] = ""
    ledgers: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


class Indicator(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of an outline of supporting material: what to show and whose seal it needs."""

    number: int
    group: str
    name: str
    material: str
    seal: str = ""
    parts: tuple[Part, ...] = ()


class Assessment(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An assessment (考核): every so many months, of which tiers, by whom, with which grades."""

    id: str
    name: str
    every_months: int | None = None
    by: str = ""
    due: str = ""
    tiers: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    consequence: str = ""


class Removal(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ground on which the title is removed."""

    id: str
    ground: str


class Eligibility(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A number a studio must reach: years in operation, members, outcomes."""

    id: str
    what: str
    least: int | None = None
    most: int | None = None
    unit: str = ""
    tier: str = ""


class Calendar(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stage of the round: first and last day (ISO dates; either may be open)."""

    id: str
    what: str
    start: dt.date | None = None
    end: dt.date | None = None
    copies: int | None = None


class Support(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who bears which cost besides the grant."""

    id: str
    cost: str
    bearer: str


class Field(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A field of a form: text, count, money (in `unit`), date, choice or seal."""

    name: str
    type: Literal["text", "count", "money", "date", "choice", "seal"]
    unit: str = ""
    choices: tuple[str, ...] = ()
    rows: int | None = None


class Form(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form the programme asks for."""

    id: str
    name: str
    fields: tuple[Field, ...] = ()
