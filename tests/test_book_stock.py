"""Stock tools on a good book: bean-check is silent, bean-query gives the figures, Fava shows it; and what we rely on inside them."""

import inspect
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core import data
from beancount.parser import grammar, parser
from fava.application import create_app

from booked import an_office, books

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stock")
    books(root)
    return root


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)


def test_bean_check_says_nothing(root: Path) -> None:
    done = run(BIN / "bean-check", root / "ledger" / "main.beancount")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_bean_query_gives_the_figures_of_the_chains(root: Path, tmp_path: Path) -> None:
    query = "SELECT sum(number) WHERE account ~ '^Expenses:50303' AND account ~ ':JY2022-001$'"
    done = run(BIN / "bean-query", "-f", "csv", root / "ledger" / "main.beancount", query)
    spent = sum(
        line.fen
        for record in an_office(tmp_path).chains["JY2022-001"]
        for line in record.lines
        if line.account == "50303"
    )
    assert done.stdout.split()[-1] == f"{spent // 100}.{spent % 100:02d}"
    query = "SELECT entry_meta('voucher'), entry_meta('amount') WHERE entry_meta('number') = 4 AND number < 0"
    done = run(BIN / "bean-query", "-f", "csv", root / "ledger" / "main.beancount", query)
    assert "记-24440001,1200.50" in done.stdout


def test_fava_shows_the_book_its_evidence_and_its_errors(root: Path, tmp_path: Path) -> None:
    app = create_app([str(root / "ledger" / "main.beancount")], read_only=True)
    app.testing = True
    with app.test_client() as client:
        assert client.get("/专项资金账簿/api/errors").get_json()["data"] == []
        for page in ("journal/", "income_statement/", "balance_sheet/", "statistics/", "errors/", "documents/"):
            assert client.get(f"/专项资金账簿/{page}").status_code == 200, page
        (ledger,) = app.config["LEDGERS"].ledgers
        assert ledger.fava_options.language == "zh_CN"
        for document in ledger.all_entries_by_type.Document:
            with client.get("/专项资金账簿/document/", query_string={"filename": document.filename}) as sent:
                assert (sent.status_code, sent.data[:4]) == (200, b"%PDF")
    copy = tmp_path / "copy"
    books(copy)
    path = copy / "ledger/books/jieyang-2022/JY2022-001.beancount"
    path.write_text(path.read_text("utf-8").replace("数控技术培训费", "改"), "utf-8")
    app = create_app([str(copy / "ledger" / "main.beancount")], read_only=True)
    with app.test_client() as client:
        told = client.get("/专项资金账簿/api/errors").get_json()["data"]
    assert {each["message"].partition(":")[0] for each in told} == {"seal-broken"}


def test_a_document_carries_the_link_of_its_entry(root: Path) -> None:
    app = create_app([str(root / "ledger" / "main.beancount")])
    (ledger,) = app.config["LEDGERS"].ledgers
    documents = ledger.all_entries_by_type.Document
    assert len(documents) >= 2
    for document in documents:
        digest = Path(document.filename).stem
        named = [each for each in ledger.all_entries_by_type.Transaction if digest in each.meta.get("evidence1", "")]
        assert any(document.links <= each.links for each in named)


def test_a_plugin_line_in_an_included_file_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "inner.beancount").write_text('plugin "no.such.module"\n', "utf-8")
    (tmp_path / "outer.beancount").write_text('include "inner.beancount"\n', "utf-8")
    entries, errors, options = loader.load_file(str(tmp_path / "outer.beancount"))
    assert (entries, errors, options["plugin"]) == ([], [], [])


def test_entries_keep_the_line_they_stand_on_and_are_sorted_by_date_first() -> None:
    text = '2022-02-02 * "b"\n  aa: "1"\n\n2022-01-01 * "a"\n  aa: "2"\n'
    entries: list[Any] = loader.load_string(text)[0]
    assert [(entry.narration, entry.meta["lineno"]) for entry in entries] == [("a", 4), ("b", 1)]


def test_keys_keep_their_order_and_amounts_their_decimals() -> None:
    entries, _, _ = parser.parse_string('2022-01-01 * "a"\n  zz: 10.00\n  aa: -0.10\n  mm: "x"\n')
    meta = entries[0].meta
    assert list(meta) == ["filename", "lineno", "zz", "aa", "mm"]
    assert [str(meta["zz"]), str(meta["aa"])] == ["10.00", "-0.10"]


def test_postings_keep_their_order_and_number() -> None:
    lines = "".join(f"  Assets:102X:F{n % 3}  {n}.00 CNY\n  Assets:102X:F{n % 3}  -{n}.00 CNY\n" for n in range(9))
    loaded: tuple[list[Any], list[Any], Any] = loader.load_string(f'2022-01-01 * "a"\n{lines}')
    entries, errors, _ = loaded
    assert [int(posting.units.number) for posting in entries[-1].postings] == [s * n for n in range(9) for s in (1, -1)]
    assert all("unknown account" in error.message for error in errors)


def test_what_we_rely_on_inside_beancount_is_as_it_was() -> None:
    assert data.Posting._fields == ("account", "units", "cost", "price", "flag", "meta")
    assert data.Transaction._fields == ("meta", "date", "flag", "payee", "narration", "tags", "links", "postings")
    assert data.Custom._fields == ("meta", "date", "type", "values")
    assert grammar.ValueType._fields == ("value", "dtype")
    assert list(inspect.signature(loader._load).parameters) == [  # noqa: SLF001
        "sources",
        "log_timings",
        "extra_validations",
        "encoding",
    ]
