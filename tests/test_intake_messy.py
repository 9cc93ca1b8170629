"""Rows as people really make them: the right values, each problem with its cell, and no row lost."""

import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from funds.workbook.intake.events import CellProblem, SheetFound
from hostile import cell, sheet_xml, workbook
from messy import DAY, GOOD, HEADER, SHORT, book, good, problems, register, rows, statuses, told, values


def test_every_column_of_the_register_is_read_as_its_kind(tmp_path: Path) -> None:
    row = (
        "JY2022-001", "退款", DAY, "记-15", "退还多付货款", "学习培训", "新华书店", 1280.5, "044002100111", "25442000000012345678",
        "*印刷品*图书", "1060101010000000000", 3, 12.5, "通用设备", "公务卡", "张三", "李四", "3张", "发票=a.pdf；b.pdf", "说明",
    )  # fmt: skip
    (found,) = values(register(tmp_path / "x.xlsx", row, header=HEADER))
    assert found == {
        "fund": "JY2022-001", "event": "refund", "date": DAY, "voucher": "记-15", "memo": "退还多付货款", "purpose": "学习培训",
        "payee": "新华书店", "amount": 128050, "invoice_code": "044002100111", "invoice_number": "25442000000012345678",
        "item": "*印刷品*图书", "tax_code": "1060101010000000000", "quantity": 3, "unit_price": 1250, "asset": "general",
        "paid_by": "card", "handler": "张三", "approver": "李四", "papers": 3, "files": ["发票=a.pdf", "b.pdf"], "note": "说明",
    }  # fmt: skip


def test_title_rows_blank_rows_sum_rows_and_remarks_are_told_from_data(tmp_path: Path) -> None:
    path = register(
        tmp_path / "x.xlsx", GOOD, (), GOOD, ("本页小计", None, None, 25), ("", "", "合  计", "25.00元"), ("制表：张三", None, "审核：李四"),
        above=[("专项资金支出登记表",), ("单位：元",), ()],
    )  # fmt: skip
    assert statuses(path) == [(5, "row"), (6, "blank"), (7, "row"), (8, "total"), (9, "total"), (10, "blank")]
    assert [row.sum for row in rows(path) if row.status == "total"] == [2500, 2500]
    assert problems(path) == [("A10", "remark", "制表：张三")]
    (found,) = [event for event in told(path) if isinstance(event, SheetFound)]
    assert (found.header, found.kind, found.columns["amount"]) == (4, "spending", "D")


def test_a_real_row_whose_memo_begins_like_a_sum_is_a_row_and_a_doubtful_one_is_asked_back(tmp_path: Path) -> None:
    path = register(
        tmp_path / "x.xlsx",
        ("JY2022-001", DAY, "合计购买三台", 5),
        ("JY2022-001", None, "小计", 5),
        ("", "", "合计购买三台", 5),
        ("", DAY, "合计", 5),
    )
    assert [row.status for row in rows(path)] == ["row", "error", "error", "error"]
    assert [cell for cell, code, _read in problems(path) if code == "total-or-row"] == ["C3", "C4", "C5"]


def test_merged_cells_among_the_data_are_asked_back_and_in_titles_and_sums_let_be(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["支出登记表"])
        sheet.append(SHORT)
        sheet.append(GOOD)
        sheet.append((None, *GOOD[1:]))
        sheet.append(("合计", None, None, 25))
        sheet.append(GOOD)
        for area in ("A1:E1", "A3:A4", "A5:C5"):
            sheet.merge_cells(area)

    path = book(tmp_path / "x.xlsx", 支出登记=fill)
    assert [row.status for row in rows(path)] == ["error", "error", "total", "row"]
    assert problems(path) == [("A3", "merged", "JY2022-001"), ("A3", "merged", "")], "one cause, told once on each row"


