"""What a register holds so that it can be taken in again, and papers of a fund that was cleared, withdrawn, paid back."""

import datetime as dt
from typing import Any

import pytest

from doors import Door, funded
from funds.record.chain import every
from funds.statements.papers.known import Known, Names, each_fund, known
from funds.statements.papers.rows import rows_of
from funds.statements.window import ALWAYS, Window
from papered import FUND, lived, paper, texts


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    return lived(tmp_path_factory.mktemp("papers") / "unit")


def _row(rows: list[list[Any]], first: object, column: int = 0) -> list[Any]:
    return next(row for row in rows if row[column] == first)


def _said(rows: list[list[Any]]) -> str:
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def _all(door: Door, window: Window = ALWAYS) -> list[Known]:
    chains = each_fund(every(door.workspace.open()))
    return [found for chain in chains if (found := known(chain, window, Names())) is not None]


def test_no_record_is_missing_from_the_register_that_can_be_taken_in_again(door: Door) -> None:
    rows = rows_of(_all(door))
    counted = sum(len(some) for some in rows.sheets.values()) + len(rows.left)
    assert counted == len(list(every(door.workspace.open())))
    assert {(left.record.number, left.record.kind) for left in rows.left} == {
        (7, "spend"), (8, "reverse"), (9, "spend"), (12, "spend"), (13, "disallow"), (14, "recover"),
    }  # fmt: skip


def test_several_invoices_stand_in_one_row_as_the_command_line_takes_them(door: Door) -> None:
    rows = {row["amount"]: row for row in rows_of(_all(door)).sheets["spending"]}
    several, one = rows[240_000], rows[128_050]
    assert several["invoice_number"] == "044002200111-30551201=1000.00；24440000000000000002=2000.00@1400.00"
    assert several["item"] == "*仪器*万用表；*仪器*量具"
    assert "invoice_code" not in several or not several["invoice_code"]
    assert one["invoice_number"] == "24440000000000000001=1280.50"


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Door:
    """A fund that was cleared, given papers, withdrawn and paid back; its entries have invoices of every kind."""
    door = funded(tmp_path_factory.mktemp("other") / "unit")
    spend = ("spend", FUND, "--date", "2022-11-01", "--payee", "新华书店")
    door.must(*spend, "700", "--purpose", "other", "--memo", "专利代理费", "--item", "*鉴证咨询服务*专利代理")
    door.must("clear", FUND, "4", "--accept", "--reason", "确属创新", actor="何审核")
    door.must("attach", FUND, "4", "--evidence", f"invoice={door.paper()}")
    several = ("--invoice", "24440000000000000011=100", "--invoice", "24440000000000000012=200")
    door.must(
        *spend, "300", "--purpose", "training", "--memo", "教材", *several, "--item", "图书；教材", "--item", "图书"
    )
    door.must("spend", FUND, "8000", "--date", "2022-11-02", "--payee", "仪器厂", "--purpose", "equipment", "--memo", "工作站",
              "--quantity", "1", "--unit-price", "8000")  # fmt: skip
    for number in ("21", "22"):
        door.must("spend", FUND, "50", "--date", "2022-11-03", "--payee", "文印店", "--purpose", "publicity", "--memo",
                  f"展板{number}", "--invoice", f"244400000000000000{number}")  # fmt: skip
    door.must("refund", FUND, "5", "--of", "9", "--date", "2022-11-04", "--payee", "文印店", "--memo", "退款")
    door.must(*spend, "90", "--purpose", "training", "--memo", "图书", "--invoice", "24440000000000000013")
    door.must("withdraw", FUND, "--date", "2023-05-01", "--document", "揭工总〔2023〕9号", "--reason", "考核不合格")
    door.must("return", FUND, "20815", "--date", "2023-05-10", "--document", "揭工总〔2023〕9号")
    return door


def test_a_cleared_entry_names_who_reviewed_it_and_counts_papers_that_came_later(other: Door) -> None:
    (form,) = texts(paper(other, "voucher", FUND, "--entry", "4")).values()
    said = _said(form)
    assert "审核：何审核" in said
    assert "电子附件 1 件" in said
    assert "凭证字号：（未填）" in said
    assert "待核" not in said


def test_a_withdrawn_fund_gives_its_reasons_and_what_went_back(other: Door) -> None:
    (rows,) = texts(paper(other, "usage", "--known", "2024-01-31")).values()
    assert "2023-05-01撤销命名" in str(_row(rows, FUND, 1)[-1])
    assert rows[1][0] == "截止日期：2024年1月31日（按2024-01-31 23:59:59前已记账的记录）"
    register = texts(paper(other, "register", FUND))["补助资金使用台账（打印）"]
    assert [row[3] for row in register if row[13] == "退回结余"] == ["退回结余资金：揭工总〔2023〕9号"]


def test_rows_hold_an_item_alone_a_number_alone_and_leave_out_what_no_cell_can_tell_apart(other: Door) -> None:
    rows = rows_of(_all(other))
    by_amount = {row["amount"]: row for row in rows.sheets["spending"]}
    assert ("invoice_number" in by_amount[70_000], by_amount[70_000]["item"]) == (False, "*鉴证咨询服务*专利代理")
    assert (5, "refund") in {(left.record.amount // 100, left.record.kind) for left in rows.left}
    assert by_amount[800_000]["asset"] == "open"
    data = texts(paper(other, "register"))["支出登记"]
    assert _row(data, 8000, 7)[data[0].index("资产类别")] is None
    assert by_amount[9_000]["invoice_number"] == "24440000000000000013"
    assert [left.why for left in rows.left if left.record.kind == "spend"] == ["发票项目含分号，一格写不下几张发票"]
    late = rows_of(_all(other, Window(since=dt.date(2023, 1, 1))))
    assert [left.record.kind for left in late.left] == ["clear", "attach", "withdraw", "return"]


def test_without_the_programmes_file_uses_go_by_the_names_of_the_house(other: Door) -> None:
    law = other.root / "ledger" / "programmes" / "jieyang-2022.toml"
    kept = law.read_text("utf-8")
    law.unlink()
    try:
        said = _said(texts(paper(other, "list", FUND))["工作经费使用清单"])
    finally:
        law.write_text(kept, "utf-8")
    assert "项目：jieyang-2022" in said
    assert "学习培训：教材" in said
