"""What is said of a file that no profile fits: its headers, those of --map that are not there, and the --map to type."""

from collections.abc import Sequence
from typing import Final

from funds.text import _
from funds.workbook.bank.header import lacking
from funds.workbook.bank.profile import KEYS, Profile, named

__all__ = ["unfitting"]

_HEADERS_SHOWN: Final = 30


def unfitting(profiles: Sequence[Profile], row: int, sheet: str, headers: Sequence[str]) -> tuple[str, str]:
    """Say why no profile fits, and what to do; `headers` are those of the likeliest row, 0 where there is none."""
    if not row:
        why = _("No row of the file names its columns, so that it cannot be told what they mean.")
        return why, _("See that it is a statement with its row of headers.")
    shown = "、".join(header.strip() for header in headers[:_HEADERS_SHOWN])
    given = next((profile for profile in profiles if profile.given), None)
    if given and (missing := lacking(given, {named(header) for header in headers})):
        why = _("--map names headers that are not there: {lacking}. Sheet {sheet}, row {row} says: {headers}.")
        why = why.format(lacking="、".join(missing), sheet=sheet, row=row, headers=shown)
    elif given:
        why = _(
            "The columns mapped are not enough: a date, and either out and in or an amount, are needed. "
            "Sheet {sheet}, row {row} says: {headers}."
        )
        why = why.format(sheet=sheet, row=row, headers=shown)
    else:
        why = _("No profile fits. Sheet {sheet}, row {row} says: {headers}.")
        why = why.format(sheet=sheet, row=row, headers=shown)
    how = _("Say which header means what: --map {map}. Known keys: {keys}.")
    keys = "、".join(f"{key}（{word}）" for key, word in KEYS.items())
    return why, how.format(map=_guess(profiles, headers), keys=keys)


def _guess(profiles: Sequence[Profile], headers: Sequence[str]) -> str:
    """Give the --map that the headers suggest, with ? for what has to be filled in."""
    guessed: dict[str, str] = {}
    for key in KEYS:
        names = {name for profile in profiles for name in profile.columns.get(key, ())}
        header = next((header.strip() for header in headers if named(header) in names), "")
        if header and header not in guessed.values():
            guessed[key] = header
    guessed |= {key: "?" for profile in profiles for key in profile.given if key not in guessed}
    if not guessed.keys() & {"amount", "out", "in"}:
        guessed |= {"out": "?", "in": "?"}
    guessed = {"date": guessed.get("date", "?"), **guessed}
    return ",".join(f"{key}={header}" for key, header in guessed.items())
