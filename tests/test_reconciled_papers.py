"""The sheet of reconciliation (台账核对表): all of the result once, both sides next to each other, sums that tie to it."""

import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from funds.entry.story import Story
from funds.reconcile.classes import CLASSES
from funds.reconcile.result import STAGES, Result
from funds.reconcile.sides import Kept, entries
from funds.statements.bank import Account
from funds.statements.materials import Material
from funds.workbook.issue.papers.compared import Compared, compared
from funds.workbook.issue.papers.reconciled_issue import issue_reconciled
from funds.workbook.issue.papers.reconciled_words import CLASS_NAMES, LEDGER_NAMES, STAGE_NAMES
from funds.workbook.layout.sheets import LAYOUTS
from lives import live, moves, plainly
from papered import formulas, texts
from papered_reconciled import (
    COVER,
    FORMULA,
    IDENTITY,
    NUMBER,
    PHONE,
    USE,
    Made,
    bought,
    chain,
    dated_lines,
    dedicated,
    draft,
    made,
    shared,
    statement_lines,
    written,
)  # fmt: skip
from reconciled import LATER

STUDIO = "陈工1劳模和工匠人才创新工作室"
ACCOUNT = Account(NUMBER, COVER.maker, "中国工商银行", funds=("JY2022-001",))
#: The columns of the four sums, and the side of the result that each is of; what was paid is positive.
SUMS = ((5, "spending", 1), (6, "entries", -1), (12, "material", 1), (16, "bank", -1))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("reconciled") / "a.xlsx", shared(), dedicated())


def _fen(value: object) -> int:
    read = Decimal(str(value)) * 100
    assert read == read.to_integral_value()
    return int(read)


def _at(rows: list[list[Any]], begins: str) -> int:
    return next(at for at, row in enumerate(rows) if str(row[0]).startswith(begins))


def test_every_stage_and_class_and_ledger_has_its_chinese_name() -> None:
    assert set(STAGE_NAMES) == set(STAGES)
    assert set(CLASS_NAMES) == set(CLASSES)
    assert {f"material-{name}" for name in LEDGER_NAMES} == {layout.kind for layout in LAYOUTS["materials"]}
    names = [*STAGE_NAMES.values(), *CLASS_NAMES.values(), *LEDGER_NAMES.values()]
    assert not any(name.isascii() for name in names)
    assert len(set(names)) == len(names)


def _told(told: Compared, result: Result) -> None:
    """Hold what is laid side by side against the result: the four sums, and everything once."""
    sections = (("agreed", [told.agreed]), ("left", list(told.left)))
    for name, some in sections:
        blocks = [block for section in some for block in section.blocks]
        for place, (_column, side, sign) in enumerate(SUMS):
            shown = sum(block.sums[place] or 0 for block in blocks)
            assert shown == sign * getattr(result.totals[side], name), (name, side)  # type: ignore[index]
    ids = [one.id for section in (told.agreed, *told.left) for block in section.blocks for one in block.papers]
    lines = [one.id for section in (told.agreed, *told.left) for block in section.blocks for one in block.lines]
    agreed = [name for row in result.agreed if row.stage != "evidence" for name in row.material]
    assert sorted(one for one in ids if not one.endswith("件")) == sorted(
        [*agreed, *(str(one.id) for one in result.material)]
    )
    if not any(one.endswith("笔") for one in lines):
        banked = [name for row in result.agreed for name in row.bank]
        assert sorted(lines) == sorted([*banked, *(str(one.id) for one in result.bank)])
    assert len(told.undecided.blocks) == sum(len(one.candidates) for one in result.ambiguous)


