"""The case that a check judges: one record, the fund's story before it, and the law it stands under."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, NamedTuple

from funds.checks.awards import Awards, Granted
from funds.entry.record import KINDS, Record, Verdict
from funds.entry.story import Story
from funds.law.force import Law, Lawbook

__all__ = ["NOWHERE", "Around", "Case", "Check", "Claim", "Granted", "Hit", "Reach", "ScreenLine"]

#: How far a check must see: its own fund, the programme's year, or the whole workspace.
Reach = Literal["fund", "programme", "workspace"]


class Claim(NamedTuple):
    """A use of an invoice by an entry: its share and the face stated, in fen.

    Not `sure` where only the numbers are the same, and one of the two was given without its code.
    """

    fund: str
    number: int
    share: int
    face: int | None
    sure: bool = True


class Around(NamedTuple):
    """What stands beyond the fund: standing claims on the same invoices (by `invoice_key`), and the programme's awards."""

    claims: Mapping[tuple[str, str], tuple[Claim, ...]]
    awards: Awards


#: What a scope that cannot see beyond the fund passes on.
NOWHERE = Around({}, Awards())


class Hit(NamedTuple):
    """What screening found in a line: category (meal, bonus, other, review), refuse or review.

    `words` decided, as they stand in `field` (memo, payee, item or tax_code); `basis` is the
    document and clause that the lexicon gives for them, `clause` the id of the prohibition they
    fall under.
    """

    category: str
    severity: str
    words: str
    field: str
    basis: str
    clause: str


#: Screening of one line: (memo, payee, invoice item, tax code) to what was found, or None.
ScreenLine = Callable[[str, str, str, str], Hit | None]


class Case(NamedTuple):
    """Everything a check may look at; it has no clock and no store.

    `record` is numbered, dated and has its lines; rules that need "today" take the day of
    posting. `law` is the law on the record's date, `naming` the law on the day of naming.
    """

    record: Record
    story: Story
    book: Lawbook
    law: Law
    naming: Law
    around: Around
    screen: ScreenLine


class Check(NamedTuple):
    """One check: its finding's code, reach, the sentence and remedy (English msgids), its basis.

    `run` yields findings; it is pure. `says` and `remedy` are filled from a finding's facts.
    `kinds` are the kinds of record that it concerns, `severity` what its finding may be. A
    function that finds several things has a row for each, and runs once.
    """

    code: str
    reach: Reach
    title: str
    says: str
    remedy: str
    basis: str
    run: Callable[[Case], Iterable[Verdict]]
    kinds: frozenset[str] = frozenset(KINDS)
    severity: str = "refuse"
