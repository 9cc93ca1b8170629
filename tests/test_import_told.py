"""What is told of a register's rows: columns and rows that a person in Excel can find, in words that were typed."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from doors import Door, environment, funded, opened
from funds.checks.all import CHECKS
from funds.checks.case import Check
from funds.cli.registers.fault import SAYS
from funds.cli.registers.finding import remedy_of
from funds.entry.record import Verdict
from funds.workbook.issue.marked import SUMMARY
from registers import GOOD, MEAL, SECOND, Row, mended, register, spent

KINDS = {"spend", "refund", "disallow", "disburse", "receive", "award"}
DRILL: Row = {
    "voucher": "记-7", "memo": "购台式钻床", "purpose": "设备采购改进", "payee": "榕城永固五金店", "amount": 6800,
    "invoice_number": "24440000000000000003", "item": "*机床*台式钻床", "quantity": 1, "asset": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded(tmp_path_factory.mktemp("told") / "w").root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "支出.xlsx"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("check", [check for check in CHECKS if check.kinds & KINDS], ids=lambda check: check.code)
def test_no_remedy_for_a_row_names_an_option(check: Check, language: str) -> None:
    with environment(LANGUAGE=language):
        assert "--" not in remedy_of(Verdict(code=check.code, severity="review"))


def test_no_remedy_for_a_cell_names_an_option() -> None:
    assert [code for code, (_says, remedy) in SAYS.items() if "--" in remedy] == []


@pytest.mark.parametrize("options", [(), ("--partial",), ("--dry-run",)])
def test_the_remedy_names_the_column(door: Door, file: Path, options: tuple[str, ...]) -> None:
    rows = (DRILL, MEAL, {**SECOND, "purpose": "买花"}, {**SECOND, "approver": "王会计", "voucher": "记-12"})
    told = door("import", "spending", str(spent(file, *rows)), *options, "--format", "json").object
    remedies = {each["code"]: each["remedy"] for row in told["rows"] for each in row["findings"]}
    assert {"asset-class-open", "use-unknown", "maker-approves", "papers-missing"} & remedies.keys()
    assert [remedy for remedy in remedies.values() if "--" in remedy] == []
    assert "资产类别" in remedies["asset-class-open"]
    assert "用途" in remedies["use-unknown"]
    assert ("posted as record" in remedies["asset-class-open"]) == (options == ("--partial",))
    said = next(each["message"] for each in told["rows"][2]["findings"] if each["code"] == "use-unknown")
    assert ("学习培训" in said, "training" in said) == (True, False)


def test_a_class_of_grant_that_is_not_named_is_asked_for_by_its_column(tmp_path: Path) -> None:
    door = Door(tmp_path / "w")
    row: Row = {
        "programme": "ningxia-2020", "kind": "劳模", "studio": "马文斌劳模创新工作室", "unit": "金山卫生学校",
        "date": "2022-10-12", "document": "宁教科文卫体工〔2022〕20号",
    }  # fmt: skip
    rows: list[Row] = [row, {**row, "tier": "二类"}, {**row, "tier": "九类", "amount": 100}]
    told = door("import", "awards", str(register(tmp_path / "命名.xlsx", "awards", rows)), "--format", "json").object
    first, second, third = (each["findings"][0] for each in told["rows"])
    assert (first["code"], first["cell"], "一类" in first["remedy"]) == ("tier-missing", "B2", True)
    assert (second["code"], second["cell"]) == ("amount-missing", "I3")
    assert (third["code"], third["cell"], "二类" in third["message"]) == ("no-such-tier", "B4", True)
    assert not [each for each in (first, second, third) if "--" in each["message"] + each["remedy"]]


def test_an_entry_that_is_a_row_of_the_same_file_is_called_by_its_row(door: Door, file: Path) -> None:
    same = {"voucher": "记-5", "invoice_number": "24440000000000000077", "memo": "展板"}
    rows: tuple[Row, ...] = (
        {}, {**SECOND, "invoice_number": GOOD["invoice_number"]}, same, {**DRILL, "amount": 6800}, {**DRILL, "amount": 6900, "invoice_number": "24440000000000000078", "voucher": "记-13"},
    )  # fmt: skip
    told = door("import", "spending", str(spent(file, *rows)), "--format", "json").object
    says = {(row["row"], each["code"]): each["message"] for row in told["rows"] for each in row["findings"]}
    assert "row 2 of this file" in says[3, "invoice-used"]
    assert "row 2 of this file" in says[4, "voucher-repeated"]
    assert "row 5 of this file" in says[6, "split-purchase"]
    door.must("import", "spending", str(spent(file.with_name("a.xlsx"), {})))
    again = door("import", "spending", str(spent(file.with_name("b.xlsx"), same)), "--format", "json").object
    assert "entry 4" in again["rows"][0]["findings"][0]["message"]


def test_a_row_of_another_sheet_is_called_with_its_sheet(door: Door, file: Path) -> None:
    book = load_workbook(spent(file, {}))
    second = book.copy_worksheet(book.worksheets[0])
    second.title = "补登"
    second["D2"], second["E2"] = "记-9", "别的"
    book.save(file)
    told = door("import", "spending", str(file), "--format", "json").object
    assert "row 2 of sheet 支出登记" in told["rows"][1]["findings"][0]["message"]


def test_several_entries_that_a_refund_fits_are_rows_and_entries(door: Door, file: Path, tmp_path: Path) -> None:
    bare = {"invoice_number": None, "item": None}
    door.must("import", "spending", str(spent(tmp_path / "a.xlsx", {**bare, "voucher": "记-1", "amount": 90})))
    back = {**bare, "event": "退款", "amount": 50, "voucher": "记-9", "date": "2022-11-20"}
    rows = ({**bare, "voucher": "记-2", "amount": 91}, back)
    told = door("import", "spending", str(spent(file, *rows)), "--partial", "--format", "json").object
    said = told["rows"][1]["findings"][0]
    assert (said["code"], "entry 4, row 2 of this file" in said["message"]) == ("several-fit", True)


def test_what_was_read_is_what_was_typed(door: Door, file: Path) -> None:
    row = {
        **DRILL,
        "asset": "专用",
        "date": "二〇二二年十一月二日",
        "amount": "6,800元整",
        "quantity": None,
        "paid_by": "现金",
    }
    told = door.must("import", "spending", str(spent(file, row)), "--format", "json").object
    read = {each["code"]: each["read"] for each in told["rows"][0]["findings"]}
    assert read["cash-above-limit"] == "现金"
    wrong = door(
        "import", "spending", str(spent(file, {"date": "二〇二一年一月二日", "amount": "12.5元"})), "--format", "json"
    )
    found = {each["cell"]: each["read"] for each in wrong.object["rows"][0]["findings"]}
    assert found["C2"] == "二〇二一年一月二日"


def test_a_wrong_sum_row_is_told_everywhere_and_keeps_nothing_out(door: Door, file: Path) -> None:
    rows = [{**GOOD}, {"memo": "合计", "amount": 99}]
    said = door.must("import", "spending", str(register(file, "spending", rows)))
    assert "支出登记!H3 [to be checked] total-differs: read '99.00'" in said.out
    assert "do not agree with the rows above them: 支出登记!H3." in said.out
    assert "What should be checked is marked in" in said.out
    assert (door.count(), "1280.50 yuan" in said.out) == (4, True)
    marked = load_workbook(file.with_name("支出-问题.xlsx"))
    assert marked["支出登记"]["H3"].comment is not None
    assert any(row[1] == "H3" for row in marked[SUMMARY].iter_rows(values_only=True))
    told = door.must("import", "spending", str(file), "--format", "json").object
    assert [row["status"] for row in told["rows"]] == ["already", "total"]
    assert (told["rows"][1]["findings"][0]["code"], told["marked"]) == (
        "total-differs",
        str(file.with_name("支出-问题.xlsx")),
    )
    more = mended(file.with_name("支出-问题.xlsx"), "支出登记", {"H3": 1280.5})
    assert "to be checked" not in door.must("import", "spending", str(more)).out


def test_merged_cells_are_told_once_and_each_row_is_kept_out(door: Door, file: Path) -> None:
    book = load_workbook(spent(file, {}, {**SECOND, "fund": None}, {**SECOND, "voucher": "记-9"}))
    book.worksheets[0].merge_cells("A2:A3")
    book.save(file)
    said = door("import", "spending", str(file))
    assert said.out.count("A2:A3") == 1
    assert said.out.count("remedy:") == 1
    told = door("import", "spending", str(file), "--format", "json").object
    assert [[each["code"] for each in row["findings"]] for row in told["rows"]] == [
        ["merged"],
        ["merged"],
        ["held-back"],
    ]
    marked = load_workbook(file.with_name("支出-问题.xlsx"))
    assert marked["支出登记"]["A2"].comment.text.count("A2:A3") == 1
    assert [row[:2] for row in marked[SUMMARY].iter_rows(min_row=2, max_row=9, values_only=True)][3:6] == [
        ("Refused", 0), ("Held back for others", 1), ("Could not be read", 2),
    ]  # fmt: skip


def test_one_row_is_a_row(door: Door, file: Path) -> None:
    assert (
        "支出.xlsx: 1 row: posted 1 (1280.50 yuan). Control"
        in door.must("import", "spending", str(spent(file, {}))).out
    )
    assert "支出.xlsx: 2 rows: " in door.must("import", "spending", str(spent(file, {}, SECOND))).out


def test_the_counts_read_well_in_chinese(door: Door, file: Path) -> None:
    with environment(LANGUAGE="zh_CN"):
        counts = next(
            line
            for line in door("import", "spending", str(spent(file, {}, MEAL))).out.splitlines()
            if "控制总额" in line
        )
    assert not set(", :()") & set(counts.replace("支出.xlsx", "").replace(" ", ""))


def test_two_files_of_one_name_in_one_run_keep_their_marks_apart(door: Door, tmp_path: Path) -> None:
    folders = [tmp_path / "2022", tmp_path / "2023"]
    for folder in folders:
        folder.mkdir()
        spent(folder / "十二月.xlsx", {**MEAL, "note": folder.name})
    (folders[0] / "十二月.csv").write_text("专项资金编号,日期,摘要,金额\nJY2022-001,昨天,购书,5\n", encoding="utf-8")
    files = [folders[0] / "十二月.csv", folders[0] / "十二月.xlsx", folders[1] / "十二月.xlsx"]
    said = door("import", "spending", *map(str, files))
    names = ["2022/十二月-问题.xlsx", "2022/十二月-xlsx-问题.xlsx", "2023/十二月-问题.xlsx"]
    assert [str(tmp_path / name) in said.out for name in names] == [True] * 3
    assert [f"{path}: 1 row" in said.out for path in files[1:]] == [True, True]
    notes = [load_workbook(tmp_path / name).worksheets[1]["U2"].value for name in names[1:]]
    assert notes == ["2022", "2023"]
    assert load_workbook(tmp_path / names[0]).worksheets[1]["B2"].value == "昨天"
    again = door("import", "spending", *(str(tmp_path / name) for name in names))
    assert again.status == 1
    assert len(list(tmp_path.rglob("*问题.xlsx"))) == 3


def test_a_mended_copy_beside_its_file_in_one_run_is_not_overwritten(door: Door, file: Path) -> None:
    door("import", "spending", str(spent(file, {}, MEAL)))
    copy = mended(file.with_name("支出-问题.xlsx"), "支出登记", {"U3": "已改"})
    door("import", "spending", str(copy), str(file))
    assert load_workbook(copy)["支出登记"]["U3"].value == "已改"
