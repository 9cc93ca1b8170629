"""Rows of the supporting-material ledgers: entered once, corrected by new ones, never edited; persons' numbers hidden."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from desks import NOW, at, opened
from funds.entry.record import Evidence
from funds.record.create import create
from funds.record.events import attempts
from funds.record.materials import (
    LikeError,
    NoMaterialError,
    WithdrawnError,
    add_materials,
    fund_studios,
    log_unmasked,
    material_files,
    materials,
)
from funds.record.open import engine_for, open_record, writing
from funds.record.verify import problems
from funds.statements.materials import Material, hidden, hidden_in, masked, standing

STUDIO = "林工劳模和工匠人才创新工作室"
PHOTO = Evidence(kind="photos", digest="a" * 64, size=11, name="开班.jpg")
ROW = Material(
    STUDIO, "activities", "2023-05-18", {"name": "焊接培训班", "people": 26, "sort": "training"}, own_id="HD-1",
    fund="JY2022-001", voucher="记-15", amount=128_050, evidence=(PHOTO,), note="与高校合办",
)  # fmt: skip


def numbers(engine: Engine, *rows: Material) -> list[tuple[int, bool]]:
    return [tuple(each) for each in add_materials(engine, rows, "王会计", NOW())]  # type: ignore[misc]


def test_rows_are_numbered_within_a_studios_ledger_and_come_back_as_they_were(engine: Engine) -> None:
    other = ROW._replace(ledger="members", fields={"person": "李敏"}, amount=None)
    elsewhere = ROW._replace(studio="别的工作室")
    assert numbers(engine, ROW, other, elsewhere, ROW._replace(own_id="HD-2")) == [
        (1, True),
        (1, True),
        (1, True),
        (2, True),
    ]
    first, second, member = materials(engine, studio=STUDIO)
    assert first == ROW._replace(number=1, maker="王会计", moment="2023-06-30T10:00:00.000000+08:00")
    assert (second.number, second.own_id) == (2, "HD-2")
    assert (member.ledger, member.amount, member.title) == ("members", None, "李敏")
    assert [row.studio for row in materials(engine, fund="JY2022-001", ledger="members")] == [STUDIO]


def test_the_same_standing_row_again_adds_nothing(engine: Engine) -> None:
    assert numbers(engine, ROW, ROW) == [(1, True), (1, False)]
    assert numbers(engine, ROW._replace(evidence=())) == [(1, False)]
    assert numbers(engine, ROW._replace(note="与高校合办")) == [(1, False)]
    assert len(materials(engine)) == 1


@pytest.mark.parametrize(
    ("change", "columns"),
    [
        ({"amount": 128_051}, "amount"), ({"date": "2023-05-19"}, "date"), ({"fields": {**ROW.fields, "people": 27}}, "people"),
        ({"note": ""}, "note"), ({"evidence": (PHOTO, Evidence(kind="sign-in", digest="b" * 64, size=1, name="x.pdf"))}, "files"),
        ({"invoice_number": "24440000000000000001"}, "invoice_number"), ({"own_id": ""}, "id"),
    ],
)  # fmt: skip
def test_a_row_that_looks_like_a_standing_one_but_differs_is_told(
    sqlite: Engine, change: dict[str, object], columns: str
) -> None:
    add_materials(sqlite, [ROW], "王会计", NOW())
    with pytest.raises(LikeError) as told:
        add_materials(sqlite, [ROW._replace(studio=STUDIO, own_id="HD-9"), ROW._replace(**change)], "王会计", NOW())  # type: ignore[arg-type]
    assert told.value.facts["columns"] == columns
    assert len(materials(sqlite)) == 1, "all or none"


def test_a_row_is_corrected_and_taken_back_by_new_ones(engine: Engine) -> None:
    add_materials(engine, [ROW], "王会计", NOW())
    mended = ROW._replace(amount=138_050, replaces=1, reason="金额录错")
    later = at("2023-07-01T08:00:00")()
    assert add_materials(engine, [mended], "李审核", later)[0].number == 2
    assert [(row.number, row.amount) for row in standing(materials(engine))] == [(2, 138_050)]
    taken = Material(STUDIO, "activities", "", reason="重复登记", replaces=2)
    assert add_materials(engine, [taken], "李审核", later)[0].number == 3
    assert standing(materials(engine)) == []
    assert numbers(engine, ROW) == [(4, True)]
    for number in (1, 2, 3):
        with pytest.raises(WithdrawnError):
            add_materials(engine, [ROW._replace(amount=1, replaces=number)], "王会计", NOW())
    with pytest.raises(NoMaterialError, match="row 9"):
        add_materials(engine, [ROW._replace(amount=1, replaces=9)], "王会计", NOW())
    assert numbers(engine, ROW._replace(replaces=4)) == [(4, False)], "nothing is corrected"


def test_two_pieces_alike_in_all_but_their_numbers_are_two(engine: Engine) -> None:
    assert numbers(engine, ROW, ROW._replace(own_id="HD-2"), ROW._replace(own_id="HD-3")) == [
        (1, True),
        (2, True),
        (3, True),
    ]


def test_the_database_itself_holds_the_numbers_and_the_reasons(engine: Engine) -> None:
    add_materials(engine, [ROW], "王会计", NOW())
    into = (
        "INSERT INTO material SELECT studio, ledger, {number}, {before}, {replaces}, own_id, fund, '{date}', voucher, "
        "invoice_code, invoice_number, amount, fields, evidence, note, '{reason}', maker, moment FROM material WHERE number = 1"
    )
    fits = {"number": 2, "before": 1, "replaces": "NULL", "date": "2023-01-01", "reason": ""}
    wrong = (
        {"number": 3, "before": 2}, {"number": 3, "before": 1}, {"number": 1, "before": "NULL"}, {"replaces": 9},
        {"date": ""}, {"date": "", "replaces": 1}, {"date": "", "reason": "x"},
    )  # fmt: skip
    for change in wrong:
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.exec_driver_sql(into.format(**{**fits, **change}))
    with engine.begin() as connection:
        connection.exec_driver_sql(into.format(**fits))
    assert [row.number for row in materials(engine)] == [1, 2]


def test_rows_entered_by_many_at_once_have_numbers_without_a_gap(engine: Engine) -> None:
    def enter(turn: int) -> int:
        return add_materials(engine, [ROW._replace(own_id=f"HD-{turn}")], "王会计", NOW())[0].number

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enter, range(1, 5))) == [1, 2, 3, 4]


def test_the_files_of_replaced_rows_are_still_held_against_the_store(engine: Engine) -> None:
    add_materials(engine, [ROW], "王会计", NOW())
    add_materials(engine, [ROW._replace(amount=1, evidence=(), replaces=1)], "王会计", NOW())
    assert [(number, pieces) for _ledger, number, pieces in material_files(engine)] == [(1, (PHOTO,)), (2, ())]


def test_material_touches_no_fund(engine: Engine) -> None:
    fund = opened(engine)
    studio = fund_studios(engine)[fund][-1]
    add_materials(engine, [ROW._replace(studio=studio, fund=fund)], "王会计", NOW())
    assert list(problems(engine)) == []


def test_a_record_of_an_earlier_schema_is_brought_up_to_date(url: str) -> None:
    engine = engine_for(url)
    with writing(engine) as connection:
        for later in ("bank_void", "pairing", "material"):
            connection.exec_driver_sql(f"DROP TABLE {later}")
        for table, column in (
            ("account", "login"),
            ("account", "reason"),
            ("bank_line", "until"),
            ("bank_mark", "login"),
        ):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    engine.dispose()
    create(url)
    opened_ = open_record(url)
    assert numbers(opened_, ROW) == [(1, True)]
    opened_.dispose()


def test_who_saw_personal_data_is_kept_in_the_event_log(engine: Engine) -> None:
    log_unmasked(engine, {"what": "list", "reason": "个税申报", "rows": "1"}, "王会计", "wang", NOW())
    [seen] = attempts(engine)
    assert (seen.maker, seen.login, seen.drafts) == ("王会计", "wang", ())
    assert [(each.code, each.facts["reason"]) for each in seen.findings] == [("unmasked", "个税申报")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("11010519491231002X", "110*************2X"), ("13812345678", "138******78"), ("123456", "123*56"),
        ("12345", "*****"), ("", ""),
    ],
)  # fmt: skip
def test_a_personal_number_shows_its_first_three_and_last_two_signs(text: str, shown: str) -> None:
    assert hidden(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系13812345678。", "联系138******78。"), ("身份证11010519491231002x", "身份证110*************2x"),
        ("老证110105491231002号", "老证110**********02号"), ("发票24440000000000000001", "发票24440000000000000001"),
        ("12812345678", "12812345678"), ("金额1280.50元，26人", "金额1280.50元，26人"),
    ],
)  # fmt: skip
def test_personal_numbers_within_a_text_are_hidden_and_others_are_not(text: str, shown: str) -> None:
    assert hidden_in(text) == shown


def test_numbers_of_papers_are_no_persons() -> None:
    row = {
        "number": "13812345678",
        "voucher": "13812345678",
        "people": 26,
        "phone": "13812345678",
        "note": "13812345678",
    }
    assert masked(row) == row | {"phone": "138******78", "note": "138******78"}
