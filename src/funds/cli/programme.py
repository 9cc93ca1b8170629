"""The rules of a programme: check a file, list those installed, show one clause by clause."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.output import Column, Sheet, as_json, format_option, give, say
from funds.cli.programmes import programme_code
from funds.cli.table import shown, width
from funds.cli.typed import DAY
from funds.law.plain import plain
from funds.law.policy import Policy
from funds.law.problem import LawError, Problem
from funds.law.programme import Programme
from funds.law.read import bind, read_programme
from funds.law.tell import Told, amounts, told, usual
from funds.text import N_, _
from funds.workspace.place import GENERAL, Workspace, find

__all__ = ["programme"]

_COLUMNS: Final = (
    Column("code", N_("code")),
    Column("name", N_("name")),
    Column("letters", N_("letters")),
    Column("measure", N_("measure")),
    Column("round", N_("round"), "count"),
    Column("level", N_("level")),
    Column("grant", N_("grant")),
)
_MEASURES: Final = {
    "standing": N_("standing measure"),
    "round": N_("notice of one round"),
    "general": N_("binds every programme"),
}


@click.group(help=_("Check, list and show the rules of a programme."))
def programme() -> None:
    """Hold the commands about programmes."""


@programme.command(help=_("Check programme files: every problem with its line, and what to do."))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Read each file strictly; needs no workspace. What stands beside a file in its folder counts too."""
    problems: list[Problem] = []
    for path in files:
        try:
            read = _checked(path)
        except LawError as error:
            problems += error.problems
            continue
        counted = sum(len(values) for _title, values in told(read))
        said = _("{file}: in order. Values: {values}, documents: {documents}.")
        say(said.format(file=path, values=counted, documents=len(read.document)) + "\n")
    if problems:
        raise LawError(problems)


def _checked(path: Path) -> Programme:
    """Read one file, with the union-wide rules and against the other programmes of its folder. Raises LawError."""
    text = _text(path)
    read = read_programme(text, str(path))
    general = path.with_name(f"{GENERAL}.toml")
    if read.measure != "general" and general.is_file():
        bind(text, _text(general), Policy(), (str(path), str(general)))
    taken = [*_taken(path, read)]
    if taken:
        raise LawError(taken)
    return read


def _taken(path: Path, read: Programme) -> Iterator[Problem]:
    """Yield where another programme of the folder has this one's code or letters; a broken one is told on its own."""
    for other in sorted(path.parent.glob("*.toml")):
        try:
            theirs = read_programme(_text(other), str(other))
        except LawError:
            continue
        for key in ("code", "letters"):
            if other.resolve() != path.resolve() and getattr(theirs, key) == getattr(read, key):
                facts = {"key": key, "value": getattr(read, key), "other": other.name}
                says = N_("{other} has the same {key}, “{value}”.")
                yield Problem(str(path), 0, (key,), says, N_("Give each programme its own."), facts)


@programme.command("list", help=_("List the programmes of the workspace."))
@format_option("table", "json")
def list_(how: str) -> None:
    """Give one row a programme."""
    workspace = find()
    listed = [_read(workspace, code) for code in workspace.programmes()]
    if how == "json":
        wanted = ("code", "name", "short", "letters", "measure", "round", "level", "grants", "tiers")
        say(as_json([{key: value for key, value in plain(read).items() if key in wanted} for read in listed]))
    else:
        give(Sheet("programmes", _COLUMNS, [_row(read) for read in listed]), how)


def _row(read: Programme) -> dict[str, Any]:
    grant = "; ".join(f"{tier.id}: {amounts(tier)}" for tier in read.tier)
    return {
        "code": read.code,
        "name": read.name,
        "letters": read.letters,
        "measure": _(_MEASURES[read.measure]),
        "round": read.round,
        "level": read.level,
        "grant": grant or _("none"),
    }


@programme.command(
    help=_("Show a programme, by its code or short name, clause by clause; union-general: the union-wide rules.")
)
@click.argument("code")
@click.option("--on", type=DAY, help=_("Only what is in force on this day."))
@format_option("table", "json")
def show(code: str, on: dt.date | None, how: str) -> None:
    """Tell everything that a programme's file says, and what binds it from the union-wide rules."""
    workspace = find()
    code = programme_code(workspace, code)
    read = _read(workspace, code)
    general = None if code == GENERAL else _read(workspace, GENERAL)
    settings = workspace.policy.settings.get(code, {})
    if how == "json":
        whole = plain(read, on) | {"settings": settings}
        if general is not None:
            whole["general"] = plain(general, on)
        say(as_json(whole))
        return
    say("\n".join(_page(read, general, settings, on)) + "\n")


def _read(workspace: Workspace, code: str) -> Programme:
    """Read a programme as it binds in the workspace. Raises LawError, NoWorkspaceError."""
    if code == GENERAL:
        return read_programme(_text(workspace.general), str(workspace.general))
    return workspace.lawbook(code).programme


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError(_("{path} is not text in UTF-8.").format(path=path)) from error


def _page(read: Programme, general: Programme | None, settings: dict[str, str], on: dt.date | None) -> Iterator[str]:
    yield f"{read.name} ({read.code})"
    yield _("{measure}; fund codes begin with {letters}; {grant}.").format(
        measure=_(_MEASURES[read.measure]),
        letters=read.letters,
        grant=_("grants money") if read.grants else _("grants no money"),
    )
    yield from _documents(read)
    yield from _sections(read, on)
    if settings:
        yield from ("", _("Set in this workspace"), *(f"  {name} = {said}" for name, said in settings.items()))
    if general is not None:
        yield from ("", f"== {general.name} ({general.code}) ==")
        yield from _documents(general)
        yield from _sections(general, on, skip=frozenset({_("Names of papers")}))


def _documents(read: Programme) -> Iterator[str]:
    yield from ("", _("Documents"))
    for document in read.document:
        named = " ".join(filter(None, (document.number, document.title)))
        yield shown(f"  {document.id}: {named}; {document.issuer}; {document.issued}")
        if document.note:
            yield shown(f"      {document.note}")


def _sections(read: Programme, on: dt.date | None, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    yield from ("", _("In force from {since} where no other days are given.").format(since=usual(read)))
    for title, values in told(read, on):
        if title not in skip:
            yield from ("", title)
            wide = max(width(value.cite) for value in values)
            for value in values:
                yield from _lines(value, wide)


def _lines(value: Told, wide: int) -> Iterator[str]:
    clause = value.cite + " " * (wide - width(value.cite))
    dates = f"  ({value.dates})" if value.dates else ""
    yield shown(f"  {clause}  {value.text}{dates}")
    if value.note:
        yield shown(f"  {' ' * wide}  {value.note}")