@st.composite
def lives(draw: st.DrawFn) -> Made:
    """Draw a fund's life, and material and lines that follow it more or less."""
    records = live(draw(moves()), plainly(Story(), USE))
    rows: dict[str, Material] = {}
    lines: list[tuple[str, str, int, str, str]] = []
    for entry in entries(records):
        fen, how = entry.spent, draw(st.integers(0, 6))
        day = entry.date.isoformat()
        if fen > 1 and how:
            parts = (fen // 3, fen - fen // 3) if how == 1 else (fen + 100,) if how == 2 else (fen,)
            key = entry.invoices[0][1] if entry.invoices and how < 4 else ""
            for part in parts:
                source = {"source": "unit"} if how == 6 else {}
                rows[f"r{len(rows)}"] = Material(STUDIO, "equipment", day, {"payee": entry.payee, **source}, amount=part,
                                                 invoice_number=key)  # fmt: skip
        if entry.bank and draw(st.integers(0, 4)):
            paid = entry.bank + draw(st.sampled_from((0, 0, 0, -55)))
            lines.append((f"b{len(lines)}", day, paid, entry.payee, draw(st.sampled_from(("", "利息", "手续费")))))
    ids = st.integers(1, 12)
    kept = draw(st.lists(st.builds(Kept, st.booleans(), st.tuples(ids), st.tuples(ids.map("r{}".format)),
                                   st.tuples(ids.map("b{}".format))), max_size=2))  # fmt: skip
    bank = dated_lines(1_000, *lines)
    marks = {line.own_id: "other" for line in bank if line.seq % 5 == 0}
    return made(ACCOUNT, [records], [rows], bank, marks, kept, day=LATER)


@settings(max_examples=150, deadline=None)
@given(lives())
def test_whatever_happened_each_column_adds_up_to_the_result_and_each_thing_stands_once(life: Made) -> None:
    (fund,) = life.funds
    _told(compared(fund), fund.result)
    made_of = [reason.fen or 0 for reason in life.statement.reasons]
    assert life.statement.difference == (sum(made_of) if life.statement.closing is not None else None)


def test_the_sheet_says_what_the_result_says_to_the_fen(path: Path) -> None:
    sheets = texts(path)
    for each in (shared(), dedicated()):
        for fund in each.funds:
            _told(compared(fund), fund.result)
            rows = sheets[f"核对 {fund.fund.code}"]
            for begins, name in (("一、", "agreed"), ("二、", "left"), ("合", "all")):
                row = rows[_at(rows, begins)]
                for column, side, sign in SUMS:
                    assert _fen(row[column]) == sign * getattr(fund.result.totals[side], name)  # type: ignore[index]
            at = _at(rows, "核对汇总")
            for place, (_column, side, sign) in enumerate(SUMS, 1):
                totals = fund.result.totals[side]  # type: ignore[index]
                assert [_fen(one) for one in rows[at + place][4:7]] == [
                    sign * totals.agreed, sign * totals.left, sign * totals.all]  # fmt: skip


def _recomputed(office: str, path: Path, folder: Path) -> Path:
    """Have LibreOffice compute every formula anew: the file that it gets holds formulas without their values."""
    bare, done = folder / "bare", folder / "done"
    bare.mkdir()
    load_workbook(path).save(bare / path.name)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(done), str(bare / path.name)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return done / path.name


def test_libreoffice_computes_the_very_values_that_are_written(path: Path, tmp_path: Path, office: str) -> None:
    kept, anew = load_workbook(path, data_only=True), load_workbook(_recomputed(office, path, tmp_path), data_only=True)
    found = formulas(path)
    assert len(found) > 100
    for sheet, cell in found:
        assert kept[sheet][cell].value is not None
        assert anew[sheet][cell].value == pytest.approx(kept[sheet][cell].value, abs=1e-9), (sheet, cell)


def test_no_personal_number_and_no_formula_of_others_is_in_it(path: Path) -> None:
    said = "\n".join(str(value) for rows in texts(path).values() for row in rows for value in row if value is not None)
    assert IDENTITY not in said
    assert PHONE not in said
    assert "周明110*************2X" in said
    assert FORMULA in said
    assert not any("HYPERLINK" in formula for formula in formulas(path).values())


def test_what_belongs_together_stands_side_by_side_with_its_ground(path: Path) -> None:
    rows = texts(path)["核对 JY2022-001"]
    numbers = {row[0]: row for row in reversed(rows) if isinstance(row[0], int)}
    several = rows.index(numbers[5])
    assert (rows[several][7], rows[several + 1][7], rows[several + 1][0]) == ("SB-2", "SB-3", None)
    assert numbers[5][15] == "揭阳市焊接器材有限公司（全笔901.00）"
    assert (numbers[5][16], numbers[5][17]) == (600.17, "台账：票据号或凭证号\n银行：几笔合计")
    assert (numbers[15][7:13], numbers[15][18]) == (["1件", "附件", None, "发票.pdf", None, None], None)
    assert (numbers[11][17], numbers[11][19]) == ("银行：人工核对", 5)
    assert numbers[9][17] == "红字冲销相抵"
    differ = rows[_at(rows, "（3）票据号或凭证号相符，金额不符") + 1]
    assert (differ[0], differ[5], differ[7], differ[12], differ[18]) == (4, 4860, "SB-1", 4760, 100)


def test_a_person_finds_the_candidates_at_the_end_outside_the_total(path: Path) -> None:
    rows = texts(path)["核对 JY2022-001"]
    at = _at(rows, "三、")
    assert rows[2:4][1][7] == "待人工判断：4处，候选见表末"
    assert [(row[0], row[7] or row[13], row[17]) for row in rows[at + 1 : at + 7]] == [
        (13, "SB-5", "候选1（104分）"), (14, "SB-5", "候选1（104分）"),
        (13, "B09", "候选1（80分）"), (None, "B10", "候选2（80分）"),
        (14, "B09", "候选1（80分）"), (None, "B10", "候选2（80分）"),
    ]  # fmt: skip
    assert _at(rows, "合") < at


def test_many_lines_of_other_money_are_one_row_and_still_add_up() -> None:
    records = chain("JY2022-001", 1, [draft("receive", 100_000, "03-01", "记-1")])
    lines = statement_lines(0, ("B0", "03-02", 100_000, "市总工会", ""), *(
        (f"M{at:02}", f"04-{at:02}", -100 - at, "食堂", "") for at in range(1, 14)))  # fmt: skip
    each = made(ACCOUNT, [records], [{}], lines, {line.own_id: "other" for line in lines[1:]})
    told = compared(each.funds[0])
    (section,) = told.left
    assert [(one.id, one.who, one.paid) for block in section.blocks for one in block.lines] == [
        ("13笔", "2023-04-01至2023-04-13", 1_391)
    ]
    _told(told, each.funds[0].result)


def test_a_document_under_two_entries_and_a_late_line_stand_beside_each_other() -> None:
    records = chain("JY2022-001", 1, [
        bought(5_000, "03-01", "记-1", "甲厂", "甲", "30550001"), bought(5_000, "03-02", "记-2", "甲厂", "甲", "30550001"),
        draft("receive", 9_000, "01-01", "记-3"),
    ])  # fmt: skip
    rows = {
        "r1": Material(STUDIO, "equipment", "2023-03-01", {"payee": "甲厂"}, amount=5_000, invoice_number="30550001")
    }
    lines = statement_lines(0, ("B1", "01-01", 1, "", ""), ("B2", "05-01", 9_000, "市总工会", ""))
    told = compared(made(ACCOUNT, [records], [rows], lines).funds[0])
    blocks = {section.title: section.blocks for section in told.left}
    (twice,) = blocks["一张单据列入几笔支出"]
    assert ([one.number for one in twice.ours], [one.id for one in twice.papers]) == ([2, 3], ["r1"])
    (late,) = blocks["金额、单位相符，日期超出核对期限"]
    assert ([one.number for one in late.ours], [one.id for one in late.lines]) == ([4], ["B2"])


def test_what_somebody_else_paid_for_states_nothing_of_this_fund() -> None:
    records = chain("JY2022-001", 1, [bought(5_000, "03-01", "记-1", "甲厂", "甲", "30550001")])
    fields = {"name": "钻床", "source": "unit", "payee": "甲厂"}
    row = Material(STUDIO, "equipment", "2023-03-01", fields, amount=5_000, invoice_number="30550001")
    told = compared(made(ACCOUNT, [records], [{"r1": row}], []).funds[0])
    assert [one.fen for one in told.agreed.blocks[0].papers] == [None]


def test_names_of_sheets_are_told_apart_and_never_too_long(tmp_path: Path) -> None:
    (fund,) = dedicated().funds
    codes = ["A" * 40, "a" * 40, "A" * 41, "X/1", "X:1"]
    funds = [fund._replace(fund=fund.fund._replace(code=code)) for code in codes]
    assert issue_reconciled(funds, [], COVER, tmp_path / "a.xlsx") == 5
    names = load_workbook(tmp_path / "a.xlsx").sheetnames
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == 5
    assert names[3:] == ["核对 X_1", "核对 X_1(2)"]


def test_one_fund_on_its_own_is_named_by_the_paper_and_of_nothing_nothing_is_written(tmp_path: Path) -> None:
    each = dedicated()
    assert issue_reconciled([], [], COVER, tmp_path / "none.xlsx") == 0
    assert list(tmp_path.iterdir()) == []
    path = written(tmp_path / "one.xlsx", each)
    assert load_workbook(path).sheetnames == ["台账核对表", "银行存款余额调节表"]


def test_the_papers_are_set_up_for_a4_with_their_heads(path: Path) -> None:
    for page in load_workbook(path).worksheets:
        assert page.page_setup.paperSize == 9
        assert page.page_setup.orientation == ("landscape" if page.title.startswith("核对") else "portrait")
        assert page.print_area
        assert page.print_title_rows
        said = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
        assert "截止日期：2023年6月30日" in said
        assert any(text.startswith("JY2022-00") and len(text) > 60 for text in said)
        assert any("（签名）" in text for text in said)
