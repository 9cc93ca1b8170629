"""Playing the story: each command goes through the same door as when somebody types it."""

import contextlib
import io
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from funds.cli.demo.script import Step, steps
from funds.cli.demo.words import CHAPTERS, REMARKS
from funds.cli.run import run
from funds.cli.stopped import STOPPED
from funds.text import _

__all__ = ["STORY", "OffScriptError", "play"]

STORY: Final = Path(__file__).with_name("story.txt")


class OffScriptError(Exception):
    """A command of the story did not come out as it must; the text says which and what it said."""


def play(root: Path, story: Path = STORY) -> Counter[str]:
    """Play a story in a workspace and count what came of its commands. Raises OffScriptError."""
    done: Counter[str] = Counter()
    last: dict[str, str] = {}
    for step in steps(story):
        if step.kind == "chapter":
            click.secho("\n" + _(CHAPTERS[step.text]), bold=True)
        elif step.kind == "remark":
            click.echo("· " + _(REMARKS[step.text]))
        else:
            _command(root, step, last)
            done[step.expected] += 1
            done[step.arguments[0]] += step.expected != "refused"
    return done


def _command(root: Path, step: Step, last: dict[str, str]) -> None:
    arguments = [last.get(step.arguments[1], word) if word == "LAST" else word for word in step.arguments]
    for kind in step.papers:
        arguments += ["--evidence", f"{kind}={_paper(root, step.line, kind)}"]
    said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with _as(root, step), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = run(arguments)
    if status == STOPPED:
        raise KeyboardInterrupt
    said.seek(0)
    text = said.read()
    waits = "[review]" in text or f"[{_('review')}]" in text
    found = "found" if step.expected == "found" else "refused"
    came = {0: "review" if waits else "posted", 1: found}.get(status, "unreadable")
    if came != step.expected:
        what = _("Line {line} of the story came out as {came}, not as {expected}: {command}\n{said}")
        raise OffScriptError(
            what.format(line=step.line, came=came, expected=step.expected, command=step.text, said=text)
        )
    _show(step, text)
    fund, _space, rest = text.partition(" ")
    last[fund] = rest.partition(" ")[0]


def _show(step: Step, text: str) -> None:
    if step.expected != "posted":
        click.echo("$ funds " + step.text)
        click.echo(text.rstrip())
    elif step.arguments[0] == "programme":
        click.echo(text.rstrip())
    else:
        click.echo(f"  {step.actor} {text.partition(chr(10))[0]}")


@contextlib.contextmanager
def _as(root: Path, step: Step) -> Iterator[None]:
    """Set workspace, clock and person for one command, and put back what was there."""
    moment = step.moment.isoformat() if step.moment else ""
    ours = {"FUNDS_WORKSPACE": str(root), "FUNDS_NOW": moment, "FUNDS_ACTOR": step.actor}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _paper(root: Path, line: int, kind: str) -> Path:
    """Make a small file that stands for a paper; the same story makes the same files."""
    path = root / "papers" / f"{line:03}-{kind}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"示例附件（非真实票据） {line:03} {kind}\n", encoding="utf-8")
    return path
