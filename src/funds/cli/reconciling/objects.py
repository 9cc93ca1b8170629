"""A fund's reconciliation as JSON has it: what was asked for, and beside it who decided and what each account says."""

from typing import Any

from funds.cli.reconciling.decided import decision_of, difference_of, mark_of, waiting
from funds.cli.reconciling.statements import as_object as statement_object
from funds.cli.reconciling.statements import voided_object
from funds.money import yuan
from funds.reconcile.result import as_json

__all__ = ["as_object"]


def as_object(one: Any, group: Any) -> dict[str, Any]:
    """Give a fund of a group (`record.reconciling`: `Fund`, `Together`); amounts in yuan."""
    told = as_json(one.result)
    for row, shown in zip(one.result.agreed, told["agreed"], strict=True):
        if row.stage == "person":
            shown["decision"] = decision_of(one, group, row)
            shown["difference"] = difference_of(one, row) or "0.00"
    for shown in told["left"]["bank"]:
        if mark := mark_of(group, shown["id"]):
            shown["mark"] = {"reason": mark.reason, "maker": mark.maker, "moment": mark.moment}
    told["waiting"] = list(waiting(one, group))
    told["unmatched"] = yuan(one.unmatched)
    told["accounts"] = [
        statement_object(statement)
        | {"until": group.until[account.number] or None}
        | {"voided": [voided_object(out) for out in group.voided[account.number]]}
        for account, statement in group.statements
    ]
    told["head"], told["decisions"] = one.head, one.decided or None
    return told
