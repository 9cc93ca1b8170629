"""Kept papers: what happens to a file is told by its name, nothing is followed out of the store, names are only data."""

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from booked import a, an_office, books
from doors import Door, Said, funded, opened
from funds.book.open import open_book
from funds.book.read import read_folder
from funds.cli.commands import COMMANDS, Command
from funds.cli.identity import IdentityError, no_identity
from funds.entry.identity import identity_places, is_identity
from funds.entry.record import Evidence, Invoice, Record
from funds.workspace import EvidenceError
from funds.workspace.evidence import keep, locate, look, trouble
from funds.workspace.evidence import opened as opened_file
from lives import FIRST

# the table of commands may not name it yet
COMMANDS.setdefault("evidence", Command("evidence", "evidence:evidence", "Papers of an entry."))

FUND = "JY2022-001"
IDENTITY = "11010519491231002X"
PHONE = "13812345678"
SPEND = (
    "spend", FUND, "800", "--date", "2022-11-04", "--purpose", "training", "--payee", "新华书店", "--memo", "购买专业技术书籍",
    "--invoice", "24440000000000000001=800", "--item", "*印刷品*图书",
)  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    door = funded(tmp_path_factory.mktemp("kept") / "unit")
    first, second = door.paper("一月发票.pdf", "%PDF one"), door.paper("签到 表.jpg", "JFIF two")
    door.must(*SPEND, "--evidence", f"invoice={first}")
    door.must("attach", FUND, "4", "--evidence", f"sign-in={second}", "--date", "2022-12-01")
    door.must("book")
    return door.root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "unit")


def kept(door: Door, number: int) -> Path:
    return door.workspace.evidence(door.chain()[number - 1].evidence[0].digest)


def told(door: Door) -> list[str]:
    said: Said = door("verify")
    assert said.status == 1, said
    return [line for line in said.out.splitlines() if line.startswith("evidence: ")]


def test_verify_is_content_with_kept_files_and_they_are_read_only(door: Door) -> None:
    assert "evidence files 2" in door.must("verify").out
    files = [path for path in door.workspace.store.rglob("*") if path.is_file()]
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o444, 0o444]
    assert {path.name.partition(".")[0] for path in files} == {
        hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"%PDF 0ne", "was changed after it was kept."), (b"", "is empty."), (None, "is missing.")],
)
def test_a_file_changed_emptied_or_gone_is_told_by_its_name(door: Door, content: bytes | None, sentence: str) -> None:
    path = kept(door, 4)
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert told(door) == [f"evidence: {FUND} 4: The evidence file 一月发票.pdf (invoice) {sentence}"]


def test_swapped_files_are_both_told(door: Door) -> None:
    one, two = kept(door, 4), kept(door, 5)
    aside = one.with_name("aside")
    one.rename(aside)
    two.rename(one)
    aside.rename(two)
    assert told(door) == [
        f"evidence: {FUND} 4: The evidence file 一月发票.pdf (invoice) was changed after it was kept.",
        f"evidence: {FUND} 5: The evidence file 签到 表.jpg (sign-in) was changed after it was kept.",
    ]


@pytest.mark.parametrize("step", ["file", "folder", "store"])
def test_what_lies_behind_a_link_is_told_and_not_followed(door: Door, tmp_path: Path, step: str) -> None:
    path = {"file": kept(door, 4), "folder": kept(door, 4).parent, "store": door.workspace.store}[step]
    outside = tmp_path / "outside"
    path.rename(outside)
    path.symlink_to(outside)
    found = told(door)
    assert (
        f"evidence: {FUND} 4: The evidence file 一月发票.pdf (invoice) lies behind a link, which is not followed."
        in found
    )
    assert len(found) == (2 if step == "store" else 1)
    digest = door.chain()[3].evidence[0].digest
    assert locate(door.workspace.store, digest) is None
    with pytest.raises(OSError, match=r"link|directory"):
        opened_file(door.workspace.store, digest)
    said = door("evidence", "copy", FUND, "4", "invoice", "-o", str(tmp_path / "out.pdf"))
    assert (said.status, "lies behind a link" in said.err) == (2, True)
    assert not (tmp_path / "out.pdf").exists()


