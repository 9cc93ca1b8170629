"""From what was typed to what is posted: make the draft, have it judged and sealed, and say so."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from funds.cli.clock import now
from funds.cli.invoices.items import invoices_of
from funds.cli.masks import hidden
from funds.cli.options import login
from funds.cli.papers import paper_kind
from funds.cli.table import shown
from funds.cli.typed import PaperTyped
from funds.entry.kept import kept_texts, suspects
from funds.entry.record import Evidence, Record
from funds.money import yuan
from funds.statements.utilisation import balance as left
from funds.text import _
from funds.workspace import EvidenceError, Workspace
from funds.workspace.evidence import look

__all__ = ["Given", "before", "draft_of", "post", "say_json", "story_of"]

Given = Mapping[str, Any]

#: How much of a seal a line shows.
_SHORT: Final = 12


def draft_of(workspace: Workspace, kind: str, given: Given, **more: Any) -> Record:
    """Make the draft of a record: each thing typed is the field of its name.

    Evidence files are kept now; a file of a refused entry stays in the store, where nothing names it.
    Raises IdentityError where an identity number would be sealed, and EvidenceError.
    """
    fields = {name: value for name, value in given.items() if name in _FIELDS and value is not None}
    fields["invoices"] = invoices_of(given)
    fields["date"] = given.get("date") or now(workspace).date()
    fields["login"] = login()
    fields.setdefault("fund", "")
    draft = Record(kind=kind, **{**fields, **more})  # type: ignore[arg-type]
    files = [paper.path.name for paper in given.get("evidence") or ()]
    if any(suspects(kept_texts(draft, files))):
        from funds.cli.identity import no_identity  # noqa: PLC0415  start-up: most entries hold no such number

        no_identity(draft, files)
    return msgspec.structs.replace(draft, evidence=_kept(workspace, given))


def _kept(workspace: Workspace, given: Given) -> tuple[Evidence, ...]:
    """Keep the papers typed; for a dry run only look at them. Raises EvidenceError where one is not what was read."""
    papers: Sequence[PaperTyped] = given.get("evidence") or ()
    typed = [(paper.path, paper_kind(workspace, paper.kind)) for paper in papers]
    take = look if given.get("dry_run") else workspace.keep
    kept = tuple(take(path, kind) for path, kind in typed)
    digests: Mapping[Path, str] = given.get("digests") or {}
    for (path, _kind), piece in zip(typed, kept, strict=True):
        if digests.get(path, piece.digest) != piece.digest:
            what = _("The file {path} changed while it was read. Nothing was posted; give it again.")
            raise EvidenceError(what.format(path=shown(click.format_filename(path))))
    return kept


_FIELDS: Final = frozenset(Record.__struct_fields__) - {"evidence", "invoices", "date", "login", "kind"}


def story_of(engine: Any, fund: str) -> Any:
    """Give a fund's story (`Story`). Raises NoFundError."""
    from funds.record.chain import story  # noqa: PLC0415  start-up: SQLAlchemy

    return story(engine, fund)


def before(story: Any, key: str, kind: str) -> Record | None:
    """Give the entry of a kind that was posted under a key before: what it named must be named again, not found anew."""
    items = story.items.values() if key else ()
    return next((item.record for item in items if item.record.key == key and item.record.kind == kind), None)


def post(workspace: Workspace, engine: Any, drafts: Sequence[Record], how: str) -> None:
    """Post drafts together and tell the result; a refusal is told too, and ends with exit status 1."""
    from funds.finding import Refused  # noqa: PLC0415

    try:
        posted = _entered(workspace, engine, drafts)
    except Refused as refused:
        _tell_refusal(drafts[0], refused, how)
        raise click.exceptions.Exit(1) from None
    balance = left(story_of(engine, posted[0].record.fund).figures)
    if how == "json":
        say_json([_object(link.record, balance, again=link.again) for link in posted])
        return
    for link in posted:
        _tell_posted(link.record, balance, again=link.again)


def _entered(workspace: Workspace, engine: Any, drafts: Sequence[Record]) -> list[Any]:
    """Post drafts. A key that comes again on a later day, with no day typed, asks for what was posted then."""
    from funds.record.chain import chain  # noqa: PLC0415
    from funds.record.errors import KeyUsed  # noqa: PLC0415
    from funds.record.journal import post as enter  # noqa: PLC0415  start-up: SQLAlchemy

    desk, moment = workspace.desk(), lambda: now(workspace)
    try:
        return enter(engine, drafts, desk, moment)
    except KeyUsed as used:
        if click.get_current_context().params.get("date") is not None:
            raise
        day = chain(engine, str(used.facts["fund"]))[int(str(used.facts["number"])) - 1].date
        return enter(engine, [msgspec.structs.replace(draft, date=day) for draft in drafts], desk, moment)


def _tell_refusal(draft: Record, refused: Any, how: str) -> None:
    from funds.cli.told import as_object, kind_name, tell, weighed  # noqa: PLC0415

    if how == "json":
        say_json([{"status": "refused", "fund": draft.fund, "kind": draft.kind, "amount": yuan(draft.amount),
                    "findings": [as_object(finding, draft) for finding in weighed(refused.findings)]}])  # fmt: skip
        return
    what = _("Refused, nothing was posted: {kind} {amount} yuan, {date}, {about}")
    if not draft.amount:
        what = _("Refused, nothing was posted: {kind}, {date}, {about}")
    about = shown(hidden(draft.memo or draft.document or draft.reason or draft.fund))
    click.echo(
        what.format(kind=kind_name(draft.kind), amount=yuan(draft.amount), date=draft.date, about=about), err=True
    )
    for line in tell(refused.findings, draft):
        click.echo(line, err=True)


def _tell_posted(record: Record, balance: int, *, again: bool) -> None:
    from funds.cli.told import entry_of, kind_name, tell  # noqa: PLC0415

    what = _("{fund} {number} {kind} {amount} balance {balance} seal {seal}")
    line = what.format(
        fund=record.fund,
        number=record.number,
        kind=kind_name(record.kind),
        amount=yuan(record.amount),
        balance=yuan(balance),
        seal=record.seal[:_SHORT],
    )
    click.echo(line + (" " + _("(posted before)") if again else ""))
    for told in tell(record.findings, record):
        click.echo(told)
    if _waits(record):
        what = _("  Under review: a second person decides with: funds clear {fund} {number} --accept --reason …")
        click.echo(what.format(fund=record.fund, number=entry_of(record)))


def _waits(record: Record) -> bool:
    return any(finding.severity == "review" for finding in record.findings)


def _object(record: Record, balance: int, *, again: bool) -> dict[str, Any]:
    from funds.cli.told import as_object  # noqa: PLC0415

    status = "already" if again else "review" if _waits(record) else "posted"
    return {
        "fund": record.fund,
        "number": record.number,
        "kind": record.kind,
        "date": dt.date.isoformat(record.date),
        "amount": yuan(record.amount),
        "balance": yuan(balance),
        "seal": record.seal,
        "status": status,
        "findings": [as_object(finding, record) for finding in record.findings],
    }


def say_json(objects: list[dict[str, Any]]) -> None:
    """Give one object; what was posted with it stands in it as `followed_by`."""
    import json  # noqa: PLC0415

    first, *rest = objects
    if rest:
        first = {**first, "followed_by": rest}
    click.echo(json.dumps(first, ensure_ascii=False, indent=2))
