"""Bank statements brought in: every row told, every balance checked, no line kept twice."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from funds.cli.bank.told import number_of, told_gap
from funds.cli.clock import now
from funds.cli.output import as_json, say
from funds.money import yuan
from funds.statements.materials import hidden_in
from funds.text import _
from funds.workspace import NoWorkspaceError, find

__all__ = ["bring_in_bank"]

#: How many problems are printed; JSON has all.
_MOST: Final = 50
_PLAIN: Final = "plain"
_CHUNK: Final = 1 << 20


class _Brought(NamedTuple):
    """What became of one file: what it says, by which layout, and what was kept (None where nothing could be)."""

    file: str
    statement: Any
    layout: str
    kept: Any
    dry: bool
    torn: Any = None

    @property
    def well(self) -> bool:
        """Tell whether nothing bars the file, and no statement is missing."""
        return self.kept is not None and not self.kept.gaps


def bring_in_bank(
    files: Sequence[Path],
    *,
    account: str,
    profile: str,
    mapping: Sequence[str],
    dry_run: bool,
    actor: str,
    how: str,
) -> None:
    """Bring in statements of the account, each file whole or not at all, in the order given.

    `profile` is a profile's code, or empty for the one that fits; `mapping` what was typed as --map. Ends the
    command with 2 where a file cannot be read as a statement, with 1 where a row is wrong or a gap was found.
    """
    from funds.record.accounts import declared, ever  # noqa: PLC0415  start-up: SQLAlchemy

    for path in files:
        if not path.is_file():
            raise click.UsageError(_("There is no file {path}.").format(path=path))
    workspace = find()
    known = _profiles(workspace, profile, mapping)
    engine = workspace.open()
    whose = declared(engine, number_of(account))
    holders = next(each.holders for each in ever(engine) if each.account.number == whose.number)
    moment = now(workspace)
    done = [_bring(engine, path, (whose, holders), known, (actor, moment, dry_run)) for path in files]
    if how == "json":
        objects = [_as_object(each, whose.number) for each in done]
        say(as_json(objects[0] if len(objects) == 1 else objects))
    else:
        for each in done:
            _tell(each)
    if any(each.statement.refused for each in done):
        raise click.exceptions.Exit(2)
    if not all(each.well for each in done):
        raise click.exceptions.Exit(1)


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


def _bring(engine: Any, path: Path, whose: Any, known: list[Any], by: tuple[str, Any, bool]) -> _Brought:
    from funds.record.bank import keep_lines  # noqa: PLC0415
    from funds.workbook.bank.period import reach  # noqa: PLC0415
    from funds.workbook.bank.read import read_statement  # noqa: PLC0415
    from funds.workbook.bank.rows import Whose  # noqa: PLC0415

    actor, moment, dry = by
    before = _digest(path)
    today = moment.date().isoformat()
    statement = read_statement(path, Whose(whose[0].number, whose[1], today), known)
    layout = next((each.name for each in known if each.code == statement.profile), "")
    if statement.bars:
        return _Brought(path.name, statement, layout, None, dry)
    if _digest(path) != before:
        what = _("{path} changed while it was read; nothing was kept. Try again.")
        raise NoWorkspaceError(what.format(path=path))
    until = min(reach(statement.period), today)
    lines = [line._replace(file=before, name=path.name, until=until) for line in statement.lines]
    kept = keep_lines(engine, lines, actor, moment, dry=dry)
    return _Brought(path.name, statement, layout, None if kept.torn else kept, dry, kept.torn)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _troubles(brought: _Brought) -> list[Any]:
    """Give what is to be said of a file, its lines that are or look like kept ones among it."""
    from funds.workbook.bank.told import trouble  # noqa: PLC0415

    troubles = list(brought.statement.troubles)
    if brought.torn:
        line, before, after = brought.torn
        facts = {"day": line.date, "before": before.seq, "after": after.seq, "stood": yuan(before.balance or 0)}
        troubles.append(trouble("tears-apart", line.sheet, f"A{line.row}", yuan(line.fen), **facts))
    if brought.kept is None:
        return troubles
    for one, kept in brought.kept.alike:
        facts = {"seq": kept.seq, "kept": _words(kept)}
        troubles.append(trouble("like-another", one.sheet, f"A{one.row}", _words(one), **facts))
    by = {line.seq: line for line in brought.kept.lines}
    for seq, other in brought.kept.near.items():
        troubles.append(trouble("near-another", by[seq].sheet, f"A{by[seq].row}", seq=other))
    return troubles


def _words(line: Any) -> str:
    return hidden_in(_(", ").join(text for text in (line.counterparty, line.text) if text))


def _counts(brought: _Brought) -> dict[str, int]:
    """Count what each row with content ended as; together they are all rows."""
    lines, kept = len(brought.statement.lines), brought.kept
    new = len(kept.new) if kept else 0
    return {
        "kept": new,
        "already": lines - new if kept else 0,
        "held_back": 0 if kept else brought.statement.rows - brought.statement.passed - brought.statement.errors,
        "passed": brought.statement.passed,
        "error": brought.statement.errors,
    }


def _as_object(brought: _Brought, account: str) -> dict[str, Any]:
    said, troubles = brought.statement, _troubles(brought)
    told = [
        {
            "code": each.code,
            "sheet": each.sheet,
            "cell": each.cell,
            "read": each.read,
            "says": each.says,
            "remedy": each.remedy,
        }
        for each in troubles
        if not each.note
    ]
    return {
        "file": brought.file,
        "account": account,
        "profile": said.profile,
        "layout": brought.layout,
        "dry_run": brought.dry,
        "refused": said.refused,
        "remedy": said.how,
        "period": said.period,
        "rows": said.rows,
        "counts": _counts(brought),
        "since": said.lines[0].date if said.lines else "",
        "until": said.lines[-1].date if said.lines else "",
        "opening": None if said.opening is None else yuan(said.opening),
        "closing": None if said.closing is None else yuan(said.closing),
        "in": yuan(sum(line.fen for line in said.lines if line.fen > 0)),
        "out": yuan(-sum(line.fen for line in said.lines if line.fen < 0)),
        "lines": sorted(line.seq for line in brought.kept.lines) if brought.kept and not brought.dry else [],
        "problems": told,
        "notes": [
            {"code": each.code, "sheet": each.sheet, "cell": each.cell, "says": each.says}
            for each in troubles
            if each.note
        ],
        "gaps": [_gap(gap) for gap in brought.kept.gaps] if brought.kept else [],
    }


def _gap(gap: Any) -> dict[str, Any]:
    return {
        "before": gap.before.seq,
        "before_date": gap.before.date,
        "stood": yuan(gap.stood),
        "after": gap.after.seq,
        "after_date": gap.after.date,
        "opening": yuan(gap.after.opening),
        "amount": yuan(gap.fen),
        "says": told_gap(gap),
    }


def _tell(brought: _Brought) -> None:
    """Print what became of a file: problems with their cells, counts, sums, and gaps."""
    said = brought.statement
    if said.refused:
        click.echo(_("{file} was not read: {why}").format(file=brought.file, why=said.refused), err=True)
        if said.how:
            click.echo("  " + _("remedy: {how}").format(how=said.how), err=True)
        return
    troubles = _troubles(brought)
    for each in troubles[:_MOST]:
        _trouble(each)
    if len(troubles) > _MOST:
        click.echo(_("… and {count} more.").format(count=len(troubles) - _MOST))
    _sums(brought)
    for gap in brought.kept.gaps if brought.kept else ():
        click.echo(told_gap(gap))


def _trouble(each: Any) -> None:
    where = f"{each.sheet}!{each.cell}" if each.cell else each.sheet
    click.echo(f"{where} [{each.code}] {each.says}")
    if not each.note:
        click.echo("    " + _("remedy: {how}").format(how=each.remedy))


def _sums(brought: _Brought) -> None:
    said = brought.statement
    names = {
        "kept": _("kept"),
        "already": _("already there"),
        "held_back": _("held back"),
        "passed": _("no line"),
        "error": _("unreadable"),
    }
    told = _(", ").join(f"{names[key]} {count}" for key, count in _counts(brought).items() if count)
    what = _("{file} ({profile}): {rows} rows: {told}. In {into} yuan, out {out} yuan.")
    if brought.dry:
        what = _(
            "{file} ({profile}), tried only: {rows} rows: {told}. In {into} yuan, out {out} yuan. Nothing was kept."
        )
    into = sum(line.fen for line in said.lines if line.fen > 0)
    out = -sum(line.fen for line in said.lines if line.fen < 0)
    facts = {"file": brought.file, "profile": brought.layout, "rows": said.rows, "told": told or "0"}
    click.echo(what.format(into=yuan(into), out=yuan(out), **facts))
