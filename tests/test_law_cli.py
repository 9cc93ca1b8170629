"""funds programme: checking a file, listing what is installed, showing one clause by clause."""

from pathlib import Path

import pytest

from doors import Door, call

HERE = Path(__file__).parent
SAMPLES = HERE / "programmes"


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    return Door(tmp_path_factory.mktemp("law") / "w")


def test_a_file_in_order_is_said_to_be_so_without_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = call("programme", "check", str(SAMPLES / "sample-city.toml"), str(SAMPLES / "sample-general.toml"))
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        f"{SAMPLES / 'sample-city.toml'}: in order. Values: 28, documents: 2.",
        f"{SAMPLES / 'sample-general.toml'}: in order. Values: 7, documents: 1.",
    ]


def test_the_files_that_are_laid_down_are_in_order(door: Door) -> None:
    folder = door.root / "ledger" / "programmes"
    said = door("programme", "check", *map(str, sorted(folder.glob("*.toml"))))
    assert (said.status, said.err, said.out.count("in order")) == (0, "", 6)


def test_problems_of_every_file_are_said_with_file_key_and_line(tmp_path: Path) -> None:
    good = (SAMPLES / "sample-city.toml").read_text(encoding="utf-8")
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text(good.replace('cite = "rules 10"', 'cite = "law 10"', 1), encoding="utf-8")
    second.write_text(good.replace('name = "Tools"', "name = 5", 1) + "[[pool", encoding="utf-8")
    said = call("programme", "check", str(first), str(second))
    assert (said.status, said.out) == (2, "")
    told = said.err.splitlines()
    assert told[0].startswith(f"{first}:{_line(first, 'law 10')}: payee[1].cite: The citation names no document")
    assert told[1].startswith(
        f"{second}:{second.read_text(encoding='utf-8').count(chr(10)) + 1}: The file cannot be read"
    )


def _line(path: Path, text: str) -> int:
    return next(number for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text in line)


