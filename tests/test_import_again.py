"""Registers brought in again after life went on: corrected, reversed, refunded, written another way, sorted wrongly."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from doors import Door, funded, opened
from registers import GOOD, Row, register, spent

FUND = "JY2022-001"
BARE: Row = {**GOOD, "voucher": None, "invoice_number": None, "item": None}
BACK: Row = {
    **GOOD, "event": "退款", "amount": 100, "date": "2022-11-20", "voucher": "记-9", "memo": "退多收款", "purpose": None,
    "payee": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded(tmp_path_factory.mktemp("again") / "w").root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "支出.xlsx"


def brought(door: Door, path: Path, *options: str) -> list[str]:
    """Bring a register in, and give what became of its rows."""
    said = door("import", "spending", str(path), *options, "--format", "json")
    return [row["status"] for row in said.object["rows"]]


def _rows(path: Path, rows: Sequence[Row]) -> Path:
    return register(path, "spending", rows)


def test_a_refund_whose_spending_is_used_up_is_known_again(door: Door, file: Path, tmp_path: Path) -> None:
    assert brought(door, _rows(file, [{**GOOD, "amount": 100}, BACK])) == ["posted", "posted"]
    assert brought(door, file) == ["already", "already"]
    other = {
        **GOOD,
        "amount": 100,
        "voucher": "记-12",
        "invoice_number": "24440000000000000077",
        "payee": "榕城印务公司",
    }
    assert brought(door, spent(tmp_path / "b.xlsx", other)) == ["posted"]
    before = door.count()
    assert brought(door, file) == ["already", "already"]
    assert door.count() == before


def test_a_reversed_entry_does_not_come_back(door: Door, file: Path, tmp_path: Path) -> None:
    assert brought(door, spent(file, {})) == ["posted"]
    door.must("reverse", FUND, "4", "--reason", "金额录错")
    assert brought(door, spent(tmp_path / "b.xlsx", {"amount": 1380.5, "voucher": "记-6"})) == ["posted"]
    before = door.count()
    told = door("import", "spending", str(file), "--format", "json").object["rows"][0]
    assert (told["status"], told["findings"][0]["code"], door.count()) == ("already", "reversed-since", before)


@pytest.mark.parametrize("voucher", ["记5", "记-05", "記－5", "记 - 5"])
def test_a_voucher_written_another_way_is_the_same(door: Door, file: Path, tmp_path: Path, voucher: str) -> None:
    assert brought(door, spent(file, {})) == ["posted"]
    assert brought(door, spent(tmp_path / "b.xlsx", {"voucher": voucher})) == ["already"]


@pytest.mark.parametrize(
    ("first", "change"),
    [
        (BARE, {"amount": 1208.5}),
        (BARE, {"date": "2022-11-03"}),
        ({**BARE, "voucher": "记-5"}, {"voucher": "记-7"}),
        ({**BARE, "voucher": "记-5"}, {"amount": 1290}),
        (GOOD, {"papers": 4}),
    ],
)
def test_a_row_edited_after_it_was_posted_is_told(
    door: Door, file: Path, tmp_path: Path, first: Row, change: Row
) -> None:
    assert brought(door, _rows(file, [first])) == ["posted"]
    before = door.count()
    assert brought(door, _rows(tmp_path / "b.xlsx", [{**first, **change}])) == ["refused"]
    assert door.count() == before


def test_rows_in_the_order_of_life_are_let_in(door: Door, file: Path) -> None:
    rows = [
        {**GOOD, "amount": 30000}, {**BACK, "amount": 5000, "date": "2022-11-03"},
        {**GOOD, "amount": 5000, "date": "2022-11-04", "voucher": "记-8", "invoice_number": "24440000000000000008"},
    ]  # fmt: skip
    assert set(brought(door, _rows(file, rows))) <= {"posted", "review"}


def test_rows_above_the_header_are_told(door: Door, file: Path) -> None:
    register(file, "spending", [GOOD, {**GOOD, "voucher": "记-6", "invoice_number": "24440000000000000008"}])
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(file)
    sheet = book.worksheets[0]
    sheet.move_range("A2:U2", rows=-1)
    header = [cell.value for cell in load_workbook(file).worksheets[0][1]]
    for column, text in enumerate(header, 1):
        sheet.cell(2, column, text)
    book.save(file)
    assert brought(door, file) == ["error", "refused"]
    said = door("import", "spending", str(file))
    assert (said.status, "above-header" in said.out) == (1, True)


def test_a_sheet_whose_header_is_gone_refuses_the_file(door: Door, file: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    spent(file, {})
    book = load_workbook(file)
    book.create_sheet("2月").append([FUND, "2022-11-05", "记-9", "教材", "学习培训", 100])
    book.save(file)
    said = door("import", "spending", str(file))
    assert (said.status, "2月" in said.err) == (2, True)
    assert door.count() == 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"invoice_number": "30551202-30551204"}, "not-an-invoice"),
        ({"invoice_number": "30551202", "invoice_code": "电子票"}, "not-an-invoice"),
        ({"note": "作废"}, "row-void"),
        ({"files": "发票="}, "paper-unclear"),
        ({"amount": "12 34"}, "not-an-amount"),
    ],
)
def test_what_is_not_certain_is_asked_back(door: Door, file: Path, change: Row, code: str) -> None:
    said = door("import", "spending", str(spent(file, change)), "--format", "json")
    assert [row["findings"][0]["code"] for row in said.object["rows"]] == [code]


def test_a_refund_that_fits_several_or_none_is_asked_back(door: Door, file: Path) -> None:
    two = [{**BARE, "voucher": f"记-{turn}", "amount": 100 + turn} for turn in (5, 6)]
    back = {**BARE, "event": "退款", "amount": 50, "voucher": "记-9", "date": "2022-11-20"}
    said = door("import", "spending", str(_rows(file, [*two, back])), "--partial", "--format", "json").object
    assert said["rows"][2]["findings"][0]["code"] == "several-fit"
    none = {**back, "payee": "没有这家店"}
    said = door("import", "spending", str(_rows(file, [none])), "--format", "json").object
    assert said["rows"][0]["findings"][0]["code"] == "no-entry-fits"


def test_what_was_posted_of_an_earlier_file_is_told_when_a_later_one_fails(
    door: Door, file: Path, tmp_path: Path
) -> None:
    spent(file, {})
    (door.root / "evidence").rename(door.root / "away")
    (door.root / "evidence").symlink_to(tmp_path)
    (tmp_path / "发票1.pdf").write_text("%PDF")
    later = spent(
        tmp_path / "b.xlsx", {"voucher": "记-6", "invoice_number": "24440000000000000008", "files": "发票1.pdf"}
    )
    said = door("import", "spending", str(file), str(later))
    assert (said.status, "支出.xlsx: 1" in said.out) == (2, True)
    assert door.count() == 4