def test_what_is_no_file_any_more_is_told_without_waiting_for_it(door: Door) -> None:
    path = kept(door, 4)
    path.unlink()
    os.mkfifo(path)
    assert told(door) == [f"evidence: {FUND} 4: The evidence file 一月发票.pdf (invoice) cannot be read."]
    path.unlink()
    path.mkdir()
    assert "cannot be read" in told(door)[0]


def test_a_digest_that_leads_elsewhere_is_no_digest(tmp_path: Path) -> None:
    for digest in ("../../etc/passwd", "..", "a" * 63 + "/"):
        with pytest.raises(EvidenceError):
            opened_file(tmp_path, digest)
        piece = Evidence(kind="invoice", digest=digest, size=1, name="a.pdf")
        assert "is missing" in trouble(tmp_path, piece)


def test_a_link_in_the_place_of_a_kept_file_is_replaced_by_the_file(tmp_path: Path) -> None:
    paper, store = tmp_path / "a.pdf", tmp_path / "evidence"
    paper.write_bytes(b"%PDF")
    place = locate(store, keep(store, paper, "invoice").digest)
    assert place is not None
    secret = tmp_path / "secret"
    secret.write_bytes(b"of somebody else")
    place.unlink()
    place.symlink_to(secret)
    keep(store, paper, "invoice")
    assert (place.is_symlink(), place.read_bytes(), secret.read_bytes()) == (False, b"%PDF", b"of somebody else")


