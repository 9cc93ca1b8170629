"""What others than the grant put into a studio: entered once, corrected by a new row, added up beside the grant."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from desks import DESK, NOW, at, opened
from doors import Door, Said, funded
from funds.entry.record import Record
from funds.record import open as door_of
from funds.record.chain import chain
from funds.record.create import _config, create
from funds.record.guards import guard
from funds.record.journal import post
from funds.record.open import SchemaError, engine_for, open_record, writing
from funds.record.support import (
    NoRowError,
    ReplacedError,
    TwiceError,
    add_support,
    known_studios,
    put_into,
    supports,
)
from funds.record.tables import TABLES
from funds.record.verify import problems
from funds.statements.support import GRANT, Put, Support, rows, standing, total, wan

STUDIO = "林工劳模和工匠人才创新工作室"
UNIT = Support(STUDIO, 2022, "unit", 5_000_000, document="厂办〔2022〕3号")
OF_DOOR = "陈建国创新工作室"


def test_rows_of_a_studio_are_numbered_without_a_gap_and_corrected_by_new_ones(engine: Engine) -> None:
    assert add_support(engine, UNIT, "王会计", NOW()) == 1
    assert add_support(engine, UNIT._replace(studio="别的工作室"), "王会计", NOW()) == 1
    assert add_support(engine, UNIT._replace(amount=4_800_000, replaces=1), "李审核", at("2023-07-01T08:00:00")()) == 2
    assert add_support(engine, UNIT._replace(source="government", in_kind=True), "王会计", NOW()) == 3
    kept = supports(engine, STUDIO)
    assert [(row.number, row.amount, row.replaces, row.in_kind) for row in kept] == [
        (1, 5_000_000, 0, False),
        (2, 4_800_000, 1, False),
        (3, 5_000_000, 0, True),
    ]
    assert kept[1].maker == "李审核"
    assert kept[1].moment == "2023-07-01T08:00:00.000000+08:00"
    assert [row.number for row in standing(kept)] == [2, 3]
    assert add_support(engine, UNIT._replace(amount=0, replaces=2), "王会计", NOW()) == 4
    assert [row.number for row in standing(supports(engine, STUDIO))] == [3]
    assert {row.studio for row in supports(engine)} == {STUDIO, "别的工作室"}


def test_what_cannot_be_replaced_or_stands_already_is_told(engine: Engine) -> None:
    add_support(engine, UNIT, "王会计", NOW())
    with pytest.raises(TwiceError, match="row 1"):
        add_support(engine, UNIT, "李审核", NOW())
    with pytest.raises(NoRowError, match="row 7"):
        add_support(engine, UNIT._replace(amount=1, replaces=7), "王会计", NOW())
    add_support(engine, UNIT._replace(amount=1, replaces=1), "王会计", NOW())
    with pytest.raises(ReplacedError, match="by row 2"):
        add_support(engine, UNIT._replace(amount=2, replaces=1), "王会计", NOW())
    assert len(supports(engine)) == 2


def test_the_database_itself_holds_the_numbers_and_the_amounts(engine: Engine) -> None:
    add_support(engine, UNIT, "王会计", NOW())
    into = (
        "INSERT INTO support SELECT studio, {number}, {before}, {replaces}, year, date, '{source}', {amount}, in_kind, "
        "document, memo, maker, moment FROM support WHERE number = 1"
    )
    fits = {"number": 2, "before": 1, "replaces": "NULL", "source": "unit", "amount": 5}
    wrong = (
        {"number": 3, "before": 2}, {"number": 3, "before": 1}, {"amount": -1}, {"amount": 0}, {"source": "grant"},
        {"replaces": 9}, {"number": 1, "before": "NULL"},
    )  # fmt: skip
    for change in wrong:
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.exec_driver_sql(into.format(**{**fits, **change}))
    with engine.begin() as connection:
        connection.exec_driver_sql(into.format(**fits))
    assert [row.number for row in supports(engine)] == [1, 2]


def test_rows_entered_by_many_at_once_have_numbers_without_a_gap(engine: Engine) -> None:
    def enter(amount: int) -> int:
        return add_support(engine, UNIT._replace(amount=amount), "王会计", NOW())

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(enter, range(1, 5)))
    assert sorted(given) == [1, 2, 3, 4]


def test_the_grant_is_told_by_the_record_and_support_touches_no_fund(engine: Engine) -> None:
    fund = opened(engine)
    terms = chain(engine, fund)[0].terms
    assert terms is not None
    before = chain(engine, fund)
    add_support(engine, UNIT._replace(studio=terms.studio, year=2022), "王会计", NOW())
    add_support(engine, UNIT._replace(studio=terms.studio, year=2023, in_kind=True), "王会计", NOW())
    add_support(engine, UNIT._replace(studio="别的工作室"), "王会计", NOW())
    assert put_into(engine, terms.studio) == {
        (terms.studio, 2022, GRANT): Put(2_000_000, 0),
        (terms.studio, 2022, "unit"): Put(5_000_000, 0),
        (terms.studio, 2023, "unit"): Put(0, 5_000_000),
    }
    assert chain(engine, fund) == before
    assert list(problems(engine)) == []
    assert known_studios(engine) == {terms.studio: "jieyang-2022", "别的工作室": ""}


def test_a_receipt_that_was_reversed_does_not_count(engine: Engine) -> None:
    fund = opened(engine)
    terms = chain(engine, fund)[0].terms
    assert terms is not None
    day = chain(engine, fund)[2].date
    undo = Record(fund=fund, kind="reverse", date=day, amount=2_000_000, refers=3, reason="重复登记", maker="王会计")
    post(engine, [undo], DESK, NOW)
    assert put_into(engine, terms.studio) == {}


@pytest.mark.parametrize(
    ("fen", "written"),
    [(5_000_000, "5.00"), (1, "0.000001"), (1_234_567, "1.234567"), (123_456_000, "123.456"), (0, "0.00"),
     (-5_010_000, "-5.01"), (10**15, "1000000000.00"), (99, "0.000099")],
)  # fmt: skip
def test_ten_thousands_of_yuan_are_exact(fen: int, written: str) -> None:
    assert wan(fen) == written


def test_the_statement_is_in_order_and_adds_up() -> None:
    sums = {
        ("乙", 2022, "unit"): Put(100, 50), ("甲", 2023, "other"): Put(7), ("甲", 2022, "unit"): Put(1_000_000),
        ("甲", 2022, GRANT): Put(2_000_000),
    }  # fmt: skip
    told = [(row["studio"], row["year"], row["source_name"], row["total"], row["wan"]) for row in rows(sums)]
    assert told == [
        ("乙", 2022, "单位行政", "1.50", "0.00015"),
        ("甲", 2022, "上级工会补助", "20000.00", "2.00"),
        ("甲", 2022, "单位行政", "10000.00", "1.00"),
        ("甲", 2023, "其他", "0.07", "0.000007"),
    ]
    assert total(sums, 2022, 2022) == {"money": "30001.00", "in_kind": "0.50", "total": "30001.50", "wan": "3.00015"}


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return funded(tmp_path / "w")


def typed(door: Door, *words: str) -> Said:
    """Type `funds income …`."""
    return door("income", *words)


def test_income_is_entered_listed_and_shown_with_the_grant(door: Door) -> None:
    given = ("add", OF_DOOR, "50,000", "--year", "2022", "--source", "单位行政", "--document", "厂办3号")
    said = typed(door, *given)
    assert (said.status, said.out) == (0, f"{OF_DOOR}: income row 1, 2022, 50000.00 yuan\n")
    assert "says the same" in typed(door, *given).err
    more = ("--source", "government", "--date", "2023-05-06", "--in-kind", "--memo", "机床一台")
    assert typed(door, "add", f" {OF_DOOR} ", "12345.67", *more).status == 0
    assert typed(door, "add", OF_DOOR, "48000", "--year", "2022", "--source", "unit", "--replaces", "1").status == 0
    listed = typed(door, "list", "--format", "json", "--programme", "jieyang-2022").object
    assert [(row["number"], row["amount"], row["stands"], row["replaced_by"]) for row in listed] == [
        (1, "50000.00", False, 3), (2, "12345.67", True, None), (3, "48000.00", True, None),
    ]  # fmt: skip
    assert listed[1]["date"] == "2023-05-06"
    shown = typed(door, "show", OF_DOOR, "--format", "json").object
    assert [(row["year"], row["source"], row["money"], row["in_kind"], row["wan"]) for row in shown["rows"]] == [
        (2022, "grant", "30000.00", "0.00", "3.00"),
        (2022, "unit", "48000.00", "0.00", "4.80"),
        (2023, "government", "0.00", "12345.67", "1.234567"),
    ]
    assert shown["total"] == {"money": "78000.00", "in_kind": "12345.67", "total": "90345.67", "wan": "9.034567"}
    only = typed(door, "show", OF_DOOR, "--since-year", "2023", "--to-year", "2023", "--format", "json").object
    assert only["total"]["total"] == "12345.67"
    assert "9.034567" in typed(door, "show", OF_DOOR).out
    assert "replaced by 3" in typed(door, "list").out


def test_income_goes_to_files_exactly(door: Door, tmp_path: Path) -> None:
    typed(door, "add", OF_DOOR, "12345.67", "--year", "2023", "--source", "其他", "--memo", "=1+1")
    table = csv.DictReader(io.StringIO(typed(door, "show", OF_DOOR, "--format", "csv").out))
    assert [row["In 10,000 yuan"] for row in table] == ["3.00", "1.234567"]
    assert "'=1+1" in typed(door, "list", "--format", "csv").out
    assert typed(door, "show", OF_DOOR, "--format", "xlsx", "-o", str(tmp_path / "a.xlsx")).status == 0
    cells = [str(cell.value) for row in load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows() for cell in row]
    assert "1.234567" in cells


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("陈建国工作室", "1", "--year", "2022", "--source", "unit"), OF_DOOR),
        (("毫不相干", "1", "--year", "2022", "--source", "unit"), "funds studio add"),
        ((OF_DOOR, "1", "--source", "unit"), "which year"),
        ((OF_DOOR, "1", "--source", "unit", "--year", "2022", "--date", "2023-01-01"), "not in 2022"),
        ((OF_DOOR, "1", "--source", "unit", "--year", "2025"), "still to come"),
        ((OF_DOOR, "1", "--source", "unit", "--date", "2024-01-11"), "still to come"),
        ((OF_DOOR, "0", "--source", "unit", "--year", "2022"), "--replaces"),
        ((OF_DOOR, "0", "--source", "unit", "--year", "2022", "--replaces", "4"), "no income row 4"),
        ((OF_DOOR, "1e5", "--source", "unit", "--year", "2022"), "not an amount"),
        ((OF_DOOR, "1", "--source", "grant", "--year", "2022"), "grant"),
    ],
)
def test_wrong_income_is_told_and_nothing_is_kept(door: Door, words: tuple[str, ...], says: str) -> None:
    said = typed(door, "add", *words)
    assert said.status != 0
    assert says in said.err
    assert typed(door, "list", "--format", "json").object == []


def test_a_studio_with_a_new_name_says_what_stands_under_the_old_one(door: Door) -> None:
    typed(door, "add", OF_DOOR, "5", "--year", "2022", "--source", "union")
    door.must(
        "amend", "JY2022-001", "--studio", "李明创新工作室", "--document", "揭工总〔2023〕5号", "--date", "2023-05-01"
    )
    said = typed(door, "show", "李明创新工作室")
    assert "30000.00" in said.out
    assert f"earlier name {OF_DOOR}" in said.out
    assert typed(door, "show", OF_DOOR, "--format", "json").object["total"]["total"] == "5.00"


def test_an_older_record_is_brought_up_to_date_and_keeps_what_it_had(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    engine = engine_for(url, make=True)
    config = _config(Path(door_of.__file__).parent / "migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        guard(connection, [table for table in TABLES if connection.dialect.has_table(connection, table.name)])
    name_studio_into = "INSERT INTO studio VALUES ('甲', 1, '厂', '', '', '', '', '', '王', '2022')"
    with engine.begin() as connection:
        connection.exec_driver_sql(name_studio_into)
    with pytest.raises(SchemaError, match="init --upgrade"):
        open_record(url)
    create(url)
    newer = open_record(url)
    assert known_studios(newer) == {"甲": ""}
    assert add_support(newer, UNIT._replace(studio="甲"), "王会计", NOW()) == 1
    newer.dispose()
    engine.dispose()


def test_a_withdrawn_row_stays_in_the_list_and_out_of_the_sum(door: Door) -> None:
    typed(door, "add", OF_DOOR, "1", "--year", "2022", "--source", "union")
    assert typed(door, "add", OF_DOOR, "0", "--year", "2022", "--source", "union", "--replaces", "1").status == 0
    assert "withdraws 1" in typed(door, "list").out
    rows_ = typed(door, "show", OF_DOOR, "--format", "json").object["rows"]
    assert [row["source"] for row in rows_] == ["grant"]
