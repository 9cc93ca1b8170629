"""From the bytes of a file to the invoices in it: an XML text, an OFD, or a zip of several, by what it is."""

import io
import zipfile
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from funds.einvoice import limits
from funds.einvoice.invoice import EInvoice, Problem, Read
from funds.einvoice.layouts import invoices, is_known
from funds.einvoice.ofd import ENTRY, Ofd, documents
from funds.einvoice.page import compared, shown
from funds.einvoice.refusal import RefusedError
from funds.einvoice.same import distinct
from funds.einvoice.sound import looked_over
from funds.einvoice.stamped import stamped
from funds.einvoice.xml import document, looks_like
from funds.untrusted.archive import Archive, Measure, PackedError, called, opened

__all__ = ["ZIPPED", "reads"]

#: First bytes of what is neither XML nor a zip, and what to call it.
_OTHERS: Final = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"\xd0\xcf\x11\xe0", "Office"), (b"{\\rtf", "RTF"),
    (b"BM", "BMP"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"),
)  # fmt: skip
#: How a zip begins; so does an OFD.
ZIPPED: Final = (b"PK\x03\x04", b"PK\x05\x06")
#: Endings that a sort of file may have.
_ENDINGS: Final = {"xml": {"xml", "txt", ""}, "ofd": {"ofd"}, "zip": {"zip"}}
_CLAIMS: Final = frozenset({"xml", "ofd", "zip", "pdf"})
#: What is wrong with a file that stands alone is only passed over where it lies beside others in a zip.
_BESIDE: Final = {"no-invoice-file": "passed-over", "no-known-file": "passed-over-unknown"}
_LITTER: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


class _Reading:
    """One file being read: what may still be unpacked, and how many invoices were found."""

    def __init__(self) -> None:
        self.left = limits.UNPACKED_BYTES
        self.count = 0

    def open(self, content: bytes) -> Archive:
        measure = Measure(limits.MEMBERS, limits.PART_BYTES, self.left, limits.RATIO, limits.LARGE)
        return opened(io.BytesIO(content), measure)

    def found(self, invoice: EInvoice) -> EInvoice:
        self.count += 1
        if self.count > limits.INVOICES:
            raise RefusedError(code="too-many", most=str(limits.INVOICES))
        return looked_over(invoice)


def reads(content: bytes, name: str) -> Iterator[Read]:
    """Read every invoice of a file, or why there is none; `name` is the file's, for what it pretends to be."""
    yield from _within(_Reading(), content, name, "", 0)


def _within(reading: _Reading, content: bytes, name: str, member: str, depth: int) -> Iterator[Read]:
    """Read a file or a part of an archive; whatever is wrong with it is told of it alone."""
    try:
        yield from _sorted(reading, content, name, member, depth)
    except RefusedError as refused:
        yield Read(member=member, problems=(refused.problem,))
    except PackedError as refused:
        yield Read(member=member, problems=(Problem(refused.code, refused.facts),))


def _sorted(reading: _Reading, content: bytes, name: str, member: str, depth: int) -> Iterator[Read]:
    if not content:
        raise RefusedError(code="empty-file")
    if content.startswith(ZIPPED):
        archive = reading.open(content)
        try:
            if ENTRY in archive.parts:
                claim = _claim(name, "ofd")
                yield from (replace(read, problems=(*claim, *read.problems)) for read in _ofd(reading, archive, member))
            else:
                yield from _zip(reading, archive, name, member, depth)
        finally:
            reading.left -= min(reading.left, archive.unpacked)
    elif looks_like(content):
        yield from _xml(reading, content, name, member)
    else:
        other = next((called for begin, called in _OTHERS if content.startswith(begin)), "")
        if not other:
            raise RefusedError(code="no-known-file", ending=_ending(name) or "-")
        raise RefusedError(code="no-invoice-file", what=other, ending=_ending(name) or "-")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _claim(name: str, really: str) -> tuple[Problem, ...]:
    """Tell where a file's ending says that it is something else."""
    ending = _ending(name)
    if ending in _ENDINGS[really] or ending not in _CLAIMS:
        return ()
    return (Problem("wrong-ending", {"ending": ending, "really": really.upper()}),)


