"""Forbidden use (禁止用途): what memo, payee, invoice items and tax codes say, not the declared purpose alone."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from funds.checks.case import Case, Check, Hit
from funds.checks.einvoice import supported
from funds.entry.record import Invoice, Record
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

    Questioned are the shares of the invoices whose items decided, else the whole amount. An invoice
    attached later is screened with the entry that it supports; what that entry was told already is not told again.
    """
    record = case.record
    later = record.kind == "attach"
    entry = supported(case) if later else record
    if entry is None or (later and not record.invoices):
        return
    sums: dict[tuple[Judged, str, str], int] = {}
    for invoice in record.invoices or (Invoice(),):
        hit = case.screen(entry.memo, entry.payee, invoice.item, invoice.tax_code)
        hits = _by_file(case, entry, invoice, hit) if invoice.seller else () if hit is None else (hit,)
        for each in hits:
            matter = (judged(each, case.law, case.book), each.words, each.field)
            share = invoice.share if each.field in _OF_ITEM else 0
            sums[matter] = min(entry.amount, sums.get(matter, 0) + (share or entry.amount))
    told = {(known.code, known.facts.get("words", "")) for known in entry.findings} if later else ()
    for (found, words, field), questioned in sums.items():
        if later and (field == "memo" or (found.code, words) in told):
            continue
        # what is posted cannot be refused any more: whoever clears it rejects it
        make = refuse if found.severity == "refuse" and not later else review
        facts = {"words": words, "field": field, **({"name": found.name} if found.name else {})}
        yield make(found.code, questioned, found.cite, **facts)


def _by_file(case: Case, entry: Record, invoice: Invoice, hit: Hit | None) -> Iterable[Hit]:
    """Screen an invoice whose file was read by its seller too, whoever was typed as payee.

    A meal by its tax code is one whatever memo and seller say. Of two verdicts of one sort the graver counts.
    """
    hits = [hit, case.screen(entry.memo, invoice.seller, invoice.item, invoice.tax_code)]
    if invoice.tax_code and not any(each and each.category == "meal" and each.severity == "refuse" for each in hits):
        alone = case.screen("", "", "", invoice.tax_code)
        hits.append(alone if alone and alone.category == "meal" else None)
    gravest: dict[tuple[str, str], Hit] = {}
    for each in hits:
        if each is not None and (each.severity == "refuse" or (each.field, each.category) not in gravest):
            gravest[each.field, each.category] = each
    return gravest.values()


_OF_ITEM: Final = frozenset({"item", "tax_code"})
_SPEND: Final = frozenset({"spend", "attach"})
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
