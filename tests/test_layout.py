"""The layout of the registers: their headers, what each column takes, and what people call it."""

import datetime as dt
import re
from pathlib import Path
from typing import get_args

import pytest

from funds.cli.typed import ASSET, FUND, KIND, PAID_BY
from funds.entry.record import KINDS
from funds.law.material import Ledger
from funds.money import fen
from funds.record.studios import Studio
from funds.workbook.layout.column import Column, Layout
from funds.workbook.layout.headers import folded, meaning, synonyms
from funds.workbook.layout.sheets import INSTRUCTIONS, LAYOUTS, LISTS, NEEDED_FOR, layout_of, mark_of

EVERY = [layout for layouts in LAYOUTS.values() for layout in layouts]
COLUMNS = [(layout, column) for layout in EVERY for column in layout.columns]
LAW = Path(__file__).parents[1] / "ledger" / "programmes"
SHEETS = pytest.mark.parametrize("layout", EVERY, ids=lambda layout: layout.kind)

#: The headers as they were asked for, in their order.
ASKED = {
    "spending": "专项资金编号 事项 日期 凭证字号 摘要 用途 收款单位 金额（元） 发票代码 发票号码 发票项目 税收分类编码 数量 "
    "单价（元） 资产类别 支付方式 经办人 审批人 附件张数 附件文件 备注",
    "awards": "项目代码 类别 劳模或职工 工作室名称 所在单位 账户单位 领衔人 推荐单位 批准金额（元） 命名日期 批准文号 备注",
    "disbursements": "专项资金编号 事项 日期 金额（元） 收款账户名称 收款账号 文号 备注",
    "studios": "工作室名称 所在单位 领衔人 推荐单位 项目代码 级别 备注",
}


@pytest.mark.parametrize("kind", ASKED)
def test_the_headers_are_those_asked_for_in_their_order(kind: str) -> None:
    assert " ".join(column.header for column in layout_of(kind).columns) == ASKED[kind]


def test_there_is_a_sheet_for_each_supporting_material_ledger_that_a_programme_can_ask_for() -> None:
    ids = get_args(Ledger.__annotations__["id"])
    assert {layout.kind for layout in LAYOUTS["materials"]} == {f"material-{name}" for name in ids}
    asked = {
        name for path in LAW.glob("*.toml") for name in re.findall(r'\[\[ledger\]\]\nid = "(.*)"', path.read_text())
    }
    assert asked
    assert asked <= set(ids)


@SHEETS
def test_a_ledger_ties_each_line_to_spending(layout: Layout) -> None:
    keys = {column.key for column in layout.columns}
    if layout.kind.startswith("material-"):
        assert {"id", "studio", "fund", "date", "voucher", "invoice_number", "amount", "files", "note"} <= keys


def test_the_columns_of_studios_are_the_fields_of_a_studio() -> None:
    assert {column.key for column in layout_of("studios").columns} == set(Studio._fields)


def test_required_is_what_the_record_cannot_do_without() -> None:
    required = {layout.kind: {column.key for column in layout.columns if column.required} for layout in EVERY}
    assert required["spending"] == {"fund", "date", "memo", "amount"}
    assert required["awards"] == {"programme", "studio", "unit", "date", "document"}
    assert required["disbursements"] == {"fund", "event", "date", "amount"}
    assert required["studios"] == {"studio", "unit"}
    assert all(key in {column.key for column in layout_of(kind).columns} for kind, key in NEEDED_FOR)


@SHEETS
def test_a_sheet_is_well_formed(layout: Layout) -> None:
    keys = [column.key for column in layout.columns]
    assert len(set(keys)) == len(keys)
    assert len({folded(column.header) for column in layout.columns}) == len(keys)
    assert set(layout.fits) <= set(keys)
    assert len(layout.title) <= 31
    assert all(bool(column.choices) == (column.reads == "choice") for column in layout.columns)


@pytest.mark.parametrize(("layout", "column"), COLUMNS, ids=[f"{sheet.kind}-{one.key}" for sheet, one in COLUMNS])
def test_every_column_says_what_to_write_with_an_example_that_can_be_read_and_its_clause(
    layout: Layout, column: Column
) -> None:
    del layout
    found = re.fullmatch(r"[^。]+[；，]?例：(?P<example>.+)。", column.help)
    assert found, column.help
    assert column.cite
    assert len(column.help) <= 255
    assert len(column.header) <= 28
    example = found["example"]
    match column.reads:
        case "money":
            assert fen(example) > 0
        case "day":
            assert dt.date.fromisoformat(example).year > 2000
        case "count":
            assert int(example) > 0
        case "choice":
            assert example in {choice.names[0] for choice in column.choices}
        case "fund":
            assert FUND.convert(example, None, None) == example
        case "files":
            assert all(part.count("=") == 1 for part in example.split("；"))


@pytest.mark.parametrize(("layout", "column"), COLUMNS, ids=[f"{sheet.kind}-{one.key}" for sheet, one in COLUMNS])
def test_no_word_of_a_cell_stands_for_two_values(layout: Layout, column: Column) -> None:
    del layout
    names = [name for choice in column.choices for name in choice.names]
    assert len(set(names)) == len(names)
    assert len({choice.value for choice in column.choices}) == len(column.choices)


