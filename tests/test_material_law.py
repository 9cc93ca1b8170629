"""What the programmes' files say of ledgers and outlines: each with its clause, and every name one that there is."""

import re
from pathlib import Path

import pytest

from desks import PROGRAMMES, lawbook
from funds.law.material import LEDGERS
from funds.law.policy import Policy
from funds.law.problem import LawError
from funds.law.read import bind
from funds.statements.checklist import SEALS
from funds.workbook.layout.sheets import layout_of

HENAN = lawbook("henan-2024")
GENERAL = (PROGRAMMES / "union-general.toml").read_text("utf-8")
PARTS = [(each, part) for each in HENAN.programme.indicator for part in each.parts]


def test_every_indicator_names_its_materials_one_by_one() -> None:
    assert all(each.parts for each in HENAN.programme.indicator)
    assert all(each.cite == f"notice 附件3 第{each.number}项" for each in HENAN.programme.indicator)


def test_the_only_seal_of_finance_is_that_of_the_list_of_spending_and_its_proof() -> None:
    assert {(each.number, part.name) for each, part in PARTS if part.seal == "finance"} == {
        (4, "工作经费使用清单"),
        (4, "工作经费使用证明"),
    }
    for each in HENAN.programme.indicator:
        assert bool(each.seal) == any(part.seal for part in each.parts), each.number


def test_a_material_names_ledgers_sorts_papers_and_seals_that_there_are() -> None:
    sorts = {}
    for ledger in LEDGERS:
        columns = {column.key: column for column in layout_of(f"material-{ledger}").columns}
        sorts[ledger] = {choice.value for choice in columns["sort"].choices} if "sort" in columns else set()
    for each, part in PARTS:
        assert part.seal in SEALS
        for name in part.ledgers:
            ledger, colon, sort = name.partition(":")
            assert ledger in LEDGERS, each.number
            assert not colon or sort in sorts[ledger], name
        assert set(part.papers) <= set(HENAN.papers), part.name
        assert not part.papers or part.ledgers, part.name


@pytest.mark.parametrize("path", sorted(PROGRAMMES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_ledger_asked_for_bears_its_clause(path: Path) -> None:
    asked = re.findall(r"\[\[ledger\]\]\n(.*?)\n\n", path.read_text("utf-8"), re.DOTALL)
    assert all('cite = "' in each for each in asked)
    expected = {"jieyang-2022": 3, "liaoning-2022": 5, "ningxia-2020": 4}
    assert len(asked) == expected.get(path.stem, 0)


def test_a_ledger_that_there_is_not_is_told() -> None:
    text = (
        (PROGRAMMES / "henan-2024.toml").read_text("utf-8").replace('"activities:alliance"', '"activites:alliance"', 1)
    )
    with pytest.raises(LawError) as told:
        bind(text, GENERAL, Policy())
    assert "activites" in str(told.value)
