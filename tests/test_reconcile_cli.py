"""`funds reconcile` as a person meets it: what is agreed, what is left over and of which class, and what to do."""

from pathlib import Path

import pytest

from doors import Door, funded
from reconcilable import DAY, FUND, agreed, left, reconcilable, reconciled, row, spent, statement
from statements_made import ACCOUNT, HOLDER


def attach(door: Door) -> None:
    """Attach all the papers that the course needs."""
    kinds = ("invoice", "bank-receipt", "sign-in", "photos", "plan", "approval")
    typed = [part for kind in kinds for part in ("--evidence", f"{kind}={door.paper(f'{kind}.pdf', kind)}")]
    door.must("attach", FUND, "6", "--date", "2022-11-30", *typed)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return reconcilable(tmp_path / "w")


def test_the_three_sides_are_held_against_each_other(door: Door) -> None:
    told = reconciled(door)
    assert agreed(told) == {
        (3,): [("one-to-one", ["5678:1"])],
        (4,): [("one-to-one", ["5678:2"])],
        (5,): [("key", ["SB-1"]), ("one-to-one", ["5678:3"])],
    }
    assert left(told) == {
        "entries": {4: ["amount-differs"], 6: ["no-material", "no-bank-line"]},
        "material": {"XC-1": ["amount-differs"]},
        "bank": {"5678:4": ["no-entry"], "5678:5": ["interest"]},
    }
    assert told["totals"]["spending"] == {"all": "13030.00", "agreed": "4860.00", "left": "8170.00"}
    assert told["totals"]["bank"] == {"all": "23092.34", "agreed": "23860.00", "left": "-767.66"}
    assert (told["unmatched"], told["as_of"], told["fund"]) == ("8170.00", DAY, FUND)
    assert told["head"] == door.must("report", "utilisation", "--format", "json").object[0]["head"]


def test_a_difference_ends_with_one_and_nothing_left_with_nought(door: Door) -> None:
    assert door("reconcile", FUND, "--as-of", DAY).status == 1
    assert door("reconcile", FUND, "--as-of", "2022-10-24").status == 0
    assert door("reconcile", "--as-of", DAY).status == 1


def test_the_table_says_what_to_do_and_offers_the_commands(door: Door) -> None:
    said = door("reconcile", FUND, "--as-of", DAY).out
    assert f"funds disallow {FUND} 780.00 --date 2022-11-20 --payee '潮香大酒楼' --memo '餐费'" in said
    assert f"funds account mark {ACCOUNT} 4 --as other --reason …" in said
    assert "Unmatched: 8170.00 of 13030.00 yuan spent." in said
    assert "The key agrees, the amount differs" in said


def test_what_the_offer_records_agrees_the_next_time(door: Door) -> None:
    door.must(
        "disallow",
        FUND,
        "780.00",
        "--date",
        "2022-11-20",
        "--payee",
        "潮香大酒楼",
        "--memo",
        "餐费",
        "--purpose",
        "training",
    )
    told = reconciled(door)
    assert agreed(told)[7,] == [("one-to-one", ["5678:4"])]
    assert told["accounts"][0]["difference"] == "0.00"


def test_the_totals_tie_to_the_book(door: Door) -> None:
    told = reconciled(door)
    figures = door.must("report", "utilisation", "--as-of", DAY, "--unmatched", "--format", "json").object[0]
    assert told["totals"]["spending"]["all"] == figures["spent"] == "13030.00"
    assert figures["unmatched"] == told["unmatched"]
    lines = [
        line
        for line in door.must("report", "fund", FUND, "--as-of", DAY, "--format", "json").object
        if line["out"] != "0.00"
    ]
    sides = {one["number"]: one["amount"] for one in told["left"]["entries"] if one["side"] == "material"}
    sides |= {one["entries"][0]: one["amount"] for one in told["agreed"] if one["material"]}
    assert sides == {line["number"]: line["out"] for line in lines}


def test_an_account_ties_and_what_is_missing_is_named(door: Door) -> None:
    [account] = reconciled(door)["accounts"]
    assert account == {
        "account": ACCOUNT, "as_of": DAY, "funds": {FUND: "16970.00"}, "rest": "12.34", "book": "16982.34",
        "bank_received": "0.00", "bank_paid": "780.00", "adjusted_book": "16202.34", "bank": "23092.34",
        "book_received": "0.00", "book_paid": "6890.00", "adjusted_bank": "16202.34", "difference": "0.00", "reasons": [], "concerns": [],
        "until": "2022-12-21", "voided": [],
    }  # fmt: skip


def test_declaring_an_account_anew_hides_nothing(door: Door) -> None:
    typed = ("account", "add", ACCOUNT, "--holder", "别的单位工会委员会", "--shared", "--reason", "试")
    door.must(*typed)
    assert left(reconciled(door))["bank"]["5678:4"] == ["no-entry"]


def test_the_cut_off_leaves_out_what_is_dated_later_on_every_side(door: Door) -> None:
    told = reconciled(door, day="2022-11-08")
    assert told["totals"]["entries"]["all"] == "23860.00"
    assert left(told)["bank"] == {}
    assert left(told)["entries"] == {4: ["amount-differs"], 5: ["no-material", "no-bank-line"]}


