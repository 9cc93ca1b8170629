"""What an auditor must see of an account: lines taken out, money that is not the funds', a second account, forged rows."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from doors import Door, funded
from reconcilable import DAY, FUND, STATEMENT, agreed, left, reconcilable, reconciled, spent, statement
from statements_made import ACCOUNT, HOLDER

SECOND = "1111000099998888"


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return reconcilable(tmp_path / "w")


def account_of(told: Any, number: str = ACCOUNT) -> dict[str, Any]:
    [found] = [one for one in told["accounts"] if one["account"] == number]
    return dict(found)


def clean(root: Path, lines: Any) -> Door:
    """Make a workspace with the receipt and one payment, and a statement on the fund's own account."""
    door = funded(root)
    door.must(
        "spend", FUND, "1280", "--date", "2022-10-25", "--purpose", "publicity", "--payee", "榕城新锐图文店", "--memo", "工作室门牌制作",
        "--voucher", "记-2", "--item", "*印刷品*门牌",
    )  # fmt: skip
    door.must("account", "add", ACCOUNT, "--holder", HOLDER, "--dedicated", "--fund", FUND)
    door.must("import", "bank", str(statement(door.root / "流水.csv", lines)), "--account", ACCOUNT)
    return door


def bank_only(told: Any) -> dict[str, Any]:
    return {side: kept for side, kept in left(told).items() if side == "bank"}


def test_a_payment_taken_out_of_account_at_the_statement_s_end_is_told_and_open(tmp_path: Path) -> None:
    door = clean(tmp_path / "w", [*STATEMENT[:2], ("2022-11-20", "780.00", "", "27940.00", "潮香大酒楼", "餐费")])
    door.must("account", "void", ACCOUNT, "--line", "3", "--reason", "其他")
    said = door("reconcile", FUND, "--as-of", DAY)
    assert said.status == 1
    assert (
        f"{ACCOUNT}: line 3 of 2022-11-20 over -780.00 was taken out of account by 王会计 on 2024-01-10: 其他."
        in said.out
    )
    assert "No statement that stands makes good for it." in said.out
    account = account_of(reconciled(door))
    assert [(one["line"], one["amount"], one["open"]) for one in account["voided"]] == [(3, "-780.00", True)]
    assert (account["difference"], account["until"]) == ("0.00", "2022-10-26")
    table = door("reconcile", "--as-of", DAY)
    assert (table.status, "taken out of account by 王会计" in table.out) == (1, True)


def test_a_line_that_the_right_statement_shows_or_does_without_is_no_fault(tmp_path: Path) -> None:
    wrong = [*STATEMENT[:2], ("2022-11-20", "780.00", "", "27940.00", "潮香大酒楼", "餐费")]
    door = clean(tmp_path / "w", wrong)
    door.must("account", "void", ACCOUNT, "--file", "流水.csv", "--reason", "导错了账户")
    right = [*STATEMENT[:2], ("2022-12-21", "", "12.34", "28732.34", "", "结息")]
    door.must("import", "bank", str(statement(door.root / "对.csv", right)), "--account", ACCOUNT)
    account = account_of(reconciled(door))
    assert [(one["date"], one["open"]) for one in account["voided"]] == [
        ("2022-10-20", False), ("2022-10-26", False), ("2022-11-20", False),
    ]  # fmt: skip
    assert bank_only(reconciled(door)) == {"bank": {"5678:6": ["interest"]}}


def test_what_stood_on_a_dedicated_account_before_its_statements_must_be_explained(tmp_path: Path) -> None:
    late = [("2022-12-21", "", "12.34", "30012.34", "", "结息")]
    door = clean(tmp_path / "w", late)
    told = reconciled(door)
    account = account_of(told)
    assert (account["difference"], account["concerns"]) == (
        "0.00",
        [{"code": "dedicated-opening", "amount": "1280.00"}],
    )
    said = door("reconcile", FUND, "--as-of", DAY)
    assert said.status == 1
    assert "before its first line is not what the funds had (1280.00)" in said.out


