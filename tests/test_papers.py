"""The papers to hand up: their figures are those of the reports, their texts stay texts, and nothing is left out."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from doors import Door
from funds.money import fen
from funds.statements.capitals import capitals
from papered import FORMULA, FUND, KINDS, figures, formulas, lived, paper, texts

WINDOWS = ((), ("--since", "2023-01-01"), ("--as-of", "2022-11-15"), ("--since", "2022-11-05", "--as-of", "2022-12-31"))


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    return lived(tmp_path_factory.mktemp("papers") / "unit")


def _row(rows: list[list[Any]], first: object, column: int = 0) -> list[Any]:
    return next(row for row in rows if row[column] == first)


def _said(rows: list[list[Any]]) -> str:
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def _fen(value: object) -> int:
    """Give a cell's yuan as fen, exactly, or fail."""
    read = Decimal(str(value)) * 100
    assert read == read.to_integral_value()
    return int(read)


@pytest.mark.parametrize("window", WINDOWS)
def test_the_usage_table_says_what_the_report_says_in_every_period(door: Door, window: tuple[str, ...]) -> None:
    (rows,) = texts(paper(door, "usage", *window)).values()
    header = [below or above for above, below in zip(rows[3], rows[4], strict=True)]
    for told in figures(door, *window):
        row = dict(zip(header, _row(rows, told["fund"], 1), strict=True))
        for name, key in (("批准", "approved"), ("到账", "received"), ("累计支出", "spent"), ("违规挂账", "disallowed"),
                          ("追回", "recovered"), ("退回", "returned"), ("结转结余", "balance")):  # fmt: skip
            assert _fen(row[name]) == fen(told[key]), name
        assert _fen(row["学习培训"]) == fen(told["by_purpose"].get("training", "0"))
        rate = "不适用" if told["utilisation"] is None else pytest.approx(float(told["utilisation"]) / 100)
        assert row["使用率"] == rate


@pytest.mark.parametrize("window", WINDOWS)
def test_the_register_ends_with_the_balance_and_the_list_with_the_spending(door: Door, window: tuple[str, ...]) -> None:
    (told,) = figures(door, FUND, *window)
    account = door.must("report", "fund", FUND, *window, "--format", "json").object
    register = texts(paper(door, "register", FUND, *window))["补助资金使用台账（打印）"]
    at = next(place for place, row in enumerate(register) if row[9] == "期末结余")
    assert _fen(register[at + 1][9]) == fen(account[-1]["balance"])
    assert _fen(register[at - 1][9]) == fen(account[-1]["balance"])
    listed = texts(paper(door, "list", FUND, *window))["工作经费使用清单"]
    assert _fen(_row(listed, "合计（小写）")[4]) == fen(told["spent"])
    assert _row(listed, "合计（大写）")[3] == capitals(fen(told["spent"]))


def test_the_summary_gives_each_measure_and_use_of_the_programme(door: Door) -> None:
    (rows,) = texts(paper(door, "summary", "--programme", "jieyang-2022")).values()
    amounts = {str(row[0]).strip("\u3000"): row[2] for row in rows if row[0]}
    totals = figures(door)
    for name, key in (("批准金额", "approved"), ("拨付", "disbursed"), ("到账", "received"), ("支出合计", "spent"),
                      ("违规挂账", "disallowed"), ("追回", "recovered"), ("退回结余", "returned"), ("五、结转结余", "balance")):  # fmt: skip
        assert _fen(amounts[name]) == sum(fen(row[key]) for row in totals), name
    assert _fen(amounts["期末尚未追回"]) == fen("401.00") - fen("50.00")
    waiting = _row(rows, "　　其他")
    assert (waiting[2], waiting[3]) == (700, 700)


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_has_its_cut_off_date_its_heads_and_its_rate_in_full(door: Door, kind: str) -> None:
    said = _said(next(iter(texts(paper(door, kind, FUND, "--as-of", "2023-12-31")).values())))
    assert "截止日期：2023年12月31日" in said
    (told,) = figures(door, FUND)
    assert told["head"] in said
    if kind != "voucher":
        assert "使用率 30.00% = 累计支出 8,999.75 ÷ 到账 30,000.00" in said


