"""Registers brought in from workbooks: every row told, nothing lost, nothing counted twice."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Self

import click

from funds.cli.bank.help import ImportCommand
from funds.cli.clock import now
from funds.cli.masks import hidden
from funds.cli.options import login
from funds.cli.output import as_json, say
from funds.cli.typed import FILLED, WORDS
from funds.money import yuan
from funds.text import N_, _
from funds.workspace import find

__all__ = ["import_"]

_KINDS: Final = ("studios", "awards", "disbursements", "spending", "materials", "bank")
_STATUS: Final = {
    "posted": N_("posted"),
    "review": N_("under review"),
    "already": N_("already posted"),
    "refused": N_("refused"),
    "error": N_("unreadable"),
    "blank": N_("blank"),
    "total": N_("sum rows"),
}
_WEIGHT: Final = {
    "error": N_("unreadable"), "refuse": N_("refused"), "review": N_("review"), "check": N_("to be checked"), "note": N_("note"),
}  # fmt: skip
#: The line with the counts of a file, of several rows and of one; by whether it was only tried.
_ROWS: Final = {
    False: (
        N_("{file}: {rows} rows: {told}. Control total {total} yuan."),
        N_("{file}: {rows} row: {told}. Control total {total} yuan."),
    ),
    True: (
        N_("{file}, tried only: {rows} rows: {told}. Control total {total} yuan. Nothing was posted."),
        N_("{file}, tried only: {rows} row: {told}. Control total {total} yuan. Nothing was posted."),
    ),
}
#: How many findings are printed; the workbook with the problems has all.
_MOST: Final = 50


@click.command(
    "import",
    cls=ImportCommand,
    help=_("Bring in a register (登记表) of KIND from workbooks or CSV files: all rows of a FILE or none."),
)
@click.argument("kind", type=click.Choice(_KINDS))
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Only judge it; post nothing."))
@click.option("--partial", is_flag=True, help=_("Post the good rows, and leave the others out."))
@click.option(
    "--actor",
    type=FILLED,
    envvar="FUNDS_ACTOR",
    default=login,
    help=_("Who makes the record (制单); else FUNDS_ACTOR, or the user of the machine."),
)
@click.option("--account", type=WORDS, default="", help=_("Of a bank statement: the account's number (funds account)."))
@click.option(
    "--profile",
    type=WORDS,
    default="",
    help=_("Of a bank statement: the layout, such as icbc; else the one that fits."),
)
@click.option(
    "--map", "mapping", multiple=True, metavar="KEY=HEADER", help=_("Of a bank statement: which header is what.")
)
@click.option(
    "--take",
    "takes",
    multiple=True,
    metavar="ROW=LINE",
    help=_("Of a bank statement, where it is asked: which kept line a row is; ROW=new where it is none of them."),
)
@click.option("--format", "how", type=click.Choice(["table", "json"]), default="table", help=_("How to answer."))  # fmt: skip
def import_(kind: str, files: Sequence[Path], how: str, **asked: Any) -> None:
    """Bring registers in."""
    for path in files:
        if not path.is_file():
            raise click.UsageError(_("There is no file {path}.").format(path=path))
    if kind == "bank":
        _statements(files, how, **asked)
        return
    if any(asked.pop(name) for name in ("account", "profile", "mapping", "takes")):
        raise click.UsageError(_("--account, --profile, --map and --take are for bank statements: funds import bank."))
    done = []
    _no_identity(asked["actor"])
    try:
        for outcome, why in _each(kind, files, **asked):
            done.append(outcome)
            if how == "table":
                _tell(outcome, why)
    finally:  # also where a later file fails: what was posted is told
        if how == "json" and done:
            objects = [outcome.as_object() for outcome in done]
            say(as_json(objects[0] if len(files) == 1 else objects))
    if any(outcome.refused for outcome in done):
        raise click.exceptions.Exit(2)
    if not all(outcome.well for outcome in done):
        raise click.exceptions.Exit(1)


def _statements(files: Sequence[Path], how: str, *, partial: bool, account: str, **asked: Any) -> None:
    """Bring bank statements in: a balance that breaks puts a whole statement in doubt, so there are no good rows of it."""
    from funds.cli.bank.statement import bring_in_bank  # noqa: PLC0415  start-up

    if not account:
        raise click.UsageError(_("Say whose statement it is: --account NUMBER."))
    if partial:
        raise click.UsageError(_("A bank statement is brought in as a whole: leave --partial out."))
    _no_identity(asked["actor"], files)
    bring_in_bank(files, account=account, how=how, **asked)


def _no_identity(actor: str, statements: Sequence[Path] = ()) -> None:
    """Hold that nothing kept beside the rows is a person's number: who brings them in, and the names of statements."""
    from funds.cli.identity import no_identity_in  # noqa: PLC0415  start-up

    no_identity_in(actor=actor)
    for path in statements:
        no_identity_in(file=path.name)


