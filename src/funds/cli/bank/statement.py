"""Bank statements brought in: every row told, every balance checked, no line kept twice."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.bank.brought import Brought
from funds.cli.bank.taken import answered
from funds.cli.bank.told import number_of
from funds.cli.clock import now
from funds.cli.output import as_json, say
from funds.text import _
from funds.workspace import NoWorkspaceError, find

__all__ = ["bring_in_bank"]

_PLAIN: Final = "plain"
_CHUNK: Final = 1 << 20


def bring_in_bank(
    files: Sequence[Path],
    *,
    account: str,
    profile: str,
    mapping: Sequence[str],
    takes: Sequence[str],
    dry_run: bool,
    actor: str,
    how: str,
) -> None:
    """Bring in statements of the account, each file whole or not at all, in the order given.

    `profile` is a profile's code, or empty for the one that fits; `mapping` what was typed as --map, `takes` as
    --take. Ends the command with 2 where a file cannot be read as a statement, with 1 where a row is wrong or in doubt,
    or a gap was found.
    """
    from funds.record.accounts import declared, ever  # noqa: PLC0415  start-up: SQLAlchemy

    for path in files:
        if not path.is_file():
            raise click.UsageError(_("There is no file {path}.").format(path=path))
    if takes and len(files) > 1:
        raise click.UsageError(_("--take speaks of the rows of one file: bring that file in by itself."))
    workspace = find()
    known = _profiles(workspace, profile, mapping)
    engine = workspace.open()
    whose = declared(engine, number_of(account))
    holders = next(each.holders for each in ever(engine) if each.account.number == whose.number)
    moment = now(workspace)
    done = [_bring(engine, path, (whose, holders), known, (actor, moment, dry_run), takes) for path in files]
    _say(done, whose.number, how)
    if any(each.statement.refused for each in done):
        raise click.exceptions.Exit(2)
    if not all(each.well for each in done):
        raise click.exceptions.Exit(1)


def _say(done: Sequence[Brought], account: str, how: str) -> None:
    if how == "json":
        objects = [each.as_object(account) for each in done]
        say(as_json(objects[0] if len(objects) == 1 else objects))
        return
    for each in done:
        each.tell()


def _profiles(workspace: Any, code: str, mapping: Sequence[str]) -> list[Any]:
    """Give the profiles to try. Raises NoWorkspaceError, UsageError."""
    from funds.workbook.bank.profile import MapError, ProfileError, mapped, profiles  # noqa: PLC0415
    from funds.workspace.laid import source  # noqa: PLC0415

    try:
        known = profiles([workspace.root / "ledger" / "banks", source() / "ledger" / "banks"])
    except ProfileError as error:
        raise NoWorkspaceError(str(error)) from None
    if code and code not in known:
        listed = ", ".join(f"{each.code} ({each.name})" for each in known.values())
        what = _("There is no profile {code}. Known: {known}. A new one is a file in ledger/banks.")
        raise click.UsageError(what.format(code=code, known=listed))
    try:
        if mapping:
            return [mapped(mapping, known[code or _PLAIN], whole=not code)]
    except MapError as error:
        raise click.UsageError(str(error)) from None
    return [known[code]] if code else list(known.values())


def _bring(
    engine: Any, path: Path, whose: Any, known: list[Any], by: tuple[str, Any, bool], takes: Sequence[str]
) -> Brought:
    from funds.record.bank import keep_lines  # noqa: PLC0415
    from funds.record.overlap import DoubtError  # noqa: PLC0415
    from funds.workbook.bank.period import reach  # noqa: PLC0415
    from funds.workbook.bank.read import read_statement  # noqa: PLC0415
    from funds.workbook.bank.rows import Whose  # noqa: PLC0415

    actor, moment, dry = by
    before = _digest(path)
    today = moment.date().isoformat()
    statement = read_statement(path, Whose(whose[0].number, whose[1], today), known)
    layout = next((each.name for each in known if each.code == statement.profile), "")
    if statement.bars:
        return Brought(path.name, statement, layout, None, dry)
    if _digest(path) != before:
        what = _("{path} changed while it was read; nothing was kept. Try again.")
        raise NoWorkspaceError(what.format(path=path))
    until = min(reach(statement.period), today)
    lines = [line._replace(file=before, name=path.name, until=until) for line in answered(statement.lines, takes)]
    try:
        kept = keep_lines(engine, lines, actor, moment, dry=dry)
    except DoubtError as error:
        return Brought(path.name, statement, layout, None, dry, doubts=error.doubts)
    return Brought(path.name, statement, layout, None if kept.torn else kept, dry, kept.torn)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
