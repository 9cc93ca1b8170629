"""What a reading command gives out: one sheet of rows as a table, JSON, CSV or a workbook."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import click

from funds.text import _

__all__ = ["FORMATS", "Column", "Sheet", "as_json", "format_option", "give", "safe_csv", "say", "total_of"]

FORMATS: Final = ("table", "json", "csv", "xlsx")
#: The most characters that a cell of a workbook holds.
_CELL: Final = 32_767
#: What a spreadsheet would take for the start of a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Row = Mapping[str, Any]


class Column(NamedTuple):
    """A column: the row's key, its title (a msgid), and what stands in it.

    Amounts (`money`) are texts of yuan; `count` and `percent` stand to the right as they do.
    """

    key: str
    title: str
    kind: Literal["text", "money", "count", "percent"] = "text"


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
        _bytes(_json(sheet), output)
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


def _bytes(content: bytes, output: Path | None) -> None:
    """Write JSON, which is UTF-8 whatever the terminal is."""
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
    from openpyxl import Workbook  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(sheet.name[:31])
    columns = [*sheet.columns, *sheet.more]
    for at, column in enumerate(columns, 1):
        _put(page.cell(1, at), _(column.title), "text")
    for number, row in enumerate(sheet.rows, 2):
        for at, column in enumerate(columns, 1):
            _put(page.cell(number, at), _text(row.get(column.key), column.kind), column.kind)
    page.freeze_panes = "A2"
    book.save(path)


def _put(cell: Any, text: str, kind: str) -> None:
    """Fill a cell: an amount as an exact decimal, all else as text, never as a formula."""
    from decimal import Decimal, InvalidOperation  # noqa: PLC0415

    if kind != "text" and text:
        try:
            cell.value = Decimal(text)
        except InvalidOperation:
            cell.value = text
        else:
            cell.number_format = "0" if kind == "count" else "#,##0.00"
        return
    if len(text) > _CELL:
        raise click.ClickException(_("A text of {length} characters does not fit a cell.").format(length=len(text)))
    cell.value = "".join(sign if sign.isprintable() or sign == "\n" else "\ufffd" for sign in text)
    cell.data_type = "s"


def total_of(rows: Iterable[Row], keys: Iterable[str]) -> dict[str, Any]:
    """Add up columns of yuan texts exactly."""
    from funds.money import fen, yuan  # noqa: PLC0415

    return {key: yuan(sum(fen(row[key]) for row in rows)) for key in keys}
