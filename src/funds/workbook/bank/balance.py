"""The running balance of a statement, line by line, and the order of time that it tells."""

from collections.abc import Callable, Sequence
from typing import Final

from funds.money import yuan
from funds.statements.bank import BankLine, Gap, gaps, sorted_lines
from funds.workbook.bank.told import Trouble, trouble

__all__ = ["settled", "turned"]

#: Lines with a balance from which it can be told that all signs are turned.
_LEAST: Final = 3

#: From a line to the cell of its balance.
Where = Callable[[BankLine], str]


def turned(lines: Sequence[BankLine], below: Sequence[bool]) -> tuple[list[BankLine], bool]:
    """Settle what money out that is written below zero means: the bank's way to write payments, or reversals (冲正).

    The balances say it; without them, where some lines of money out are above zero those below are reversals, and
    where several are and none is above, they are payments. Gives the lines, and whether that is certain.
    """
    if not any(below):
        return list(lines), True
    other = [line._replace(fen=-line.fen) if under else line for line, under in zip(lines, below, strict=True)]
    here, there = _breaks(lines), _breaks(other)
    if here != there:
        return other if there < here else list(lines), True
    if any(line.fen < 0 and not under for line, under in zip(lines, below, strict=True)):
        return list(lines), True
    if any(line.balance is not None for line in lines):
        return list(lines), False
    return other, sum(below) > 1


def _breaks(lines: Sequence[BankLine]) -> int:
    return min(len(gaps(lines)), len(gaps(list(reversed(lines)))))


def settled(lines: Sequence[BankLine], where: Where) -> tuple[list[BankLine], list[Trouble]]:
    """Put a statement's lines into the order of time, and tell where the running balance breaks."""
    if not lines:
        return [], []
    sheet, forward, backward = lines[0].sheet, list(lines), list(reversed(lines))
    notes = [] if any(line.balance is not None for line in lines) else [trouble("no-balances", sheet)]
    newest_first = lines[0].date > lines[-1].date
    turned_round = trouble("reversed", sheet)
    if newest_first and not gaps(backward):
        return backward, [*notes, turned_round]
    if not gaps(forward):
        return forward, notes
    if not gaps(backward) and lines[0].date >= lines[-1].date:
        return backward, [*notes, turned_round]
    by_day = sorted_lines(line._replace(seq=place) for place, line in enumerate(backward if newest_first else forward))
    if not by_day.gaps:
        return [line._replace(seq=0) for line in by_day.lines], [*notes, trouble("resorted", sheet)]
    taken = backward if newest_first or (len(gaps(backward)) < len(gaps(forward)) and _one_day(lines)) else forward
    if said := _signs(lines, where):
        return taken, [said]
    return taken, [_break(gap, where) for gap in gaps(taken)]


def _one_day(lines: Sequence[BankLine]) -> bool:
    return lines[0].date == lines[-1].date


def _signs(lines: Sequence[BankLine], where: Where) -> Trouble | None:
    """Tell that out and in were taken for each other, where all balances say so."""
    other = [line._replace(fen=-line.fen) for line in lines]
    if sum(line.balance is not None for line in lines) < _LEAST or _breaks(other):
        return None
    ordered = other if not gaps(other) else other[::-1]
    first, second = ordered[0], ordered[1]
    facts = {"before": yuan(first.balance or 0), "amount": yuan(abs(second.fen))}
    return trouble("signs-turned", second.sheet, where(second), yuan(second.balance or 0), **facts)


def _break(gap: Gap, where: Where) -> Trouble:
    line = gap.after
    return trouble(
        "balance-break",
        line.sheet,
        where(line),
        yuan(line.balance or 0),
        before=yuan(gap.stood),
        sign="+" if line.fen > 0 else "-",
        amount=yuan(abs(line.fen)),
        expected=yuan(gap.stood + line.fen),
    )
