"""Trying lines of spending against the forbidden uses: one line, or a CSV file of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import click

from funds.checks.case import Hit
from funds.checks.forbidden import Judged, judged
from funds.checks.screening import Lexicon
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.screening.file import Line, lines_of
from funds.cli.screening.law import ScreeningLaw
from funds.text import N_, _

__all__ = ["screen"]

_COLUMNS: Final = (
    Column("line", N_("line"), "count"),
    Column("verdict", N_("verdict")),
    Column("category", N_("category")),
    Column("reasons", N_("reasons")),
    Column("citation", N_("citation")),
)
_FIELDS: Final = {"memo": N_("memo"), "payee": N_("payee"), "item": N_("invoice item"), "tax_code": N_("tax code")}
_WORST: Final = ("refuse", "review")


class _Said(NamedTuple):
    """What is said of one line."""

    verdict: str
    category: str
    reasons: list[str]
    citation: str


@click.command("screen", help=_("Try TEXT (a memo), or each line of a CSV file, against the forbidden uses."))
@click.argument("text", default="")
@click.option("--memo", default="", help=_("The memo (摘要), instead of TEXT."))
@click.option("--payee", default="", help=_("The payee (收款单位)."))
@click.option("--item", default="", help=_("The invoice item, as *short name*goods."))
@click.option("--tax-code", default="", help=_("The tax classification code of the item."))
@click.option(
    "--programme", default="", metavar="CODE", help=_("By this programme's law; else the strictest installed.")
)
@format_option("table", "json", "csv")
def screen(text: str, output: Path | None, how: str, programme: str, **typed: str) -> None:
    """Judge each line; exit 1 if anything was found."""
    lines = _asked(text, typed)
    law = ScreeningLaw(programme)
    lexicon = law.lexicon()
    said = [_judge(line, lexicon, law) for line in lines]
    whole = [one._asdict() for one in said]
    rows = [{"line": str(at), **row} for at, row in enumerate(whole, 1)]
    give(Sheet("screening", _COLUMNS, rows, whole=whole), how, output)
    if any(one.verdict != "ok" for one in said):
        raise click.exceptions.Exit(1)


def _asked(text: str, typed: dict[str, str]) -> list[Line]:
    """Give the lines to judge: those of the file that TEXT names, or the one that was typed."""
    path = Path(text)
    if text.lower().endswith(".csv") or (text and _is_file(path)):
        if any(typed.values()):
            raise click.UsageError(_("Name a file or type one line, not both."))
        return lines_of(path)
    if text and typed["memo"]:
        raise click.UsageError(_("The memo was typed twice: as TEXT and as --memo."))
    if not text and not any(typed.values()):
        raise click.UsageError(_("Type a memo, a payee or an item to screen, or name a CSV file."))
    return [Line(text or typed["memo"], typed["payee"], typed["item"], typed["tax_code"])]


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a memo may be too long for a path, or hold a null
        return False


def _judge(line: Line, lexicon: Lexicon, law: ScreeningLaw) -> _Said:
    hit = lexicon.screen(*line)
    if hit is None:
        return _Said("ok", "", [], "")
    found = _strictest(judged(hit, *one) for one in law.standing())
    category = "review" if found.code == "needs-judgement" else hit.category
    return _Said(found.severity, category, [_reason(hit, found)], found.cite)


def _strictest(each: Iterable[Judged]) -> Judged:
    return min(each, key=lambda one: (_WORST.index(one.severity), not one.own))


def _reason(hit: Hit, found: Judged) -> str:
    said = f"{_(_FIELDS[hit.field])}: {hit.words}"
    return f"{said} ({found.name})" if found.name else said
