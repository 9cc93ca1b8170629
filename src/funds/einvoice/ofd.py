"""OFD files (版式文件, GB/T 33190): a zip whose parts name each other; where the invoice's data lies in it."""

import posixpath
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from funds.einvoice.refusal import RefusedError
from funds.einvoice.xml import Node, document
from funds.untrusted.archive import Archive

__all__ = ["ENTRY", "Ofd", "documents"]

#: The part by which an OFD is known and entered.
ENTRY: Final = "OFD.xml"
#: Parts that hold no invoice's data, by a folder of their path.
_NOT_DATA: Final = frozenset({"pages", "tpls", "tags", "signs", "annots", "res"})


def documents(archive: Archive) -> Iterator["Ofd"]:
    """Open every document of an OFD: nearly all have one. Raises RefusedError where the entry or a document is broken."""
    xml = lru_cache(maxsize=64)(lambda part: document(archive.content(part)).root)
    entry = xml(ENTRY)
    if entry.name != "OFD":
        raise RefusedError(code="not-ofd", root=entry.name[:60])
    bodies = entry.all("DocBody") or [entry]
    roots = [_placed(archive, ENTRY, body.first("DocRoot")) for body in bodies]
    owners = _owners(archive, roots)
    for at, (body, root) in enumerate(zip(bodies, roots, strict=True)):
        if not root or root not in roots[:at]:
            yield Ofd(archive, xml, body, root, owners[at])


def _owners(archive: Archive, roots: list[str]) -> list[list[str]]:
    """Give the parts that belong to each document: those below its folder; to the first, what is below none's."""
    owned: list[list[str]] = [[] for _root in roots]
    folders = {posixpath.dirname(root): at for at, root in reversed(list(enumerate(roots)))}
    for part in archive.parts:
        folder = posixpath.dirname(part)
        while folder and folder not in folders:
            folder = posixpath.dirname(folder)
        owned[folders.get(folder, 0)].append(part)
    return owned


def _placed(archive: Archive, part: str, said: str, *, also: str = "") -> str:
    said = said.strip()
    folders = ["" if said.startswith("/") else posixpath.dirname(start) for start in (part, also or part)]
    for folder in folders:
        whole = posixpath.normpath(posixpath.join(folder, said.lstrip("/")))
        if said and whole in archive.parts:
            return whole
    return ""


class Ofd:
    """A document of an OFD: its entry (`body`), its root, and the parts that are its own (`parts`)."""

    def __init__(self, archive: Archive, xml: Callable[[str], Node], body: Node, root: str, parts: list[str]) -> None:
        """Read the document's root. Raises RefusedError where it is broken."""
        self.archive, self.xml, self.body, self.root, self.parts = archive, xml, body, root, parts
        self.document = xml(root) if root else Node("", {})

    def placed(self, part: str, said: str, *, also: str = "") -> str:
        """Give the part that another refers to; empty where it is not there. `also` is a second part to start from."""
        return _placed(self.archive, part, said, also=also)

    def data(self) -> list[str]:
        """Give the XML parts that may hold an invoice's data: the attachments first, then what lies elsewhere."""
        other = [
            part
            for part in self.parts
            if part.lower().endswith(".xml") and not _NOT_DATA & set(part.lower().split("/"))
        ]
        return list(dict.fromkeys([*self.attached(), *other]))

    def attached(self) -> Iterator[str]:
        """Give the XML parts that the document lists as its attachments."""
        listed = self.placed(self.root, self.document.first("Attachments"))
        if not listed:
            return
        for attachment in self.xml(listed).all("Attachment"):
            part = self.placed(listed, attachment.first("FileLoc"), also=self.root)
            if part.lower().endswith(".xml"):
                yield part

    def tags(self) -> Node | None:
        """Give the tags, which say what the texts of the pages mean; None where there are none."""
        listed = self.placed(self.root, self.document.first("CustomTags"))
        if listed:
            for tag in self.xml(listed).all("CustomTag"):
                part = self.placed(listed, tag.first("FileLoc"), also=self.root)
                if part:
                    return self.xml(part)
        for part in self.parts:
            if part.lower().endswith("/tags/customtag.xml"):
                return self.xml(part)
        return None

    def texts(self) -> dict[str, str]:
        """Give what the pages show: each text by the id of its object."""
        shown: dict[str, str] = {}
        for page in self.document.all("Pages/Page"):
            part = self.placed(self.root, page.attributes.get("BaseLoc", ""))
            if part:
                for node in self.xml(part).walk():
                    if node.name == "TextObject" and "ID" in node.attributes:
                        text = "".join(code.text for code in node.all("TextCode"))
                        shown[node.attributes["ID"]] = text
        return shown

    def said(self) -> dict[str, str]:
        """Give what the entry says of the invoice by name (发票号码, 合计金额 …)."""
        each = self.body.all("DocInfo/CustomDatas/CustomData")
        return {node.attributes.get("Name", "").strip(): node.text for node in each}
