"""Reading the story: lines as a person would type them, with the clock, the person and what must happen."""

import datetime as dt
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

__all__ = ["Step", "steps"]

#: The papers that a use needs, as the story abbreviates them.
_PAPERS: Final = {
    "到账": "bank-receipt,receipt",
    "设备": "invoice,list,acceptance,photos,approval,receipt",
    "场所": "invoice,list,acceptance,photos,approval,receipt",
    "培训": "invoice,notice,sign-in,photos,approval,receipt",
    "宣传": "invoice,list,acceptance,sample,approval,receipt",
    "活动": "invoice,notice,sign-in,photos,approval,receipt",
}
_SIGNS: Final = {"!": "refused", "?": "review", "%": "found"}
#: How the story names a file that lies beside it.
_BESIDE: Final = "demo/"
_HERE: Final = Path(__file__).parent


class Step(NamedTuple):
    """One step: a chapter, a remark, or a command with what must come of it, when, and by whom."""

    kind: Literal["chapter", "remark", "command"]
    text: str
    line: int = 0
    arguments: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    expected: str = "posted"
    moment: dt.datetime | None = None
    actor: str = ""


def steps(path: Path) -> Iterator[Step]:
    """Yield the steps of a story in order."""
    moment, actor = dt.datetime(2022, 1, 1, tzinfo=dt.UTC), ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, _space, rest = line.partition(" ")
        match mark:
            case "" | "#":
                continue
            case "==":
                yield Step("chapter", rest)
            case "--":
                yield Step("remark", rest)
            case "@":
                day, time, actor = rest.split()
                moment = dt.datetime.fromisoformat(f"{day}T{time}:00+08:00")
            case _:
                yield _command(line, number, moment, actor)
                moment += dt.timedelta(minutes=1)


def _command(line: str, number: int, moment: dt.datetime, actor: str) -> Step:
    sign = line[0] if line[0] in _SIGNS else ""
    typed = line.removeprefix(sign).strip()
    words = shlex.split(typed)
    papers = words.pop()[1:] if words[-1].startswith("+") else ""
    kinds = [kind for part in papers.split(",") if part for kind in _PAPERS.get(part, part).split(",")]
    shown = typed.rpartition(" +")[0] if papers else typed
    words = [str(_HERE / word.removeprefix(_BESIDE)) if word.startswith(_BESIDE) else word for word in words]
    return Step("command", shown, number, tuple(words), tuple(kinds), _SIGNS.get(sign, "posted"), moment, actor)
