"""Writing the books into a folder: atomically, and only what has changed.

Each file is written beside its place, flushed to the disk and then moved over: a reader sees the
old file or the new one, and a full disk or a power cut leaves the old one whole.

A file that holds data of persons (个人信息保护法 第二十八条) is named in the book as it was sealed, and not linked
under any kind or fund: nobody opens it from there.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from funds.book.marks import purpose_parts
from funds.book.opening import FundFile, Scope, ScopeKind, opening_text, safe_name
from funds.book.write import BadFundError, Place, document, fund_text
from funds.entry.record import Award, Record
from funds.law.force import Lawbook
from funds.law.read import from_kept
from funds.seal import Head, digest
from funds.text import _

__all__ = ["Evidences", "stale_files", "write_books", "write_file"]

#: Where a piece of evidence lies, by its digest.
Evidences = Callable[[str], Path]

_BOOKS: Final = "books"
_OURS: Final = "Written by `funds book`"
_TOP: Final = 400


class _Fund(msgspec.Struct, frozen=True):
    """What the opening files need to know of a fund's file, which is not kept in memory."""

    path: Path
    programme: str
    year: int
    unit: str
    head: Head
    last: dt.date


class _File(NamedTuple):
    """A file of the books, its text, and what gives the lines that it had before papers of persons were left out."""

    path: Path
    text: str
    before: Callable[[], set[str]] = set


def write_books(
    folder: Path,
    chains: Iterable[Sequence[Record]],
    texts: Mapping[str, str],
    evidence: Evidences | None,
    queries: Mapping[str, str] | None = None,
    personal: frozenset[str] = frozenset(),
) -> list[Path]:
    """Write all books below `folder` (the workspace's ``ledger``); give the paths that changed.

    `chains` yields each fund's records in order of number; `texts` the kept texts of law and
    lexicon by SHA-256. Without `evidence` the copy names the evidence and needs no files. `personal`
    are the files, by SHA-256, that hold data of persons: they are not linked. Files of funds and
    scopes that are no more are removed. Raises BadFundError and UnwritableError.
    """
    changed: list[Path] = []
    wanted: set[Path] = set()
    for path, text, _before in _files(folder, chains, texts, _Shown(evidence, personal), queries or {}):
        changed += write_file(path, text)
        wanted.add(path)
    return changed + _removed(folder / _BOOKS, wanted)


def stale_files(
    folder: Path,
    chains: Iterable[Sequence[Record]],
    texts: Mapping[str, str],
    evidence: Evidences | None,
    queries: Mapping[str, str] | None = None,
    personal: frozenset[str] = frozenset(),
) -> list[Path]:
    """Give the files that `write_books` would write anew; nothing is written.

    A book that was just written has none. So also what no seal covers is held against the record:
    balances, documents, saved questions, settings of the opening files. A book from before a file
    was known for a personal one links it; for that alone it is not told.
    """
    files = _files(folder, chains, texts, _Shown(evidence, personal), queries or {})
    return [file.path for file in files if not (_holds(file.path, file.text.encode("utf-8")) or _held_before(file))]


class _Shown(NamedTuple):
    """Where evidence lies, if it is linked at all, and the files that are not."""

    evidence: Evidences | None
    personal: frozenset[str]


def _files(
    folder: Path,
    chains: Iterable[Sequence[Record]],
    texts: Mapping[str, str],
    shown: _Shown,
    queries: Mapping[str, str],
) -> Iterator[_File]:
    """Give each file of the books with its text: the kept texts, the funds, the scopes."""
    yield from _texts(folder, texts)
    funds = []
    for chain in chains:
        fund = _fund_of(folder, chain)
        yield _fund_file(fund.path, chain, _laws(chain, texts), shown)
        funds.append(fund)
    for path, scope, members in _scopes(folder, funds):
        yield _File(path, opening_text(scope, _members(path, members), queries))


