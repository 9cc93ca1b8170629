"""The code of a fund: the programme's letters, the year of naming, a number (`JY2022-003`)."""

import re
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, select

from funds.record.errors import RecordError
from funds.record.tables import award, record
from funds.text import N_

__all__ = ["Code", "CodeError", "TakenError", "allocate", "code_of"]

_CODE: Final = re.compile(r"([A-Z]{1,8})(\d{4})-(\d{3,9})", re.ASCII)


class CodeError(RecordError):
    """A fund's code that somebody gave does not fit its programme and year. Facts: fund, wanted."""

    says = N_("{fund} is no code for this award: it must read {wanted}-001, -002 and so on.")


class TakenError(RecordError):
    """A fund with this code exists. Facts: fund."""

    says = N_("There is a fund {fund} already. Leave the code out, and the next free one is given.")


class Code(NamedTuple):
    """A fund's code in its parts."""

    letters: str
    year: int
    sequence: int

    def __str__(self) -> str:
        """Write it as accounts end with it."""
        return f"{self.letters}{self.year}-{self.sequence:03d}"


def code_of(fund: str) -> Code | None:
    """Read a fund's code; None where it is not one."""
    found = _CODE.fullmatch(fund)
    return Code(found[1], int(found[2]), int(found[3])) if found else None


def allocate(connection: Connection, letters: str, year: int, given: str) -> Code:
    """Give the next free code of a programme's letters and year, or check the one that is given.

    Raises CodeError or TakenError for a given code that cannot be had.
    """
    if not given:
        asked = select(func.max(award.c.sequence)).where(award.c.letters == letters, award.c.year == year)
        return Code(letters, year, (connection.execute(asked).scalar() or 0) + 1)
    code = code_of(given)
    if code is None or code[:2] != (letters, year) or str(code) != given:
        raise CodeError(fund=given, wanted=f"{letters}{year}")
    if connection.execute(select(record.c.number).where(record.c.fund == given).limit(1)).first():
        raise TakenError(fund=given)
    return code