def test_the_words_of_a_cell_are_those_of_the_command_line() -> None:
    typed = {"asset": ASSET, "paid_by": PAID_BY, "kind": KIND}
    words = {
        "asset": "通用 通用设备 专用 专用设备 软件 无 非固定资产",
        "paid_by": "转账 银行转账 公务卡 刷卡 现金 报销",
        "kind": "劳模 劳模创新工作室 职工 职工创新工作室",
    }
    for layout, column in COLUMNS:
        if column.key in typed:
            meant = {name: choice.value for choice in column.choices for name in choice.names}
            assert {choice.value for choice in column.choices} == set(typed[column.key].choices), layout.kind
            for word in words[column.key].split():
                assert meant[word] == typed[column.key].convert(word, None, None)


def test_the_events_are_kinds_of_record() -> None:
    events = {
        kind: column
        for kind in ("spending", "disbursements")
        for column in layout_of(kind).columns
        if column.key == "event"
    }
    assert [choice.value for choice in events["spending"].choices] == ["spend", "refund", "disallow"]
    assert [choice.names[0] for choice in events["spending"].choices] == ["支出", "退款", "违规挂账"]
    assert [choice.value for choice in events["disbursements"].choices] == ["disburse", "receive"]
    assert [choice.names[0] for choice in events["disbursements"].choices] == ["拨付", "到账"]
    assert {choice.value for column in events.values() for choice in column.choices} <= set(KINDS)


@SHEETS
def test_each_header_means_its_own_column(layout: Layout) -> None:
    assert {column.header: meaning(layout.kind, column.header) for column in layout.columns} == {
        column.header: column.key for column in layout.columns
    }


@SHEETS
def test_no_synonym_means_two_columns_of_a_kind(layout: Layout) -> None:
    meant: dict[str, set[str]] = {}
    for column in layout.columns:
        meant.setdefault(folded(column.header), set()).add(column.key)
    keys = {column.key for column in layout.columns}
    for row in synonyms():
        if row.column in keys and Path(layout.kind).match(row.kind):
            meant.setdefault(folded(row.synonym), set()).add(row.column)
    assert {synonym: keys for synonym, keys in meant.items() if len(keys) > 1} == {}
    assert all(meaning(layout.kind, synonym) == next(iter(keys)) for synonym, keys in meant.items())


def test_no_synonym_is_there_for_nothing_or_twice() -> None:
    for row in synonyms():
        fits = [layout for layout in EVERY if Path(layout.kind).match(row.kind)]
        assert any(row.column in {column.key for column in layout.columns} for layout in fits), row
    assert len(set(synonyms())) == len(synonyms())


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("收款人", "payee"), ("供应商", "payee"), ("销售方", "payee"), ("收款单位（人）", "payee"),
        ("金额", "amount"), ("支出金额", "amount"), ("付款金额", "amount"), ("金 额\n（元）", "amount"), ("金额[元]", "amount"),
        ("＊金额(人民币元)", "amount"), ("金额（单位：元）", "amount"), ("支付金额/元", "amount"), ("金额（小写）", "amount"),
        ("金额(元)：", "amount"), ("\ufeff金\u3000额", "amount"), ("【金额】", ""),
        ("摘要说明", "memo"), ("内容", "memo"), ("用途说明", "memo"), ("用途", "purpose"), ("支出类别", "purpose"),
        ("附单据数", "papers"), ("附件张数（张）", "papers"), ("数量（台）", "quantity"), ("凭证号", "voucher"),
        ("日期（yyyy-mm-dd）", "date"), ("数电票号码", "invoice_number"),
    ],
)  # fmt: skip
def test_what_finance_staff_write_is_understood(header: str, key: str) -> None:
    assert meaning("spending", header) == key


@pytest.mark.parametrize(
    "header",
    ["金额（万元）", "金额(千元)", "金额（美元）", "金额（大写）", "税额", "不含税金额", "发票金额", "价税合计", "附件", "审核人", "项目",
     "项目名称", "说明", "单位名称", "开票日期", "序号", "", "合计", "类型", "余额", "凭证字"],
)  # fmt: skip
def test_what_could_mean_something_else_is_not_guessed(header: str) -> None:
    assert meaning("spending", header) == ""


def test_one_word_may_mean_different_columns_in_different_sheets() -> None:
    assert [meaning(kind, "用途") for kind in ("spending", "bank")] == ["purpose", ""]
    assert [meaning(kind, "类别") for kind in ("awards", "studios", "spending")] == ["tier", "level", ""]
    assert [meaning(kind, "支出") for kind in ("spending", "bank")] == ["amount", "out"]
    assert [meaning(kind, "借方发生额（支取）") for kind in ("bank", "spending")] == ["out", ""]


@SHEETS
def test_the_instructions_are_never_taken_for_a_register(layout: Layout) -> None:
    for said in ("列名", "要求", "填写说明", "依据", "代号", "种类", "编号 ", INSTRUCTIONS, LISTS):
        assert meaning(layout.kind, said) in {"", "id"}
    assert layout.fits != ("id",)


def test_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        meaning("payroll", "金额")


def test_the_mark_names_kind_and_version() -> None:
    assert mark_of("spending") == "spending/1"
    assert mark_of("materials") == "materials/1"
