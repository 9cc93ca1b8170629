"""The plugin that makes `bean-check` and Fava check the seals and the rules from the book alone.

It hands the entries on unchanged, with one more that says what was checked; whoever opens a book
looks for it, since Beancount passes over a plugin that is missing.
"""

import datetime as dt
import gc
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from beancount.core import data
from beancount.parser.grammar import ValueType
from beancount.parser.options import OPTIONS_DEFAULTS

from funds.book.chained import chain_faults
from funds.book.contents import Contents, contents, document_faults
from funds.book.faults import BookFault, Fault, told
from funds.book.rejudged import rejudge
from funds.book.texts import Texts

__all__ = ["CHECKED", "PLUGIN", "check"]
__plugins__ = ("check",)

#: The plugin as an opening file names it.
PLUGIN: Final = "funds.book.plugin"
#: Options that an opening file sets, or that Beancount sets while it loads.
_OURS: Final = frozenset(
    {
        "title",
        "operating_currency",
        "plugin",
        "filename",
        "include",
        "input_hash",
        "dcontext",
        "commodities",
        "pythonpath",
    }
)
#: The type of the custom entry that says that the checks ran.
CHECKED: Final = "funds-checked"

_Checked = tuple[list[Any], list[BookFault]]


def check(entries: list[Any], options: Mapping[str, Any], config: str = "all books/texts") -> _Checked:
    """Check an opened book; `config` is the scope and the folder of the kept texts, seen from the opened file.

    Any failure of the checks themselves becomes one error, never an exception: Beancount would go
    on without them.
    """
    return _guarded(lambda: _check(entries, options, config), entries, options)


def _guarded(run: Callable[[], _Checked], entries: list[Any], options: Mapping[str, Any]) -> _Checked:
    """Run the checks without the cyclic garbage collector, which would walk the whole book again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return run()
    except Exception as error:  # noqa: BLE001  whatever it is, the book must say that it was not checked
        meta = data.new_metadata(str(options.get("filename", "")), 0)
        why = f"{type(error).__name__}: {error}"
        return entries, [told(Fault("checks-not-run", meta, {"why": why}))]
    finally:
        if collecting:
            gc.enable()


def _check(entries: list[Any], options: Mapping[str, Any], config: str) -> _Checked:
    kind, _, folder = config.partition(" ")
    opened = options["filename"]
    found = contents(entries, opened)
    top = data.new_metadata(opened, 0)
    found.faults += [*_foreign(options, top), *_faults(found, top)]
    found.faults += [*document_faults(found)]
    judged = rejudge(found, Texts(Path(opened).parent / folder), kind)
    ran = _ran(found, opened, entries, judged.passed_over)
    return [*entries, ran], [told(fault) for fault in (*found.faults, *judged.faults)]


def _foreign(options: Mapping[str, Any], top: data.Meta) -> Iterator[Fault]:
    """Tell what could change a figure after the checks or replace them: another plugin, an option that is not ours."""
    for name, _ in options.get("plugin", ()):
        if name != PLUGIN:
            yield Fault("foreign-entry", top, {"what": f"plugin {name}"})
    for name, usual in OPTIONS_DEFAULTS.items():
        if name not in _OURS and options.get(name, usual) != usual:
            yield Fault("foreign-entry", top, {"what": f"option {name}"})


def _faults(found: Contents, top: data.Meta) -> Iterator[Fault]:
    for fund, copies in sorted(found.copies.items()):
        yield from chain_faults(fund, copies, found.heads.get(fund))
    for fund, head in sorted(found.heads.items()):
        if fund not in found.copies:
            yield Fault("fund-missing", top, {"fund": fund, "head": head.number})
    counted = len(found.heads), sum(head.number for head in found.heads.values())
    if found.said != counted:
        yield Fault("count-differs", top, {"said": _pair(found.said), "counted": _pair(counted)})


def _pair(counts: tuple[int, int] | None) -> str:
    return f"{counts[0]} / {counts[1]}" if counts else "-"


def _ran(found: Contents, opened: str, entries: list[Any], passed_over: tuple[str, ...]) -> data.Custom:
    """Say what was checked: the number of records and funds, and the rules that this scope cannot judge."""
    meta = data.new_metadata(opened, 0)
    if passed_over:
        meta["not-judged"] = ", ".join(passed_over)
    values = [ValueType(Decimal(found.records), Decimal), ValueType(Decimal(len(found.copies)), Decimal)]
    return data.Custom(meta, entries[-1].date if entries else dt.date.min, CHECKED, values)
