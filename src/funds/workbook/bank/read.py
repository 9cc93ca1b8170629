"""A statement read from first row to last: in the limited process of the intake, then by a profile."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from funds.money import yuan
from funds.statements.bank import BankLine
from funds.text import _
from funds.workbook.bank.balance import settled, turned
from funds.workbook.bank.header import Found, Said, best_row, find, other_unit, same_account, stated
from funds.workbook.bank.holder import holder_trouble
from funds.workbook.bank.profile import KEYS, Profile, named
from funds.workbook.bank.rows import Lines, Whose, in_yuan
from funds.workbook.bank.told import Trouble, trouble
from funds.workbook.intake.events import FileProblem, RowRead, SheetFound
from funds.workbook.intake.limits import HEADER_ROWS
from funds.workbook.intake.read import read
from funds.workbook.intake.table import SINCE_1904, TABLE
from funds.workbook.intake.told import remedy, sentence

__all__ = ["Statement", "read_statement"]

_HEADERS_SHOWN: Final = 30


class Statement(NamedTuple):
    """What a file says: its lines in the order of time, and what is to be said of it.

    `rows` counts the rows with content; `passed` those that are no line; `errors` those that have a problem.
    `period` is what stands above the table. `refused` and `how` say why the file as a whole was not read; its lines must not be used where `bars`.
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

    @property
    def bars(self) -> bool:
        """Tell whether anything bars the file."""
        return bool(self.refused) or any(not each.note for each in self.troubles)


def read_statement(path: Path, whose: Whose, profiles: Iterable[Profile]) -> Statement:
    """Read a statement of an account by the profile that fits it best; a line of a day to come is an error."""
    known = list(profiles)
    whole, best = Statement([], []), (0, "", [""])
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
        return _unfitting(known, *best)
    return whole


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
        count = len(first) + sum(1 for _row in rows)
        told = [trouble("sheet-passed", sheet.name, read=sheet.name)] if count else []
        return None, Statement([], told, count, count), best_row(first)
    above = [row for row in first if row.row <= found.row]
    said = stated([row for row in above if row.row < found.row], found.profile)
    troubles = [trouble("hidden", sheet.name, count=sheet.hidden)] if sheet.hidden else []
    troubles += _above(said, whose, sheet.name)
    if unit := other_unit(above):
        troubles.append(trouble("other-unit", sheet.name, unit.cell, unit.read))
    if _bars(troubles):
        count = len(first) + sum(1 for _row in rows)
        return found, Statement([], troubles, count, 0, 0, found.profile.code), (0, [])
    reader = Lines(whose, sheet.name, found, SINCE_1904 in sheet.extra)
    part = _lines(reader, first[len(above) :], rows)
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
        ),
        (0, []),
    )


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
    )


def _unfitting(profiles: list[Profile], row: int, sheet: str, headers: list[str]) -> Statement:
    """Say that no profile fits, which headers there are, and the --map to type."""
    given = next((profile.given for profile in profiles if profile.given), None)
    if not row:
        why = _("No row of the file names its columns, so that it cannot be told what they mean.")
        return Statement([], [], refused=why, how=_("See that it is a statement with its row of headers."))
    shown = "、".join(header.strip() for header in headers[:_HEADERS_SHOWN])
    if given:
        there = {named(header) for header in headers}
        lacking = "、".join(f"{key}={name}" for key, name in given.items() if named(name) not in there)
        why = _(
            "The columns mapped are not all there, or are not enough: {lacking}. Sheet {sheet}, row {row} says: {headers}."
        )
        why = why.format(lacking=lacking or "-", sheet=sheet, row=row, headers=shown)
    else:
        why = _("No profile fits. Sheet {sheet}, row {row} says: {headers}.")
        why = why.format(sheet=sheet, row=row, headers=shown)
    how = _("Say which header means what: --map {map}. Known keys: {keys}.")
    keys = "、".join(f"{key}（{word}）" for key, word in KEYS.items())
    return Statement([], [], refused=why, how=how.format(map=_guess(profiles, headers), keys=keys))


def _guess(profiles: list[Profile], headers: list[str]) -> str:
    """Give the --map that the headers suggest, with ? for what has to be filled in."""
    guessed: dict[str, str] = {}
    for key in KEYS:
        names = {name for profile in profiles for name in profile.columns.get(key, ())}
        header = next((header.strip() for header in headers if named(header) in names), "")
        if header and header not in guessed.values():
            guessed[key] = header
    if not guessed.keys() & {"amount", "out", "in"}:
        guessed |= {"out": "?", "in": "?"}
    guessed = {"date": guessed.get("date", "?"), **guessed}
    return ",".join(f"{key}={header}" for key, header in guessed.items())
