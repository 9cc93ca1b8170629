"""The shape of a programme file: every key known, present where it must be, and of the right kind."""

import datetime as dt
import typing
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType, UnionType
from typing import Any, Final, NamedTuple, get_args, get_origin

import msgspec

from funds.law.problem import Path
from funds.law.programme import Programme
from funds.text import N_, _

__all__ = ["Wrong", "misshapen", "sections"]


class Wrong(NamedTuple):
    """A problem before its line is known: its path, its two msgids, and the facts for them."""

    path: Path
    says: str
    remedy: str
    facts: Mapping[str, str] = MappingProxyType({})


_UNKNOWN: Final = N_("The key “{key}” is not one of the language.")
_UNKNOWN_HOW: Final = N_("Correct or remove it; here may stand: {known}.")
_MISSING: Final = N_("“{key}” is missing.")
_MISSING_HOW: Final = N_("Add it: {wanted}.")
_CITE_HOW: Final = N_("Add it: the id of a document of this file, a space, and the clause.")
_EMPTY: Final = N_("“{key}” is empty.")
_EMPTY_HOW: Final = N_("Fill it, or leave the key out.")
_KIND: Final = N_("“{key}” reads {read}.")
_KIND_HOW: Final = N_("Write {wanted}.")

_WORDS: Final[dict[Any, str]] = {
    str: N_("a text in quotation marks"),
    int: N_("a whole number"),
    bool: N_("true or false"),
    dt.date: N_("a date such as 2022-01-01, without quotation marks"),
}


class _Slot(NamedTuple):
    type: Any
    required: bool


@lru_cache(maxsize=64)
def _slots(struct: type[msgspec.Struct]) -> dict[str, _Slot]:
    hints = typing.get_type_hints(struct)
    return {field.name: _Slot(hints[field.name], field.required) for field in msgspec.structs.fields(struct)}


def sections() -> dict[str, type[msgspec.Struct]]:
    """Give the sections of a programme file, each a list, and what each holds."""
    slots = _slots(Programme).items()
    return {name: get_args(slot.type)[0] for name, slot in slots if get_origin(slot.type) is tuple}


def misshapen(data: dict[str, Any], struct: type[msgspec.Struct], path: Path = ()) -> Iterator[Wrong]:
    """Yield everything that keeps `data` from being a `struct`, deep inside it too."""
    slots = _slots(struct)
    for key, value in data.items():
        if key in slots:
            yield from _value(value, slots[key].type, (*path, key))
        else:
            yield Wrong((*path, key), _UNKNOWN, _UNKNOWN_HOW, {"key": key, "known": ", ".join(slots)})
    for key, slot in slots.items():
        if slot.required and key not in data:
            how = _CITE_HOW if key == "cite" else _MISSING_HOW
            yield Wrong((*path, key), _MISSING, how, {"key": key, "wanted": _wanted(slot.type)})


def _value(value: Any, wanted: Any, path: Path) -> Iterator[Wrong]:
    plain = _plain(wanted)
    if isinstance(plain, type) and issubclass(plain, msgspec.Struct) and isinstance(value, dict):
        yield from misshapen(value, plain, path)
    elif get_origin(plain) is tuple and isinstance(value, list) and value:
        for count, element in enumerate(value):
            yield from _value(element, get_args(plain)[0], (*path, count))
    elif _blank(value):
        yield Wrong(path, _EMPTY, _EMPTY_HOW, {"key": _name(path)})
    elif not _fits(value, plain):
        facts = {"key": _name(path), "read": _shown(value), "wanted": _wanted(plain)}
        yield Wrong(path, _KIND, _KIND_HOW, facts)


def _blank(value: Any) -> bool:
    return value in ([], {}) or (isinstance(value, str) and not value.strip())


def _fits(value: Any, wanted: Any) -> bool:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError:
        return False
    return not (wanted is dt.date and isinstance(value, (str, dt.datetime)))


def _plain(wanted: Any) -> Any:
    """Give the type that is written: TOML has no null, so ``None`` is a key left out."""
    if isinstance(wanted, UnionType):
        return next(part for part in get_args(wanted) if part is not type(None))
    return wanted


def _name(path: Path) -> str:
    return str(next(step for step in reversed(path) if isinstance(step, str)))


def _shown(value: Any) -> str:
    return msgspec.json.encode(value).decode()[:60] if not isinstance(value, dict) else "{…}"


def _wanted(wanted: Any) -> str:
    plain = _plain(wanted)
    if get_origin(plain) is tuple:
        return _("a list of which each is {wanted}").format(wanted=_wanted(get_args(plain)[0]))
    if get_origin(plain) is typing.Literal:
        return _("one of: {choices}").format(choices=", ".join(str(choice) or '""' for choice in get_args(plain)))
    if plain in _WORDS:
        return _(_WORDS[plain])
    return _("a table with {known}").format(known=", ".join(_slots(plain)))
