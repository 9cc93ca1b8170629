"""The awards of a programme, found by year of naming and by studio, lead person or unit.

Rules on other awards ask for few of many: those of one round, or those to the same studio. A
province's book judges thousands of awards, each against all before it.
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from funds.entry.names import fold
from funds.entry.record import Award

__all__ = ["Awards", "Granted", "whom"]


class Granted(NamedTuple):
    """An award that stands elsewhere, or has stood; `year` is that of naming.

    `amount` is what is approved now, in fen: for a withdrawn award, what had been disbursed.
    """

    fund: str
    year: int
    amount: int
    terms: Award
    withdrawn: bool = False


def whom(terms: Award, per: str) -> str:
    """Give the folded name of the studio, lead person or unit that an award is to."""
    match per:
        case "lead":
            return fold(terms.lead)
        case "unit":
            return fold(terms.unit)
        case _:
            return fold(terms.studio)


_PER: Final = ("studio", "lead", "unit")
_Key = tuple[str, str | int]


class Awards:
    """Awards by fund, each as it stands; kept one by one."""

    def __init__(self, awards: Iterable[Granted] = ()) -> None:
        """Begin with these."""
        self._funds: dict[str, Granted] = {}
        self._found: dict[_Key, dict[str, Granted]] = {}
        for each in awards:
            self.keep(each)

    def keep(self, granted: Granted) -> None:
        """Keep an award as it stands now, in place of what its fund had before."""
        before = self._funds.get(granted.fund)
        if before is not None:
            for key in _keys(before):
                del self._found[key][granted.fund]
        self._funds[granted.fund] = granted
        for key in _keys(granted):
            self._found.setdefault(key, {})[granted.fund] = granted

    def __iter__(self) -> Iterator[Granted]:
        """Give all of them."""
        return iter(_ordered(self._funds))

    def named(self, year: int) -> list[Granted]:
        """Give those of a year of naming, in the order in which they were kept: they are counted and added up."""
        return list(self._found.get(("year", year), {}).values())

    def to(self, terms: Award, per: str) -> list[Granted]:
        """Give those to the same studio, lead person or unit as `terms`; none where that has no name."""
        name = whom(terms, per)
        return _ordered(self._found.get((per if per in _PER else "studio", name), {})) if name else []


def _keys(granted: Granted) -> list[_Key]:
    return [("year", granted.year), *((per, whom(granted.terms, per)) for per in _PER)]


def _ordered(funds: dict[str, Granted]) -> list[Granted]:
    return [funds[fund] for fund in sorted(funds)]
