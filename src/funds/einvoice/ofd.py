"""OFD files (版式文件, GB/T 33190): a zip whose parts name each other; where the invoice's data lies in it."""

import posixpath
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from funds.einvoice.refusal import RefusedError
from funds.einvoice.xml import Node, document
from funds.untrusted.archive import Archive

__all__ = ["ENTRY", "Ofd"]

#: The part by which an OFD is known and entered.
ENTRY: Final = "OFD.xml"
#: Parts that hold no invoice's data, by a folder of their path.
_NOT_DATA: Final = frozenset({"pages", "tpls", "tags", "signs", "annots", "res"})


class Ofd:
    """An OFD opened: its entry, its document, and where each refers to. Raises RefusedError where they are broken."""

    def __init__(self, archive: Archive) -> None:
        """Read the entry and the document's root."""
        self.archive = archive
        self.xml = lru_cache(maxsize=64)(self._xml)
        self.entry = self.xml(ENTRY)
        if self.entry.name != "OFD":
            raise RefusedError(code="not-ofd", root=self.entry.name[:60])
        self.body = next(iter(self.entry.all("DocBody")), self.entry)
        self.root = self.placed(ENTRY, self.body.first("DocRoot"))
        self.document = self.xml(self.root) if self.root else Node("", {})

    def _xml(self, part: str) -> Node:
        return document(self.archive.content(part)).root

    def placed(self, part: str, said: str, *, also: str = "") -> str:
        """Give the part that another refers to; empty where it is not there. `also` is a second part to start from."""
        said = said.strip()
        folders = ["" if said.startswith("/") else posixpath.dirname(start) for start in (part, also or part)]
        for folder in folders:
            whole = posixpath.normpath(posixpath.join(folder, said.lstrip("/")))
            if said and whole in self.archive.parts:
                return whole
        return ""

    def data(self) -> list[str]:
        """Give the XML parts that may hold an invoice's data: the attachments first, then what lies elsewhere."""
        attached = list(self._attached())
        other = [
            part
            for part in self.archive.parts
            if part.lower().endswith(".xml") and not _NOT_DATA & set(part.lower().split("/"))
        ]
        return list(dict.fromkeys([*attached, *other]))

    def _attached(self) -> Iterator[str]:
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
        for part in self.archive.parts:
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
