"""How the funds of a programme stand (专项资金使用情况表): approved, received, spent by use, what is left and why."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from funds.money import yuan
from funds.statements.papers.known import Fund, Known

__all__ = ["Usage", "UsageLine", "usage"]


class UsageLine(NamedTuple):
    """One fund's figures, in fen: `uses` is what was spent by use."""

    fund: Fund
    received_on: tuple[dt.date, ...]
    uses: Mapping[str, int]
    reasons: str


class Usage(NamedTuple):
    """The funds of a programme; `uses` are the ids and names of the uses that have a column."""

    programme: str
    uses: tuple[tuple[str, str], ...]
    lines: tuple[UsageLine, ...]


def usage(funds: Iterable[Known], listed: Mapping[str, str]) -> Usage:
    """Give a line a fund. `listed` names the programme's own uses; a use that money stands under besides has a column too."""
    lines, found, programme = [], dict(listed), ""
    for known in funds:
        programme = known.fund.programme
        line = _line(known)
        lines.append(line)
        found |= {use: known.names.use(use) for use in line.uses if use not in found}
    return Usage(programme, tuple(found.items()), tuple(lines))


def _line(known: Known) -> UsageLine:
    spent = {purpose: fen for (measure, purpose), fen in known.sums.items() if measure == "spent"}
    days = sorted(
        {
            record.date
            for record, _moved in known.moved
            if record.kind == "receive" and known.window.holds(record.date) and not _undone(known, record.number)
        }
    )
    return UsageLine(known.fund, tuple(days), spent, _reasons(known, known.fund.total))


def _undone(known: Known, number: int) -> bool:
    item = known.story.items.get(number)
    return item is not None and bool(item.reversed_by)


def _reasons(known: Known, total: Mapping[str, int]) -> str:
    """Say what the record itself knows of why money is left or in doubt; people add the rest by hand."""
    fund, said = known.fund, []
    if fund.withdrawn:
        said.append(f"{fund.withdrawn}撤销命名")
    if known.window.since is None and total["received"] < total["approved"]:
        said.append(f"未到账{yuan(total['approved'] - total['received'])}")
    if total["under_review"]:
        said.append(f"待核{yuan(total['under_review'])}")
    if total["unsupported"]:
        said.append(f"缺附件{yuan(total['unsupported'])}")
    claim = known.story.claim
    if claim:
        said.append(f"违规挂账未追回{yuan(claim)}")
    return "；".join(said)
