"""A statement read from first row to last: in the limited process of the intake, then by a profile."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from funds.money import yuan
from funds.statements.bank import BankLine
from funds.workbook.bank.balance import settled, turned
from funds.workbook.bank.header import Found, Said, best_row, find, other_currency, other_unit, same_account, stated
from funds.workbook.bank.holder import holder_trouble
from funds.workbook.bank.profile import Profile
from funds.workbook.bank.rows import Lines, Whose, in_yuan
from funds.workbook.bank.told import ONE_SIDED, Trouble, trouble
from funds.workbook.bank.totals import Sums, Total, differing, totals_of
from funds.workbook.bank.unfitting import unfitting
from funds.workbook.intake.events import FileProblem, RowRead, SheetFound
from funds.workbook.intake.limits import HEADER_ROWS
from funds.workbook.intake.read import read
from funds.workbook.intake.table import SINCE_1904, TABLE
from funds.workbook.intake.told import remedy, sentence

__all__ = ["Statement", "read_statement"]

_HEADERS_SHOWN: Final = 30
_DAY: Final = re.compile(r"\s*(?:19|20)\d\d(?:[-/.年]\d{1,2}[-/.月]\d{1,2}|\d{4})日?(?:\D.*)?", re.DOTALL)
_MONEY: Final = re.compile(r"\s*[-+¥￥]?\s*[\d,]+\.\d{2}\s*")


class Statement(NamedTuple):
    """What a file says: its lines in the order of time, and what is to be said of it.

    `rows` counts the rows with content; `passed` those that are no line; `errors` those that have a problem.
    `period` is what stands above the table. `refused` and `how` say why the file as a whole was not read; its lines must not be used where `bars`. `totals` are what the file
    itself sums up, `sums` by sheet what its lines make.
    """

    lines: list[BankLine]
    troubles: list[Trouble]
    rows: int = 0
    passed: int = 0
    errors: int = 0
    profile: str = ""
    opening: int | None = None
    closing: int | None = None
    period: str = ""
    refused: str = ""
    how: str = ""
    totals: tuple[Total, ...] = ()
    sums: Mapping[str, Sums] = MappingProxyType({})

    @property
    def bars(self) -> bool:
        """Tell whether anything bars the file."""
        return bool(self.refused) or any(not each.note for each in self.troubles)


def read_statement(path: Path, whose: Whose, profiles: Iterable[Profile]) -> Statement:
    """Read a statement of an account by the profile that fits it best; a line of a day to come is an error."""
    known = list(profiles)
    whole, best = Statement([], []), (0, "", list[str]())
    for sheet, rows in _sheets(path):
        if isinstance(rows, FileProblem):
            return Statement([], [], refused=sentence(rows), how=remedy(rows))
        if sheet is None:
            continue
        found, part, headers = _sheet(sheet, rows, whose, known)
        if found is None and headers[1]:
            best = max(best, (headers[0], sheet.name, headers[1]), key=lambda one: len(one[2]))
        whole = _added(whole, part)
    if not whole.profile:
        why, how = unfitting(known, *best)
        return Statement([], [], refused=why, how=how)
    if len({line.fen > 0 for line in whole.lines}) > 1:  # a month in which money only came in is told by the others
        whole = whole._replace(troubles=[each for each in whole.troubles if each.code != ONE_SIDED])
    if whole.bars:
        return whole
    return whole._replace(troubles=[*whole.troubles, *differing(whole.totals, whole.sums)])


def _sheets(path: Path) -> Iterator[tuple[SheetFound | None, Iterator[RowRead] | FileProblem]]:
    """Give each sheet with its rows, which must be used up before the next; a refusal comes as one more."""
    events = read(path, TABLE)
    waiting: list[SheetFound] = []
    ended: list[FileProblem] = []

    def rows() -> Iterator[RowRead]:
        for event in events:
            if isinstance(event, RowRead):
                yield event
            elif isinstance(event, SheetFound):
                waiting.append(event)
                return
            elif isinstance(event, FileProblem):
                ended.append(event)
                return
            else:
                return

    for _none in rows():  # what stands before the first sheet: nothing
        pass
    while waiting:
        sheet = waiting.pop()
        yield sheet, rows()
    if ended:
        yield None, ended[0]


def _sheet(
    sheet: SheetFound, rows: Iterator[RowRead], whose: Whose, profiles: list[Profile]
) -> tuple[Found | None, Statement, tuple[int, list[str]]]:
    """Read one sheet; without a header it is passed over, and its likeliest header given."""
    first = list(islice(rows, HEADER_ROWS))
    found = find(first, profiles)
    if found is None:
        return None, *_passed(sheet, first, rows, profiles)
    above = [row for row in first if row.row <= found.row]
    said = stated([row for row in above if row.row < found.row], found.profile)
    troubles = [trouble("hidden", sheet.name, count=sheet.hidden)] if sheet.hidden else []
    troubles += _above(said, whose, sheet.name)
    if unit := other_unit(above):
        troubles.append(trouble("other-unit", sheet.name, unit.cell, unit.read))
    if money := other_currency(found):
        troubles.append(trouble("currency", sheet.name, money.cell, money.read))
    if _bars(troubles):
        count = len(first) + sum(1 for _row in rows)
        return found, Statement([], troubles, count, 0, 0, found.profile.code), (0, [])
    reader = Lines(whose, sheet.name, found, SINCE_1904 in sheet.extra)
    part = _lines(reader, first[len(above) :], rows)
    troubles += filter(None, [_one_sided(part.lines, found)])
    lines, breaks = _balanced(part, found, said)
    return (
        found,
        part._replace(
            lines=lines,
            troubles=[*troubles, *part.troubles, *breaks],
            rows=part.rows + len(above),
            passed=part.passed + len(above),
            profile=found.profile.code,
            opening=lines[0].opening if lines else None,
            closing=lines[-1].balance if lines else None,
            period=str(said["period"].value) if "period" in said else "",
            totals=(*totals_of(above[:-1], {}, sheet.name), *reader.tally.totals),
            sums={sheet.name: reader.tally.sums},
        ),
        (0, []),
    )


def _passed(
    sheet: SheetFound, first: list[RowRead], rows: Iterator[RowRead], profiles: list[Profile]
) -> tuple[Statement, tuple[int, list[str]]]:
    """Pass over a sheet without a header; that it holds lines all the same is a problem."""
    count = lines = 0
    for row in chain(first, rows):
        count += 1
        lines += any(map(_is_day, row.cells.values())) and any(map(_is_money, row.cells.values()))
    likely = best_row(first, profiles)
    if lines:
        shown = "、".join(likely[1][:_HEADERS_SHOWN]) or "-"
        told = [trouble("sheet-unread", sheet.name, read=sheet.name, headers=shown)]
        return Statement([], told, count, count - lines, lines), likely
    told = [trouble("sheet-passed", sheet.name, read=sheet.name)] if count else []
    return Statement([], told, count, count), likely


def _is_day(cell: object) -> bool:
    return isinstance(cell, dt.date) or (isinstance(cell, str) and _DAY.fullmatch(cell) is not None)


def _is_money(cell: object) -> bool:
    return isinstance(cell, float) or (isinstance(cell, str) and _MONEY.fullmatch(cell) is not None)


def _one_sided(lines: list[BankLine], found: Found) -> Trouble | None:
    """Tell that nothing says which amounts came in and which went out: none is below zero, and there are no balances."""
    column = found.columns.get("amount")
    if not lines or not column or "side" in found.columns or len({line.fen > 0 for line in lines}) > 1:
        return None
    if any(line.balance is not None for line in lines) or (lines[0].fen < 0) is found.profile.positive_in:
        return None
    return trouble(ONE_SIDED, lines[0].sheet, f"{column}{found.row}", found.headers[column].strip())


def _bars(troubles: Iterable[Trouble]) -> bool:
    return any(not each.note for each in troubles)


def _above(said: Mapping[str, Said], whose: Whose, sheet: str) -> list[Trouble]:
    """Hold what stands above the table against the account as it was declared."""
    troubles: list[Trouble] = []
    if (number := said.get("account")) and not same_account(number.value, whose.account):
        troubles.append(trouble("other-account", sheet, number.cell, number.value, account=whose.account))
    if (currency := said.get("currency")) and not in_yuan(currency.value):
        troubles.append(trouble("currency", sheet, currency.cell, currency.value))
    if holder := said.get("holder"):
        found = holder_trouble(holder.value, whose.holders, sheet, holder.cell)
        troubles += [found] if found else []
    return troubles


def _lines(reader: Lines, first: list[RowRead], rest: Iterator[RowRead]) -> Statement:
    """Read every row; nothing vanishes: each is a line, or passed, or an error."""
    lines: list[BankLine] = []
    below: list[bool] = []
    troubles: list[Trouble] = []
    serials: dict[tuple[str, str, int], int] = {}
    count = passed = errors = 0
    for row in (each for part in (first, rest) for each in part):
        count += 1
        read_ = reader.read(row)
        troubles += read_.troubles
        if (line := read_.line) is None:
            errors, passed = (errors + 1, passed) if _bars(read_.troubles) else (errors, passed + 1)
            continue
        key = (line.serial, line.date, line.fen)
        if line.serial and line.balance is None and key in serials:
            troubles.append(trouble("serial-twice", line.sheet, f"A{row.row}", line.serial, row=serials[key]))
        serials[key] = row.row
        lines.append(line)
        below.append(read_.turned)
    settled_lines, certain = turned(lines, below)
    if not certain:
        troubles += [reader.unclear(line) for line, under in zip(lines, below, strict=True) if under]
    return Statement(settled_lines, troubles, count, passed, errors)


def _balanced(part: Statement, found: Found, said: Mapping[str, Said]) -> tuple[list[BankLine], list[Trouble]]:
    """Give the lines in the order of time, and where the balances break; lines with errors beside them are not judged."""
    if part.errors:
        return part.lines, []
    column = found.columns.get("balance", "A")
    lines, breaks = settled(part.lines, lambda line: f"{column}{line.row}")
    if not lines or _bars(breaks):
        return lines, breaks
    ends = (("opening", lines[0].opening), ("closing", lines[-1].balance))
    for key, stands in ends:
        if key in said and stands is not None and said[key].value != stands:
            cell, value = said[key].cell, yuan(said[key].value)
            breaks.append(trouble(f"{key}-break", lines[0].sheet, cell, value, expected=yuan(stands)))
    return lines, breaks


def _added(whole: Statement, part: Statement) -> Statement:
    return Statement(
        whole.lines + part.lines,
        whole.troubles + part.troubles,
        whole.rows + part.rows,
        whole.passed + part.passed,
        whole.errors + part.errors,
        whole.profile or part.profile,
        whole.opening if whole.profile else part.opening,
        part.closing if part.profile else whole.closing,
        whole.period or part.period,
        totals=whole.totals + part.totals,
        sums={**whole.sums, **part.sums},
    )
