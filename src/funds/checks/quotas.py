"""One award to each, so many a year, so much in all: what other awards leave room for."""

from collections.abc import Iterable
from typing import Final

from funds.checks.awards import Granted
from funds.checks.case import Case, Check
from funds.checks.earlier import earlier, same_grantee, same_round
from funds.entry.names import fold
from funds.entry.record import Award
from funds.finding import Finding, note, refuse
from funds.law.values import Quota
from funds.money import yuan
from funds.text import N_

__all__ = ["CHECKS"]

_TERMS: Final = frozenset({"award", "amend"})


def already_granted(case: Case) -> Iterable[Finding]:
    """A one-off grant is given once; again only on the ground that the programme names.

    An amendment that makes a fund another's, or of another tier, is judged as an award would be.
    """
    once, terms, before_it = case.naming.once, case.record.terms, case.story.terms
    if once is None or terms is None:
        return
    moved = before_it is None or not same_grantee(case, before_it, terms)
    if not moved and before_it is not None and before_it.tier == terms.tier:
        return
    named = (case.story.named or case.record.date).year
    for before in earlier(case, terms):
        years = named - before.year
        if years < 0 and not moved:
            continue  # a later grant was judged against this one when it was given
        if not once.allows(terms.tier, before.terms.tier, years):
            facts = {"studio": terms.studio, "other": before.fund, "year": before.year, "amount": yuan(before.amount)}
            yield refuse("already-granted", case.record.amount, case.book.cite(once), **facts)
            return


def quota_exceeded(case: Case) -> Iterable[Finding]:
    """No more awards in a year or round than the quota, of the programme, a recommending body or a unit."""
    terms, before = case.record.terms, case.story.terms
    quotas = [quota for quota in case.naming.quotas if quota.most is not None]
    if terms is None or not quotas or (before is not None and _counted(before) == _counted(terms)):
        return
    by_body = next((quota for quota in quotas if quota.per == "recommender"), None)
    if by_body is not None and not fold(terms.recommender):
        yield note("recommender-unstated", 0, case.book.cite(by_body), unit=terms.unit)
    concerned = [quota for quota in quotas if _concerns(quota, terms, quotas)]
    round_ = same_round(case) if concerned else []
    for quota in concerned:
        count = _count(quota, _whom(quota, terms), round_, quotas)
        if count >= (quota.most or 0):
            facts = {"most": quota.most, "whom": _said(quota, terms), "count": count}
            yield refuse("quota-exceeded", case.record.amount, case.book.cite(quota), **facts)


def _counted(terms: Award) -> tuple[str, ...]:
    """Give what quotas count an award by."""
    return terms.kind, terms.tier, fold(terms.recommender), fold(terms.unit)


def _whom(quota: Quota, terms: Award) -> str:
    match quota.per:
        case "recommender":  # where none is named, the unit stands for itself
            return fold(terms.recommender) or fold(terms.unit)
        case "unit":
            return fold(terms.unit)
        case _:
            return ""


def _said(quota: Quota, terms: Award) -> str:
    return {"recommender": terms.recommender or terms.unit, "unit": terms.unit}.get(quota.per, terms.programme)


def _count(quota: Quota, whom: str, round_: list[Granted], quotas: list[Quota]) -> int:
    """Count the awards of a round that fall under a quota, for the same body or unit."""
    kind, tier = quota.kind, quota.tier
    ours = [
        each.terms for each in round_ if (not kind or each.terms.kind == kind) and (not tier or each.terms.tier == tier)
    ]
    if quota.per == "programme":
        return len(ours)
    return sum(_whom(quota, terms) == whom and _concerns(quota, terms, quotas) for terms in ours)


def _concerns(quota: Quota, terms: Award, quotas: list[Quota]) -> bool:
    """Tell whether an award falls under a quota; one without names is for all that no other one names."""
    if (quota.kind and quota.kind != terms.kind) or (quota.tier and quota.tier != terms.tier):
        return False
    if quota.per == "programme":
        return True
    whom = _whom(quota, terms)
    if quota.names:
        return whom in {fold(name) for name in quota.names}
    return not any(
        whom == fold(name)
        for other in quotas
        if other.per == quota.per and other.kind == quota.kind
        for name in other.names
    )


def pool_exceeded(case: Case) -> Iterable[Finding]:
    """What is approved in a year stays within the programme's pool."""
    pool = case.naming.pool
    if pool is None:
        return
    approved = sum(each.amount for each in same_round(case))
    over = approved + case.record.amount - pool.limit
    if over > 0:
        facts = {"limit": yuan(pool.limit), "approved": yuan(approved), "over": yuan(over)}
        yield refuse("pool-exceeded", over, case.book.cite(pool), **facts)


CHECKS: Final = (
    Check(
        code="already-granted",
        reach="workspace",
        title=N_("A one-off grant is given once"),
        says=N_("{studio} was granted {amount} yuan in {year} ({other}); this grant is given once."),
        remedy=N_("To change that award use funds amend; a new grant needs the ground that the programme names."),
        basis=N_("the programme"),
        run=already_granted,
        kinds=_TERMS,
    ),
    Check(
        code="quota-exceeded",
        reach="programme",
        title=N_("No more awards than the quota"),
        says=N_("{whom} has {count} awards of this round already; the quota is {most}."),
        remedy=N_("Withdraw an award that does not stand (funds withdraw), or name the studio in another round."),
        basis=N_("the programme"),
        run=quota_exceeded,
        kinds=_TERMS,
    ),
    Check(
        code="recommender-unstated",
        reach="fund",
        title=N_("A quota by recommending body needs the body's name"),
        says=N_("The quota counts by recommending body, and the award names none: {unit} is counted in its stead."),
        remedy=N_("Name it with --recommender, or later with funds amend."),
        basis=N_("the programme"),
        run=quota_exceeded,
        kinds=_TERMS,
        severity="note",
    ),
    Check(
        code="pool-exceeded",
        reach="programme",
        title=N_("Awards of a year stay within the pool"),
        says=N_("{approved} yuan of the pool of {limit} are approved; this award goes {over} over it."),
        remedy=N_("Approve less, or amend the programme's pool by the document that raises it."),
        basis=N_("the programme"),
        run=pool_exceeded,
        kinds=_TERMS,
    ),
)
