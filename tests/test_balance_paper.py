"""The bank reconciliation on paper (银行存款余额调节表): two columns that meet, and what to look into where they do not."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from funds.statements.bank import Account
from papered import formulas, texts
from papered_reconciled import (
    COVER,
    IDENTITY,
    NUMBER,
    PHONE,
    Made,
    bought,
    chain,
    dedicated,
    draft,
    made,
    shared,
    statement_lines,
    written,
)  # fmt: skip

SHARED = Account(NUMBER, COVER.maker, "中国工商银行", funds=("JY2022-001",))
OWN = SHARED._replace(dedicated=True)


def _rows(path: Path, each: Made) -> list[list[Any]]:
    return texts(written(path / "a.xlsx", each))["银行存款余额调节表"]


def _row(rows: list[list[Any]], first: str) -> list[Any]:
    return next(row for row in rows if row[0] == first)


def _said(rows: list[list[Any]]) -> str:
    return "\n".join(str(value) for row in rows for value in row if value is not None)


def _fen(value: object) -> int:
    return int(Decimal(str(value)) * 100)


def test_each_fund_and_the_rest_has_a_line_and_both_sides_their_items(tmp_path: Path) -> None:
    each = shared()
    rows = _rows(tmp_path, each)
    assert [(row[0], row[3]) for row in rows[7:13]] == [
        ("JY2022-001 陈工1劳模和工匠人才创新工作室", 2_019.33),
        ("JY2022-002 陈工2劳模和工匠人才创新工作室", 24_699.17),
        ("其他资金：首份对账单前余额", 20_000),
        ("其他资金：已标记的收付", -300),
        ("存款利息", 12.34),
        ("银行手续费", -10),
    ]
    assert _row(rows, "账面余额")[3:] == [46_420.84, "对账单余额", None, None, 47_296.84]
    more = rows.index(_row(rows, "加：银行已收、单位未收"))
    assert (rows[more][3], rows[more][4], rows[more][7]) == (666, "加：单位已收、银行未收", 0)
    assert rows[more + 1][1:4] == ["B16", "某单位：往来款", 666]
    less = rows.index(_row(rows, "减：银行已付、单位未付"))
    assert (rows[less][3], rows[less][7]) == (1_045, 1_250)
    assert rows[less + 1][:4] == [dt.datetime(2023, 6, 3), "B09", "转账", 500]  # noqa: DTZ001
    assert rows[less + 1][4:] == [dt.datetime(2023, 6, 2), "记-12", "JY2022-001 第13号量具（榕城甲商行）", 500]  # noqa: DTZ001
    assert _row(rows, "调节后余额")[3:] == [46_041.84, "调节后余额", None, None, 46_046.84]
    assert _row(rows, "调节后差额（单位－银行）")[3:5] == [-5, "两边余额不符，原因见下。"]
    assert "1.核对为同一笔而金额不等：JY2022-001第11号与银行流水B08，账面比银行少5.00元" in _said(rows)
    for fund in each.facts.funds.values():
        assert fund.head in _said(rows)


def test_its_figures_are_those_of_the_statement_and_are_formulas(tmp_path: Path) -> None:
    for each in (shared(), dedicated()):
        path = written(tmp_path / "b.xlsx", each)
        rows, statement = texts(path)["银行存款余额调节表"], each.statement
        assert _fen(_row(rows, "账面余额")[3]) == statement.book
        ends = _row(rows, "调节后余额")
        assert (_fen(ends[3]), _fen(ends[7])) == (statement.adjusted_book, statement.adjusted_bank)
        assert _fen(_row(rows, "调节后差额（单位－银行）")[3]) == statement.difference
        found = [text for (sheet, _cell), text in formulas(path).items() if sheet == "银行存款余额调节表"]
        assert len(found) == 8


def test_a_dedicated_account_says_so_and_shows_no_other_money_where_there_is_none(tmp_path: Path) -> None:
    rows = _rows(tmp_path, dedicated())
    said = _said(rows)
    assert "账户性质：专户（只存专项资金）" in said
    assert "其他资金：" not in said
    assert "对账单不连续：期初余额加各笔收付，与截止日余额不等，账面比银行多5.00元" in said
    assert "对账单缺页：2023-05-11一笔之后余额25,500.00元，2023-06-20一笔之前余额25,495.00元" in said
    assert _row(rows, "调节后差额（单位－银行）")[3] == 5


def test_it_ties_where_nothing_is_wrong_and_then_says_nothing_more(tmp_path: Path) -> None:
    records = chain("JY2022-001", 1, [
        draft("receive", 100_000, "03-01", "记-1"), bought(2_000, "03-05", "记-2", f"周明{IDENTITY}", f"讲课费{PHONE}"),
    ])  # fmt: skip
    lines = statement_lines(
        0, ("B1", "03-02", 100_000, "市总工会", "补助"), ("B2", "03-09", -7, f"李敏{PHONE}", "杂项")
    )
    rows = _rows(tmp_path, made(OWN, [records], [{}], lines))
    said = _said(rows)
    assert _row(rows, "调节后差额（单位－银行）")[3:5] == [0, "两边余额相符。"]
    assert "差额原因" not in said
    assert "第3号讲课费138******78（周明110*************2X）" in said
    assert (IDENTITY in said, PHONE in said) == (False, False)


@pytest.mark.parametrize(
    ("account", "opening", "mark", "sentence"),
    [
        (SHARED, 500, "", "不属专项资金的余额为-995.00元：账户资金少于各专项资金应有的余额，专项资金可能被占用"),
        (OWN, 150_000, "", "专户在首份对账单之前有500.00元与各专项资金的账不符"),
        (OWN, 100_000, "other", "专户上有标记为其他资金的收付，净额-30.00元"),
    ],
)
def test_what_of_the_account_must_be_looked_into_is_said(
    tmp_path: Path, account: Account, opening: int, mark: str, sentence: str
) -> None:
    records = chain("JY2022-001", 1, [draft("receive", 100_000, "03-01", "记-1")])
    lines = statement_lines(opening, ("B1", "05-02", -3_000, "食堂", "伙食"))
    each = made(account, [records], [{}], lines, {"B1": mark})
    assert each.statement.difference == 0
    assert sentence in _said(_rows(tmp_path, each))


def test_without_a_statement_or_a_balance_it_says_what_cannot_be_told(tmp_path: Path) -> None:
    records = chain(
        "JY2022-001", 1, [draft("receive", 100_000, "03-01", "记-1"), bought(500, "05-09", "记-2", "甲", "乙")]
    )
    rows = _rows(tmp_path, made(SHARED, [records], [{}], []))
    assert _row(rows, "账面余额")[3:] == ["无法计算", "对账单余额", None, None, "未载明"]
    assert _row(rows, "调节后差额（单位－银行）")[3:5] == ["无法计算", "无法核对，原因见下。"]
    assert "本账户尚无对账单，无法核对" in _said(rows)
    lines = [line._replace(balance=None) for line in statement_lines(0, ("B1", "03-02", 100_000, "市总工会", "补助"))]
    rows = _rows(tmp_path, made(SHARED, [records], [{}], lines))
    assert _row(rows, "JY2022-001 陈工1劳模和工匠人才创新工作室")[3] == 995
    assert "对账单未载明首笔之前或截止日的余额" in _said(rows)
    assert "第3号乙（甲）" in _said(rows)
