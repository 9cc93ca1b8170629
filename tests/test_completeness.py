"""Completeness of papers (附件齐全率): counted by hand, held against utilisation, and told by the commands."""

import csv
import io
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from doors import Door, funded, opened
from funds.checks.asset import FIXED
from funds.entry.record import Record
from funds.entry.story import Story
from funds.law.values import Use
from funds.statements import completeness as statement
from funds.statements.completeness import Completeness, added, counted, paper_names, rates
from funds.statements.sums import folded
from funds.statements.window import Window
from lives import FIRST, Move, live, moves, plainly, windows

FUND = "JY2022-001"
USE = Use(cite="m 十三条", since=FIRST, id="equipment", number=2, name="设备采购改进")
TRAINING = ("invoice", "sign-in", "photos", "approval", "plan", "bank-receipt")


def spend(door: Door, amount: str, number: int, *more: str) -> None:
    door.must(
        "spend", FUND, amount, "--date", f"2022-11-{number:02}", "--purpose", "training", "--payee", f"第{number}培训学校",
        "--memo", "数控技术培训费", "--voucher", f"记-{number}", "--invoice", f"244400000000000000{number:02}={amount}",
        "--item", "*非学历教育服务*培训费", *more,
    )  # fmt: skip


def papers(door: Door, *kinds: str, of: int = 0) -> list[str]:
    """Give papers of their own to an entry."""
    return [part for kind in kinds for part in ("--evidence", f"{kind}={door.paper(f'{kind}.pdf', f'{kind} {of}')}")]


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    """Seven entries: award, disbursement and receipt without papers, two whole spendings, one bare, one reversed."""
    door = funded(tmp_path_factory.mktemp("complete") / "unit")
    spend(door, "1000", 4, *papers(door, *TRAINING))
    spend(door, "2000", 5, *papers(door, *TRAINING[:2], of=5))
    spend(door, "500", 6)
    spend(door, "700", 7)
    door.must("reverse", FUND, "7", "--reason", "重复入账", "--date", "2022-11-08")
    door.must("attach", FUND, "5", "--date", "2022-12-20", *papers(door, *TRAINING[2:], of=5))
    door.must("refund", FUND, "100", "--of", "6", "--date", "2022-12-21", "--payee", "第6培训学校")
    return door


def row(door: Door, *more: str) -> dict[str, object]:
    (found,) = door.must("report", "completeness", "--format", "json", *more).object
    return dict(found)


def test_the_rate_counts_the_standing_entries_whose_papers_have_all_come(door: Door) -> None:
    found = row(door, "--as-of", "2022-12-31")
    assert {name: found[name] for name in ("entries", "complete", "rate", "asked", "there")} == {
        "entries": 6, "complete": 2, "rate": "33.33", "asked": 22, "there": 12,
    }  # fmt: skip
    assert (found["spent"], found["supported"], found["unsupported"], found["rate_by_amount"]) == (
        "3400.00", "3000.00", "400.00", "88.24",
    )  # fmt: skip
    assert found["missing_papers"] == {
        "命名文件": 1, "拨款通知": 1, "收款收据": 1, "银行回单": 1, "签到表": 1, "照片": 1, "审批单": 1,
        "方案或通知": 1, "发票或讲课费领取表": 1, "银行回单或收款收据": 1,
    }  # fmt: skip
    assert sum(found["missing"].values()) == 10  # type: ignore[attr-defined]
    assert str(found["head"]).startswith(f"{FUND}:10:")


def test_a_date_before_the_attachment_has_another_rate_and_a_period_its_own_entries(door: Door) -> None:
    early = row(door, "--as-of", "2022-12-19")
    assert (early["complete"], early["unsupported"], early["rate"]) == (1, "2500.00", "16.67")
    period = row(door, "--since", "2022-11-01", "--as-of", "2022-12-31")
    assert (period["entries"], period["complete"], period["rate"]) == (3, 2, "66.67")
    assert door.must("report", "completeness", "--as-of", "2022-10-01", "--format", "json").object == []
    assert door.must("report", "completeness", "--known", "2022-10-01", "--format", "json").object == []
    assert door.must("report", "completeness", "--programme", "ningxia-2020", "--format", "json").object == []


def test_it_agrees_with_unsupported_of_the_utilisation_report(door: Door) -> None:
    for more in ((), ("--as-of", "2022-12-19"), ("--since", "2022-11-05"), (FUND, "--programme", "jieyang-2022")):
        (told,) = door.must("report", "utilisation", "--format", "json", *more).object
        assert row(door, *more)["unsupported"] == told["unsupported"]
    assert "There is no fund" in door("report", "completeness", "JY2022-009").err


