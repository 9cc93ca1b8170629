"""What a reading command gives out: one sheet of rows as a table, JSON, CSV or a workbook."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import click

from funds.text import N_, _

__all__ = [
    "FORMATS",
    "Column",
    "Sheet",
    "as_json",
    "format_option",
    "give",
    "give_bytes",
    "safe_csv",
    "say",
    "total_of",
]

FORMATS: Final = ("table", "json", "csv", "xlsx")
#: When a workbook says it was made: nothing of the clock, so that the same report is the same file.
_MADE: Final = (2000, 1, 1)
#: What a workbook of a sheet is called at its top; others go by their name.
_TITLES: Final = {
    "utilisation": N_("Use of the funds"),
    "completeness": N_("Completeness of papers"),
    "purposes": N_("Spending by purpose"),
    "trial-balance": N_("Trial balance"),
    "cards": N_("Asset cards"),
}
#: What a spreadsheet would take for the start of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Row = Mapping[str, Any]


class Column(NamedTuple):
    """A column: the row's key, its title (a msgid), and what stands in it.

    Amounts (`money`) are texts of yuan; `count` and `percent` stand to the right as they do. A
    percent that is one column divided by another names the two in `of`.
    """

    key: str
    title: str
    kind: Literal["text", "money", "count", "percent"] = "text"
    of: tuple[str, str] | None = None


class Sheet(NamedTuple):
    """Rows under columns. JSON gives the rows whole, or `whole` in their place.

    The other formats give the columns named; files also those of `more`. The notes and the total
    are made for the table only. Rows that come one by one are read once.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    total: Callable[[], Row | None] | None = None
    notes: Sequence[str] = ()
    more: Sequence[Column] = ()
    whole: object = None


def format_option(*choices: str) -> Callable[[Any], Any]:
    """Give a command its `--format` and, where it can write a workbook, its `--output`."""
    chosen = choices or FORMATS

    def add(command: Any) -> Any:
        command = click.option(
            "--format",
            "how",
            type=click.Choice(chosen),
            default="table",
            show_default=True,
            help=_("How to give it out."),
        )(command)
        if "xlsx" in chosen or "csv" in chosen:
            command = click.option(
                "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Write to this file.")
            )(command)
        return command

    return add


def give(sheet: Sheet, how: str, output: Path | None = None) -> None:
    """Give a sheet out in the format chosen, to the file named or to standard output."""
    if how == "xlsx":
        if output is None:
            raise click.UsageError(_("A workbook needs a file to go to: add -o FILE."))
        _workbook(sheet, output)
        return
    if how == "json":
        give_bytes(_json(sheet), output)
        return
    text = _csv(sheet) if how == "csv" else _table(sheet)
    if output is None:
        say(text)
    else:
        # a BOM, since spreadsheets read a CSV file without one in the wrong encoding
        output.write_bytes(text.encode("utf-8-sig" if how == "csv" else "utf-8"))


def say(text: str) -> None:
    """Write a text to standard output in one go."""
    sys.stdout.write(text)
    sys.stdout.flush()


def as_json(value: object) -> str:
    """Write one value as JSON, indented, in Chinese as it stands."""
    import json  # noqa: PLC0415  start-up: only where JSON is asked for

    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def give_bytes(content: bytes, output: Path | None) -> None:
    """Write JSON, which is UTF-8 whatever the terminal is, to the file named or to standard output."""
    if output is not None:
        output.write_bytes(content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _json(sheet: Sheet) -> bytes:
    if sheet.whole is not None:
        return as_json(sheet.whole).encode()
    from msgspec.json import encode  # noqa: PLC0415

    # one object a line: readable, and quick to write for thousands of funds
    return b"[" + b",\n ".join(map(encode, sheet.rows)) + b"]\n"


def _text(value: object, kind: str) -> str:
    if value is None:
        return _("n/a") if kind == "percent" else ""
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {part}" for key, part in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value)


def _cells(columns: Iterable[Column], row: Row) -> list[str]:
    return [_text(row.get(column.key), column.kind) for column in columns]


def _table(sheet: Sheet) -> str:
    from funds.cli.table import lines, shown  # noqa: PLC0415

    if not sheet.rows:
        told = [_("Nothing to show.")]
    else:
        total = sheet.total() if sheet.total else None
        rows = [*sheet.rows, *([total] if total else [])]
        titles = [_(column.title) for column in sheet.columns]
        right = [column.kind != "text" for column in sheet.columns]
        told = list(lines(titles, (_cells(sheet.columns, row) for row in rows), right))
    if sheet.notes:
        told += ["", *map(shown, sheet.notes)]
    return "\n".join(told) + "\n"


def safe_csv(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula: an apostrophe before `= + - @`, tab, return."""
    return "'" + text if text.startswith(_FORMULA) else text


def _csv(sheet: Sheet) -> str:
    import csv  # noqa: PLC0415
    import io  # noqa: PLC0415

    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = [*sheet.columns, *sheet.more]
    writer.writerow([_(column.title) for column in columns])
    for row in sheet.rows:
        cells = _cells(columns, row)
        kinds = (column.kind for column in columns)
        writer.writerow([safe_csv(cell) if kind == "text" else cell for cell, kind in zip(cells, kinds, strict=True)])
    return out.getvalue()


def _workbook(sheet: Sheet, path: Path) -> None:
    import datetime as dt  # noqa: PLC0415  start-up

    from funds.workbook.issue.sheet import Field, Table, write  # noqa: PLC0415

    columns = [*sheet.columns, *sheet.more]
    places = {column.key: at for at, column in enumerate(columns)}
    fields = [
        Field(_(column.title), column.kind, (places[column.of[0]], places[column.of[1]]) if column.of else None)
        for column in columns
    ]

    def total() -> list[str] | None:
        found = sheet.total() if sheet.total else None
        return None if found is None else [_text(found.get(column.key), _blank(found, column)) for column in columns]

    rows = (_cells(columns, row) for row in sheet.rows)
    title = _(_TITLES.get(sheet.name, sheet.name))
    write(Table(sheet.name, title, fields, rows, total, sheet.notes, len(sheet.columns)), dt.date(*_MADE), path)


def _blank(row: Row, column: Column) -> str:
    """Give the kind of a cell of a total: where the total says nothing of a rate, nothing stands there."""
    return column.kind if column.key in row else "text"


def total_of(rows: Iterable[Row], keys: Iterable[str]) -> dict[str, Any]:
    """Add up columns of yuan texts exactly."""
    from funds.money import fen, yuan  # noqa: PLC0415

    return {key: yuan(sum(fen(row[key]) for row in rows)) for key in keys}
