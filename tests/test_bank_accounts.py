"""What was declared of an account: who, when and why stays in every version, and a reason is asked where lines are."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from desks import NOW
from doors import Door, funded
from funds.record.accounts import Ever, NoReasonError, accounts, declare, declared, ever, versions
from funds.record.bank import keep_lines
from funds.statements.bank import Account, BankLine
from statements_brought import as_csv, changed, told, with_account
from statements_made import ACCOUNT, HOLDER, MONTH, Moved
from statements_more import bocom, plain

FIRST = Account(ACCOUNT, HOLDER, "工行", dedicated=True, funds=("JY2022-001",))
LINE = BankLine(ACCOUNT, 0, "2022-10-20", 3_000_000, 3_000_000, "总工会")


@pytest.fixture
def door(tmp_path: Path) -> Door:
    """A workspace in which the account is declared."""
    return with_account(tmp_path / "w")


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        ({"holder": "别的工会"}, True),
        ({"dedicated": False}, True),
        ({"funds": ()}, True),
        ({"funds": ("JY2022-002",)}, True),
        ({"funds": ("JY2022-001", "JY2022-002")}, False),
        ({"bank": "建行"}, False),
        ({"holder": f" {HOLDER}"}, False),
    ],
)
def test_a_reason_is_asked_where_lines_are_and_whose_they_are_changes(
    engine: Engine, other: dict[str, object], asked: bool
) -> None:
    said = FIRST._replace(**other)  # type: ignore[arg-type]
    declare(engine, FIRST, "王会计", NOW())
    keep_lines(engine, [LINE], "王会计", NOW())
    if asked:
        with pytest.raises(NoReasonError, match="--reason"):
            declare(engine, said, "李出纳", NOW(), reason=" ")
        assert declared(engine, ACCOUNT).version == 1
    assert declare(engine, said, "李出纳", NOW(), reason="户名更正" if asked else "", login="li") == 2
    assert [(each.account.version, each.maker, each.login, each.reason) for each in versions(engine)] == [
        (1, "王会计", "", ""),
        (2, "李出纳", "li", "户名更正" if asked else ""),
    ]


def test_without_lines_no_reason_is_asked(engine: Engine) -> None:
    declare(engine, FIRST, "王会计", NOW())
    assert declare(engine, FIRST._replace(holder="别的工会", funds=()), "王会计", NOW()) == 2


def test_a_new_version_hides_none_before_it(engine: Engine) -> None:
    declare(engine, FIRST, "王会计", NOW())
    declare(engine, FIRST._replace(holder="别的工会", funds=(), dedicated=False), "王会计", NOW())
    declare(engine, FIRST._replace(funds=("JY2022-002",)), "王会计", NOW())
    declare(engine, Account("111122223333", HOLDER), "王会计", NOW())
    now = {each.number: each for each in accounts(engine)}
    assert ever(engine) == [
        Ever(now["111122223333"], (HOLDER,), (), (HOLDER,)),
        Ever(now[ACCOUNT], ("别的工会", HOLDER), ("JY2022-001", "JY2022-002"), ("别的工会",)),
    ]
    assert now[ACCOUNT].version == 3


def test_every_version_is_listed_with_who_and_why(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    add = ("account", "add", ACCOUNT, "--holder")
    door.must(*add, HOLDER, "--dedicated", "--fund", "JY2022-001")
    told(door, as_csv(door.root / "a.csv", plain(MONTH)))
    said = door(*add, "别的工会", "--shared")
    assert (said.status, "5 lines" in said.err) == (2, True)
    assert door(*add, "别的工会", "--shared", "--reason", "11010519491231002X").status == 2
    assert door.must(*add, "别的工会", "--shared", "--reason", "更名", actor="李出纳").out.endswith("version 2\n")
    rows = door.must("account", "list", "--all", "--format", "json").object
    assert [(row["version"], row["holder"], row["maker"], row["reason"]) for row in rows] == [
        (1, HOLDER, "王会计", ""),
        (2, "别的工会", "李出纳", "更名"),
    ]
    assert "更名" in door.must("account", "list", "--all").out


def test_a_statement_from_before_a_change_of_name_is_still_the_account_s(door: Door) -> None:
    door.must("account", "add", ACCOUNT, "--holder", "榕城重机厂工会委员会", "--shared", "--reason", "更名")
    assert told(door, as_csv(door.root / "a.csv", bocom(MONTH)))["notes"] == []
    table = changed(bocom(MONTH), 3, 1, "户名：榕城酒厂工会委员会")
    (said,) = told(door, as_csv(door.root / "b.csv", table))["problems"]
    assert (said["code"], "declared for 榕城重机厂工会委员会" in said["says"]) == ("other-holder", True)


@pytest.mark.parametrize("number", ["1; drop table", "../../x", "abc", "1" * 400, "62220*123456", "４４０５０１７４.1"])
def test_what_is_no_number_of_an_account_is_refused(door: Door, number: str) -> None:
    said = door("account", "add", number, "--holder", HOLDER, "--shared")
    assert (said.status, "6 to 40 letters and digits" in said.err, len(said.err) < 400) == (2, True, True)
    assert door("account", "lines", number).status == 2


def test_numbers_are_the_same_in_any_width_and_with_spaces_or_dashes(door: Door) -> None:
    for typed in ("4405 0174 0201 0000 5678", "44050174-020100005678", "４４０５０１７４０２０１００００５６７８"):
        assert (
            door.must("account", "add", typed, "--holder", HOLDER, "--shared").out == f"Account {ACCOUNT}: version 1\n"
        )


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_numbers_of_persons_are_masked_in_every_form(door: Door, form: str) -> None:
    line = Moved("2022-10-20", "-456.78", "", "李四 110101199003078515", "代发13800138000")
    told(door, as_csv(door.root / "a.csv", plain([line])))
    said = door.must("account", "lines", ACCOUNT, "--format", form).out
    assert "110*************15" in said
    assert "138******00" in said
    assert "110101199003078515" not in said
    assert "13800138000" not in said
