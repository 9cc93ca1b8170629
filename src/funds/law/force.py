"""The law in force: a programme and the union-wide rules as they stand on a day."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, TypeVar

from funds.law.material import EvidenceNeed
from funds.law.policy import Policy
from funds.law.programme import Programme
from funds.law.values import (
    Document,
    Instalment,
    Once,
    Payee,
    Pool,
    Prohibition,
    Quota,
    Threshold,
    Tier,
    Use,
    UseList,
    Value,
)

__all__ = ["Law", "Lawbook", "cited"]

V = TypeVar("V", bound=Value)


class Law(NamedTuple):
    """What stands on one day. Prohibitions are the programme's own, then the union-wide ones."""

    tiers: dict[str, Tier]
    uses: dict[str, Use]
    uses_list: UseList | None
    prohibitions: tuple[Prohibition, ...]
    payee: Payee | None
    quotas: tuple[Quota, ...]
    pool: Pool | None
    instalments: tuple[Instalment, ...]
    once: Once | None
    evidence: tuple[EvidenceNeed, ...]
    thresholds: dict[str, Threshold]


class Lawbook:
    """One programme's law with the union-wide rules and the workspace's policy.

    `hash` identifies the three texts; a record keeps it, so that no new text re-judges it.
    """

    def __init__(self, programme: Programme, general: Programme, policy: Policy, hash_: str) -> None:
        """Bind the three texts; `hash_` is the SHA-256 of the text that keeps them together."""
        self.programme = programme
        self.general = general
        self.policy = policy
        self.hash = hash_
        self._days: dict[dt.date, Law] = {}
        self._edges = _edges(programme, general)

    def on(self, day: dt.date) -> Law:
        """Give the law as it stands on a day."""
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = self._at(_last_edge(self._edges, day))
        return known

    def _at(self, edge: dt.date) -> Law:
        known = self._days.get(edge)
        if known is None:
            known = self._days[edge] = _law(self.programme, self.general, edge)
        return known

    def cite(self, value: Value) -> str:
        """Write a value's citation in full: the document's number and the clause."""
        return cited(self.programme, value) or cited(self.general, value) or value.cite

    def setting(self, name: str) -> str | None:
        """Give what the workspace says of a value that the programme's documents leave open."""
        return self.policy.settings.get(self.programme.code, {}).get(name)


def cited(programme: Programme, value: Value) -> str | None:
    """Write a citation in full, or give None if its document is not one of this programme's."""
    document = _documents(programme).get(value.cite.partition(" ")[0])
    if document is None:
        return None
    return f"{document.number or document.title} {value.cite.partition(' ')[2]}".strip()


@lru_cache(maxsize=256)
def _by_code(code: str, documents: tuple[Document, ...]) -> dict[str, Document]:
    del code
    return {document.id: document for document in documents}


def _documents(programme: Programme) -> dict[str, Document]:
    return _by_code(programme.code, programme.document)


def _edges(*programmes: Programme) -> list[dt.date]:
    """Give the days on which anything begins, or the day after anything ends, in order."""
    days = {dt.date.min}
    for programme in programmes:
        for name in programme.__struct_fields__:
            values = getattr(programme, name)
            if isinstance(values, tuple):
                for value in values:
                    if isinstance(value, Value):
                        days.add(value.since)
                        if value.until and value.until < dt.date.max:
                            days.add(value.until + dt.timedelta(days=1))
    return sorted(days)


def _last_edge(edges: list[dt.date], day: dt.date) -> dt.date:
    return max(edge for edge in edges if edge <= day)


def _standing(values: Iterable[V], day: dt.date) -> tuple[V, ...]:
    return tuple(value for value in values if value.stands(day))


def _first(values: Iterable[V], day: dt.date) -> V | None:
    return next(iter(_standing(values, day)), None)


def _law(programme: Programme, general: Programme, day: dt.date) -> Law:
    return Law(
        tiers={tier.id: tier for tier in _standing(programme.tier, day)},
        uses={use.id: use for use in _standing(programme.use, day)},
        uses_list=_first(programme.uses, day),
        prohibitions=_standing((*programme.prohibition, *general.prohibition), day),
        payee=_first(programme.payee, day),
        quotas=_standing(programme.quota, day),
        pool=_first(programme.pool, day),
        instalments=_standing(programme.instalment, day),
        once=_first(programme.once, day),
        evidence=_standing((*programme.evidence, *general.evidence), day),
        thresholds={value.id: value for value in _standing(general.threshold, day)},
    )
