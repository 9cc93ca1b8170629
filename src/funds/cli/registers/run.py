"""A file brought in: read, judged row by row, and posted as a whole, or where asked without its bad rows."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from funds.cli.registers.asked import Asked
from funds.cli.registers.decided import held_back, twice, waiting
from funds.cli.registers.later import Later
from funds.cli.registers.outcome import FileOutcome, RowOutcome, Said
from funds.cli.registers.rows import Rows
from funds.cli.registers.sheets import Sheets
from funds.cli.registers.sums import Sums
from funds.record.batch import Batch
from funds.record.errors import RacedError
from funds.record.events import log_refusals
from funds.text import _
from funds.workbook.intake.events import Event, FileProblem, RowRead, SheetFound
from funds.workbook.intake.read import read
from funds.workbook.intake.told import remedy, sentence
from funds.workspace import EvidenceError

__all__ = ["How", "brought_in"]

#: How often a file is judged anew when other writers are faster.
_TRIES: Final = 3
#: Events that speak of others of the same file, and so are judged after them.
_AFTER: Final = frozenset({"refund", "disallow", "receive"})
#: How many rows are looked at together.
_HANDFUL: Final = 500


class How(NamedTuple):
    """How a file is brought in: what judges, the clock, whether bad rows may be left out, whether it is a trial."""

    desk: Any
    moment: Callable[[], Any]
    partial: bool = False
    dry: bool = False
    tick: Callable[[int, int], None] = lambda _done, _all: None


def brought_in(asked: Asked, kind: str, path: Path, how: How) -> tuple[FileOutcome, Sheets]:
    """Bring one file in, and tell what became of each row. Raises RacedError, RecordError, EvidenceError."""
    asked.folder = path.absolute().parent
    for _tried in range(1, _TRIES):
        try:
            return _once(asked, kind, path, how)
        except RacedError:
            continue
    return _once(asked, kind, path, how)


def _once(asked: Asked, kind: str, path: Path, how: How) -> tuple[FileOutcome, Sheets]:
    outcome, sheets = FileOutcome(path.name, dry=how.dry), Sheets()
    with Batch(asked.engine, how.desk, how.moment) as batch, _uncollected():
        rows = Rows(asked, kind, batch, sheets)
        outcome.rows = list(_judged(_events(path, kind, how), rows, sheets, outcome))
        outcome.sheets, outcome.notes = sheets.objects(), sheets.notes()
        order = {name: place for place, name in enumerate(sheets.headers)}
        outcome.rows.sort(key=lambda row: (order[row.sheet], row.row))
        good = outcome.refused is None and (outcome.well or how.partial)
        if not good:
            held_back(outcome)
        elif not how.dry:
            waiting(outcome)
        Sums(sheets).hold(outcome.rows)
        twice(outcome, rows.alike.pairs(), sheets)
        if not how.dry:  # first: if this fails, nothing was posted, as is then said
            log_refusals(asked.engine, rows.refused, how.moment())
        if good and not how.dry:
            _keep(asked, rows)
            batch.post()
    return outcome, sheets


def _events(path: Path, kind: str, how: How) -> Iterator[Event]:
    """Read the file, and tell how far the reading is."""
    about = 0
    for done, event in enumerate(read(path, kind), 1):
        if isinstance(event, SheetFound):
            about += event.about
        how.tick(done, about)
        yield event


def _judged(events: Iterator[Event], rows: Rows, sheets: Sheets, outcome: FileOutcome) -> Iterator[RowOutcome]:
    """Judge the rows as they are read, some at a time; those that must wait, at the end."""
    later = Later()
    while some := list(islice(events, _HANDFUL)):
        rows.ahead([event for event in some if isinstance(event, RowRead)])
        for event in some:
            match event:
                case FileProblem():
                    outcome.refused = Said(event.code, "error", "", outcome.file, sentence(event), "", remedy(event))
                    return
                case SheetFound():
                    sheets.add(event)
                case RowRead(status="blank" | "total"):
                    said = rows.notes(event)
                    yield RowOutcome(event.sheet, event.row, event.status, amount=event.sum or 0, said=said)
                case RowRead() if rows.let_go(event):
                    later.add(event, last=event.cells.get("event") in _AFTER)
                case RowRead() if event.cells.get("event") in _AFTER:
                    tried = rows.attempt(event)
                    if tried is None:
                        later.add(event, last=True)
                    else:
                        yield tried
                case RowRead():
                    yield rows.take(event)
        rows.shed()
    yield from map(rows.take, later.rows())


def _keep(asked: Asked, rows: Rows) -> None:
    """Keep the files that the posted rows name. Raises EvidenceError where one was changed meanwhile."""
    for path, kind, digest in rows.files:
        if asked.workspace.keep(path, kind).digest != digest:
            what = _("{path} was changed while the register was read. Nothing was posted; bring it in again.")
            raise EvidenceError(what.format(path=path))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Leave the cyclic garbage collector out: it would walk all rows again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
