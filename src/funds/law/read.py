"""Reading a programme file: strictly, with every problem told at once, and keeping what was read."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from funds.law import sense
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.problem import LawError, Problem
from funds.law.programme import Programme
from funds.law.settle import amiss
from funds.law.shape import Wrong, misshapen, sections
from funds.law.where import Lines
from funds.text import N_

__all__ = ["bind", "from_kept", "kept_text", "read_programme"]

_LINE: Final = re.compile(r"line (\d+)")
_CODE: Final = re.compile(r"""^code\s*=\s*["']([^"'\n]+)""", re.MULTILINE)


class _Kept(msgspec.Struct, frozen=True):
    """What a record's law hash stands for."""

    programme: Programme
    general: Programme
    policy: Policy


_ENCODER: Final = msgspec.json.Encoder(order="sorted")
_DECODER: Final = msgspec.json.Decoder(_Kept)


def read_programme(text: str, name: str) -> Programme:
    """Read the text of a programme file; `name` is what problems call the file.

    Raises LawError with every problem of the file: unknown keys, missing citations, colliding
    dates or ids, amounts that cannot be read, each with its line.
    """
    data = _toml(text, name)
    wrong = list(misshapen(data, Programme))
    if wrong:
        wrong += sense.each(_sound(data, wrong), _document_ids(data))
        raise LawError(_told(wrong, text, name))
    programme = msgspec.convert(data, Programme)
    wrong += sense.whole(programme)
    if wrong:
        raise LawError(_told(wrong, text, name))
    return programme


def bind(programme_text: str, general_text: str, policy: Policy, paths: tuple[str, str] = ("", "")) -> Lawbook:
    """Bind a programme's text with the union-wide rules and the workspace's policy.

    `paths` are the files that problems name; without them a text goes by the code in it.

    Raises LawError also where a setting cannot be used, where the two share the id of a document
    (a citation would be ambiguous), or where papers are asked for that nobody names.
    """
    name, general_name = (
        path or _named(text) for path, text in zip(paths, (programme_text, general_text), strict=True)
    )
    programme = read_programme(programme_text, name)
    general = read_programme(general_text, general_name)
    known = {paper.id for paper in (*programme.paper, *general.paper)}
    problems = [*_settings(programme, policy)]
    problems += _told([*_shared(programme, general), *_papers(programme, known)], programme_text, name)
    problems += _told(_papers(general, known), general_text, general_name)
    if problems:
        raise LawError(problems)
    text = _ENCODER.encode(_Kept(programme, general, policy)).decode()
    return _lawbook(programme, general, policy, text)


def kept_text(lawbook: Lawbook) -> str:
    """Give the one text that the law's hash is the SHA-256 of."""
    return lawbook.text


def from_kept(text: str) -> Lawbook:
    """Give the law that a kept text holds, with the hash it had when it was kept."""
    kept = _DECODER.decode(text)
    return _lawbook(kept.programme, kept.general, kept.policy, text)


def _named(text: str) -> str:
    """Give the name that a programme's file has by its own code; read before the rest is."""
    found = _CODE.search(text)
    return f"{found[1]}.toml" if found else "?.toml"


def _lawbook(programme: Programme, general: Programme, policy: Policy, text: str) -> Lawbook:
    return Lawbook(programme, general, policy, hashlib.sha256(text.encode()).hexdigest(), text)


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        line = _LINE.search(said)
        facts = {"said": said}
        number = int(line[1]) if line else text.count("\n") + 1
        how = N_("Correct the line; the form of these files is TOML.")
        raise LawError([Problem(name, number, (), N_("The file cannot be read: {said}."), how, facts)]) from error


def _sound(data: dict[str, Any], wrong: Iterable[Wrong]) -> Iterator[sense.At]:
    """Yield the values whose own shape is right, so that their sense is judged at the same time."""
    broken = {problem.path[:2] for problem in wrong}
    for name, struct in sections().items():
        listed = data.get(name)
        for count, value in enumerate(listed if isinstance(listed, list) else ()):
            path = (name, count)
            if path not in broken and (name,) not in broken:
                yield sense.At(path, msgspec.convert(value, struct))


def _document_ids(data: dict[str, Any]) -> set[str]:
    listed = data.get("document")
    values = listed if isinstance(listed, list) else []
    return {str(value.get("id")) for value in values if isinstance(value, dict)}


def _told(wrong: Iterable[Wrong], text: str, name: str) -> Iterator[Problem]:
    lines = None  # found only where there is something to tell: a sound file is read on every command
    for one in wrong:
        lines = lines or Lines(text)
        yield Problem(name, lines[one.path], *one)


def _settings(programme: Programme, policy: Policy) -> Iterator[Problem]:
    for one in amiss(programme, policy):
        facts = {"said": one.said, "wanted": one.wanted, "name": one.name}
        says = N_("The setting “{name}” says “{said}”, which cannot be used.")
        how = N_("What can be set: {wanted}. `funds programme show` lists what a programme leaves open.")
        yield Problem("funds.toml", 0, ("settings", programme.code, one.name), says, how, facts)


def _shared(programme: Programme, general: Programme) -> Iterator[Wrong]:
    theirs = {document.id for document in general.document}
    for count, document in enumerate(programme.document):
        if document.id in theirs:
            how = N_("Give it another id in the programme's file.")
            says = N_("The document id “{id}” is that of a document of the union-wide rules.")
            yield Wrong(("document", count, "id"), says, how, {"id": document.id})


def _papers(programme: Programme, known: set[str]) -> Iterator[Wrong]:
    asked = [("evidence", count, "kinds", need.kinds) for count, need in enumerate(programme.evidence)]
    asked += [("evidence", count, "any_of", need.any_of) for count, need in enumerate(programme.evidence)]
    asked += [("personal", count, "kinds", value.kinds) for count, value in enumerate(programme.personal)]
    for section, count, key, kinds in sorted(asked):
        for kind in kinds:
            if kind not in known:
                how = N_("Name one of {known}, or add a [[paper]].")
                facts = {"kind": kind, "known": ", ".join(sorted(known))}
                yield Wrong((section, count, key), N_("The papers “{kind}” are named nowhere."), how, facts)