def test_other_money_on_a_dedicated_account_is_a_finding_until_it_has_gone(door: Door) -> None:
    door.must("account", "mark", ACCOUNT, "4", "--as", "other", "--reason", "食堂的钱")
    told = reconciled(door)
    assert left(told)["bank"]["5678:4"] == ["other-money"]
    assert account_of(told)["concerns"] == [
        {"code": "rest-below-zero", "amount": "-767.66"}, {"code": "dedicated-other", "amount": "-780.00"},
    ]  # fmt: skip
    back = [*STATEMENT, ("2022-12-22", "", "780.00", "23872.34", "潮香大酒楼", "退回")]
    door.must("import", "bank", str(statement(door.root / "二.csv", back)), "--account", ACCOUNT)
    door.must("account", "mark", ACCOUNT, "6", "--as", "other", "--reason", "食堂的钱退回")
    told = reconciled(door)
    assert left(told)["bank"]["5678:4"] == left(told)["bank"]["5678:6"] == ["other"]
    assert account_of(told)["concerns"] == []


@pytest.mark.parametrize(
    ("line", "kind", "says"),
    [
        ("4", "interest", "interest comes in, a fee goes out"),
        ("5", "fee", "interest comes in, a fee goes out"),
        ("4", "fee", "bank fee is 500.00 yuan at most"),
    ],
)
def test_interest_and_fees_are_what_banks_pay_and_take(door: Door, line: str, kind: str, says: str) -> None:
    said = door("account", "mark", ACCOUNT, line, "--as", kind, "--reason", "试")
    assert said.status == 2
    assert says in said.err
    assert door.must("account", "marks", ACCOUNT, "--format", "json").object == []


def test_what_a_person_matched_is_not_marked_away(door: Door) -> None:
    door.must("match", FUND, "--entry", "6", "--bank", "5678:4", "--reason", "核对过", actor="何审核")
    said = door("account", "mark", ACCOUNT, "4", "--as", "other", "--reason", "不是")
    assert said.status == 2
    assert f"matched with an entry by 何审核 (decision 1 of fund {FUND})" in said.err
    door.must("unmatch", FUND, "--entry", "6", "--bank", "5678:4", "--reason", "看错了")
    door.must("account", "mark", ACCOUNT, "4", "--as", "other", "--reason", "不是")


def test_a_second_account_of_the_holder_takes_nothing_from_the_first(door: Door) -> None:
    before = account_of(reconciled(door))
    door.must("account", "add", SECOND, "--holder", HOLDER, "--dedicated")
    told = reconciled(door)
    assert account_of(told) == before
    empty = account_of(told, SECOND)
    assert (empty["funds"], empty["book_paid"], empty["reasons"]) == ({FUND: "0.00"}, "0.00", ["no-statement"])


def test_money_moved_between_declared_accounts_is_neither_received_nor_spent(door: Door) -> None:
    door.must("account", "add", SECOND, "--holder", HOLDER, "--dedicated")
    names = ["交易时间", "支出金额", "收入金额", "账户余额", "对方户名", "对方账号", "交易用途"]
    for path, number, row in (
        ("a.csv", ACCOUNT, ["2022-12-22", "500.00", "", "22592.34", HOLDER, SECOND, "往来"]),
        ("b.csv", SECOND, ["2022-12-23", "", "500.00", "500.00", HOLDER, "", "往来"]),
    ):
        (door.root / path).write_text("\n".join([",".join(names), ",".join(row)]) + "\n", encoding="utf-8")
        door.must("import", "bank", str(door.root / path), "--account", number)
    told = reconciled(door)
    assert left(told)["bank"]["5678:6"] == left(told)["bank"]["8888:1"] == ["transfer"]


