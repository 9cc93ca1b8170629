"""The files that a row names (附件文件): each with its kind, below the workbook's own folder."""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import click

from funds.cli.registers.asked import Asked
from funds.cli.registers.fault import FaultError
from funds.cli.typed import PAPER
from funds.entry.record import Evidence
from funds.workspace import EvidenceError
from funds.workspace.evidence import look

__all__ = ["evidence_of"]


def evidence_of(asked: Asked, typed: Sequence[str]) -> tuple[tuple[Evidence, ...], tuple[tuple[Path, str], ...]]:
    """Give the evidence entries of the files named, and the files with their kinds, to be kept at posting.

    Nothing is copied yet. Raises FaultError for a file that is not there, or elsewhere, or of no clear kind.
    """
    named = [_named(asked, each) for each in typed]
    try:
        return tuple(look(path, kind) for path, kind in named), tuple(named)
    except EvidenceError as error:
        raise FaultError(code="cannot-be-meant", key="files", why=error) from None


def _named(asked: Asked, typed: str) -> tuple[Path, str]:
    kind, equals, name = typed.partition("=")
    if not equals:
        kind, name = _by_name(asked, typed), typed
    pure = PurePosixPath(name.strip().replace("\\", "/"))
    if not pure.parts:
        raise FaultError(code="paper-unclear", key="files", name=typed)
    if pure.is_absolute() or ".." in pure.parts or ":" in pure.parts[0]:
        raise FaultError(code="paper-elsewhere", key="files", name=name)
    path = asked.folder / pure
    if not path.resolve().is_relative_to(asked.folder.resolve()):
        raise FaultError(code="paper-elsewhere", key="files", name=name)
    try:
        paper: Any = PAPER.convert(f"{kind}={path}", None, None)
        return paper.path, asked.paper(paper.kind)
    except click.UsageError as error:
        raise FaultError(code="cannot-be-meant", key="files", why=error.format_message()) from None


def _by_name(asked: Asked, name: str) -> str:
    """Tell the kind from the file's name where that names exactly one paper: 发票3.pdf."""
    stem = PurePosixPath(name).stem
    kinds = {kind for called, kind in asked.named_papers.items() if called in stem}
    if len(kinds) != 1:
        raise FaultError(code="paper-unclear", key="files", name=name)
    return kinds.pop()
