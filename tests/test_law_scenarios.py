"""Scenarios that a finance officer could sign (tests/scenarios): what stands on a day, and what is left open."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from funds.law.force import Law, Lawbook, Range
from funds.law.policy import Policy
from funds.law.read import bind
from funds.money import fen, yuan

HERE = Path(__file__).parent
REAL = HERE.parent / "ledger" / "programmes"
MADE_UP = HERE / "programmes"


def lawbook(code: str, settings: dict[str, str]) -> Lawbook:
    folder, general = (MADE_UP, "sample-general") if code.startswith("sample") else (REAL, "union-general")
    texts = [(folder / f"{name}.toml").read_text(encoding="utf-8") for name in (code, general)]
    return bind(texts[0], texts[1], Policy(settings={code: settings}))


def scenarios() -> list[Any]:
    files = {
        path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((HERE / "scenarios").glob("*.toml"))
    }
    return [pytest.param(one, id=f"{name}: {one['says']}") for name, file in files.items() for one in file["scenario"]]


def bound(amount: int | None) -> str:
    return "" if amount is None else yuan(amount)


def granted(book: Lawbook, law: Law, tier: str, *, renewed: bool = False) -> str:
    found = book.grant(law, law.tiers[tier], renewed=renewed)
    if isinstance(found, Range):
        return f"{bound(found.low)}-{bound(found.high)}"
    return f"unstated {book.cite(found)}"


def forbidden(book: Lawbook, law: Law) -> dict[str, str]:
    first: dict[str, str] = {}
    for value in law.prohibitions:
        first.setdefault(value.category, book.cite(value))
    return first


def papers(book: Lawbook, law: Law, asked: dict[str, Any]) -> dict[str, Any]:
    needs = [
        need
        for need in book.needs(law, "spend", asked["use"])
        if fen(asked["amount"]) > need.floor and (asked["asset"] or not need.asset)
    ]
    return {**asked, "needs": sorted({name for need in needs for name, _kinds in need.papers})}


def again(law: Law, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    assert law.once is not None
    return [{**one, "may": law.once.allows(one["tier"], one["earlier"], one["years"])} for one in asked]


def parts(law: Law, tier: str) -> list[str]:
    return [f"{part.percent} {part.after}" for part in law.parts(tier)]


FOUND: dict[str, Callable[[Lawbook, Law, Any], Any]] = {
    "amounts": lambda book, law, _want: {tier: granted(book, law, tier) for tier in law.tiers},
    "renewed": lambda book, law, want: {tier: granted(book, law, tier, renewed=True) for tier in want},
    "clauses": lambda book, law, want: {tier: book.cite(law.tiers[tier]) for tier in want},
    "payee": lambda _book, law, _want: law.payee.to if law.payee else "none",
    "most": lambda _book, law, _want: {quota.id: quota.most for quota in law.quotas if quota.most is not None},
    "named": lambda _book, law, want: {quota.id: list(quota.names) for quota in law.quotas if quota.id in want},
    "uses": lambda _book, law, _want: list(law.uses),
    "list": lambda _book, law, _want: law.uses_list.kind if law.uses_list else "none",
    "forbidden": lambda book, law, want: {key: value for key, value in forbidden(book, law).items() if key in want},
    "papers": papers,
    "parts": lambda _book, law, _want: parts(law, next(iter(law.tiers))),
    "parts_of": lambda _book, law, want: {tier: parts(law, tier) for tier in want},
    "again": lambda _book, law, want: again(law, want),
    "pool": lambda _book, law, _want: yuan(law.pool.limit) if law.pool else "none",
    "items": lambda _book, law, _want: {
        value.id: value.amount + (f" x {value.most}" if value.most else "") for value in law.per_item.values()
    },
    "thresholds": lambda book, law, _want: {
        key: f"{yuan(value.limit)} {book.cite(value)}" for key, value in law.thresholds.items()
    },
}


@pytest.mark.parametrize("scenario", scenarios())
def test_the_law_says_what_the_scenario_expects(scenario: dict[str, Any]) -> None:
    expected = {key: value for key, value in scenario.items() if key in FOUND}
    assert set(scenario) == {"says", "programme", "day", *expected} | ({"settings"} & set(scenario))
    assert expected
    book = lawbook(scenario["programme"], scenario.get("settings", {}))
    law = book.on(scenario["day"])
    assert {key: FOUND[key](book, law, want) for key, want in expected.items()} == expected
