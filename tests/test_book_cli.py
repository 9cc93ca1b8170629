"""`funds book` from a real record: written, checked by stock bean-check, read back as the chains that stand."""

import shutil
from pathlib import Path

import pytest
from beancount.scripts.check import main as bean_check
from click.testing import CliRunner

from funds.book.open import open_book
from funds.book.read import read_folder
from funds.cli.run import run
from funds.record.chain import chain, texts
from funds.workspace import find

AWARD = (
    "award", "--programme", "jieyang-2022", "--kind", "model", "--studio", "陈工劳模和工匠人才创新工作室", "--unit", "榕城机械厂",
    "--lead", "陈工", "--recommender", "榕城区总工会", "--amount", "25000", "--document", "揭工总〔2022〕51号",
    "--date", "2022-10-10", "--actor", "王会计",
)  # fmt: skip
FUND = "JY2022-001"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a fund that has received its money and spent some of it."""
    root = tmp_path / "work"
    monkeypatch.delenv("FUNDS_WORKSPACE", raising=False)
    assert run(["init", str(root)]) == 0
    monkeypatch.setenv("FUNDS_WORKSPACE", str(root))
    paper = tmp_path / "发票.pdf"
    paper.write_bytes(b"%PDF-1.4 invoice")
    who = ("--actor", "王会计", "--date")
    asked = [
        AWARD,
        ("disburse", FUND, "25000", *who, "2022-10-20"),
        ("receive", FUND, "25000", *who, "2022-10-25", "--holder", "榕城机械厂工会委员会"),
        ("spend", FUND, "3200", *who, "2022-11-02", "--purpose", "equipment", "--payee", "启明电子有限公司", "--memo", "购置示波器",
         "--asset", "special", "--invoice", "24440000111=3200", "--quantity", "1", "--unit-price", "3200",
         "--evidence", f"invoice={paper}"),
        ("reverse", FUND, "4", *who, "2023-01-10", "--reason", "重复入账"),
    ]  # fmt: skip
    for each in asked:
        assert run(list(each)) == 0, each
    return root


def checked(path: Path) -> tuple[int, str]:
    result = CliRunner().invoke(bean_check, ["-C", str(path)])
    return result.exit_code, result.output


def test_the_book_is_written_checks_and_holds_the_record(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["book"]) == 0
    said = capsys.readouterr().out
    assert f"fava --read-only {root / 'ledger' / 'main.beancount'}" in said
    assert checked(root / "ledger" / "main.beancount") == (0, "")
    engine = find().open()
    assert read_folder(root / "ledger" / "books") == {FUND: chain(engine, FUND)}
    assert {path.stem for path in (root / "ledger" / "books" / "texts").iterdir()} == set(texts(engine))
    engine.dispose()
    assert run(["book"]) == 0
    assert "files written: 0" in capsys.readouterr().out


def test_a_workspace_moved_elsewhere_still_checks(root: Path, tmp_path: Path) -> None:
    assert run(["book"]) == 0
    shutil.move(root, tmp_path / "elsewhere" / "deep")
    assert checked(tmp_path / "elsewhere" / "deep" / "ledger" / "main.beancount") == (0, "")


def test_a_copy_without_evidence_checks_where_there_is_none(root: Path, tmp_path: Path) -> None:
    assert run(["book", "--without-evidence", "-o", str(tmp_path / "copy")]) == 0
    shutil.rmtree(root)
    assert checked(tmp_path / "copy" / "main.beancount") == (0, "")
    assert open_book(tmp_path / "copy" / "main.beancount").heads[FUND].number == 5


def test_a_copy_without_evidence_needs_a_folder(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del root
    assert run(["book", "--without-evidence"]) == 2
    assert "-o FOLDER" in capsys.readouterr().err


def test_lost_evidence_is_told_and_the_book_names_the_file(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(root / "evidence")
    assert run(["book"]) == 0
    assert ": 1;" in capsys.readouterr().err
    status, said = checked(root / "ledger" / "main.beancount")
    assert (status, said.count("does not exist")) == (1, 1)
