"""A programme file that is not in order: every problem is told, with key, line and remedy."""

import datetime as dt
from pathlib import Path

import pytest

from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.problem import LawError
from funds.law.read import bind, read_programme

HERE = Path(__file__).parent / "programmes"
CITY = (HERE / "sample-city.toml").read_text(encoding="utf-8")
GENERAL = (HERE / "sample-general.toml").read_text(encoding="utf-8")
ALLIANCE = (HERE / "sample-alliance.toml").read_text(encoding="utf-8")

HEAD = """form = 1
code = "small"
name = "Small"
short = "small"
letters = "SM"
measure = "standing"
grants = true

[[document]]
id = "d"
title = "Rules"
issuer = "Union"
issued = "2022"

[[tier]]
id = "one"
name = "One"
min = "100.00"
max = "200.00"
cite = "d 1"
since = 2022-01-01
"""


def problems(text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(LawError) as caught:
        read_programme(text, "small.toml")
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    assert caught.value.args == (str(caught.value),)
    assert all(str(one).startswith("small.toml:") and one.how for one in caught.value.problems)
    return [(one.line, one.key, one.what) for one in caught.value.problems]


def only(text: str) -> tuple[int, str, str]:
    (one,) = problems(text)
    return one


def changed(old: str, new: str) -> str:
    assert HEAD.count(old) == 1
    return HEAD.replace(old, new)


def value(section: str, *lines: str) -> str:
    return "\n".join((HEAD, f"[[{section}]]", *lines, 'cite = "d 2"', "since = 2022-01-01", ""))


def test_the_small_file_is_in_order() -> None:
    assert read_programme(HEAD, "small.toml").tier[0].high == 20_000


@pytest.mark.parametrize(
    ("text", "line", "key", "what"),
    [
        (changed('short = "small"', 'short = "small"\ncolour = "red"'), 5, "colour", "The key “colour” is not one of the language."),
        (changed('min = "100.00"', 'least = "100.00"'), 18, "tier[1].least", "The key “least” is not one of the language."),
        (changed('name = "Small"\n', ""), 1, "name", "“name” is missing."),
        (changed('cite = "d 1"\n', ""), 15, "tier[1].cite", "“cite” is missing."),
        (changed("since = 2022-01-01\n", ""), 15, "tier[1].since", "“since” is missing."),
        (changed('name = "One"', 'name = " "'), 17, "tier[1].name", "“name” is empty."),
        (changed('name = "One"', 'name = "One"\nkinds = []'), 18, "tier[1].kinds", "“kinds” is empty."),
        (changed('name = "One"', 'name = "One"\nkinds = ["boss"]'), 18, "tier[1].kinds[1]", '“kinds” reads "boss".'),
        (changed('name = "One"', "name = 1"), 17, "tier[1].name", "“name” reads 1."),
        (changed('name = "One"', "name = {a = 1}"), 17, "tier[1].name", "“name” reads {…}."),
        (changed("since = 2022-01-01", 'since = "2022-01-01"'), 21, "tier[1].since", '“since” reads "2022-01-01".'),
        (changed("since = 2022-01-01", "since = 2022-01-01T00:00:00"), 21, "tier[1].since", '“since” reads "2022-01-01T00:00:00".'),
        (changed("grants = true", 'grants = "yes"'), 7, "grants", '“grants” reads "yes".'),
        (changed("form = 1", "form = 2"), 1, "form", "“form” reads 2."),
        (changed('cite = "d 1"', 'cite = "x 1"'), 20, "tier[1].cite", "The citation names no document of this file: “x”."),
        (changed('cite = "d 1"', 'cite = "d"'), 20, "tier[1].cite", "The citation names no clause."),
        (changed('min = "100.00"', 'min = "300.00"'), 18, "tier[1].min", "The least amount 300.00 is above the greatest, 200.00."),
        (changed('min = "100.00"', 'min = "1e2"'), 18, "tier[1].min", "“1e2” is not an amount in yuan above zero."),
        (changed('min = "100.00"', 'min = "0"'), 18, "tier[1].min", "“0” is not an amount in yuan above zero."),
        (changed("since = 2022-01-01", "since = 2022-01-01\nuntil = 2021-12-31"), 22, "tier[1].until", "It ends on 2021-12-31, before it begins on 2022-01-01."),
        (changed('code = "small"', 'code = "Small one"'), 2, "code", "The code “Small one” is not well formed."),
        (changed('letters = "SM"', 'letters = "sm"'), 5, "letters", "The letters “sm” are not well formed."),
        (changed('measure = "standing"', 'measure = "round"'), 6, "measure", "A notice of one round names no round."),
        (changed("grants = true", "grants = false"), 7, "grants", "The programme grants no money but has a tier."),
        (HEAD.split("[[tier]]", maxsplit=1)[0], 7, "grants", "The programme grants money but has no tier."),
        (changed('issued = "2022"', 'issued = "May 2022"'), 13, "document[1].issued", "The day of issue “May 2022” is not well formed."),
        (changed('min = "100.00"\nmax = "200.00"\n', ""), 16, "tier[1].id", "The tier “one” has no amount."),
        (value("quota", 'id = "q"', 'per = "unit"', "least = 3", "most = 2"), 26, "quota[1].least", "The least number 3 is above the greatest, 2."),
        (value("renewal", "percent = 101", "after_years = 2"), 24, "renewal[1].percent", "“percent” is 101."),
        (value("renewal", "percent = 50", "after_years = 0"), 25, "renewal[1].after_years", "“after_years” is 0."),
        (value("renewal", "percent = 50", "after_years = 1", 'tier = "two"'), 26, "renewal[1].tier", "“tier” names “two”, which this file does not declare."),
        (value("once", 'again_tiers = ["two"]'), 24, "once[1].again_tiers", "“again_tiers” names “two”, which this file does not declare."),
        (value("evidence", 'id = "e"', 'event = "spend"', 'use = "tools"', 'kinds = ["invoice"]'), 26, "evidence[1].use", "“use” names “tools”, which this file does not declare."),
        (value("quota", 'id = "q"', 'per = "unit"', 'names_from = "bodies"'), 26, "quota[1].names_from", "“names_from” names “bodies”, which this file does not declare."),
        (value("instalment", "number = 1", "percent = 60"), 25, "instalment[1].percent", "The parts add up to 60% on 2022-01-01."),
        (changed("[[document]]", "document = 1\n[[thing]]"), 9, "document", "“document” reads 1."),
        (value("forms", 'id = "f"', 'name = "F"', "fields = [", '  { name = "a", type = "text" },', '  { name = "b", type = "colour" },', "]"), 28, "forms[1].fields[2].type", '“type” reads "colour".'),
    ],
)  # fmt: skip
def test_a_problem_is_told_with_its_line_and_key(text: str, line: int, key: str, what: str) -> None:
    assert (line, key, what) in problems(text)


def test_a_remedy_says_what_may_stand_there() -> None:
    with pytest.raises(LawError) as caught:
        read_programme(changed('measure = "standing"', 'measure = "always"'), "small.toml")
    (one,) = caught.value.problems
    assert one.how == "Write one of: standing, round, general."
    with pytest.raises(LawError) as caught:
        read_programme(changed("since = 2022-01-01", "since = 5"), "small.toml")
    assert caught.value.problems[0].how == "Write a date such as 2022-01-01, without quotation marks."
    with pytest.raises(LawError) as caught:
        read_programme(value("forms", 'id = "f"', 'name = "F"', "fields = [1]"), "small.toml")
    assert caught.value.problems[0].how == "Write a table with name, type, unit, choices, rows."


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_lines() -> None:
    text = changed('name = "Small"', 'name = ""').replace('cite = "d 1"', 'cite = "e 1"').replace('"2022"', '"22"')
    text += '\n[[tier]]\nid = "one"\nname = "Again"\nmin = "x"\ncite = "d 2"\nsince = 2022-06-01\ncolour = "red"\n'
    text += '\n[[pool]]\nmost = "-1"\ncite = "d 3"\nsince = 2022-01-01\n'
    assert problems(text) == [
        (3, "name", "“name” is empty."),
        (13, "document[1].issued", "The day of issue “22” is not well formed."),
        (20, "tier[1].cite", "The citation names no document of this file: “e”."),
        (29, "tier[2].colour", "The key “colour” is not one of the language."),
        (32, "pool[1].most", "“-1” is not an amount in yuan above zero."),
    ]


def test_a_value_twice_on_the_same_days_is_a_duplicate() -> None:
    text = value("tier", 'id = "one"', 'name = "Other"', 'max = "1.00"')
    assert only(text) == (28, "tier[2].since", "“one” is there twice: also in tier[1].")


def test_values_whose_dates_overlap_are_told_and_an_amendment_that_follows_is_not() -> None:
    text = value("tier", 'id = "one"', 'name = "Other"', 'max = "1.00"').replace(
        'd 2"\nsince = 2022-01-01', 'd 2"\nsince = 2023-01-01'
    )
    line, key, what = only(text)
    assert (line, key, what) == (28, "tier[2].since", "“one” overlaps in its dates with tier[1].")
    ended = text.replace("since = 2022-01-01\n", "since = 2022-01-01\nuntil = 2022-12-31\n")
    assert len(read_programme(ended, "small.toml").tier) == 2


def test_a_number_taken_twice_is_a_duplicate_though_the_ids_differ() -> None:
    text = (
        value("use", 'id = "a"', "number = 1", 'name = "A"')
        + value("use", 'id = "b"', "number = 1", 'name = "B"')[len(HEAD) :]
    )
    assert only(text)[1:] == ("use[2].since", "“1” is there twice: also in use[1].")


def test_a_use_keeps_its_number_when_it_is_amended() -> None:
    first = value("use", 'id = "a"', "number = 1", 'name = "A"').replace('"d 2"', '"d 2"\nuntil = 2022-12-31')
    second = value("use", 'id = "a"', "number = 2", 'name = "A"')[len(HEAD) :].replace("2022", "2023")
    assert only(first + second)[1:] == ("use[2].number", "The use “a” had number 1 and now has 2.")


def test_two_documents_may_not_have_one_id() -> None:
    text = changed("[[tier]]", '[[document]]\nid = "d"\ntitle = "T"\nissuer = "U"\nissued = "2023-01"\n\n[[tier]]')
    assert only(text) == (16, "document[2].id", "The id “d” is that of document 1 too.")


def test_a_file_that_is_not_toml_is_told_with_its_line() -> None:
    line, key, what = only(changed('name = "Small"', "name = Small"))
    assert (line, key) == (3, "")
    assert "at line 3" in what
    line, _key, what = only(HEAD + "[[tier")
    assert line == HEAD.count("\n") + 1
    assert "end of document" in what


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_programme("\ufeff" + HEAD, "small.toml").code == "small"


def bound(programme: str, settings: dict[str, str] | None = None, general: str = GENERAL) -> Lawbook:
    return bind(programme, general, Policy(settings={"sample-alliance": settings or {}}))


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({"colour": "red"}, "again, amount-open, cycle-years, lead-bodies, renewal-percent-open"),
        ({"again": "often"}, "never, new-cycle, promotion"),
        ({"amount-open": "much"}, "20000.00, 20000.00-30000.00"),
        ({"amount-open": "200-100"}, "20000.00, 20000.00-30000.00"),
        ({"amount-open": "0"}, "20000.00, 20000.00-30000.00"),
        ({"cycle-years": "two"}, "1, 2, 3 …"),
        ({"renewal-percent-open": "0"}, "1, 2, 3 …"),
        ({"lead-bodies": " "}, "1, 2, 3 …"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_with_what_can(settings: dict[str, str], wanted: str) -> None:
    with pytest.raises(LawError) as caught:
        bound(ALLIANCE, settings)
    (one,) = caught.value.problems
    assert one.file == "funds.toml"
    assert one.key == f"settings.sample-alliance.{next(iter(settings))}"
    assert f"What can be set: {wanted}." in one.how


def test_a_programme_may_not_share_a_documents_id_with_the_union_wide_rules() -> None:
    text = HEAD.replace('"d"', '"g"').replace('"d 1"', '"g 1"')
    with pytest.raises(LawError, match=r"small.toml:10: document\[1\].id: The document id “g”"):
        bound(text)


def test_papers_that_nobody_names_are_told_in_either_file() -> None:
    with pytest.raises(LawError, match=r"small.toml:26: evidence\[1\].kinds: The papers “form” are named nowhere"):
        bound(value("evidence", 'id = "e"', 'event = "spend"', 'kinds = ["form"]'))
    with pytest.raises(LawError, match=r"sample-general.toml:.*any_of: The papers “tender” are named nowhere"):
        bound(HEAD, general=GENERAL.replace('"quotation"]', '"tender"]'))


def test_a_file_without_a_code_is_called_by_a_question_mark() -> None:
    with pytest.raises(LawError, match=r"^\?.toml:1: code: “code” is missing"):
        bound(changed('code = "small"\n', ""))


def test_an_amendment_adds_a_dated_value_and_old_dates_read_the_old_one() -> None:
    before = bound(
        CITY.split('[[document]]\nid = "change"')[0]
        + "[[tier]]"
        + CITY.split("[[tier]]", 1)[1].replace("change", "rules")
    )
    after = bound(CITY)
    assert before.hash != after.hash
    for day, low in (
        (dt.date(2020, 3, 1), 3_000_000),
        (dt.date(2022, 12, 31), 3_000_000),
        (dt.date(2023, 1, 1), 4_000_000),
    ):
        assert after.on(day).tiers["good"].low == low
    assert "good" not in after.on(dt.date(2020, 2, 29)).tiers
