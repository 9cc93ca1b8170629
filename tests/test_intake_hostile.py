"""Hostile and broken files: refused with a sentence, or read within limits, in seconds, and the reader unharmed."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from funds.workbook.intake.events import CellProblem, Done, FileProblem, RowRead, decoder
from funds.workbook.intake.read import read
from funds.workbook.intake.told import remedy, sentence
from hostile import HOSTILE, cell, sheet_xml, workbook


@pytest.mark.parametrize(("name", "make", "code"), HOSTILE, ids=[name for name, _make, _code in HOSTILE])
def test_a_hostile_file_is_refused_or_read_within_limits(
    tmp_path: Path, name: str, make: Callable[[Path], Path], code: str
) -> None:
    path = make(tmp_path / name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = list(read(path, "spending"))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40_000
    last = told[-1]
    if code:
        assert isinstance(last, FileProblem)
        assert last.code == code
        assert "{" not in sentence(last) + remedy(last)
    else:
        assert isinstance(last, Done)
        assert next(event.status for event in told if isinstance(event, RowRead)) == "row"


def problems(path: Path) -> list[CellProblem]:
    return [problem for event in read(path, "spending") if isinstance(event, RowRead) for problem in event.problems]


def codes(path: Path) -> list[tuple[str, str]]:
    return [(problem.cell, problem.code) for problem in problems(path)]


def test_a_cell_far_to_the_right_is_told_and_not_walked_to(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", sheet_xml('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    assert codes(path) == [("XFD1048576", "far-cell")]


def test_a_cell_of_32767_characters_is_a_problem_of_that_cell(tmp_path: Path) -> None:
    row = cell("A3", "JY2022-001") + cell("B3", "2022-10-08") + cell("C3", "长" * 32_767) + '<c r="D3"><v>1</v></c>'
    assert codes(workbook(tmp_path / "x.xlsx", sheet_xml(f'<row r="3">{row}</row>'))) == [("C3", "text-too-long")]


def test_formulas_without_values_error_cells_and_other_workbooks_are_no_values(tmp_path: Path) -> None:
    start = cell("A{n}", "JY2022-001") + cell("B{n}", "2022-10-08") + cell("C{n}", "购耗材")
    amounts = (
        "<f>1+1</f>", "<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>", "<f>[1]表!A1</f><v>2</v>", "<f>'[1]表 一'!A1*2</f><v>2</v>",
        "<f>SUM(表1[2022])</f><v>2</v>",
    )  # fmt: skip
    rows = [
        f'<row r="{n}">{start.replace("{n}", str(n))}<c r="D{n}">{amount}</c></row>'
        for n, amount in enumerate(amounts, 3)
    ]
    error = f'<row r="9">{start.replace("{n}", "9")}<c r="D9" t="e"><v>#REF!</v></c></row>'
    path = workbook(tmp_path / "x.xlsx", sheet_xml(*rows, error), [("xl/externalLinks/externalLink1.xml", "<x/>")])
    assert codes(path) == [
        ("D3", "no-value"), ("D4", "no-value"), ("D6", "elsewhere"), ("D7", "elsewhere"), ("D9", "error-cell"),
    ]  # fmt: skip
    assert [problem.read for problem in problems(path)] == ["=1+1", "=1+1", "=[1]表!A1", "='[1]表 一'!A1*2", "#REF!"]


def test_a_shared_formula_that_another_workbook_feeds_is_told_in_each_of_its_cells(tmp_path: Path) -> None:
    start = cell("A{n}", "JY2022-001") + cell("B{n}", "2022-10-08") + cell("C{n}", "购耗材")
    formulas = ('<f t="shared" ref="D3:D4" si="0">[1]表!A1</f>', '<f t="shared" si="0"/>')
    rows = [
        f'<row r="{n}">{start.replace("{n}", str(n))}<c r="D{n}">{formula}<v>5</v></c></row>'
        for n, formula in enumerate(formulas, 3)
    ]
    path = workbook(tmp_path / "x.xlsx", sheet_xml(*rows), [("xl/externalLinks/externalLink1.xml", "<x/>")])
    assert codes(path) == [("D3", "elsewhere"), ("D4", "elsewhere")]


def children() -> set[str]:
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split())


def test_closing_the_reading_ends_its_process(tmp_path: Path) -> None:
    rows = [f'<row r="{n}">{cell(f"C{n}", "x")}</row>' for n in range(3, 40_000)]
    before = children()
    reading = read(workbook(tmp_path / "x.xlsx", sheet_xml(*rows)), "spending")
    next(reading)
    assert len(children() - before) == 1
    reading.close()  # type: ignore[attr-defined]
    assert children() == before


def test_a_process_that_is_killed_is_a_problem_of_the_file(tmp_path: Path) -> None:
    rows = [f'<row r="{n}">{cell(f"C{n}", "x")}</row>' for n in range(3, 60_000)]
    before = children()
    reading = read(workbook(tmp_path / "x.xlsx", sheet_xml(*rows)), "spending")
    next(reading)
    (child,) = children() - before
    os.kill(int(child), 9)
    told = list(reading)
    assert isinstance(told[-1], FileProblem)
    assert told[-1].code == "too-much-memory"
    assert children() == before


def many_texts(path: Path, count: int) -> Path:
    texts = b"".join(b"<si><t>%x %x</t></si>" % (n, n * 7919 % 1_000_003) for n in range(400_000)) * (count // 400_000)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return workbook(path, more=[("xl/sharedStrings.xml", b'<sst xmlns="' + main + b'">' + texts + b"</sst>")])


def test_more_texts_than_any_register_has_are_refused(tmp_path: Path) -> None:
    path = many_texts(tmp_path / "x.xlsx", 8_000_000)
    (told,) = read(path, "spending")
    assert isinstance(told, FileProblem)
    assert (told.code, told.facts["what"]) == ("bomb", "texts")


def test_a_process_without_memory_left_says_so(tmp_path: Path) -> None:
    """The limit is set from without, lower than its own: what it then meets is the same."""
    path = many_texts(tmp_path / "x.xlsx", 2_400_000)
    command = 'ulimit -v 120000; exec "$0" -P -m funds.workbook.intake.child spending x.xlsx ""'
    with path.open("rb") as file:
        done = subprocess.run(["sh", "-c", command, sys.executable], stdin=file, capture_output=True, check=False)
    told = decoder().decode(done.stdout[4 : 4 + int.from_bytes(done.stdout[:4], "big")])
    assert [event.code for event in told if isinstance(event, FileProblem)] == ["too-much-memory"]


def test_a_process_that_has_used_up_its_time_is_ended_by_the_system(tmp_path: Path) -> None:
    path = many_texts(tmp_path / "x.xlsx", 2_800_000)
    program = (
        "from funds.workbook.intake import child, limits\n"
        "limits.CPU_SECONDS = 1\n"
        "child.main(['spending', 'x.xlsx', ''])"
    )
    with path.open("rb") as file:
        done = subprocess.run([sys.executable, "-P", "-c", program], stdin=file, capture_output=True, check=False)
    assert done.returncode == -signal.SIGXCPU


@pytest.mark.parametrize(
    ("name", "code"), [("nowhere.xlsx", "cannot-open"), ("folder.xlsx", "no-file"), ("pipe.xlsx", "no-file")]
)
def test_what_is_no_file_is_told(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    os.mkfifo(tmp_path / "pipe.xlsx")
    (told,) = read(tmp_path / name, "spending")
    assert isinstance(told, FileProblem)
    assert told.code == code
