"""From approval to the account: disbursed within what is approved, received within what is disbursed."""

from collections.abc import Iterable
from typing import Final

from funds.checks.basis import RING_FENCE
from funds.checks.case import Case, Check
from funds.entry.story import effect
from funds.finding import Finding, refuse
from funds.money import yuan
from funds.text import N_

__all__ = ["CHECKS"]


def disbursed_above_approved(case: Case) -> Iterable[Finding]:
    """No more is disbursed than was approved."""
    figures = case.story.figures
    over = figures["disbursed"] + case.record.amount - figures["approved"]
    if over > 0:
        facts = {"approved": yuan(figures["approved"]), "disbursed": yuan(figures["disbursed"]), "over": yuan(over)}
        yield refuse("disbursed-above-approved", over, RING_FENCE, **facts)


def approved_below_disbursed(case: Case) -> Iterable[Finding]:
    """An amendment does not lower the amount below what was paid."""
    disbursed = case.story.figures["disbursed"]
    if case.record.amount < disbursed:
        facts = {"amount": yuan(case.record.amount), "disbursed": yuan(disbursed)}
        yield refuse("approved-below-disbursed", disbursed - case.record.amount, RING_FENCE, **facts)


def instalment_exceeded(case: Case) -> Iterable[Finding]:
    """Where the grant is paid in parts, each part follows its stage."""
    terms, figures = case.story.terms, case.story.figures
    parts = case.naming.parts(terms.tier) if terms else ()
    if not parts:
        return
    reached = case.story.stages | {evidence.kind for evidence in case.record.evidence} | {"naming"}
    due = figures["approved"] * sum(part.percent for part in parts if part.after in reached) // 100
    over = figures["disbursed"] + case.record.amount - due
    if over > 0:
        waits = next((part for part in parts if part.after not in reached), parts[-1])
        facts = {"due": yuan(due), "disbursed": yuan(figures["disbursed"]), "over": yuan(over), "stage": waits.after}
        yield refuse("instalment-exceeded", over, case.book.cite(waits), **facts)


def received_above_disbursed(case: Case) -> Iterable[Finding]:
    """No more is received, or noticed as receivable, than was disbursed; also after a reversal."""
    source, sign = effect(case.story, case.record)
    figures = case.story.figures
    disbursed, received = figures["disbursed"], figures["received"]
    if source.kind == "disburse":
        disbursed += sign * source.amount
    elif source.kind == "receive" and sign > 0:
        received += source.amount
    elif source.kind == "receivable" and sign > 0:
        received += source.amount + case.story.receivable
    else:
        return
    if received > disbursed:
        facts = {"disbursed": yuan(disbursed), "received": yuan(received), "over": yuan(received - disbursed)}
        yield refuse("received-above-disbursed", received - disbursed, RING_FENCE, **facts)


CHECKS: Final = (
    Check(
        code="disbursed-above-approved",
        reach="fund",
        title=N_("No more is disbursed than approved"),
        says=N_("{approved} yuan are approved and {disbursed} disbursed; this goes {over} over."),
        remedy=N_("Check the amount; a higher grant needs a decision first: funds amend."),
        basis=RING_FENCE,
        run=disbursed_above_approved,
        kinds=frozenset({"disburse"}),
    ),
    Check(
        code="approved-below-disbursed",
        reach="fund",
        title=N_("The amount is not lowered below what was paid"),
        says=N_("{disbursed} yuan are disbursed already; the amount cannot be lowered to {amount}."),
        remedy=N_("Have the money returned first (funds return), and withdraw the award if it does not stand."),
        basis=RING_FENCE,
        run=approved_below_disbursed,
        kinds=frozenset({"amend"}),
    ),
    Check(
        code="instalment-exceeded",
        reach="fund",
        title=N_("Each instalment follows its stage"),
        says=N_("{due} yuan are due and {disbursed} disbursed; this goes {over} over. The next part follows: {stage}."),
        remedy=N_("Give the paper of that stage with the disbursement: --evidence {stage}=FILE."),
        basis=N_("the programme"),
        run=instalment_exceeded,
        kinds=frozenset({"disburse"}),
    ),
    Check(
        code="received-above-disbursed",
        reach="fund",
        title=N_("No more is received than disbursed"),
        says=N_("{disbursed} yuan would be disbursed and {received} received or receivable: {over} too much."),
        remedy=N_("Record the disbursement first; other money does not belong in this fund."),
        basis=RING_FENCE,
        run=received_above_disbursed,
        kinds=frozenset({"receive", "receivable", "reverse"}),
    ),
)
