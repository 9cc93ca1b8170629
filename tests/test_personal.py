"""Papers with data of persons: kept and sealed as all others, in no book and no view, given out for a reason that is kept."""

import json
import os
import stat
from pathlib import Path

import pytest
from beancount.scripts.check import main as bean_check
from click.testing import CliRunner
from fava.application import create_app

from booked import LEDGER
from doors import AWARD, Door
from funds.book.files import stale_files, write_books
from funds.book.open import open_book
from funds.cli.commands import COMMANDS, Command
from funds.cli.evidence import personal_files
from funds.law.policy import Policy
from funds.law.problem import LawError
from funds.law.read import bind, from_kept
from funds.record.chain import texts
from funds.record.events import attempts
from funds.workspace import Workspace

# the table of commands may not name it yet
COMMANDS.setdefault("evidence", Command("evidence", "evidence:evidence", "Papers of an entry."))

FUND = "JY2022-001"
#: No identity number, since its last sign does not check; in a view nobody can tell.
MISTYPED = "110105194912310021"
PHONE = "13812345678"
GENERAL = (LEDGER / "programmes" / "union-general.toml").read_text("utf-8")
PROGRAMME = (LEDGER / "programmes" / "jieyang-2022.toml").read_text("utf-8")
BEFORE = GENERAL[: GENERAL.index("[[personal]]")]
PERSONAL = frozenset({"lecture-fee-list"})
TITLE = "专项资金账簿"


def made(root: Path, general: str = GENERAL) -> Door:
    """A workspace under a law: a lecture with a photo, whose list of fees came later, and as a plan once more."""
    door = Door(root)
    law(door, general)
    door.must(*AWARD)
    door.must("disburse", FUND, "30000", "--date", "2022-10-17")
    door.must("receive", FUND, "30000", "--date", "2022-10-20")
    door.must(
        "spend", FUND, "1200", "--date", "2022-11-04", "--purpose", "training", "--payee", "周明", "--memo", f"讲课费{PHONE}",
        "--note", f"收款人{MISTYPED}", "--voucher", "记-4", "--evidence", f"photos={door.paper(f'讲课{MISTYPED}.jpg', 'JFIF')}",
    )  # fmt: skip
    fees = door.paper(f"领取表{MISTYPED}.pdf", "%PDF fees")
    door.must(
        "attach", FUND, "4", "--date", "2022-11-08", "--evidence", f"讲课费领取表={fees}", "--evidence", f"plan={fees}"
    )
    return door


def law(door: Door, general: str) -> None:
    (door.root / "ledger" / "programmes" / "union-general.toml").write_text(general, "utf-8")


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    door = made(tmp_path_factory.mktemp("personal") / "unit")
    door.must("book")
    return door


def kept(door: Door, number: int) -> Path:
    return door.workspace.evidence(door.chain()[number - 1].evidence[0].digest)


def fund_file(folder: Path) -> str:
    return (folder / "books" / "jieyang-2022" / f"{FUND}.beancount").read_text("utf-8")


def linked(folder: Path) -> int:
    return sum(" document " in line for line in fund_file(folder).splitlines())


# ---- the law ----


def test_the_law_says_which_papers_are_personal_and_by_which_clause() -> None:
    book = bind(PROGRAMME, GENERAL, Policy())
    assert book.personal == PERSONAL
    (value,) = book.general.personal
    assert book.cite(value) == "主席令第91号 第二十八条"
    assert from_kept(book.text).personal == PERSONAL
    assert from_kept(bind(PROGRAMME, BEFORE, Policy()).text).personal == frozenset()
    with pytest.raises(LawError, match="named nowhere"):
        bind(PROGRAMME, GENERAL.replace('["lecture-fee-list"]', '["pay-slip"]'), Policy())


def test_a_programme_adds_kinds_of_its_own_and_a_broken_file_hides_none_of_the_others(tmp_path: Path) -> None:
    door = Door(tmp_path / "unit")
    own = '\n[[personal]]\nid = "x"\nwhat = "住址"\nkinds = ["sign-in"]\ncite = "rules 第十三条"\nsince = 2022-01-01\n'
    (door.root / "ledger" / "programmes" / "jieyang-2022.toml").write_text(PROGRAMME + own, "utf-8")
    broken = door.root / "ledger" / "programmes" / "broken.toml"
    broken.write_text("form = 2\n", "utf-8")
    assert door.workspace.personal_kinds == PERSONAL | {"sign-in"}
    broken.unlink()
    assert "lecture-fee-list" in door.must("programme", "show", "union-general").out


