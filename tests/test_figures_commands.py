"""The reading commands as people type them: reports, list, search, show and verify, in a real workspace."""

import csv
import io
import json
import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from funds.cli.run import run

Said = Callable[..., str]
SPEND = (
    "--payee", "新华书店", "--memo", "购买专业技术书籍", "--voucher", "记-3", "--invoice", "24440000000000000001=800",
    "--item", "*印刷品*图书",
)  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two funds, some spending, a disallowed cost, and its book."""
    folder = tmp_path_factory.mktemp("figures") / "unit"
    paper = folder.with_name("invoice.pdf")
    paper.write_bytes(b"%PDF-1.4 an invoice")
    assert run(["init", str(folder)]) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUNDS_WORKSPACE", str(folder))
        patch.setenv("LANGUAGE", "en")
        for number, unit in ((1, "榕城机械厂"), (2, "普宁纺织厂")):
            fund = f"JY2022-00{number}"
            _done(
                "award", "--programme", "jieyang-2022", "--tier", "standard", "--kind", "model", "--studio",
                f"陈工{number}劳模和工匠人才创新工作室", "--unit", unit, "--lead", f"陈工{number}", "--recommender", "榕城区总工会",
                "--amount", "20000", "--date", "2022-10-10", "--document", f"揭工总〔2022〕{number}号",
            )  # fmt: skip
            _done("disburse", fund, "20000", "--date", "2022-10-12", "--document", "拨款通知")
        _done("receive", "JY2022-001", "20000", "--date", "2022-10-15", "--holder", "榕城机械厂工会委员会")
        _done("spend", "JY2022-001", "800", "--date", "2022-11-01", "--purpose", "training", *SPEND,
              "--evidence", f"invoice={paper}")  # fmt: skip
        _done("disallow", "JY2022-001", "120.50", "--date", "2023-02-01", "--memo", '=HYPERLINK("x")', "--payee", "某酒家",
              "--note", "用餐")  # fmt: skip
        _done("book")
    return folder


def _done(*asked: str) -> None:
    assert run(list(asked)) == 0, asked


@pytest.fixture
def say(workspace: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Said:
    """Run a command and give what it prints; `status` is the exit status it must end with."""
    monkeypatch.setenv("FUNDS_WORKSPACE", str(workspace))
    monkeypatch.setenv("LANGUAGE", "en")

    def said(*asked: str, status: int = 0) -> str:
        capsysbinary.readouterr()
        assert run(list(asked)) == status
        out, err = capsysbinary.readouterr()
        return (err if status == 2 else out).decode()

    return said


def test_utilisation_as_json_is_the_contract_one_object_a_fund(say: Said) -> None:
    first, second = json.loads(say("report", "utilisation", "--format", "json", "--as-of", "2023-12-31"))
    head = first.pop("head")
    assert re.fullmatch(r"JY2022-001:5:[0-9a-f]{64}", head)
    assert first == {
        "fund": "JY2022-001", "programme": "jieyang-2022", "tier": "standard", "studio": "陈工1劳模和工匠人才创新工作室",
        "unit": "榕城机械厂", "as_of": "2023-12-31", "approved": "20000.00", "disbursed": "20000.00", "received": "20000.00",
        "spent": "800.00", "by_purpose": {"training": "800.00"}, "under_review": "0.00", "disallowed": "120.50",
        "recovered": "0.00", "returned": "0.00", "balance": "19079.50", "utilisation": "4.00", "unsupported": "800.00",
        "records": 5,
    }  # fmt: skip
    assert (second["received"], second["utilisation"], second["by_purpose"]) == ("0.00", None, {})


def test_a_cut_off_date_a_period_and_a_programme_narrow_the_figures(say: Said) -> None:
    def first(*more: str) -> dict[str, Any]:
        return dict(json.loads(say("report", "utilisation", "JY2022-001", "--format", "json", *more))[0])

    assert first("--as-of", "2022-12-31")["disallowed"] == "0.00"
    period = first("--since", "2023-01-01", "--as-of", "2023-12-31")
    assert (period["approved"], period["spent"], period["disallowed"]) == ("20000.00", "0.00", "120.50")
    assert json.loads(say("report", "utilisation", "--programme", "liaoning-2022", "--format", "json")) == []
    assert json.loads(say("report", "utilisation", "--known", "2022-12-31", "--format", "json")) == []


def test_the_table_names_numerator_denominator_cut_off_date_and_heads(say: Said) -> None:
    told = say("report", "utilisation", "--as-of", "2023-12-31")
    assert "Cut-off date: 2023-12-31." in told
    assert "Utilisation is spent / received." in told
    assert re.search(r"^  JY2022-001:5:[0-9a-f]{64}$", told, re.MULTILINE)
    assert re.search(r"^Total .*40000\.00 .*800\.00 +4\.00", told, re.MULTILINE)
    assert re.search(r"^JY2022-002 .* n/a ", told, re.MULTILINE)


def test_csv_neutralises_formulas_and_a_workbook_holds_text_as_text_and_exact_amounts(
    say: Said, tmp_path: Path
) -> None:
    rows = list(csv.DictReader(io.StringIO(say("report", "fund", "JY2022-001", "--format", "csv"))))
    assert rows[-1]["Memo"] == '\'=HYPERLINK("x")'
    assert rows[-1]["Balance"] == "19079.50"
    say("report", "fund", "JY2022-001", "--format", "xlsx", "-o", str(tmp_path / "fund.xlsx"))
    page = load_workbook(tmp_path / "fund.xlsx").worksheets[0]
    assert page["A2"].value.startswith("Cut-off date:")
    assert str(page.cell(page.max_row, 1).value).startswith("Head: JY2022-001:5:")
    by_title = {cell.value: page.cell(page.max_row - 1, at) for at, cell in enumerate(page[3], 1)}
    assert (by_title["Memo"].value, by_title["Memo"].data_type) == ('=HYPERLINK("x")', "s")
    assert (by_title["Balance"].value, by_title["Balance"].data_type) == (19079.5, "n")
    assert "add -o FILE" in say("report", "fund", "JY2022-001", "--format", "xlsx", status=2)


def test_the_account_the_trial_balance_and_the_purposes_agree(say: Said) -> None:
    account = json.loads(say("report", "fund", "JY2022-001", "--format", "json"))
    assert [(row["in"], row["out"], row["balance"]) for row in account[2:]] == [
        ("20000.00", "0.00", "20000.00"), ("0.00", "800.00", "19200.00"), ("0.00", "120.50", "19079.50"),
    ]  # fmt: skip
    trial = {row["account"]: row for row in json.loads(say("report", "trial-balance", "--format", "json"))}
    assert trial["102"]["closing_debit"] == "19079.50"
    assert trial["135"]["debit"] == "120.50"
    late = json.loads(say("report", "trial-balance", "JY2022-001", "--since", "2023-01-01", "--format", "json"))
    assert late[0]["opening_debit"] == "19200.00"
    uses = json.loads(say("report", "purposes", "JY2022-001", "--format", "json"))
    assert [(row["purpose"], row["name"], row["spent"], row["share"]) for row in uses] == [
        ("training", "学习培训", "800.00", "100.00")
    ]  # fmt: skip


def test_funds_are_listed_by_programme_year_unit_and_studio(say: Said) -> None:
    def funds(*more: str) -> list[str]:
        return [row["fund"] for row in json.loads(say("list", "--format", "json", *more))]

    assert funds() == ["JY2022-001", "JY2022-002"]
    assert funds("--unit", "纺织") == ["JY2022-002"]
    assert funds("--studio", "陈工1") == ["JY2022-001"]
    assert funds("--year", "2023") == []
    assert "There is no programme nowhere-1999" in say("list", "--programme", "nowhere-1999", status=2)


@pytest.mark.parametrize(
    "asked",
    [
        ("新华",), ("24440000000000000001",), ("800",), ("记-3",), ("--payee", "书店"), ("--amount", "800.00"),
        ("--invoice", "24440000000000000001"), ("--memo", "专业技术"), ("技术书籍", "--voucher", "记-3"),
    ],
)  # fmt: skip
def test_an_entry_is_found_by_whatever_an_auditor_has_in_hand(say: Said, asked: tuple[str, ...]) -> None:
    found = json.loads(say("search", *asked, "--format", "json"))
    assert [(one["fund"], one["number"], one["amount"]) for one in found] == [("JY2022-001", 4, "800.00")]


def test_what_is_not_there_is_not_found_and_nothing_asked_is_wrong_usage(say: Said) -> None:
    assert json.loads(say("search", "不存在的商店", "--format", "json")) == []
    assert "Say what to look for" in say("search", status=2)


def test_a_fund_shows_its_story_what_is_left_what_is_missing_and_the_claim(say: Said) -> None:
    story = json.loads(say("show", "JY2022-001", "--format", "json"))
    assert [record["kind"] for record in story["records"]] == ["award", "disburse", "receive", "spend", "disallow"]
    assert (story["balance"], story["claim"]) == ("19079.50", "120.50")
    training = next(use for use in story["uses"] if use["purpose"] == "training")
    assert (training["spent"], training["left"]) == ("800.00", "19079.50")
    assert [one["number"] for one in story["missing"]] == [1, 2, 3, 4]
    told = say("show", "JY2022-001")
    assert "Claim on the unit for forbidden uses: 120.50 yuan." in told
    assert "There is no fund JY2022-009" in say("show", "JY2022-009", status=2)


def test_one_record_is_shown_in_full_with_the_sentences_of_its_findings(say: Said) -> None:
    record = json.loads(say("show", "JY2022-001", "4", "--format", "json"))
    assert (record["amount"], record["invoices"][0]["face"]) == ("800.00", "800.00")
    assert record["lines"][0] == {"account": "50303", "side": "debit", "amount": "800.00"}
    assert [finding["code"] for finding in record["findings"]] == ["papers-missing"]
    assert "papers-missing" in say("show", "JY2022-001", "4")
    assert "its records are 1 to 5" in say("show", "JY2022-001", "6", status=2)


def test_verify_finds_nothing_wrong_and_accepts_a_head_from_a_saved_report(say: Said, tmp_path: Path) -> None:
    saved = tmp_path / "report.txt"
    saved.write_text(say("report", "utilisation"), "utf-8")
    told = json.loads(say("verify", "--heads", str(saved), "--format", "json"))
    assert told == {"holds": True, "funds": 2, "records": 7, "evidence": 1, "heads": 2, "problems": []}
    assert "is not a head" in say("verify", "--head", "JY2022-001:5:abc", status=2)


def test_verify_names_a_head_that_the_record_does_not_reach_or_does_not_hold(say: Said) -> None:
    gone = say("verify", "JY2022-001", "--head", f"JY2022-001:6:{'a' * 64}", status=1)
    assert "head: JY2022-001 6: The record ends with number 5" in gone
    other = say("verify", "--head", f"JY2022-001:5:{'a' * 64}", status=1)
    assert "not the one whose seal is held outside" in other


def test_verify_names_evidence_that_was_changed_emptied_or_lost(say: Said, workspace: Path) -> None:
    (kept,) = (path for path in (workspace / "evidence").glob("*/*"))
    content = kept.read_bytes()
    os.chmod(kept, 0o644)  # noqa: PTH101
    try:
        for changed, sentence in ((content[:-1] + b"!", "was changed"), (b"", "is empty")):
            kept.write_bytes(changed)
            told = say("verify", status=1)
            assert re.search(rf"evidence: JY2022-001 4: The evidence file invoice.pdf \(invoice\) {sentence}", told)
        kept.unlink()
        assert "is missing" in say("verify", "JY2022-001", status=1)
    finally:
        kept.write_bytes(content)
    assert "All agree" in say("verify")


def test_verify_names_a_changed_record_a_changed_list_and_guards_that_are_gone(say: Said, workspace: Path) -> None:
    path = workspace / "funds.sqlite"
    content = path.read_bytes()
    with sqlite3.connect(path) as connection:
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'record'"
        ):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(
            "UPDATE record SET body = replace(body, '专业', '其他') WHERE fund = 'JY2022-001' AND number = 4"
        )
        connection.execute("UPDATE record SET amount = amount + 1 WHERE fund = 'JY2022-002' AND number = 2")
    connection.close()
    try:
        told = say("verify", status=1)
        assert re.search(r"record: Of the \d+ triggers that keep the record insert-only \d+ are left", told)
        assert "record: JY2022-001 4: its text is not what was sealed" in told
        assert "record: JY2022-002 2: its amount in the list differs from what was sealed" in told
    finally:
        path.write_bytes(content)
    assert "All agree" in say("verify")


def test_verify_names_what_the_book_holds_otherwise_than_the_record(say: Said, workspace: Path) -> None:
    (path,) = workspace.glob("ledger/books/*/JY2022-001.beancount")
    text = path.read_text("utf-8")
    try:
        path.write_text(text.replace("购买专业技术书籍", "购买其他书籍"), "utf-8")
        assert "book: JY2022-001 4: The book differs from the record in: memo." in say("verify", status=1)
        path.unlink()
        told = json.loads(say("verify", "--format", "json", status=1))
        assert told["problems"] == [
            {
                "where": "book", "fund": "JY2022-001", "number": 1,
                "says": "The book ends with number 0, the record with 5: write the book anew with funds book.",
            }
        ]  # fmt: skip
    finally:
        path.write_text(text, "utf-8")


def test_verify_names_a_file_of_the_book_that_is_not_what_the_record_gives(say: Said, workspace: Path) -> None:
    opening = workspace / "ledger" / "main.beancount"
    text = opening.read_text("utf-8")
    (fund,) = workspace.glob("ledger/books/*/JY2022-001.beancount")
    kept = fund.read_text("utf-8")
    try:
        opening.write_text(text.replace('"zh_CN"', '"en"'), "utf-8")
        assert f"The file {opening} is not what the record gives" in say("verify", status=1)
        opening.write_text(text, "utf-8")
        fund.write_text("".join(line for line in kept.splitlines(True) if " balance " not in line), "utf-8")
        assert f"The file {fund} is not what the record gives" in say("verify", status=1)
    finally:
        opening.write_text(text, "utf-8")
        fund.write_text(kept, "utf-8")
