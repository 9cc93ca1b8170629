"""One file for several papers, as the reports tell it: they agree, and say which file it is and what to do."""

from pathlib import Path
from typing import Any

import pytest
from beancount import loader

from doors import Door, funded

FUND = "JY2022-001"
KINDS = ("bank-receipt", "sign-in", "photos", "approval", "invoice", "plan")


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


def unmatched(door: Door) -> str:
    return str(door("reconcile", FUND, "--as-of", "2022-12-31", "--format", "json").object["unmatched"])


def test_papers_of_another_entry_are_not_there_and_every_report_says_so(door: Door) -> None:
    found = completeness(door, "--since", "2022-11-01")
    assert (found["entries"], found["complete"], found["asked"], found["there"]) == (2, 1, 12, 10)
    assert (found["missing"], found["shared"]) == ({}, {"photos": 1, "invoice|lecture-fee-list": 1})
    assert found["shared_papers"] == {"照片": 1, "发票或讲课费领取表": 1}
    assert (found["unsupported"], found["supported"]) == ("500.00", "1000.00")
    assert door.must("report", "utilisation", "--format", "json").object[0]["unsupported"] == "500.00"
    assert unmatched(door) == "500.00"
    story = door.must("show", FUND, "--format", "json").object
    assert [one for one in story["missing"] if one["number"] > 3] == [
        {"number": 5, "missing": ["invoice|lecture-fee-list", "photos"], "amount": "500.00"}
    ]
    told = [
        {key: one[key] for key in ("entry", "kinds", "held_by", "held_as", "name")} for one in found["shared_files"]
    ]
    assert told == [
        {"entry": 5, "kinds": ["photos"], "held_by": 4, "held_as": "照片", "name": "photos.pdf"},
        {"entry": 5, "kinds": ["invoice"], "held_by": 4, "held_as": "发票", "name": "invoice.pdf"},
    ]
    said = door.must("report", "completeness").out
    assert (
        "does not count as 照片 of entry 5: the file is 照片 of entry 4 (会计基础工作规范（财政部令第98号）第五十一条)."
        in said
    )
    assert "need not be taken away" in said
    assert completeness(door, "--as-of", "2022-11-04", "--since", "2022-11-01")["complete"] == 1
    door.must("reverse", FUND, "5", "--reason", "重复入账", "--date", "2022-11-08")
    assert completeness(door)["shared_files"] == []


def test_a_paper_attached_to_the_wrong_entry_harms_nobody(door: Door) -> None:
    own = [door.paper(f"{kind}-5.pdf", f"{kind} of 5") for kind in ("photos", "invoice")]
    door.must("attach", FUND, "5", str(own[0]), "--kind", "photos", "--date", "2022-11-20")
    door.must("attach", FUND, "5", str(own[1]), "--kind", "invoice", "--date", "2022-11-20")
    assert completeness(door, "--since", "2022-11-01")["complete"] == 2
    said = door.must("attach", FUND, "4", str(own[0]), "--kind", "photos", "--date", "2022-11-21")
    assert "paper-uncounted: photos-5.pdf does not count as 照片 of entry 4: the file is 照片 of entry 5." in said.out
    found = completeness(door, "--since", "2022-11-01")
    assert (found["complete"], found["shared_files"], unmatched(door)) == (2, [], "0.00")


def test_one_file_as_every_paper_of_an_entry_is_one_of_them(tmp_path: Path) -> None:
    door = funded(tmp_path / "unit")
    one = door.paper("x.pdf", "x")
    papers = [part for kind in KINDS for part in ("--evidence", f"{kind}={one}")]
    spend = (
        "spend", FUND, "6890", "--date", "2022-11-15", "--purpose", "training", "--payee", "粤东技师学院", "--memo", "钳工研修班学费",
        "--voucher", "记-4", "--item", "*非学历教育服务*培训费", *papers,
    )  # fmt: skip
    said = door.must(*spend).out
    assert "Papers are missing: 签到表、照片、审批单、发票或讲课费领取表、方案或通知" in said
    assert (
        "x.pdf does not count as 签到表、照片、审批单、发票、方案 of entry 4: the file is 银行回单 of entry 4." in said
    )
    assert "a scan of several papers is split" in said
    found = completeness(door, "--since", "2022-11-01")
    assert (found["complete"], found["asked"], found["there"], found["missing"]) == (0, 6, 1, {})
    assert (found["unsupported"], unmatched(door)) == ("6890.00", "6890.00")
    assert door.must("show", FUND, "--format", "json").object["completeness"]["shared"] == found["shared"]
    door.must("attach", FUND, "4", "--date", "2022-11-21", "--evidence", f"photos={door.paper('y.jpg', 'JFIF')}")
    assert completeness(door, "--since", "2022-11-01")["there"] == 2, "a paper of its own counts"


def test_combined_scans_count_where_funds_toml_says_so_and_the_book_judges_by_what_was_sealed(tmp_path: Path) -> None:
    door = funded(tmp_path / "unit")
    toml = door.root / "funds.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text.replace('combined_scan = "split"', 'combined_scan = "accept"'), "utf-8")
    one = door.paper("合并.pdf", "all")
    door.must(
        "spend", FUND, "680", "--date", "2022-11-15", "--purpose", "training", "--payee", "粤东技师学院", "--memo", "钳工研修班学费",
        "--item", "*非学历教育服务*培训费", *(part for kind in KINDS for part in ("--evidence", f"{kind}={one}")),
    )  # fmt: skip
    toml.write_text(text, "utf-8")
    assert completeness(door, "--since", "2022-11-01")["complete"] == 1
    assert (unmatched(door), completeness(door)["unsupported"]) == ("0.00", "0.00")
    assert [finding.code for finding in door.chain()[3].findings] == ["combined-scan"]
    said = door.must("attach", FUND, "4", str(one), "--kind", "contract", "--date", "2022-11-21").out
    assert "paper-uncounted" in said
    door.must("book")
    _, errors, _ = loader.load_file(str(door.root / "ledger" / "main.beancount"))
    assert errors == []
    assert "All agree" in door.must("verify").out
    toml.write_text(text.replace('combined_scan = "split"', 'combined_scan = "yes"'), "utf-8")
    assert "combined_scan" in door("show", FUND).err
