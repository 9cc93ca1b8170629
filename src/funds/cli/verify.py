"""Verify: every seal, the rows drawn from it, kept texts, evidence files, the book, and heads that somebody holds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from funds.cli.output import as_json, format_option, say
from funds.cli.table import shown
from funds.cli.typed import FUND
from funds.seal import Head
from funds.text import _
from funds.workspace import Workspace, find

__all__ = ["verify"]

#: A head of a fund's records, or, with `match`, of the decisions on its reconciliation.
_HEAD: Final = re.compile(r"([A-Z]{1,8}\d{4}-\d{3,9}):(match:)?(\d{1,9}):([0-9a-f]{64})(?![0-9a-f])", re.ASCII)


class _Held(NamedTuple):
    """A head that somebody outside holds; `decided` where it is one of decisions."""

    head: Head
    decided: bool


class Trouble(NamedTuple):
    """Something that does not hold, and the sentence.

    Where: `record`, `text`, `evidence`, `decision`, `material`, `bank`, `book`, `head`.
    """

    where: str
    fund: str
    number: int
    says: str


class _HeadTyped(click.ParamType[_Held]):
    name = "FUND:NUMBER:SEAL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> _Held:
        if isinstance(value, _Held):
            return value
        found = _HEAD.fullmatch(value.strip())
        if found is None:
            what = _("{read!r} is not a head; it reads FUND:NUMBER:SEAL, as reports print it.").format(read=value)
            self.fail(what, param, ctx)
        return _held(found)


def _held(found: re.Match[str]) -> _Held:
    return _Held(Head(found[1], int(found[3]), found[4]), bool(found[2]))


@click.command(
    "verify", help=_("Check every seal, that book and record agree, the evidence files, and heads held outside.")
)
@click.argument("funds", type=FUND, nargs=-1)
@click.option(
    "--head", "heads", type=_HeadTyped(), multiple=True, help=_("A head that somebody holds. May be repeated.")
)
@click.option(
    "--heads", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("A file with heads, such as a saved report."),
)  # fmt: skip
@format_option("table", "json")
def verify(funds: Sequence[str], heads: Sequence[_Held], file: Path | None, how: str) -> int:
    """Check the funds named, or all; exit status 1 where anything does not hold."""
    outside = [*heads, *(_heads_of(file) if file else ())]
    check = _Check(find(), frozenset(funds) | {held.head.fund for held in outside if funds})
    found = [
        *check.record(),
        *check.heads(outside),
        *check.evidence(),
        *check.decisions(),
        *check.lines(),
        *check.book(),
    ]
    if how == "json":
        counts = {"funds": len(check.chains), "records": check.records, "evidence": check.files, "heads": len(outside)}
        say(as_json({"holds": not found, **counts, "problems": [one._asdict() for one in found]}))
    else:
        say("".join(f"{line}\n" for line in [*_lines(found), check.summary(len(outside), len(found))]))
    return int(bool(found))


def _heads_of(file: Path) -> list[_Held]:
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    found = [_held(one) for one in _HEAD.finditer(text)]
    if not found:
        raise click.UsageError(_("{path} names no head FUND:NUMBER:SEAL.").format(path=file))
    return found


def _lines(found: Iterable[Trouble]) -> Iterator[str]:
    for one in found:
        place = " ".join(str(part) for part in (one.fund, one.number) if part)
        yield shown(f"{one.where}: {place + ': ' if place else ''}{one.says}")


class _Check:
    """One run of verify: what was asked for, and what was read on the way."""

    def __init__(self, workspace: Workspace, only: frozenset[str]) -> None:
        """Name the workspace and the funds; none means all."""
        self.workspace = workspace
        self.only = only
        self.chains: dict[str, Sequence[Any]] = {}
        self.broken: set[str] = set()
        self.files = 0
        self.unwritten = False

    @property
    def records(self) -> int:
        """How many records were read."""
        return sum(map(len, self.chains.values()))

    def _engine(self) -> Iterator[Trouble]:
        """Open the record, also one whose guards are gone, which is then told."""
        from funds.record.open import UnguardedError  # noqa: PLC0415  start-up: SQLAlchemy

        try:
            self.engine = self.workspace.open()
        except UnguardedError as error:
            self.engine = self.workspace.open_unguarded()
            says = _("Of the {wanted} triggers that keep the record insert-only {found} are left.")
            yield Trouble("record", "", 0, says.format(**error.facts))

    def record(self) -> Iterator[Trouble]:
        """Check the record against itself, and read the chains that hold."""
        from funds.record.chain import BrokenError, chain, heads  # noqa: PLC0415
        from funds.record.errors import NoFundError, RecordError  # noqa: PLC0415
        from funds.record.verify import SAYS, problems  # noqa: PLC0415

        yield from self._engine()
        try:
            for one in problems(self.engine):
                if not self.only or one.fund in self.only or not one.fund:
                    where = "text" if one.how == "text" else "record"
                    yield Trouble(where, one.fund, one.number, _(SAYS[one.how]).format(field=one.field))
        except (RecordError, ValueError) as error:
            yield Trouble("record", "", 0, str(error))
            return
        for fund in sorted(self.only or heads(self.engine)):
            try:
                self.chains[fund] = chain(self.engine, fund)
            except BrokenError:
                self.broken.add(fund)
            except NoFundError as error:
                yield Trouble("record", fund, 0, str(error))

    def heads(self, outside: Iterable[_Held]) -> Iterator[Trouble]:
        """Compare heads that somebody outside holds."""
        from funds.record.pairings import decision_seals  # noqa: PLC0415

        decided = decision_seals(self.engine) if any(held.decided for held in outside) else {}
        for head, of_decisions in outside:
            seals = [record.seal for record in self.chains.get(head.fund, ())]
            if of_decisions:
                seals = list(decided.get(head.fund, ()))
            if head.fund in self.broken and not of_decisions:
                says = _("The fund's chain is broken, so the head cannot be compared.")
            elif not seals and of_decisions:
                says = _("There are no decisions of this fund any more.")
            elif not seals:
                says = _("The record has no such fund.")
            elif not 1 <= head.number <= len(seals):
                says = _("The record ends with number {last}: what came after it is gone.").format(last=len(seals))
            elif seals[head.number - 1] != head.seal:
                says = _("The record of this number is not the one whose seal is held outside.")
            else:
                continue
            yield Trouble("head", head.fund, head.number, says)

    def decisions(self) -> Iterator[Trouble]:
        """Hold each person's decision on a reconciliation against its seal and the one before it."""
        from funds.record.pairings import decision_seals, pairing_breaks  # noqa: PLC0415

        wrong = _("This decision on the reconciliation is not what was sealed.")
        for fund, number in pairing_breaks(self.engine):
            if not self.only or fund in self.only:
                yield Trouble("decision", fund, number, wrong)
        known = {*self.chains, *self.broken}
        for fund in () if self.only else sorted(decision_seals(self.engine).keys() - known):
            yield Trouble("decision", fund, 0, _("There are decisions on a fund that the record has not."))

    def lines(self) -> Iterator[Trouble]:
        """Find lines of statements that this program did not write so; they bear no seal."""
        from funds.record.bank import line_breaks  # noqa: PLC0415

        for account, number in () if self.only else line_breaks(self.engine):
            yield Trouble("bank", account, number, _("This line of a statement cannot be read."))

    def evidence(self) -> Iterator[Trouble]:
        """Hash every evidence file that a record or a row of the supporting material names, once."""
        from funds.statements.materials import hidden_in  # noqa: PLC0415
        from funds.workspace.evidence import trouble  # noqa: PLC0415

        known: dict[str, str] = {}
        for fund, number, piece in self._pieces():
            if piece is None:
                yield Trouble("material", fund, number, _("This row of supporting material cannot be read."))
                continue
            if piece.digest not in known:
                known[piece.digest] = trouble(self.workspace.store, piece)
                self.files += 1
            if known[piece.digest]:
                says = _(known[piece.digest]).format(name=hidden_in(piece.name), kind=piece.kind)
                yield Trouble("evidence", fund, number, says)

    def _pieces(self) -> Iterator[tuple[str, int, Any]]:
        """Give every piece of evidence with its fund and number; rows of the material stand under their ledger.

        Of a row that cannot be read None is given.
        """
        from funds.record.materials import material_files  # noqa: PLC0415
        from funds.record.verify import legible  # noqa: PLC0415

        broken = {fund: list(legible(self.engine, fund)) for fund in sorted(self.broken)}
        for fund, chain in (self.chains | broken).items():
            for record in chain:
                yield from ((fund, record.number, piece) for piece in record.evidence)
        if not self.only:
            for ledger, number, found in material_files(self.engine):
                yield from ((ledger, number, piece) for piece in ((None,) if found is None else found))

    def book(self) -> Iterator[Trouble]:
        """Compare the book with the record, record by record, to the fen."""
        from funds.cli.book import stale  # noqa: PLC0415
        from funds.cli.kept import book_troubles, has_books  # noqa: PLC0415

        if not has_books(self.workspace):
            self.unwritten = True
            return
        skipped = self.broken if not self.only else self.broken | {"*"}
        sound = not self.broken and not self.only
        for fund, number, says in book_troubles(self.workspace, self.chains, skipped):
            sound = False
            yield Trouble("book", fund, number, says)
        for path in stale(self.workspace, self.engine) if sound else ():
            says = _("The file {path} is not what the record gives: write the book anew with funds book.")
            yield Trouble("book", "", 0, says.format(path=path))

    def summary(self, heads: int, found: int) -> str:
        """Say in one line what was checked, and whether it holds."""
        said = _("Checked: funds {funds}, records {records}, evidence files {files}, outside heads {heads}.").format(
            funds=len(self.chains), records=self.records, files=self.files, heads=heads
        )
        if self.unwritten:
            said += " " + _("No book has been written yet: funds book.")
        return said + " " + (_("Problems: {count}.").format(count=found) if found else _("All agree."))
