"""What a person says of a statement's row that may be a kept line or another: --take 12=7, --take 12=new."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import click

from funds.text import _

__all__ = ["answered"]

_TAKE: Final = re.compile(
    r"\s*(?:(?P<sheet>.+)!)?[A-Za-z]{0,3}(?P<row>\d{1,7})\s*=\s*(?:(?P<line>[1-9]\d{0,9})|new|新)\s*"
)


def answered(lines: Iterable[Any], takes: Sequence[str]) -> list[Any]:
    """Give the lines of a file, each with what was said of it. Raises UsageError."""
    from funds.statements.bank import ANOTHER  # noqa: PLC0415  start-up

    known = list(lines)
    for typed in takes:
        found = _TAKE.fullmatch(typed)
        if found is None:
            what = _("{read!r} says of no row what it is: --take ROW=LINE, or ROW=new; such as 12=7, or 12=new.")
            raise click.UsageError(what.format(read=typed))
        row, sheet = int(found["row"]), found["sheet"]
        places = [at for at, line in enumerate(known) if line.row == row and sheet in {None, line.sheet}]
        if len(places) != 1:
            what = _("Row {row} is no line of the statement, or one of several sheets: --take SHEET!ROW=LINE.")
            raise click.UsageError(what.format(row=typed.partition("=")[0].strip()))
        known[places[0]] = known[places[0]]._replace(seq=int(found["line"]) if found["line"] else ANOTHER)
    return known
