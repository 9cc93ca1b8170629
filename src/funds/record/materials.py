"""The supporting-material ledgers (台账) as kept: rows are added; a wrong one is corrected by a new one, never edited."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, Engine, select

from funds.entry.record import Evidence, Verdict
from funds.record.errors import BadRowError, RecordError
from funds.record.open import reading, writing
from funds.record.raced import again
from funds.record.rows import Row, plain, stamp
from funds.record.tables import award, event, material
from funds.statements.materials import Material, Shelf
from funds.text import N_

__all__ = [
    "Kept",
    "LikeError",
    "NoMaterialError",
    "WithdrawnError",
    "add_materials",
    "fund_studios",
    "log_unmasked",
    "material_files",
    "materials",
    "materials_in",
]

_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_EVIDENCE: Final = msgspec.json.Decoder(tuple[Evidence, ...])
_FIELDS: Final = msgspec.json.Decoder(dict[str, str | int])
_COLUMNS: Final = [material.c[name] for name in Material._fields]


class NoMaterialError(RecordError):
    """There is no such row to replace. Facts: studio, ledger, number."""

    says = N_("The ledger {ledger} of studio {studio} has no row {number}. `funds material list` shows the numbers.")


class WithdrawnError(RecordError):
    """The row was replaced or withdrawn already, or withdraws another. Facts: studio, ledger, number, by."""

    says = N_(
        "Row {number} in the ledger {ledger} of studio {studio} does not stand any more. "
        "`funds material list` shows what replaced it; replace that row."
    )


class LikeError(RecordError):
    """A row looks like a standing one, but differs. Facts: studio, ledger, number, columns."""

    says = N_(
        "It looks like row {number} in the ledger {ledger} of studio {studio}, but differs in: {columns}. "
        "Nothing was added: correct that row with --replaces {number}, or give this one a 编号 of its own."
    )


class Kept(NamedTuple):
    """Under which number a row stands, and whether it was added now."""

    number: int
    new: bool


@again
def add_materials(engine: Engine, rows: Sequence[Material], maker: str, now: dt.datetime) -> list[Kept]:
    """Keep rows, all or none, and tell under which number each stands; the same standing row adds nothing.

    Raises NoMaterialError, WithdrawnError, LikeError.
    """
    moment = stamp(now)
    shelves: dict[tuple[str, str], _Ledger] = {}
    made: list[Row] = []
    with writing(engine) as connection:
        kept = []
        for row in rows:
            key = row.studio, row.ledger
            if key not in shelves:
                shelves[key] = _Ledger(_read(connection, studio=row.studio, ledger=row.ledger))
            found = shelves[key].take(row._replace(maker=plain(maker), moment=moment))
            kept.append(found.kept)
            made += [_row(found.row)] if found.kept.new else []
        if made:
            connection.execute(material.insert(), made)
    return kept


class _Taken(NamedTuple):
    row: Material
    kept: Kept


class _Ledger:
    """One studio's ledger while rows are added to it."""

    def __init__(self, rows: list[Material]) -> None:
        self._last = max((row.number for row in rows), default=0)
        self._every = {row.number for row in rows}
        self._gone = {row.replaces for row in rows} | {row.number for row in rows if not row.date}
        self._shelf = Shelf(rows)

    def take(self, row: Material) -> _Taken:
        """Give a row its number, or that of the one that is the same."""
        facts = {"studio": row.studio, "ledger": row.ledger}
        if row.replaces and row.replaces not in self._every:
            raise NoMaterialError(**facts, number=row.replaces)
        if row.replaces and row.replaces in self._gone:
            raise WithdrawnError(**facts, number=row.replaces)
        match = self._shelf.match(row) if row.date else None
        if match is not None and not match.columns:
            return _Taken(row, Kept(match.number, new=False))
        if match is not None:
            raise LikeError(**facts, number=match.number, columns="、".join(match.columns))
        self._last += 1
        numbered = row._replace(number=self._last)
        self._every.add(numbered.number)
        self._gone |= {numbered.replaces} | (set() if numbered.date else {numbered.number})
        self._shelf.add(numbered)
        return _Taken(numbered, Kept(numbered.number, new=True))


