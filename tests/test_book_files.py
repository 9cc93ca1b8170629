"""Writing the books into a folder: the same bytes, only what changed, nothing half written, nothing left over."""

import os
import shutil
from pathlib import Path

import pytest

from booked import a, a_spend, an_office, books
from funds.book.files import write_books, write_file
from funds.book.open import open_book
from funds.book.opening import safe_name
from funds.book.read import UnreadableError, read_folder
from funds.book.write import BadFundError


def contents(ledger: Path) -> dict[str, bytes]:
    return {str(path.relative_to(ledger)): path.read_bytes() for path in ledger.rglob("*") if path.is_file()}


def test_writing_again_changes_no_file_and_writing_anew_gives_the_same_bytes(tmp_path: Path) -> None:
    office = an_office(tmp_path / "a")
    books(tmp_path / "a", office)
    shutil.copytree(tmp_path / "a" / "evidence", tmp_path / "b" / "evidence")
    books(tmp_path / "b", office)
    assert contents(tmp_path / "a" / "ledger") == contents(tmp_path / "b" / "ledger")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*.beancount")}
    found = {path.stem: path for path in (tmp_path / "a" / "evidence").glob("*/*")}
    assert write_books(tmp_path / "a" / "ledger", office.chains.values(), office.texts, found.__getitem__) == []
    assert before == {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*.beancount")}


def test_a_new_record_changes_its_funds_file_and_the_opening_files_over_it_only(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    books(tmp_path, office)
    office.post(a_spend("LN2022-001", 410, 10_00, "24449999"))
    found = {path.stem: path for path in (tmp_path / "evidence").glob("*/*")}
    changed = write_books(tmp_path / "ledger", office.chains.values(), office.texts, found.__getitem__)
    assert {str(path.relative_to(tmp_path / "ledger")) for path in changed} == {
        "main.beancount",
        "books/liaoning-2022/LN2022-001.beancount",
        "books/liaoning-2022/2022.beancount",
        "books/units/揭阳LN2022-001机械厂.beancount",
    }
    assert open_book(tmp_path / "ledger" / "main.beancount").errors == []


def test_the_folder_is_read_back_as_the_chains_that_were_written(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    books(tmp_path, office)
    assert read_folder(tmp_path / "ledger" / "books") == office.chains
    path = tmp_path / "ledger/books/jieyang-2022/JY2022-001.beancount"
    path.write_text(path.read_text("utf-8") + '\n2022 "x\n', "utf-8")
    with pytest.raises(UnreadableError, match="JY2022-001"):
        read_folder(tmp_path / "ledger" / "books")


def test_files_of_funds_that_are_no_more_go_and_those_of_others_stay(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    books(tmp_path, office)
    mine = tmp_path / "ledger/books/jieyang-2022/notes.beancount"
    mine.write_text("; my own\n", "utf-8")
    del office.chains["LN2022-001"]
    books(tmp_path, office)
    assert mine.exists()
    assert not list((tmp_path / "ledger" / "books").glob("liaoning-2022/*"))
    assert not list((tmp_path / "ledger" / "books").glob("units/*LN2022*"))


def test_a_file_that_cannot_be_written_whole_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.beancount"
    assert write_file(path, "old") == [path]

    def full(handle: int) -> None:
        del handle
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(path, "new")
    assert (path.read_text("utf-8"), list(tmp_path.iterdir())) == ("old", [path])


def test_a_text_that_is_not_of_its_hash_and_a_chain_without_an_award_are_not_written(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with pytest.raises(BadFundError, match="kept text"):
        write_books(tmp_path / "x", [], {"0" * 64: "{}"}, None)
    with pytest.raises(BadFundError, match="award"):
        write_books(tmp_path / "x", [office.chains["JY2022-001"][1:]], office.texts, None)
    with pytest.raises(BadFundError, match="award"):
        write_books(tmp_path / "x", [[a("JY2022-009", "spend", 1)]], office.texts, None)


def test_a_copy_without_evidence_files_still_checks_and_a_lost_file_is_told_where_they_are_linked(
    tmp_path: Path,
) -> None:
    office = an_office(tmp_path)
    main = books(tmp_path, office)
    bare = books(tmp_path / "bare", office, evidence=False)
    assert not (tmp_path / "bare" / "evidence").exists()
    assert open_book(bare).errors == []
    (first, *_) = sorted((tmp_path / "evidence").glob("*/*"))
    first.unlink()
    assert len(open_book(main).errors) == 1


def test_units_have_safe_file_names_that_do_not_collide() -> None:
    names = ["揭阳机械厂", "揭阳/机械厂", "../../etc", "a b", "a  b", "", "x" * 300, "厂" * 300, 'a"\nb', "\ud800"]
    made = [safe_name(name) for name in names]
    assert made[0] == "揭阳机械厂"
    assert len(set(made)) == len(made)
    for name in made:
        assert name
        assert len(name.encode()) < 200
        assert not set(name) & set('/\\."\n \ud800*?[]')


def test_an_empty_record_is_a_book_that_checks(tmp_path: Path) -> None:
    write_books(tmp_path, [], {}, None)
    book = open_book(tmp_path / "main.beancount")
    assert (book.errors, book.heads) == ([], {})
