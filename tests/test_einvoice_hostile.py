"""No invoice file harms the program: it is refused in a sentence, in good time, and writes nothing."""

import os
import signal
import string
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from einvoices import HOSTILE, digital, ofd, zipped
from funds.einvoice import told
from funds.einvoice.child import told as child_told
from funds.einvoice.invoice import Problem
from funds.einvoice.read import read
from funds.einvoice.told import CODES, NOTES, is_note, remedy, sentence
from funds.untrusted.process import end_of


@pytest.mark.parametrize("sort", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(tmp_path: Path, sort: str) -> None:
    name, content, code = HOSTILE[sort]
    (tmp_path / name).write_bytes(content)
    began = time.monotonic()
    found = read(tmp_path / name)
    assert time.monotonic() - began < 20
    assert code in [problem.code for each in found for problem in each.problems]
    assert not any(each.invoice for each in found)
    for each in found:
        for problem in each.problems:
            assert sentence(problem)
            assert remedy(problem)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert list(found) == child_told(content, name)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    told_of = {path: read(path)[0].problems[0].code for path in (tmp_path, tmp_path / "pipe", tmp_path / "nothing")}
    assert list(told_of.values()) == ["no-file", "no-file", "cannot-open"]


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.xml").open("wb") as file:
        file.truncate(65 << 20)
    assert read(tmp_path / "a.xml")[0].problems[0].code == "too-large"


def test_no_file_gives_invoices_without_end(tmp_path: Path) -> None:
    body = digital().partition("?>")[2]
    (tmp_path / "a.xml").write_text(f"<a>{body * 2_100}</a>", "utf-8")
    found = read(tmp_path / "a.xml")
    assert len([each for each in found if each.invoice]) <= 2_000
    assert found[-1].problems[0].code == "too-many"


def test_a_reading_process_that_was_ended_is_told_of() -> None:
    codes = [end_of(-number)[0] for number in (signal.SIGXCPU, signal.SIGKILL, signal.SIGSEGV)]
    assert codes == ["too-much-time", "too-much-memory", "stopped"]


def test_a_name_in_no_encoding_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.\xfe")
    path.write_bytes(b"%PDF")
    assert read(path)[0].problems[0].code == "no-invoice-file"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_file_is_told_of_and_never_fails(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([digital().encode(), ofd(digital()), zipped({"a.xml": digital()})])))
    for _change in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for found in child_told(bytes(whole), "a.xml"):
        assert found.invoice or found.problems
        for problem in found.all_problems:
            assert not (problem.code == "broken-file" and problem.facts["part"].endswith(("Error", "Exception"))), (
                problem
            )
            assert sentence(problem)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_told_of(content: bytes) -> None:
    for found in child_told(b"<" + content, "a.xml"):
        assert found.invoice or found.problems


def test_every_sentence_names_its_places() -> None:
    for code in CODES:
        for text in told.said(code):
            assert all(name.rstrip("!r").isidentifier() for _t, name, _s, _c in string.Formatter().parse(text) if name)
    assert NOTES <= CODES


def test_notes_are_not_faults() -> None:
    assert is_note(Problem("again"))
    assert not is_note(Problem("sum-net"))
