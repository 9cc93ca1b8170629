"""Files of the workspace: evidence kept once and read-only, and the one file that holds a workspace."""

import io
import os
import stat
import tarfile
from pathlib import Path

import pytest

from funds.workspace import EvidenceError
from funds.workspace.archive import ArchiveError, pack, unpack
from funds.workspace.evidence import keep, locate
from funds.workspace.laid import lay_down


def _file(folder: Path, name: str = "scan.pdf", content: bytes = b"%PDF") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_file_is_kept_once_read_only_under_its_digest(tmp_path: Path) -> None:
    store = tmp_path / "evidence"
    first = keep(store, _file(tmp_path), "invoice")
    second = keep(store, _file(tmp_path, "other.PDF"), "contract")
    assert (first.digest, first.size, first.name) == (second.digest, 4, "scan.pdf")
    [kept] = [path for path in store.rglob("*") if path.is_file()]
    assert kept == locate(store, first.digest) == store / first.digest[:2] / f"{first.digest}.pdf"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444


@pytest.mark.parametrize(
    ("name", "suffix"), [("a.JPG", ".jpg"), ("a", ".bin"), ("a.发票", ".bin"), ("a.tar.gz", ".gz"), ("a.sh;x", ".bin")]
)
def test_the_stores_names_are_plain_and_the_users_name_is_kept_as_data(tmp_path: Path, name: str, suffix: str) -> None:
    evidence = keep(tmp_path / "evidence", _file(tmp_path, name), "invoice")
    kept = locate(tmp_path / "evidence", evidence.digest)
    assert kept is not None
    assert kept.name == evidence.digest + suffix
    assert evidence.name == name


def test_what_is_no_plain_file_with_content_is_refused(tmp_path: Path) -> None:
    store = tmp_path / "evidence"
    os.mkfifo(tmp_path / "pipe")
    for path in (
        _file(tmp_path, "empty.pdf", b""),
        tmp_path,
        tmp_path / "none.pdf",
        tmp_path / "pipe",
        Path("/dev/zero"),
    ):
        with pytest.raises(EvidenceError):
            keep(store, path, "invoice")
    with pytest.raises(EvidenceError, match="control"):
        keep(store, _file(tmp_path, "a\nb.pdf"), "invoice")
    assert not store.exists()


def test_a_link_in_the_stores_place_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    store = tmp_path / "evidence"
    store.symlink_to(outside)
    with pytest.raises(EvidenceError, match="link"):
        keep(store, _file(tmp_path), "invoice")
    assert not list(outside.iterdir())


def test_a_link_within_the_store_is_not_followed(tmp_path: Path) -> None:
    outside, store = tmp_path / "outside", tmp_path / "evidence"
    outside.mkdir()
    store.mkdir()
    digest = keep(tmp_path / "elsewhere", _file(tmp_path), "invoice").digest
    (store / digest[:2]).symlink_to(outside)
    with pytest.raises(EvidenceError, match="link"):
        keep(store, _file(tmp_path), "invoice")
    assert not list(outside.iterdir())


def test_a_kept_file_that_was_changed_is_found_out(tmp_path: Path) -> None:
    store = tmp_path / "evidence"
    kept = locate(store, keep(store, _file(tmp_path), "invoice").digest)
    assert kept is not None
    kept.chmod(0o644)
    kept.write_bytes(b"%PDX")
    with pytest.raises(EvidenceError, match="no longer"):
        keep(store, _file(tmp_path), "invoice")


def test_a_digest_that_is_none_is_refused(tmp_path: Path) -> None:
    for digest in ("../../etc/passwd", "", "A" * 64, "a" * 63):
        with pytest.raises(EvidenceError):
            locate(tmp_path, digest)


def test_missing_evidence_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="backup"):
        lay_down(tmp_path / "w").evidence("a" * 64)


# ---- archive ----


def _copy(target: Path) -> None:
    target.write_bytes(b"a copy of the record")


def test_an_archive_brings_back_every_file(tmp_path: Path) -> None:
    workspace = lay_down(tmp_path / "w")
    digest = workspace.keep(_file(tmp_path), "invoice").digest
    (workspace.books / "JY").mkdir(parents=True)
    (workspace.books / "JY" / "x.beancount").write_text("left out")
    count = pack(workspace, tmp_path / "w.tar", _copy)
    back = unpack(tmp_path / "w.tar", tmp_path / "back")
    assert (back.root / "funds.sqlite").read_bytes() == b"a copy of the record"
    assert back.evidence(digest).read_bytes() == b"%PDF"
    assert len([path for path in back.root.rglob("*") if path.is_file()]) == count
    assert not back.books.exists()


def test_an_archive_is_not_overwritten_and_half_an_archive_is_not_left(tmp_path: Path) -> None:
    workspace = lay_down(tmp_path / "w")
    _file(tmp_path, "w.tar")
    with pytest.raises(ArchiveError, match="exists"):
        pack(workspace, tmp_path / "w.tar", _copy)

    def fails(target: Path) -> None:
        raise OSError(28, "No space left", str(target))

    with pytest.raises(OSError, match="No space"):
        pack(workspace, tmp_path / "v.tar", fails)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w", "w.tar"]


def test_a_record_kept_elsewhere_is_not_packed(tmp_path: Path) -> None:
    workspace = lay_down(tmp_path / "w", url="postgresql+pg8000://u@h/d")
    with pytest.raises(ArchiveError, match="outside"):
        pack(workspace, tmp_path / "w.tar", _copy)


def _archive(path: Path, *members: tuple[str, bytes]) -> Path:
    with tarfile.open(path, "w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


WHOLE = (("funds.toml", b"form = 1\n"), ("record.sqlite", b"x"))


@pytest.mark.parametrize(
    "name", ["../evil", "/tmp/evil", "ledger/../../evil", "evil.txt", "evidence/aa/" + "0" * 64 + ".pdf"]
)
def test_an_archive_with_what_no_workspace_has_is_refused_whole(tmp_path: Path, name: str) -> None:
    path = _archive(tmp_path / "w.tar", *WHOLE, (name, b"evil"))
    with pytest.raises(ArchiveError):
        unpack(path, tmp_path / "back")
    assert [entry.name for entry in tmp_path.iterdir()] == ["w.tar"]


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    path = _archive(tmp_path / "w.tar", *WHOLE)
    with tarfile.open(path, "a") as archive:
        info = tarfile.TarInfo("evidence/link")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(info)
    with pytest.raises(ArchiveError):
        unpack(path, tmp_path / "back")


def test_what_is_no_archive_or_no_whole_one_is_refused(tmp_path: Path) -> None:
    for path in (
        _file(tmp_path, "a.tar", b"no tar" * 200),
        _archive(tmp_path / "b.tar", WHOLE[0]),
        tmp_path / "none.tar",
    ):
        with pytest.raises(ArchiveError):
            unpack(path, tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_restore_goes_into_an_empty_folder_only(tmp_path: Path) -> None:
    path = _archive(tmp_path / "w.tar", *WHOLE)
    with pytest.raises(ArchiveError, match="not empty"):
        unpack(path, tmp_path)
    (tmp_path / "back").mkdir()
    assert unpack(path, tmp_path / "back").root == tmp_path / "back"