def test_a_rate_of_nothing_received_is_not_said_to_be_nothing(door: Door) -> None:
    said = _said(texts(paper(door, "list", "JY2022-002"))["工作经费使用清单"])
    assert "使用率 不适用 = 累计支出 0.00 ÷ 到账 0.00" in said
    assert "人民币零元整" in said


@pytest.mark.parametrize("kind", KINDS)
def test_every_formula_carries_its_value_and_no_text_became_one(door: Door, kind: str) -> None:
    path = paper(door, kind)
    found, values = formulas(path), load_workbook(path, data_only=True)
    assert found
    assert all(values[sheet][cell].value is not None for sheet, cell in found)
    assert not any("HYPERLINK" in formula for formula in found.values())
    if kind in {"register", "list", "voucher"}:
        written = [
            cell for page in load_workbook(path).worksheets for row in page.iter_rows() for cell in row
            if isinstance(cell.value, str) and FORMULA in cell.value
        ]  # fmt: skip
        assert written
        assert {cell.data_type for cell in written} == {"s"}


def test_entries_under_review_lacking_papers_and_undone_are_marked(door: Door) -> None:
    rows = texts(paper(door, "register", FUND))["补助资金使用台账（打印）"]
    assert "待核；缺附件1种" in _row(rows, 10)[13]
    assert "已由第8号冲销" in _row(rows, 7)[13]
    assert _row(rows, 8)[3] == "注销2022年11月10日记-5第7号凭证：重复记账"
    assert (_row(rows, 8)[8], _row(rows, 8)[13]) == (-300, "冲销第7号")
    assert "其中留存质保金500.00元" in _row(rows, 9)[13]
    (form,) = texts(paper(door, "voucher", FUND, "--entry", "10")).values()
    assert "备注：待核；缺附件：银行回单或收款收据" in _said(form)


def test_years_are_carried_over_as_the_rules_for_books_ask(door: Door) -> None:
    whole = [row[3] for row in texts(paper(door, "register", FUND))["补助资金使用台账（打印）"]]
    ends = ["本年累计（2022年）", "结转下年", "上年结转"]
    at = whole.index(ends[0])
    assert whole[at : at + 3] == ends
    later = texts(paper(door, "register", FUND, "--since", "2023-01-01"))["补助资金使用台账（打印）"]
    assert (later[5][3], later[5][9]) == ("上年结转", 20599.25)
    part = texts(paper(door, "register", FUND, "--since", "2022-11-05"))["补助资金使用台账（打印）"]
    assert (part[5][3], part[5][9]) == ("上期结转", 28719.5)


