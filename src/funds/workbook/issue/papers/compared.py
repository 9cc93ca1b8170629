"""The result of a reconciliation laid side by side: entries, supporting material and bank lines, in rows that belong together.

Each amount stands once: an entry that is agreed with its material and not with the bank stands twice, each time with
the one amount only, so that each column adds up to the result's totals.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from funds.reconcile.classes import CLASSES
from funds.reconcile.result import Agreed, Ambiguous
from funds.workbook.issue.papers.beside import beside, joined
from funds.workbook.issue.papers.reconciled_words import REST, class_name, stage_name
from funds.workbook.issue.papers.side_rows import Block, Line, Paper, Reconciled, Shown, Side

__all__ = ["Compared", "Section", "compared"]

#: So many lines that are no fund's are still told one by one.
_FEW: Final = 12
_SIDES: Final[tuple[Side, ...]] = ("material", "bank")


class Section(NamedTuple):
    """Blocks under one title."""

    title: str
    blocks: tuple[Block, ...]


class Compared(NamedTuple):
    """What is agreed, what is left over by class, and what a person must decide, with candidates."""

    agreed: Section
    left: tuple[Section, ...]
    undecided: Section


def compared(made: Reconciled) -> Compared:
    """Lay a result side by side. Raises KeyError where a number or an id of the result stands for nothing."""
    return _Compared(made).all()


class _Compared:
    def __init__(self, made: Reconciled) -> None:
        self.result, self.shown = made.result, Shown(made)
        self.free = {(int(one.id), one.side) for one in made.result.entries}

    def all(self) -> Compared:
        agreed = tuple(self._agreed(rows) for rows in _together(self.result.agreed))
        undecided = tuple(block for one in self.result.ambiguous for block in self._undecided(one))
        return Compared(Section("核对相符", agreed), tuple(self._left()), Section("待人工判断的候选", undecided))

    def _agreed(self, rows: Sequence[Agreed]) -> Block:
        numbers = sorted({number for row in rows for number in row.entries})
        ours = [self.shown.ours(one, [side for side in _SIDES if (one, side) not in self.free]) for one in numbers]
        papers: list[Paper] = []
        for row in rows:
            if row.stage == "evidence":
                papers.append(self.shown.borne(row.entries[0], row.material))
            else:
                papers += map(self.shown.paper, row.material)
        lines = [line for row in rows if row.bank for line in self._lines(row)]
        return Block(tuple(ours), tuple(papers), tuple(lines), _basis(rows, self.shown.made.decided))

    def _lines(self, row: Agreed) -> Iterator[Line]:
        """Give a group's lines; where other funds have a part in one, only this fund's part of it.

        By themselves only equal amounts are agreed, and what a person matches is within one fund.
        """
        whole = sum(self.shown.line(name).paid for name in row.bank)
        own = sum(-self.shown.sides[number].bank for number in row.entries if number in self.shown.sides)
        others = 0 if row.stage == "person" else whole - own
        for name in row.bank:
            paid = self.shown.line(name).paid
            yield self.shown.line(name, paid - others if paid else 0)
            others = 0 if paid else others

    def _left(self) -> Iterator[Section]:
        every = {one.cls for one in (*self.result.entries, *self.result.material, *self.result.bank)}
        order = [*CLASSES, *sorted(every - set(CLASSES))]
        for cls in sorted(every, key=lambda cls: (cls in REST, order.index(cls))):
            yield Section(class_name(cls), tuple(self._of_class(cls)))

    def _of_class(self, cls: str) -> list[Block]:
        """Give what is left under a class by date; what seems to speak of the same stands side by side."""
        sides: dict[int, list[Side]] = {}
        for one in self.result.entries:
            if one.cls == cls:
                sides.setdefault(int(one.id), []).append(one.side)
        ids: dict[Side, list[str]] = {
            "material": [str(one.id) for one in self.result.material if one.cls == cls],
            "bank": [str(one.id) for one in self.result.bank if one.cls == cls],
        }
        if cls in REST and len(ids["bank"]) > _FEW:
            return [Block(lines=(_several([self.shown.line(name) for name in ids["bank"]]),))]
        things: list[tuple[str, int | str]] = [("", number) for number in sides]
        pairs: list[tuple[tuple[str, int | str], tuple[str, int | str]]] = []
        for side, names in ids.items():
            own = [number for number, some in sides.items() if side in some]
            things += [(side, name) for name in names]
            pairs += [(("", one), (side, two)) for one, two in beside(cls, self.shown, own, names, side)]
        blocks = [self._block(some, sides) for some in joined(things, pairs)]
        return sorted(blocks, key=lambda block: (block.day, not block.ours, not block.papers))

    def _block(self, things: Iterable[tuple[str, int | str]], sides: dict[int, list[Side]]) -> Block:
        ordered = sorted(things, key=lambda one: (one[0], str(one[1]).zfill(20)))
        return Block(
            tuple(self.shown.ours(int(one), sides[int(one)]) for of, one in ordered if not of),
            tuple(self.shown.paper(str(one)) for of, one in ordered if of == "material"),
            tuple(self.shown.line(str(one)) for of, one in ordered if of == "bank"),
        )

    def _undecided(self, one: Ambiguous) -> Iterator[Block]:
        """Give the entries with their first candidate beside them, and the others below it."""
        ours = tuple(self.shown.ours(number, [one.side]) for number in one.entries)
        for at, (ids, score) in enumerate(one.candidates, 1):
            papers = tuple(map(self.shown.paper, ids)) if one.side == "material" else ()
            lines = tuple(map(self.shown.line, ids)) if one.side == "bank" else ()
            yield Block(
                ours if at == 1 else (), papers, lines, f"候选{at}（{score}分）{_others(one) if at == 1 else ''}"
            )


def _others(one: Ambiguous) -> str:
    """Say which entries of other funds on the account go with these, or may have the candidates instead."""
    named = {"同付": one.beside, "亦可能属": one.rivals}
    said = (
        f"{what}{'、'.join(f'{fund}第{number}号' for fund, number in some)}" for what, some in named.items() if some
    )
    return "".join(f"；{part}" for part in said)


def _together(agreed: Sequence[Agreed]) -> list[list[Agreed]]:
    """Put what shares an entry together, in order of entries: against material an entry may stand in another group."""
    first: dict[int, int] = {}
    pairs = [(first.setdefault(number, at), at) for at, row in enumerate(agreed) for number in row.entries]
    groups = [[agreed[at] for at in sorted(some)] for some in joined(range(len(agreed)), pairs)]
    return sorted(groups, key=lambda rows: min(min(row.entries) for row in rows))


def _basis(rows: Iterable[Agreed], decided: Mapping[tuple[int, ...], str]) -> str:
    """Name the stages by which a block is agreed, with its material, the bank, or both alike; and who decided, and why."""
    said: dict[str, str] = {}
    for row in rows:
        name = stage_name(row.stage) + decided.get(row.entries if row.stage == "person" else (), "")
        if row.material:
            said[f"台账：{name}"] = name
        if row.bank:
            said[f"银行：{name}"] = name
        if not row.material and not row.bank:
            said[name] = name
    alike = set(said.values())
    return alike.pop() if len(said) > 1 and len(alike) == 1 else "\n".join(said)


def _several(lines: Sequence[Line]) -> Line:
    """Tell several lines as one: how many, from when to when, and their sum."""
    days = sorted(line.date for line in lines if line.date)
    return Line(f"{len(lines)}笔", None, f"{days[0]}至{days[-1]}", sum(line.paid for line in lines))