def _row(row: Material) -> Row:
    """Give a row as the table holds it."""
    texts = ("own_id", "voucher", "invoice_code", "invoice_number", "note", "reason")
    fields = {key: plain(value) if isinstance(value, str) else value for key, value in row.fields.items()}
    return {
        **row._asdict(),
        **{name: plain(getattr(row, name)) for name in texts},
        "before": row.number - 1 or None,
        "replaces": row.replaces or None,
        "fields": _ENCODER.encode(fields).decode(),
        "evidence": _ENCODER.encode(row.evidence).decode(),
    }


def materials(engine: Engine, *, studio: str = "", fund: str = "", ledger: str = "") -> list[Material]:
    """Give rows by studio, ledger and number, the replaced ones too; of one studio, fund or ledger where asked."""
    with reading(engine) as connection:
        return _read(connection, studio=studio, fund=fund, ledger=ledger)


def _read(connection: Connection, **only: str) -> list[Material]:
    asked = select(*_COLUMNS).order_by(material.c.studio, material.c.ledger, material.c.number)
    for name, value in only.items():
        if value:
            asked = asked.where(material.c[name] == value)
    return [_material(Material(*row)) for row in connection.execute(asked)]


def materials_in(connection: Connection, fund: str) -> list[Material]:
    """Give a fund's rows within a transaction, the replaced ones too."""
    return _read(connection, fund=fund)


def _material(row: Material) -> Material:
    """Give a row as it was entered. Raises BadRowError where this program did not write it."""
    try:
        if row.date:
            dt.date.fromisoformat(row.date)
        fields: Mapping[str, Any] = _FIELDS.decode(str(row.fields))
        evidence = _EVIDENCE.decode(str(row.evidence))
    except (ValueError, msgspec.DecodeError) as error:
        raise BadRowError(table="material", key=f"{row.studio} {row.ledger} {row.number}") from error
    return row._replace(fields=fields, evidence=evidence, replaces=row.replaces or 0)


def material_files(engine: Engine) -> Iterator[tuple[str, int, tuple[Evidence, ...] | None]]:
    """Give studio with ledger, number and evidence of every row, the replaced ones too; None where it cannot be read."""
    with reading(engine) as connection:
        rows = [Material(*row) for row in connection.execute(select(*_COLUMNS).order_by(*_COLUMNS[:3]))]
    for row in rows:
        try:
            found = _material(row).evidence
        except BadRowError:
            found = None
        yield f"{row.studio} {row.ledger}", row.number, found


def fund_studios(engine: Engine, funds: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Give the names that each fund's studio has had, the present one last; of some funds where asked."""
    asked = select(award.c.fund, award.c.studio).order_by(award.c.fund, award.c.number)
    if funds is not None:
        asked = asked.where(award.c.fund.in_(sorted(set(funds))))
    found: dict[str, dict[str, None]] = {}
    with reading(engine) as connection:
        for fund, studio in connection.execute(asked):
            names = found.setdefault(fund, {})
            names.pop(studio, None)
            names[studio] = None
    return {fund: tuple(names) for fund, names in found.items()}


def log_unmasked(engine: Engine, what: Mapping[str, str], maker: str, login: str, now: dt.datetime) -> None:
    """Keep in the event log that a person saw personal data in full: what, and the reason given."""
    told = Verdict(code="unmasked", severity="note", facts={key: plain(value) for key, value in what.items()})
    row = {
        "moment": stamp(now),
        "fund": plain(what.get("fund", "")),
        "kind": "unmasked",
        "maker": plain(maker),
        "login": plain(login),
        "drafts": "[]",
        "findings": _ENCODER.encode([told]).decode(),
    }
    with writing(engine) as connection:
        connection.execute(event.insert(), row)
