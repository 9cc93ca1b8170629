"""The papers of reconciliation: each fund's 台账核对表, and each account's 银行存款余额调节表, in one workbook."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from funds.cli.paper import names_of
from funds.cli.reconciling.asking import Scope
from funds.cli.reconciling.decided import decision_of, mark_of
from funds.statements.bank import gaps
from funds.statements.materials import hidden_in
from funds.statements.papers.known import Cover, Fund, known
from funds.statements.window import Window
from funds.workbook.issue.papers.balance import Facts
from funds.workbook.issue.papers.reconciled_issue import issue_reconciled
from funds.workbook.issue.papers.side_rows import Reconciled

__all__ = ["write"]


def write(scope: Scope, found: Sequence[tuple[Any, list[Any]]], output: Path) -> int:
    """Write the workbook, and give how many sheets it has. Raises OSError, BadCellError."""
    window = Window(as_of=scope.day)
    names: dict[str, Any] = {}
    funds, statements = [], []
    for group, wanted in found:
        known_by = {one.award.fund: _fund(scope, one, names, window) for one in group.funds}
        for one in wanted:
            uses = names[one.award.programme].uses
            fund = known_by[one.award.fund]
            words = _decided(one, group), _marked(one, group), one.decided
            funds.append(Reconciled(fund, one.result, one.records, one.material, group.lines.lines, uses, *words))
        statements += [(_facts(account, group, known_by), told) for account, told in group.statements]
    return issue_reconciled(funds, statements, Cover(scope.workspace.settings.name, window, scope.day), output)


def _fund(scope: Scope, one: Any, names: dict[str, Any], window: Window) -> Fund:
    """Give the fund as papers print it, with the head of its whole chain."""
    code = one.award.programme
    if code not in names:
        names[code] = names_of(scope.workspace, code)
    told = known(one.records.values(), window, names[code])
    assert told is not None  # noqa: S101  a fund named after the day is not asked
    return told.fund._replace(head=one.head, records=_number(one.head))


def _number(head: str) -> int:
    return int(head.split(":")[1])


def _decided(one: Any, group: Any) -> dict[tuple[int, ...], str]:
    """Say who agreed each group that a person did, when and why."""
    said = {}
    for row in one.result.agreed:
        if decided := decision_of(one, group, row):
            own = "，系制单人" if decided["own_entry"] else ""
            facts = f"{decided['maker']}{own}，{decided['moment'][:10]}"
            said[row.entries] = f"（{facts}：{hidden_in(decided['reason'])}）"
    return said


def _marked(one: Any, group: Any) -> dict[str, str]:
    """Say who set a line apart, when and why."""
    marks = {str(left.id): mark_of(group, str(left.id)) for left in one.result.bank}
    return {
        name: f"（{mark.maker}，{mark.moment[:10]}：{hidden_in(mark.reason)}）" for name, mark in marks.items() if mark
    }


def _facts(account: Any, group: Any, funds: dict[str, Fund]) -> Facts:
    on: Iterable[str] = group.holding[account.number]
    records = {one.award.fund: one.records for one in group.funds}
    return Facts(
        account,
        {code: funds[code] for code in on},
        records,
        group.lines.lines,
        gaps(group.lines.of[account.number]),
        group.voided[account.number],
    )
