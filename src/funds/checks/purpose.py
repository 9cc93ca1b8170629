"""The purpose (用途): one that the programme lists; outside an open list somebody must judge."""

from collections.abc import Iterable
from typing import Final

from funds.checks.case import Case, Check
from funds.finding import Finding, refuse, review
from funds.text import N_

__all__ = ["CHECKS", "HOUSE", "OTHER"]

#: The purpose of an entry whose use is none of the programme's.
OTHER: Final = "other"

#: The uses that grants of this kind name most often. One that a programme does not list is still
#: understood: it is judged as a use outside the list, not as a slip of the keys.
HOUSE: Final = {
    "premises": "场所布置完善",
    "equipment": "设备采购改进",
    "training": "学习培训",
    "publicity": "宣传配套",
    "activity": "创新活动",
    OTHER: "其他",
}


def use_not_listed(case: Case) -> Iterable[Finding]:
    """The use is listed and in force on the entry's date; an unknown id is refused with the ids there are."""
    purpose, law = case.record.purpose, case.law
    if case.record.refers or purpose in law.uses:
        return
    uses = ", ".join(law.uses)
    once_listed = any(use.id == purpose for use in case.book.programme.use)
    if purpose not in HOUSE and not once_listed:
        cite = case.book.cite(law.uses_list) if law.uses_list else ""
        yield refuse("use-unknown", case.record.amount, cite, purpose=purpose or "-", uses=f"{uses}, {OTHER}")
    elif law.uses_list is not None and law.uses_list.kind == "closed":
        yield refuse("use-not-listed", case.record.amount, case.book.cite(law.uses_list), purpose=purpose, uses=uses)
    else:
        cite = case.book.cite(law.uses_list) if law.uses_list else ""
        yield review("use-not-listed", case.record.amount, cite, purpose=purpose, uses=uses)


_SPEND: Final = frozenset({"spend"})

CHECKS: Final = (
    Check(
        code="use-unknown",
        reach="fund",
        title=N_("The purpose is one of the programme's"),
        says=N_("The programme has no purpose {purpose}; it has: {uses}."),
        remedy=N_("Give one of these with --purpose; other is for a use that the programme does not list."),
        basis=N_("the programme"),
        run=use_not_listed,
        kinds=_SPEND,
    ),
    Check(
        code="use-not-listed",
        reach="fund",
        title=N_("A use outside the list is refused, or judged where the list is open"),
        says=N_("{purpose} is not among the uses that the programme lists: {uses}."),
        remedy=N_("Where the list is open a second person decides (funds clear); else the grant cannot pay it."),
        basis=N_("the programme"),
        run=use_not_listed,
        kinds=_SPEND,
        severity="refuse, review",
    ),
)
