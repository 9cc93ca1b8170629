"""The law in force: a programme and the union-wide rules as they stand on a day."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, TypeVar

import msgspec

from funds.law.material import EvidenceNeed
from funds.law.policy import Policy
from funds.law.programme import Programme
from funds.law.settle import settled
from funds.law.values import (
    Document,
    Instalment,
    Once,
    Payee,
    PerItem,
    Pool,
    Prohibition,
    Quota,
    Renewal,
    Threshold,
    Tier,
    Unstated,
    Use,
    UseList,
    Value,
)

__all__ = ["Law", "Lawbook", "Need", "Range", "cited"]

_V = TypeVar("_V", bound=Value)


class Range(NamedTuple):
    """The least and the greatest amount of a grant, in fen; None where there is no such bound."""

    low: int | None
    high: int | None


class Need:
    """Papers that an event needs above `floor` fen: each a kind, or kinds any of which will do, joined by ``|``.

    Each is made once for a law and told from others as itself, so that looking up by it costs nothing.
    """

    __slots__ = ("asset", "cite", "floor", "papers")

    def __init__(self, papers: tuple[tuple[str, frozenset[str]], ...], floor: int, *, asset: bool, cite: str) -> None:
        """Take the papers, the least amount in fen, whether only equipment needs them, and the clause."""
        self.papers, self.floor, self.asset, self.cite = papers, floor, asset, cite


class Law(NamedTuple):
    """What stands on one day, with what the workspace's settings fill in.

    Prohibitions and evidence are the programme's own, then the union-wide ones. Evidence that
    depends on a condition in words is left out: only a person can judge it.
    """

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
    renewals: tuple[Renewal, ...]
    per_item: dict[str, PerItem]

    def renewal(self, tier: str) -> Renewal | None:
        """Give what a later cycle of a tier may be granted: the tier's own rule, or the general one."""
        ours = [value for value in self.renewals if value.tier in {tier, ""}]
        return max(ours, key=lambda value: value.tier, default=None)

    def parts(self, tier: str) -> tuple[Instalment, ...]:
        """Give the instalments of a tier in order, its own or the general ones; empty: paid at once."""
        own = [value for value in self.instalments if value.tier == tier]
        chosen = own or [value for value in self.instalments if not value.tier]
        return tuple(sorted(chosen, key=lambda value: value.number))


class Lawbook:
    """One programme's law with the union-wide rules and the workspace's policy.

    `hash` is the SHA-256 of `text`, which keeps the three together; a record keeps the hash, so
    that no new text re-judges it.
    """

    def __init__(self, programme: Programme, general: Programme, policy: Policy, hash_: str, text: str = "") -> None:
        """Bind the three as read; `text` is what keeps them together, `hash_` its SHA-256."""
        self.programme = programme
        self.general = general
        self.policy = policy
        self.hash = hash_
        self.text = text
        self.papers = {paper.id: paper.name for paper in (*general.paper, *programme.paper)}
        #: The kinds of paper that hold data of persons, on whatever day.
        self.personal = frozenset(kind for value in (*general.personal, *programme.personal) for kind in value.kinds)
        self._settled = settled(programme, policy)
        self._days: dict[dt.date, Law] = {}
        self._needs: dict[tuple[int, str, str], tuple[Need, ...]] = {}
        self._named: dict[str, str] = {}
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
            known = self._days[edge] = _law(self._settled, self.general, self.policy, edge)
        return known

    def cite(self, value: Value) -> str:
        """Write a value's citation in full: the document's number and the clause."""
        return cited(self.programme, value) or cited(self.general, value) or value.cite

    def needs(self, law: Law, event: str, use: str) -> tuple[Need, ...]:
        """Give the papers that an event of a use needs under one of this book's laws."""
        key = id(law), event, use
        found = self._needs.get(key)
        if found is None:
            ours = (need for need in law.evidence if need.event == event and need.use in {"*", use})
            found = self._needs[key] = tuple(
                Need(_wanted(need), need.floor, asset=need.asset, cite=self.cite(need)) for need in ours
            )
        return found

    def paper_names(self, wanted: str) -> str:
        """Name the papers of a list such as ``invoice,contract|quotation``, as the books do."""
        named = self._named.get(wanted)
        if named is None:
            each = ("或".join(self.papers.get(kind, kind) for kind in need.split("|")) for need in wanted.split(","))
            named = self._named[wanted] = "、".join(each)
        return named

    def setting(self, name: str) -> str | None:
        """Give what the workspace says of a value that the programme's documents leave open."""
        return self.policy.settings.get(self.programme.code, {}).get(name)

    def unstated(self, name: str) -> Unstated | None:
        """Give the entry, by its setting or its id, of what the documents leave open."""
        return next((value for value in self.programme.unstated if name in {value.setting, value.id}), None)

    def grant(self, law: Law, tier: Tier, *, renewed: bool = False) -> Range | Unstated:
        """Give the bounds in fen of a grant of a tier, or the entry that says they are left open.

        `renewed` asks for a later cycle, which may have a rate of its own (half a fen goes up).
        """
        if tier.low is None and tier.high is None:
            return self._open(f"amount-{tier.id}", tier)
        if not renewed:
            return Range(tier.low, tier.high)
        renewal = law.renewal(tier.id)
        if renewal is None:
            left = self.unstated(f"renewal-percent-{tier.id}")
            return left or Range(tier.low, tier.high)
        return Range(*(_share(bound, renewal.percent) for bound in (tier.low, tier.high)))

    def _open(self, name: str, tier: Tier) -> Unstated:
        bare = Unstated(id=name, what=tier.name, cite=tier.cite, since=tier.since, setting=name)
        return self.unstated(name) or bare


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


def _standing(values: Iterable[_V], day: dt.date) -> tuple[_V, ...]:
    return tuple(value for value in values if value.stands(day))


def _first(values: Iterable[_V], day: dt.date) -> _V | None:
    return next(iter(_standing(values, day)), None)


def _share(amount: int | None, percent: int) -> int | None:
    return None if amount is None else (amount * percent + 50) // 100


def _wanted(need: EvidenceNeed) -> tuple[tuple[str, frozenset[str]], ...]:
    each = [(kind, frozenset({kind})) for kind in need.kinds]
    return (*each, ("|".join(need.any_of), frozenset(need.any_of))) if need.any_of else tuple(each)


def _needs(programme: Programme, policy: Policy, day: dt.date) -> Iterable[EvidenceNeed]:
    """Give the needs a program can judge, with the workspace's limit where they name it."""
    for need in _standing(programme.evidence, day):
        if need.when:
            continue
        yield msgspec.structs.replace(need, above=policy.contract_above) if need.limit else need


def _law(programme: Programme, general: Programme, policy: Policy, day: dt.date) -> Law:
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
        evidence=(*_needs(programme, policy, day), *_needs(general, policy, day)),
        thresholds={value.id: value for value in _standing((*general.threshold, *programme.threshold), day)},
        renewals=_standing(programme.renewal, day),
        per_item={value.id: value for value in _standing(programme.per_item, day)},
    )
