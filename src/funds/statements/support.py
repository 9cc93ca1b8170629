"""What was put into a studio (经费投入), by year and source: the grant, and what others gave beside it.

The grant's part is told by the funds' own records; it is never typed a second time. What others gave is for
information: it stands in no fund and in no account of the union (财会〔2021〕7号: what the unit pays itself is outside
the union's books).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from funds.entry.record import Record
from funds.entry.story import Story, advance
from funds.money import yuan

__all__ = ["GRANT", "SOURCES", "Put", "Support", "granted", "put_in", "rows", "standing", "total", "wan"]

#: The grant's own part: it comes from the record, and cannot be entered.
GRANT: Final = "grant"
#: The sources by the name that the forms use.
SOURCES: Final[Mapping[str, str]] = {
    GRANT: "上级工会补助",
    "unit": "单位行政",
    "union": "本单位工会",
    "government": "政府",
    "other": "其他",
}
_WAN: Final = 1_000_000
_PLACES: Final = 6


class Support(NamedTuple):
    """What a source other than the grant gave a studio in a year: `amount` in fen, 0 where a row is withdrawn.

    `date` is ISO, empty where only the year is known; `replaces` the number of the row that this one corrects.
    """

    studio: str
    year: int
    source: str
    amount: int
    date: str = ""
    document: str = ""
    memo: str = ""
    in_kind: bool = False
    replaces: int = 0
    number: int = 0
    maker: str = ""
    moment: str = ""


class Put(NamedTuple):
    """What one source put into a studio in a year, in fen: in money, and in kind."""

    money: int = 0
    in_kind: int = 0

    @property
    def whole(self) -> int:
        """Both together, in fen."""
        return self.money + self.in_kind


#: What was put in, by studio, year and source.
PutIn = dict[tuple[str, int, str], Put]


def standing(entered: Iterable[Support]) -> list[Support]:
    """Give the rows that stand: those that no later one replaces, without those withdrawn."""
    every = list(entered)
    replaced = {(row.studio, row.replaces) for row in every if row.replaces}
    return [row for row in every if row.amount and (row.studio, row.number) not in replaced]


def granted(records: Iterable[Record]) -> dict[int, int]:
    """Give what one fund received in each year, in fen, from its records in order of number."""
    story = Story()
    for record in records:
        advance(story, record)
    years: dict[int, int] = {}
    for day, fen in story.received_days.items():
        years[day.year] = years.get(day.year, 0) + fen
    return {year: fen for year, fen in years.items() if fen}


def put_in(entered: Iterable[Support], grants: Iterable[tuple[str, Mapping[int, int]]]) -> PutIn:
    """Add up what stands, and the grants: for each fund its studio, and what it received by year, in fen."""
    sums: PutIn = {}
    for row in standing(entered):
        key = (row.studio, row.year, row.source)
        money, in_kind = sums.get(key, Put())
        sums[key] = Put(money, in_kind + row.amount) if row.in_kind else Put(money + row.amount, in_kind)
    for studio, years in grants:
        for year, fen in years.items():
            key = (studio, year, GRANT)
            sums[key] = Put(sums.get(key, Put()).money + fen)
    return sums


def wan(amount: int) -> str:
    """Write fen as 万元, exactly: at least two decimals and as many as it takes, up to six; nothing is rounded."""
    whole, part = divmod(abs(amount), _WAN)
    decimals = f"{part:0{_PLACES}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if amount < 0 else ''}{whole}.{decimals}"


def rows(sums: Mapping[tuple[str, int, str], Put], since: int = 0, until: int = 9999) -> list[dict[str, Any]]:
    """Give a row for each studio, year and source from `since` to `until`, both included; amounts in yuan and 万元."""
    order = list(SOURCES)
    keys = sorted((key for key in sums if since <= key[1] <= until), key=lambda k: (k[0], k[1], order.index(k[2])))
    return [
        {"studio": studio, "year": year, "source": source, "source_name": SOURCES[source], **_amounts(sums[key])}
        for key in keys
        for studio, year, source in [key]
    ]


def total(sums: Mapping[tuple[str, int, str], Put], since: int = 0, until: int = 9999) -> dict[str, str]:
    """Give the total of the same rows."""
    counted = [put for key, put in sums.items() if since <= key[1] <= until]
    return _amounts(Put(sum(put.money for put in counted), sum(put.in_kind for put in counted)))


def _amounts(put: Put) -> dict[str, str]:
    return {
        "money": yuan(put.money),
        "in_kind": yuan(put.in_kind),
        "total": yuan(put.whole),
        "wan": wan(put.whole),
    }