def test_every_format_tells_the_cut_off_date_the_head_and_the_parts_of_the_rate(door: Door, tmp_path: Path) -> None:
    told = door.must("report", "completeness", "--as-of", "2022-12-31").out
    head = row(door)["head"]
    assert "Cut-off date: 2022-12-31." in told
    assert f"  {head}" in told.splitlines()
    assert "6              2          33.33" in told
    (first,) = csv.DictReader(io.StringIO(door.must("report", "completeness", "--format", "csv").out))
    assert (first["Need papers"], first["Have them all"], first["With papers %"], first["Head"]) == (
        "6", "2", "33.33", head,
    )  # fmt: skip
    assert first["Missing"].startswith("审批单 1; 银行回单 1; ")
    door.must("report", "completeness", "--format", "xlsx", "-o", str(tmp_path / "rate.xlsx"))
    sheet = load_workbook(tmp_path / "rate.xlsx").worksheets[0]
    titles = {cell.value: at for at, cell in enumerate(sheet[3], 1)}
    assert str(sheet.cell(4, titles["With papers %"]).value).startswith("=IF(")
    assert sheet.cell(4, titles["Need papers"]).value == 6


def test_the_totals_add_up_the_parts_and_not_the_rates(door: Door, tmp_path: Path) -> None:
    two = opened(door.root, tmp_path / "two")
    two.must(
        "award", "--programme", "jieyang-2022", "--studio", "林晓东创新工作室", "--unit", "普宁纺织厂", "--lead", "林晓东", "--kind",
        "staff", "--recommender", "普宁市总工会", "--amount", "20000", "--date", "2022-10-08", "--document", "揭工总〔2022〕51号",
        *papers(two, "naming-document"),
    )  # fmt: skip
    total = two.must("report", "completeness").out.splitlines()[4].split()
    assert total[:9] == ["Total", "7", "3", "42.86", "23", "13", "3400.00", "3000.00", "400.00"]
    assert "命名文件 1;" in " ".join(total)
    second = two.must("report", "completeness", "JY2022-002", "--format", "json").object[0]
    assert (second["rate"], second["spent"], second["rate_by_amount"], second["missing"]) == (
        "100.00",
        "0.00",
        None,
        {},
    )


def test_a_fund_shows_its_rate_among_its_figures(door: Door) -> None:
    assert "With papers %  33.33 (2 / 6)" in door.must("show", FUND).out
    assert door.must("show", FUND, "--format", "json").object["completeness"]["rate"] == "33.33"


def test_where_nothing_needs_papers_there_is_no_rate_rather_than_zero() -> None:
    assert (rates(Completeness())["rate"], rates(Completeness())["rate_by_amount"]) == (None, None)
    bare = counted([Record(fund=FUND, kind="spend", number=1, date=FIRST, amount=5)], lambda _name: None)
    assert (rates(bare)["rate"], rates(bare)["rate_by_amount"]) == (None, "100.00")
    assert added([]) == Completeness()
    assert paper_names({"invoice": 2}, None) == {"invoice": 2}


def test_the_classes_of_fixed_assets_are_those_of_the_checks() -> None:
    assert statement._FIXED == FIXED  # noqa: SLF001


def _lacking(record: Record, chain: list[Record]) -> set[str]:
    """Tell anew what an entry was asked that neither it nor an attachment brought."""
    given = {piece.kind for piece in record.evidence}
    given |= {
        piece.kind
        for other in chain
        if (other.kind, other.refers) == ("attach", record.number)
        for piece in other.evidence
    }
    told = [finding.facts.get("missing", "") for finding in record.findings]
    return {need for each in told for need in each.split(",") if need and given.isdisjoint(need.split("|"))}


def apart(records: list[Record]) -> list[Record]:
    """Give every paper a file of its own."""
    replace = msgspec.structs.replace
    return [
        replace(
            one, evidence=tuple(replace(piece, digest=f"{one.number}.{at}") for at, piece in enumerate(one.evidence))
        )
        for one in records
    ]


@settings(max_examples=200, deadline=None)
@given(moves(), windows())
def test_incomplete_spending_is_what_utilisation_calls_unsupported(plan: list[Move], window: Window) -> None:
    records = live(plan, plainly(Story(), USE))
    found = counted(records, lambda _name: None, window)
    sums = folded(records, window)
    assert found.unsupported == sum(fen for (measure, _), fen in sums.items() if measure == "unsupported")
    if window.since is None:
        assert found.spent == sum(fen for (measure, _), fen in sums.items() if measure == "spent")
    assert 0 <= found.unsupported <= found.spent
    assert found.asked - found.there == sum(found.missing.values()) + sum(found.shared.values())
    assert found.complete <= counted(apart(records), lambda _name: None, window).complete

    records = apart(records)
    found = counted(records, lambda _name: None, window)
    assert found.shared == {}
    assert found.asked - found.there == sum(found.missing.values())
    chain = [record for record in records if window.reaches(record.date, record.posted)]
    gone = {record.refers for record in chain if record.kind == "reverse"}
    stand = [one for one in chain if one.kind == "spend" and one.number not in gone and window.holds(one.date)]
    asked = [one for one in stand if any("missing" in finding.facts for finding in one.findings)]
    lacking = [_lacking(one, chain) for one in asked]
    assert (found.entries, found.complete) == (len(asked), sum(not each for each in lacking))
    assert sum(found.missing.values()) == sum(map(len, lacking))
