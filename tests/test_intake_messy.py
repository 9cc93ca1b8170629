"""Registers as people really make them: the right values, each problem with its cell, and no row lost."""

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from funds.workbook.intake.events import CellProblem, Done, Event, FileProblem, RowRead, SheetFound
from funds.workbook.intake.read import read
from funds.workbook.intake.told import remedy, sentence
from funds.workbook.issue.template import Offered, template
from funds.workbook.layout.sheets import INSTRUCTIONS, LAYOUTS, LISTS, MARK
from hostile import cell, sheet_xml, workbook
from messy import GOOD, HEADER, SHORT, book, good, register, text

DAY = dt.date(2022, 10, 8)


def told(path: Path, kind: str = "spending", sheet: str = "") -> list[Event]:
    return list(read(path, kind, sheet=sheet))


def rows(path: Path) -> list[RowRead]:
    found = told(path)
    assert isinstance(found[-1], Done), found[-1]
    read_ = [event for event in found if isinstance(event, RowRead)]
    assert found[-1].rows == len(read_)
    return read_


def values(path: Path) -> list[dict[str, Any]]:
    return [row.cells for row in rows(path) if row.status == "row"]


def statuses(path: Path) -> list[tuple[int, str]]:
    return [(row.row, row.status) for row in rows(path)]


def problems(path: Path) -> list[tuple[str, str, str]]:
    found = [problem for row in rows(path) for problem in row.problems]
    for problem in found:
        assert problem.cell in sentence(problem)
        assert remedy(problem)
    return [(problem.cell, problem.code, problem.read) for problem in found]


def refused(path: Path, kind: str = "spending", sheet: str = "") -> FileProblem:
    last = told(path, kind, sheet)[-1]
    assert isinstance(last, FileProblem), last
    assert sentence(last)
    assert remedy(last)
    return last


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


def test_columns_may_stand_in_any_order_with_others_between_and_other_names(tmp_path: Path) -> None:
    header = ("序号", "供应商", "支出金额", "心得", "支出日期", "专项资金编号", "摘要说明")
    path = register(
        tmp_path / "x.xlsx",
        (1, "恒达公司", "￥1,234.50", "好", "2022.10.8", " jy2022-001 ", "购耗材"),
        (2,),
        header=header,
    )
    assert values(path) == [
        {"fund": "JY2022-001", "date": DAY, "memo": "购耗材", "payee": "恒达公司", "amount": 123450}
    ]
    (found,) = [event for event in told(path) if isinstance(event, SheetFound)]
    assert found.extra == ["序号", "心得"]


def test_a_header_of_two_rows_is_read_as_one(tmp_path: Path) -> None:
    upper = ("专项资金编号", "日期", "摘要", "金额（元）", "发票", None, None)
    lower = (None, None, None, None, "代码", "号码", "项目")
    path = register(tmp_path / "x.xlsx", lower, (*GOOD[:4], "044002100111", "12345678", "图书"), header=upper)
    assert values(path) == [good(invoice_code="044002100111", item="图书")]


def test_a_row_of_data_below_the_header_is_never_taken_for_a_second_header_row(tmp_path: Path) -> None:
    header = ("专项资金编号", "事项", "日期", "摘要", "金额", "其他", "别的")
    path = register(
        tmp_path / "x.xlsx", ("JY2022-001", "支出", "2022-10-08", "发票号码", "5", "发票号码", "经办人"), header=header
    )
    assert values(path) == [{"fund": "JY2022-001", "event": "spend", "date": DAY, "memo": "发票号码", "amount": 500}]


def test_a_header_repeated_on_each_page_is_passed_over(tmp_path: Path) -> None:
    path = register(tmp_path / "x.xlsx", GOOD, SHORT, GOOD)
    assert statuses(path) == [(2, "row"), (3, "blank"), (4, "row")]


def test_every_sheet_is_told_and_every_fitting_one_read_hidden_or_not(tmp_path: Path) -> None:
    def month(sheet: Worksheet) -> None:
        sheet.append(SHORT)
        sheet.append(GOOD)

    def hidden(sheet: Worksheet) -> None:
        month(sheet)
        sheet.sheet_state = "veryHidden"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    def other(sheet: Worksheet) -> None:
        sheet.append(("随便", "写写"))

    def nothing(_sheet: Worksheet) -> None:
        pass

    names = {
        "一月": month,
        "二月": hidden,
        "杂": other,
        "空": nothing,
        INSTRUCTIONS: month,
        "问题汇总": month,
        LISTS: other,
    }
    path = book(tmp_path / "x.xlsx", **names)
    found = [event for event in told(path) if isinstance(event, SheetFound)]
    assert [(sheet.name, sheet.kind, sheet.why, sheet.hidden, sheet.state) for sheet in found] == [
        ("一月", "spending", "", 0, ""), ("二月", "spending", "", 2, "hidden"), ("杂", "", "no-header", 0, ""), ("空", "", "empty", 0, ""),
        (INSTRUCTIONS, "spending", "", 0, ""), ("问题汇总", "spending", "", 0, ""), (LISTS, "", "instructions", 0, ""),
    ]  # fmt: skip
    assert [row.sheet for row in rows(path)] == ["一月", "二月", INSTRUCTIONS, "问题汇总"]
    assert values(path) == [good()] * 4
    only = told(path, sheet="二月")
    assert Counter(event.why for event in only if isinstance(event, SheetFound))["not-asked"] == 6
    assert [event.sheet for event in only if isinstance(event, RowRead)] == ["二月"]
    assert refused(path, sheet="三月").code == "no-such-sheet"


def test_two_columns_of_one_meaning_are_asked_back_with_their_cells(tmp_path: Path) -> None:
    problem = refused(register(tmp_path / "x.xlsx", GOOD, header=("专项资金编号", "日期", "摘要", "金额", "支出金额")))
    assert (problem.code, problem.facts["cells"]) == ("same-column", "D1（金额）、E1（支出金额）")


