"""Judging an entry without posting it (`--dry-run`): the same checks, and nothing is written."""

from typing import Any

import click
import msgspec

from funds.cli.clock import now
from funds.entry.record import Record
from funds.text import _
from funds.workspace import Workspace

__all__ = ["judge_only"]


def judge_only(workspace: Workspace, engine: Any, draft: Record, how: str) -> None:
    """Tell what the checks find; exit status 1 where they refuse."""
    from funds.checks.judge import prepare  # noqa: PLC0415
    from funds.cli.posting import say_json  # noqa: PLC0415
    from funds.cli.told import as_object, tell, weighed  # noqa: PLC0415
    from funds.finding import refusals  # noqa: PLC0415
    from funds.record.around import around  # noqa: PLC0415
    from funds.record.chain import story  # noqa: PLC0415
    from funds.record.open import reading  # noqa: PLC0415

    told = story(engine, draft.fund)
    number = told.last.number + 1 if told.last else 1
    numbered = msgspec.structs.replace(draft, number=number, posted=now(workspace))
    terms = told.terms
    if terms is None:
        return
    with reading(engine) as connection:
        surroundings = around(connection, numbered, terms.programme)
    judged = prepare(numbered, told, workspace.lawbook(terms.programme), surroundings, workspace.lexicon())
    refused = bool(refusals(judged.findings))
    if how == "json":
        status = "would-be-refused" if refused else "would-be-posted"
        found = [as_object(finding, judged) for finding in weighed(judged.findings)]
        say_json([{"status": status, "fund": draft.fund, "findings": found}])
    else:
        click.echo(_("It would be refused:") if refused else _("It would be posted:"))
        for line in tell(judged.findings, judged):
            click.echo(line)
    if refused:
        raise click.exceptions.Exit(1)
