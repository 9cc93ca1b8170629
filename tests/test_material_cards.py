"""Asset cards: made of the fund's entries and the equipment ledger; where account 162 and the ledger differ is a finding."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from doors import Door, environment, funded, opened
from material_doors import EQUIPMENT, FUND, STUDIO, add

SPEND = (
    "spend", FUND, "4860", "--date", "2022-11-08", "--purpose", "设备采购改进", "--payee", "永固五金店", "--memo", "台钻",
    "--voucher", "记-3", "--invoice", "044002200111-30560117=4860", "--item", "*机床*台式钻床", "--quantity", "1", "--asset", "special",
)  # fmt: skip


def limits(_day: dt.date) -> dict[str, int]:
    return {"general": 100_000, "special": 150_000, "software": 100_000}


DAY = ("--as-of", "2024-01-10")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    door = funded(tmp_path_factory.mktemp("cards") / "w")
    door.must(*SPEND)
    return door.root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


def cards(door: Door, *more: str) -> Mapping[str, Any]:
    said = door("material", "cards", FUND, *DAY, *more, "--format", "json")
    told: Mapping[str, Any] = said.object
    assert said.status == int(any(finding["severity"] == "review" for finding in told["findings"]))
    return told


def found(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(each["code"], each["questioned"]) for each in told["findings"]]


def test_what_the_ledger_lacks_is_a_finding_with_the_amount(door: Door) -> None:
    told = cards(door)
    [card] = told["cards"]
    assert (card["number"], card["account"], card["cost"], card["listed"]) == (4, "162", "4860.00", "0.00")
    assert found(told) == [("card-not-listed", "4860.00")]
    assert told["findings"][0]["citation"]
    assert "card-not-listed" in door("material", "cards").out


def test_the_ledger_tells_where_it_stands_and_who_keeps_it_and_agrees_with_the_account(door: Door) -> None:
    add(door, "equipment", EQUIPMENT)
    told = cards(door)
    [card] = told["cards"]
    assert (card["name"], card["place"], card["keeper"], card["counted"]) == (
        "台式钻床",
        "一车间",
        "李敏",
        "2023-12-20",
    )
    assert told["sums"][0] | {"fund": ""} == {
        "fund": "", "booked": "4860.00", "listed": "4860.00", "software": "0.00", "software_listed": "0.00",
    }  # fmt: skip
    assert found(told) == []
    assert door.must("material", "cards", *DAY).status == 0


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"unit_price": 4680}, [("card-differs", "180.00")]),
        ({"place": ""}, [("card-no-keeper", "4860.00")]),
        ({"counted": "2022-12-31"}, [("card-not-counted", "4860.00")]),
        ({"counted": ""}, [("card-not-counted", "4860.00")]),
        ({"disposed": "2023-12-01", "disposal": "报废"}, [("card-disposed", "4860.00")]),
        ({"invoice_number": "24440000000000000099"}, [("card-not-listed", "4860.00"), ("card-not-booked", "4860.00")]),
        ({"invoice_number": "", "voucher": "记-3"}, []),
        ({"invoice_number": "", "payee": "永固五金店"}, []),
        ({"invoice_number": "", "payee": "别的店"}, [("card-not-listed", "4860.00"), ("card-not-booked", "4860.00")]),
        ({"fund": "", "source": "专项补助"}, []),
        ({"fund": "", "source": "单位行政"}, [("card-otherwise", "4860.00")]),
        ({"asset": "非固定资产"}, [("card-otherwise", "4860.00")]),
        ({"asset": "软件"}, [("card-otherwise", "4860.00")]),
        ({"asset": ""}, [("card-no-class", "4860.00")]),
        ({"asset": "", "invoice_number": "30560117"}, [("card-no-class", "4860.00")]),
        ({"asset": "", "invoice_number": "", "payee": "永固五金店"}, [("card-no-class", "4860.00")]),
        ({"invoice_number": "30560117"}, []),
        ({"invoice_number": "044002200111-30551201、30560117"}, []),
        ({"invoice_number": "044002200112-30560117"}, [("card-not-listed", "4860.00"), ("card-not-booked", "4860.00")]),
        ({"invoice_number": "", "voucher": "记字第0003号"}, []),
        ({"invoice_number": "", "voucher": "付-3"}, [("card-not-listed", "4860.00"), ("card-not-booked", "4860.00")]),
        ({"fund": ""}, []),
        ({"amount": "4860.01"}, [("card-differs", "0.01")]),
    ],
)  # fmt: skip
def test_where_ledger_and_account_differ_is_a_finding(
    door: Door, change: dict[str, object], codes: list[tuple[str, str]]
) -> None:
    assert add(door, "equipment", {**EQUIPMENT, **change}).status == 0
    assert found(cards(door)) == codes


PRINTER = {
    "id": "SB-2",
    "date": "2022-11-20",
    "name": "打印机",
    "unit_price": 1280,
    "invoice_number": "24440000000000000077",
    "fund": FUND,
}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, [("card-unregistered", "1280.00", "review")]),
        ({"unit_price": "", "quantity": 2, "amount": 2560}, [("card-unregistered", "2560.00", "review")]),
        ({"unit_price": "", "quantity": 3, "amount": 2560}, []),
        ({"unit_price": 999.99}, []),
        ({"unit_price": ""}, []),
        ({"asset": "通用设备"}, [("card-not-booked", "1280.00", "review")]),
        ({"asset": "专用设备"}, []),
        ({"asset": "非固定资产"}, [("card-unregistered", "1280.00", "note")]),
        ({"asset": "非固定资产", "unit_price": 1500}, [("card-unregistered", "1500.00", "review")]),
        ({"source": "单位行政"}, []),
        ({"fund": "", "source": "专项补助"}, [("card-unregistered", "1280.00", "review")]),
        ({"fund": ""}, []),
    ],
)  # fmt: skip
def test_what_reaches_the_standard_and_stands_on_no_account_is_a_finding(
    door: Door, change: dict[str, object], codes: list[tuple[str, str, str]]
) -> None:
    add(door, "equipment", EQUIPMENT)
    assert add(door, "equipment", {**PRINTER, **change}).status == 0
    told = cards(door)
    assert [(each["code"], each["questioned"], each["severity"]) for each in told["findings"]] == codes
    assert told["sums"][0]["booked"] == "4860.00"


def test_consumables_on_the_invoice_of_an_asset_are_no_part_of_its_card(door: Door) -> None:
    add(door, "equipment", EQUIPMENT)
    for number, asset in ((2, "非固定资产"), (3, "")):
        add(door, "equipment", {**EQUIPMENT, "id": f"SB-{number}", "name": "钻头", "unit_price": 20, "asset": asset})
    told = cards(door)
    assert [card["rows"] for card in told["cards"]] == [[1]]
    assert found(told) == []


def test_a_day_before_a_count_and_a_disposal_knows_neither(door: Door) -> None:
    add(door, "equipment", {**EQUIPMENT, "counted": "2022-12-20"})
    later = (
        "--field",
        "counted=2023-12-20",
        "--field",
        "disposed=2024-01-05",
        "--field",
        "disposal=报废，榕机工〔2024〕1号",
    )
    door.must("material", "add", "equipment", STUDIO, "--replaces", "1", *later)
    assert found(cards(door)) == [("card-disposed", "4860.00")]
    told = cards(door, "--as-of", "2023-12-31")
    [card] = told["cards"]
    assert (card["counted"], card["disposed"], card["disposal"], found(told)) == ("2023-12-20", "", "", [])
    [card] = cards(door, "--as-of", "2023-06-30")["cards"]
    assert (card["counted"], card["place"]) == ("2022-12-20", "一车间")
    [card] = cards(door, "--as-of", "2022-12-01")["cards"]
    assert card["counted"] == ""


def test_a_telephone_beside_the_keeper_is_hidden(door: Door) -> None:
    add(
        door,
        "equipment",
        {**EQUIPMENT, "keeper": "李敏138-1234-5678", "name": "台式钻床１３８１２３４５６７８", "place": ""},
    )
    for how in ("table", "json", "csv"):
        told = door("material", "cards", FUND, *DAY, "--format", how).out
        assert "李敏138******78" in told
        assert "台式钻床138******78" in told
        assert "138-1234-5678" not in told
        assert "１３８１２３４５６７８" not in told


def test_one_invoice_of_several_pieces_is_one_card_of_all_their_rows(door: Door) -> None:
    for number in (1, 2):
        add(door, "equipment", {**EQUIPMENT, "id": f"SB-{number}", "unit_price": 2430, "place": f"{number}号室"})
    told = cards(door)
    [card] = told["cards"]
    assert (card["quantity"], card["listed"], card["place"], card["rows"]) == (2, "4860.00", "1号室；2号室", [1, 2])
    assert found(told) == []


def test_a_piece_disposed_of_is_told_until_the_account_was_reduced_by_it(door: Door) -> None:
    gone = {"disposed": "2023-11-01", "disposal": "报废", "counted": ""}
    for number, more in ((1, {}), (2, gone)):
        add(door, "equipment", {**EQUIPMENT, "id": f"SB-{number}", "unit_price": 2430, **more})
    told = cards(door)
    [card] = told["cards"]
    assert (card["cost"], card["listed"], card["gone"], card["disposed"], card["quantity"]) == (
        "4860.00", "2430.00", "2430.00", "", 2,
    )  # fmt: skip
    assert found(told) == [("card-disposed", "2430.00")]
    assert "2023-11-01 (SB-2)" in told["findings"][0]["says"]
    assert found(cards(door, "--as-of", "2023-10-31")) == [], "neither disposed of yet nor overdue"
    door.must("refund", FUND, "1000", "--of", "4", "--date", "2023-12-01", "--payee", "永固五金店")
    assert found(cards(door)) == [("card-disposed", "1430.00")]
    door.must("refund", FUND, "1430", "--of", "4", "--date", "2023-12-02", "--payee", "永固五金店")
    assert found(cards(door)) == []
    door.must("refund", FUND, "30", "--of", "4", "--date", "2023-12-03", "--payee", "永固五金店")
    assert found(cards(door)) == [("card-differs", "30.00")]


def test_a_card_number_that_stands_twice_is_a_finding(door: Door) -> None:
    for number, card in ((1, "ZC-1"), (2, "zc-１")):
        add(door, "equipment", {**EQUIPMENT, "id": f"SB-{number}", "unit_price": 2430, "card": card})
    told = cards(door)
    assert found(told) == [("card-number-twice", "2430.00")]
    assert "(SB-1, SB-2)" in told["findings"][0]["says"]
    assert told["cards"][0]["found"] == ["card-number-twice"]
    door.must("material", "add", "equipment", STUDIO, "--replaces", "2", "--field", "card=ZC-11")
    assert found(cards(door)) == []


def test_findings_are_told_in_words_in_every_sheet(door: Door, tmp_path: Path) -> None:
    out = tmp_path / "cards.xlsx"
    with environment(LANGUAGE="zh_CN"):
        said = door("material", "cards", FUND, *DAY)
        door("material", "cards", FUND, *DAY, "--format", "xlsx", "-o", str(out))
    assert "设备台账无记录" in said.out.splitlines()[2]
    assert "[card-not-listed]" in said.out
    sheet = load_workbook(out).worksheets[0]
    assert sheet["A1"].value == "资产卡片"
    titles = {cell.value: at for at, cell in enumerate(sheet[3], 1)}
    assert sheet.cell(4, titles["问题"]).value == "设备台账无记录"
    assert "设备台账" in str(sheet.cell(4, titles["问题内容"]).value)


def test_an_invoice_entered_in_two_parts_has_a_card_for_each(door: Door) -> None:
    half = list(SPEND)
    half[2], half[half.index("记-3")] = "2430", "记-8"
    half[half.index("--invoice") + 1] = "24440000000000000055=4860"
    for voucher in ("记-8", "记-9"):
        half[half.index("--voucher") + 1] = voucher
        door.must(*half)
    add(door, "equipment", EQUIPMENT)
    for number in (2, 3):
        row = {**EQUIPMENT, "id": f"SB-{number}", "invoice_number": "24440000000000000055", "unit_price": 2430}
        assert add(door, "equipment", row).status == 0
    told = cards(door)
    assert [(card["cost"], card["rows"]) for card in told["cards"]] == [
        ("4860.00", [1]),
        ("2430.00", [2]),
        ("2430.00", [3]),
    ]
    assert found(told) == []


def test_what_a_supplier_takes_back_and_what_is_reversed_leaves_the_card(door: Door) -> None:
    add(door, "equipment", EQUIPMENT)
    door.must("refund", FUND, "860", "--of", "4", "--date", "2023-02-01", "--payee", "永固五金店")
    assert found(cards(door)) == [("card-differs", "860.00")]
    assert found(cards(door, "--as-of", "2022-12-31")) == []
    door.must("reverse", FUND, "5", "--reason", "未退", "--date", "2023-02-02")
    assert found(cards(door)) == []
    door.must("reverse", FUND, "4", "--reason", "录错", "--date", "2023-03-01")
    assert found(cards(door)) == [("card-differs", "4860.00")]
    door.must("material", "add", "equipment", STUDIO, "--withdraws", "1", "--reason", "录错")
    told = cards(door)
    assert (told["cards"], found(told)) == ([], [])


def test_an_unknown_fund_is_said(door: Door) -> None:
    assert "JY2022-009" in door("material", "cards", "JY2022-009").err
