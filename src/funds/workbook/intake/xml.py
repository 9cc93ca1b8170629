"""XML of workbooks, read as a stream and without what XML can do beside telling data: no DTD, no entities."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, Final, NoReturn
from xml.parsers import expat

from funds.workbook.intake.refusal import FileRefusedError

__all__ = ["ATTRIBUTES", "Elements", "begins", "elements", "fed", "parser"]

_CHUNK: Final = 1 << 16
#: Longest beginning (declaration, comments) before the first element.
_BEGINNING: Final = 1 << 16
ATTRIBUTES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships}"
#: An element as it ends: its name without namespace, its attributes, its own text.
Elements = Iterator[tuple[str, dict[str, str], str]]


def _refuse(*_seen: Any) -> NoReturn:
    raise FileRefusedError(code="dtd")


def parser() -> expat.XMLParserType:
    """Give a parser that refuses a document type and every entity beside the five of XML."""
    made = expat.ParserCreate(namespace_separator="}")
    made.buffer_text = True
    made.buffer_size = _CHUNK
    made.StartDoctypeDeclHandler = _refuse
    made.EntityDeclHandler = _refuse
    made.ExternalEntityRefHandler = _refuse
    return made


def fed(made: expat.XMLParserType, source: IO[bytes], part: str) -> Iterator[bytes]:
    """Feed a part to a parser, chunk by chunk, giving each chunk after it was parsed."""
    try:
        while chunk := source.read(_CHUNK):
            made.Parse(chunk, False)
            yield chunk
        made.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError) as broken:
        raise FileRefusedError(code="broken", part=part) from broken


def begins(source: IO[bytes]) -> str:
    """Give the name of a part's first element, or '' where it is no XML. Refuses a document type."""
    made, first, read = parser(), [], 0

    def start(name: str, _attributes: Any) -> None:
        first.append(name)

    made.StartElementHandler = start
    while not first and (chunk := source.read(1024)):
        read += len(chunk)
        try:
            made.Parse(chunk, False)
        except expat.ExpatError:
            break
        if read > _BEGINNING:
            raise FileRefusedError(code="broken", part="XML")
    return first[0].rpartition("}")[2] if first else ""


def elements(source: IO[bytes], part: str) -> Elements:
    """Give the elements of a small part as they end."""
    made = parser()
    open_: list[tuple[str, dict[str, str], list[str]]] = []
    ended: list[tuple[str, dict[str, str], str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition("}")[2]
        open_.append((local, {key.replace(_STRICT, ATTRIBUTES): value for key, value in attributes.items()}, []))

    def end(_name: str) -> None:
        local, attributes, text = open_.pop()
        ended.append((local, attributes, "".join(text)))

    def said(text: str) -> None:
        open_[-1][2].append(text)

    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, said
    for _chunk in fed(made, source, part):
        yield from ended
        ended.clear()
    yield from ended
