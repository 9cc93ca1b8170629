"""The README is tested: each command shown in it is run, and prints what is shown there."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHECKER = doctest.OutputChecker()
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def shown(text: str) -> list[tuple[str, str]]:
    """Give each command of the console blocks with the output shown under it."""
    steps: list[tuple[str, str]] = []
    for block in BLOCK.findall(text):
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = piece.splitlines(keepends=True)
            last = next(i for i, line in enumerate(lines) if not line.endswith("\\\n"))
            steps.append(("".join(lines[: last + 1]).strip(), "".join(lines[last + 1 :])))
    return steps


def environment(language: str) -> dict[str, str]:
    """Give the environment of a user who reads this language."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "LANGUAGE": language, "PYTHONUTF8": "1", "FUNDS_ACTOR": ""}


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.zh-CN.md", "zh_CN")])
def test_every_command_of_the_readme_prints_what_is_shown(name: str, language: str, tmp_path: Path) -> None:
    steps = shown((ROOT / name).read_text(encoding="utf-8"))
    assert len(steps) > 10
    folder = str(tmp_path)
    for command, expected in steps:
        script = f"cd {folder!r} && {{ {command}\n}} 2>&1; pwd > {tmp_path}/.cwd"
        ran = subprocess.run(
            ["bash", "-c", script], env=environment(language), capture_output=True, text=True, check=True, timeout=120
        )
        folder = (tmp_path / ".cwd").read_text(encoding="utf-8").strip()
        example = doctest.Example(command, expected or "\n")
        got = ran.stdout or "\n"
        assert CHECKER.check_output(expected, got, FLAGS), CHECKER.output_difference(example, got, FLAGS)


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (
        [command for command, _ in shown((ROOT / name).read_text(encoding="utf-8"))]
        for name in ("README.md", "README.zh-CN.md")
    )
    assert english == chinese
