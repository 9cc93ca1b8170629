"""The front door: help at once, and wrong input told in a sentence, with nothing written."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from doors import AWARD, Door, call, environment, funded, opened
from funds.cli.commands import COMMANDS, GROUPS, first_page
from funds.cli.run import command_line
from funds.cli.words import CLICKS

FUNDS = [sys.executable, "-c", "import sys; from funds.cli.main import main; sys.argv[0] = 'funds'; sys.exit(main())"]
HEAVY = ("sqlalchemy", "alembic", "openpyxl", "beancount", "fava", "msgspec", "click", "ahocorasick", "tomllib")


def told(*typed: str, **how: str) -> subprocess.CompletedProcess[str]:
    with environment(FUNDS_WORKSPACE="", LANGUAGE="en", **how):
        return subprocess.run([*FUNDS, *typed], capture_output=True, text=True, check=False, timeout=60)


def test_the_first_page_names_every_command_by_purpose() -> None:
    said = told("--help")
    assert said.returncode == 0
    for title, commands in GROUPS:
        assert title in said.stdout
        for command in commands:
            assert f"  {command.name} " in said.stdout
            assert command.help in said.stdout


def test_the_first_page_loads_nothing_heavy() -> None:
    look = f"import sys; from funds.cli.main import main; sys.argv = ['funds', '--help']; main(); print([m for m in {HEAVY} if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert said.stdout.splitlines()[-1] == "[]"


def test_nothing_typed_is_wrong_usage_and_shows_the_first_page() -> None:
    said = told()
    assert (said.returncode, said.stdout) == (2, told("--help").stdout)


def test_click_writes_the_same_first_page() -> None:
    assert call("--workspace", "/nowhere", "--help").out.rstrip() == first_page().rstrip()


def test_clicks_own_sentences_are_in_our_catalogue() -> None:
    for typed in (
        ["spend", "--memo"],
        ["spned"],
        ["list", "a", "b"],
        ["spend", "--no-such"],
        ["report", "no-such"],
        ["spend", "x", "5", "--asset", "y"],
    ):
        sentence = call(*typed).err.strip().splitlines()[-1].removeprefix("Error: ")
        assert any(re.fullmatch(_pattern(msgid), sentence) for msgid in CLICKS), sentence


def _pattern(msgid: str) -> str:
    return re.sub(r"\\{[^}]*\\}", ".*", re.escape(msgid)) + ".*"


def test_the_version_is_told() -> None:
    assert told("--version").stdout.startswith("funds ")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_says_what_it_does(name: str) -> None:
    said = call(name, "--help")
    assert said.status == 0
    assert said.out.startswith(f"Usage: funds {name}")
    command = command_line().get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert command.help or command.short_help
    for param in command.params:
        assert param.param_type_name == "argument" or getattr(param, "help", None), f"{name} {param.name} has no help"


def test_every_command_takes_the_workspace_once() -> None:
    for _turn in (1, 2):
        command = command_line().get_command(None, "spend")  # type: ignore[arg-type]
        assert command is not None
        assert [param.name for param in command.params].count("workspace") == 1


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded(tmp_path_factory.mktemp("cli") / "w").root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


WRONG = [
    ["spned"],
    ["spend"],
    ["spend", "JY2022-001"],
    ["spend", "JY2022-001", "12.345"],
    ["spend", "JY2022-001", "-5"],
    ["spend", "JY2022-001", "0"],
    ["spend", "JY2022-001", "1e3"],
    ["spend", "JY2022-001", "NaN"],
    ["spend", "JY2022-001", "1_000"],
    ["spend", "JY2022-001", "十元"],
    ["spend", "JY2022-001", "99999999999999"],
    ["spend", "不是编号", "5"],
    ["spend", "../../etc", "5"],
    ["spend", "JY2022-999", "5"],
    ["spend", "JY2022-001", "5", "--date", "2022-02-30"],
    ["spend", "JY2022-001", "5", "--date", "22-10-08"],
    ["spend", "JY2022-001", "5", "--date", "昨天"],
    ["spend", "JY2022-001", "5", "--date", "2022-10/08"],
    ["spend", "JY2022-001", "5", "--date", "0022-10-08"],
    ["spend", "JY2022-001", "5", "--memo", "红\x1b[31m色"],
    ["spend", "JY2022-001", "5", "--memo", "换\n行"],
    ["spend", "JY2022-001", "5", "--payee", "反\u202e转"],
    ["spend", "JY2022-001", "5", "--memo", "\udcff"],
    ["spend", "JY2022-001", "5", "--memo", "长" * 4001],
    ["spend", "JY2022-001", "5", "--payee", "长" * 201],
    ["spend", "JY2022-001", "5", "--invoice", "=5"],
    ["spend", "JY2022-001", "5", "--invoice", "12345678=x"],
    ["spend", "JY2022-001", "5", "--invoice", "12345678=5@6"],
    ["spend", "JY2022-001", "5", "--invoice", "发票"],
    ["spend", "JY2022-001", "5", "--invoice", "12345678", "--invoice", "12345679"],
    ["spend", "JY2022-001", "5", "--invoice", "12345678=5", "--invoice", "12345679"],
    ["spend", "JY2022-001", "5", "--tax-code", "1"],
    ["spend", "JY2022-001", "5", "--quantity", "-1"],
    ["spend", "JY2022-001", "5", "--quantity", "两"],
    ["spend", "JY2022-001", "5", "--asset", "房屋"],
    ["spend", "JY2022-001", "5", "--paid-by", "赊账"],
    ["spend", "JY2022-001", "5", "--evidence", "invoice"],
    ["spend", "JY2022-001", "5", "--evidence", "invoice=/nowhere/at/all.pdf"],
    ["spend", "JY2022-001", "5", "--evidence", "invoice=."],
    ["spend", "JY2022-001", "5", "--evidence", "invoice=/dev/null"],
    ["spend", "JY2022-001", "5", "--evidence", "INV OICE=x"],
    ["spend", "JY2022-001", "5", "--format", "xml"],
    ["spend", "JY2022-001", "5", "--no-such-option"],
    ["clear", "JY2022-001", "3"],
    ["clear", "JY2022-001", "3", "--reason", "x"],
    ["clear", "JY2022-001", "3", "--accept", "--then", "reverse", "--reason", "x"],
    ["clear", "JY2022-001", "abc", "--accept", "--reason", "x"],
    ["reverse", "JY2022-001", "3"],
    ["attach", "JY2022-001", "3"],
    ["amend", "JY2022-001", "--document", "x"],
    ["withdraw", "JY2022-001"],
    ["withdraw", "JY2022-999", "--document", "x", "--reason", "x"],
    ["award", "--programme", "没有", "--studio", "某", "--unit", "某", "--document", "x"],
    [
        "award",
        "--programme",
        "ningxia-2020",
        "--studio",
        "某",
        "--unit",
        "某",
        "--document",
        "x",
        "--date",
        "2021-01-05",
    ],
    [
        "award",
        "--programme",
        "jieyang-2022",
        "--studio",
        "某",
        "--unit",
        "某",
        "--document",
        "x",
        "--date",
        "2022-11-05",
    ],
    ["award", "--programme", "jieyang-2022"],
    ["studio", "add", "", "--unit", "某"],
    ["studio", "add", "某", "--unit", "某", "--programme", "没有"],
    ["studio", "show", "没有"],
    ["backup", "/nowhere/at/all.tar"],
    ["restore", "/nowhere/at/all.tar", "/nowhere/at/all"],
    ["--workspace", "/nowhere", "list"],
    ["list", "--workspace", "/nowhere"],
]


@pytest.mark.parametrize("typed", WRONG, ids=lambda typed: " ".join(typed)[:60])
def test_wrong_input_is_told_in_a_sentence_and_nothing_is_written(door: Door, typed: list[str]) -> None:
    before = (door.root / "funds.sqlite").read_bytes()
    said = door(*typed)
    assert said.status == 2, said
    assert said.err.strip()
    assert said.out == ""
    assert "error of the program itself" not in said.err
    assert (door.root / "funds.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    "typed",
    [
        ["--workspace", "W", "report", "utilisation"],
        ["report", "--workspace", "W", "utilisation"],
        ["report", "utilisation", "--workspace", "W"],
        ["list", "--workspace", "W"],
    ],
    ids=" ".join,
)
def test_the_workspace_may_be_named_on_either_side_and_only_for_this_command(template: Path, typed: list[str]) -> None:
    with environment(FUNDS_WORKSPACE=""):
        said = call(*[word.replace("W", str(template)) for word in typed])
        assert said.status == 0, said
        assert "JY2022-001" in said.out
        assert "FUNDS_WORKSPACE" not in os.environ


def test_a_refusal_is_no_wrong_usage(door: Door) -> None:
    assert door("spend", "JY2022-001", "5", "--date", "2022-11-01", "--purpose", "没有这个用途").status == 1


@pytest.mark.parametrize(
    "text",
    ["2022-11-02", "2022.11.2", "2022/11/02", "20221102", "2022年11月2日", "２０２２－１１－０２", " 2022-11-02 "],
)
def test_a_day_may_be_written_in_many_ways(door: Door, text: str) -> None:
    door.must("spend", "JY2022-001", "5", "--date", text, "--purpose", "training", "--memo", "书")
    assert door.chain()[-1].date.isoformat() == "2022-11-02"


@pytest.mark.parametrize("text", ["1,250.00", "1250", "１２５０", "¥1250", "1250元", " 1250.0 "])
def test_an_amount_may_be_written_in_many_ways(door: Door, text: str) -> None:
    door.must("spend", "JY2022-001", text, "--date", "2022-11-02", "--purpose", "学习培训", "--memo", "书")
    assert door.chain()[-1].amount == 1250_00


def test_a_broken_settings_file_is_told_with_file_and_line(door: Door) -> None:
    path = door.root / "funds.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('meals = "refuse"', 'meals = "allow"'), encoding="utf-8")
    said = door("list")
    assert said.status == 2
    assert f"{path}:" in said.err
    assert "policy.meals" in said.err


def test_a_file_that_is_no_database_is_told(door: Door) -> None:
    (door.root / "funds.sqlite").write_bytes(b"not a database at all, but long enough to be read as one" * 40)
    said = door("list")
    assert said.status == 2
    assert "restore" in said.err


def test_a_missing_record_is_told(door: Door) -> None:
    (door.root / "funds.sqlite").unlink()
    said = door("list")
    assert (said.status, "funds init" in said.err) == (2, True)


def test_init_makes_a_workspace_once(tmp_path: Path) -> None:
    assert call("init", str(tmp_path / "w")).status == 0
    again = call("init", str(tmp_path / "w"))
    assert (again.status, "already" in again.err) == (2, True)
    assert call("list", "--workspace", str(tmp_path / "w")).status == 0


def test_outside_a_workspace_the_remedy_is_told(tmp_path: Path) -> None:
    said = subprocess.run([*FUNDS, "list"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (said.returncode, "funds init" in said.stderr) == (2, True)


def test_a_fault_of_the_program_is_one_line_and_debug_shows_where(door: Door) -> None:
    (door.root / "ledger" / "programmes" / "union-general.toml").unlink()
    (door.root / "ledger" / "programmes" / "union-general.toml").mkdir()
    said = door(*AWARD)
    assert said.status == 2
    assert len(said.err.strip().splitlines()) == 1
