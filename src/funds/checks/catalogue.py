"""The catalogue of checks (问题目录), written from the checks themselves: `python -m funds.checks.catalogue`.

The page lies beside the programmes, so that a finance officer reads the rules and what enforces
them in one folder.
"""

from collections.abc import Callable
from functools import partial

from funds.checks.all import CHECKS
from funds.checks.case import Check
from funds.entry.record import KINDS
from funds.text import translated

__all__ = ["catalogue"]

_HEAD = """\
# 检查目录 / Catalogue of checks

由程序从检查本身生成，不要手改：`python -m funds.checks.catalogue`。每项检查在 `tests/books/` 下有一本最小的账。
Generated from the checks themselves; each has a tiny book under `tests/books/`.

- `refuse` 拒绝：不入账；`review` 待核：入账并等第二人核准；`note` 提示：入账并计数。
- reach：`fund` 只看本专项资金，`programme` 看同一项目同一年，`workspace` 看全部账。
"""


def catalogue() -> str:
    """Give the page: every check in the published order, in Chinese and in English."""
    return "\n".join((_HEAD, *(_row(check) for check in CHECKS)))


def _row(check: Check) -> str:
    parts = [f"## {check.code}", "", f"`{check.severity}` · `{check.reach}` · {'、'.join(_kinds(check))}", ""]
    for code in ("zh_CN", "en"):
        parts += [_said(check, partial(translated, code=code)), ""]
    return "\n".join(parts)


def _said(check: Check, say: Callable[[str], str]) -> str:
    basis = say(check.basis)
    return f"**{say(check.title)}** [{basis}]  \n{say(check.says)}  \n→ {say(check.remedy)}"


def _kinds(check: Check) -> list[str]:
    return ["*"] if check.kinds >= set(KINDS) else [kind for kind in KINDS if kind in check.kinds]


if __name__ == "__main__":
    print(catalogue(), end="")  # noqa: T201