def test_a_code_or_letters_that_another_programme_of_the_folder_has_are_a_problem(tmp_path: Path) -> None:
    good = (SAMPLES / "sample-city.toml").read_text(encoding="utf-8")
    (tmp_path / "one.toml").write_text(good, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("x", encoding="utf-8")
    (tmp_path / "two.toml").write_text(good.replace('code = "sample-city"', 'code = "sample-town"'), encoding="utf-8")
    said = call("programme", "check", str(tmp_path / "two.toml"))
    assert said.status == 2
    assert (
        said.err
        == f"{tmp_path / 'two.toml'}: letters: one.toml has the same letters, “SC”. Give each programme its own.\n"
    )


def test_a_file_that_is_no_text_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe\x00")
    said = call("programme", "check", str(tmp_path / "x.toml"))
    assert said.status == 2
    assert "is not text in UTF-8" in said.err


def test_a_document_id_shared_with_the_union_wide_rules_beside_it_is_told(door: Door, tmp_path: Path) -> None:
    rules = (door.root / "ledger" / "programmes" / "union-general.toml").read_text(encoding="utf-8")
    (tmp_path / "union-general.toml").write_text(rules, encoding="utf-8")
    city = (SAMPLES / "sample-city.toml").read_text(encoding="utf-8").replace('"rules', '"house')
    (tmp_path / "sample-city.toml").write_text(city, encoding="utf-8")
    said = call("programme", "check", str(tmp_path / "sample-city.toml"))
    assert said.status == 2
    assert "The document id “house” is that of a document of the union-wide rules." in said.err


def test_the_list_names_the_five_programmes_and_what_they_grant(door: Door) -> None:
    said = door.must("programme", "list")
    assert [line.split()[0] for line in said.out.splitlines()[2:7]] == [
        "henan-2024", "jieyang-2022", "langfang-2019", "liaoning-2022", "ningxia-2020",
    ]  # fmt: skip
    assert "standard: exactly 50,000.00 yuan" in said.out
    listed = {row["code"]: row for row in door.must("programme", "list", "--format", "json").object}
    assert listed["langfang-2019"]["grants"] is False
    assert listed["langfang-2019"]["measure"] == "round"
    assert listed["jieyang-2022"]["tiers"][0]["max"] == "30000.00"


def test_tiers_are_shown_as_yuan_texts_with_their_citation(door: Door) -> None:
    shown = {
        code: [
            tuple(tier[key] for key in ("id", "min", "max", "citation"))
            for tier in door.must("programme", "show", code, "--format", "json").object["tiers"]
        ]
        for code in ("liaoning-2022", "jieyang-2022", "henan-2024", "宁夏")
    }
    measure = "宁夏教科文卫体工会创新工作室实施办法（2020 年通知附件1） 二（四）"
    assert shown == {
        "liaoning-2022": [("standard", "50000.00", "50000.00", "辽教科文卫体工发〔2022〕16号 三（六）")],
        "jieyang-2022": [("standard", "20000.00", "30000.00", "揭工总〔2022〕39号 第十三条")],
        "henan-2024": [],
        "宁夏": [
            ("class1", "100000.00", "100000.00", measure),
            ("class2", "60000.00", "80000.00", measure),
            ("class3", "10000.00", "30000.00", measure),
            ("class4", None, None, measure),
        ],
    }


def test_the_whole_of_a_programme_is_in_its_json(door: Door) -> None:
    whole = door.must("programme", "show", "jieyang-2022", "--format", "json").object
    assert [use["id"] for use in whole["uses"]] == ["premises", "equipment", "training", "publicity"]
    assert whole["uses_list"][0]["kind"] == "open"
    assert [row["category"] for row in whole["prohibitions"]] == ["meal", "bonus"]
    assert [(row["least"], row["most"]) for row in whole["quotas"]] == [(5, 10)]
    assert {row["category"] for row in whole["general"]["prohibitions"]} == {"meal", "bonus", "other"}
    assert whole["settings"] == {}


def test_a_programme_is_shown_clause_by_clause_with_what_binds_it_from_outside(door: Door) -> None:
    out = door.must("programme", "show", "揭阳").out
    lines = out.splitlines()
    assert lines[0] == "揭阳市劳模和工匠人才创新工作室补助 (jieyang-2022)"
    assert lines[1] == "standing measure; fund codes begin with JY; grants money."
    assert "  rules 第十三条  standard 市级创新工作室: 20,000.00 to 30,000.00 yuan" in lines
    assert "  rules 第十三条  接待餐费 (meal)" in lines
    assert "Left open by the documents" in lines
    assert "== 工会经费通用规则 (union-general) ==" in lines
    assert any(line.startswith("  rules32 八不准（二）") for line in lines)
    assert "Names of papers" not in lines


def test_the_union_wide_rules_can_be_shown_and_read_by_a_day(door: Door) -> None:
    out = door.must("programme", "show", "union-general", "--on", "2021-12-31").out
    assert "Names of papers" in out
    assert "house 第二条" in out
    assert "system7 第三十二条" not in out
    whole = door.must("programme", "show", "union-general", "--on", "2022-01-01", "--format", "json").object
    assert [row["citation"] for row in whole["thresholds"]] == [
        "财会〔2021〕7号 第三十二条", "财会〔2021〕7号 第三十二条", "财会〔2021〕7号 第三十九条",
    ]  # fmt: skip
    assert "general" not in whole


def test_what_the_workspace_sets_is_shown_and_a_wrong_setting_is_told(tmp_path: Path) -> None:
    own = Door(tmp_path / "w")
    file = own.root / "funds.toml"
    before = file.read_text(encoding="utf-8")
    file.write_text(before + '\n[settings."ningxia-2020"]\namount-class4 = "5000-8000"\n', encoding="utf-8")
    out = own.must("programme", "show", "ningxia-2020").out
    assert "Set in this workspace\n  amount-class4 = 5000-8000\n" in out
    shown = own.must("programme", "show", "ningxia-2020", "--format", "json").object
    assert shown["settings"] == {"amount-class4": "5000-8000"}
    file.write_text(before + '\n[settings."ningxia-2020"]\namount-class4 = "much"\n', encoding="utf-8")
    said = own("programme", "show", "ningxia-2020")
    assert said.status == 2
    assert said.err.startswith("funds.toml: settings.ningxia-2020.amount-class4: The setting")


def test_an_unknown_programme_is_told_with_those_that_are_there(door: Door) -> None:
    said = door("programme", "show", "atlantis")
    assert said.status == 2
    assert "jieyang-2022" in said.err
