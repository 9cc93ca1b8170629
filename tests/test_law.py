"""The law bound and kept: one text, one hash, read back the same; told in words and as plain values."""

import datetime as dt
import hashlib
import json
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import funds.law
from funds.law.force import Lawbook, Range, cited
from funds.law.plain import PLURAL, plain
from funds.law.policy import Policy
from funds.law.problem import Problem
from funds.law.programme import Programme
from funds.law.read import bind, from_kept, kept_text, read_programme
from funds.law.shape import sections
from funds.law.tell import SECTIONS, amounts, told, usual
from funds.law.values import Pool, Tier, Unstated
from funds.law.where import Lines
from funds.law.wording import SENTENCES

HERE = Path(__file__).parent
REAL = HERE.parent / "ledger" / "programmes"
CODES = ["sample-city", "sample-alliance", *sorted(path.stem for path in REAL.glob("*-2*.toml"))]

MODULES = [import_module(f"funds.law.{module.name}") for module in iter_modules(funds.law.__path__)]


def text(code: str) -> str:
    folder = HERE / "programmes" if code.startswith("sample") else REAL
    return (folder / f"{code}.toml").read_text(encoding="utf-8")


def book(code: str, policy: Policy | None = None) -> Lawbook:
    general = "sample-general" if code.startswith("sample") else "union-general"
    return bind(text(code), text(general), policy or Policy())


@pytest.mark.parametrize("code", CODES)
def test_a_kept_text_is_hashed_and_gives_the_same_law_back(code: str) -> None:
    law = book(code, Policy(meals="review", cash_limit="500.00"))
    kept = kept_text(law)
    assert kept == law.text
    assert law.hash == hashlib.sha256(kept.encode()).hexdigest()
    back = from_kept(kept)
    assert (back.hash, back.text) == (law.hash, kept)
    assert (back.programme, back.general, back.policy) == (law.programme, law.general, law.policy)
    assert set(json.loads(kept)) == {"programme", "general", "policy"}
    for day in (dt.date(2019, 1, 1), dt.date(2022, 10, 8), dt.date(2030, 1, 1)):
        assert back.on(day) == law.on(day)


def test_a_policy_or_a_setting_makes_another_law() -> None:
    hashes = {
        book("ningxia-2020", policy).hash
        for policy in (
            Policy(),
            Policy(contract_above="5000.00"),
            Policy(settings={"ningxia-2020": {"promotion": "grant"}}),
        )
    }
    assert len(hashes) == 3


def test_comments_and_order_of_keys_do_not_make_another_law() -> None:
    swapped = (
        text("sample-city")
        .replace("# A made-up", "# Another")
        .replace('letters = "SC"\nmeasure = "standing"', 'measure = "standing"\nletters = "SC"')
    )
    assert swapped != text("sample-city")
    assert bind(swapped, text("sample-general"), Policy()).hash == book("sample-city").hash


def test_a_kept_text_of_an_earlier_form_keeps_its_hash() -> None:
    old = '{"policy": {}, ' + kept_text(book("sample-city")).removeprefix("{").replace(',"policy":{}', "")
    assert from_kept(old).hash == hashlib.sha256(old.encode()).hexdigest()
    assert from_kept(old).on(dt.date(2022, 5, 1)) == book("sample-city").on(dt.date(2022, 5, 1))


def test_the_contract_limit_is_the_workspaces_own() -> None:
    needs = {
        need.id: need for need in book("sample-city", Policy(contract_above="5000.00")).on(dt.date(2022, 5, 1)).evidence
    }
    assert needs["over-limit"].floor == 500_000
    assert needs["spend"].floor == 0
    assert "publicised" not in needs


def test_papers_are_named_as_the_books_name_them() -> None:
    law = book("jieyang-2022")
    needs = law.needs(law.on(dt.date(2022, 5, 1)), "award", "")
    assert [(need.papers, need.cite) for need in needs] == [
        ((("naming-document", frozenset({"naming-document"})),), "财政部令第98号 第四十八条")
    ]
    assert law.needs(law.on(dt.date(2022, 5, 1)), "award", "") is needs
    assert law.paper_names("invoice,contract|quotation,odd") == "发票、合同或报价单、odd"
    assert law.paper_names("invoice,contract|quotation,odd") == "发票、合同或报价单、odd"


def test_the_policys_limits_are_read_as_fen() -> None:
    policy = Policy(cash_limit="500.00", split_limit="2000")
    assert (policy.cash, policy.split) == (50_000, 200_000)


def test_a_value_that_is_left_open_is_found_by_its_setting_and_by_its_id() -> None:
    law = book("ningxia-2020", Policy(settings={"ningxia-2020": {"payee": "unit-union"}}))
    by_setting = law.unstated("amount-class4")
    assert by_setting is not None
    assert law.cite(by_setting).endswith("二（四）")
    assert law.unstated("payer") is not None
    assert law.unstated("nothing") is None
    assert law.setting("payee") == "unit-union"
    assert law.setting("promotion") is None