# ---- the book ----


def test_a_personal_paper_is_sealed_in_the_book_and_linked_under_no_kind(door: Door) -> None:
    folder = door.workspace.main.parent
    assert linked(folder) == 1
    assert f"领取表{MISTYPED}.pdf" in fund_file(folder)
    done = CliRunner().invoke(bean_check, ["-C", str(door.workspace.main)])
    assert (done.exit_code, done.output) == (0, "")
    assert "All agree" in door.must("verify").out


def test_fava_cannot_open_a_personal_paper(door: Door) -> None:
    fees, photo, main = kept(door, 5), kept(door, 4), door.workspace.main
    app = create_app([str(main)], read_only=True)
    with app.test_client() as client:
        assert client.get(f"/{TITLE}/api/errors").get_json()["data"] == []
        for name in (
            str(fees),
            os.path.relpath(fees, main.parent),
            str(main.parent / ".." / fees.relative_to(door.root)),
        ):
            assert client.get(f"/{TITLE}/document/", query_string={"filename": name}).status_code == 404
            assert client.get(f"/{TITLE}/api/source", query_string={"filename": name}).status_code != 200
        (ledger,) = app.config["LEDGERS"].ledgers
        (shown,) = (document.filename for document in ledger.all_entries_by_type.Document)
        assert Path(shown).name == photo.name
        with client.get(f"/{TITLE}/document/", query_string={"filename": shown}) as sent:
            assert (sent.status_code, sent.data) == (200, b"JFIF")


def test_a_copy_of_the_book_elsewhere_leaves_the_paper_out_too(door: Door, tmp_path: Path) -> None:
    door.must("book", "-o", str(tmp_path / "copy"))
    assert linked(tmp_path / "copy") == 1
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes() == b"%PDF fees"]


def test_a_book_from_before_still_checks_and_the_next_one_leaves_the_paper_out(tmp_path: Path) -> None:
    door = made(tmp_path / "unit", BEFORE)
    door.must("book")
    folder = door.workspace.main.parent
    assert linked(folder) == 2
    law(door, GENERAL)
    assert open_book(door.workspace.main).errors == []
    assert "All agree" in door.must("verify").out

    asked = [door.chain()], texts(door.workspace.open()), door.workspace.evidence, _queries(door)
    personal = personal_files(Workspace(door.root), door.workspace.open())
    assert stale_files(folder, *asked, personal) == []
    assert [path.name for path in write_books(folder, *asked, personal)] == [f"{FUND}.beancount"]
    assert linked(folder) == 1
    assert open_book(door.workspace.main).errors == []
    assert stale_files(folder, *asked, personal) == []

    path = folder / "books" / "jieyang-2022" / f"{FUND}.beancount"
    path.write_text(path.read_text("utf-8").replace(" document ", " document  ", 1), "utf-8")
    assert stale_files(folder, *asked, personal) == [path]


def _queries(door: Door) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8").strip() for path in door.workspace.queries.glob("*.bql")}


# ---- views and exports ----


def test_numbers_of_persons_are_hidden_wherever_an_entry_is_read(door: Door, tmp_path: Path) -> None:
    book = tmp_path / "found.xlsx"
    views = [
        door.must("show", FUND).out,
        door.must("show", FUND, "--format", "json").out,
        door.must("show", FUND, "4").out,
        door.must("show", FUND, "5", "--format", "json").out,
        door.must("search", "讲课费").out,
        door.must("search", "讲课费", "--format", "json").out,
        door.must("search", "讲课费", "--format", "csv").out,
        door.must("evidence", "list", FUND).out,
        door.must("evidence", "list", FUND, "--format", "json").out,
        door.must("evidence", "list", FUND, "4", "--format", "csv").out,
    ]
    door.must("search", PHONE, "--format", "xlsx", "-o", str(book))
    for view in views:
        assert "138******78" in view or "110*************21" in view
        assert PHONE not in view
        assert MISTYPED not in view
    assert "110*************21" in views[2]
    assert PHONE in fund_file(door.workspace.main.parent)  # what is sealed stays, or no seal could be checked


