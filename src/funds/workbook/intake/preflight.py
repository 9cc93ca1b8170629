"""What a file is, by its bytes and not its name, and whether it may be opened at all."""

import re
import zipfile
import zlib
from typing import IO, Final, Literal

from funds.untrusted.archive import Measure, PackedError, mib
from funds.untrusted.archive import opened as unpacking
from funds.workbook.intake import limits
from funds.workbook.intake.refusal import FileRefusedError
from funds.workbook.intake.xml import begins

__all__ = ["opened", "sort_of"]

_OLE2: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
#: First bytes of what is neither workbook nor text, and what to call it.
_OTHERS: Final = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"{\\rtf", "RTF"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
_WEB: Final = re.compile(rb"<(?:!doctype|html|table|meta|head|body|\?xml|\?mso|div|script)", re.IGNORECASE)
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_TEXTS: Final = frozenset({".csv", ".txt", ".tsv"})
_FIRST: Final = 4096
_TYPES: Final = 16 << 20
_MEASURE: Final = Measure(limits.MEMBERS, limits.PART_BYTES, limits.UNPACKED_BYTES, limits.RATIO, limits.LARGE)
#: A part that calls the workbook one with macros.
_MACROS: Final = re.compile(rb"macroEnabled", re.IGNORECASE)


def sort_of(file: IO[bytes], name: str) -> Literal["workbook", "text"]:
    """Tell whether an open file is a workbook or a table of text; `name` is its name, for what it pretends to be.

    Raises FileRefusedError for everything else: old, encrypted, with macros, a web page, a picture, empty, too large.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise FileRefusedError(code="empty-file")
    if size > limits.FILE_BYTES:
        raise FileRefusedError(code="too-large", size=mib(size), most=mib(limits.FILE_BYTES))
    first = file.read(_FIRST)
    ending = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if first.startswith(_OLE2):
        file.seek(0)
        raise FileRefusedError(code="encrypted" if _ENCRYPTED in file.read() else "old-format", ending=ending)
    if first.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        if ending not in {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".ods"}:
            raise FileRefusedError(code="wrong-ending", ending=ending, really="xlsx")
        return "workbook"
    _not_text(first, ending)
    return "text"


def _not_text(first: bytes, ending: str) -> None:
    for begin, called in _OTHERS:
        if first.startswith(begin):
            raise FileRefusedError(code="no-table", what=called)
    if _WEB.match(first.removeprefix(b"\xef\xbb\xbf").lstrip()):
        raise FileRefusedError(code="web-page", ending=ending)
    if b"\0" in first and not first.startswith(_UTF16):
        raise FileRefusedError(code="broken-file" if ending == ".xlsx" else "no-table", what="?")
    if ending not in _TEXTS:
        raise FileRefusedError(code="wrong-ending", ending=ending, really="csv")


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """Open a workbook's archive after looking at its directory: names, sizes, ratios, and the start of each part.

    Raises FileRefusedError; nothing is unpacked but the first kilobyte of each XML part.
    """
    try:
        archive = unpacking(file, _MEASURE).file
    except PackedError as refused:
        raise _refused(refused) from refused
    try:
        names = archive.namelist()
        _sort_of_archive(archive, set(names))
        for name in names:
            if name.lower().endswith((".xml", ".rels", ".vml")):
                with archive.open(name) as part:
                    begins(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as broken:
        raise FileRefusedError(code="broken-file") from broken
    return archive


def _refused(refused: PackedError) -> FileRefusedError:
    if refused.code == "broken-file":
        return FileRefusedError(code="broken-file")
    if refused.code == "encrypted":
        return FileRefusedError(code="encrypted", ending=".xlsx")
    return FileRefusedError(code=refused.code, **refused.facts)


def _sort_of_archive(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise FileRefusedError(code="binary-workbook")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefusedError(code="macros")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise FileRefusedError(code="other-archive")
    with archive.open("[Content_Types].xml") as types:
        if _MACROS.search(types.read(_TYPES)):
            raise FileRefusedError(code="macros")
