"""Income and spending summed up (收支汇总): by measure and by use, for a fund or for all funds of a programme."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from funds.statements.papers.known import Fund, Known
from funds.statements.utilisation import totals

__all__ = ["Summary", "SummaryUse", "summary"]


class SummaryUse(NamedTuple):
    """What was spent for a use, in fen, and what of it waits for clearance or lacks papers."""

    name: str
    spent: int
    under_review: int
    unsupported: int


class Summary(NamedTuple):
    """The sums of a scope: one fund, or a programme's. `total` has every measure, in fen."""

    scope: str
    funds: tuple[Fund, ...]
    uses: tuple[SummaryUse, ...]
    total: Mapping[str, int]
    claim: int


def summary(scope: str, funds: Iterable[Known], listed: Mapping[str, str]) -> Summary:
    """Add up funds. The programme's own uses come first, each also where nothing was spent for it.

    `claim` is what the units owe back for forbidden uses on the last day, in fen.
    """
    sums: Counter[tuple[str, str]] = Counter()
    names, covered, claim = dict(listed), [], 0
    for known in funds:
        covered.append(known.fund)
        claim += known.story.claim
        for key, fen in known.sums.items():
            sums[key] += fen
            if key[0] in {"spent", "under_review", "unsupported"}:
                names.setdefault(key[1], known.names.use(key[1]))
    uses = tuple(
        SummaryUse(name, *(sums[measure, use] for measure in ("spent", "under_review", "unsupported")))
        for use, name in names.items()
    )
    return Summary(scope, tuple(covered), uses, totals(sums), claim)