def _each(kind: str, files: Sequence[Path], *, dry_run: bool, partial: bool, actor: str) -> Iterator[Any]:
    """Bring each file in by itself; give what became of it, and the workbook that shows its problems."""
    from funds.cli.registers.asked import Asked  # noqa: PLC0415  start-up: SQLAlchemy, msgspec
    from funds.cli.registers.marks import mark  # noqa: PLC0415
    from funds.cli.registers.materials import bring_in_materials  # noqa: PLC0415
    from funds.cli.registers.run import How, brought_in  # noqa: PLC0415
    from funds.cli.registers.studios import studios_in  # noqa: PLC0415

    workspace = find()
    names, taken = [path.name for path in files], dict[Path, Path]()
    asked = Asked(workspace, workspace.open(), actor, login())
    for path in files:
        with _Progress(path.name) as progress:
            how = How(workspace.desk(), lambda: now(workspace), partial=partial, dry=dry_run, tick=progress.tick)
            if kind == "studios":
                outcome, sheets = studios_in(asked, path, how)
            elif kind == "materials":
                outcome, sheets = bring_in_materials(path, asked, how)
            else:
                outcome, sheets = brought_in(asked, kind, path, how)
        if names.count(path.name) > 1:
            outcome.file = str(path)
        whole = path.resolve()
        marked, why = mark(path, outcome, sheets, {target for target, by in taken.items() if by != whole})
        if marked is not None:
            outcome.marked = str(marked)
            taken[marked.resolve()] = whole
        yield outcome, why


def _tell(outcome: Any, why: str) -> None:
    """Print what became of a file: the problems with their cells, the counts, and the control total."""
    if outcome.refused:
        said = outcome.refused
        click.echo(_("{file} was not read: {why}").format(file=outcome.file, why=said.says), err=True)
        if said.remedy:
            click.echo("  " + _("remedy: {how}").format(how=said.remedy), err=True)
        return
    found = list(outcome.told())
    for row, said in found[:_MOST]:
        _finding(row, said)
    if len(found) > _MOST:
        click.echo(_("… and {count} more.").format(count=len(found) - _MOST))
    for note in outcome.notes:
        click.echo(note)
    _counts(outcome)
    _sums(outcome)
    if outcome.marked:
        what = _("The problems are marked in {path}; mend them there and bring that file in.")
        if outcome.well:
            what = _("What should be checked is marked in {path}.")
        click.echo(what.format(path=outcome.marked))
    if why:
        click.echo(_("The problems could not be marked in a workbook: {why}").format(why=why), err=True)


def _finding(row: Any, said: Any) -> None:
    sheet = hidden(row.sheet)
    where = f"{sheet}!{said.cell}" if said.cell else f"{sheet} {row.row}"
    read = _("read {read!r}: ").format(read=said.read) if said.read else ""
    weight = _(_WEIGHT[said.severity])
    click.echo(f"{where} [{weight}] {said.code}: {read}{said.says}")
    if said.cite:
        click.echo("    " + _("clause: {cite}").format(cite=said.cite))
    if said.remedy:
        click.echo("    " + _("remedy: {how}").format(how=said.remedy))


def _counts(outcome: Any) -> None:
    """Print how many rows ended as what, with their sums; those that only others held back are told apart."""
    counts, sums = outcome.counts, outcome.sums()
    held = outcome.held
    names = {status: _(name) for status, name in _STATUS.items()}
    each = [(names[status], counts[status], sums[status]) for status in _STATUS if status != "refused"]
    fen = sum(row.amount for row in held)
    each += [(names["refused"], counts["refused"] - len(held), sums["refused"] - fen), (_("held back"), len(held), fen)]
    told = [
        (_("{status} {count} ({sum} yuan)") if sum_ else _("{status} {count}")).format(
            status=name, count=count, sum=yuan(sum_)
        )
        for name, count, sum_ in each
        if count
    ]
    what, one = _ROWS[outcome.dry]
    rows, total = len(outcome.rows), yuan(outcome.control_total)
    said = _(one) if rows == 1 else _(what)
    click.echo(said.format(file=outcome.file, rows=rows, told=_(", ").join(told) or "0", total=total))


def _sums(outcome: Any) -> None:
    """Say once more, below the counts, which sum rows are wrong: the rows above are posted all the same."""
    told = [f"{hidden(row.sheet)}!{said.cell}" for row, said in outcome.told() if said.code == "total-differs"]
    if told:
        what = _("The sum rows do not agree with the rows above them: {cells}. A row may be missing or mistyped.")
        click.echo(what.format(cells=_(", ").join(told)))


class _Progress:
    """A bar on a terminal for what takes longer than a second."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._bar: Any = None
        self._begun = 0.0
        self._done = 0

    def __enter__(self) -> Self:
        import time  # noqa: PLC0415

        self._now = time.monotonic
        self._begun = self._now()
        self._shown = sys.stderr.isatty()
        return self

    def tick(self, done: int, about: int) -> None:
        """Say how far the reading is: `done` of `about` rows."""
        if not self._shown or done % 256 or self._now() - self._begun < 1:
            return
        if self._bar is None:
            self._bar = click.progressbar(length=max(about, done), label=self._name, file=sys.stderr)
        self._bar.length = max(about, done)
        self._bar.update(done - self._done)
        self._done = done

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.render_finish()
