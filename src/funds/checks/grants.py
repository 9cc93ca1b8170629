"""The award (命名补助): amount against tier and kind, as the law stood at naming."""

from collections.abc import Iterable
from typing import Final

from funds.checks.case import Case, Check
from funds.checks.earlier import earlier
from funds.entry.names import fold
from funds.entry.record import Award
from funds.finding import Finding, refuse
from funds.law.values import PerItem, Tier, Unstated
from funds.money import fen, yuan
from funds.text import N_

__all__ = ["CHECKS"]

_TERMS: Final = frozenset({"award", "amend"})


def no_terms(case: Case) -> Iterable[Finding]:
    """An award and its amendment state the whole terms."""
    terms = case.record.terms
    if terms is None or not (fold(terms.studio) and fold(terms.unit) and fold(terms.holder)):
        yield refuse("no-terms")


def no_grant(case: Case) -> Iterable[Finding]:
    """A programme that grants no money takes namings without an amount."""
    programme = case.book.programme
    if not programme.grants and case.record.amount:
        yield refuse(
            "no-grant", case.record.amount, _source(case), programme=programme.name, amount=yuan(case.record.amount)
        )


def tier(case: Case) -> Iterable[Finding]:
    """The tier is one of those in force at naming, and the amount is what it grants."""
    terms = case.record.terms
    if terms is None or not case.book.programme.grants:
        return
    found = case.naming.tiers.get(terms.tier)
    if found is not None:
        yield from _kind(case, terms, found)
        yield from _amount(case, terms, found)
    elif terms.tier in case.naming.per_item:
        yield from _items(case, terms)
    else:
        yield from _unknown(case, terms)


def _source(case: Case) -> str:
    first = case.book.programme.document[0]
    return first.number or first.title


def _unknown(case: Case, terms: Award) -> Iterable[Finding]:
    day = case.story.named or case.record.date
    programme = case.book.programme
    known: list[Tier | PerItem] = [*programme.tier, *programme.per_item]
    known = [value for value in known if value.id == terms.tier]
    if known:
        since, until = known[0].since, known[-1].until or ""
        cite = case.book.cite(known[0])
        facts = {"tier": terms.tier, "date": day, "since": since, "until": until}
        yield refuse("not-in-force", case.record.amount, cite, **facts)
    else:
        ids = ", ".join((*case.naming.tiers, *case.naming.per_item))
        yield refuse("no-such-tier", case.record.amount, _source(case), tier=terms.tier, tiers=ids)


def _kind(case: Case, terms: Award, found: Tier) -> Iterable[Finding]:
    if found.kinds and terms.kind not in found.kinds:
        facts = {"tier": found.id, "kind": terms.kind or "-", "kinds": ", ".join(found.kinds)}
        yield refuse("wrong-kind", case.record.amount, case.book.cite(found), **facts)


def _amount(case: Case, terms: Award, found: Tier) -> Iterable[Finding]:
    year = (case.story.named or case.record.date).year
    renewed = any(each.year <= year for each in earlier(case, terms))
    bounds = case.book.grant(case.naming, found, renewed=renewed)
    amount = case.record.amount
    if isinstance(bounds, Unstated):
        facts = {
            "tier": found.id,
            "what": bounds.what,
            "setting": bounds.setting,
            "programme": case.book.programme.code,
        }
        yield refuse("amount-unstated", amount, case.book.cite(bounds), **facts)
        return
    low, high = bounds
    if (low is None or low <= amount) and (high is None or amount <= high):
        return
    rule = case.naming.renewal(found.id) if renewed else None
    facts = {"amount": yuan(amount), "tier": found.id, "range": _range(low, high)}
    yield refuse("amount-outside-tier", amount, case.book.cite(rule or found), **facts)


def _range(low: int | None, high: int | None) -> str:
    if low == high and low is not None:
        return yuan(low)
    return f"{'' if low is None else yuan(low)}-{'' if high is None else yuan(high)}"


def _items(case: Case, terms: Award) -> Iterable[Finding]:
    """An amount for each item: the number of items is the award's quantity."""
    rule = case.naming.per_item[terms.tier]
    count = case.record.quantity
    if case.record.amount != fen(rule.amount) * count or (rule.most is not None and count > rule.most):
        facts = {"amount": yuan(case.record.amount), "item": rule.item, "each": yuan(fen(rule.amount)), "count": count}
        yield refuse("amount-per-item", case.record.amount, case.book.cite(rule), **facts, most=rule.most or "-")


CHECKS: Final = (
    Check(
        code="no-terms",
        reach="fund",
        title=N_("An award names its studio, unit and holder"),
        says=N_("The award does not name the studio, the unit and the holder of the account."),
        remedy=N_("Give --studio, --unit and --holder."),
        basis=N_("the programme"),
        run=no_terms,
        kinds=_TERMS,
    ),
    Check(
        code="no-grant",
        reach="fund",
        title=N_("A programme without a grant pays nothing"),
        says=N_("{programme} grants no money, but the award says {amount} yuan."),
        remedy=N_("Leave the amount out, or name the programme whose money it is."),
        basis=N_("the programme"),
        run=no_grant,
        kinds=_TERMS,
    ),
    Check(
        code="no-such-tier",
        reach="fund",
        title=N_("The tier is one of the programme's"),
        says=N_("The programme has no tier {tier}; it has: {tiers}."),
        remedy=N_("Give one of these with --tier."),
        basis=N_("the programme"),
        run=tier,
        kinds=_TERMS,
    ),
    Check(
        code="not-in-force",
        reach="fund",
        title=N_("The tier is in force at naming"),
        says=N_("On {date} tier {tier} is not in force; it stands from {since} to {until}."),
        remedy=N_("Check the date of naming; a later round needs a programme file or a dated value of its own."),
        basis=N_("the programme"),
        run=tier,
        kinds=_TERMS,
    ),
    Check(
        code="wrong-kind",
        reach="fund",
        title=N_("The tier is open to this kind of studio"),
        says=N_("Tier {tier} is for {kinds}; the award says {kind}."),
        remedy=N_("Give --kind model or --kind staff as the naming document says."),
        basis=N_("the programme"),
        run=tier,
        kinds=_TERMS,
    ),
    Check(
        code="amount-outside-tier",
        reach="workspace",
        title=N_("The amount is what the tier grants"),
        says=N_("{amount} yuan is not what tier {tier} grants: {range} yuan."),
        remedy=N_("Give the amount that the approval states; if it really differs, the programme needs an amendment."),
        basis=N_("the programme"),
        run=tier,
        kinds=_TERMS,
    ),
    Check(
        code="amount-unstated",
        reach="fund",
        title=N_("An amount that the document leaves open must be set"),
        says=N_("The document leaves the amount of tier {tier} open: {what}."),
        remedy=N_('Set {setting} = "AMOUNT" or "LEAST-MOST" under [settings."{programme}"] in funds.toml.'),
        basis=N_("the programme"),
        run=tier,
        kinds=_TERMS,
    ),
    Check(
        code="amount-per-item",
        reach="fund",
        title=N_("An amount for each item is the rate times the number"),
        says=N_("{amount} yuan is not {each} yuan for each of {count} ({item}), of at most {most}."),
        remedy=N_("Give the number of items with --quantity and the amount that follows from it."),
        basis=N_("the programme"),
        run=tier,
        kinds=_TERMS,
    ),
)