def test_an_amount_that_no_entry_explains_is_still_told_with_its_clause() -> None:
    tier = Tier(cite="d 1", since=dt.date(2022, 1, 1), id="x", name="X")
    law = book("sample-city")
    found = law.grant(law.on(dt.date(2022, 5, 1)), tier)
    assert found == Unstated(cite="d 1", since=dt.date(2022, 1, 1), id="amount-x", what="X", setting="amount-x")


def test_half_a_fen_of_a_renewal_goes_up() -> None:
    law = book("sample-city")
    tier = Tier(cite="rules 1", since=dt.date(2020, 1, 1), id="odd", name="Odd", min="0.01", max="0.03")
    assert law.grant(law.on(dt.date(2022, 5, 1)), tier, renewed=True) == Range(1, 2)


def test_a_citation_of_neither_text_is_given_as_it_stands() -> None:
    law = book("sample-city")
    stray = Pool(cite="elsewhere 1", since=dt.date(2022, 1, 1), most="1.00")
    assert law.cite(stray) == "elsewhere 1"
    assert cited(law.general, stray) is None
    assert law.cite(Pool(cite="g 9", since=dt.date(2022, 1, 1), most="1.00")) == "G 1 9"


@given(st.lists(st.dates(dt.date(2000, 1, 1), dt.date(2050, 1, 1)), min_size=1, max_size=6, unique=True), st.dates())
@settings(max_examples=150, deadline=None)
def test_on_each_day_the_pool_is_the_one_of_the_last_amendment(days: list[dt.date], asked: dt.date) -> None:
    starts = sorted(days)
    ends = [after - dt.timedelta(days=1) for _before, after in pairwise(starts)]
    pools = tuple(
        Pool(cite="rules 9", since=start, until=end, most=f"{count}.00")
        for count, (start, end) in enumerate(zip(starts, [*ends, None], strict=True), 1)
    )
    plain_book = book("sample-city")
    programme = msgspec.structs.replace(plain_book.programme, pool=pools)
    law = Lawbook(programme, plain_book.general, Policy(), "")
    expected = sum(start <= asked for start in starts)
    found = law.on(asked).pool
    assert (found.limit // 100 if found else 0) == expected


def test_every_section_of_the_language_is_told_and_written_out() -> None:
    assert {name for name, _title in SECTIONS} == set(SENTENCES) == set(sections()) - {"document"}
    assert set(PLURAL) == set(sections())


@pytest.mark.parametrize("code", [*CODES, "union-general", "sample-general"])
def test_everything_that_a_file_says_is_told_once(code: str) -> None:
    programme = read_programme(text(code), code)
    lines = [line for _title, values in told(programme) for line in values]
    counted = sum(len(getattr(programme, name)) for name, _title in SECTIONS)
    assert len(lines) == counted
    assert all(line.text and "{" not in line.text and line.cite for line in lines)


@pytest.mark.parametrize("code", [*CODES, "union-general", "sample-general"])
def test_plain_values_hold_everything_with_full_citations(code: str) -> None:
    programme = read_programme(text(code), code)
    whole = plain(programme)
    json.dumps(whole)
    for name in sections():
        rows = whole[PLURAL[name]]
        assert len(rows) == len(getattr(programme, name))
        for row in rows:
            assert name == "document" or row["citation"]


def test_plain_tiers_have_yuan_texts_and_null_where_nothing_is_stated() -> None:
    whole = plain(read_programme(text("ningxia-2020"), "n"))
    assert [(row["id"], row["min"], row["max"]) for row in whole["tiers"]] == [
        ("class1", "100000.00", "100000.00"),
        ("class2", "60000.00", "80000.00"),
        ("class3", "10000.00", "30000.00"),
        ("class4", None, None),
    ]
    assert whole["forms"][0]["fields"][0] == {
        "name": "推荐单位盖章",
        "type": "seal",
        "unit": "",
        "choices": [],
        "rows": None,
    }


def test_on_a_day_only_what_stands_is_told() -> None:
    programme = read_programme(text("sample-city"), "c")
    day = dt.date(2023, 6, 1)
    assert [row["min"] for row in plain(programme, day)["tiers"] if row["id"] == "good"] == ["40000.00"]
    lines = [line for _title, values in told(programme, day) for line in values]
    assert not [line for line in lines if "Exchange" in line.text]
    assert plain(programme, day)["documents"]


def test_the_sentences_say_what_the_values_mean() -> None:
    lines = {
        (line.cite, line.text): line.dates
        for code in ("sample-city", "sample-alliance", "sample-general", "liaoning-2022", "henan-2024", "jieyang-2022")
        for _title, values in told(read_programme(text(code), code))
        for line in values
    }
    expected = {
        ("rules 5(3)", "seed Seed studio: at most 5,000.00 yuan (staff studios)"): "",
        ("rules 5(4)", "project Project studio: at least 10,000.00 yuan"): "",
        ("rules 5(2)", "good Good studio: 30,000.00 to 50,000.00 yuan"): "from 2020-03-01 to 2022-12-31",
        ("change 1", "good Good studio: 40,000.00 to 60,000.00 yuan"): "from 2023-01-01",
        ("rules 6", "patent invention patent: 2000.00 yuan each, at most 5 items"): "",
        ("rules 6", "standard standard drafted: 3000.00 yuan each"): "",
        ("rules 7", "Part 2: 40% after acceptance"): "",
        ("rules 7", "Part 1: 100% after naming (tier seed only)"): "",
        ("rules 8", "75% of the amount after 3 years (tier star only)"): "",
        ("rules 8", "One grant for each lead person. Again in a new cycle, after 3 years (tiers: all)."): "",
        ("rules 4", "year, the programme: at most 12, at least 3, aim 10"): "",
        ("rules 4", "unit, each unit: at most 2"): "",
        ("rules 4", "harbour, each recommending body: at most 5 (Harbour union, Railway union)"): "",
        ("rules 11", "Closed: a use that is not named is refused."): "",
        ("rules 13", "spending tools above 500.00 yuan of fixed assets: delivery-note"): "",
        ("notice 2", "open Alliance project: no amount stated"): "from 2024-01-01 to 2024-12-31",
        ("notice 3", "One grant for each studio. Again on a rise to another tier."): "",
        ("notice 5", "the person"): "from 2024-07-01",
        ("notice 6", "lead-bodies, each recommending body: at most 5 (those named in the setting lead-bodies)"): "",
        ("notice 7", "Final report: open"): "",
        ("notice 8", "Registered alliance"): "",
        ("notice 2", "The notice states no amount [setting amount-open = …]"): "",
        ("g 4", "spending above the workspace's contract limit: contract or quotation"): "",
        ("notice 三（六）", "standard 被命名的创新工作室: exactly 50,000.00 yuan (model workers' studios, staff studios)"): "from 2022-01-01 to 2022-12-31",
        ("notice 四.3", "材料报送: until 2022-08-05, 2 copies"): "from 2022-01-01 to 2022-12-31",
        ("notice 一.1", "领衔人: at least 1, at most 1 人"): "from 2024-11-05 to 2024-12-31",
        ("rules 第十三条", "接待餐费 (meal)"): "",
    }  # fmt: skip
    assert {key: lines.get(key) for key in expected} == expected


def test_a_cycle_without_years_is_told_as_unknown() -> None:
    programme = read_programme(text("sample-alliance"), "a")
    once = msgspec.structs.replace(programme.once[0], again="new-cycle", again_tiers=("open",), promotion=True)
    says = SENTENCES["once"](once)
    assert says == (
        "One grant for each studio. Again in a new cycle, after ? years (tiers: open). Again on a rise to another tier."
    )


def test_a_use_without_a_class_is_told_without_one() -> None:
    uses = read_programme(text("sample-city"), "c").use
    assert SENTENCES["use"](uses[0]).endswith("assets 50702, 50707, 50706, class 30218")
    assert SENTENCES["use"](uses[1]).endswith("assets 50702, 50703, 50706")


def test_the_amounts_of_a_tier_are_said_in_yuan() -> None:
    assert [amounts(tier) for tier in read_programme(text("jieyang-2022"), "j").tier] == ["20,000.00 to 30,000.00 yuan"]


def test_the_usual_day_of_a_programme_is_that_of_most_values() -> None:
    assert usual(read_programme(text("henan-2024"), "h")) == dt.date(2024, 11, 5)
    bare = Programme(form=1, code="x", name="x", short="x", letters="XX", measure="standing", grants=False, document=())
    assert usual(bare) is None
    assert list(told(bare)) == []


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert (
        str(Problem("f.toml", 0, (), "It is {what}.", "Change it.", {"what": "odd"})) == "f.toml: It is odd. Change it."
    )


def test_lines_are_found_though_texts_and_comments_look_like_keys() -> None:
    lines = Lines(
        'a = """\nb = 1\n[c]\n"""  # d = 2\n[e.f]\n"g h" = [\n  "[x",\n  { i = 1 }, { i = 2 },\n  { i = 3 },\n]\n[[e.j]]\n[[e.j]]\nk = 1\n[[e.j.l]]\nm.n = 1\n'
    )
    assert [lines[path] for path in (("a",), ("b",), ("e",), ("e", "f", "g h"), ("e", "f", "g h", 0), ("e", "f", "g h", 2))] == [
        1, 1, 5, 6, 8, 9,
    ]  # fmt: skip
    assert lines["e", "j", 1, "k"] == 13
    assert lines["e", "j", 1, "l", 0, "m", "n"] == 15


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_what_a_module_exports_is_there_and_its_own(module: ModuleType) -> None:
    public = {
        name
        for name, value in vars(module).items()
        if getattr(value, "__module__", "") == module.__name__ and not name.startswith("_")
    }
    assert public <= set(module.__all__) <= set(vars(module))
