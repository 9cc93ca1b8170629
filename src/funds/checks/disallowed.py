"""What a disallowance (违规挂账) was for: it is never barred for its use, but tells the clause that forbids it."""

from collections.abc import Iterable
from typing import Final

from funds.checks.case import Case, Check
from funds.checks.forbidden import screening
from funds.finding import Finding, note
from funds.text import N_

__all__ = ["CHECKS"]


def disallowed_use(case: Case) -> Iterable[Finding]:
    """Note the words and the clause, so that the claim on the unit says what it rests on."""
    for found in screening(case):
        yield note("disallowed-use", found.questioned, found.cite, **found.facts)


CHECKS: Final = (
    Check(
        code="disallowed-use",
        reach="fund",
        title=N_("What was disallowed is told by its clause"),
        says=N_("“{words}” ({field}) is why this is a claim on the unit."),
        remedy=N_("Have the unit pay it back: funds recover."),
        basis=N_("the programme's prohibitions; union-wide rules"),
        run=disallowed_use,
        kinds=frozenset({"disallow"}),
        severity="note",
    ),
)
