"""XML of invoices: decoded strictly, and read without what XML can do beside telling data (no DTD, no entities)."""

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple, NoReturn
from xml.parsers import expat

from funds.einvoice import limits
from funds.einvoice.invoice import Problem
from funds.einvoice.refusal import RefusedError

__all__ = ["Document", "Node", "document", "looks_like"]

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_BARE_UTF16: Final = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_SAID: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
#: GB18030 holds all of GBK and GB2312.
_ENCODINGS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8",
    "gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030", "cp936": "gb18030", "ms936": "gb18030",
    "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be",
}  # fmt: skip
_START: Final = 512


class Node:
    """An element: its name without namespace, its attributes, its own text (trimmed) and its children."""

    __slots__ = ("_text", "attributes", "children", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        self.name = name
        self.attributes = attributes
        self.children: list[Node] = []
        self._text: list[str] = []
        self.text = ""

    def say(self, text: str) -> None:
        """Add to its text while it is read."""
        self._text.append(text)

    def end(self) -> None:
        """End it: its text stands."""
        self.text = "".join(self._text).strip()
        self._text = []

    def all(self, path: str) -> list["Node"]:
        """Give every element at a path of names below this one, such as ``Header/EIid``."""
        found = [self]
        for name in path.split("/"):
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, path: str) -> str:
        """Give the text of the first element at a path that has any."""
        return next((node.text for node in self.all(path) if node.text), "")

    def walk(self) -> Iterator["Node"]:
        """Give this element and all below it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


class Document(NamedTuple):
    """An XML text as read: its first element, and what is to be said of its form."""

    root: Node
    problems: tuple[Problem, ...]


def looks_like(content: bytes) -> bool:
    """Tell whether bytes begin as XML does, in any encoding that is read."""
    bare = content[:_START]
    for mark, _encoding in _MARKS:
        bare = bare.removeprefix(mark)
    return bare.replace(b"\0", b"").lstrip()[:1] == b"<"


def document(content: bytes) -> Document:
    """Read an XML text. Raises RefusedError: ``dtd``, ``broken-xml``, ``encoding``, ``too-large`` or ``too-deep-xml``."""
    if len(content) > limits.XML_BYTES:
        raise RefusedError(code="too-large", size=f"{len(content) >> 20} MiB", most=f"{limits.XML_BYTES >> 20} MiB")
    text, problems = _decoded(content)
    return Document(_Tree().read(text.lstrip().encode()), problems)


def _decoded(content: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Decode by the mark at the start, else by what the declaration says; a wrong declaration is told."""
    for mark, encoding in (*_MARKS, *_BARE_UTF16):
        if content.startswith(mark):
            return _by(content.removeprefix(mark) if (mark, encoding) in _MARKS else content, encoding)
    found = _SAID.match(content.lstrip()[:_START])
    said = found[1].decode() if found else "UTF-8"
    encoding = _ENCODINGS.get(said.lower(), "")
    if not encoding:
        raise RefusedError(code="encoding", said=said)
    for tried in dict.fromkeys((encoding, "utf-8", "gb18030")):
        try:
            text = content.decode(tried)
        except UnicodeDecodeError:
            continue
        if not text.lstrip().startswith("<"):
            continue
        really = {"gb18030": "GBK"}.get(tried, tried.upper())
        return text, () if tried == encoding else (Problem("encoding-claim", {"said": said, "really": really}),)
    raise RefusedError(code="encoding", said=said)


def _by(content: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    """Decode by the encoding that the first bytes show; a declaration that says another is told."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise RefusedError(code="encoding", said=encoding.upper()) from None
    found = _SAID.match(text.lstrip()[:_START].encode())
    said = found[1].decode() if found else encoding
    # "UTF-16" is right for either order of bytes
    if encoding.startswith(_ENCODINGS.get(said.lower(), "?")):
        return text, ()
    return text, (Problem("encoding-claim", {"said": said, "really": encoding.upper()}),)


def _refuse(*_seen: Any) -> NoReturn:
    raise RefusedError(code="dtd")


class _Tree:
    """Elements as they come, counted."""

    def __init__(self) -> None:
        self._open: list[Node] = []
        self._count = 0
        self._root: Node | None = None

    def read(self, content: bytes) -> Node:
        # the text was decoded before: whatever its declaration says, it is UTF-8 now
        made = expat.ParserCreate("utf-8", "}")
        made.buffer_text = True
        made.StartDoctypeDeclHandler = _refuse
        made.EntityDeclHandler = _refuse
        made.ExternalEntityRefHandler = _refuse
        made.StartElementHandler = self._start
        made.EndElementHandler = self._end
        made.CharacterDataHandler = self._said
        try:
            made.Parse(content, True)
        except expat.ExpatError as broken:
            raise RefusedError(code="broken-xml", row=str(broken.lineno), column=str(broken.offset + 1)) from None
        if self._root is None:
            raise RefusedError(code="broken-xml", row="1", column="1")
        return self._root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= limits.DEPTH or self._count > limits.ELEMENTS:
            raise RefusedError(code="too-deep-xml", elements=str(limits.ELEMENTS), depth=str(limits.DEPTH))
        node = Node(name.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop().end()

    def _said(self, text: str) -> None:
        self._open[-1].say(text)
