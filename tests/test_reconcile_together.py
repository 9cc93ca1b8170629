"""Several funds on one account: their lines are held against all of them at once, and each line is used once."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doors import Door, funded
from funds.reconcile.result import Result, as_json
from funds.reconcile.run import reconcile_together
from funds.reconcile.sides import BankLine, Entry, Kept, Part
from reconcilable import FUND, agreed, left, reconciled, statement
from reconciled import LATER, day, entry, line, row
from reconciled import left as left_in
from statements_made import ACCOUNT, HOLDER

OTHER = "JY2022-002"
AWARD = (
    "award", "--programme", "jieyang-2022", "--studio", "林志明创新工作室", "--unit", "榕城机械厂", "--lead", "林志明", "--kind", "staff",
    "--recommender", "榕城区总工会", "--amount", "20000", "--date", "2022-10-08", "--document", "揭工总〔2022〕51号",
)  # fmt: skip
#: The account of the union: both grants, the union's own money, two payments to one shop, a fee.
LINES = (
    ("2022-10-20", "", "30000.00", "35000.00", "揭阳市总工会", "补助"),
    ("2022-10-21", "", "20000.00", "55000.00", "揭阳市总工会", "补助"),
    ("2022-10-26", "1280.00", "", "53720.00", "榕城新锐图文店", "记-2"),
    ("2022-10-27", "1280.00", "", "52440.00", "榕城新锐图文店", "宣传册"),
    ("2022-10-28", "2300.00", "", "50140.00", "榕城区总工会", "上解会费"),
    ("2022-10-30", "10.00", "", "50130.00", "", "账户管理费"),
)


def shared(root: Path) -> Door:
    """Make a workspace with two funds of one union on its only account."""
    door = funded(root)
    door.must(*AWARD)
    door.must("disburse", OTHER, "20000", "--date", "2022-10-17", "--document", "拨款通知1号")
    door.must("receive", OTHER, "20000", "--date", "2022-10-21", "--document", "银行回单")
    for fund, voucher in ((FUND, "记-2"), (OTHER, "记-9")):
        door.must(
            "spend", fund, "1280", "--date", "2022-10-26", "--purpose", "publicity", "--payee", "榕城新锐图文店", "--memo", "工作室门牌制作",
            "--voucher", voucher, "--item", "*印刷品*门牌",
        )  # fmt: skip
    door.must("account", "add", ACCOUNT, "--holder", HOLDER, "--shared")
    door.must("import", "bank", str(statement(door.root / "s.csv", LINES)), "--account", ACCOUNT)
    return door


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return shared(tmp_path / "w")


def test_a_line_that_may_be_either_fund_s_is_neither_s_until_something_tells(door: Door) -> None:
    ours, theirs = reconciled(door, fund=""), reconciled(door, fund=OTHER)
    assert [one["fund"] for one in ours] == [FUND, OTHER]
    assert agreed(ours[0])[4,] == [("key", ["5678:3"])]
    assert agreed(ours[1])[4,] == [("one-to-one", ["5678:4"])]
    assert theirs == ours[1]
    assert agreed(ours[0])[3,] == [("one-to-one", ["5678:1"])]


def test_the_account_ties_as_the_sum_of_its_funds_and_the_rest(door: Door) -> None:
    told = reconciled(door, fund="")
    for one in told:
        [account] = one["accounts"]
        assert account["funds"] == {FUND: "28720.00", OTHER: "18720.00"}
        assert (account["book"], account["bank"], account["difference"]) == ("52430.00", "50130.00", "0.00")
        assert left(one)["bank"] == {"5678:5": ["no-entry"], "5678:6": ["fee"]}
    door.must("account", "mark", ACCOUNT, "5", "--as", "other", "--reason", "上解会费，非专项")
    told = reconciled(door, fund="")
    assert [left(one)["bank"] for one in told] == [{"5678:5": ["other"], "5678:6": ["fee"]}] * 2
    assert (told[0]["accounts"][0]["rest"], told[0]["accounts"][0]["book"]) == ("2690.00", "50130.00")


def test_a_marked_line_takes_no_part_and_a_mark_taken_back_lets_it(door: Door) -> None:
    door.must("account", "mark", ACCOUNT, "3", "--as", "other", "--reason", "试")
    assert (4,) not in agreed(reconciled(door)) or agreed(reconciled(door))[4,] != [("key", ["5678:3"])]
    door.must("account", "mark", ACCOUNT, "3", "--as", "none", "--reason", "标错")
    assert agreed(reconciled(door))[4,] == [("key", ["5678:3"])]


def test_one_transfer_for_two_funds_is_agreed_with_both_and_each_is_given_its_own() -> None:
    parts = [Part("A", [entry(4, 700, voucher="记-4")]), Part("B", [entry(4, 900, voucher="记-7")])]
    one, two = reconcile_together(parts, [line("B1", -1_600, text="记-4、记-7")], LATER)
    assert [(row.entries, row.bank, row.amount) for row in (*one.agreed, *two.agreed)] == [
        ((4,), ("B1",), 700), ((4,), ("B1",), 900),
    ]  # fmt: skip
    assert (one.totals["bank"], two.totals["bank"]) == ((-700, -700, 0), (-900, -900, 0))


def test_a_reversal_undoes_only_its_own_fund_s_entry() -> None:
    back = Entry(5, day(1), 700, -700, "reverse", "", refers=4)
    parts = [Part("A", [entry(4, 700)]), Part("B", [entry(4, 700), back])]
    one, two = reconcile_together(parts, [line("B1", -700)], LATER)
    assert [row.stage for row in one.agreed] == ["one-to-one"]
    assert [(row.stage, row.entries) for row in two.agreed] == [("reversed", (4, 5))]
    assert left_in(two) == {}


def test_statements_that_begin_later_excuse_what_came_before() -> None:
    parts = [Part("A", [entry(4, 700, -40), entry(5, 900)])]
    [told] = reconcile_together(parts, [], LATER, since=day(0))
    assert left_in(told) == {4: {"no-material", "before-statement"}, 5: {"no-material", "no-bank-line"}}
    [told] = reconcile_together(parts, [], LATER, since=None)
    assert {one.cls for one in told.entries if one.side == "bank"} == {"no-statement"}


FEN = st.sampled_from((500, 700, 1_200))
ENTRIES = st.lists(st.tuples(FEN, st.integers(0, 20), st.sampled_from(("", "记-1", "记-2"))), max_size=5)


def _part(fund: str, drawn: list[tuple[int, int, str]]) -> Part:
    return Part(fund, [entry(at, fen, after, voucher=voucher) for at, (fen, after, voucher) in enumerate(drawn, 1)])


@settings(max_examples=300, deadline=None)
@given(
    st.lists(ENTRIES, min_size=1, max_size=3),
    st.lists(
        st.tuples(FEN, st.integers(0, 20), st.sampled_from(("", "付记-1")), st.sampled_from(("", "", "other"))),
        max_size=7,
    ),
)
def test_each_line_is_used_once_and_every_fund_ties_to_the_fen(
    drawn: list[list[tuple[int, int, str]]], moved: list[tuple[int, int, str, str]]
) -> None:
    parts = [_part(f"F{at}", one) for at, one in enumerate(drawn)]
    lines = [
        BankLine(f"b{at}", day(after), -fen, "", text, "", marked)
        for at, (fen, after, text, marked) in enumerate(moved)
    ]
    results = reconcile_together(parts, lines, LATER)
    _each_line_once(results, lines)
    for part, result in zip(parts, results, strict=True):
        entries, bank = result.totals["entries"], result.totals["bank"]
        assert entries.all == sum(one.bank for one in part.entries) == entries.agreed + entries.left
        assert (entries.agreed, bank.agreed) == tuple(
            sum(row.sums.get(side, 0) for row in result.agreed) for side in ("entries", "bank")
        )
        assert entries.agreed == bank.agreed
        assert bank.left == sum(one.amount for one in result.bank)
        numbers = [number for row in result.agreed for number in row.entries]
        free = [one.id for one in result.entries if one.side == "bank"]
        assert sorted([*numbers, *free]) == [one.number for one in part.entries]


def _each_line_once(results: list[Result], lines: list[BankLine]) -> None:
    """An agreed line is in one group, whichever funds share it; a free one is told with each fund."""
    used = {name for result in results for row in result.agreed for name in row.bank}
    amounts = Counter[str]()
    for result in results:
        for group in result.agreed:
            for name in group.bank:
                amounts[name] += group.amount
        assert {str(one.id) for one in result.bank} == {one.id for one in lines} - used
    if all(len(group.bank) == 1 for result in results for group in result.agreed):
        assert all(-one.amount == amounts[one.id] for one in lines if one.id in used)
    assert not used & {one.id for one in lines if one.marked}


def test_a_candidate_that_several_funds_share_is_told_with_all_its_entries_whatever_the_order_of_the_funds() -> None:
    first, second = (
        Part("A", [entry(4, 50_000), entry(6, 40_000, 20)]),
        Part("B", [entry(7, 60_000), entry(9, 40_000, 21)]),
    )
    lines = [line("B1", -110_000, 1, ""), line("B2", -40_000, 20), line("B3", -70_000, 40)]
    one, two = reconcile_together([first, second], lines, LATER)
    told = {one.entries: (one.beside, one.rivals) for one in one.ambiguous}
    assert told == {(4,): ((("B", 7),), ()), (6,): ((), (("B", 9),))}
    assert {row.entries: row.beside for row in two.ambiguous} == {(7,): (("A", 4),), (9,): ()}
    shared = as_json(one)["ambiguous"][0]
    assert shared["beside"] == [{"fund": "B", "number": 7}]
    assert "rivals" not in shared
    assert reconcile_together([second, first], lines, LATER) == [two, one]


def test_a_decision_of_one_fund_binds_only_its_own_entries() -> None:
    kept = [Kept(False, (4,), (), ("B1",))]
    parts = [Part("A", [entry(4, 700)], kept=kept), Part("B", [entry(4, 700, 3)])]
    one, two = reconcile_together(parts, [line("B1", -700)], LATER)
    assert (one.agreed, [row.bank for row in two.agreed]) == ((), [("B1",)])


def test_material_is_each_fund_s_own() -> None:
    parts = [Part("A", [entry(4, 700)], [row("a", 700)]), Part("B", [entry(4, 700)], [row("a", 700)])]
    results = reconcile_together(parts, [], dt.date.max)
    assert [[found.material for found in one.agreed] for one in results] == [[("a",)], [("a",)]]


def test_decisions_of_funds_on_one_account_count_in_the_order_in_which_they_were_made(door: Door) -> None:
    def decide(verb: str, fund: str, minute: int) -> None:
        now = f"2024-01-10T09:{minute:02}:00+08:00"
        door.must(verb, fund, "--entry", "4", "--bank", "5678:3", "--reason", "核对过", now=now)

    decide("match", OTHER, 1)
    decide("unmatch", OTHER, 2)
    decide("match", FUND, 3)
    assert agreed(reconciled(door))[4,] == [("person", ["5678:3"])]
    decide("match", OTHER, 4)
    ours, theirs = reconciled(door, fund="")
    assert agreed(theirs)[4,] == [("person", ["5678:3"])]
    assert ("person", ["5678:3"]) not in agreed(ours).get((4,), [])
    told = door.must("match", FUND, "--format", "json").object
    assert [one["stands"] for one in told] == [False]