def test_decisions_cut_off_are_found_by_the_head_that_somebody_holds(door: Door) -> None:
    for entry, line in (("6", "5678:4"), ("4", "5678:2")):
        door.must("match", FUND, "--entry", entry, "--bank", line, "--reason", "核对过")
    said = door("reconcile", FUND, "--as-of", DAY).out
    (door.root / "保存的.txt").write_text(said, encoding="utf-8")
    head = reconciled(door)["decisions"]
    assert head.startswith(f"{FUND}:match:2:")
    assert f"Decisions: {head}" in said
    assert door("verify", "--head", head).status == door("verify", "--heads", str(door.root / "保存的.txt")).status == 0
    with closing(sqlite3.connect(door.root / "funds.sqlite")) as record, record:
        [trigger] = record.execute("SELECT sql FROM sqlite_master WHERE name = 'pairing_no_delete'").fetchone()
        record.execute("DROP TRIGGER pairing_no_delete")
        record.execute("DELETE FROM pairing WHERE number = 2")
        record.execute(trigger)
    assert door("verify").status == 0
    found = door("verify", "--heads", str(door.root / "保存的.txt"))
    assert found.status == 1
    assert "The record ends with number 1" in found.out


FORGED = {
    "decision": "INSERT INTO pairing (fund, number, before, body, seal) VALUES ('{fund}', 1, NULL, '{{}}', '{seal}')",
    "decision of no fund": "INSERT INTO pairing (fund, number, before, body, seal) VALUES ('ZZ2022-001', 1, NULL, '{{}}', '{seal}')",
    "material": (
        "INSERT INTO material SELECT studio, ledger, number + 1, number, NULL, 'x', fund, date, voucher, invoice_code,"
        " invoice_number, amount, 'x', 'x', note, reason, maker, moment FROM material LIMIT 1"
    ),
    "material's day": (
        "INSERT INTO material SELECT studio, ledger, number + 1, number, NULL, 'x', fund, '2022-13-99', voucher, invoice_code,"
        " invoice_number, amount, fields, evidence, note, reason, maker, moment FROM material LIMIT 1"
    ),
    "bank": (
        "INSERT INTO bank_line SELECT account, seq + 1, seq, 'zzz', fen, balance, counterparty, counter_account, text,"
        " serial, voucher, own_id, file, name, sheet, row, maker, moment, until FROM bank_line ORDER BY seq DESC LIMIT 1"
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", FORGED)
def test_a_row_that_nobody_could_have_entered_is_named_and_the_rest_is_checked(door: Door, where: str) -> None:
    seal = hashlib.sha256(b"{}").hexdigest()
    with closing(sqlite3.connect(door.root / "funds.sqlite")) as record, record:
        record.execute(FORGED[where].format(fund=FUND, seal=seal))
    said = door("verify", "--format", "json")
    assert said.status == 1
    assert [one["where"] for one in said.object["problems"]][:1] == [
        where.split("'", maxsplit=1)[0].split(maxsplit=1)[0]
    ]
    for typed in (("reconcile", FUND), ("match", FUND)) if "no fund" not in where else ():
        told = door(*typed)
        assert told.status == 2
        assert "this program never wrote it so" in told.err


def test_the_files_of_a_fund_whose_chain_is_broken_are_looked_at_all_the_same(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    spent(door)
    door.must("attach", FUND, "4", str(door.paper()), "--kind", "invoice")
    with closing(sqlite3.connect(door.root / "funds.sqlite")) as record, record:
        [trigger] = record.execute("SELECT sql FROM sqlite_master WHERE name = 'record_no_update'").fetchone()
        record.execute("DROP TRIGGER record_no_update")
        record.execute("UPDATE record SET body = replace(body, '门牌', '门面') WHERE number = 4")
        record.execute(trigger)
    [kept] = [path for path in (door.root / "evidence").rglob("*") if path.is_file()]
    kept.chmod(0o600)
    kept.write_text("换了", encoding="utf-8")
    problems = door("verify", "--format", "json").object["problems"]
    assert {"record", "evidence"} <= {one["where"] for one in problems}


def test_an_auditor_who_does_not_believe_a_paper_overrules_it_and_may_take_that_back(door: Door) -> None:
    kinds = ("invoice", "bank-receipt", "sign-in", "photos", "plan", "approval")
    typed = [part for kind in kinds for part in ("--evidence", f"{kind}={door.paper(f'{kind}.pdf', kind)}")]
    door.must("attach", FUND, "6", "--date", "2022-11-30", *typed)
    papers = [f"evidence:6.{at}" for at in range(1, 7)]
    assert agreed(reconciled(door))[6,] == [("evidence", papers)]
    decided = (FUND, "--entry", "6", "--material", "evidence:6.3", "--reason", "签到表系补签")
    door.must("unmatch", *decided, actor="何审核")
    told = reconciled(door)
    assert (6,) not in agreed(told)
    assert left(told)["entries"][6] == ["no-material", "no-bank-line"]
    [decision] = door.must("match", FUND, "--format", "json").object
    assert (decision["material"], decision["stands"]) == (["evidence:6.3"], True)
    assert decision["waits"] is False
    door.must("match", *decided)
    assert agreed(reconciled(door))[6,] == [("evidence", papers)]
    said = door("unmatch", FUND, "--entry", "6", "--material", "evidence:6.7", "--reason", "试")
    assert (said.status, "no standing row of material evidence:6.7" in said.err) == (2, True)


@pytest.mark.parametrize(
    "more",
    [
        [("2022-10-26", "1280.00", "", "27440.00", "榕城新锐图文店", "门牌")],
        [("2022-10-26", "350.00", "", "28370.00", "潮香大酒楼", "会务用餐")],
        [("2022-11-28", "350.00", "", "28370.00", "潮香大酒楼", "会务用餐")],
    ],
    ids=["twin", "same day", "last day"],
)
def test_a_payment_taken_out_at_the_end_stays_open_whatever_stands_beside_it(tmp_path: Path, more: Any) -> None:
    door = clean(tmp_path / "w", [*STATEMENT[:2], *more])
    assert door("reconcile", FUND, "--as-of", DAY).status == 1
    door.must("account", "void", ACCOUNT, "--line", "3", "--reason", "其他")
    assert door("reconcile", FUND, "--as-of", DAY).status == 1
    assert [one["open"] for one in account_of(reconciled(door))["voided"]] == [True]


def test_what_a_person_matched_is_not_taken_out_of_account(door: Door) -> None:
    door.must("match", FUND, "--entry", "6", "--bank", "5678:4", "--reason", "核对过", actor="何审核")
    said = door("account", "void", ACCOUNT, "--line", "4", "--reason", "不是")
    assert said.status == 2
    assert "nothing was changed" in said.err


def test_a_grant_that_moves_on_to_the_dedicated_account_is_received_once(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    door.must("account", "add", ACCOUNT, "--holder", HOLDER, "--dedicated", "--fund", FUND)
    door.must("account", "add", SECOND, "--holder", HOLDER, "--shared")
    names = ["交易时间", "支出金额", "收入金额", "账户余额", "对方户名", "对方账号", "交易用途"]
    for path, number, rows in (
        ("a.csv", ACCOUNT, [["2022-10-21", "", "30000.00", "30000.00", HOLDER, SECOND, "补助转专户"]]),
        (
            "b.csv",
            SECOND,
            [
                ["2022-10-20", "", "30000.00", "30000.00", "揭阳市总工会", "", "劳模创新工作室补助"],
                ["2022-10-21", "30000.00", "", "0.00", HOLDER, ACCOUNT, "补助转专户"],
            ],
        ),
    ):
        (door.root / path).write_text("\n".join(",".join(row) for row in [names, *rows]) + "\n", encoding="utf-8")
        door.must("import", "bank", str(door.root / path), "--account", number)
    told = reconciled(door)
    assert agreed(told) == {(3,): [("one-to-one", ["8888:1"])]}
    assert left(told)["bank"] == {"5678:1": ["transfer"], "8888:2": ["transfer"]}
    assert [one["concerns"] for one in told["accounts"]] == [[], []]
    assert door("reconcile", FUND, "--as-of", DAY).status == 0
    said = door("match", FUND, "--entry", "3", "--bank", "5678:1", "--reason", "到账")
    assert (said.status, "one end of a transfer" in said.err) == (2, True)