def test_a_voucher_names_its_accounts_balances_and_shows_red_letter_negative(door: Door) -> None:
    path = paper(door, "voucher", FUND)
    book = load_workbook(path, data_only=True)
    page = book["凭证"]
    rows = texts(path)["凭证"]
    forms = [place for place, row in enumerate(rows) if row[0] == "记账凭证"]
    assert len(forms) == 12
    assert [page_break.id for page_break in page.row_breaks.brk] == forms[1:]
    for place in forms:
        total = next(row for row in rows[place:] if str(row[0]).startswith("合计（大写）"))
        assert total[4] == total[5]
    (reverse,) = texts(paper(door, "voucher", FUND, "--entry", "8")).values()
    assert reverse[4][1:6] == ["50303", "职工创新活动支出", "宣传配套", -300, None]
    assert reverse[5][1:6] == ["102", "银行存款", None, None, -300]
    assert "合计（大写）：人民币负叁佰元整" in _said(reverse)
    cell = load_workbook(door.root / "voucher.xlsx").worksheets[0]["A5"]
    assert cell.font.color.rgb == "FFFF0000"
    (first,) = texts(paper(door, "voucher", FUND, "--entry", "4")).values()
    for shown in (
        "附单据 3 张",
        "经办人：赵甲",
        "审批人：钱乙",
        "制单：王会计",
        "会计主管：",
        "出纳：",
        "凭证字号：记-2",
    ):
        assert shown in _said(first)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_is_set_up_for_a4_with_page_numbers_and_a_print_area(door: Door, kind: str) -> None:
    for page in load_workbook(paper(door, kind)).worksheets:
        assert page.page_setup.paperSize == 9
        assert page.print_area
        footer = page.oddFooter
        assert footer is not None
        assert "&P" in str(footer.center.text)
        assert (
            page.sheet_properties.pageSetUpPr is None
            or page.sheet_properties.pageSetUpPr.fitToPage
            or kind == "voucher"
        )


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        (("register",), 2, "Missing option"),
        (("nonsense", "-o", "x.xlsx"), 2, "is not one of"),
        (("register", "-o", "{root}/x.xls"), 2, "let the name end in .xlsx"),
        (("register", "-o", "{root}/funds.toml"), 2, "let the name end in .xlsx"),
        (("register", "-o", "{root}/there.xlsx"), 2, "is there already"),
        (("register", FUND, "--entry", "4", "-o", "{root}/x.xlsx"), 2, "--entry names the voucher"),
        (("voucher", "--entry", "4", "-o", "{root}/x.xlsx"), 2, "--entry names the voucher"),
        (("voucher", FUND, "--entry", "1", "-o", "{root}/x.xlsx"), 2, "has no voucher"),
        (("voucher", FUND, "--entry", "99", "-o", "{root}/x.xlsx"), 2, "has no voucher"),
        (("usage", "--programme", "ningxia-2020", "-o", "{root}/x.xlsx"), 2, "nothing to print"),
        (("register", "JY2022-009", "-o", "{root}/x.xlsx"), 2, "There is no fund JY2022-009"),
        (("register", "-o", "{root}/no/such/x.xlsx"), 2, "No such file or directory"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    door: Door, typed: tuple[str, ...], status: int, sentence: str
) -> None:
    there = door.root / "there.xlsx"
    there.write_bytes(b"mine")
    said = door("paper", *(each.format(root=door.root) for each in typed))
    assert (said.status, sentence in said.err) == (status, True), said
    assert there.read_bytes() == b"mine"
    assert not (door.root / "x.xlsx").exists()
    assert not list(door.root.glob(".*.part"))


def test_a_paper_may_be_asked_for_by_its_chinese_name(door: Door) -> None:
    for name, title in (("台账", "补助资金使用台账"), ("工作经费使用清单", "工作经费使用清单"), ("情况表", "专项资金使用情况表"),
                        ("凭证", "记账凭证"), ("收支汇总", "收支汇总表")):  # fmt: skip
        assert next(iter(texts(paper(door, name, FUND, name="named")).values()))[0][0] == title


def test_control_characters_are_replaced_and_what_no_cell_holds_is_refused(door: Door, tmp_path: Path) -> None:
    from funds.workbook.issue.style import BadCellError, Book, clean  # noqa: PLC0415

    assert clean("a\x00b\x1b\u202ec\u3000d\n") == "a\ufffdb\ufffd\ufffdc\u3000d\n"
    page = Book("a", dt.date(2024, 1, 1)).page("[a]:*?/\\'b" * 9)
    assert len(page.sheet.get_name()) == 31
    with pytest.raises(BadCellError, match="32768"):
        page.text(0, 0, "长" * 32768, {})
    assert not list(tmp_path.iterdir())
    del door


def test_a_moment_of_knowledge_changes_papers_and_report_alike(door: Door) -> None:
    moment = "2024-01-10T08:00:00+08:00"  # before anything was posted
    said = door("paper", "usage", "--known", moment, "-o", str(door.root / "early.xlsx"))
    assert (said.status, "nothing to print" in said.err) == (2, True)
    assert figures(door, "--known", moment) == []
