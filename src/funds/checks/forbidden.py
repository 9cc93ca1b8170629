"""Forbidden use (禁止用途): what memo, payee, invoice items and tax codes say, not the declared purpose alone."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from funds.checks.case import Case, Check, Hit
from funds.entry.record import Invoice
from funds.finding import Finding, refuse, review
from funds.law.force import Law, Lawbook
from funds.law.values import Prohibition
from funds.text import N_

__all__ = ["CHECKS", "Judged", "judged", "screening"]


class Judged(NamedTuple):
    """What the law makes of a hit: the finding's code, refuse or review, the clause cited, what is forbidden.

    `own`: by the programme itself, not only by the union-wide rules.
    """

    code: str
    severity: str
    cite: str
    name: str
    own: bool = False


def judged(hit: Hit, law: Law, book: Lawbook) -> Judged:
    """Put a hit under the law in force: the programme's own prohibitions first, then the union-wide ones.

    A meal that only the union-wide rules forbid is reviewed where the workspace's policy says so.
    What no prohibition in force covers is a matter for a person.
    """
    under = _prohibition(hit, law)
    cite, name = (book.cite(under), under.name) if under else (hit.basis, "")
    if hit.category == "review":
        return Judged("needs-judgement", "review", cite, "")
    own = under in book.programme.prohibition
    softened = hit.category == "meal" and book.policy.meals == "review" and not own
    severity = "review" if softened or under is None else hit.severity
    return Judged(f"forbidden-{hit.category}", severity, cite, name, own)


def _prohibition(hit: Hit, law: Law) -> Prohibition | None:
    """Give the prohibition of the hit's clause, else the first of its category."""
    same = [value for value in law.prohibitions if value.category == hit.category]
    by_clause = [value for value in same or law.prohibitions if value.id == hit.clause]
    return next(iter(by_clause or same), None)


def screening(case: Case) -> Iterable[Finding]:
    """Screen an entry with each of its invoices; each matter is told once, with the words that decided.

    Questioned are the shares of the invoices whose items decided, else the whole amount.
    """
    record = case.record
    sums: dict[tuple[Judged, str, str], int] = {}
    for invoice in record.invoices or (Invoice(),):
        hit = case.screen(record.memo, record.payee, invoice.item, invoice.tax_code)
        if hit is not None:
            matter = (judged(hit, case.law, case.book), hit.words, hit.field)
            share = invoice.share if hit.field in _OF_ITEM else 0
            sums[matter] = min(record.amount, sums.get(matter, 0) + (share or record.amount))
    for (found, words, field), questioned in sums.items():
        make = refuse if found.severity == "refuse" else review
        facts = {"words": words, "field": field, **({"name": found.name} if found.name else {})}
        yield make(found.code, questioned, found.cite, **facts)


_OF_ITEM: Final = frozenset({"item", "tax_code"})
_SPEND: Final = frozenset({"spend"})
_INSTEAD: Final = N_("Pay it from another source; what has already left the account is recorded with funds disallow.")

CHECKS: Final = (
    Check(
        "forbidden-meal",
        "fund",
        N_("A meal or hospitality"),
        N_("“{words}” ({field}) says that this is a meal, food or drink, or hospitality."),
        _INSTEAD,
        N_("the programme's prohibitions; union-wide rules"),
        screening,
        _SPEND,
        "refuse, review",
    ),
    Check(
        "forbidden-bonus",
        "fund",
        N_("A bonus, allowance, welfare or goods for persons"),
        N_("“{words}” ({field}) says that this benefits persons: a bonus, an allowance, a gift, personal goods."),
        _INSTEAD,
        N_("the programme's prohibitions; union-wide rules"),
        screening,
        _SPEND,
        "refuse, review",
    ),
    Check(
        "forbidden-other",
        "fund",
        N_("A use foreign to the studio"),
        N_("“{words}” ({field}) says that this is entertainment, tobacco or drink, a fine, or the unit's own cost."),
        _INSTEAD,
        N_("union-wide rules"),
        screening,
        _SPEND,
        "refuse, review",
    ),
    Check(
        "needs-judgement",
        "fund",
        N_("A use that a person must judge"),
        N_("“{words}” ({field}) may or may not be a use that the grant permits."),
        N_("Add what shows the use (list, programme, breakdown); a second person then clears it with funds clear."),
        N_("union-wide rules"),
        screening,
        _SPEND,
        "review",
    ),
)
