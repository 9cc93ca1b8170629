"""Figures: what the record answers is what an independent count gives, and what bean-query finds in the book."""

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from beancount import loader
from beanquery.query import run_query
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from desks import lawbook
from funds.book.files import write_books
from funds.book.marks import line_account, purpose_parts
from funds.checks.case import Hit
from funds.entry.record import Record
from funds.money import fen
from funds.record.chain import texts
from funds.record.create import create
from funds.record.journal import Desk, post
from funds.record.open import open_record
from funds.record.reported import reported
from funds.seal import digest, head_of
from funds.statements.utilisation import by_purpose, totals, utilisation
from funds.statements.window import Window
from lives import Move, live, moves, windows
from tally import tally

QUERIES = Path(__file__).parent.parent / "reports" / "queries"


class Doubtful:
    """A lexicon that sends every purchase from an even-numbered supplier to review."""

    text = '{"doubt": true}'
    hash = digest(text.encode())

    @staticmethod
    def screen(memo: str, payee: str, item: str, tax_code: str) -> Hit | None:
        del memo, item, tax_code
        return Hit("review", "review", payee, "payee", "", "") if payee[1:2] in "02468" else None


DESK = Desk(lawbook, Doubtful())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("figures") / "empty.sqlite"
    create(f"sqlite:///{path}")
    return path


class Played:
    """A fresh record, and the lives played in it."""

    def __init__(self, empty: Path) -> None:
        self.path = empty.with_name("record.sqlite")
        shutil.copy(empty, self.path)
        self.engine: Engine = open_record(f"sqlite:///{self.path}")
        self.lives: dict[str, list[Record]] = {}

    def play(self, plans: Sequence[Sequence[Move]]) -> None:
        for serial, plan in enumerate(plans, 1):
            records = live(plan, self.post, serial)
            self.lives[records[0].fund] = records

    def post(self, draft: Record, now: dt.datetime) -> Record:
        return post(self.engine, [draft], DESK, lambda: now)[0].record


def played(empty: Path, plans: Sequence[Sequence[Move]]) -> Iterator[Played]:
    one = Played(empty)
    try:
        one.play(plans)
        yield one
    finally:
        one.engine.dispose()


SOME = st.lists(moves(), min_size=1, max_size=3)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(SOME, st.lists(windows(), min_size=2, max_size=5))
def test_the_record_gives_what_an_independent_count_gives(
    empty: Path, plans: list[list[Move]], seen: list[Window]
) -> None:
    for one in played(empty, plans):
        for window in (Window(), *seen):
            found = {named.fund: (named, sums) for named, sums in reported(one.engine, window)}
            for fund, records in one.lives.items():
                known = [record for record in records if window.knows(record.posted)]
                if not known or records[0].date > window.as_of:
                    assert fund not in found
                    continue
                named, sums = found[fund]
                assert sums == tally(records, *window)
                assert named.head == str(head_of(known[-1]))
                assert named.records == len(known)


@QUICK
@given(SOME)
def test_a_utilisation_keeps_its_promises(empty: Path, plans: list[list[Move]]) -> None:
    for one in played(empty, plans):
        for named, sums in reported(one.engine):
            row = utilisation(named, sums, dt.date(2030, 1, 1))
            yuan = {key: fen(value) for key, value in row.items() if isinstance(value, str) and value[-3:-2] == "."}
            assert yuan["balance"] == (
                yuan["received"] - yuan["spent"] - yuan["disallowed"] + yuan["recovered"] - yuan["returned"]
            )
            assert sum(map(fen, row["by_purpose"].values())) == yuan["spent"]
            assert 0 <= yuan["under_review"] <= yuan["spent"]
            assert 0 <= yuan["unsupported"] <= yuan["spent"]
            assert yuan["received"] <= yuan["disbursed"]


def asked(entries: Sequence[object], options: object, name: str) -> list[tuple[object, ...]]:
    _types, rows = run_query(entries, options, (QUERIES / f"{name}.bql").read_text("utf-8"))
    return list(rows)


def in_fen(number: object) -> int:
    assert isinstance(number, Decimal)
    return int(number * 100)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(moves(24), min_size=1, max_size=2))
def test_the_saved_questions_find_in_the_book_what_the_record_says(empty: Path, plans: list[list[Move]]) -> None:
    for one in played(empty, plans):
        folder = empty.with_name("ledger")
        shutil.rmtree(folder, ignore_errors=True)
        write_books(folder, one.lives.values(), texts(one.engine), None)
        files = sorted(folder.glob("books/jieyang-2022/*-*.beancount"))
        entries, errors, options = loader.load_string("".join(f'include "{path}"\n' for path in files))
        assert errors == []
        figures = {named.fund: sums for named, sums in reported(one.engine)}

        by_account: dict[str, int] = {}
        names = purpose_parts([lawbook("jieyang-2022")])
        for records in one.lives.values():
            for record in records:
                for line in record.lines:
                    account = line_account(record, line, names)
                    by_account[account] = by_account.get(account, 0) + (line.fen if line.side == "debit" else -line.fen)
        assert {row[0]: in_fen(row[1]) for row in asked(entries, options, "trial-balance")} == by_account

        spent = {(row[0], row[1]): in_fen(row[2]) for row in asked(entries, options, "spending-by-purpose")}
        told = {(fund, use): fen(sum_) for fund, sums in figures.items() for use, sum_ in by_purpose(sums).items()}
        assert {key: amount for key, amount in spent.items() if amount} == told

        claims = {row[0]: in_fen(row[1]) for row in asked(entries, options, "disallowed-not-recovered")}
        total = {fund: totals(sums) for fund, sums in figures.items()}
        assert claims == {
            f: t["disallowed"] - t["recovered"] for f, t in total.items() if t["disallowed"] != t["recovered"]
        }

        waiting = {(row[1], int(str(row[2]))) for row in asked(entries, options, "under-review")}
        assert {fund for fund, _ in waiting} >= {fund for fund, sums in total.items() if sums["under_review"]}


@pytest.mark.parametrize("name", sorted(path.stem for path in QUERIES.glob("*.bql")))
def test_each_saved_question_is_understood(empty: Path, name: str) -> None:
    for one in played(empty, [[]]):
        folder = empty.with_name("ledger")
        shutil.rmtree(folder, ignore_errors=True)
        write_books(folder, one.lives.values(), texts(one.engine), None)
        entries, _errors, options = loader.load_file(str(next(folder.glob("books/jieyang-2022/JY*.beancount"))))
        assert isinstance(asked(entries, options, name), list)
