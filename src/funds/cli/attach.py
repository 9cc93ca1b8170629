"""Papers that come later (补附件): attached to an entry by a record of their own, once each."""

from collections.abc import Iterable
from typing import Any

import click

from funds.cli.options import fund_number, papers_option, posting_options
from funds.cli.posting import draft_of, post
from funds.cli.table import shown
from funds.cli.typed import FILLED, PAPER
from funds.entry.record import Evidence, Record
from funds.text import _
from funds.workspace import find

__all__ = ["attach"]


@click.command(
    "attach",
    help=_("Add papers to entry NUMBER of FUND (补附件): FILES of one kind with --kind, or each with --evidence."),
)
@fund_number()
@click.argument("files", nargs=-1, type=FILLED)
@click.option("--kind", type=FILLED, help=_("What the FILES are: invoice, acceptance, 签到表 …"))
@papers_option()
@posting_options()
def attach(files: tuple[str, ...], kind: str | None, **given: Any) -> None:
    """Record an attachment; what the files of invoices say is held against the spending that they are attached to."""
    if bool(files) != bool(kind):
        raise click.UsageError(_("Say what the files are: funds attach FUND NUMBER FILE … --kind KIND."))
    given["evidence"] = (*given["evidence"], *(PAPER.convert(f"{kind}={file}", None, None) for file in files))
    if not given["evidence"]:
        raise click.UsageError(_("Name the papers: FILE … --kind KIND, or --evidence KIND=FILE."))
    from funds.entry.story import retold  # noqa: PLC0415  start-up
    from funds.record.chain import chain  # noqa: PLC0415  start-up: SQLAlchemy

    workspace = find()
    engine = workspace.open()
    more: dict[str, Any] = {}
    records = chain(engine, given["fund"])
    story = retold(records)
    item = story.items.get(given["refers"])
    if item is not None and item.record.kind == "spend":
        from funds.cli.invoices.typed import attached  # noqa: PLC0415  start-up

        given, invoices = attached(given)
        more = {"invoices": invoices} if invoices else {}
    draft = draft_of(workspace, "attach", given, **more)
    if not draft.key:  # what is typed again under its key is answered as posted before
        _none_twice(draft, records, story.proofs)
    post(workspace, engine, [draft], given["how"])


def _none_twice(draft: Record, records: Iterable[Record], proofs: Any) -> None:
    """Raise UsageError where a paper is one of the entry's already, or is named twice: as the same kind, by content.

    One that is there and counts for nothing, since another entry had it first, may come again: it may count now.
    """
    there: dict[tuple[str, str], int] = {}
    for record in records:
        if draft.refers in {record.number, record.refers if record.kind == "attach" else 0}:
            there.update({_same(piece): record.number for piece in record.evidence})
    idle = {_same(piece) for piece in proofs.papers(draft.refers) if not proofs.counts(draft.refers, piece)}
    for piece in draft.evidence:
        facts = {"name": shown(piece.name), "kind": piece.kind, "number": draft.refers}
        if _same(piece) in there and _same(piece) not in idle:
            what = _(
                "{name} is a paper ({kind}) of entry {number} already: it came with record {by}. Nothing was posted."
            )
            raise click.UsageError(what.format(**facts, by=there[_same(piece)]))
        if sum(_same(each) == _same(piece) for each in draft.evidence) > 1:
            what = _("{name} ({kind}) is named twice: two of the files hold the same. Nothing was posted.")
            raise click.UsageError(what.format(**facts))


def _same(piece: Evidence) -> tuple[str, str]:
    return piece.kind, piece.digest