def test_cells_merged_over_columns_are_one_problem_too(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(SHORT)
        sheet.append(GOOD)
        sheet.append((None, *GOOD[1:]))
        sheet.merge_cells("C2:D3")

    path = book(tmp_path / "x.xlsx", 支出登记=fill)
    assert problems(path) == [("C2", "merged", "购耗材"), ("A3", "missing", ""), ("C2", "merged", "")]


def test_what_was_typed_is_kept_beside_what_it_means(tmp_path: Path) -> None:
    row = ("JY2022-001", "退款", "2022年10月8日", "购", "1,280.5元", "专用", "转账", DAY)
    header = ("专项资金编号", "事项", "日期", "摘要", "金额", "资产类别", "支付方式", "备注")
    (found,) = rows(register(tmp_path / "x.xlsx", row, header=header))
    assert (found.cells["event"], found.cells["asset"]) == ("refund", "special")
    assert found.typed == {
        "event": "退款", "date": "2022年10月8日", "amount": "1,280.5元", "asset": "专用", "paid_by": "转账",
    }  # fmt: skip
    (plain,) = rows(register(tmp_path / "y.xlsx", GOOD))
    assert plain.typed == {}


def test_all_problems_of_a_file_come_in_one_run_and_no_row_is_lost(tmp_path: Path) -> None:
    path = register(
        tmp_path / "x.xlsx",
        ("JY-1", "昨天", None, "五元", 2.4440000000012e19),
        GOOD,
        ("JY2022-001", "2022.10", "购", 12.345),
    )
    assert problems(path) == [
        ("A2", "not-a-fund", "JY-1"), ("B2", "not-a-day", "昨天"), ("D2", "not-an-amount", "五元"),
        ("E2", "digits-lost", "2.4440000000012e+19"), ("C2", "missing", ""),
        ("B4", "day-unclear", "2022.10"), ("D4", "below-a-fen", "12.345"),
    ]  # fmt: skip
    assert statuses(path) == [(2, "error"), (3, "row"), (4, "error")]


def test_rows_prepared_with_numbers_or_formulas_but_not_filled_are_blank(tmp_path: Path) -> None:
    path = register(tmp_path / "y.xlsx", (1, *GOOD), (2,), (3,), (4, *GOOD), (5,), (6,), header=("序号", *SHORT))
    assert statuses(path) == [(2, "row"), (3, "blank"), (4, "blank"), (5, "row")]
    prepared = '<row r="{0}"><c r="C{0}" t="str"><f>E3&amp;""</f><v></v></c><c r="D{0}"><f>E3*2</f><v>0</v></c></row>'
    typed = '<row r="4"><c r="D4"><v>0</v></c></row>'
    path = workbook(tmp_path / "x.xlsx", sheet_xml(prepared.format(3), typed, prepared.format(5)))
    assert statuses(path) == [(2, "row"), (3, "blank"), (4, "error")]


def test_a_text_beside_the_table_is_noted(tmp_path: Path) -> None:
    path = register(tmp_path / "x.xlsx", GOOD, (None,) * 5 + ("待补",), header=(*SHORT, "心得"))
    assert statuses(path) == [(2, "row"), (3, "blank")]
    assert problems(path) == [("F3", "beside", "待补")]


def test_the_calendar_of_1904_is_known(tmp_path: Path) -> None:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    sheet = made.worksheets[0]
    sheet.append(SHORT)
    sheet.append(GOOD)
    sheet.append(("JY2022-001", 44842, *GOOD[2:]))
    made.save(tmp_path / "x.xlsx")
    assert values(tmp_path / "x.xlsx") == [good()]
    assert problems(tmp_path / "x.xlsx") == [("B3", "day-number", "44842")]


def test_numbers_that_their_format_turns_into_something_else_are_asked_back(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(SHORT)
        for shows in ('0.00"万元"', "0%", "yyyy-mm-dd", "#,##0.00_);[Red](#,##0.00)", "h:mm"):
            sheet.append(("JY2022-001", DAY, "购", 5000))
            sheet.cell(sheet.max_row, 4).number_format = shows

    assert problems(book(tmp_path / "x.xlsx", 支出登记=fill)) == [
        ("D2", "amount-format", "5000.0"), ("D3", "amount-format", "5000.0"), ("D4", "amount-is-day", "1913-09-08"),
        ("D6", "time-cell", "5000"),
    ]  # fmt: skip


def test_the_days_of_chinese_editions_are_known_by_formats_that_no_list_of_formats_tells(tmp_path: Path) -> None:
    styles = '<styleSheet xmlns="{0}"><cellXfs><xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="57"/></cellXfs></styleSheet>'
    row = '<row r="{0}">' + cell("A{0}", "JY2022-001") + '<c r="B{0}" s="{1}"><v>44842</v></c>' + cell("C{0}", "购")
    row += '<c r="D{0}" s="{1}"><v>500</v></c></row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    path = workbook(
        tmp_path / "x.xlsx",
        sheet_xml(row.format(3, 1), row.format(4, 2), row.format(5, 0)),
        [("xl/styles.xml", styles.format(main))],
    )
    assert [code for _cell, code, _read in problems(path)] == ["amount-is-day", "amount-is-day"]
    assert [one.cells["date"] for one in rows(path)][1:] == [DAY, DAY, DAY]


def test_cells_are_what_another_reader_finds_in_them(tmp_path: Path) -> None:
    """Every row of a register with all sorts of cells, beside what openpyxl gives for it."""
    lines = [
        (
            "JY2022-001",
            DAY + dt.timedelta(n),
            f'第{n}次 <&> "购"',
            n * 1.01 if n % 3 else n,
            f"{n:020d}" if n % 2 else None,
        )
        for n in range(300)
    ]
    path = register(tmp_path / "x.xlsx", *lines)
    with closing(load_workbook(path, read_only=True, data_only=True)) as beside:
        theirs: list[Any] = list(beside.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert len(theirs) == 300
    keys = ("fund", "date", "memo", "amount", "invoice_number")
    ours = [tuple(row.cells.get(key) for key in keys) for row in rows(path)]
    assert ours == [(fund, day.date(), memo, round(amount * 100), number) for fund, day, memo, amount, number in theirs]


def test_notes_leave_a_row_what_it_is(tmp_path: Path) -> None:
    path = register(tmp_path / "x.xlsx", (*GOOD, *[None] * 300, "远"))
    (row,) = rows(path)
    assert row.status == "row"
    assert row.problems == [CellProblem("far-cell", "KT2", "", "", {})]