def test_a_link_of_the_users_own_is_not_followed_into_the_store(door: Door, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("of somebody else", "utf-8")
    link = tmp_path / "发票.pdf"
    link.symlink_to(secret)
    before = door.count()
    for target in (secret, tmp_path / "nowhere"):
        link.unlink()
        link.symlink_to(target)
        said = door("attach", FUND, "4", "--date", "2022-12-01", "--evidence", f"invoice={link}")
        assert (said.status, door.count()) == (2, before)
        assert "发票.pdf is a link and is not followed" in said.err
    assert not [
        path for path in door.workspace.store.rglob("*") if path.is_file() and path.read_bytes() == b"of somebody else"
    ]


NAMES = (
    "a" * 251 + ".pdf", "票" * 83 + ".pdf", "-rf", "..pdf", "a=b;c|d.pdf", '"><script>.pdf',
    "evidence1: x.pdf", "^JY2022-001.4 #tag.pdf", "a\\u{202e}b\\.pdf", "CON.pdf", " a .pdf",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_name_is_kept_as_data_and_names_no_file(tmp_path: Path, name: str) -> None:
    paper, store = tmp_path / name, tmp_path / "evidence"
    paper.write_bytes(b"%PDF")
    piece = keep(store, paper, "invoice")
    assert piece.name == name
    (path,) = (path for path in store.rglob("*") if path.is_file())
    assert path.stem == piece.digest
    assert path.suffix in {".pdf", ".bin", ".exe"}


def test_hostile_names_come_back_from_the_book_as_they_were(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    chain = office.chains["JY2022-001"]
    (first,) = chain[3].evidence
    pieces = [Evidence(kind="contract", digest=first.digest, size=first.size, name=name) for name in NAMES]
    office.post(a("JY2022-001", "attach", 401, refers=5, evidence=tuple(pieces)))
    assert open_book(books(tmp_path, office)).errors == []
    assert read_folder(tmp_path / "ledger" / "books")["JY2022-001"] == chain


@pytest.mark.parametrize(
    "name",
    ["\u202efdp.exe", "发票\u200f\u200e.pdf", "a\nb.pdf", "a\tb.pdf", "a\x1b[2Jb.pdf", "a\x7f.pdf", "\udcff.pdf"],
)
def test_a_name_that_would_break_a_line_is_refused(tmp_path: Path, name: str) -> None:
    paper = tmp_path / name
    paper.write_bytes(b"%PDF")
    with pytest.raises(EvidenceError, match="rename the file"):
        keep(tmp_path / "evidence", paper, "invoice")


def test_a_path_that_is_none_is_told_and_one_that_climbs_keeps_its_last_name_only(tmp_path: Path) -> None:
    for path in (tmp_path / "a\0b" / "c.pdf", tmp_path / "c\0.pdf", tmp_path / ("a" * 300)):
        with pytest.raises(EvidenceError):
            look(path, "invoice")
    (tmp_path / "inner").mkdir()
    (tmp_path / "x").write_bytes(b"%PDF")
    store = tmp_path / "inner" / "evidence"
    piece = keep(store, tmp_path / "inner" / ".." / "inner" / ".." / "x", "invoice")
    assert piece.name == "x"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inner", "x"]


# ---- identity numbers in what would be sealed ----


@pytest.mark.parametrize(
    ("number", "holds"),
    [(IDENTITY, True), ("11010519491231002x", True), ("110105194912310021", False), ("110105194913310023", False),
     ("91440101MA5AKXXX4", False), ("000000000000000000", False)],
)  # fmt: skip
def test_an_identity_number_has_a_day_of_birth_and_a_last_sign_that_checks(number: str, holds: bool) -> None:
    assert is_identity(number) is holds


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (lambda: {"memo": f"讲课费，{IDENTITY}"}, ("memo",)),
        (lambda: {"payee": "周明１１０１０５１９４９１２３１００２Ｘ"}, ("payee",)),
        (
            lambda: {"evidence": (Evidence(kind="list", digest="a" * 64, size=1, name=f"周明_{IDENTITY}.pdf"),)},
            ("evidence",),
        ),
        (lambda: {"invoices": (Invoice(number=IDENTITY[:17] + "1", item="图书"),), "voucher": IDENTITY}, ("voucher",)),
        (lambda: {"memo": f"发票2444{IDENTITY}", "note": f"电话{PHONE}", "account": f"44{IDENTITY}"}, ()),
    ],
)
def test_a_draft_that_holds_an_identity_number_says_where(
    change: Callable[[], dict[str, object]], places: tuple[str, ...]
) -> None:
    draft = Record(**{"fund": FUND, "kind": "spend", "date": FIRST, **change()})  # type: ignore[arg-type]
    assert identity_places(draft) == places
    if places:
        with pytest.raises(
            IdentityError,
            match="person stands in: the name of a file" if places == ("evidence",) else "can never be taken out again",
        ):
            no_identity(draft)
    else:
        no_identity(draft, ["讲课费领取表.pdf"])


def test_a_sound_copy_beside_a_forged_file_does_not_speak_for_it(door: Door, tmp_path: Path) -> None:
    path, said = kept(door, 4), f"evidence: {FUND} 4: Of the evidence file 一月发票.pdf (invoice) several copies"
    copy = path.with_suffix(".aaa")
    copy.write_bytes(path.read_bytes())
    assert "evidence: " not in door("verify").out
    for bad, sound in ((path, copy), (copy, path)):
        content = sound.read_bytes()
        bad.chmod(0o644)
        bad.write_bytes(b"%PDF forged")
        assert [line.startswith(said) for line in told(door)] == [True]
        out = door("evidence", "copy", FUND, "4", "invoice", "-o", str(tmp_path / "out.pdf"))
        assert (out.status, "not each of them is what was kept" in out.err) == (2, True)
        again = door("attach", FUND, "5", str(_with(tmp_path / "一月发票.pdf", content)), "--kind", "plan")
        assert (again.status, "no longer holds what was kept there" in again.err) == (2, True)
        bad.write_bytes(content)
    copy.unlink()
    copy.symlink_to(path)
    assert told(door)[0].startswith(said)


def _with(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
