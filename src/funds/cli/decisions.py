"""Decisions and corrections: clear, reverse, close, reopen."""

from typing import Any

import click

from funds.cli.options import fund_number, papers_option, posting_options
from funds.cli.posting import before, draft_of, post, story_of
from funds.cli.typed import FILLED, FUND, THEN, WORDS
from funds.entry.record import Record
from funds.text import _
from funds.workspace import Workspace, find

__all__ = ["clear", "close", "reopen", "reverse"]


def _enter(kind: str, given: dict[str, Any], **more: Any) -> None:
    workspace = find()
    post(workspace, workspace.open(), [draft_of(workspace, kind, given, **more)], given["how"])


@click.command(
    "clear",
    help=_(
        "Decide on entry NUMBER of FUND, which waits under review (核准): --accept it, or --reject it, "
        "which also disallows or reverses it. Never by the maker of the entry."
    ),
)
@fund_number()
@click.option("--accept", is_flag=True, help=_("The entry stands."))
@click.option("--reject", is_flag=True, help=_("The entry does not stand."))
@click.option("--reason", type=FILLED, required=True, help=_("Why."))
@click.option("--then", type=THEN, help=_("What follows a rejection; else disallow."))
@papers_option()
@posting_options()
def clear(*, accept: bool, reject: bool, **given: Any) -> None:
    """Record a decision, and what follows a rejection, in one transaction."""
    if accept == reject:
        raise click.UsageError(_("Say either --accept or --reject."))
    if given["then"] and accept:
        raise click.UsageError(_("--then belongs to --reject."))
    given["decision"] = "accept" if accept else "reject"
    workspace = find()
    engine = workspace.open()
    drafts = [draft_of(workspace, "clear", given)]
    if reject:
        drafts.append(_consequence(workspace, engine, given))
    post(workspace, engine, drafts, given["how"])


def _consequence(workspace: Workspace, engine: Any, given: dict[str, Any]) -> Record:
    kind = given["then"] or "disallow"
    story = story_of(engine, given["fund"])
    item = story.items.get(given["refers"])
    bare = {**given, "evidence": (), "decision": ""}
    if kind == "reverse" or item is None:
        return draft_of(workspace, "reverse", bare, amount=item.record.amount if item else 0)
    posted = before(story, given["key"], "disallow")
    return draft_of(workspace, "disallow", bare, amount=posted.amount if posted else item.left)


@click.command("reverse", help=_("Undo entry NUMBER of FUND: its lines once more, in red (红字冲销)."))
@fund_number()
@click.option("--reason", type=FILLED, required=True, help=_("Why."))
@click.option("--voucher", type=WORDS, default="", help=_("The number of the union's own voucher (凭证字号)."))
@papers_option()
@posting_options()
def reverse(**given: Any) -> None:
    """Record a reversal."""
    workspace = find()
    engine = workspace.open()
    item = story_of(engine, given["fund"]).items.get(given["refers"])
    draft = draft_of(workspace, "reverse", given, amount=item.record.amount if item else 0)
    post(workspace, engine, [draft], given["how"])


@click.command(
    "close", help=_("Close FUND's periods up to a day: nothing dated on or before it is accepted any more (结账).")
)
@click.argument("fund", type=FUND)
@posting_options()
def close(**given: Any) -> None:
    """Record a close."""
    _enter("close", given)


@click.command("reopen", help=_("Open FUND's closed periods again; the reason stays in its chain (反结账)."))
@click.argument("fund", type=FUND)
@click.option("--reason", type=FILLED, required=True, help=_("Why."))
@posting_options()
def reopen(**given: Any) -> None:
    """Record a reopening."""
    _enter("reopen", given)
