"""A marked register beside other files: mended and marked again, and nothing of anybody's overwritten."""

import os
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from funds.workbook.issue.marked import SUMMARY, ChangedError, ForeignError, UncopiedError, target_for
from funds.workbook.issue.marked_words import COLOURS
from marking import AMOUNT, MEAL, ROW, SHEET, WAYS, a_register, copied, made

way = pytest.fixture(params=WAYS)(copied)


def test_a_mended_register_is_marked_again_in_its_own_place(tmp_path: Path, way: str) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    book = load_workbook(source)
    book[SHEET]["C4"].fill = PatternFill("solid", fgColor="FF00FF00")
    book[SHEET]["F5"].comment = Comment("领导已批", "王会计")
    book.save(source)
    target = made(source, AMOUNT, MEAL)
    mended = load_workbook(target)
    assert mended[SHEET]["F5"].fill.fgColor.rgb[-6:] == COLOURS["review"]
    mended[SHEET]["C4"].value = 1200
    mended.save(target)
    assert target_for(target) == target
    made(target, ROW, target=target)
    again = load_workbook(target)
    assert again.sheetnames == [SUMMARY, SHEET, "旧表"]
    sheet = again[SHEET]
    assert sheet["C4"].value == 1200
    assert sheet["C4"].fill.fgColor.rgb[-6:] == "00FF00", "the user's own colour comes back"
    assert sheet["C4"].comment is None
    assert sheet["F5"].fill.fill_type is None
    if way == "whole":
        assert sheet["F5"].comment.text == "领导已批"
    assert sheet["A6"].fill.fgColor.rgb[-6:] == COLOURS["note"]
    rows = list(again[SUMMARY].iter_rows(values_only=True))
    assert [row[3] for row in rows if row[0] == SHEET] == ["同一行出现两次。"]


def test_nothing_of_the_users_is_overwritten(tmp_path: Path) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    target = target_for(source)
    own = Workbook()
    own.create_sheet(SUMMARY).append(["我自己的汇总"])
    own.save(target)
    before = target.read_bytes()
    with pytest.raises(ForeignError, match="登记-问题") as caught:
        made(source, AMOUNT)
    assert isinstance(caught.value, FileExistsError)
    with pytest.raises(ForeignError):
        made(source, AMOUNT, target=source)
    target.write_bytes(b"no workbook at all")
    with pytest.raises(ForeignError):
        made(source, AMOUNT)
    assert target.read_bytes() == b"no workbook at all"
    assert before


def test_a_register_that_somebody_is_mending_is_not_overwritten(tmp_path: Path) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    target = made(source, AMOUNT)
    made(source, AMOUNT, MEAL)
    book = load_workbook(target)
    book[SHEET]["C4"].value = 1200
    book.save(target)
    os.utime(target, (target.stat().st_atime, target.stat().st_mtime + 2))
    before = target.read_bytes()
    with pytest.raises(ChangedError, match="登记-问题"):
        made(source, AMOUNT)
    assert target.read_bytes() == before


def test_a_copy_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    source = a_register(tmp_path / "登记.xlsx")
    target = made(source, AMOUNT)
    before = target.read_bytes()
    source.write_bytes(source.read_bytes()[:3000])
    with pytest.raises(UncopiedError, match=r"登记.xlsx could not be copied|登记.xlsx"):
        made(source, AMOUNT)
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["登记-问题.xlsx", "登记.xlsx"]


def test_a_folder_that_is_not_there_is_told_as_the_system_tells_it(tmp_path: Path, way: str) -> None:
    del way
    with pytest.raises(FileNotFoundError):
        made(a_register(tmp_path / "登记.xlsx"), AMOUNT, target=tmp_path / "无" / "登记-问题.xlsx")


def test_the_name_of_a_marked_register_is_no_other_files(tmp_path: Path) -> None:
    csv, xlsx = tmp_path / "十二月.csv", tmp_path / "十二月.xlsx"
    first = target_for(csv)
    second = target_for(xlsx, {first})
    third = target_for(xlsx, {first, second})
    assert [each.name for each in (first, second, third)] == [
        "十二月-问题.xlsx",
        "十二月-xlsx-问题.xlsx",
        "十二月-2-问题.xlsx",
    ]
    assert target_for(first) == first
    assert target_for(first, {first}).name == "十二月-xlsx-问题.xlsx"
