"""The demonstration, played twice: the same story, the same figures, the same seals.

`python tests/test_demo.py` writes the golden figures anew.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from doors import call
from funds.cli.demo.play import STORY, OffScriptError, play
from funds.cli.demo.script import steps
from funds.cli.demo.words import CHAPTERS, REMARKS
from funds.record.create import create
from funds.record.search import listed
from funds.workspace import Workspace
from funds.workspace.laid import lay_down

GOLDEN = Path(__file__).with_name("demo") / "utilisation.json"
FUNDS = [sys.executable, "-c", "import sys; from funds.cli.main import main; sys.exit(main())"]


class Played(NamedTuple):
    root: Path
    said: str


def _start(root: Path) -> subprocess.Popen[str]:
    wanted = {"LANGUAGE": "en", "FUNDS_WORKSPACE": "", "FUNDS_ACTOR": "", "FUNDS_NOW": ""}
    return subprocess.Popen(
        [*FUNDS, "demo", str(root)], stdout=subprocess.PIPE, text=True, env={**os.environ, **wanted}
    )


def _figures(root: Path) -> list[dict[str, Any]]:
    said = call("report", "utilisation", "--format", "json", "--as-of", "2024-06-30", "--workspace", str(root))
    rows: list[dict[str, Any]] = json.loads(said.out)
    return rows


def _bare(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave the heads out: the user of the machine is sealed with each record."""
    return [{key: value for key, value in row.items() if key != "head"} for row in rows]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Played, Played]:
    roots = [tmp_path_factory.mktemp("demo") / "w" for _turn in range(2)]
    running = [_start(root) for root in roots]
    said = [process.communicate(timeout=300)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], said[0][-2000:]
    first, second = (Played(root, text) for root, text in zip(roots, said, strict=True))
    return first, second


def test_the_figures_are_the_golden_ones(twice: tuple[Played, Played]) -> None:
    assert _bare(_figures(twice[0].root)) == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_a_second_run_gives_the_same_figures_and_the_same_seals(twice: tuple[Played, Played]) -> None:
    first, second = (_figures(played.root) for played in twice)
    assert first == second
    assert all(re.fullmatch(r"\w+-\d+:\d+:[0-9a-f]{64}", row["head"]) for row in first)


def test_the_story_says_the_same_twice(twice: tuple[Played, Played]) -> None:
    first, second = (played.said.replace(str(played.root), "W") for played in twice)
    assert first == second


def test_the_story_holds_everything_it_is_to_show(twice: tuple[Played, Played]) -> None:
    kinds = Counter(row.kind for row in listed(Workspace(twice[0].root).open()))
    assert kinds["spend"] >= 60
    assert kinds["award"] == 8
    for kind in (
        "disburse",
        "receive",
        "receivable",
        "refund",
        "disallow",
        "recover",
        "return",
        "reverse",
        "clear",
        "attach",
    ):
        assert kinds[kind] >= 1, kind
    expected = Counter(step.expected for step in steps(STORY) if step.kind == "command")
    assert expected["refused"] >= 15
    assert expected["review"] >= 4


@pytest.mark.parametrize(
    "clause",
    [
        "揭工总〔2022〕39号 第十三条",
        "揭工总〔2022〕39号 第十二条",
        "八不准（二）",
        "二（四）",
        "辽教科文卫体工发〔2022〕16号 三（六）",
        "财会〔2021〕7号",
    ],
)
def test_refusals_are_shown_with_their_clause(twice: tuple[Played, Played], clause: str) -> None:
    assert clause in twice[0].said


def test_it_ends_with_bean_check_the_table_and_how_to_open_fava(twice: tuple[Played, Played]) -> None:
    end = twice[0].said[twice[0].said.index("bean-check") :]
    assert "No errors." in end
    assert "84.41" in end
    assert re.search(r"fava --read-only .*main\.beancount", end)


def test_the_workspace_it_leaves_holds(twice: tuple[Played, Played]) -> None:
    assert call("verify", "--workspace", str(twice[0].root)).status == 0


def test_the_demonstration_overwrites_nothing(twice: tuple[Played, Played]) -> None:
    said = call("demo", str(twice[0].root))
    assert (said.status, "already" in said.err) == (2, True)


def test_every_chapter_and_remark_of_the_story_has_its_words_and_none_is_left_over() -> None:
    told = list(steps(STORY))
    assert {step.text for step in told if step.kind == "chapter"} == set(CHAPTERS)
    assert {step.text for step in told if step.kind == "remark"} == set(REMARKS)


def test_a_command_that_comes_out_otherwise_stops_the_story(tmp_path: Path) -> None:
    workspace = lay_down(tmp_path / "w", demo=True)
    create(workspace.url)
    story = tmp_path / "story.txt"
    story.write_text("@ 2022-10-08 09:00 王会计\n! studio add 甲创新工作室 --unit 乙厂\n", encoding="utf-8")
    with pytest.raises(OffScriptError, match="posted"):
        play(workspace.root, story)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder) / "w").communicate()
        text = json.dumps(_bare(_figures(Path(folder) / "w")), ensure_ascii=False, indent=1)
        GOLDEN.write_text(text + "\n", encoding="utf-8")
