"""Whatever is kept for ever is asked for identity numbers at the door: every text of every command that keeps one."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doors import AWARD, Door, funded
from funds.entry.identity import identity_places
from funds.entry.kept import kept_texts, suspects
from funds.entry.personal import identities_in
from funds.entry.record import Award, Evidence, Invoice, Record
from funds.record.accounts import accounts
from funds.record.events import attempts
from funds.record.studios import studios
from funds.record.support import supports
from registers import register, spent
from statements_brought import as_csv
from statements_made import ACCOUNT, MONTH
from statements_more import plain

FUND = "JY2022-001"
IDENTITY = "11010519491231002X"
SPEND = ("spend", FUND, "1200", "--date", "2022-11-04", "--purpose", "training", "--payee", "周明", "--memo", "讲课费")
ACTOR = ("--actor", f"周{IDENTITY}")


def changed(typed: tuple[str, ...], option: str, value: str) -> tuple[str, ...]:
    """Give what is typed with another value of an option, or with one more option."""
    if option not in typed:
        return (*typed, option, value)
    at = typed.index(option) + 1
    return (*typed[:at], value, *typed[at + 1 :])


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    door = funded(tmp_path_factory.mktemp("identity") / "unit")
    door.must("account", "add", ACCOUNT, "--holder", "榕城机械厂工会委员会", "--shared")
    door.must("import", "bank", str(as_csv(door.root / "流水.csv", plain(MONTH))), "--account", ACCOUNT)
    return door


def refused(door: Door, typed: tuple[str, ...], called: str) -> None:
    """Hold that a command is turned away, names the place and not the number, and leaves nothing behind."""
    before = door.count()
    said = door(*typed)
    assert (said.status, door.count()) == (2, before), said
    assert f" stands in: {called}" in said.err
    assert IDENTITY not in said.out + said.err
    assert attempts(door.workspace.open()) == []


@pytest.mark.parametrize(
    ("option", "called"),
    [("--studio", "studio"), ("--unit", "unit"), ("--lead", "lead"), ("--recommender", "recommender"),
     ("--document", "document"), ("--holder", "account holder"), ("--note", "note"), ("--actor", "maker"), ("--key", "client key")],
)  # fmt: skip
def test_an_award_and_its_amendment_hold_no_identity_number(door: Door, option: str, called: str) -> None:
    refused(door, changed(AWARD, option, f"王{IDENTITY}"), called)
    amend = ("amend", FUND, "--document", "揭工总〔2022〕60号", "--lead", "陈建军", "--date", "2022-12-01")
    refused(door, changed(amend, option, f"王{IDENTITY}"), called)


@pytest.mark.parametrize(
    ("typed", "option", "called"),
    [
        (SPEND, "--voucher", "voucher"), (SPEND, "--approver", "approver"), (SPEND, "--actor", "maker"),
        ((*SPEND, "--item", "图书"), "--tax-code", "tax code"), (SPEND, "--key", "client key"),
        (("disburse", FUND, "1"), "--document", "document"), (("receive", FUND, "1"), "--account", "account"),
        (("receive", FUND, "1"), "--holder", "account holder"), (("return", FUND, "1"), "--voucher", "voucher"),
        (("reverse", FUND, "3", "--reason", "错"), "--reason", "reason"), (("close", FUND), "--actor", "maker"),
        (("withdraw", FUND, "--document", "x", "--reason", "撤销"), "--document", "document"),
        (("clear", FUND, "3", "--accept", "--reason", "好"), "--actor", "maker"),
    ],
)  # fmt: skip
def test_no_posting_command_seals_one(door: Door, typed: tuple[str, ...], option: str, called: str) -> None:
    refused(door, changed(typed, option, f"第{IDENTITY}号"), called)


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        (("account", "add", "44050174020100009999", "--holder", f"张{IDENTITY}", "--shared"), "account holder"),
        (("account", "add", "44050174020100009999", "--holder", "工会", "--bank", f"行{IDENTITY}", "--shared"), "bank"),
        (("account", "add", "44050174020100009999", "--holder", "工会", "--shared", *ACTOR), "maker"),
        (("account", "mark", ACCOUNT, "3", "--as", "fee", "--reason", "手续费", *ACTOR), "maker"),
        (("account", "void", ACCOUNT, "--line", "3", "--reason", "错", *ACTOR), "maker"),
        (("studio", "add", "新工作室", "--unit", "工厂", "--lead", f"王{IDENTITY}"), "lead"),
        (("studio", "add", f"王{IDENTITY}工作室", "--unit", "工厂"), "studio"),
        (("studio", "add", "新工作室", "--unit", "工厂", *ACTOR), "maker"),
        (("income", "add", "陈建国创新工作室", "5", "--year", "2022", "--source", "unit", "--memo", IDENTITY), "memo"),
        (("income", "add", "陈建国创新工作室", "5", "--year", "2022", "--source", "unit", *ACTOR), "maker"),
        (("material", "add", "members", FUND, "--field", "日期=2023-05-18", "--field", "姓名=李敏", *ACTOR), "maker"),
        (("material", "list", "--unmasked", "--reason", f"核对{IDENTITY}"), "reason"),
        (("material", "list", "--unmasked", "--reason", "核对", *ACTOR), "maker"),
    ],
)
def test_nothing_that_is_kept_beside_the_chains_holds_one(door: Door, typed: tuple[str, ...], called: str) -> None:
    refused(door, typed, called)
    engine = door.workspace.open()
    assert [each.number for each in accounts(engine)] == [ACCOUNT]
    assert (studios(engine), supports(engine)) == ([], [])


def test_no_import_keeps_one(door: Door, tmp_path: Path) -> None:
    rows = spent(tmp_path / "支出.xlsx", {"voucher": f"记{IDENTITY}"}, {"payee": f"周明{IDENTITY}"})
    granted = register(
        tmp_path / "命名.xlsx", "awards",
        [{"programme": "jieyang-2022", "studio": "新工作室", "unit": "工厂", "lead": f"王{IDENTITY}", "kind": "劳模",
          "recommender": "区总工会", "date": dt.date(2022, 10, 8), "document": "文号", "amount": 30000}],
    )  # fmt: skip
    known = register(tmp_path / "工作室.xlsx", "studios", [{"studio": "新工作室", "unit": f"厂{IDENTITY}"}])
    called = {rows: ("voucher", "payee"), granted: ("lead",), known: ("unit",)}
    before = door.count()
    for kind, path in (("spending", rows), ("awards", granted), ("studios", known)):
        for how in ("table", "json"):
            said = door("import", kind, str(path), "--format", how)
            assert (said.status, door.count()) == (1, before), said
            assert IDENTITY not in said.out + said.err
            assert all(f"An identity number stands in: {place}." in said.out for place in called[path])
        refused(door, ("import", kind, str(path), *ACTOR), "maker")
    named = as_csv(tmp_path / f"流水{IDENTITY}.csv", plain(MONTH))
    refused(door, ("import", "bank", str(named), "--account", ACCOUNT), "the name of a file")
    refused(door, ("import", "bank", str(tmp_path / "支出.xlsx"), "--account", ACCOUNT, *ACTOR), "maker")
    assert studios(door.workspace.open()) == []


NAMES = [
    (f"领取表{number}.pdf", held)
    for number, held in (
        ("13812345678", True), ("6222020200012345670", True), (IDENTITY, True), ("110105194912310021", False),
        ("20221105123456", False), ("24442000000000012345", False), ("", False),
    )
]  # fmt: skip


@pytest.mark.parametrize(("name", "held"), [*NAMES, ("13812345678", True)])
def test_the_name_of_a_file_holds_no_mobile_or_card_number_either(tmp_path: Path, name: str, held: bool) -> None:
    door = funded(tmp_path / "unit")
    said = door("attach", FUND, "3", "--evidence", f"receipt={door.paper(name)}")
    assert (said.status, door.count()) == ((2, 3) if held else (0, 4)), said
    assert ("rename the file" in said.err) == held
    note = tmp_path / "13812345678收"
    note.mkdir()
    (note / "a.pdf").write_text("x", "utf-8")
    door.must("attach", FUND, "3", "--evidence", f"receipt={note / 'a.pdf'}")  # a folder's name is not kept


def test_every_free_text_of_a_record_is_asked() -> None:
    terms = Award(programme="p", tier="t", studio="a", unit="b", holder="c", lead="d", recommender="e")
    invoice = Invoice(number="f", code="g", item="h", tax_code="i", seller="j", buyer="k")
    piece = Evidence(kind="list", digest="0" * 64, size=1, name="l")
    draft = Record(
        fund=FUND, kind="spend", date=dt.date(2022, 1, 1), terms=terms, invoices=(invoice,), evidence=(piece,)
    )
    told = {text for _name, text in kept_texts(draft) if text}
    assert told == set("abcdefghijkl")
    #: Codes of the program's own; the fund's; and the machine's user, whom nobody types.
    own = {"fund", "previous", "kind", "login", "paid_by", "asset", "decision", "law", "lexicon", "seal"}
    texts = {name for name in Record.__struct_fields__ if isinstance(getattr(draft, name), str)}
    assert texts - own <= {name for name, _text in kept_texts(draft)}


@given(st.text(alphabet="0123456789X１２ -.文\u200b", max_size=40))
def test_what_is_no_suspect_holds_no_identity_number(text: str) -> None:
    if identities_in(text):
        assert list(suspects([("memo", text)]))
        draft = Record(fund=FUND, kind="spend", date=dt.date(2022, 1, 1), memo=text)
        assert identity_places(draft) == ("memo",)
