"""On which line of a TOML file a key stands; asked only when something there is wrong."""

import re
from collections.abc import Iterator
from typing import Final

from funds.law.problem import Path

__all__ = ["Lines"]

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY: Final = re.compile(r"""\s*(?:([A-Za-z0-9_-]+)|"([^"]*)"|'([^']*)')\s*[.=]""")
_TEXT: Final = re.compile(r'''"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*''', re.DOTALL)


class Lines:
    """The lines of one file's text, found by the path of a key."""

    def __init__(self, text: str) -> None:
        """Walk the text once; it need not be wholly right, but it is TOML."""
        self._lines: dict[Path, int] = {}
        for path, line in _walk(text):
            for end in range(1, len(path) + 1):
                self._lines.setdefault(path[:end], line)

    def __getitem__(self, path: Path) -> int:
        """Give the line (from 1) of a path, or of the nearest part of it that has one; else the first."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return 1


def _walk(text: str) -> Iterator[tuple[Path, int]]:
    """Yield (path, line) for each header, key, and inline table in an array over several lines."""
    counts: dict[Path, int] = {}
    table: Path = ()
    inside: Path | None = None
    depth = item = 0
    for number, (line, bare) in enumerate(zip(text.split("\n"), _bare(text).split("\n"), strict=True), 1):
        if depth and inside is not None:
            for _ in range(bare.count("{")):
                yield (*inside, item), number
                item += 1
        elif found := _HEADER.match(bare):
            table = _header(found[1] == "[[", line[found.start(2) : found.end(2)], counts)
            yield table, number
        elif "=" in bare and (named := _KEY.match(line)):
            inside, item = (*table, next(part for part in named.groups() if part is not None)), bare.count("{")
            yield inside, number
            yield from (((*inside, count), number) for count in range(item))
        depth += _opened(bare)


def _header(array: bool, text: str, counts: dict[Path, int]) -> Path:
    """Give the path of a table header; a table of an array is counted from 0."""
    path: Path = ()
    names = [name.strip().strip("\"'") for name in text.split(".")]
    for name in names[:-1]:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, names[-1])
    if array:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path


def _opened(bare: str) -> int:
    """Tell by how much a line deepens the array it is in; a header opens and closes its own."""
    return bare.count("[") - bare.count("]")


def _bare(text: str) -> str:
    """Give the text with texts and comments blanked, each line as long as it was."""
    return _TEXT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