def test_a_missing_column_and_a_missing_header_are_told_with_what_was_found(tmp_path: Path) -> None:
    header = ("专项资金编号", "日子口", "摘要", "金额（元）", "收款单位", "经办人")
    problem = refused(register(tmp_path / "x.xlsx", GOOD, header=header))
    assert (problem.code, problem.facts["wanted"], problem.facts["others"]) == ("missing-column", "日期", "日子口")
    problem = refused(register(tmp_path / "y.xlsx", GOOD, header=("专项资金编号", "日期", "金额")))
    assert (problem.code, problem.facts["wanted"]) == ("missing-column", "摘要")
    problem = refused(register(tmp_path / "z.xlsx", header=("甲", "乙")))
    assert (problem.code, problem.facts["found"]) == ("no-header", "甲、乙")


@pytest.mark.parametrize(
    ("header", "above", "cell"),
    [
        ("金额（万元）", "登记表", "D2"),
        ("金额(万元)", "登记表", "D2"),
        ("金额", "单位：万元", "A1"),
        ("金额", "单位：千元", "A1"),
    ],
)
def test_amounts_in_ten_thousands_are_never_read_as_yuan(tmp_path: Path, header: str, above: str, cell: str) -> None:
    names = ("专项资金编号", "日期", "摘要", header, "收款单位", "经办人", "审批人")
    problem = refused(register(tmp_path / "x.xlsx", GOOD, header=names, above=[(above,)]))
    assert (problem.code, problem.facts["cell"]) == ("amount-header", cell)


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
    assert problems(path) == [("A3", "merged", "JY2022-001"), ("A4", "missing", ""), ("A4", "merged", "")]


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_is_read_in_every_encoding_and_with_every_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    assert values(text(tmp_path / "登记.csv", encoding, separator)) == [good()]


def test_text_kept_by_programs_for_tables_is_freed_of_what_they_put_around_it(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    line = 'JY2022-001,"2022年10月8日 14:33:21","购""好""耗材,两件","1,280.50","=""04412345678"""\n'
    path.write_text(
        f"{','.join(SHORT)}\n\n{line}{line.replace('=', chr(9)).replace('购', chr(39) + '=')}", encoding="utf-8"
    )
    first, second = values(path)
    assert first == good(memo='购"好"耗材,两件', amount=128050, invoice_number="04412345678")
    assert second["memo"] == '="好"耗材,两件'
    assert statuses(path)[0] == (2, "blank")


def test_digits_that_a_program_for_tables_cut_are_told_in_text_too(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"{','.join(SHORT)}\nJY2022-001,2022-10-08,购耗材,5,2.44E+19\n", encoding="gbk")
    assert problems(path) == [("E2", "digits-lost", "2.44E+19")]


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


def test_a_workbook_made_for_another_register_or_by_a_newer_program_is_told(tmp_path: Path) -> None:
    def said(mark: str) -> Path:
        def instructions(sheet: Worksheet) -> None:
            sheet.append(["版式", f"{MARK} {mark}"])

        def data(sheet: Worksheet) -> None:
            sheet.append(SHORT)
            sheet.append(GOOD)

        return book(tmp_path / f"{mark.replace('/', '-')}.xlsx", **{INSTRUCTIONS: instructions, "支出登记": data})

    assert refused(said("awards/1")).code == "other-kind"
    assert refused(said("spending/9999")).code == "newer-layout"
    assert values(said("spending/1")) == [good()]


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


@pytest.mark.parametrize("kind", list(LAYOUTS))
def test_our_own_template_filled_in_is_read(tmp_path: Path, kind: str) -> None:
    """Each column gets a value of its kind, in each sheet; the headers are those of the template."""
    made = tmp_path / "made.xlsx"
    template(kind, made, Offered())
    examples: dict[str, Any] = {
        "text": "某",
        "code": "0123",
        "day": DAY,
        "money": 12.5,
        "count": 3,
        "fund": "JY2022-001",
        "files": "a.pdf",
    }
    filled = load_workbook(made)
    for layout in LAYOUTS[kind]:
        for column in layout.columns:
            names = [one.value for one in filled[layout.title][1]]
            value = column.choices[0].names[0] if column.reads == "choice" else examples[column.reads]
            filled[layout.title].cell(2, names.index(column.header) + 1, value)
    filled.save(made)
    found = told(made, kind)
    assert isinstance(found[-1], Done), found[-1]
    assert [sheet.kind for sheet in found if isinstance(sheet, SheetFound) and sheet.kind] == [
        one.kind for one in LAYOUTS[kind]
    ]
    for row, layout in zip([row for row in found if isinstance(row, RowRead)], LAYOUTS[kind], strict=True):
        assert (row.status, row.problems) == ("row", [])
        assert set(row.cells) == {column.key for column in layout.columns}


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
    sheet = load_workbook(path, read_only=True, data_only=True).worksheets[0]
    theirs: list[Any] = list(sheet.iter_rows(min_row=2, values_only=True))
    assert len(theirs) == 300
    keys = ("fund", "date", "memo", "amount", "invoice_number")
    ours = [tuple(row.cells.get(key) for key in keys) for row in rows(path)]
    assert ours == [(fund, day.date(), memo, round(amount * 100), number) for fund, day, memo, amount, number in theirs]


def test_notes_leave_a_row_what_it_is(tmp_path: Path) -> None:
    path = register(tmp_path / "x.xlsx", (*GOOD, *[None] * 300, "远"))
    (row,) = rows(path)
    assert row.status == "row"
    assert row.problems == [CellProblem("far-cell", "KT2", "", "", {})]
