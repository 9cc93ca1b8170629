"""What a reconciliation takes, read from the record: funds together with those that share a bank account with them.

A fund's money is on the accounts that are declared to hold it; an account declared for no fund in particular holds
that of every fund whose account is in the same name (账户单位).
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from sqlalchemy import Connection, Engine

from funds.entry.names import fold
from funds.entry.record import Record
from funds.reconcile.differences import Difference, differences, uncovered
from funds.reconcile.result import Result
from funds.reconcile.run import reconcile_together
from funds.reconcile.settings import Settings
from funds.reconcile.sides import BankLine as Line
from funds.reconcile.sides import Part
from funds.reconcile.statement import BankStatement
from funds.record.accounted import accounted
from funds.record.accounts import Ever, ever, marks_in
from funds.record.awards import Standing, awards
from funds.record.bank import lines_in, lines_out
from funds.record.chain import chain_in
from funds.record.decisions import standing
from funds.record.errors import NoFundError
from funds.record.materials import materials_in
from funds.record.open import reading
from funds.record.pairings import Pairing, decision_head, pairings_in
from funds.record.sided import Lines, Shelves, entries_of, kept_of
from funds.record.voided import voids_in
from funds.seal import head_of
from funds.statements.bank import Account, BankLine, Mark
from funds.statements.materials import Material
from funds.statements.transfers import transfers
from funds.statements.voided import Voided, reached, voided

__all__ = ["Asked", "Fund", "Together", "reconciled"]

_DEFAULT: Final = Settings()


class Asked(NamedTuple):
    """What is asked: the day, one fund or one programme's or all, how lines look, and whether papers count.

    `looks` gives the class of a line that by its words is no fund's (interest, a fee), or nothing.
    """

    as_of: dt.date
    fund: str = ""
    programme: str = ""
    looks: Callable[[BankLine], str] = lambda _line: ""
    papers: bool = True
    settings: Settings = _DEFAULT


class Fund(NamedTuple):
    """One fund reconciled: its award, its records up to the day, its rows by the ids in the result, its decisions.

    `head` is that of its records, `decided` that of its decisions, empty where there are none. `differs` are the groups that a person agreed though their amounts do not tie.
    """

    award: Standing
    result: Result
    records: Mapping[int, Record]
    shelves: Shelves
    kept: Sequence[Pairing]
    differs: Sequence[Difference]
    head: str
    decided: str

    @property
    def unmatched(self) -> int:
        """The spending, in fen, that no material stands against, or none for all of it."""
        return self.result.unmatched + uncovered(self.differs)

    @property
    def material(self) -> Mapping[str, Material]:
        """The rows of material by the ids in the result."""
        return self.shelves.rows


class Together(NamedTuple):
    """Funds whose money is on the same accounts; `sides` are the lines, by account, that they were held against.

    `holding` gives, by account, the codes of the funds whose money is on it, `marks` the marks on its lines, `until` the
    last day that its statements reach, `voided` its lines that were taken out of account. `stands` are the decisions
    that were not replaced, by fund and number, `statements` each account's own reconciliation (银行存款余额调节表).
    """

    accounts: tuple[Account, ...]
    holding: Mapping[str, Sequence[str]]
    lines: Lines
    until: Mapping[str, str]
    voided: Mapping[str, Sequence[Voided]]
    marks: Mapping[str, Mapping[int, Mark]]
    funds: tuple[Fund, ...]
    stands: AbstractSet[tuple[str, int]]
    statements: Sequence[tuple[Account, BankStatement]]
    sides: Mapping[str, Sequence[Line]]


def reconciled(engine: Engine, asked: Asked) -> Iterator[Together]:
    """Reconcile the funds asked for, in order of their codes; those that share an account come together, once.

    Funds named after the day are passed over. Each group is read in one transaction. Raises NoFundError, BrokenError.
    """
    named = {award.fund: award for award in awards(engine) if award.named <= asked.as_of}
    wanted = [code for code, award in named.items() if _wanted(award, asked)]
    if asked.fund and not wanted:
        raise NoFundError(fund=asked.fund)
    held = _held(ever(engine), named)
    done: set[str] = set()
    for code in wanted:
        if code in done:
            continue
        funds, on = _group(code, held)
        done.update(funds)
        with reading(engine) as connection:
            read = [_read(connection, named[each], asked.as_of) for each in funds]
            yield _together(connection, read, {one: held.of_account[one.number] for one in on}, asked)


def _wanted(award: Standing, asked: Asked) -> bool:
    return award.fund == asked.fund if asked.fund else asked.programme in {"", award.programme}


class _Held(NamedTuple):
    """Which accounts each fund's money is on, and which funds' money each account holds."""

    of_fund: Mapping[str, Sequence[Account]]
    of_account: Mapping[str, Sequence[str]]


def _held(declared: Sequence[Ever], named: Mapping[str, Standing]) -> _Held:
    """Tell whose money is on which account, now or at any time: to declare an account anew hides nothing."""
    by_holder: dict[str, list[str]] = {}
    for code, award in named.items():
        by_holder.setdefault(fold(award.holder), []).append(code)
    of_account = {}
    for one in declared:
        at_large = {code for holder in one.at_large for code in by_holder.get(fold(holder), ())}
        of_account[one.account.number] = sorted(at_large | {code for code in one.funds if code in named})
    of_fund: dict[str, list[Account]] = {}
    for one in declared:
        for code in of_account[one.account.number]:
            of_fund.setdefault(code, []).append(one.account)
    return _Held(of_fund, of_account)


def _group(code: str, held: _Held) -> tuple[list[str], list[Account]]:
    """Give the funds that hang together with one by the accounts they share, and these accounts."""
    funds, on = {code}, dict[str, Account]()
    waiting = [code]
    while waiting:
        for one in held.of_fund.get(waiting.pop(), ()):
            if one.number not in on:
                on[one.number] = one
                fresh = set(held.of_account[one.number]) - funds
                funds |= fresh
                waiting += fresh
    return sorted(funds), [on[number] for number in sorted(on)]


class _Read(NamedTuple):
    """One fund as it was read: its records up to the day, and the head of its whole chain."""

    award: Standing
    chain: Sequence[Record]
    shelves: Shelves
    kept: Sequence[Pairing]
    head: str
    decided: str

    def part(self, lines: Lines, *, papers: bool) -> Part:
        """Give its share in the reconciliation."""
        kept = [kept_of(one, self.shelves, lines) for one in self.kept]
        return Part(self.award.fund, entries_of(self.chain, papers=papers), self.shelves.sides, kept)

    def told(self, result: Result, differs: Sequence[Difference]) -> Fund:
        """Give it with its result."""
        records = {record.number: record for record in self.chain}
        return Fund(self.award, result, records, self.shelves, self.kept, differs, self.head, self.decided)


def _read(connection: Connection, award: Standing, as_of: dt.date) -> _Read:
    whole = list(chain_in(connection, award.fund))
    shelves = Shelves(materials_in(connection, award.fund), as_of.isoformat())
    chain = [record for record in whole if record.date <= as_of]
    decided = decision_head(connection, award.fund)
    kept = pairings_in(connection, award.fund)
    return _Read(award, chain, shelves, kept, str(head_of(whole[-1])), str(decided or ""))


def _moved(on: Iterable[Account], held: Mapping[str, Sequence[BankLine]]) -> set[tuple[str, int]]:
    """Give the lines that moved money between accounts of one holder: between unions it is a grant that is paid."""
    holders: dict[str, list[str]] = {}
    for one in on:
        holders.setdefault(fold(one.holder), []).append(one.number)
    return {end for numbers in holders.values() for end in transfers({number: held[number] for number in numbers})}


def _together(
    connection: Connection, funds: Sequence[_Read], on: Mapping[Account, Sequence[str]], asked: Asked
) -> Together:
    lines = Lines({one.number: lines_in(connection, one.number) for one in on}, asked.as_of.isoformat())
    held = lines.of
    marks = {number: marks_in(connection, number) for number in held}
    moved = _moved(on, held)
    sides = {one.number: lines.side(one, marks[one.number], asked.looks, moved) for one in on}
    parts = [fund.part(lines, papers=asked.papers) for fund in funds]
    decided = [each for fund, part in zip(funds, parts, strict=True) for each in zip(fund.kept, part.kept, strict=True)]
    first = min((some[0].date for some in held.values() if some), default="")
    since = dt.date.fromisoformat(first) if first else None
    every = [line for some in sides.values() for line in some]
    results = reconcile_together(parts, every, asked.as_of, asked.settings, since=since)
    told = tuple(
        fund.told(result, differences(result, part, every))
        for fund, part, result in zip(funds, parts, results, strict=True)
    )
    holding = {one.number: codes for one, codes in on.items()}
    until = {number: reached(some, asked.as_of) for number, some in held.items()}
    out = {number: _out(connection, number, some, asked.as_of) for number, some in held.items()}
    stands = {(one.fund, one.number) for one in standing(decided)}
    accounts = accounted(on, lines, sides, list(zip(parts, results, strict=True)), asked.as_of)
    return Together(tuple(on), holding, lines, until, out, marks, told, stands, accounts, sides)


def _out(connection: Connection, number: str, stand: Sequence[BankLine], day: dt.date) -> list[Voided]:
    said = voids_in(connection, number)
    return voided(stand, [(line, said[line.seq]) for line in lines_out(connection, number, day.isoformat())])
