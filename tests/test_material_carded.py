"""Asset cards, drawn at random: the findings add up to the difference of the account and the equipment ledger."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from funds.chart import ASSET_FUND
from funds.entry.record import Line, Record
from funds.statements.cards import cards_of
from funds.statements.materials import Material
from material_doors import FUND, STUDIO


def limits(_day: dt.date) -> dict[str, int]:
    return {"general": 100_000, "special": 150_000, "software": 100_000}


_AMOUNTS = st.integers(100, 10_000_000)
_THING = st.tuples(st.sampled_from(["general", "special", "software", "open"]), _AMOUNTS, st.booleans(), _AMOUNTS)


@settings(max_examples=60, deadline=None)
@given(st.lists(_THING, max_size=12))
def test_the_findings_add_up_to_the_difference_of_the_two(things: list[tuple[str, int, bool, int]]) -> None:
    chain, rows = [], []
    for number, (asset, cost, listed, said) in enumerate(things, 1):
        account = "171" if asset == "software" else "162"
        lines = (
            Line(account=account, side="debit", fen=cost),
            Line(account=ASSET_FUND[account], side="credit", fen=cost),
        )
        day = dt.date(2023, 1, 2)
        chain.append(
            Record(
                fund=FUND,
                number=number,
                kind="spend",
                date=day,
                amount=cost,
                asset=asset,
                voucher=f"记-{number}",
                lines=lines,
            )
        )
        if listed:
            fields = {"name": "x", "asset": "general" if asset == "open" else asset, "place": "a", "keeper": "b"}
            rows.append(
                Material(
                    STUDIO,
                    "equipment",
                    "2023-01-03",
                    fields,
                    fund=FUND,
                    voucher=f"记-{number}",
                    amount=said,
                    number=number,
                )
            )
    made = cards_of(FUND, STUDIO, chain, rows, dt.date(2023, 6, 1), limits)
    differing = {"card-not-listed": 1, "card-differs": 1}
    assert sum(card.cost for card in made.cards) == sum(made.booked.values())
    assert sum(card.listed for card in made.cards) == sum(made.listed.values())
    whole = sum(each.questioned for each in made.findings if each.code in differing)
    assert whole == sum(abs(card.cost - card.listed) for card in made.cards)
    assert {card.number for card in made.cards} == set(range(1, len(things) + 1))
