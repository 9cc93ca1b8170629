"""What became of a bank statement brought in: its problems with their cells, counts, sums, and gaps."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import click

from funds.cli.bank.told import told_gap
from funds.money import yuan
from funds.statements.materials import hidden_in
from funds.text import _

__all__ = ["Brought"]

#: How many problems and notes are printed, problems first; JSON has all.
_MOST: Final = 50


class Brought(NamedTuple):
    """What became of one file: what it says, by which layout, and what was kept (None where nothing could be).

    `doubts` are the lines of which nothing tells whether they are kept already.
    """

    file: str
    statement: Any
    layout: str
    kept: Any
    dry: bool
    torn: Any = None
    doubts: Sequence[Any] = ()

    @property
    def well(self) -> bool:
        """Tell whether nothing bars the file, and no statement is missing."""
        return self.kept is not None and not self.kept.gaps

    @property
    def troubles(self) -> list[Any]:
        """What is to be said of the file, what bars it first; lines that are, or look like, kept ones among it."""
        every = [*self.statement.troubles, *self._unkept(), *self._overlaps()]
        return sorted(every, key=lambda each: each.note)

    @property
    def counts(self) -> dict[str, int]:
        """What each row with content ended as; together they are all rows."""
        lines, kept = len(self.statement.lines), self.kept
        new = len(kept.new) if kept else 0
        return {
            "kept": new,
            "already": lines - new if kept else 0,
            "held_back": 0 if kept else self.statement.rows - self.statement.passed - self.statement.errors,
            "passed": self.statement.passed,
            "error": self.statement.errors,
        }

    def _unkept(self) -> Iterator[Any]:
        """Say why the statement was not kept, though it could be read."""
        from funds.workbook.bank.told import trouble  # noqa: PLC0415  start-up

        if self.torn:
            line, before, after = self.torn
            facts = {"day": line.date, "before": before.seq, "after": after.seq, "stood": yuan(before.balance or 0)}
            yield trouble("tears-apart", line.sheet, f"A{line.row}", yuan(line.fen), **facts)
        for one, kept in self.doubts:
            facts = {"day": one.date, "amount": yuan(abs(one.fen)), **self._facts(one, kept)}
            facts |= {"kept": _words(kept, kept.serial)}
            yield trouble("same-or-another", one.sheet, f"A{one.row}", _words(one, one.serial), **facts)

    def _overlaps(self) -> Iterator[Any]:
        """Tell of lines taken for kept ones that say something else, and of new ones that look like kept ones."""
        from funds.statements.worded import Tie, tie, words  # noqa: PLC0415  start-up
        from funds.workbook.bank.told import trouble  # noqa: PLC0415

        if self.kept is None:
            return
        for one, kept in self.kept.alike:
            sure = one.balance == kept.balance is not None or bool(one.serial and one.serial == kept.serial)
            other = tie(words(one), words(kept)) is Tie.OTHER
            code = "other-party" if other else "like-another" if sure else "by-words"
            yield trouble(code, one.sheet, f"A{one.row}", _words(one), **self._facts(one, kept))
        by = {line.seq: line for line in self.kept.lines}
        for seq, other in self.kept.near.items():
            yield trouble("near-another", by[seq].sheet, f"A{by[seq].row}", _words(by[seq]), seq=other)

    def _facts(self, one: Any, kept: Any) -> dict[str, object]:
        """Name a kept line, and the row that is like it as --take has it."""
        several = len({line.sheet for line in self.statement.lines}) > 1
        row = f'"{one.sheet}!{one.row}"' if several else str(one.row)
        return {"seq": kept.seq, "kept": _words(kept), "row": row}

    def as_object(self, account: str) -> dict[str, Any]:
        """Give it as it is printed as JSON."""
        said, troubles = self.statement, self.troubles
        return {
            "file": hidden_in(self.file),
            "account": account,
            "profile": said.profile,
            "layout": self.layout,
            "dry_run": self.dry,
            "refused": hidden_in(said.refused),
            "remedy": hidden_in(said.how),
            "period": hidden_in(said.period),
            "rows": said.rows,
            "counts": self.counts,
            "since": said.lines[0].date if said.lines else "",
            "until": said.lines[-1].date if said.lines else "",
            "opening": None if said.opening is None else yuan(said.opening),
            "closing": None if said.closing is None else yuan(said.closing),
            "in": yuan(_into(said.lines)),
            "out": yuan(_out(said.lines)),
            "lines": sorted(line.seq for line in self.kept.lines) if self.kept and not self.dry else [],
            "problems": [_told(each) for each in troubles if not each.note],
            "notes": [_told(each) for each in troubles if each.note],
            "gaps": [_gap(gap) for gap in self.kept.gaps] if self.kept else [],
        }

    def tell(self) -> None:
        """Print it for a person."""
        said, file = self.statement, hidden_in(self.file)
        if said.refused:
            click.echo(_("{file} was not read: {why}").format(file=file, why=hidden_in(said.refused)), err=True)
            if said.how:
                click.echo("  " + _("remedy: {how}").format(how=hidden_in(said.how)), err=True)
            return
        troubles = self.troubles
        for each in troubles[:_MOST]:
            _trouble(each)
        if len(troubles) > _MOST:
            click.echo(_("… and {count} more; --format json has all.").format(count=len(troubles) - _MOST))
        self._sums(file)
        for gap in self.kept.gaps if self.kept else ():
            click.echo(told_gap(gap))

    def _sums(self, file: str) -> None:
        said = self.statement
        names = {
            "kept": _("kept"),
            "already": _("already there"),
            "held_back": _("held back"),
            "passed": _("no line"),
            "error": _("unreadable"),
        }
        told = _(", ").join(f"{names[key]} {count}" for key, count in self.counts.items() if count)
        what = _("{file} ({profile}): {rows} rows: {told}. In {into} yuan, out {out} yuan.")
        if self.dry:
            what = _(
                "{file} ({profile}), tried only: {rows} rows: {told}. In {into} yuan, out {out} yuan. Nothing was kept."
            )
        facts = {"file": file, "profile": self.layout, "rows": said.rows, "told": told or "0"}
        click.echo(what.format(into=yuan(_into(said.lines)), out=yuan(_out(said.lines)), **facts))


def _into(lines: Sequence[Any]) -> int:
    return sum(int(line.fen) for line in lines if line.fen > 0)


def _out(lines: Sequence[Any]) -> int:
    return -sum(int(line.fen) for line in lines if line.fen < 0)


def _words(line: Any, *more: str) -> str:
    return hidden_in(_(", ").join(text for text in (line.counterparty, line.text, *more) if text))


def _told(each: Any) -> dict[str, Any]:
    return {name: getattr(each, name) for name in ("code", "sheet", "cell", "read", "says", "remedy")}


def _trouble(each: Any) -> None:
    where = f"{each.sheet}!{each.cell}" if each.cell else each.sheet
    click.echo(f"{where} [{each.code}] {each.says}")
    if not each.idle:
        click.echo("    " + _("remedy: {how}").format(how=each.remedy))


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
