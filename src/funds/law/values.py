"""The values of a programme that bear on money: each dated, each citing document and clause."""

import datetime as dt
from typing import Literal

import msgspec

from funds.money import fen

__all__ = [
    "Document",
    "Instalment",
    "Once",
    "Payee",
    "PerItem",
    "Pool",
    "Prohibition",
    "Quota",
    "Renewal",
    "Threshold",
    "Tier",
    "Unstated",
    "Use",
    "UseList",
    "Value",
]


def _fen(text: str | None) -> int | None:
    return None if text is None else fen(text)


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Any value of the law: its citation, and the days from which and to which it is in force.

    `cite` is the id of one of the programme's documents, a space, and the clause. `until` is the
    last day in force; None while it stands.
    """

    cite: str
    since: dt.date
    until: dt.date | None = None
    note: str = ""

    def stands(self, day: dt.date) -> bool:
        """Tell whether the value is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A source: number (文号; empty where it bears none), title, issuer and day of issue.

    `issued` is as exact as is known: ``2022``, ``2022-11`` or ``2022-11-05``.
    """

    id: str
    number: str = ""
    title: str
    issuer: str
    issued: str
    note: str = ""


class Tier(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A class of grant; amounts in yuan as text, equal for a fixed sum, None where unstated."""

    id: str
    name: str
    min: str | None = None
    max: str | None = None
    kinds: tuple[Literal["model", "staff"], ...] = ()

    @property
    def low(self) -> int | None:
        """The least amount, in fen."""
        return _fen(self.min)

    @property
    def high(self) -> int | None:
        """The greatest amount, in fen."""
        return _fen(self.max)


class Use(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A permitted use (用途): stable id and number, and the accounts and economic class it maps to.

    `expense` takes small purchases; `general`, `special`, `software` take fixed assets.
    `economic` is the class (款级) of the budget's economic classification for small purchases;
    the three that follow it are those of fixed assets.
    """

    id: str
    number: int
    name: str
    expense: str = "50303"
    general: str = "50702"
    special: str = "50703"
    software: str = "50706"
    economic: str = ""
    economic_general: str = "31002 办公设备购置"
    economic_special: str = "31003 专用设备购置"
    economic_software: str = "31007 信息网络及软件购置更新"


class UseList(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether the list of uses is closed (others refused) or open (others reviewed)."""

    kind: Literal["open", "closed"]


class Prohibition(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A use never permitted: the screening category it forbids (`meal`, `bonus`, `other`)."""

    id: str
    category: str
    name: str


class Payee(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who the money must go to."""

    to: Literal["unit-union", "unit", "person", "alliance"]


class Quota(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many awards: per programme, recommending body or unit, in a year or round.

    `kind` narrows it to model or staff studios; `names` to the bodies named (empty: all others).
    `names_from` is the setting that names them where the document does not; until it is set, the
    quota stands for nobody. `tier` narrows it to one tier. `least` and `target` are year-end
    notes, never a bar to an award.
    """

    id: str
    per: Literal["programme", "recommender", "unit"]
    most: int | None = None
    least: int | None = None
    kind: Literal["", "model", "staff"] = ""
    names: tuple[str, ...] = ()
    names_from: str = ""
    tier: str = ""
    target: int | None = None


class Pool(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The most that may be approved in one calendar year, in yuan."""

    most: str

    @property
    def limit(self) -> int:
        """The limit in fen."""
        return fen(self.most)


class Instalment(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the sum, in whole percent, paid after a stage; `tier` narrows it to one tier."""

    number: int
    percent: int
    after: Literal["naming", "acceptance", "assessment"] = "naming"
    tier: str = ""


class Renewal(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a later cycle may be granted: percent of the tier's amount, after so many years.

    `tier` narrows it to one tier.
    """

    percent: int
    after_years: int
    tier: str = ""


class PerItem(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An amount in yuan for each item (a patent, a standard), up to `most` items."""

    id: str
    item: str
    amount: str
    most: int | None = None


class Once(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One grant for each studio (lead person, unit); a further one only on the ground in `again`.

    A new cycle begins `cycle_years` after the naming; `again_tiers` are the tiers that have one
    (empty: all). `promotion` says that a rise to another tier is a grant of its own.
    """

    per: Literal["studio", "lead", "unit"] = "studio"
    again: Literal["never", "new-cycle", "promotion"] = "never"
    cycle_years: int | None = None
    again_tiers: tuple[str, ...] = ()
    promotion: bool = False

    def allows(self, tier: str, earlier: str, years: int) -> bool:
        """Tell whether a grant of `tier` may follow one of `earlier` named so many years before."""
        if tier != earlier and (self.promotion or self.again == "promotion"):
            return True
        cycles = self.again == "new-cycle" and (not self.again_tiers or tier in self.again_tiers)
        return cycles and self.cycle_years is not None and years >= self.cycle_years


class Threshold(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An amount in yuan from which a purchase is a fixed asset, by class."""

    id: Literal["general", "special", "software"]
    amount: str

    @property
    def limit(self) -> int:
        """The limit in fen."""
        return fen(self.amount)


class Unstated(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a document leaves open or contradicts: what it is about, and the setting that fills it.

    `setting` is the key under `[settings."PROGRAMME"]` of funds.toml (empty: nothing to set, a
    person decides); `choices` what it may say (empty: free, in the setting's own form).
    """

    id: str
    what: str
    setting: str = ""
    choices: tuple[str, ...] = ()