def _xml(reading: _Reading, content: bytes, name: str, member: str) -> Iterator[Read]:
    read = document(content)
    found = invoices(read.root)
    if not found:
        raise RefusedError(code="no-invoice-xml", root=read.root.name[:60])
    problems = (*_claim(name, "xml"), *read.problems)
    for invoice in found:
        yield Read(member=member, invoice=reading.found(invoice), problems=problems)


def _ofd(reading: _Reading, archive: Archive, member: str) -> Iterator[Read]:
    for ofd in documents(archive):
        yield from _document(reading, ofd, member)


def _document(reading: _Reading, ofd: Ofd, member: str) -> Iterator[Read]:
    page = shown(ofd)
    found, where, broken = _data(ofd)
    signature, told = stamped(ofd, where)
    problems = (*broken, *told)
    if not found and page is None:
        yield Read(member=member, problems=(*problems, Problem("ofd-no-data")))
    for invoice in [compared(each, page) for each in found] or ([page] if page else []):
        # the stamp on the whole file stands for what lies in it
        signed = "present" if "present" in {signature, invoice.signature} else "absent"
        whole = replace(invoice, signature=signed, problems=(*invoice.problems, *problems))
        yield Read(member=member, invoice=reading.found(whole))


def _data(ofd: Ofd) -> tuple[list[EInvoice], list[str], list[Problem]]:
    """Give the invoices in the data parts of an OFD, each once, the parts that hold them, and those that cannot be read.

    A part that is no attachment, and lies beside the data, need not be readable.
    """
    found: list[EInvoice] = []
    where: list[str] = []
    broken: list[Problem] = []
    attached = set(ofd.attached())
    for part in ofd.data():
        try:
            root = ofd.xml(part)
        except RefusedError as refused:
            if part in attached or not found:
                broken.append(Problem("broken-part", {"part": part, "why": refused.problem.code}))
            continue
        if any(is_known(node) for node in root.walk()):
            found += invoices(root)
            where.append(part)
    return distinct(Read(invoice=invoice) for invoice in found), where, broken


def _zip(reading: _Reading, archive: Archive, name: str, member: str, depth: int) -> Iterator[Read]:
    if "[Content_Types].xml" in archive.parts:
        raise RefusedError(code="no-invoice-file", what="Office", ending=_ending(name) or "-")
    if depth > limits.NESTED:
        raise RefusedError(code="too-deep", most=str(limits.NESTED + 1))
    claim = _claim(name, "zip")
    if claim:
        yield Read(member=member, problems=claim)
    parts = [info for info in archive.parts.values() if not _litter(info)]
    if not parts:
        raise RefusedError(code="empty-zip")
    passed = 0
    for info in parts:
        whole = f"{member}/{called(info)}" if member else called(info)
        try:
            content = archive.content(info.filename)
        except PackedError as refused:
            yield Read(member=whole, problems=(Problem(refused.code, refused.facts),))
            continue
        for read in _within(reading, content, called(info), whole, depth + 1):
            told = _passed(read)
            passed += told is not read
            yield told
    if passed == len(parts):
        yield Read(member=member, problems=(Problem("no-invoice-zip", {"count": str(len(parts))}),))


def _passed(read: Read) -> Read:
    """Call a picture, PDF or text beside the invoices of a zip passed over: that is no fault of the zip."""
    code = _BESIDE.get(read.problems[0].code) if len(read.problems) == 1 else None
    return replace(read, problems=(Problem(code, read.problems[0].facts),)) if code else read


def _litter(info: zipfile.ZipInfo) -> bool:
    return info.filename.startswith(_LITTER[0]) or info.filename.rpartition("/")[2] in _LITTER
