"""The command line as a person meets it, in this process: what was typed, what was said, the exit status."""

import contextlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from funds.cli.run import run
from funds.entry.record import Record
from funds.record.chain import chain
from funds.record.create import create
from funds.record.search import listed
from funds.workspace import Workspace
from funds.workspace.laid import lay_down


class Said(NamedTuple):
    """What a command said on both channels, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def object(self) -> Any:
        return json.loads(self.out)


class Door:
    """A workspace of its own, and its command line."""

    def __init__(self, root: Path, *, demo: bool = True) -> None:
        self.workspace: Workspace = lay_down(root, "试用", demo=demo)
        create(self.workspace.url)
        self.root = root

    def __call__(self, *typed: str, actor: str = "王会计", now: str = "2024-01-10T09:00:00+08:00") -> Said:
        with environment(FUNDS_WORKSPACE=str(self.root), FUNDS_ACTOR=actor, FUNDS_NOW=now):
            return call(*typed)

    def must(self, *typed: str, **how: str) -> Said:
        """Type a command that has to work."""
        said = self(*typed, **how)
        assert said.status == 0, said
        return said

    def chain(self, fund: str = "JY2022-001") -> list[Record]:
        return chain(self.workspace.open(), fund)

    def count(self) -> int:
        """Count every record of the workspace."""
        return len(listed(self.workspace.open()))

    def paper(self, name: str = "scan.pdf", content: str = "%PDF 示例") -> Path:
        path = self.root / name
        path.write_text(content, encoding="utf-8")
        return path


@contextlib.contextmanager
def environment(**ours: str) -> Iterator[None]:
    """Set variables for a while; an empty one is unset."""
    before = {name: os.environ.get(name) for name in ours}
    try:
        _set(ours)
        yield
    finally:
        _set(before)


def _set(values: dict[str, str] | dict[str, str | None]) -> None:
    for name, value in values.items():
        if value:
            os.environ[name] = value
        else:
            os.environ.pop(name, None)


def call(*typed: str) -> Said:
    """Type a command in the environment as it is."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _channel in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(list(typed))
    said = [channel.buffer.getvalue().decode() for channel in (out, err)]
    assert "Traceback" not in "".join(said)
    return Said(status, *said)


def opened(template: Path, root: Path) -> Door:
    """Give a door to a copy of a workspace."""
    shutil.copytree(template, root)
    door = Door.__new__(Door)
    door.root, door.workspace = root, Workspace(root)
    return door


AWARD = (
    "award", "--programme", "jieyang-2022", "--studio", "陈建国创新工作室", "--unit", "榕城机械厂", "--lead", "陈建国",
    "--kind", "model", "--recommender", "榕城区总工会", "--amount", "30000", "--date", "2022-10-08", "--document", "揭工总〔2022〕51号",
)  # fmt: skip


def funded(root: Path) -> Door:
    """Make a workspace with one fund, JY2022-001, of 30,000 yuan received on 20 October 2022."""
    door = Door(root)
    door.must(*AWARD)
    door.must("disburse", "JY2022-001", "30000", "--date", "2022-10-17", "--document", "拨款通知1号")
    door.must("receive", "JY2022-001", "30000", "--date", "2022-10-20", "--document", "银行回单")
    return door