def test_a_lost_personal_paper_is_told_with_its_numbers_hidden(tmp_path: Path) -> None:
    door = made(tmp_path / "unit")
    kept(door, 5).unlink()
    said = door("verify").out
    assert "The evidence file 领取表110*************21.pdf (lecture-fee-list) is missing." in said


# ---- giving a paper out ----


def test_papers_are_listed_with_the_entry_that_they_belong_to(door: Door) -> None:
    rows = door.must("evidence", "list", FUND, "4", "--format", "json").object
    assert [(row["number"], row["by"], row["kind"], bool(row["personal"])) for row in rows] == [
        (4, 4, "photos", False), (4, 5, "lecture-fee-list", True), (4, 5, "plan", True),
    ]  # fmt: skip
    assert rows[1]["paper"] == "讲课费领取表"
    assert door.must("evidence", "list", FUND, "1", "--format", "json").object == []


def test_a_plain_paper_is_copied_out_without_a_reason(door: Door, tmp_path: Path) -> None:
    target = tmp_path / "照片.jpg"
    said = door.must("evidence", "copy", FUND, "4", "照片", "-o", str(target))
    assert (target.read_bytes(), said.out) == (b"JFIF", f"Written: {target}\n")
    again = door("evidence", "copy", FUND, "4", "photos", "-o", str(target))
    assert (again.status, "is not overwritten" in again.err) == (2, True)


def test_a_personal_paper_is_copied_out_only_for_a_reason_and_that_is_kept(tmp_path: Path) -> None:
    door = made(tmp_path / "unit")
    target = tmp_path / "fees.pdf"
    for kind in ("lecture-fee-list", "讲课费领取表", "plan"):
        asked = ("evidence", "copy", FUND, "4", kind, "-o", str(target))
        said = door(*asked)
        assert (said.status, "--reason" in said.err, target.exists()) == (2, True, False)
        assert attempts(door.workspace.open()) == []
    door.must(*asked, "--reason", "个税申报", actor="李审核")
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"%PDF fees", 0o600)
    (log,) = attempts(door.workspace.open())
    facts = log.findings[0].facts
    assert (log.maker, facts["reason"], facts["fund"], facts["number"]) == ("李审核", "个税申报", FUND, "4")
    assert (log.findings[0].code, facts["digest"]) == ("unmasked", door.chain()[4].evidence[0].digest)
    assert PHONE not in json.dumps(dict(facts))
    again = door(*asked, "--reason", "再看一次")
    assert (again.status, len(attempts(door.workspace.open()))) == (2, 1)


def test_what_cannot_be_logged_is_not_given_out(tmp_path: Path) -> None:
    door = made(tmp_path / "unit")
    with door.workspace.open().begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'full'); END")
    target = tmp_path / "fees.pdf"
    said = door("evidence", "copy", FUND, "4", "lecture-fee-list", "-o", str(target), "--reason", "个税申报")
    assert (said.status, "full" in said.err, target.exists()) == (2, True, False)


def test_which_paper_is_meant_is_asked_where_there_are_none_or_several(tmp_path: Path) -> None:
    door = made(tmp_path / "unit")
    target = str(tmp_path / "x")
    none = door("evidence", "copy", FUND, "4", "invoice", "-o", target)
    assert (none.status, "It has: lecture-fee-list, photos, plan." in none.err) == (2, True)
    door.must("attach", FUND, "4", "--date", "2022-11-09", "--evidence", f"photos={door.paper('b.jpg', 'JFIF b')}")
    several = door("evidence", "copy", FUND, "4", "photos", "-o", target)
    digest = door.chain()[5].evidence[0].digest
    assert (several.status, digest[:12] in several.err) == (2, True)
    door.must("evidence", "copy", FUND, "4", "photos", "-o", target, "--digest", digest[:8])
    assert Path(target).read_bytes() == b"JFIF b"
