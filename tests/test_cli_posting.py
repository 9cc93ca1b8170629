"""Posting by command: what is typed becomes a sealed record, or is refused with the clause."""

import stat
from pathlib import Path

import pytest

from doors import AWARD, Door, funded, opened
from funds.record.events import attempts
from funds.seal import breaks

SPEND = (
    "spend",
    "JY2022-001",
    "1280",
    "--date",
    "2022-11-02",
    "--purpose",
    "宣传配套",
    "--payee",
    "榕城图文店",
    "--memo",
    "工作室门牌制作",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded(tmp_path_factory.mktemp("funded") / "w").root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


def test_an_award_prints_the_code_of_its_fund_first(tmp_path: Path) -> None:
    said = Door(tmp_path / "w").must(*AWARD)
    assert said.out.split()[:2] == ["JY2022-001", "1"]


def test_the_second_award_of_a_year_gets_the_second_code(door: Door) -> None:
    typed = [word.replace("陈建国", "林晓东") for word in AWARD]
    assert door.must(*typed).out.startswith("JY2022-002 1 ")


def test_a_running_fund_can_keep_the_code_it_has(door: Door) -> None:
    typed = [word.replace("陈建国", "林晓东") for word in AWARD]
    assert door.must(*typed, "--fund", "JY2022-007").out.startswith("JY2022-007 1 ")
    assert door(*typed, "--fund", "LN2022-008").status == 2
    assert door(*typed, "--fund", "JY2022-001").status == 2


def test_the_holder_is_the_union_of_the_unit_unless_another_is_named(door: Door) -> None:
    terms = door.chain()[0].terms
    assert terms is not None
    assert terms.holder == "榕城机械厂工会委员会"


def test_a_posted_voucher_is_told_in_one_line_with_the_balance_and_the_seal(door: Door) -> None:
    said = door.must(*SPEND)
    record = door.chain()[-1]
    assert said.out.splitlines()[0] == f"JY2022-001 4 spend 1280.00 balance 28720.00 seal {record.seal[:12]}"


def test_everything_typed_stands_in_the_record(door: Door) -> None:
    door.must(
        *SPEND, "--voucher", "记-2", "--invoice", "044002200111-30551201=1280", "--item", "*印刷品*门牌", "--tax-code", "1060201070000000000",
        "--quantity", "2", "--unit-price", "640", "--asset", "none", "--paid-by", "card", "--handler", "李经办", "--approver", "陈主席",
        "--papers", "3", "--note", "备注", "--evidence", f"发票={door.paper()}", "--key", "k-1",
    )  # fmt: skip
    record = door.chain()[-1]
    assert (record.purpose, record.payee, record.memo, record.voucher) == (
        "publicity",
        "榕城图文店",
        "工作室门牌制作",
        "记-2",
    )
    assert (record.quantity, record.unit_price, record.papers, record.paid_by) == (2, 640_00, 3, "card")
    assert (record.handler, record.approver, record.note, record.maker, record.key) == (
        "李经办",
        "陈主席",
        "备注",
        "王会计",
        "k-1",
    )
    [invoice] = record.invoices
    assert (invoice.code, invoice.number, invoice.face, invoice.share) == ("044002200111", "30551201", 1280_00, 1280_00)
    assert (invoice.item, invoice.tax_code) == ("*印刷品*门牌", "1060201070000000000")
    [paper] = record.evidence
    assert (paper.kind, paper.name) == ("invoice", "scan.pdf")
    assert record.login
    assert not list(breaks(door.chain()))


def test_an_evidence_file_is_kept_read_only_under_its_digest(door: Door) -> None:
    door.must(*SPEND, "--evidence", f"invoice={door.paper()}")
    [paper] = door.chain()[-1].evidence
    kept = door.workspace.evidence(paper.digest)
    assert kept.relative_to(door.root) == Path("evidence", paper.digest[:2], f"{paper.digest}.pdf")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o444


def test_the_same_key_posts_once(door: Door) -> None:
    first = door.must(*SPEND, "--key", "k-1", "--format", "json").object
    again = door.must(*SPEND, "--key", "k-1", "--format", "json").object
    assert (first["status"], again["status"]) == ("posted", "already")
    assert first["seal"] == again["seal"]
    assert len(door.chain()) == 4


def test_the_same_key_with_other_content_is_refused(door: Door) -> None:
    door.must(*SPEND, "--key", "k-1")
    said = door(*SPEND[:2], "1281", *SPEND[3:], "--key", "k-1")
    assert said.status == 1
    assert "k-1" in said.err
    assert len(door.chain()) == 4


def test_a_refusal_tells_code_amount_clause_and_remedy_and_leaves_nothing(door: Door) -> None:
    said = door(*SPEND[:2], "50000", *SPEND[3:])
    assert said.status == 1
    assert "overdrawn" in said.err
    assert "21,280" in said.err.replace("21280", "21,280") or "20000.00" in said.err
    assert "财会〔2021〕7号" in said.err
    assert "remedy:" in said.err
    assert len(door.chain()) == 3
    [attempt] = attempts(door.workspace.open(), fund="JY2022-001")
    assert attempt.maker == "王会计"


def test_a_refusal_as_json_lists_the_findings(door: Door) -> None:
    said = door(*SPEND[:2], "50000", *SPEND[3:], "--format", "json")
    assert (said.status, said.object["status"]) == (1, "refused")
    codes = {finding["code"]: finding for finding in said.object["findings"]}
    assert codes["overdrawn"]["questioned"] == "20000.00"
    assert codes["overdrawn"]["remedy"]


def test_a_dry_run_judges_and_posts_nothing(door: Door) -> None:
    assert "would be posted" in door.must(*SPEND, "--dry-run").out
    assert door(*SPEND[:2], "50000", *SPEND[3:], "--dry-run").status == 1
    assert len(door.chain()) == 3


CASH = (*SPEND, "--paid-by", "cash")


def test_an_entry_under_review_is_posted_and_says_how_to_clear_it(door: Door) -> None:
    said = door.must(*CASH)
    assert "funds clear JY2022-001 4" in said.out
    assert door.must("show", "JY2022-001").status == 0


def test_the_maker_cannot_clear_and_a_second_person_can(door: Door) -> None:
    door.must(*CASH)
    assert "same-person" in door("clear", "JY2022-001", "4", "--accept", "--reason", "看过").err
    door.must("clear", "JY2022-001", "4", "--accept", "--reason", "看过单据", actor="何审核")
    assert [record.kind for record in door.chain()[3:]] == ["spend", "clear"]


def test_a_rejection_posts_the_decision_and_the_disallowance_together(door: Door) -> None:
    door.must(*CASH)
    said = door.must(
        "clear", "JY2022-001", "4", "--reject", "--reason", "不予认可", "--format", "json", actor="何审核"
    ).object
    assert said["kind"] == "clear"
    [followed] = said["followed_by"]
    assert (followed["kind"], followed["amount"]) == ("disallow", "1280.00")
    assert [(r.kind, r.refers) for r in door.chain()[4:]] == [("clear", 4), ("disallow", 4)]


def test_a_rejection_can_reverse_instead(door: Door) -> None:
    door.must(*CASH)
    door.must("clear", "JY2022-001", "4", "--reject", "--then", "reverse", "--reason", "重复", actor="何审核")
    assert [(r.kind, r.refers) for r in door.chain()[4:]] == [("clear", 4), ("reverse", 4)]


def test_a_rejection_by_the_maker_leaves_neither_record(door: Door) -> None:
    door.must(*CASH)
    assert door("clear", "JY2022-001", "4", "--reject", "--reason", "不予认可").status == 1
    assert len(door.chain()) == 4


def test_reverse_refund_disallow_recover_and_return_move_the_balance(door: Door) -> None:
    door.must(*SPEND)
    door.must("reverse", "JY2022-001", "4", "--reason", "重复录入", "--date", "2022-11-03")
    door.must(*SPEND)
    door.must("refund", "JY2022-001", "80", "--of", "6", "--date", "2022-11-10", "--memo", "差价退款")
    door.must("disallow", "JY2022-001", "200", "--of", "6", "--date", "2022-11-11", "--reason", "含茶歇")
    door.must("recover", "JY2022-001", "200", "--date", "2022-11-12")
    said = door.must("return", "JY2022-001", "29000", "--date", "2022-11-13", "--format", "json").object
    assert said["balance"] == "0.00"


def test_retention_is_held_back_and_paid_later(door: Door) -> None:
    door.must(*SPEND, "--retained", "80")
    assert (
        door.must("spend", "JY2022-001", "80", "--of", "4", "--date", "2023-03-01", "--format", "json").object[
            "balance"
        ]
        == "28720.00"
    )


def test_money_under_way_at_the_years_end_is_owed_and_then_received(tmp_path: Path) -> None:
    door = Door(tmp_path / "w")
    door.must(*AWARD)
    door.must("disburse", "JY2022-001", "30000", "--date", "2022-12-28")
    door.must("receivable", "JY2022-001", "30000", "--date", "2022-12-31", "--document", "拨款通知1号")
    door.must("receive", "JY2022-001", "30000", "--date", "2023-01-04")
    assert [line.account for line in door.chain()[-1].lines] == ["102", "13101"]


def test_an_amendment_keeps_what_it_does_not_name(door: Door) -> None:
    door.must("amend", "JY2022-001", "--lead", "林少波", "--document", "揭工总〔2023〕3号", "--date", "2023-01-16")
    record = door.chain()[-1]
    assert record.terms is not None
    assert (record.terms.lead, record.terms.studio, record.amount) == ("林少波", "陈建国创新工作室", 30000_00)


def test_after_a_withdrawal_nothing_is_spent(door: Door) -> None:
    door.must(
        "withdraw", "JY2022-001", "--document", "揭工总〔2023〕9号", "--reason", "考核不合格", "--date", "2023-03-12"
    )
    assert (
        "after-removal"
        in door("spend", "JY2022-001", "10", "--date", "2023-03-13", "--purpose", "training", "--memo", "书").err
    )


def test_a_closed_period_is_closed_until_it_is_reopened(door: Door) -> None:
    door.must("close", "JY2022-001", "--date", "2022-12-31")
    assert "period-closed" in door(*SPEND).err
    door.must("reopen", "JY2022-001", "--reason", "补记漏项", "--date", "2023-01-08")
    door.must(*SPEND)


def test_papers_can_come_later(door: Door) -> None:
    door.must(*SPEND)
    door.must("attach", "JY2022-001", "4", "--evidence", f"验收={door.paper()}", "--date", "2022-11-20")
    assert door.chain()[-1].evidence[0].kind == "acceptance"


def test_a_fixed_sum_need_not_be_typed(door: Door) -> None:
    said = door.must(
        "award", "--programme", "辽宁", "--studio", "孙立群创新工作室", "--unit", "沈东学院", "--kind", "staff",
        "--recommender", "沈东学院工会", "--date", "2022-10-09", "--document", "1号", "--format", "json",
    )  # fmt: skip
    assert said.object["amount"] == "50000.00"


def test_several_invoices_share_the_amount(door: Door) -> None:
    door.must(
        *SPEND,
        "--invoice",
        "30551201=1000",
        "--invoice",
        "30551202",
        "--item",
        "*印刷品*门牌",
        "--item",
        "*印刷品*展板",
        "--item",
        "*纸制品*卡纸",
    )
    shares = [(invoice.number, invoice.share, invoice.item) for invoice in door.chain()[-1].invoices]
    assert shares == [
        ("30551201", 1000_00, "*印刷品*门牌"),
        ("30551202", 280_00, "*印刷品*展板"),
        ("", 0, "*纸制品*卡纸"),
    ]


def test_an_invoice_of_another_fund_is_refused(door: Door) -> None:
    door.must(*SPEND, "--invoice", "30551201=1280")
    said = door(*SPEND, "--invoice", "30551201=1280")
    assert (said.status, "invoice-used" in said.err) == (1, True)


def test_a_studio_stands_without_a_grant(door: Door) -> None:
    door.must("studio", "add", "周敏创新工作室", "--unit", "豫中学院", "--programme", "河南")
    rows = door.must("studio", "list", "--format", "json").object
    assert [(row["studio"], row["programme"], row["funds"]) for row in rows] == [
        ("周敏创新工作室", "henan-2024", []),
        ("陈建国创新工作室", "jieyang-2022", ["JY2022-001"]),
    ]
    assert door.must("studio", "show", "周敏创新工作室", "--format", "json").object[0]["unit"] == "豫中学院"


def test_a_made_up_clock_is_refused_outside_a_demonstration(tmp_path: Path) -> None:
    door = Door(tmp_path / "w", demo=False)
    said = door(*AWARD)
    assert (said.status, "FUNDS_NOW" in said.err) == (2, True)
    assert door.count() == 0


def test_backup_and_restore_bring_everything_back(door: Door, tmp_path: Path) -> None:
    door.must(*SPEND, "--evidence", f"invoice={door.paper()}")
    door.must("backup", str(tmp_path / "w.tar"))
    door.must("restore", str(tmp_path / "w.tar"), str(tmp_path / "back"))
    back = Door.__new__(Door)
    back.root, back.workspace = tmp_path / "back", type(door.workspace)(tmp_path / "back")
    assert back.chain() == door.chain()
    assert back.workspace.evidence(door.chain()[-1].evidence[0].digest).is_file()
