"""Other awards that bear on a new one: of the same programme, to the same studio, lead person or unit."""

from funds.checks.case import Case, Granted
from funds.entry.names import fold
from funds.entry.record import Award

__all__ = ["earlier", "others", "same_grantee", "same_round"]


def others(case: Case) -> list[Granted]:
    """Give the programme's other awards that stand, or were withdrawn after money had been paid."""
    code, fund = case.book.programme.code, case.record.fund
    return [
        each
        for each in case.around.awards
        if each.terms.programme == code and each.fund != fund and (each.amount or not each.withdrawn)
    ]


def earlier(case: Case, terms: Award) -> list[Granted]:
    """Give the other awards to whom the programme's one-off rule counts as the same, the newest first."""
    per = _per(case)
    whom = _whom(terms, per)
    found = [each for each in others(case) if whom and _whom(each.terms, per) == whom]
    return sorted(found, key=lambda each: each.year, reverse=True)


def same_grantee(case: Case, one: Award, other: Award) -> bool:
    """Tell whether the programme's one-off rule counts two awards as to the same."""
    per = _per(case)
    return _whom(one, per) == _whom(other, per)


def same_round(case: Case) -> list[Granted]:
    """Give the other awards of the same round: all of a one-round notice, else those of the year of naming."""
    found = others(case)
    if case.book.programme.measure == "round":
        return found
    year = (case.story.named or case.record.date).year
    return [each for each in found if each.year == year]


def _per(case: Case) -> str:
    once = case.naming.once
    return once.per if once else "studio"


def _whom(terms: Award, per: str) -> str:
    match per:
        case "lead":
            return fold(terms.lead)
        case "unit":
            return fold(terms.unit)
        case _:
            return fold(terms.studio)
