"""The six programme files that are laid down: cited, dated, in order, and readable by line."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from funds.law.policy import Policy
from funds.law.programme import Programme
from funds.law.read import bind, read_programme
from funds.law.values import Value
from funds.law.where import Lines

FOLDER = Path(__file__).parents[1] / "ledger" / "programmes"
FILES = sorted(FOLDER.glob("*.toml"))
GENERAL = (FOLDER / "union-general.toml").read_text(encoding="utf-8")


def read(code: str) -> Programme:
    return read_programme((FOLDER / f"{code}.toml").read_text(encoding="utf-8"), code)


def values(programme: Programme) -> list[Value]:
    sections = [getattr(programme, name) for name in programme.__struct_fields__]
    return [
        value for section in sections if isinstance(section, tuple) for value in section if isinstance(value, Value)
    ]


def test_the_five_programmes_and_the_union_wide_rules_are_there() -> None:
    assert [path.stem for path in FILES] == [
        "henan-2024", "jieyang-2022", "langfang-2019", "liaoning-2022", "ningxia-2020", "union-general",
    ]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_value_names_a_document_of_its_file_and_a_clause(path: Path) -> None:
    programme = read(path.stem)
    assert programme.code == path.stem
    documents = {document.id for document in programme.document}
    found = values(programme)
    assert found
    for value in found:
        document, _, clause = value.cite.partition(" ")
        assert document in documents, value
        assert clause.strip(), value


def test_letters_are_each_programmes_own() -> None:
    letters = {path.stem: read(path.stem).letters for path in FILES}
    assert letters == {
        "henan-2024": "HN", "jieyang-2022": "JY", "langfang-2019": "LF", "liaoning-2022": "LN",
        "ningxia-2020": "NX", "union-general": "UG",
    }  # fmt: skip


@pytest.mark.parametrize("path", FILES[:-1], ids=lambda path: path.stem)
def test_every_programme_binds_with_the_union_wide_rules(path: Path) -> None:
    book = bind(path.read_text(encoding="utf-8"), GENERAL, Policy())
    day = dt.date(2024, 12, 1)
    for value in (*book.on(day).prohibitions, *book.on(day).evidence):
        assert book.cite(value) != value.cite


@pytest.mark.parametrize("path", FILES[:-1], ids=lambda path: path.stem)
def test_meals_and_bonuses_are_forbidden_under_every_programme_from_its_first_day(path: Path) -> None:
    book = bind(path.read_text(encoding="utf-8"), GENERAL, Policy())
    first = min(value.since for value in book.programme.unstated)
    assert {"meal", "bonus", "other"} <= {value.category for value in book.on(first).prohibitions}


def test_only_three_of_the_five_grant_money() -> None:
    assert {path.stem: read(path.stem).grants for path in FILES[:-1]} == {
        "henan-2024": False, "jieyang-2022": True, "langfang-2019": False, "liaoning-2022": True, "ningxia-2020": True,
    }  # fmt: skip


def test_the_five_house_uses_have_the_same_numbers_everywhere() -> None:
    numbers = {"premises": 1, "equipment": 2, "training": 3, "publicity": 4, "activity": 5}
    for path in FILES:
        for use in read(path.stem).use:
            assert use.number == numbers[use.id], path.stem


def test_henan_has_fifteen_indicators_and_one_seal_of_finance() -> None:
    indicators = read("henan-2024").indicator
    assert [one.number for one in indicators] == list(range(1, 16))
    assert [one.number for one in indicators if one.seal] == [4, 6, 7]
    assert [one.number for one in indicators if "财务" in one.seal] == [4]


def test_jieyang_has_its_grades_cycles_and_grounds_of_removal() -> None:
    programme = read("jieyang-2022")
    assert [one.every_months for one in programme.assessment] == [12, 24, None]
    assert programme.assessment[2].grades == ("优秀", "合格", "不合格")
    assert len([one for one in programme.removal if "第八条" in one.cite]) == 5
    assert len(programme.assessment[1].steps) == 5


def test_liaonings_stages_follow_one_another() -> None:
    stages = [one for one in read("liaoning-2022").calendar if one.start]
    assert [one.id for one in stages] == ["cultivate", "apply", "recommend", "review", "publicise", "name"]
    ends = [one.end for one in stages]
    for before, after in zip(ends[:-1], stages[1:], strict=True):
        assert before is not None
        assert after.start is not None
        assert before < after.start


def test_ningxias_four_ledgers_say_who_keeps_them() -> None:
    assert {one.id: one.keeper for one in read("ningxia-2020").ledger} == {
        "activities": "studio", "outcomes": "studio", "members": "studio", "management": "unit-union",
    }  # fmt: skip


def test_forms_name_their_money_fields_with_their_unit() -> None:
    money = {
        (path.stem, form.id): [(field.name, field.unit) for field in form.fields if field.type == "money"]
        for path in FILES
        for form in read(path.stem).forms
    }
    assert money["henan-2024", "recommendation"] == [("经费投入", "万元"), ("成果创效", "万元")]
    assert ("创收外汇", "美元") in money["langfang-2019", "approval"]
    assert ("创收外汇", "美元") in money["liaoning-2022", "basics"]
    assert money["ningxia-2020", "application"] == []
    assert all(unit for fields in money.values() for _name, unit in fields)


def test_what_is_left_open_has_a_clause_and_what_can_be_set_is_told() -> None:
    settings = {path.stem: {one.setting for one in read(path.stem).unstated if one.setting} for path in FILES}
    assert settings == {
        "henan-2024": set(),
        "jieyang-2022": {"again", "cycle-years"},
        "langfang-2019": set(),
        "liaoning-2022": {"payee", "medical-universities"},
        "ningxia-2020": {"amount-class4", "renewal-percent-class2", "promotion", "payee"},
        "union-general": set(),
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_persons_telephone_or_address_stands_in_a_file(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    digits = "".join(sign if sign.isdigit() or sign in "-—" else " " for sign in text).split()
    assert not [run for run in digits if sum(sign.isdigit() for sign in run) > 8]
    assert "@" not in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_key_is_found_on_the_line_where_it_stands(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines, rows = Lines(text), text.split("\n")

    def walk(value: Any, place: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for key, part in value.items():
                walk(part, (*place, key))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for count, part in enumerate(value):
                walk(part, (*place, count))
        else:
            assert str(place[-1]) in rows[lines[place] - 1], place
            seen.append(lines[place])

    seen: list[int] = []
    walk(tomllib.loads(text), ())
    assert seen == sorted(seen)