def _fund_file(path: Path, chain: Sequence[Record], laws: Sequence[Lawbook], shown: _Shown) -> _File:
    names = purpose_parts(laws)
    if shown.evidence is None:
        return _File(path, fund_text(chain, names))
    hidden = {piece.digest for record in chain for piece in record.evidence} & shown.personal
    place = _place(path.parent, shown.evidence)
    text = fund_text(chain, names, lambda piece: "" if piece.digest in hidden else place(piece))
    if not hidden:
        return _File(path, text)
    return _File(path, text, lambda: {
        document(record, place(piece)) for record in chain for piece in record.evidence if piece.digest in hidden
    })  # fmt: skip


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _held_before(file: _File) -> bool:
    """Tell whether a file differs only in the documents that it links and that are now left out."""
    gone = {line.encode("utf-8") for line in file.before()}
    if not gone or not file.path.is_file():
        return False
    lines = file.path.read_bytes().splitlines(keepends=True)
    return b"".join(line for line in lines if line not in gone) == file.text.encode("utf-8")


def write_file(path: Path, text: str) -> list[Path]:
    """Write a text atomically, unless the file already holds it; give the paths that changed."""
    content = text.encode("utf-8")
    if _holds(path, content):
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return [path]


def _removed(books: Path, wanted: set[Path]) -> list[Path]:
    """Remove our own files of funds and scopes that are no more; a file of somebody else's is left alone."""
    gone = [
        path
        for path in sorted(books.glob("*/*.beancount"))
        if path not in wanted and _OURS in path.read_text("utf-8", "replace")[:_TOP]
    ]
    for path in gone:
        path.unlink()
    return gone


def _texts(folder: Path, texts: Mapping[str, str]) -> Iterator[_File]:
    """Keep the texts of law and lexicon by their hash: written once, never changed."""
    for name, text in sorted(texts.items()):
        if digest(text.encode("utf-8")) != name:
            raise BadFundError(_("The kept text {name} is not the text of that hash.").format(name=name))
        yield _File(folder / _BOOKS / "texts" / f"{name}.json", text)


def _laws(chain: Sequence[Record], texts: Mapping[str, str]) -> list[Lawbook]:
    laws = dict.fromkeys(record.law for record in chain)
    return [from_kept(texts[law]) for law in laws if law in texts]


def _place(folder: Path, evidence: Evidences) -> Place:
    """Give evidence's path from the fund's folder, so that a moved workspace still checks."""
    return lambda piece: Path(os.path.relpath(evidence(piece.digest), folder)).as_posix()


def _fund_of(folder: Path, chain: Sequence[Record]) -> _Fund:
    terms = [record.terms for record in chain if record.terms]
    if not terms or chain[0].terms is None:
        fund = chain[0].fund if chain else "-"
        raise BadFundError(_("The chain of fund {fund} does not begin with its award.").format(fund=fund))
    first, now, last = chain[0], terms[-1], chain[-1]
    return _Fund(
        path=folder / _BOOKS / _programme(terms[0]) / f"{first.fund}.beancount",
        programme=_programme(terms[0]),
        year=first.date.year,
        unit=now.unit,
        head=Head(last.fund, last.number, last.seal),
        last=max(record.date for record in chain),
    )


def _programme(terms: Award) -> str:
    return safe_name(terms.programme)


def _scopes(folder: Path, funds: Sequence[_Fund]) -> Iterator[tuple[Path, Scope, list[_Fund]]]:
    yield folder / "main.beancount", Scope("all", "专项资金账簿", f"{_BOOKS}/texts"), list(funds)
    groups: dict[tuple[ScopeKind, str, str], list[_Fund]] = {}
    for fund in funds:
        groups.setdefault(("programme", fund.programme, str(fund.year)), []).append(fund)
        groups.setdefault(("unit", "units", safe_name(fund.unit)), []).append(fund)
    for (kind, parent, name), members in groups.items():
        title = f"{parent} {name}"
        yield folder / _BOOKS / parent / f"{name}.beancount", Scope(kind, title, "../texts"), members


def _members(opened: Path, funds: Sequence[_Fund]) -> list[FundFile]:
    return [
        FundFile(Path(os.path.relpath(fund.path, opened.parent)).as_posix(), fund.head, fund.last) for fund in funds
    ]
