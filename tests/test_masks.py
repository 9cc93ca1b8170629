"""Numbers of persons are hidden in what is told: bank lines, registers, invoices, findings, and records from before."""

from pathlib import Path

import msgspec
import pytest

from doors import AWARD, Door, funded
from einvoices import Line, digital
from funds.cli.masks import hidden_as, veiled
from funds.record.journal import post
from registers import spent
from statements_brought import as_csv, with_account
from statements_made import ACCOUNT, Moved
from statements_more import plain

FUND = "JY2022-001"
IDENTITY = "11010519491231002X"
CARD = "6222020200012345670"
PHONE = "13812345678"
SPEND = ("spend", FUND, "50", "--date", "2022-12-01", "--purpose", "training", "--payee", f"张三 {CARD}")


def held(text: str) -> list[str]:
    """Give the numbers of persons that a text shows."""
    return [number for number in (IDENTITY, CARD, PHONE) if number in text]


def unpacked(path: Path) -> str:
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(path) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def test_bank_lines_show_no_number_of_a_person_in_any_column(tmp_path: Path) -> None:
    door = with_account(tmp_path / "unit")
    moved = (
        Moved(
            "2022-10-20", "30,000.00", "30,000.00", "揭阳市总工会", "补助", "S001", other_account="2019002609200012345"
        ),
        Moved("2022-11-28", "-500.00", "29,500.00", f"张三{IDENTITY}", f"讲课费{CARD}", IDENTITY, other_account=CARD),
        Moved("2022-11-29", "-20.00", "29,480.00", "李四", "红包", "S003", other_account=PHONE),
    )
    table = plain(moved)
    voucher = table[0].index("凭证号")
    table[2][voucher] = CARD
    path = as_csv(tmp_path / f"流水{CARD}.csv", table)
    door.must("import", "bank", str(path), "--account", ACCOUNT)
    door.must("account", "void", ACCOUNT, "--line", "3", "--reason", "重复")
    asked = ("account", "lines", ACCOUNT, "--all")
    for how in ("table", "json", "csv"):
        told = door.must(*asked, "--format", how).out
        assert held(told) == []
        assert {"622**************70", "138******78", "2019002609200012345"} <= set(
            told.replace(",", " ").replace('"', " ").split()
        )
    door.must(*asked, "--format", "xlsx", "-o", str(tmp_path / "l.xlsx"))
    assert held(unpacked(tmp_path / "l.xlsx")) == []


@pytest.mark.parametrize("how", ["table", "json"])
def test_what_is_told_of_a_register_shows_none(tmp_path: Path, how: str) -> None:
    door = funded(tmp_path / "unit")
    rows = (
        {"amount": f"1x{IDENTITY}"},
        {"payee": f"张三卡{CARD}", "memo": f"培训{PHONE}"},
        {"invoice_number": f"{CARD}号"},
    )
    path = spent(tmp_path / "支出.xlsx", *rows)
    said = door("import", "spending", str(path), "--format", how)
    assert said.status == 1
    assert held(said.out + said.err) == []
    assert "1x110*************2X" in said.out


def test_an_invoice_s_number_is_read_in_full_and_one_that_checks_as_a_person_s_is_not() -> None:
    assert hidden_as("invoice_number", "044002200111305") == "044002200111305"
    assert hidden_as("voucher", PHONE) == PHONE
    assert hidden_as("voucher", f"记{IDENTITY}") == "记110*************2X"
    assert hidden_as("memo", "044002200111305") == "044**********05"
    assert veiled({"number": 3, "digest": "1" * 64, "lines": [{"memo": CARD}]})["lines"] == [
        {"memo": "622**************70"}
    ]


@pytest.mark.parametrize("how", ["table", "json"])
def test_an_invoice_that_is_read_hides_its_buyer_s_number(tmp_path: Path, how: str) -> None:
    door = funded(tmp_path / "unit")
    file = tmp_path / "p.xml"
    lines = (Line(name=f"*服务*讲课{PHONE}"),)
    file.write_text(digital(buyer=f"张三{IDENTITY}", seller=f"店{PHONE}", remark=f"卡 {CARD}", lines=lines), "utf-8")
    told = door("invoice", "read", str(file), "--format", how).out
    assert held(told) == []
    assert "张三110*************2X" in told
    assert "22442000000012345678" in told


@pytest.mark.parametrize("how", ["table", "json"])
@pytest.mark.parametrize("memo", ["讲课费", "餐费"])
def test_what_a_posting_command_says_shows_none(tmp_path: Path, how: str, memo: str) -> None:
    door = funded(tmp_path / "unit")
    for more in (("--dry-run",), ()):
        said = door(*SPEND, "--memo", f"{memo} 卡{CARD} 电话{PHONE}", "--format", how, *more)
        assert said.status == (1 if memo == "餐费" else 0)
        assert held(said.out + said.err) == []
        assert "622**************70" in said.out + said.err or (memo, how, more) != ("讲课费", how, ())


def test_terms_and_numbers_that_were_sealed_before_are_hidden_in_every_view(tmp_path: Path) -> None:
    door = funded(tmp_path / "unit")
    _sealed_before(door)
    views = [
        ("show", "JY2022-002"), ("show", "JY2022-002", "--format", "json"), ("show", "JY2022-002", "1"),
        ("show", "JY2022-002", "1", "--format", "json"), ("list",), ("list", "--format", "json"), ("studio", "list"),
        ("report", "utilisation"), ("report", "utilisation", "--format", "json"), ("studio", "list", "--format", "json"),
    ]  # fmt: skip
    for view in views:
        told = door.must(*view).out
        assert held(told) == [], view
        assert "110*************2X" in told, view


def _sealed_before(door: Door) -> None:
    """Post an award as it could be posted before the door asked for numbers of persons."""
    first = door.chain()[0]
    assert first.terms is not None
    terms = msgspec.structs.replace(
        first.terms,
        studio=f"王{IDENTITY}工作室",
        unit=f"厂{IDENTITY}",
        lead=f"王{IDENTITY}",
        recommender=f"会{IDENTITY}",
    )
    draft = msgspec.structs.replace(
        first, fund="", number=0, previous="", seal="", posted=None, lines=(), findings=(), terms=terms,
        document=f"文{IDENTITY}", maker=f"李{IDENTITY}",
    )  # fmt: skip
    from funds.cli.clock import now  # noqa: PLC0415

    post(door.workspace.open(), [draft], door.workspace.desk(), lambda: now(door.workspace))


def test_accounts_marks_and_studios_from_before_hide_theirs(tmp_path: Path) -> None:
    import datetime as dt  # noqa: PLC0415

    from funds.record.accounts import declare  # noqa: PLC0415
    from funds.record.studios import Studio, name_studio  # noqa: PLC0415
    from funds.statements.bank import Account  # noqa: PLC0415

    door = Door(tmp_path / "unit")
    door.must(*AWARD)
    engine, moment = door.workspace.open(), dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    said = Account(ACCOUNT, f"张{IDENTITY}", f"行{CARD}", True, ())
    declare(engine, said, f"李{IDENTITY}", moment, reason=f"改{PHONE}", login="x")
    name_studio(engine, Studio("新工作室", f"厂{IDENTITY}", note=PHONE), "x", moment)
    views = [("account", "list"), ("account", "list", "--all"), ("studio", "list"), ("studio", "show", "新工作室")]
    for view in views:
        for how in ("table", "json"):
            told = door.must(*view, "--format", how).out
            assert held(told) == [], view
            assert (ACCOUNT in told) == ("account" in view), view
