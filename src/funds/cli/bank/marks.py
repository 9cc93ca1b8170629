"""Lines set apart: marked as no fund's, or taken out of account because they should never have been brought in."""

import re
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.bank.told import KINDS, number_of
from funds.cli.clock import now
from funds.cli.identity import no_identity_in
from funds.cli.masks import hidden, veiled
from funds.cli.options import login
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.typed import COUNT, FILLED, WORDS, _OneOf
from funds.money import yuan
from funds.text import N_, _
from funds.workspace import NoWorkspaceError, find

__all__ = ["mark", "marks", "void"]

_AS: Final = _OneOf(
    {"interest": ("利息",), "fee": ("手续费", "费用"), "other": ("其他", "非本专项"), "none": ("撤销", "取消")}
)
#: The least signs of a SHA-256 by which a file may be named.
_DIGEST: Final = re.compile(r"[0-9a-f]{8,64}")


@click.command("mark", help=_("Mark the line SEQ of the account NUMBER as no fund's: interest, a fee, or other."))
@click.argument("number", type=FILLED)
@click.argument("seq", type=COUNT)
@click.option("--as", "kind", type=_AS, required=True, help=_("interest, fee or other; none takes a mark back."))
@click.option("--reason", type=FILLED, required=True, help=_("Why."))
@click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who marks it."))
def mark(number: str, seq: int, kind: str, reason: str, actor: str) -> None:
    """Mark a line."""
    from funds.record.accounts import declared, mark_line  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.statements.bank import Mark  # noqa: PLC0415

    no_identity_in(reason, actor=actor)
    workspace = find()
    engine = workspace.open()
    known = declared(engine, number_of(number))
    _held(workspace, engine, known.number, seq, kind)
    mark_line(engine, Mark(known.number, seq, 0, kind, reason, actor, "", login()), now(workspace))
    said = _("Account {number}, line {seq}: marked as {kind}.")
    if kind == "none":
        said = _("Account {number}, line {seq}: no mark stands.")
    click.echo(said.format(number=known.number, seq=seq, kind=_(KINDS[kind])))


def _held(workspace: Any, engine: Any, account: str, seq: int, kind: str) -> None:
    """Hold interest and fees to what they can be. Raises UsageError."""
    from funds.cli.reconciling.apart import most  # noqa: PLC0415
    from funds.record.bank import every_line  # noqa: PLC0415

    line = next((one for one in every_line(engine, account) if one.seq == seq), None)
    if line is None or kind not in {"interest", "fee"}:
        return
    if (line.fen > 0) != (kind == "interest"):
        what = _("Line {seq} moves {amount} yuan: interest comes in, a fee goes out. Nothing was marked.")
        raise click.UsageError(what.format(seq=seq, amount=yuan(line.fen)))
    limit = most(workspace, kind)
    if abs(line.fen) > limit:
        what = _(
            "Line {seq} moves {amount} yuan; {kind} is {limit} yuan at most (ledger/banks/apart.csv). If it is no fund's, "
            "mark it as other, with the reason. Nothing was marked."
        )
        said = {"amount": yuan(line.fen), "limit": yuan(limit), "kind": _(KINDS[kind])}
        raise click.UsageError(what.format(seq=seq, **said))


_MARKS: Final = (
    Column("seq", N_("No."), "count"),
    Column("version", N_("Version"), "count"),
    Column("mark", N_("Marked as")),
    Column("reason", N_("Reason")),
    Column("maker", N_("Marked by")),
    Column("moment", N_("When")),
    Column("stands", N_("Stands")),
)


@click.command(
    "marks", help=_("List every mark on the lines of the account NUMBER, also those taken back or replaced.")
)
@click.argument("number", type=FILLED)
@format_option()
def marks(number: str, how: str, output: Path | None) -> None:
    """List marks."""
    from funds.record.accounts import declared, every_mark  # noqa: PLC0415
    from funds.record.accounts import marks as standing  # noqa: PLC0415
    from funds.record.voided import voids  # noqa: PLC0415

    engine = find().open()
    known = declared(engine, number_of(number))
    stands, out = standing(engine, known.number), voids(engine, known.number)
    rows = [_told(each, each.version, each.kind, each.seq not in out and stands.get(each.seq) == each)
            for each in every_mark(engine, known.number)]  # fmt: skip
    rows += [_told(each, 1, "void", stands=True) for each in out.values()]
    give(Sheet("bank_marks", _MARKS, sorted(rows, key=lambda row: (row["seq"], row["moment"]))), how, output)


def _told(each: Any, version: int, kind: str, stands: bool) -> dict[str, Any]:
    told = {"seq": each.seq, "version": version, "mark": _(KINDS[kind]), "marked_as": kind}
    told |= {"reason": each.reason, "maker": each.maker, "login": each.login, "moment": each.moment}
    return dict(veiled(told | {"stands": _("yes") if stands else ""}))


@click.command(
    "void",
    help=_(
        "Take lines of the account NUMBER out of account: they stay in the record, and take part in nothing any more. "
        "The right statement can then be brought in."
    ),
)
@click.argument("number", type=FILLED)
@click.option(
    "--file", "file", type=WORDS, default="", help=_("All lines of this statement: its name, or its SHA-256.")
)
@click.option("--line", "seqs", type=COUNT, multiple=True, help=_("This line; may be repeated."))
@click.option("--reason", type=FILLED, required=True, help=_("Why."))
@click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who takes them out."))
def void(number: str, file: str, seqs: tuple[int, ...], reason: str, actor: str) -> None:
    """Take lines out of account."""
    from funds.record.accounts import declared  # noqa: PLC0415
    from funds.record.voided import void_lines  # noqa: PLC0415
    from funds.statements.bank import Void  # noqa: PLC0415

    if bool(file) == bool(seqs):
        raise click.UsageError(_("Say which lines: --file NAME of a statement, or --line SEQ (funds account lines)."))
    no_identity_in(reason, actor=actor)
    workspace = find()
    engine = workspace.open()
    known = declared(engine, number_of(number))
    chosen = _of_file(engine, known.number, file) if file else sorted(set(seqs))
    given = [Void(known.number, seq, reason, actor, login()) for seq in chosen]
    count = len(void_lines(engine, given, now(workspace)))
    what = _(
        "Account {number}: lines taken out of account: {count}. Other statements in which they stood as well: bring them in again."
    )
    if not count:
        what = _("Account {number}: these lines are out of account already; nothing was changed.")
    click.echo(what.format(number=known.number, count=count))


def _of_file(engine: Any, number: str, file: str) -> list[int]:
    """Give the numbers of the lines that one statement brought. Raises NoWorkspaceError."""
    from funds.record.bank import every_line  # noqa: PLC0415

    every = every_line(engine, number)
    by_digest = bool(_DIGEST.fullmatch(file.lower()))
    found = [one for one in every if one.name == file or (by_digest and one.file.startswith(file.lower()))]
    digests = sorted({one.file for one in found})
    if len(digests) > 1:
        what = _("{count} statements go by {file!r}; give the SHA-256 of one: {digests}.")
        raise NoWorkspaceError(what.format(count=len(digests), file=file, digests=", ".join(digests)))
    if not found:
        names = ", ".join(dict.fromkeys(hidden(one.name) for one in every)) or "-"
        what = _("No line of account {number} came from {file!r}. Statements brought in: {names}.")
        raise NoWorkspaceError(what.format(number=number, file=file, names=names))
    return [one.seq for one in found]
