"""Zip archives that nobody vouches for: looked over before anything is unpacked, and unpacked by measure.

Knows nothing of what is in them: what may be opened is told by numbers, what is refused by a code.
"""

import re
import zipfile
import zlib
from typing import IO, Final, NamedTuple

__all__ = ["Archive", "Measure", "PackedError", "called", "mib", "opened"]

_DRIVE: Final = re.compile(r"[A-Za-z]:")
_UTF8: Final = 0x800
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


class PackedError(Exception):
    """An archive, or a part of one, that is refused: `code` says why, `facts` what was seen.

    Codes: ``broken-file``, ``bomb``, ``bad-part``, ``double-part``, ``encrypted``.
    """

    def __init__(self, code: str, **facts: str) -> None:
        """Keep why, and what was seen."""
        super().__init__(code)
        self.code = code
        self.facts = facts


class Measure(NamedTuple):
    """How much may be unpacked: parts of an archive, bytes of a part and of an archive, growth of a `large` part."""

    members: int
    part: int
    total: int
    ratio: int
    large: int


class Archive:
    """An archive whose directory was found sound; each part is unpacked whole, within what is left of its measure."""

    def __init__(self, archive: zipfile.ZipFile, measure: Measure) -> None:
        """Keep the archive, its `file`; `parts` are its files by name, folders left out."""
        self.file = archive
        self._measure = measure
        self._left = measure.total
        self.parts = {info.filename: info for info in archive.infolist() if not info.is_dir()}

    @property
    def unpacked(self) -> int:
        """Give the bytes unpacked so far."""
        return self._measure.total - self._left

    def content(self, name: str) -> bytes:
        """Unpack one part. Raises PackedError where it is damaged, or larger than its directory says."""
        most = min(self._measure.part, self._left)
        try:
            with self.file.open(self.parts[name]) as part:
                content = part.read(most + 1)
        except _BROKEN as broken:
            raise PackedError(code="broken-file", part=called(self.parts[name])) from broken
        if len(content) > most:
            raise PackedError(code="bomb", what=called(self.parts[name]), read=f"> {mib(most)}", most=mib(most))
        self._left -= len(content)
        return content


def opened(file: IO[bytes], measure: Measure) -> Archive:
    """Open an archive after looking at its directory: names, sizes, ratios; nothing is unpacked. Raises PackedError."""
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
    except _BROKEN as broken:
        raise PackedError(code="broken-file", part="") from broken
    _directory(members, measure)
    return Archive(archive, measure)


def called(info: zipfile.ZipInfo) -> str:
    """Give a part's name as people see it: archives made on Chinese Windows hold names in GBK without saying so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename


def _directory(members: list[zipfile.ZipInfo], measure: Measure) -> None:
    if len(members) > measure.members:
        raise PackedError(code="bomb", what="parts", read=str(len(members)), most=str(measure.members))
    seen: set[str] = set()
    total = 0
    for member in members:
        _part(member, measure)
        name = member.filename.lower()
        if name in seen:
            raise PackedError(code="double-part", part=called(member))
        seen.add(name)
        total += member.file_size
    if total > measure.total:
        raise PackedError(code="bomb", what="total", read=mib(total), most=mib(measure.total))


def _part(member: zipfile.ZipInfo, measure: Measure) -> None:
    """Refuse a part by its name, its lock, its method, its size."""
    # orig_filename is the name before the library cuts it at a NUL and turns separators round
    for name in (member.filename, member.orig_filename):
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/") or _DRIVE.match(name):
            raise PackedError(code="bad-part", part=called(member))
    if member.flag_bits & 1:
        raise PackedError(code="encrypted", part=called(member))
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise PackedError(code="bad-part", part=called(member))
    if member.file_size > measure.part:
        raise PackedError(code="bomb", what=called(member), read=mib(member.file_size), most=mib(measure.part))
    if member.file_size > measure.large and member.file_size > measure.ratio * member.compress_size:
        grown = f"{member.file_size // max(1, member.compress_size)} ×"
        raise PackedError(code="bomb", what=called(member), read=grown, most=f"{measure.ratio} ×")


def mib(size: int) -> str:
    """Give a number of bytes in MiB, as people read it."""
    return f"{size / (1 << 20):.1f} MiB"
