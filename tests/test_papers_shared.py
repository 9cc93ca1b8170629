"""One file for several papers: what may be shared counts for each; what may not proves none, and that is said."""

from pathlib import Path
from typing import Any

import pytest

from desks import lawbook
from doors import Door, funded
from funds.entry.record import Evidence, Invoice, Record
from funds.statements.papers_shared import ONE_PAPER, SHARED, doubtful, doubts, invoices_of
from lives import FIRST

FUND = "JY2022-001"
KINDS = ("bank-receipt", "sign-in", "photos", "approval", "invoice", "plan")


def piece(kind: str, digest: str = "a") -> Evidence:
    return Evidence(kind=kind, digest=digest * 64, size=1, name="x.pdf")


@pytest.mark.parametrize(
    ("files", "entries"),
    [
        ({4: ["invoice"]}, set()),
        ({4: ["invoice", "invoice"]}, set()),
        ({4: ["invoice", "sign-in"]}, {4}),
        ({4: ["plan", "notice"]}, {4}),
        ({4: ["invoice"], 6: ["invoice"]}, {4, 6}),
        ({4: ["photos"], 6: ["photos"]}, {4, 6}),
        ({4: ["bank-receipt"], 6: ["bank-receipt"], 7: ["bank-receipt"]}, set()),
        ({4: ["sign-in"], 6: ["sign-in"]}, set()),
        ({4: ["plan"], 6: ["notice"]}, set()),
        ({1: ["naming-document"], 2: ["payment-notice"]}, set()),
        ({4: ["sign-in"], 6: ["approval"]}, {4, 6}),
        ({4: ["plan"], 6: ["plan", "invoice"]}, {4, 6}),
        ({4: ["acceptance"], 5: ["acceptance"]}, set()),
        ({4: ["acceptance"], 5: ["list"]}, {4, 5}),
        ({4: ["acceptance"], 5: ["acceptance"], 6: ["acceptance"]}, {4, 5, 6}),
    ],
)
def test_a_file_proves_what_only_it_can_be(files: dict[int, list[str]], entries: set[int]) -> None:
    given = {number: [piece(kind) for kind in kinds] for number, kinds in files.items()}
    invoices = {4: frozenset({("", "1"), ("", "2")}), 5: frozenset({("", "2")}), 6: frozenset({("", "3")})}
    assert doubtful(given, invoices) == entries
    apart = {number: [piece(kind, str(number)) for kind in kinds[:1]] for number, kinds in files.items()}
    assert doubtful(apart, invoices) == set()


def test_a_doubt_names_the_file_its_entries_and_kinds() -> None:
    [one] = doubts({6: [piece("plan")], 4: [piece("invoice"), piece("plan"), piece("plan", "b")]}, {})
    assert (one.digest, one.entries, one.kinds) == ("a" * 64, (4, 6), ("invoice", "plan"))


def test_the_invoices_of_an_entry_are_known_however_they_were_typed() -> None:
    bears = (Invoice(number="３０５６０１１７", code="044002200111"), Invoice(item="钻头"))
    record = Record(fund=FUND, kind="spend", number=4, date=FIRST, invoices=bears)
    later = Record(fund=FUND, kind="attach", number=5, refers=4, date=FIRST, invoices=(Invoice(number="7"),))
    assert invoices_of([record, later]) == {4: frozenset({("44002200111", "30560117"), ("", "7")})}


def test_what_may_be_shared_are_kinds_of_the_law_each_with_a_reason() -> None:
    known = lawbook("jieyang-2022").papers.keys()
    assert SHARED.keys() | frozenset().union(*ONE_PAPER) <= known
    assert all(SHARED.values())
    assert not SHARED.keys() & {"invoice", "photos", "acceptance", "sample", "asset-card"}


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A training with every paper, and a second whose papers are those of the first."""
    door = funded(tmp_path / "unit")
    for number, amount in ((4, "1000"), (5, "500")):
        door.must(
            "spend", FUND, amount, "--date", f"2022-11-{number:02}", "--purpose", "training", "--payee", f"第{number}培训学校",
            "--memo", "数控技术培训费", "--voucher", f"记-{number}", "--invoice", f"244400000000000000{number:02}={amount}",
            "--item", "*非学历教育服务*培训费", *(part for kind in KINDS for part in ("--evidence", f"{kind}={door.paper(f'{kind}.pdf', kind)}")),
        )  # fmt: skip
    return door


def completeness(door: Door, *more: str) -> dict[str, Any]:
    (row,) = door.must("report", "completeness", "--format", "json", *more).object
    return dict(row)


def test_papers_of_another_entry_are_not_there_and_the_report_says_which(door: Door) -> None:
    found = completeness(door, "--since", "2022-11-01")
    assert (found["entries"], found["complete"], found["asked"], found["there"]) == (2, 0, 12, 8)
    assert (found["missing"], found["shared"]) == ({}, {"photos": 2, "invoice|lecture-fee-list": 2})
    assert found["shared_papers"] == {"照片": 2, "发票或讲课费领取表": 2}
    assert (found["unsupported"], found["supported"]) == ("0.00", "1500.00"), "utilisation knows only missing kinds"
    files = found["shared_files"]
    assert sorted((tuple(one["entries"]), tuple(one["kinds"])) for one in files) == [
        ((4, 5), ("invoice",)),
        ((4, 5), ("photos",)),
    ]
    told = door.must("report", "completeness").out
    assert (
        "is put under entries 4, 5 as 发票: it proves none of them (会计基础工作规范（财政部令第98号）第五十一条)."
        in told
    )
    assert completeness(door, "--as-of", "2022-11-04", "--since", "2022-11-01")["complete"] == 1
    door.must("reverse", FUND, "5", "--reason", "重复入账", "--date", "2022-11-08")
    assert completeness(door)["shared_files"] == []


def test_one_file_as_every_paper_of_an_entry_is_none_of_them(tmp_path: Path) -> None:
    door = funded(tmp_path / "unit")
    door.must(
        "spend", FUND, "6890", "--date", "2022-11-15", "--purpose", "training", "--payee", "粤东技师学院", "--memo", "钳工研修班学费",
        "--voucher", "记-4", "--item", "*非学历教育服务*培训费",
    )  # fmt: skip
    one = door.paper("x.pdf", "x")
    papers = [part for kind in KINDS for part in ("--evidence", f"{kind}={one}")]
    door.must("attach", FUND, "4", "--date", "2022-11-20", *papers)
    found = completeness(door, "--since", "2022-11-01")
    assert (found["complete"], found["asked"], found["there"], found["missing"]) == (0, 6, 0, {})
    assert door.must("show", FUND, "--format", "json").object["completeness"]["shared"] == found["shared"]
    door.must("attach", FUND, "4", "--date", "2022-11-21", "--evidence", f"photos={door.paper('y.jpg', 'JFIF')}")
    assert completeness(door, "--since", "2022-11-01")["there"] == 1, "a paper of its own counts again"
