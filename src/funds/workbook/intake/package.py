"""The parts of a workbook beside its sheets: the list of sheets, the shared texts, what formats mean, our mark."""

import posixpath
import re
import zipfile
from typing import Final, Literal, NamedTuple

from funds.workbook.intake import limits
from funds.workbook.intake.refusal import FileRefusedError
from funds.workbook.intake.shared import shared, unescaped
from funds.workbook.intake.xml import ATTRIBUTES, elements

__all__ = ["Book", "Part", "Style", "book"]

#: How a number shows: as a day, or in a unit that the number itself does not have (万元, %).
Style = Literal["", "day", "time", "unit"]

_DAY_FORMATS: Final = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_TIME_FORMATS: Final = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56})
_PERCENT: Final = frozenset({9, 10})
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_UNIT: Final = re.compile(r"万|千元|百元|亿|%")
_FIRST_OWN: Final = 164


class Part(NamedTuple):
    """A sheet: its name, the part that holds it, whether it is hidden, and whether it is a chart."""

    name: str
    path: str
    hidden: bool
    chart: bool


class Book(NamedTuple):
    """A workbook opened: its sheets, shared texts, styles by number, names defined, and its calendar."""

    archive: zipfile.ZipFile
    sheets: list[Part]
    texts: list[str]
    styles: list[Style]
    names: dict[str, str]
    since_1904: bool
    linked: bool


def book(archive: zipfile.ZipFile) -> Book:
    """Read the parts of a workbook beside its sheets. Raises FileRefusedError where they are broken."""
    names = frozenset(archive.namelist())
    home = _home(archive, names)
    folder = posixpath.dirname(home)
    related = _related(archive, names, home)
    sheets, defined, since_1904 = _workbook(archive, home, related)
    strings = next((path for path, sort in related.values() if sort == "sharedStrings"), f"{folder}/sharedStrings.xml")
    styles = next((path for path, sort in related.values() if sort == "styles"), f"{folder}/styles.xml")
    present = [sheet for sheet in sheets if sheet.path in names]
    if not present or len({sheet.path for sheet in present}) + len({sheet.name for sheet in present}) < 2 * len(
        present
    ):
        raise FileRefusedError(code="broken", part=home)
    return Book(
        archive,
        present,
        shared(archive, strings) if strings in names else [],
        _styles(archive, styles) if styles in names else [],
        defined,
        since_1904,
        any("externalLinks/" in name for name in names),
    )


def _home(archive: zipfile.ZipFile, names: frozenset[str]) -> str:
    if "_rels/.rels" in names:
        for path, sort in _related(archive, names, "").values():
            if sort == "officeDocument" and path in names:
                return path
    if "xl/workbook.xml" in names:
        return "xl/workbook.xml"
    raise FileRefusedError(code="other-archive")


def _related(archive: zipfile.ZipFile, names: frozenset[str], part: str) -> dict[str, tuple[str, str]]:
    folder, file = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path not in names:
        raise FileRefusedError(code="broken", part=path)
    found = {}
    with archive.open(path) as source:
        for name, attributes, _text in elements(source, path):
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                sort = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = (posixpath.normpath(whole), sort)
    return found


def _workbook(
    archive: zipfile.ZipFile, path: str, related: dict[str, tuple[str, str]]
) -> tuple[list[Part], dict[str, str], bool]:
    sheets: list[Part] = []
    defined: dict[str, str] = {}
    since_1904 = False
    with archive.open(path) as source:
        for name, attributes, text in elements(source, path):
            if name == "sheet" and len(sheets) < limits.SHEETS:
                target, sort = related.get(attributes.get(f"{ATTRIBUTES}id", ""), ("", ""))
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(Part(unescaped(attributes.get("name", "")), target, hidden, sort == "chartsheet"))
            elif name == "sheet":
                raise FileRefusedError(code="bomb", what="sheets", read=f"> {limits.SHEETS}", most=str(limits.SHEETS))
            elif name == "definedName":
                defined[attributes.get("name", "")] = text.strip().lstrip("=").strip('"')
            elif name == "workbookPr":
                since_1904 = attributes.get("date1904", "0") in {"1", "true"}
    return sheets, defined, since_1904


def _styles(archive: zipfile.ZipFile, path: str) -> list[Style]:
    codes: dict[int, str] = {}
    used: list[int] = []
    waiting: list[int] = []
    with archive.open(path) as source:
        for name, attributes, _text in elements(source, path):
            if name == "numFmt" and "numFmtId" in attributes:
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif name == "xf":
                waiting.append(int(attributes.get("numFmtId", "0")))
            elif name in {"cellXfs", "cellStyleXfs"}:
                used, waiting = (waiting, []) if name == "cellXfs" else (used, [])
    return [_style(number, codes.get(number, "")) for number in used]


def _style(number: int, code: str) -> Style:
    if number < _FIRST_OWN and not code:
        if number in _DAY_FORMATS:
            return "day"
        return "time" if number in _TIME_FORMATS else "unit" if number in _PERCENT else ""
    bare = _QUOTED.sub("", code).lower()
    if "general" not in bare and re.search(r"[ymdhs年月日]", bare):
        return "day" if re.search(r"[yd年日]", bare) else "time"
    return "unit" if _UNIT.search(code) else ""
