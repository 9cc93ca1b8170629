"""One payment entered twice in one file: rows alike in what a payment is, and different elsewhere, are told."""

import datetime as dt
from pathlib import Path

import pytest

from doors import Door, funded, opened
from funds.cli.registers.alike import Alike
from funds.cli.registers.finding import Place
from funds.entry.record import Record
from registers import GOOD, Row, register, spent

BARE: Row = {"invoice_number": None, "item": None, "voucher": None}
OTHER = "JY2022-002"
GOOD_DAY = dt.date(2022, 11, 2)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    door = funded(tmp_path_factory.mktemp("twice") / "w")
    door.must(
        "award", "--programme", "jieyang-2022", "--kind", "model", "--studio", "李工工作室", "--unit", "揭东电子厂", "--lead", "李工",
        "--recommender", "揭东区总工会", "--amount", "20000", "--date", "2022-10-08", "--document", "揭工总〔2022〕52号",
    )  # fmt: skip
    door.must("disburse", OTHER, "20000", "--date", "2022-10-17", "--document", "拨 2")
    door.must("receive", OTHER, "20000", "--date", "2022-10-20", "--document", "回单 2")
    return door.root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


def found(door: Door, path: Path, *rows: Row) -> list[list[str]]:
    """Bring rows in, all of which the rules let in, and give what is to be checked of each."""
    told = door.must("import", "spending", str(spent(path, *rows)), "--format", "json").object
    return [[each["code"] for each in row["findings"] if each["severity"] == "check"] for row in told["rows"]]


@pytest.mark.parametrize(
    ("first", "change", "code"),
    [
        (BARE, {"memo": "门牌"}, "payment-twice"),
        (BARE, {"note": "补"}, "payment-twice"),
        ({**BARE, "voucher": "记-5"}, {"voucher": "记-6"}, "payment-twice"),
        ({**BARE, "voucher": "记-5"}, {"voucher": None, "memo": "门牌"}, "payment-twice"),
        ({**BARE, "voucher": "记-5"}, {"payee": "榕城图文", "memo": "门牌"}, "voucher-twice"),
        ({**BARE, "voucher": "记-5"}, {"voucher": "记-05", "date": "2022-11-03", "payee": "图文店"}, "voucher-twice"),
        (BARE, {"fund": OTHER}, "fund-mistaken"),
        ({**BARE, "voucher": "记-5"}, {"fund": OTHER}, "fund-mistaken"),
    ],
)
def test_a_row_like_another_of_its_file_is_told(door: Door, tmp_path: Path, first: Row, change: Row, code: str) -> None:
    told = found(door, tmp_path / "a.xlsx", first, {**first, **change})
    assert told == [[], [code]]
    assert (tmp_path / "a-问题.xlsx").is_file()
    assert found(door, tmp_path / "a.xlsx", first, {**first, **change}) == [[], []], "posted, and known again"


@pytest.mark.parametrize(
    ("first", "change"),
    [
        (GOOD, {"invoice_number": "24440000000000000009", "voucher": "记-5"}),
        ({**BARE, "voucher": "记-5"}, {"voucher": "记-6", "memo": "会议室展板"}),
        (BARE, {"amount": 1281}),
        (BARE, {"date": "2022-11-03"}),
        (BARE, {"payee": "另一家"}),
        (BARE, {"fund": OTHER, "memo": "会议室展板"}),
        ({**BARE, "voucher": "记-5"}, {"fund": OTHER, "voucher": "记-6"}),
        (GOOD, {"fund": OTHER, "invoice_number": "24440000000000000009"}),
    ],
)
def test_two_payments_are_let_be(door: Door, tmp_path: Path, first: Row, change: Row) -> None:
    assert found(door, tmp_path / "a.xlsx", first, {**first, **change}) == [[], []]


def test_one_sum_paid_out_to_each_of_many_funds_is_no_mistake(tmp_path: Path) -> None:
    door = Door(tmp_path / "w")
    for turn in (1, 2):
        door.must(
            "award", "--programme", "jieyang-2022", "--kind", "model", "--studio", f"第{turn}工作室", "--unit", f"第{turn}厂",
            "--lead", "李工", "--recommender", f"第{turn}总工会", "--amount", "20000", "--date", "2022-10-08", "--document", "揭工总〔2022〕51号",
        )  # fmt: skip
    paid: Row = {"event": "拨付", "date": "2022-10-17", "amount": 8000, "document": "拨 9"}
    rows = [{**paid, "fund": "JY2022-001"}, {**paid, "fund": OTHER}, {**paid, "fund": OTHER, "date": "2022-10-18"}]
    path = register(tmp_path / "拨付.xlsx", "disbursements", rows)
    told = door.must("import", "disbursements", str(path), "--format", "json").object
    codes = [[each["code"] for each in row["findings"] if each["severity"] == "check"] for row in told["rows"]]
    assert codes == [[], [], ["voucher-twice"]]


def test_what_the_checks_say_is_not_said_twice(door: Door, tmp_path: Path) -> None:
    rows = ({**BARE, "voucher": "记-5"}, {**BARE, "voucher": "记-5", "memo": "门牌"})
    told = door.must("import", "spending", str(spent(tmp_path / "a.xlsx", *rows)), "--format", "json").object
    codes = [each["code"] for each in told["rows"][1]["findings"]]
    assert ("voucher-repeated" in codes, "payment-twice" in codes) == (True, False)


def test_the_same_invoice_under_another_fund_is_refused_with_the_row(door: Door, tmp_path: Path) -> None:
    path = spent(tmp_path / "a.xlsx", {}, {"fund": OTHER})
    told = door("import", "spending", str(path), "--format", "json").object
    (said,) = (each for each in told["rows"][1]["findings"] if each["code"] == "invoice-used")
    assert "row 2 of this file" in said["message"]


def test_many_rows_of_one_day_amount_and_payee_take_no_time() -> None:
    alike = Alike()
    for row in range(20_000):
        record = Record(
            kind="spend", fund="JY2022-001", date=GOOD_DAY, amount=100, payee="甲店", memo=f"第{row}件", voucher=f"记-{row}"
        )  # fmt: skip
        alike.take(record, Place("表", row))
    assert alike.pairs() == []
