"""Sheets and headers as people really make them, and text files: found, read by what they mean, or asked back."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from funds.workbook.intake.events import Done, RowRead, SheetFound
from funds.workbook.issue.template import Offered, template
from funds.workbook.layout.sheets import INSTRUCTIONS, LAYOUTS, LISTS, MARK
from messy import DAY, GOOD, SHORT, book, good, problems, refused, register, rows, statuses, text, told, values


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
