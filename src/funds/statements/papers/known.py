"""A fund as a paper sees it: its records through the window, whose it is, and what is still in doubt."""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from funds.entry.record import Record
from funds.entry.story import Movement, Story, advance
from funds.seal import head_of
from funds.statements.story import papers_missing
from funds.statements.sums import Sums, folded
from funds.statements.utilisation import totals
from funds.statements.window import Window

__all__ = ["Cover", "Fund", "Known", "Names", "each_fund", "known"]


class Names(NamedTuple):
    """What a programme calls things: its own name, its uses by id, the kinds of paper by id, its payer.

    `house` names the uses that a programme may leave unlisted.
    """

    programme: str = ""
    uses: Mapping[str, str] = {}
    papers: Mapping[str, str] = {}
    issuer: str = ""
    house: Mapping[str, str] = {}

    def use(self, purpose: str) -> str:
        """Name a use; one without a name is called by its id."""
        return self.uses.get(purpose) or self.house.get(purpose, purpose)

    def missing(self, needs: Iterable[str]) -> str:
        """Name missing papers: ``a|b`` is one of the two."""
        return "、".join("或".join(self.papers.get(kind, kind) for kind in need.split("|")) for need in needs)


class Cover(NamedTuple):
    """What every paper says of itself: who makes it, the period, and the cut-off date printed."""

    maker: str
    window: Window
    day: dt.date

    @property
    def period(self) -> str:
        """Say what period and what knowledge the figures rest on."""
        said = f"截止日期：{_day(self.day)}"
        if self.window.since:
            said = f"期间：{_day(self.window.since)}至{_day(self.day)}"
        if self.window.known:
            said += f"（按{self.window.known:%Y-%m-%d %H:%M:%S}前已记账的记录）"
        return said


def _day(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


class Fund(NamedTuple):
    """Whose paper it is; `approved` and `total` (each measure in the window, and the balance) in fen.

    `head` is number and seal of the last record known.
    """

    code: str
    programme: str
    studio: str
    unit: str
    holder: str
    document: str
    named: dt.date | None
    withdrawn: dt.date | None
    approved: int
    total: Mapping[str, int]
    records: int
    head: str


class Known(NamedTuple):
    """One fund's records as known: those the window reaches with what they moved, and what is open.

    `missing` names, by number of record, the papers that are not there yet.
    """

    fund: Fund
    story: Story
    moved: tuple[tuple[Record, tuple[Movement, ...]], ...]
    missing: Mapping[int, str]
    sums: Sums
    window: Window
    names: Names

    def doubt(self, number: int, *, whole: bool) -> str:
        """Say what is open about an entry: 待核 while it waits for clearance, and the papers it lacks, by name where `whole`."""
        said = ["待核"] if number in self.story.waiting else []
        if number in self.missing:
            lacks = self.missing[number]
            said.append(f"缺附件：{lacks}" if whole else f"缺附件{lacks.count('、') + 1}种")
        return "；".join(said)


def each_fund(records: Iterable[Record]) -> Iterable[list[Record]]:
    """Part records that come fund by fund."""
    return (list(chain) for _code, chain in groupby(records, key=lambda record: record.fund))


def known(chain: Iterable[Record], window: Window, names: Names) -> Known | None:
    """Look at one fund's records through a window; None where it was not named by the window's last day.

    The fund's sums are those of the utilisation report for this window.
    """
    told = [record for record in chain if window.knows(record.posted)]
    story = Story()
    reached = (record for record in told if window.reaches(record.date, record.posted))
    moved = [(record, tuple(advance(story, record))) for record in reached]
    if story.terms is None:
        return None
    counted = [record for record, _movements in moved]
    missing = {one["number"]: names.missing(one["missing"]) for one in papers_missing(story, counted)}
    sums = folded(counted, window)
    fund = _fund(story, told, totals(sums), names)
    return Known(fund, story, tuple(moved), missing, sums, window, names)


def _fund(story: Story, told: list[Record], total: Mapping[str, int], names: Names) -> Fund:
    terms = story.terms
    assert terms is not None  # noqa: S101  known() asked
    return Fund(
        code=told[0].fund,
        programme=names.programme or terms.programme,
        studio=terms.studio,
        unit=terms.unit,
        holder=terms.holder,
        document=told[0].document,
        named=story.named,
        withdrawn=story.withdrawn,
        approved=total["approved"],
        total=total,
        records=len(told),
        head=str(head_of(told[-1])),
    )
