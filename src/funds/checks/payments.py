"""From approval to the account: disbursed within what is approved, received within what is disbursed."""

import datetime as dt
from collections.abc import Iterable
from typing import Final

from funds.checks.basis import RING_FENCE
from funds.checks.case import Case, Check
from funds.entry.days import until
from funds.entry.record import Line
from funds.entry.story import Story, effect
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
    """No more is received, or noticed as receivable, than was disbursed, on any day; also after a reversal."""
    source, sign = effect(case.story, case.record)
    change = 0 if source.kind not in {"disburse", "receive", "receivable"} else sign * source.amount
    if source.kind == "disburse":
        change = -change
    elif source.kind == "receive":
        change += sum(_debit(line) for line in case.record.lines if line.account == "13101")
    story, since = case.story, case.record.date
    first = story.first_disbursed
    if change <= 0 or (source is case.record and first is not None and since < first):
        return  # told by before-disbursement
    for day in sorted({since, *(each for each in _days(story) if each > since)}):
        disbursed = until(story.disbursed_days, day)
        received = until(story.received_days, day) + max(until(story.receivable_days, day), 0)
        over = received + change - disbursed
        if over > 0:
            lowered = change if source.kind == "disburse" else 0
            told = {"disbursed": yuan(disbursed - lowered), "received": yuan(received + change - lowered)}
            yield refuse("received-above-disbursed", over, RING_FENCE, date=day, **told, over=yuan(over))
            return


def _days(story: Story) -> Iterable[dt.date]:
    return (*story.disbursed_days, *story.received_days, *story.receivable_days)


def _debit(line: Line) -> int:
    return line.fen if line.side == "debit" else -line.fen


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
        says=N_(
            "By {date} {disbursed} yuan would be disbursed and {received} received or receivable: {over} too much."
        ),
        remedy=N_("Record the disbursement first; other money does not belong in this fund."),
        basis=RING_FENCE,
        run=received_above_disbursed,
        kinds=frozenset({"receive", "receivable", "reverse"}),
    ),
)
