"""Other awards that bear on a new one: of the same programme, to the same studio, lead person or unit."""

from collections.abc import Iterable

from funds.checks.awards import Granted, whom
from funds.checks.case import Case
from funds.entry.record import Award

__all__ = ["earlier", "same_grantee", "same_round"]


def earlier(case: Case, terms: Award) -> list[Granted]:
    """Give the other awards to whom the programme's one-off rule counts as the same, the newest first."""
    return sorted(_others(case, case.around.awards.to(terms, _per(case))), key=lambda each: each.year, reverse=True)


def same_grantee(case: Case, one: Award, other: Award) -> bool:
    """Tell whether the programme's one-off rule counts two awards as to the same."""
    per = _per(case)
    return whom(one, per) == whom(other, per)


def same_round(case: Case) -> list[Granted]:
    """Give the other awards of the same round: all of a one-round notice, else those of the year of naming."""
    awards = case.around.awards
    if case.book.programme.measure == "round":
        return _others(case, awards)
    return _others(case, awards.named((case.story.named or case.record.date).year))


def _others(case: Case, awards: Iterable[Granted]) -> list[Granted]:
    """Leave those of the programme's other funds that stand, or were withdrawn after money had been paid."""
    code, fund = case.book.programme.code, case.record.fund
    return [
        each
        for each in awards
        if each.terms.programme == code and each.fund != fund and (each.amount or not each.withdrawn)
    ]


def _per(case: Case) -> str:
    once = case.naming.once
    return once.per if once else "studio"
