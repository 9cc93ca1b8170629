"""funds.toml: where the record is, the unit's own limits, and what fills the values a document leaves open.

Every key is known or refused; each problem names the file, the key and the line, and says what to do.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from funds.law.policy import Policy
from funds.money import BadMoneyError, fen
from funds.text import _

__all__ = ["DATABASE", "Problem", "Settings", "SettingsError", "read_settings"]

#: The record of a workspace that names no other: an SQLite file in its folder.
DATABASE: Final = "sqlite:///funds.sqlite"

_HEADER: Final = re.compile(r"\s*\[\s*([^\]]+?)\s*\]")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*(?:=|\.)")
_DAY: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)
_AT_LINE: Final = re.compile(r"at line (\d+)")
_WHOLE: Final = 100


class Problem(NamedTuple):
    """One thing wrong in funds.toml: the key, its line (0: not in the file), what, and the remedy."""

    key: str
    line: int
    what: str
    remedy: str


class SettingsError(ValueError):
    """funds.toml cannot be used; holds every problem of the file."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        """Keep the problems; the text is one line for each."""
        self.path = path
        self.problems = problems
        super().__init__("\n".join(_sentence(path, problem) for problem in problems))


class Settings(NamedTuple):
    """What funds.toml says. `database` is an SQLAlchemy URL; `demo` allows a clock of one's own."""

    name: str
    database: str
    demo: bool
    policy: Policy


def read_settings(text: str, path: Path) -> Settings:
    """Read the text of funds.toml; `path` only names it. Raises SettingsError with every problem."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        what = _("not valid TOML: {error}").format(error=error)
        problem = Problem("", int(place[1]) if place else 0, what, _("Correct the line, or restore the file."))
        raise SettingsError(path, [problem]) from None
    lines = _lines(text)
    problems = [Problem(".".join(key), lines.get(key, 0), what, remedy) for key, what, remedy in _wrong(data)]
    if problems:
        raise SettingsError(path, problems)
    return Settings(
        name=data.get("name", ""),
        database=data.get("database", DATABASE),
        demo=data.get("demo", False),
        policy=Policy(**data.get("policy", {}), settings=data.get("settings", {})),
    )


def _sentence(path: Path, problem: Problem) -> str:
    place = f"{path}:{problem.line}" if problem.line else str(path)
    return ": ".join(part for part in (place, problem.key, f"{problem.what} {problem.remedy}") if part)


_Found = tuple[tuple[str, ...], str, str]


def _wrong(data: Mapping[str, object]) -> Iterator[_Found]:
    """Yield each wrong key: its path, what is wrong, and the remedy."""
    yield from _table((), data, _TOP)
    policy, settings = data.get("policy"), data.get("settings")
    if isinstance(policy, dict):
        yield from _table(("policy",), policy, _POLICY)
    if isinstance(settings, dict):
        for code, values in settings.items():
            yield from _setting(code, values)


def _setting(code: str, values: object) -> Iterator[_Found]:
    remedy = _('Write [settings."{code}"] and below it name = "value".').format(code=code)
    if not isinstance(values, dict):
        yield ("settings", code), _("must be a table of texts."), remedy
        return
    for name, value in values.items():
        if not isinstance(value, str):
            yield ("settings", code, name), _("must be a text in quotation marks."), remedy


_Rule = Callable[[object], str]


def _table(above: tuple[str, ...], values: Mapping[str, object], rules: Mapping[str, _Rule]) -> Iterator[_Found]:
    for key, value in values.items():
        rule = rules.get(key)
        if rule is None:
            known = ", ".join(rules)
            yield (*above, key), _("unknown key."), _("Known here: {known}.").format(known=known)
        elif wanted := rule(value):
            yield (*above, key), _("{value!r} is not usable.").format(value=value), wanted
    if not above and "form" not in values:
        yield ("form",), _("is missing."), _("Write form = 1 in the first line.")


def _form(value: object) -> str:
    return "" if value == 1 and value is not True else _("This program reads form = 1.")


def _text(value: object) -> str:
    return "" if isinstance(value, str) else _("Write a text in quotation marks.")


def _truth(value: object) -> str:
    return "" if isinstance(value, bool) else _("Write true or false.")


def _section(value: object) -> str:
    return "" if isinstance(value, dict) else _("Write it as a section of its own, in square brackets.")


def _meals(value: object) -> str:
    return "" if value in {"refuse", "review"} else _('Write "refuse" or "review".')


def _scan(value: object) -> str:
    return "" if value in {"split", "accept"} else _('Write "split" or "accept".')


def _money(value: object) -> str:
    try:
        if isinstance(value, str) and fen(value) >= 0:
            return ""
    except BadMoneyError:
        pass
    return _('Write an amount of yuan in quotation marks, such as "1000.00".')


def _days(value: object) -> str:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 366  # noqa: PLR2004  a year
    return "" if fits else _("Write a whole number of days, 0 to 366.")


def _share(value: object) -> str:
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _WHOLE
    return "" if fits else _("Write a whole number of percent, 0 to 100.")


def _day(value: object) -> str:
    fits = isinstance(value, str) and _DAY.fullmatch(value)
    return "" if fits else _('Write month and day, such as "12-20".')


_TOP: Final[Mapping[str, _Rule]] = {
    "form": _form,
    "name": _text,
    "database": _text,
    "demo": _truth,
    "policy": _section,
    "settings": _section,
}
_POLICY: Final[Mapping[str, _Rule]] = {
    "meals": _meals,
    "cash_limit": _money,
    "contract_above": _money,
    "split_limit": _money,
    "split_days": _days,
    "rush_from": _day,
    "rush_percent": _share,
    "combined_scan": _scan,
}


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Find the line of each key; good enough to point a person to it, not a second TOML parser."""
    found: dict[tuple[str, ...], int] = {}
    above: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            above = tuple(part.strip("\"' ") for part in re.split(r"\.(?=[\"'A-Za-z])", header[1]))
            found.setdefault(above, number)
        elif key := _KEY.match(line):
            found.setdefault((*above, key[1].strip("\"'")), number)
    return found
