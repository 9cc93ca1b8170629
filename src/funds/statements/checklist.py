"""What a programme asks of a studio's supporting material, held against the rows that there are.

Two lists: the ledgers (台账) that the programme's documents name, and where there is an outline (支撑材料提纲) its
indicators, each with its materials: which is there, which is missing, and which needs whose seal.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from funds.entry.names import fold
from funds.law.material import Indicator, Part
from funds.law.programme import Programme
from funds.law.values import Value
from funds.statements.materials import Material, hidden_in, standing

__all__ = ["OUTLINE", "SEALS", "checklist", "lacking"]

#: The ledger that names an outline's materials one by one.
OUTLINE: Final = "indicators"
#: Whose seal a material needs, as the outline's ledger calls it.
SEALS: Final[Mapping[str, str]] = {"": "", "finance": "本单位财务章", "unit": "本单位章"}

_Cite = Callable[[Value], str]


def checklist(programme: Programme, rows: Iterable[Material], cite: _Cite, day: dt.date) -> dict[str, Any]:
    """Give what a programme asks for on a day, and what the studio's rows show of it.

    A ledger is there where it has a standing row; an indicator where each of its materials is there and bears the
    seal it needs. `cite` writes a value's citation in full.
    """
    stands = standing(rows)
    return {
        "programme": programme.code,
        "name": programme.name,
        "ledgers": [
            {"ledger": value.id, "name": value.name, "keeper": value.keeper, **_ledger(value.id, stands)}
            | {"citation": cite(value)}
            for value in programme.ledger
            if value.stands(day)
        ],
        "indicators": [_indicator(value, stands, cite) for value in programme.indicator if value.stands(day)],
    }


def _ledger(ledger: str, stands: Sequence[Material]) -> dict[str, Any]:
    count = sum(1 for row in stands if row.ledger == ledger)
    return {"rows": count, "there": count > 0}


def _indicator(value: Indicator, stands: Sequence[Material], cite: _Cite) -> dict[str, Any]:
    own = [row for row in stands if row.ledger == OUTLINE and row.fields.get("indicator") == value.number]
    parts = [_part(part, own, stands) for part in value.parts or (Part(name=value.material),)]
    return {
        "number": value.number,
        "group": value.group,
        "name": value.name,
        "material": value.material,
        "seal": value.seal,
        "there": all(part["there"] and part["sealed"] is not False for part in parts),
        "parts": parts,
        "citation": cite(value),
    }


def _part(part: Part, own: Sequence[Material], stands: Sequence[Material]) -> dict[str, Any]:
    """Tell of one material; `sealed` is None where it needs no seal."""
    named = [row for row in own if fold(row.title) == fold(part.name)]
    shown = [row for row in stands if _shows(part, row)]
    sealed = any(row.fields.get("seal") == part.seal for row in named) if part.seal else None
    return {
        "name": part.name,
        "there": bool(named or shown),
        "seal": SEALS[part.seal],
        "sealed": sealed,
        "rows": [{"ledger": row.ledger, "number": row.number, "id": hidden_in(row.own_id)} for row in (*named, *shown)],
        "ledgers": list(part.ledgers),
        "papers": list(part.papers),
    }


def _shows(part: Part, row: Material) -> bool:
    """Tell whether a row of a ledger shows that a material is there."""
    fits = row.ledger in part.ledgers or f"{row.ledger}:{row.sort}" in part.ledgers
    return fits and (not part.papers or not row.papers.isdisjoint(part.papers))


def lacking(told: Mapping[str, Any]) -> dict[str, int]:
    """Count what a checklist finds missing: ledgers without rows, materials that are not there, seals."""
    parts = [part for indicator in told["indicators"] for part in indicator["parts"]]
    return {
        "ledgers": sum(not ledger["there"] for ledger in told["ledgers"]),
        "materials": sum(not part["there"] for part in parts),
        "seals": sum(part["sealed"] is False for part in parts),
    }
