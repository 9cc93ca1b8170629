"""The sense of a programme: citations that lead somewhere, amounts and dates that do not collide."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final, NamedTuple

import msgspec

from funds.law.material import LEDGERS
from funds.law.problem import Path
from funds.law.programme import Programme
from funds.law.shape import Wrong
from funds.law.values import Document, Instalment, Tier, Use, Value
from funds.money import BadMoneyError, fen
from funds.text import N_

__all__ = ["At", "each", "whole"]

_LETTERS: Final = re.compile("[A-Z]{2,4}")
_CODE: Final = re.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*")
_ISSUED: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
_MONEY: Final = ("min", "max", "most", "amount", "above")
_WHOLE: Final = 100


class At(NamedTuple):
    """A value (or document) of the programme and its path in the file."""

    path: Path
    value: msgspec.Struct


class _Dated(NamedTuple):
    """A dated value and its path."""

    path: Path
    value: Value

    @property
    def section(self) -> str:
        return str(self.path[0])


def whole(programme: Programme) -> Iterator[Wrong]:
    """Yield everything wrong with a programme whose shape is right."""
    found = [At((name, count), value) for name, section in _sections(programme) for count, value in enumerate(section)]
    yield from _head(programme)
    yield from each(found, {document.id for document in programme.document})
    yield from _instalments(programme.instalment)
    yield from _references(programme, _dated_of(found))
    yield from _open_amounts(programme)


def each(found: Iterable[At], documents: set[str]) -> Iterator[Wrong]:
    """Yield what is wrong with values one by one and side by side, whatever else the file holds."""
    listed = list(found)
    yield from _documents([(at.path, at.value) for at in listed if isinstance(at.value, Document)])
    values = _dated_of(listed)
    for at in values:
        yield from _cited(at, documents)
        yield from _dates(at)
        yield from _money(at)
        yield from _counted(at)
    yield from _collisions(values)


def _sections(programme: Programme) -> Iterator[tuple[str, tuple[msgspec.Struct, ...]]]:
    for name in programme.__struct_fields__:
        section = getattr(programme, name)
        if isinstance(section, tuple):
            yield name, section


def _dated_of(found: Iterable[At]) -> list[_Dated]:
    return [_Dated(at.path, at.value) for at in found if isinstance(at.value, Value)]


def _head(programme: Programme) -> Iterator[Wrong]:
    if not _CODE.fullmatch(programme.code):
        how = N_("Write small letters, digits and hyphens, such as jieyang-2022.")
        yield Wrong(("code",), N_("The code “{code}” is not well formed."), how, {"code": programme.code})
    if not _LETTERS.fullmatch(programme.letters):
        how = N_("Write two to four capital letters; the codes of its funds begin with them.")
        yield Wrong(
            ("letters",), N_("The letters “{letters}” are not well formed."), how, {"letters": programme.letters}
        )
    if programme.measure == "round" and programme.round is None:
        yield Wrong(("measure",), N_("A notice of one round names no round."), N_("Add its year: round = 2024."))
    if programme.grants and not programme.tier:
        how = N_("Add a [[tier]], without min and max where the documents state no amount, or write grants = false.")
        yield Wrong(("grants",), N_("The programme grants money but has no tier."), how)
    if not programme.grants and programme.tier:
        how = N_("Write grants = true, or remove the tiers.")
        yield Wrong(("grants",), N_("The programme grants no money but has a tier."), how)


def _documents(found: Iterable[tuple[Path, Document]]) -> Iterator[Wrong]:
    seen: dict[str, Path] = {}
    for path, document in found:
        if document.id in seen:
            how = N_("Give each document an id of its own.")
            facts = {"id": document.id, "first": str(int(seen[document.id][1]) + 1)}
            yield Wrong((*path, "id"), N_("The id “{id}” is that of document {first} too."), how, facts)
        seen.setdefault(document.id, path)
        if not _ISSUED.fullmatch(document.issued):
            how = N_("Write it as exactly as is known: 2022, 2022-11 or 2022-11-05.")
            says = N_("The day of issue “{issued}” is not well formed.")
            yield Wrong((*path, "issued"), says, how, {"issued": document.issued})


def _cited(at: _Dated, known: set[str]) -> Iterator[Wrong]:
    document, _, clause = at.value.cite.partition(" ")
    if known and document not in known:
        how = N_("Begin with the id of a document of this file: {known}.")
        facts = {"document": document, "known": ", ".join(sorted(known))}
        yield Wrong((*at.path, "cite"), N_("The citation names no document of this file: “{document}”."), how, facts)
    elif not clause.strip():
        how = N_("Add the clause after a space, such as “{document} 第十三条”.")
        yield Wrong((*at.path, "cite"), N_("The citation names no clause."), how, {"document": document})


def _dates(at: _Dated) -> Iterator[Wrong]:
    value = at.value
    if value.until is not None and value.until < value.since:
        facts = {"since": str(value.since), "until": str(value.until)}
        how = N_("`until` is the last day in force; correct one of the two.")
        yield Wrong((*at.path, "until"), N_("It ends on {until}, before it begins on {since}."), how, facts)


def _money(at: _Dated) -> Iterator[Wrong]:
    read: dict[str, int] = {}
    for key in _MONEY:
        text = getattr(at.value, key, None)
        if isinstance(text, str):
            try:
                read[key] = fen(text)
            except BadMoneyError:
                read[key] = 0
            if read[key] <= 0:
                how = N_('Write yuan with at most two decimals, such as "20000.00".')
                yield Wrong((*at.path, key), N_("“{read}” is not an amount in yuan above zero."), how, {"read": text})
    if isinstance(at.value, Tier) and 0 < read.get("max", 0) < read.get("min", 0):
        facts = {"low": str(at.value.min), "high": str(at.value.max)}
        how = N_("Exchange or correct them.")
        yield Wrong((*at.path, "min"), N_("The least amount {low} is above the greatest, {high}."), how, facts)


def _counted(at: _Dated) -> Iterator[Wrong]:
    for key in ("percent", "after_years", "cycle_years", "every_months", "copies", "number"):
        count = getattr(at.value, key, None)
        if count is not None and (count < 1 or (key == "percent" and count > _WHOLE)):
            facts = {"key": key, "read": str(count)}
            how = N_("Write 1 or more; a percentage is at most 100.")
            yield Wrong((*at.path, key), N_("“{key}” is {read}."), how, facts)
    least, most = getattr(at.value, "least", None), getattr(at.value, "most", None)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        how = N_("Exchange or correct them.")
        facts = {"least": str(least), "most": str(most)}
        yield Wrong((*at.path, "least"), N_("The least number {least} is above the greatest, {most}."), how, facts)


def _identity(at: _Dated) -> Iterator[tuple[object, ...]]:
    """Yield what no other value of the section may share on any day."""
    value, section = at.value, at.section
    if isinstance(value, Instalment):
        yield (section, "number", value.tier, value.number)
        return
    named = [name for name in ("id", "number") if hasattr(value, name)]
    for name in named:
        yield (section, name, getattr(value, name))
    if not named:
        yield (section, getattr(value, "tier", ""))


def _collisions(values: list[_Dated]) -> Iterator[Wrong]:
    groups: dict[tuple[object, ...], list[_Dated]] = {}
    for at in values:
        for identity in _identity(at):
            groups.setdefault(identity, []).append(at)
    told: set[Path] = set()
    for identity, group in groups.items():
        for first, second in combinations(group, 2):
            if _overlap(first.value, second.value) and second.path not in told:
                told.add(second.path)
                yield _collision(identity, first, second)
    yield from _renumbered([(at, at.value) for at in values if isinstance(at.value, Use)])


def _collision(identity: tuple[object, ...], first: _Dated, second: _Dated) -> Wrong:
    name = str(identity[-1] or second.section)
    facts = {"name": name, "section": second.section, "first": str(int(first.path[1]) + 1)}
    if first.value.since == second.value.since:
        says = N_("“{name}” is there twice: also in {section}[{first}].")
        how = N_("Remove one, or give it an id or number of its own.")
    else:
        says = N_("“{name}” overlaps in its dates with {section}[{first}].")
        how = N_("An amendment ends the older value: give that one an `until` on the day before this one's `since`.")
    return Wrong((*second.path, "since"), says, how, facts)


def _overlap(first: Value, second: Value) -> bool:
    ends = (first.until or dt.date.max, second.until or dt.date.max)
    return max(first.since, second.since) <= min(ends)


def _renumbered(uses: list[tuple[_Dated, Use]]) -> Iterator[Wrong]:
    """Yield each use whose number an amendment changes: the number is part of account names."""
    numbers: dict[str, int] = {}
    for at, use in uses:
        kept = numbers.setdefault(use.id, use.number)
        if kept != use.number:
            facts = {"id": use.id, "kept": str(kept), "read": str(use.number)}
            how = N_("Keep the number: the names of its accounts carry it.")
            yield Wrong((*at.path, "number"), N_("The use “{id}” had number {kept} and now has {read}."), how, facts)


def _instalments(parts: Iterable[Instalment]) -> Iterator[Wrong]:
    """Yield each day on which the parts of a tier do not add up to the whole."""
    listed = list(enumerate(parts))
    for count, part in listed:
        together = [other.percent for _, other in listed if other.tier == part.tier and other.stands(part.since)]
        first = next(other for other, value in listed if value.tier == part.tier and value.stands(part.since))
        if sum(together) != _WHOLE and count == first:
            facts = {"sum": str(sum(together)), "day": str(part.since)}
            how = N_("Let the parts in force on one day add up to 100.")
            yield Wrong(("instalment", count, "percent"), N_("The parts add up to {sum}% on {day}."), how, facts)


def _references(programme: Programme, values: Iterable[_Dated]) -> Iterator[Wrong]:
    """Yield what names a tier, a use or a setting that this file does not declare."""
    tiers = {tier.id for tier in programme.tier}
    uses = {use.id for use in programme.use} | {"*"}
    settings = {value.setting for value in programme.unstated}
    for at in values:
        named = [("tier", getattr(at.value, "tier", ""))]
        named += [(key, tier) for key in ("tiers", "again_tiers") for tier in getattr(at.value, key, ())]
        yield from (_stranger(at, key, name, tiers) for key, name in named if name and name not in tiers)
        use = getattr(at.value, "use", "*")
        if use not in uses and programme.measure != "general":
            yield _stranger(at, "use", use, uses)
        names_from = getattr(at.value, "names_from", "")
        if names_from and names_from not in settings:
            yield _stranger(at, "names_from", names_from, settings)
        for part in getattr(at.value, "parts", ()):
            named = [("ledgers", name.partition(":")[0]) for name in part.ledgers]
            yield from (_no_ledger(at, name) for _key, name in named if name not in LEDGERS)


def _stranger(at: _Dated, key: str, name: str, known: set[str]) -> Wrong:
    facts = {"key": key, "name": name, "known": ", ".join(sorted(filter(None, known))) or "-"}
    how = N_("Name one that this file declares: {known}.")
    return Wrong((*at.path, key), N_("“{key}” names “{name}”, which this file does not declare."), how, facts)


def _no_ledger(at: _Dated, name: str) -> Wrong:
    how = N_("Name one of: {known}.")
    says = N_("A part of the indicator names the ledger “{name}”, which there is not.")
    return Wrong((*at.path, "parts"), says, how, {"name": name, "known": ", ".join(LEDGERS)})


def _open_amounts(programme: Programme) -> Iterator[Wrong]:
    """Yield each tier without an amount for which no `unstated` tells a command how to set it."""
    settings = {value.setting for value in programme.unstated}
    for count, tier in enumerate(programme.tier):
        name = f"amount-{tier.id}"
        if tier.min is None and tier.max is None and name not in settings:
            how = N_('State it, or add an [[unstated]] with setting = "{setting}".')
            yield Wrong(
                ("tier", count, "id"), N_("The tier “{id}” has no amount."), how, {"id": tier.id, "setting": name}
            )
