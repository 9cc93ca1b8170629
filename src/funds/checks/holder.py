"""The holder of the account: the money goes to the account that the programme names."""

from collections.abc import Iterable
from typing import Final

from funds.checks.basis import RING_FENCE
from funds.checks.case import Case, Check
from funds.entry.names import fold
from funds.entry.record import Award
from funds.finding import Finding, note, refuse, review
from funds.law.values import Payee
from funds.text import N_

__all__ = ["CHECKS"]


def wrong_holder(case: Case) -> Iterable[Finding]:
    """The holder is who the programme says; money is received by the fund's own holder."""
    record, payee = case.record, case.naming.payee
    if record.terms is not None:
        if payee is not None:
            yield from _named(case, payee, record.terms)
        return
    terms = case.story.terms
    if terms is None or not record.holder or fold(record.holder) == fold(terms.holder):
        return
    facts = {"holder": record.holder, "wanted": terms.holder}
    if payee is not None:
        yield refuse("wrong-holder", record.amount, case.book.cite(payee), **facts)
    else:
        yield review("wrong-holder", record.amount, RING_FENCE, **facts)


def _named(case: Case, payee: Payee, terms: Award) -> Iterable[Finding]:
    """A union of another name may still be the unit's: that is noted, what is no union is refused."""
    if not _fits(payee, terms):
        make = note if payee.to == "unit-union" and "工会" in terms.holder else refuse
        facts = {"holder": terms.holder, "wanted": _wanted(payee, terms)}
        yield make("wrong-holder", case.record.amount, case.book.cite(payee), **facts)


def _fits(payee: Payee, terms: Award) -> bool:
    holder = fold(terms.holder)
    match payee.to:
        case "unit-union":
            return holder.startswith(fold(terms.unit)) and "工会" in holder[len(fold(terms.unit)) :]
        case "unit":
            return holder == fold(terms.unit)
        case "person":
            return holder == fold(terms.lead)
        case _:
            return "联盟" in holder


def _wanted(payee: Payee, terms: Award) -> str:
    match payee.to:
        case "unit-union":
            return f"{terms.unit}工会委员会"
        case "unit":
            return terms.unit
        case "person":
            return terms.lead
        case _:
            return "联盟"


CHECKS: Final = (
    Check(
        code="wrong-holder",
        reach="fund",
        title=N_("The account is that of the holder the programme names"),
        says=N_("The account holder {holder} is not {wanted}."),
        remedy=N_("Pay to the right account; if the holder has changed by a document, record it with funds amend."),
        basis=N_("the programme"),
        run=wrong_holder,
        kinds=frozenset({"award", "amend", "receive"}),
        severity="refuse, review, note",
    ),
)
