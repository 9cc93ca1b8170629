"""Registers brought in: every row told, all or nothing, nothing twice, and what is wrong named with its cell."""

import json
from pathlib import Path

import msgspec
import pytest

from doors import Door, funded, opened
from funds.entry.record import Record
from funds.record.events import attempts
from registers import GOOD, MEAL, SECOND, mended, register, spent

FUND = "JY2022-001"
THIRD = {"invoice_number": "24440000000000000003", "voucher": "记-7", "memo": "工作室宣传册印制"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded(tmp_path_factory.mktemp("registers") / "w").root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "支出.xlsx"


def _statuses(told: dict) -> list[str]:  # type: ignore[type-arg]
    return [row["status"] for row in told["rows"]]


def _bare(records: list[Record]) -> list[Record]:
    """Leave out what differs between two postings of the same: seals and moments."""
    return [msgspec.structs.replace(each, previous="", seal="", posted=None) for each in records]


def test_a_register_is_posted_and_told_row_by_row(door: Door, file: Path) -> None:
    before = door.count()
    told = door.must("import", "spending", str(spent(file, {}, SECOND)), "--format", "json").object
    assert (told["file"], told["control_total"]) == ("支出.xlsx", "2561.00")
    assert _statuses(told) == ["posted", "posted"]
    assert told["counts"] == {
        "posted": 2, "review": 0, "already": 0, "refused": 0, "error": 0, "blank": 0, "total": 0,
    }  # fmt: skip
    assert [(row["row"], row["number"]) for row in told["rows"]] == [(2, before + 1), (3, before + 2)]
    first, second = door.chain()[-2:]
    assert (first.amount, first.memo, first.purpose, first.paid_by) == (
        128050,
        "工作室门牌制作",
        "publicity",
        "transfer",
    )
    assert (first.maker, first.handler, first.approver, first.papers) == ("王会计", "李经办", "陈主席", 3)
    assert (first.invoices[0].number, first.invoices[0].share) == ("24440000000000000001", 128050)
    assert second.purpose == "training"
    assert door("verify").status == 0


def test_the_register_posts_what_the_command_posts(template: Path, tmp_path: Path, file: Path) -> None:
    one, other = opened(template, tmp_path / "a"), opened(template, tmp_path / "b")
    one.must("import", "spending", str(spent(file, {})))
    other.must(
        "spend", FUND, "1280.50", "--date", "2022-11-02", "--voucher", "记-5", "--memo", "工作室门牌制作", "--purpose",
        "宣传配套", "--payee", "榕城图文广告有限公司", "--invoice", "24440000000000000001", "--item", "*印刷品*门牌",
        "--asset", "none", "--handler", "李经办", "--approver", "陈主席", "--papers", "3",
    )  # fmt: skip
    assert _bare(one.chain()) == _bare(other.chain())
    again = one.must("import", "spending", str(file), "--format", "json").object
    typed = other.must("import", "spending", str(file), "--format", "json").object
    assert _statuses(again) == _statuses(typed) == ["already"]


def test_one_bad_row_keeps_the_whole_file_out(door: Door, file: Path) -> None:
    before = door.count()
    said = door("import", "spending", str(spent(file, {}, MEAL, SECOND)), "--format", "json")
    assert said.status == 1
    told = said.object
    assert _statuses(told) == ["refused", "refused", "refused"]
    assert [row["findings"][0]["code"] for row in told["rows"]] == ["held-back", "forbidden-meal", "held-back"]
    meal = told["rows"][1]["findings"][0]
    assert (meal["cell"][-1], meal["severity"], meal["citation"] != "") == ("3", "refuse", True)
    assert door.count() == before
    assert [each.findings[0].code for each in attempts(door.workspace.open())] == ["forbidden-meal"]


def test_partial_posts_the_good_rows_and_mending_posts_the_rest(door: Door, file: Path) -> None:
    before = door.count()
    said = door("import", "spending", str(spent(file, {}, MEAL, SECOND)), "--partial", "--format", "json")
    assert (said.status, _statuses(said.object)) == (1, ["posted", "refused", "posted"])
    assert door.count() == before + 2
    marked = file.with_name("支出-问题.xlsx")
    assert marked.is_file()
    mended(marked, "支出登记", {"E3": "会议室展板", "K3": "*印刷品*展板"})
    again = door.must("import", "spending", str(marked), "--format", "json").object
    assert _statuses(again) == ["already", "posted", "already"]
    assert door.count() == before + 3


def test_a_trial_posts_nothing(door: Door, file: Path) -> None:
    before = door.count()
    told = door.must("import", "spending", str(spent(file, {}, SECOND)), "--dry-run", "--format", "json").object
    assert (_statuses(told), told["dry_run"]) == (["posted", "posted"], True)
    assert door.count() == before
    refused = door("import", "spending", str(spent(file, MEAL)), "--dry-run")
    assert (refused.status, attempts(door.workspace.open())) == (1, [])


def test_nothing_is_counted_twice(door: Door, file: Path, tmp_path: Path) -> None:
    door.must("import", "spending", str(spent(file, {}, SECOND)))
    before = door.count()
    assert _statuses(door.must("import", "spending", str(file), "--format", "json").object) == ["already", "already"]
    turned = spent(tmp_path / "另一份.xlsx", THIRD, SECOND, {})
    told = door.must("import", "spending", str(turned), "--format", "json").object
    assert _statuses(told) == ["posted", "already", "already"]
    assert door.count() == before + 1


def test_two_rows_alike_in_every_column_are_told(door: Door, file: Path) -> None:
    said = door("import", "spending", str(spent(file, {}, {})), "--partial", "--format", "json")
    assert (said.status, _statuses(said.object)) == (1, ["posted", "refused"])
    assert said.object["rows"][1]["findings"][0]["code"] == "row-repeated"


@pytest.mark.parametrize(
    ("change", "column"), [({"amount": 1280}, "H2"), ({"memo": "门牌制作"}, "E2"), ({"date": "2022-11-03"}, "C2")]
)
def test_what_looks_like_a_posted_entry_but_differs_is_told(
    door: Door, file: Path, tmp_path: Path, change: dict[str, object], column: str
) -> None:
    door.must("import", "spending", str(spent(file, {})))
    before = door.count()
    said = door("import", "spending", str(spent(tmp_path / "b.xlsx", change)), "--format", "json")
    found = said.object["rows"][0]
    assert (said.status, found["status"], door.count()) == (1, "refused", before)
    assert (found["findings"][0]["code"], found["findings"][0]["cell"]) == ("row-like-posted", column)


def test_every_problem_is_told_at_once_with_its_cell(door: Door, file: Path) -> None:
    rows = (
        {"fund": "JY2022-999"}, {"amount": "12.345"}, {"date": "10/8/2022"}, {"amount": -5}, {"purpose": None},
        {"memo": None}, {"purpose": "买花"},
    )  # fmt: skip
    said = door("import", "spending", str(spent(file, *rows)))
    assert said.status == 1
    for cell in ("A2", "H3", "C4", "H5", "F6", "E7", "F8"):
        assert f"支出登记!{cell} " in said.out
    assert "Traceback" not in said.out + said.err
    assert "支出-问题.xlsx" in said.out


def test_refunds_and_disallowances_find_their_spending(door: Door, file: Path) -> None:
    back = {**GOOD, "event": "退款", "amount": -80.5, "date": "2022-11-20", "voucher": "记-9", "memo": "退多收款"}
    lost = {
        "event": "违规挂账", "memo": "工作餐费", "item": "*餐饮服务*餐费", "amount": 300, "date": "2022-11-21",
        "invoice_number": "24440000000000000009", "voucher": "记-10",
    }  # fmt: skip
    told = door.must("import", "spending", str(spent(file, back, {}, lost)), "--format", "json").object
    assert _statuses(told) == ["posted", "posted", "posted"]
    spend, disallow, refund = door.chain()[-3:]
    assert (refund.kind, refund.refers, refund.amount) == ("refund", spend.number, 8050)
    assert (disallow.kind, disallow.refers, disallow.amount) == ("disallow", 0, 30000)
    assert told["control_total"] == "1500.00"
    assert _statuses(door.must("import", "spending", str(file), "--format", "json").object) == ["already"] * 3


def test_a_sum_row_that_does_not_fit_is_told(door: Door, file: Path) -> None:
    rows = [{**GOOD}, {}, {"memo": "合计", "amount": 1280.5}, {"memo": "合计", "amount": 99}]
    told = door.must("import", "spending", str(register(file, "spending", rows)), "--format", "json").object
    assert _statuses(told) == ["posted", "blank", "total", "total"]
    assert [bool(row["findings"]) for row in told["rows"][1:]] == [False, False, True]
    assert told["control_total"] == "1280.50"


def test_papers_beside_the_workbook_are_kept(door: Door, file: Path) -> None:
    (file.parent / "发票1.pdf").write_text("%PDF 一")
    (file.parent / "x.pdf").write_text("%PDF 二")
    row = {"files": "发票1.pdf；验收单=x.pdf"}
    door.must("import", "spending", str(spent(file, row)))
    assert [(each.kind, each.name) for each in door.chain()[-1].evidence] == [
        ("invoice", "发票1.pdf"), ("acceptance", "x.pdf"),
    ]  # fmt: skip
    assert door("verify").status == 0
    for wrong in ("../发票1.pdf", "/etc/passwd", "发票2.pdf", "x.pdf"):
        said = door("import", "spending", str(spent(file, {**SECOND, "files": wrong})), "--dry-run")
        assert (said.status, "T2" in said.out) == (1, True), said


def test_awards_and_money_come_in_by_register(tmp_path: Path) -> None:
    door = Door(tmp_path / "w")
    award = {
        "programme": "jieyang-2022", "tier": "", "kind": "劳模", "studio": "陈工劳模和工匠人才创新工作室", "unit": "榕城机械厂",
        "lead": "陈工", "recommender": "榕城区总工会", "amount": 20000, "date": "2022-10-10", "document": "揭工总〔2022〕39号",
    }  # fmt: skip
    awards = register(tmp_path / "命名.xlsx", "awards", [award, {**award, "studio": "李工工作室", "unit": "水务集团"}])
    told = door.must("import", "awards", str(awards), "--format", "json").object
    assert [(row["status"], row["fund"]) for row in told["rows"]] == [
        ("posted", "JY2022-001"),
        ("posted", "JY2022-002"),
    ]
    assert _statuses(door.must("import", "awards", str(awards), "--format", "json").object) == ["already"] * 2
    money = [
        {
            "fund": "JY2022-001",
            "event": "到账",
            "date": "2022-10-25",
            "amount": 20000,
            "holder": "榕城机械厂工会委员会",
        },
        {"fund": "JY2022-001", "event": "拨付", "date": "2022-10-20", "amount": 20000, "document": "拨 1"},
    ]
    paid = register(tmp_path / "拨付.xlsx", "disbursements", money)
    assert _statuses(door.must("import", "disbursements", str(paid), "--format", "json").object) == ["posted"] * 2
    assert [each.kind for each in door.chain()] == ["award", "disburse", "receive"]
    assert _statuses(door.must("import", "disbursements", str(paid), "--format", "json").object) == ["already"] * 2
    assert door("verify").status == 0


def test_studios_come_in_by_register(tmp_path: Path) -> None:
    door = Door(tmp_path / "w")
    rows = [{"studio": "甲工作室", "unit": "甲厂", "programme": "henan-2024"}, {"studio": "乙工作室", "unit": "乙厂"}]
    file = register(tmp_path / "名册.xlsx", "studios", rows)
    assert _statuses(door.must("import", "studios", str(file), "--format", "json").object) == ["posted", "posted"]
    assert _statuses(door.must("import", "studios", str(file), "--format", "json").object) == ["already", "already"]
    bad = register(tmp_path / "b.xlsx", "studios", [{"studio": "丙", "unit": "丙厂", "programme": "x"}, *rows, rows[0]])
    said = door("import", "studios", str(bad), "--format", "json")
    assert (said.status, _statuses(said.object)) == (1, ["error", "already", "already", "refused"])


def test_a_file_that_cannot_be_read_is_a_sentence_and_exit_2(door: Door, tmp_path: Path) -> None:
    wrong = tmp_path / "x.xlsx"
    wrong.write_bytes(b"PK\x03\x04 broken")
    for path in (wrong, tmp_path / "none.xlsx"):
        said = door("import", "spending", str(path))
        assert (said.status, "Traceback" in said.err, said.err != "") == (2, False, True)
    told = door("import", "spending", str(wrong), "--format", "json")
    assert (told.status, json.loads(told.out)["refused"]["code"] != "") == (2, True)
