"""The marked register (FILE-问题.xlsx): the user's own sheets, what is wrong marked where it stands, and a summary.

Every row and column of the user's is there. Once mended it can be imported as it is: values stand as values
(a formula that never had a value stays one), numbers and dates keep their type and format, texts stay texts, and no
comment or summary changes any of it.
"""

import os
import re
import time
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from funds.text import N_, _
from funds.workbook.issue import marked_words as words
from funds.workbook.issue.marked_stream import mark_csv, mark_streamed
from funds.workbook.issue.marked_whole import mark_whole, open_serial
from funds.workbook.issue.marked_words import SUMMARY, Mark, Tally

__all__ = [
    "SUMMARY",
    "ChangedError",
    "ForeignError",
    "Mark",
    "Tally",
    "TargetError",
    "UncopiedError",
    "marked",
    "target_for",
]

#: Files whose parts unpack to more bytes are copied row by row: loaded whole they take ten times that and more.
WHOLE: Final = 12_000_000
#: The most cells that merged ranges may cover in a file that is loaded whole.
MERGED: Final = 50_000
_ENDING: Final = "-问题"
_STAMP: Final = "funds "
_MERGE: Final = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"')


_Asked = tuple[Path, Path, Sequence[Mark], Sequence[words.Fact], Mapping[str, int], str]


class TargetError(FileExistsError):
    """The marked register cannot go where it should; its text is a full sentence. Facts: path."""

    says = ""

    def __init__(self, path: Path) -> None:
        """Keep the path that the sentence names."""
        super().__init__(str(path))
        self.path = path

    def __str__(self) -> str:
        """Write the sentence in the reader's language."""
        return _(self.says).format(path=self.path)


class ForeignError(TargetError):
    """A file of the user's stands there."""

    says = N_("{path} is a file of your own and is not overwritten. Move it away or rename it, then import again.")


class ChangedError(TargetError):
    """An earlier marked register stands there, and somebody has worked in it since."""

    says = N_(
        "{path} was changed after it was written, and is not overwritten: somebody has begun to mend it. "
        "Import that file, or move it away and import again."
    )


class UncopiedError(TargetError):
    """The user's file holds something that cannot be copied. Its path is the source's."""

    says = N_("{path} could not be copied to be marked: part of it is damaged. Mend the problems in that file itself.")


def target_for(source: Path, taken: Collection[Path] = ()) -> Path:
    """Give where the marked register of a file goes: FILE-问题.xlsx beside it; that of a marked one is itself.

    Where that name is `taken` by another file (as resolved paths), the file's own kind or a number tells the two apart.
    """
    marked_one = source.suffix.lower() == ".xlsx" and source.stem.endswith(_ENDING)
    stem, kind = source.stem.removesuffix(_ENDING) if marked_one else source.stem, source.suffix.lower().lstrip(".")
    told = (f"{stem}{part}{_ENDING}.xlsx" for part in ("", f"-{kind}", *(f"-{number}" for number in range(2, 99))))
    names = [source.name, *told] if marked_one else [*told]
    free = (target for name in names if (target := source.with_name(name)).resolve() not in taken)
    return next(free, source.with_name(names[0]))


def marked(
    source: Path,
    target: Path,
    marks: Sequence[Mark],
    tallies: Sequence[tuple[str, int]],
    control_total: int,
    headers: Mapping[str, int],
) -> None:
    """Write the marked register of `source` to `target`, whole or not at all.

    `tallies` is how many rows ended as each status, `control_total` is in fen, `headers` the row of each sheet's
    header. A register that was marked earlier and mended may be its own target: its old marks go.
    Raises ForeignError or ChangedError where something else stands at the target, and UncopiedError where the source
    cannot be copied; what stands at the target is then left as it is.
    """
    _free(source, target)
    draft = target.with_name(f".{target.stem}.{os.getpid()}.xlsx")
    now = int(time.time())
    asked = (source, draft, marks, words.facts(tallies, control_total), headers, f"{_STAMP}{now}")
    try:
        draft.touch()  # a folder that takes no file is told at once, as the system tells it
        _copy(asked)
        _flush(draft)
        os.utime(draft, (now, now))  # the stamp within says the same: so a later change of the file shows
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _copy(asked: _Asked) -> None:
    """Copy and mark; a file whose looks cannot be loaded is copied row by row, with those looks that can."""
    source = asked[0]
    try:
        if source.suffix.lower() != ".xlsx":
            mark_csv(*asked)
            return
        if _light(source):
            try:
                mark_whole(*asked)
            except OSError:
                raise
            except Exception:  # noqa: BLE001  other programs' drawings and styles fail in many ways
                mark_streamed(*asked)
            return
        mark_streamed(*asked)
    except OSError:
        raise
    except Exception as error:
        cause = next(iter(error.args), None)
        if isinstance(cause, OSError):  # XlsxWriter wraps what the system says, such as that the disk is full
            raise cause from error
        raise UncopiedError(source) from error


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _free(source: Path, target: Path) -> None:
    """Hold that nothing of the user's is overwritten."""
    if not target.exists():
        return
    stamp = _stamp(target)
    if stamp is None:
        raise ForeignError(target)
    if not source.samefile(target) and stamp != f"{_STAMP}{int(target.stat().st_mtime)}":
        raise ChangedError(target)


def _stamp(path: Path) -> str | None:
    """Give the stamp of a marked register, empty where a program has dropped it; None for any other file."""
    try:
        book = open_serial(path, read_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, InvalidFileException):
        return None
    try:
        ours = [sheet for sheet in book.worksheets if sheet.title.startswith(SUMMARY)]
        for sheet in ours:
            sheet.reset_dimensions()
        if any(words.is_summary(sheet.title, sheet.iter_rows(values_only=True)) for sheet in ours):
            return str(book.properties.contentStatus or "")
    finally:
        book.close()
    return None


def _light(source: Path) -> bool:
    """Tell whether a workbook is small enough to be loaded whole, with all its looks."""
    with zipfile.ZipFile(source) as parts:
        if sum(part.file_size for part in parts.infolist()) > WHOLE:
            return False
        sheets = (parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/"))
        return sum(_covered(_MERGE.findall(sheet)) for sheet in sheets) <= MERGED


def _covered(ranges: Iterable[bytes]) -> int:
    """Count the cells that merged ranges cover."""
    cells = 0
    for spread in ranges:
        left, top, right, bottom = (edge or 0 for edge in range_boundaries(spread.decode()))
        cells += (right - left + 1) * (bottom - top + 1)
    return cells