def test_rows_and_lines_go_by_the_user_s_own_ids_where_these_are_the_only_ones(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    spent(door)
    door.must("account", "add", ACCOUNT, "--holder", HOLDER, "--dedicated")
    door.must("import", "bank", str(statement(door.root / "s.csv", ids=True)), "--account", ACCOUNT)
    row(door, "equipment", "id=A1", "date=2022-11-10", "name=台式钻床", "invoice_number=30560117", "amount=4860")
    row(door, "activities", "id=A1", "date=2022-11-15", "name=研修班", "voucher=记-4", "amount=6890")
    told = reconciled(door)
    assert agreed(told)[5,] == [("key", ["equipment:1"]), ("one-to-one", ["行3"])]
    assert agreed(told)[6,] == [("key", ["activities:1"])]
    assert set(left(told)["bank"]) == {"行4", "行5"}


def test_an_entry_with_all_its_papers_is_supported_by_them_unless_only_rows_count(door: Door) -> None:
    attach(door)
    told = reconciled(door)
    assert agreed(told)[6,] == [("evidence", [f"evidence:6.{at}" for at in range(1, 7)])]
    assert (told["unmatched"], told["totals"]["material"]["all"]) == ("1280.00", "6680.00")
    assert left(reconciled(door, "--rows-only"))["entries"][6] == ["no-material", "no-bank-line"]


def test_one_file_under_two_entries_proves_the_first_only_and_costs_it_nothing(door: Door) -> None:
    attach(door)
    before = agreed(reconciled(door))
    assert (6,) in before
    kinds = ("invoice", "list", "acceptance", "photos", "approval", "bank-receipt")
    papers = [door.paper(f"{kind}-4.pdf", "invoice" if kind == "invoice" else f"{kind} of 4") for kind in kinds]
    given = (f"{kind}={paper}" for kind, paper in zip(kinds, papers, strict=True))
    door.must("attach", FUND, "4", "--date", "2022-11-30", *(part for one in given for part in ("--evidence", one)))
    assert agreed(reconciled(door)) == before
    said = door.must("show", FUND, "--format", "json").object["missing"]
    assert [one["missing"] for one in said if one["number"] == 4] == [["invoice"]]


def test_equipment_that_somebody_else_paid_is_no_spending_of_the_fund(door: Door) -> None:
    row(door, "equipment", "id=SB-2", "date=2022-11-12", "name=电脑", "amount=5200", "source=单位行政", "voucher=记-4")
    told = reconciled(door)
    assert left(told)["material"]["SB-2"] == ["no-amount"]
    assert told["totals"]["material"]["all"] == "6680.00"


def test_a_row_that_was_corrected_counts_as_its_correction(door: Door) -> None:
    door.must("material", "add", "publicity", FUND, "--replaces", "1", "--field", "amount=1280", "--reason", "金额抄错")
    told = reconciled(door)
    assert agreed(told)[4,] == [("key", ["XC-1"]), ("one-to-one", ["5678:2"])]
    assert told["totals"]["material"]["all"] == "6140.00"


def test_entries_before_the_first_statement_or_without_any_are_no_fault(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    spent(door)
    for number in ("4", "5", "6"):
        row(door, "activities", f"id=H{number}", "date=2022-11-15", "name=事项", f"voucher=记-{int(number) - 2}")
    assert left(reconciled(door))["entries"][3] == ["no-statement"]
    door.must("account", "add", ACCOUNT, "--holder", HOLDER, "--dedicated")
    later = [("2022-11-20", "6890.00", "", "16970.00", "粤东技师学院", "学费")]
    door.must("import", "bank", str(statement(door.root / "s.csv", later)), "--account", ACCOUNT)
    told = reconciled(door)
    assert left(told)["entries"] == {number: ["before-statement"] for number in (3, 4, 5)}
    assert told["accounts"][0]["difference"] == "0.00"
    assert door("reconcile", FUND, "--as-of", DAY).status == 0


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["JY2022-009"], "no fund JY2022-009"),
        ([FUND, "--programme", "jieyang-2022"], "not both"),
        (["--programme", "nowhere"], "no programme"),
        ([FUND, "--format", "xlsx"], "needs a file"),
    ],
)
def test_what_cannot_be_meant_is_told(door: Door, typed: list[str], says: str) -> None:
    said = door("reconcile", *typed)
    assert said.status == 2
    assert says in said.err


def test_words_that_tell_interest_and_fees_are_data_of_the_workspace(door: Door) -> None:
    words = door.root / "ledger" / "banks" / "apart.csv"
    words.write_text(words.read_text("utf-8") + "fee,餐费,780,试\nbank,酒楼,,试\n", "utf-8")
    assert left(reconciled(door))["bank"]["5678:4"] == ["fee"]
    words.write_text("class,word,note\nprofit,利息,\n", "utf-8")
    said = door("reconcile", FUND)
    assert said.status == 2
    assert "profit,利息" in said.err


def test_the_papers_are_written_beside(door: Door, tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    said = door("reconcile", FUND, "--as-of", DAY, "--format", "xlsx", "-o", str(tmp_path / "r.xlsx"))
    assert said.status == 1
    assert load_workbook(tmp_path / "r.xlsx").sheetnames == ["台账核对表", "银行存款余额调节表"]
