"""A file with data of persons is one everywhere: in every fund and every book, for its owner's eyes alone."""

import stat
from pathlib import Path

import pytest

from doors import AWARD, Door, funded
from funds.cli.evidence import personal_files
from funds.record.personal import personal_digests
from funds.workspace import Workspace
from funds.workspace.evidence import keep, tighten
from material_doors import MEMBER, add
from test_personal import BEFORE, GENERAL, law, made

ONE, TWO = "JY2022-001", "JY2022-002"
FEES = "讲课费领取表"


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """Two funds; what is a list of fees in the first is a photo in the second."""
    door = funded(tmp_path / "unit")
    door.must(*AWARD[:3], "--studio", "李四创新工作室", *AWARD[5:])
    fees = door.paper("领取表.pdf", "%PDF fees")
    door.must("attach", TWO, "1", str(fees), "--kind", "photos")
    door.must("attach", ONE, "3", str(fees), "--kind", FEES)
    return door


def mode(door: Door, fund: str = ONE) -> int:
    [piece] = door.chain(fund)[-1].evidence
    return stat.S_IMODE(door.workspace.evidence(piece.digest).stat().st_mode)


def linked(door: Door) -> int:
    door.must("book")
    files = (door.root / "ledger" / "books").rglob("*.beancount")
    return sum(" document " in line for path in files for line in path.read_text("utf-8").splitlines())


def test_a_file_that_is_personal_in_one_fund_is_personal_in_all(door: Door, tmp_path: Path) -> None:
    [row] = door.must("evidence", "list", TWO, "--format", "json").object
    assert (row["kind"], bool(row["personal"])) == ("photos", True)
    target = tmp_path / "out.pdf"
    asked = ("evidence", "copy", TWO, "1", "photos", "-o", str(target))
    said = door(*asked)
    assert (said.status, "--reason" in said.err, target.exists()) == (2, True, False)
    assert linked(door) == 0
    assert "All agree" in door.must("verify").out
    door.must(*asked, "--reason", "个税申报")
    assert target.read_bytes() == b"%PDF fees"
    other = door.paper("照片.jpg", "JFIF")
    door.must("attach", TWO, "1", str(other), "--kind", "photos")
    assert linked(door) == 1


def test_a_row_of_material_makes_a_file_personal_too(door: Door) -> None:
    scan = door.paper("名单.pdf", "%PDF names")
    door.must("attach", TWO, "1", str(scan), "--kind", "photos")
    assert linked(door) == 1
    assert add(door, "members", MEMBER, "--evidence", f"{FEES}={scan}").status == 0
    assert linked(door) == 0
    assert [bool(row["personal"]) for row in door.must("evidence", "list", TWO, "--format", "json").object] == [
        True
    ] * 2


def test_a_text_that_looks_like_a_piece_of_evidence_makes_nothing_personal(door: Door) -> None:
    digest = "0" * 64
    fake = f'"digest":"{digest}","kind":"lecture-fee-list"'
    door.must("attach", ONE, "2", str(door.paper("x.pdf")), "--kind", "photos", "--note", fake)
    found = personal_digests(door.workspace.open(), {"lecture-fee-list"})
    assert (len(found), digest in found) == (1, False)
    assert personal_digests(door.workspace.open(), ()) == frozenset()
    assert personal_digests(door.workspace.open(), {"lecture_fee_list", "%"}) == frozenset()


def test_a_personal_file_is_its_owner_s_alone_whichever_way_it_came_first(door: Door) -> None:
    assert mode(door) == mode(door, TWO) == 0o400
    fees = door.paper("另一张.pdf", "%PDF more")
    door.must("attach", ONE, "3", str(fees), "--kind", FEES)
    assert mode(door) == 0o400
    door.must("attach", TWO, "1", str(fees), "--kind", "photos")
    assert mode(door, TWO) == 0o400
    door.must("attach", TWO, "1", str(door.paper("照片.jpg", "JFIF")), "--kind", "photos")
    assert mode(door, TWO) == 0o444
    assert "All agree" in door.must("verify").out


def test_a_file_that_the_law_makes_personal_later_is_closed_with_the_next_book(tmp_path: Path) -> None:
    door = made(tmp_path / "unit", BEFORE)
    digest = door.chain()[4].evidence[0].digest
    path = door.workspace.evidence(digest)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    law(door, GENERAL)
    door.must("book")
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    photo = door.workspace.evidence(door.chain()[3].evidence[0].digest)
    assert stat.S_IMODE(photo.stat().st_mode) == 0o444
    # and one that an earlier law called so stays so
    law(door, BEFORE)
    assert personal_files(Workspace(door.root), door.workspace.open()) == frozenset()
    door.must("spend", ONE, "5", "--date", "2022-11-09", "--purpose", "training", "--payee", "书店", "--memo", "书")
    law(door, GENERAL)
    door.must("spend", ONE, "5", "--date", "2022-11-10", "--purpose", "training", "--payee", "书店", "--memo", "图书")
    law(door, BEFORE)
    assert personal_files(Workspace(door.root), door.workspace.open()) == {digest}


def test_a_backup_brings_a_personal_file_back_as_closed_as_it_was(door: Door, tmp_path: Path) -> None:
    door.must("attach", TWO, "1", str(door.paper("照片.jpg", "JFIF")), "--kind", "photos")
    door.must("backup", str(tmp_path / "b.tar"))
    door.must("restore", str(tmp_path / "b.tar"), str(tmp_path / "back"))
    files = [path for path in (tmp_path / "back" / "evidence").rglob("*") if path.is_file()]
    found = {path.read_bytes(): stat.S_IMODE(path.stat().st_mode) for path in files}
    assert found == {b"%PDF fees": 0o400, b"JFIF": 0o444}


def test_closing_follows_no_link_and_passes_over_what_is_not_there(tmp_path: Path) -> None:
    store, outside = tmp_path / "evidence", tmp_path / "outside"
    paper = tmp_path / "a.pdf"
    paper.write_bytes(b"%PDF")
    digest = keep(store, paper, "photos").digest
    [kept] = (path for path in store.rglob("*") if path.is_file())
    outside.write_bytes(b"x")
    outside.chmod(0o644)
    (kept.parent / f"{digest}.zzz").symlink_to(outside)
    tighten(store, {digest, "f" * 64})
    assert (stat.S_IMODE(kept.stat().st_mode), stat.S_IMODE(outside.stat().st_mode)) == (0o400, 0o644)
