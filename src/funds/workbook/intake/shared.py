"""The texts that the cells of a workbook share, each kept once and named by its place."""

import re
import zipfile
from typing import Final

from funds.workbook.intake import limits
from funds.workbook.intake.refusal import FileRefusedError
from funds.workbook.intake.xml import fed, parser

__all__ = ["shared", "unescaped"]

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ROOM: Final = limits.CELL_LONGEST + 1


class _Texts:
    """What the parser calls: text counts within t, but not within rPh, which says how to pronounce it."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.parts: list[str] = []
        self.size, self.within, self.phonetic = 0, False, False

    def start(self, name: str, _attributes: list[str]) -> None:
        tag = name.rpartition("}")[2]
        if tag == "t":
            self.within = not self.phonetic
        elif tag == "rPh":
            self.phonetic = True

    def said(self, text: str) -> None:
        if self.within and self.size < _ROOM:
            self.parts.append(text)
            self.size += len(text)

    def end(self, name: str) -> None:
        tag = name.rpartition("}")[2]
        if tag == "t":
            self.within = False
        elif tag == "si":
            text = self.parts[0] if len(self.parts) == 1 else "".join(self.parts)
            self.done.append(unescaped(text[:_ROOM]))
            self.parts.clear()
            self.size = 0
        elif tag == "rPh":
            self.phonetic = False


def shared(archive: zipfile.ZipFile, path: str) -> list[str]:
    """Read the shared texts, in their order; a text longer than a cell may be is cut behind that length."""
    texts, made = _Texts(), parser()
    made.ordered_attributes = True
    made.StartElementHandler, made.EndElementHandler = texts.start, texts.end
    made.CharacterDataHandler = texts.said
    with archive.open(path) as source:
        for _chunk in fed(made, source, path):
            if len(texts.done) > limits.TEXTS:
                raise FileRefusedError(code="bomb", what="texts", read=f"> {limits.TEXTS}", most=str(limits.TEXTS))
    return texts.done


def unescaped(text: str) -> str:
    """Undo the escapes of signs that XML cannot hold: ``_x000D_`` is a carriage return."""
    return _ESCAPED.sub(_sign, text) if "_x" in text else text


def _sign(found: re.Match[str]) -> str:
    sign = chr(int(found[1], 16))
    return "\ufffd" if "\ud800" <= sign <= "\udfff" else sign
