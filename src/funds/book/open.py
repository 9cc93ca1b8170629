"""Opening a book: loaded by Beancount without its cache, and only if the checks are seen to have run."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from beancount import loader

from funds.book.plugin import CHECKED, PLUGIN
from funds.seal import Head
from funds.text import _

__all__ = ["Book", "UncheckedError", "open_book"]


class UncheckedError(ValueError):
    """A book on which the checks did not run, or ran on something else; says which file and why."""


class Book(NamedTuple):
    """A checked book: its entries, what is wrong with it, Beancount's options, and the sealed heads."""

    entries: list[Any]
    errors: list[Any]
    options: dict[str, Any]
    heads: dict[str, Head]


def open_book(path: Path) -> Book:
    """Load an opening file and make sure that it was checked. Raises UncheckedError.

    Beancount passes over a plugin line that is missing or stands in an included file, so the book
    is believed only if the opened file names the plugin and the book holds the entry that the plugin
    adds, with as many records as the heads name, or else errors that say what is wrong.
    """
    entries, errors, options = _load(path)
    named = [name for name, _ in options["plugin"]]
    ran = [entry for entry in entries if type(entry).__name__ == "Custom" and entry.type == CHECKED]
    if len(ran) != 1 or named.count(PLUGIN) != 1:
        said = "\n".join(error.message for error in errors)
        raise UncheckedError(_("{path} was not checked: its plugin did not run. {said}").format(path=path, said=said))
    heads = _heads(entries)
    counted = int(ran[0].values[0].value)
    if counted != sum(head.number for head in heads.values()) and not errors:
        raise UncheckedError(_("{path} was checked on {count} records only.").format(path=path, count=counted))
    return Book(entries, errors, options, heads)


def _load(path: Path) -> tuple[list[Any], list[Any], dict[str, Any]]:
    """Load without the pickle cache, which Beancount would leave beside the book."""
    if not path.is_file():
        raise UncheckedError(_("There is no book at {path}; write it with `funds book`.").format(path=path))
    return loader._load([(str(path.resolve()), True)], None, None, None)  # noqa: SLF001  the cache has no other switch


def _heads(entries: Sequence[Any]) -> dict[str, Head]:
    heads = {}
    for entry in entries:
        if type(entry).__name__ == "Custom" and entry.type == "funds-head":
            fund, number, seal = (value.value for value in entry.values)
            heads[fund] = Head(fund, int(number), seal)
    return heads
