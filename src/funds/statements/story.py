"""A fund as it stands (专项资金): its terms, its figures, what is left, what waits, which papers are missing."""

from collections.abc import Iterable, Mapping
from typing import Any

from funds.entry.record import Record
from funds.entry.story import Story, advance
from funds.money import percent, yuan
from funds.seal import head_of
from funds.statements.fund import told
from funds.statements.utilisation import FIGURES, balance

__all__ = ["fund_story", "papers_missing", "waiting"]


def fund_story(records: Iterable[Record], uses: Mapping[str, str]) -> dict[str, Any]:
    """Tell one fund's story; `uses` gives the names of the programme's uses by id. Amounts in yuan.

    No use has a sum of its own: `left` of a use is what the fund holds, as far as it may go there.
    """
    story, chain = Story(), []
    spent: dict[str, dict[str, int]] = {}
    for record in records:
        for measure, purpose, fen in advance(story, record):
            if measure in {"spent", "under_review", "unsupported"}:
                sums = spent.setdefault(purpose, {})
                sums[measure] = sums.get(measure, 0) + fen
        chain.append(record)
    figures = {**story.figures, "balance": balance(story.figures)}
    return {
        "fund": chain[0].fund,
        **_terms(story),
        "document": chain[0].document,
        "named": _day(story.named),
        "withdrawn": _day(story.withdrawn),
        "closed": _day(story.closed),
        **{name: yuan(figures[name]) for name in FIGURES},
        "utilisation": percent(figures["spent"], figures["received"]),
        "claim": yuan(story.claim),
        "uses": _uses(spent, uses, figures["balance"]),
        "waiting": waiting(story, chain),
        "missing": papers_missing(story, chain),
        "records": [
            told(record, "!" if record.number in story.waiting else "") | {"posted": str(record.posted)}
            for record in chain
        ],
        "head": str(head_of(story.last)),
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _terms(story: Story) -> dict[str, str]:
    terms = story.terms
    if terms is None:
        return {}
    return {name: getattr(terms, name) for name in terms.__struct_fields__}


def _uses(spent: Mapping[str, Mapping[str, int]], names: Mapping[str, str], left: int) -> list[dict[str, Any]]:
    return [
        {
            "purpose": purpose,
            "name": names.get(purpose, ""),
            "spent": yuan(spent.get(purpose, {}).get("spent", 0)),
            "under_review": yuan(spent.get(purpose, {}).get("under_review", 0)),
            "unsupported": yuan(spent.get(purpose, {}).get("unsupported", 0)),
            "left": yuan(left),
        }
        for purpose in [*names, *sorted(set(spent) - set(names))]
    ]


def waiting(story: Story, chain: Iterable[Record]) -> list[dict[str, Any]]:
    """Give the entries that wait for clearance (待核): number, amount left, and what was found, by later papers too."""
    later: dict[int, list[str]] = {}
    for record in chain:
        if record.kind == "attach":
            later.setdefault(record.refers, []).extend(f.code for f in record.findings if f.severity == "review")
    return [
        {
            "number": number,
            "amount": yuan(story.items[number].left),
            "findings": list(
                dict.fromkeys(
                    [
                        *(f.code for f in story.items[number].record.findings if f.severity == "review"),
                        *later.get(number, ()),
                    ]
                )
            ),
        }
        for number in sorted(story.waiting)
    ]


def papers_missing(story: Story, chain: Iterable[Record]) -> list[dict[str, Any]]:
    """Give the records whose papers are not all there; ``a|b`` asks for one of several kinds."""
    needs = {number: item.missing for number, item in story.items.items() if not item.reversed_by}
    for record in chain:
        if record.number not in story.items:  # an award: what the fold keeps of it is its terms
            told = {need for finding in record.findings for need in finding.facts.get("missing", "").split(",") if need}
            given = story.proofs.proven(record.number) if told else set()
            needs[record.number] = frozenset(need for need in told if given.isdisjoint(need.split("|")))
    return [
        {"number": number, "missing": sorted(missing)}
        | ({"amount": yuan(story.items[number].left)} if number in story.items else {})
        for number, missing in sorted(needs.items())
        if missing
    ]
