"""Write the book: the sealed fair copy of the record that Beancount and Fava read."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import click

from funds.book.files import stale_files, write_books
from funds.cli.evidence import personal_files
from funds.entry.record import Record
from funds.record.chain import every, texts
from funds.text import _
from funds.workspace import EvidenceError, Workspace, find
from funds.workspace.evidence import tighten

__all__ = ["book", "gather", "stale"]


@click.command("book", help=_("Write the book for Beancount and Fava; only files that changed are touched."))
@click.option(
    "--without-evidence", is_flag=True, help=_("Link no evidence files, so that the copy checks without them.")
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Write to this folder; else to the ledger."),
)
def book(without_evidence: bool, output: Path | None) -> None:
    """Write the workspace's book, or a copy of it elsewhere."""
    if without_evidence and output is None:
        raise click.UsageError(_("A copy without evidence needs a folder of its own: add -o FOLDER."))
    workspace = find()
    folder = output or workspace.main.parent
    lost: set[str] = set()
    funds, records, changed = gather(workspace, folder, None if without_evidence else _finder(workspace, lost))
    said = _("Funds: {funds}, records: {records}, files written: {changed}.")
    click.echo(said.format(funds=funds, records=records, changed=changed))
    if lost:
        said = _(
            "Evidence files that are not in {store}: {count}; bean-check will name them. Restore them from a backup."
        )
        click.echo(said.format(store=workspace.store, count=len(lost)), err=True)
    click.echo(_("Open it in Fava: fava --read-only {path}").format(path=folder / "main.beancount"))


def gather(workspace: Workspace, folder: Path, evidence: Callable[[str], Path] | None) -> tuple[int, int, int]:
    """Write all books below a folder from the record; give how many funds, records and changed files."""
    engine = workspace.open()
    try:
        while True:
            # a record posted meanwhile may bring a law text of its own; then the books are written again
            kept, counts = texts(engine), [0, 0]
            personal = personal_files(workspace, engine)
            tighten(workspace.store, personal)
            changed = write_books(
                folder,
                _counted(_chains(engine), counts),
                kept,
                evidence,
                _queries(workspace.queries),
                personal,
            )
            if texts(engine) == kept:
                return counts[0], counts[1], len(changed)
    finally:
        engine.dispose()


def stale(workspace: Workspace, engine: Any) -> list[Path]:
    """Give the files of the workspace's book that are not what its record gives; with evidence lost, none is said."""
    lost = set[str]()
    folder, queries = workspace.main.parent, _queries(workspace.queries)
    personal = personal_files(workspace, engine)
    found = stale_files(folder, _chains(engine), texts(engine), _finder(workspace, lost), queries, personal)
    return [] if lost else found


def _chains(engine: Any) -> Iterator[list[Record]]:
    """Give each fund's records; one fund at a time is in memory."""
    for _fund, records in groupby(every(engine), key=attrgetter("fund")):
        yield list(records)


def _counted(chains: Iterable[list[Record]], counts: list[int]) -> Iterator[list[Record]]:
    for chain in chains:
        counts[0] += 1
        counts[1] += len(chain)
        yield chain


def _finder(workspace: Workspace, lost: set[str]) -> Callable[[str], Path]:
    def find_file(digest: str) -> Path:
        try:
            return workspace.evidence(digest)
        except EvidenceError:
            lost.add(digest)
            return workspace.store / digest[:2] / digest

    return find_file


def _queries(folder: Path) -> dict[str, str]:
    """Read the saved questions: each is a file of its own, named by what it asks."""
    return {path.stem: path.read_text("utf-8").strip() for path in sorted(folder.glob("*.bql"))}
