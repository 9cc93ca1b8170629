"""The workspace: where it is found, what funds.toml may say, and how evidence is kept."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doors import environment
from funds.law.policy import Policy
from funds.workspace import NoWorkspaceError, SettingsError, Workspace, find
from funds.workspace.laid import laid_files, lay_down
from funds.workspace.settings import _POLICY, DATABASE, read_settings


def test_a_workspace_is_found_in_the_folder_or_one_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = lay_down(tmp_path / "w").root
    monkeypatch.chdir(root / "ledger" / "programmes")
    with environment(FUNDS_WORKSPACE=""):
        assert find().root == root


def test_the_folder_named_wins_over_the_environment_and_that_over_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (lay_down(tmp_path / name).root for name in "abc")
    monkeypatch.chdir(first)
    with environment(FUNDS_WORKSPACE=str(second)):
        assert find().root == second
        assert find(third).root == third


def test_no_workspace_is_told_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with environment(FUNDS_WORKSPACE=""), pytest.raises(NoWorkspaceError, match="funds init"):
        find()
    with pytest.raises(NoWorkspaceError, match="no workspace"):
        find(tmp_path)


def test_what_is_laid_down_is_the_law_the_lexicon_and_the_reports(tmp_path: Path) -> None:
    workspace = lay_down(tmp_path / "w")
    assert set(workspace.programmes()) == {
        "henan-2024",
        "jieyang-2022",
        "langfang-2019",
        "liaoning-2022",
        "ningxia-2020",
    }
    assert workspace.general.is_file()
    for path, place in laid_files():
        assert (workspace.root / place).read_bytes() == path.read_bytes()
        assert place.parts[:2] != ("ledger", "books")


def test_the_settings_laid_down_are_those_of_a_workspace_without_any(tmp_path: Path) -> None:
    laid = lay_down(tmp_path / "w", "市总工会").settings
    assert laid == read_settings('form = 1\nname = "市总工会"\n', tmp_path)
    assert laid.policy == Policy()
    assert laid.database == DATABASE


@settings(max_examples=100)
@given(name=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_any_name_survives_in_the_settings(name: str) -> None:
    from funds.workspace.laid import _first  # noqa: PLC0415

    assert read_settings(_first(name, DATABASE, demo=False), Path("funds.toml")).name == name


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    root = lay_down(tmp_path / "w").root
    with pytest.raises(NoWorkspaceError, match="already"):
        lay_down(root)
    other = tmp_path / "other"
    (other / "ledger" / "programmes").mkdir(parents=True)
    (other / "ledger" / "programmes" / "jieyang-2022.toml").write_text("own = 1")
    with pytest.raises(NoWorkspaceError, match="jieyang-2022"):
        lay_down(other)
    assert (other / "ledger" / "programmes" / "jieyang-2022.toml").read_text() == "own = 1"
    assert not (other / "funds.toml").exists()


def test_an_interrupted_init_can_be_repeated(tmp_path: Path) -> None:
    root = lay_down(tmp_path / "w").root
    (root / "funds.toml").unlink()
    assert lay_down(root).root == root


def test_every_policy_has_a_rule() -> None:
    assert set(_POLICY) == set(Policy.__struct_fields__) - {"settings"}


WRONG = [
    ("form = 2", "form", 1),
    ("form = true", "form", 1),
    ("", "form", 0),
    ('form = 1\ncolour = "red"', "colour", 2),
    ("form = 1\nname = 3", "name", 2),
    ('form = 1\ndemo = "yes"', "demo", 2),
    ("form = 1\ndatabase = 3", "database", 2),
    ('form = 1\n\n[policy]\nmeals = "allow"', "policy.meals", 4),
    ("form = 1\n[policy]\ncash_limit = 1000", "policy.cash_limit", 3),
    ('form = 1\n[policy]\ncash_limit = "1e3"', "policy.cash_limit", 3),
    ('form = 1\n[policy]\ncash_limit = "-1"', "policy.cash_limit", 3),
    ("form = 1\n[policy]\nsplit_days = -1", "policy.split_days", 3),
    ("form = 1\n[policy]\nsplit_days = true", "policy.split_days", 3),
    ('form = 1\n[policy]\nrush_from = "13-01"', "policy.rush_from", 3),
    ("form = 1\n[policy]\nrush_percent = 101", "policy.rush_percent", 3),
    ("form = 1\n[policy]\nrush = 3", "policy.rush", 3),
    ("form = 1\npolicy = 3", "policy", 2),
    ('form = 1\n[settings]\n"ningxia-2020" = "x"', "settings.ningxia-2020", 3),
    ('form = 1\n[settings."ningxia-2020"]\npayee = 3', "settings.ningxia-2020.payee", 3),
    ("form = 1\n[policy\n", "", 2),
]


@pytest.mark.parametrize(
    ("text", "key", "line"), WRONG, ids=[text.replace("\n", "|")[:50] for text, _key, _line in WRONG]
)
def test_a_wrong_setting_is_told_with_file_key_and_line(text: str, key: str, line: int) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(text, Path("w/funds.toml"))
    [problem] = caught.value.problems
    assert (problem.key, problem.line) == (key, line)
    assert problem.remedy
    assert str(caught.value).startswith(f"w/funds.toml:{line}" if line else "w/funds.toml")


def test_all_wrong_settings_are_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings('form = 1\nx = 1\n[policy]\nmeals = "allow"\nsplit_days = "x"\n', Path("funds.toml"))
    assert len(caught.value.problems) == 3


def test_a_setting_that_no_programme_leaves_open_is_told(tmp_path: Path) -> None:
    root = lay_down(tmp_path / "w").root
    text = (root / "funds.toml").read_text(encoding="utf-8")
    (root / "funds.toml").write_text(text + '\n[settings."ningxia-2020"]\nnonsense = "1"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="nonsense"):
        Workspace(root).lawbook("ningxia-2020")


def test_a_relative_record_is_the_workspaces_own(tmp_path: Path) -> None:
    workspace = lay_down(tmp_path / "w")
    assert workspace.url == f"sqlite:///{workspace.root}/funds.sqlite"
    with environment(FUNDS_DATABASE="postgresql+pg8000://u@h/d"):
        assert workspace.url == "postgresql+pg8000://u@h/d"


def test_an_unknown_programme_names_those_installed(tmp_path: Path) -> None:
    with pytest.raises(NoWorkspaceError, match="jieyang-2022"):
        lay_down(tmp_path / "w").lawbook("nowhere-1999")


def test_a_programme_file_of_another_name_is_told(tmp_path: Path) -> None:
    workspace = lay_down(tmp_path / "w")
    path = workspace.programmes()["jieyang-2022"]
    path.rename(path.with_name("jieyang.toml"))
    with pytest.raises(NoWorkspaceError, match=r"name the file jieyang-2022\.toml"):
        workspace.lawbook("jieyang")
