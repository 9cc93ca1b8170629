"""Tables, CSV and the record's reports in either database."""

import datetime as dt

import msgspec
import pytest
from sqlalchemy import Engine

from desks import DESK, a_spend, at, opened
from funds.cli.output import safe_csv
from funds.cli.table import lines, shown, width
from funds.entry.record import Record
from funds.record.chain import chain
from funds.record.journal import post
from funds.record.reported import reported
from funds.statements.window import Window


def test_chinese_takes_two_columns_and_amounts_stand_to_the_right() -> None:
    rows = [("JY2022-001", "榕城机械厂", "20000.00"), ("全部", "a", "5.00")]
    told = list(lines(("Fund", "单位", "Sum"), rows, (False, False, True)))
    assert told == [
        "Fund        单位             Sum",
        "----------  ----------  --------",
        "JY2022-001  榕城机械厂  20000.00",
        "全部        a               5.00",
    ]
    assert {width(line) for line in told} == {32}


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("分录", 4), ("１２", 4), ("e\u0301", 1), ("ｱ", 1), ("", 0)])
def test_the_width_of_a_text_counts_wide_signs_twice_and_marks_not_at_all(text: str, columns: int) -> None:
    assert width(text) == columns


def test_control_characters_of_a_memo_do_not_reach_the_terminal() -> None:
    assert shown("a\x1b[2Jb\nc") == "a\ufffd[2Jb\ufffdc"
    assert shown("学习培训 a") == "学习培训 a"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@x", "\tx", "\rx"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe_csv(text) == "'" + text
    assert safe_csv("记" + text) == "记" + text


def test_either_database_gives_funds_with_the_terms_and_heads_of_their_moment(engine: Engine) -> None:
    fund, other = opened(engine), opened(engine)
    post(engine, [a_spend(fund, 1_050)], DESK, at("2023-07-01T10:00:00"))
    [(terms, _)] = reported(engine, fund=fund)
    named_as = chain(engine, fund)[0].terms
    assert named_as is not None
    assert (terms.studio, terms.unit, terms.records) == (named_as.studio, named_as.unit, 4)
    [(named, sums)] = reported(engine, Window(known=at("2023-06-30T12:00:00")()), fund=fund)
    assert (named.records, sums.get(("spent", "training"))) == (3, None)
    assert [one.fund for one, _ in reported(engine, programme="jieyang-2022")] == [fund, other]
    assert reported(engine, Window(as_of=dt.date(2022, 10, 9))) == []
    assert reported(engine, programme="liaoning-2022") == []


def test_an_amendment_changes_the_terms_from_the_moment_it_is_known(engine: Engine) -> None:
    fund = opened(engine)
    [(before, _)] = reported(engine)
    terms = chain(engine, fund)[0].terms
    assert terms is not None
    renamed = msgspec.structs.replace(terms, studio="新名创新工作室")
    change = Record(
        fund=fund, kind="amend", date=dt.date(2023, 1, 5), amount=2_000_000, terms=renamed, document="更名", maker="王"
    )
    post(engine, [change], DESK, at("2023-07-05T10:00:00"))
    [(after, _)] = reported(engine)
    [(known, _)] = reported(engine, Window(known=at("2023-07-04T10:00:00")()))
    assert (before.studio, after.studio, known.studio) == (terms.studio, "新名创新工作室", terms.studio)
