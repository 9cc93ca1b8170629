"""The papers of an entry (附件): listed, and copied out; one with data of persons only for a reason, which is kept."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

import click
import msgspec

from funds.cli.clock import now
from funds.cli.identity import no_identity_in
from funds.cli.masks import veiled
from funds.cli.options import fund_number, login
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.papers import paper_kind
from funds.cli.typed import COUNT, FILLED, FUND, WORDS
from funds.entry.record import Evidence, Record
from funds.law.problem import LawError
from funds.text import N_, _
from funds.workspace import EvidenceError, Workspace, find

__all__ = ["evidence", "personal_files"]

_COLUMNS: Final = (
    Column("number", N_("No."), "count"),
    Column("by", N_("Came with"), "count"),
    Column("kind", N_("Kind")),
    Column("paper", N_("Paper")),
    Column("name", N_("File")),
    Column("size", N_("Bytes"), "count"),
    Column("personal", N_("Data of persons")),
    Column("digest", "SHA-256"),
)
_SHORT: Final = 12
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class _Piece(NamedTuple):
    """A paper: the entry that it belongs to, the record that it came with, and what is sealed of it."""

    number: int
    by: int
    piece: Evidence


def personal_files(workspace: Workspace, engine: Any) -> frozenset[str]:
    """Give the files with data of persons by their SHA-256: by the law as installed, and by every law that judged once."""
    from funds.law.read import from_kept  # noqa: PLC0415  start-up
    from funds.record.chain import texts  # noqa: PLC0415
    from funds.record.personal import personal_digests  # noqa: PLC0415

    kinds = set(workspace.personal_kinds)
    for text in texts(engine).values():
        with suppress(msgspec.DecodeError):  # a lexicon is kept beside the laws
            kinds |= from_kept(text).personal
    return personal_digests(engine, kinds)


@click.group("evidence", help=_("Papers of an entry (附件): list them, or copy one out."))
def evidence() -> None:
    """Hold the commands together."""


@evidence.command("list", help=_("The papers of FUND, or of its entry NUMBER, those attached later too."))
@click.argument("fund", type=FUND)
@click.argument("number", type=COUNT, required=False)
@format_option()
def list_(fund: str, number: int | None, how: str, output: Path | None) -> None:
    """Give one row a paper."""
    from funds.record.chain import chain  # noqa: PLC0415  start-up: SQLAlchemy

    workspace = find()
    engine = workspace.open()
    records = chain(engine, fund)
    hidden = personal_files(workspace, engine)
    names = _names(workspace)
    rows = [_row(one, names, hidden) for one in _pieces(records) if number in {None, one.number, one.by}]
    give(Sheet(fund, _COLUMNS, rows), how, output)


def _names(workspace: Workspace) -> dict[str, str]:
    found: dict[str, str] = {}
    for code in workspace.programmes():
        try:
            found |= workspace.lawbook(code).papers
        except LawError:
            continue
    return found


def _row(one: _Piece, names: Mapping[str, str], hidden: frozenset[str]) -> dict[str, Any]:
    kind, digest, size, name = one.piece.kind, one.piece.digest, one.piece.size, one.piece.name
    row: dict[str, Any] = {"number": one.number, "by": one.by, "kind": kind, "paper": names.get(kind, ""), "name": name}
    row |= {"size": size, "personal": _("yes") if digest in hidden else "", "digest": digest}
    return dict(veiled(row))


def _pieces(records: Sequence[Record]) -> Iterator[_Piece]:
    """Give every paper; one attached later is a paper of the entry that it was attached to."""
    for record in records:
        number = record.refers if record.kind == "attach" and record.refers else record.number
        yield from (_Piece(number, record.number, piece) for piece in record.evidence)


@evidence.command(
    "copy",
    help=_(
        "Copy the paper of KIND of entry NUMBER of FUND into a file. One that holds data of persons is given out only "
        "for a reason; who, when and why is kept in the event log."
    ),
)
@fund_number()
@click.argument("kind", type=FILLED)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help=_("The file to write; a new one."))
@click.option("--digest", type=WORDS, default="", help=_("Which of several: how its SHA-256 begins."))
@click.option("--reason", type=WORDS, default="", help=_("Why personal data are needed in full."))
@click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who looks."))
def copy(fund: str, refers: int, kind: str, output: Path, **who: str) -> None:
    """Copy one paper out."""
    from funds.record.chain import chain  # noqa: PLC0415

    workspace = find()
    engine = workspace.open()
    records = chain(engine, fund)
    piece = _meant(records, fund, refers, (paper_kind(workspace, kind), who["digest"]))
    told: dict[str, str] = {}
    if piece.digest in personal_files(workspace, engine):
        if not who["reason"]:
            what = _("{kind} holds data of persons and is given out only for a reason: add --reason.")
            raise click.UsageError(what.format(kind=piece.kind))
        no_identity_in(who["reason"], actor=who["actor"])
        told = {"what": "evidence copy", "reason": who["reason"], "fund": fund, "number": str(refers)}
        told |= {"kind": piece.kind, "digest": piece.digest}
    _copy(workspace, piece, output, lambda: _log(workspace, engine, told, who["actor"]), mode=0o600 if told else 0o666)
    click.echo(_("Written: {path}").format(path=output))


def _meant(records: Sequence[Record], fund: str, number: int, asked: tuple[str, str]) -> Evidence:
    """Give the one paper that is meant. Raises EvidenceError, which names those that there are."""
    kind, digest = asked
    ours = [one.piece for one in _pieces(records) if number in {one.number, one.by}]
    found = {piece.digest: piece for piece in ours if piece.kind == kind and piece.digest.startswith(digest.lower())}
    if not found:
        what = _("Entry {number} of fund {fund} has no such paper. It has: {known}.")
        known = ", ".join(sorted({piece.kind for piece in ours})) or "-"
        raise EvidenceError(what.format(number=number, fund=fund, known=known))
    if len(found) > 1:
        what = _("There are several: {known}. Say which with --digest.")
        raise EvidenceError(what.format(known=", ".join(sorted(name[:_SHORT] for name in found))))
    return next(iter(found.values()))


def _log(workspace: Workspace, engine: Any, told: Mapping[str, str], actor: str) -> None:
    if told:
        from funds.record.materials import log_unmasked  # noqa: PLC0415

        log_unmasked(engine, told, actor, login(), now(workspace))


def _copy(workspace: Workspace, piece: Evidence, output: Path, log: Any, *, mode: int) -> None:
    """Write a sound kept file to a new file; what has to be logged is logged before a byte is written.

    Raises EvidenceError, and OSError where the file cannot be written or is there already.
    """
    from funds.workspace.evidence import opened, trouble  # noqa: PLC0415

    wrong = trouble(workspace.store, piece)
    if wrong:
        raise EvidenceError(_(wrong).format(**veiled({"name": piece.name}), kind=piece.kind))
    with opened(workspace.store, piece.digest) as source:
        if output.is_symlink() or output.exists():
            what = _("{path} exists already and is not overwritten; choose another name.")
            raise EvidenceError(what.format(path=output))
        with os.fdopen(os.open(output, _NEW, mode), "wb") as target:
            try:
                log()
                shutil.copyfileobj(source, target)
            except BaseException:
                output.unlink()
                raise
