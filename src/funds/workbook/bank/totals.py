"""What a statement itself sums up and counts (合计, 借方合计, 笔数), held against its lines.

A bank may sum up a page, a day, or all; may print its sums below their columns or behind their words; and may count
reversals (冲正) in or not. So a row is only doubted where its figures are none of what they can mean.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from funds.money import yuan
from funds.workbook.bank.told import Trouble, trouble
from funds.workbook.intake.amounts import amount
from funds.workbook.intake.events import RowRead

__all__ = ["Sums", "Tally", "Total", "differing", "totals_of"]

#: A word and the number behind it, within a text: 借方合计：14,385.50元, 共7笔.
_SAID: Final = re.compile(
    r"(?P<label>[^\d:,;、()]+)(?:\([^\d()]*\))?:?(?:人民币|rmb|cny|¥)?(?P<number>-?\d[\d,]*(?:\.\d{1,2})?)?(?P<unit>[笔条项页])?",
    re.IGNORECASE,
)
_SUMS: Final = re.compile(
    r"合计|总计|共计|小计|累计|总额|总金额|总笔数|笔数|总数|总(?:收入|支出|借|贷)|(?:收入|支出)总|(?:^|\s)共(?:$|\d+[笔条项])"
)
#: Words that go on with a sum begun before them.
_GOES_ON: Final = re.compile(r"金额|发生额|^元$|笔|支出|借|转出|往账|支取|付|收|贷|转入|来账|存入")
_OUT: Final = re.compile(r"支出|借|转出|往账|支取|付")
_IN: Final = re.compile(r"收|贷|转入|来账|存入")
_COUNTS: Final = re.compile(r"笔数|条数")
_STANDS: Final = re.compile(r"余额|结余|页|日期|时间|[账帐卡]号|户名")
#: Sums that may reach beyond the file, and rows that only carry one over.
_WIDER: Final = re.compile(r"累计|[年季月周旬]")
_CARRIED: Final = re.compile(r"[承接过转][前上次下]页|结转")


class Sums(NamedTuple):
    """What a number of lines moves: out and in as their columns add up, and without what is below zero; and how many.

    `empty` are those among the `rows` that move nothing.
    """

    out: int = 0
    into: int = 0
    out_gross: int = 0
    in_gross: int = 0
    outs: int = 0
    ins: int = 0
    rows: int = 0
    empty: int = 0

    def __sub__(self, other: "Sums") -> "Sums":
        """Give what lines move beyond some of them."""
        return Sums(*(one - two for one, two in zip(self, other, strict=True)))

    def plus(self, other: "Sums") -> "Sums":
        """Give what both move."""
        return Sums(*(one + two for one, two in zip(self, other, strict=True)))

    def amounts(self, side: str) -> set[int]:
        """Give what the sum of a side, or of both, may be, in fen and without its sign."""
        back_out, back_in = self.out_gross - self.out, self.in_gross - self.into
        out = {self.out, self.out_gross, self.out_gross + back_in}
        into = {self.into, self.in_gross, self.in_gross + back_out}
        net = self.into - self.out
        both = {*out, *into, net, self.out + self.into, self.out_gross + self.in_gross}
        return {abs(fen) for fen in {"out": out, "in": into}.get(side, both)}

    def counts(self, side: str) -> set[int]:
        """Give how many lines of a side, or at all, may be counted."""
        count = {"out": self.outs, "in": self.ins}.get(side, self.rows)
        return {count, count - self.empty} if not side else {count, count + self.empty}


class _Figure(NamedTuple):
    side: str
    value: int
    counts: bool
    cell: str
    read: str


class Total(NamedTuple):
    """A row that sums up: its figures as each way of reading it has them, and the spans of lines that it may mean.

    `wider`: it may reach beyond the file.
    """

    readings: tuple[tuple[_Figure, ...], ...]
    spans: tuple[Sums, ...]
    wider: bool
    sheet: str


class Tally:
    """Adds up the lines of a sheet as they are read, and takes down what the sheet itself says of their sums."""

    def __init__(self) -> None:
        """Begin with no line."""
        self.sums = self._last = self._day = Sums()
        self._date = ""
        self.totals: list[Total] = []

    def add(self, out: int | None, into: int | None, date: str = "") -> None:
        """Add a line by what stands in its columns, in fen; None where one is empty or nought."""
        if date != self._date:
            self._date, self._day = date, self.sums
        moved = Sums(
            out or 0,
            into or 0,
            max(out or 0, 0),
            max(into or 0, 0),
            int(bool(out)),
            int(bool(into)),
            1,
            int(not (out or into)),
        )
        self.sums = self.sums.plus(moved)

    def summed(self, row: RowRead, columns: Mapping[str, str], sheet: str) -> None:
        """Take down a row that sums up; `columns` are the letters of those of amounts and balances, by key."""
        spans = (self.sums, self.sums - self._last, self.sums - self._day)
        self.totals += totals_of([row], columns, sheet, spans)
        self._last = self.sums


def totals_of(
    rows: Iterable[RowRead], columns: Mapping[str, str], sheet: str, spans: Sequence[Sums] = ()
) -> Iterator[Total]:
    """Give the sums that rows state: below the columns of amounts, and behind their words."""
    for row in rows:
        said = " ".join(_bare(cell) for cell in row.cells.values() if isinstance(cell, str))
        if not _SUMS.search(said) or _CARRIED.search(said):
            continue
        within = list(_within(row))
        below = [*_below(row, columns), *within]
        behind = list(_behind(row, columns))
        cells = {each.cell for each in behind}
        behind += [each for each in below if each.cell not in cells]
        readings = tuple(tuple(each) for each in (below, behind) if each)
        if readings:
            yield Total(readings, tuple(spans), _WIDER.search(said) is not None, sheet)


def _bare(cell: Any) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(cell)))


def _below(row: RowRead, columns: Mapping[str, str]) -> Iterator[_Figure]:
    for key in [key for key in ("out", "in", "amount") if key in columns]:
        column = columns[key]
        fen = amount(row.cells[column]) if column in row.cells else None
        if isinstance(fen, int):
            yield _Figure("" if key == "amount" else key, fen, False, f"{column}{row.row}", str(row.cells[column]))


def _side(label: str) -> str:
    out, into = _OUT.search(label) is not None, _IN.search(label) is not None
    return "out" if out and not into else "in" if into and not out else ""


def _within(row: RowRead) -> Iterator[_Figure]:
    """Give the figures that stand in one cell with their words."""
    for column, cell in row.cells.items():
        side, begun = "", False
        for found in _SAID.finditer(_bare(cell)) if isinstance(cell, str) else ():
            label, number = found["label"], found["number"]
            sums = _SUMS.search(label) is not None or (begun and _GOES_ON.search(label) is not None)
            sums |= label == "共" and found["unit"] is not None
            side, begun = _side(label) or side, begun or sums
            if number and sums and found["unit"] != "页" and not _STANDS.search(label):
                counts = bool(found["unit"] or _COUNTS.search(label))
                yield from _figure(side, number, f"{column}{row.row}", counts=counts)


def _behind(row: RowRead, columns: Mapping[str, str]) -> Iterator[_Figure]:
    """Give the figures that stand in the cell behind their words, where these say more than the column does."""
    apart = set(columns.values())
    side, waits, counts = "", False, False
    for column, cell in row.cells.items():
        bare = _bare(cell)
        if isinstance(cell, str) and not isinstance(amount(cell), int):
            side, counts = _side(bare) or side, _COUNTS.search(bare) is not None
            says = _SUMS.search(bare) or _side(bare)
            waits = bool(says) and not re.search(r"\d", bare) and not _STANDS.search(bare)
        elif waits:
            if side or counts or column not in apart:
                yield from _figure(side, bare, f"{column}{row.row}", counts=counts)
            waits = False


def _figure(side: str, number: str, cell: str, *, counts: bool) -> Iterator[_Figure]:
    fen = amount(number)
    if isinstance(fen, int):
        yield _Figure(side, fen // 100 if counts else fen, counts, cell, number)


def differing(totals: Iterable[Total], sheets: Mapping[str, Sums]) -> Iterator[Trouble]:
    """Tell of the sums that fit neither their sheet's lines, nor the whole file's, nor those of a page or a day."""
    whole = Sums()
    for sums in sheets.values():
        whole = whole.plus(sums)
    for total in totals:
        own = sheets[total.sheet]
        spans = (own, *total.spans, whole)
        if not any(_fits(reading, span) for reading in total.readings for span in spans):
            figure = next((each for each in total.readings[0] if not _fits([each], own)), total.readings[0][0])
            yield _told(figure, own, total)


def _fits(reading: Iterable[_Figure], span: Sums) -> bool:
    return all(
        each.value in span.counts(each.side) if each.counts else abs(each.value) in span.amounts(each.side)
        for each in reading
    )


def _told(figure: _Figure, sums: Sums, total: Total) -> Trouble:
    if figure.counts:
        made = {"out": sums.outs, "in": sums.ins}.get(figure.side, sums.rows)
        code = "total-apart" if total.wider else "count-differs"
        return trouble(code, total.sheet, figure.cell, str(figure.value), expected=made)
    fen = {"out": sums.out, "in": sums.into}.get(figure.side, sums.out + sums.into)
    code = "total-apart" if total.wider else "total-differs"
    return trouble(code, total.sheet, figure.cell, yuan(figure.value), expected=yuan(fen))
