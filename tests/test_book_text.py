"""The text of a fund's file: whatever a record holds comes back from it, and nothing breaks out of it."""

import datetime as dt
import re
from typing import Any

import pytest
from beancount import loader
from beancount.parser import parser
from hypothesis import example, given, settings

from chains import CHAINS, HOSTILE, RECORDS, TEXT, chained
from funds.book.quote import UnwritableError, plain, quoted
from funds.book.read import UnreadableError, records_of
from funds.book.write import BadFundError, fund_text
from funds.entry.record import Line, Record, Verdict
from funds.seal import canonical

NAMES = {"equipment": "P2设备采购改进"}
HEAD = re.compile(r"(\d{4}-\d\d-\d\d (open|balance|document|[*!]) .*|  [a-z].*|    side: .*|  [A-Z].*|;;.*|)")


def parsed(text: str) -> list[Any]:
    entries, errors, options = parser.parse_string(text)
    assert [error.message for error in errors] == []
    assert (options["plugin"], options["include"], options["title"]) == ([], [], "Beancount")
    return list(entries)


def spend(**changes: Any) -> Record:
    lines = (Line(account="50303", side="debit", fen=100), Line(account="102", side="credit", fen=100))
    fields = {"fund": "JY2022-001", "kind": "spend", "date": dt.date(2022, 5, 6), "amount": 100, "lines": lines}
    return Record(**{**fields, **changes})


@settings(max_examples=300, deadline=None)
@given(CHAINS)
def test_any_chain_is_read_back_as_it_was_written(chain: list[Record]) -> None:
    back = records_of(parsed(fund_text(chain, NAMES)))
    assert back == {"JY2022-001": chain}
    assert [canonical(record) for record in back["JY2022-001"]] == [canonical(record) for record in chain]


@settings(max_examples=100, deadline=None)
@given(CHAINS)
def test_a_chain_gives_the_same_text_each_time_and_every_line_of_it_is_ours(chain: list[Record]) -> None:
    text = fund_text(chain, NAMES, lambda evidence: evidence.digest)
    assert text == fund_text(list(chain), dict(NAMES), lambda evidence: evidence.digest)
    assert [line for line in text.splitlines() if not HEAD.fullmatch(line)] == []
    assert not {"plugin", "option", "include", "pushtag", "pushmeta"} & {
        line.split(" ")[0] for line in text.split("\n")
    }


@settings(max_examples=300, deadline=None)
@given(TEXT)
@example("\\" * 7 + "u{0}" + "\\" * 4 + "\0")
def test_a_quoted_text_is_one_line_and_comes_back(text: str) -> None:
    line = quoted(text)
    assert len(line.splitlines()) == 1
    (entry,) = parsed(f"2022-01-01 * {line}\n")
    assert plain(entry.narration) == text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["payee", "memo", "note", "reason", "document", "purpose", "voucher", "maker", "key"])
def test_hostile_text_stays_in_its_field(text: str, field: str) -> None:
    chain = chained([spend(**{field: text})])
    entries = parsed(fund_text(chain, NAMES))
    assert records_of(entries) == {"JY2022-001": chain}
    assert [type(entry).__name__ for entry in entries if type(entry).__name__ != "Balance"] == [
        "Open", "Open", "Transaction",
    ]  # fmt: skip


def test_a_text_of_a_hundred_thousand_characters_survives() -> None:
    chain = chained([spend(memo="长" * 100_000, note='"\n' * 50_000, reason="\\" * 100_000)])
    assert records_of(parsed(fund_text(chain, NAMES))) == {"JY2022-001": chain}


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UnwritableError, match="UTF-8"):
        fund_text([spend(memo="\ud800")], NAMES)


def test_control_characters_are_shown_and_not_hidden() -> None:
    assert quoted("a\0b\u202ec\r") == '"a\\\\u{0}b\\\\u{202e}c\\\\u{d}"'
    assert quoted("two\nlines") == '"two\\nlines"'


def test_records_of_two_funds_are_not_written_as_one_file() -> None:
    with pytest.raises(BadFundError):
        fund_text([spend(), spend(fund="JY2022-002")], NAMES)
    with pytest.raises(BadFundError):
        fund_text([spend(fund='X"\n')], NAMES)
    with pytest.raises(BadFundError):
        fund_text([], NAMES)


def test_a_fact_whose_name_is_no_key_is_refused() -> None:
    finding = Verdict(code="x", severity="note", facts={'a"\nplugin "x"': "y"})
    with pytest.raises(UnwritableError):
        fund_text([spend(findings=(finding,))], NAMES)


def test_an_entry_under_review_has_its_flag_until_it_is_cleared_or_reversed() -> None:
    review = Verdict(code="needs-judgement", severity="review")
    for kind in ("clear", "reverse"):
        waits = spend(findings=(review,))
        settled = spend(kind=kind, refers=1, lines=())
        (open_,) = [e for e in parsed(fund_text(chained([waits]), NAMES)) if hasattr(e, "flag")]
        first, second = [e for e in parsed(fund_text(chained([waits, settled]), NAMES)) if hasattr(e, "flag")]
        assert (open_.flag, first.flag, second.flag) == ("!", "*", "*")
        assert first.links == {"JY2022-001.1"} == second.links


def test_the_purpose_shows_in_the_expense_account_and_an_unknown_one_by_its_id() -> None:
    known, unknown = spend(purpose="equipment"), spend(purpose="new use")
    text = fund_text(chained([known, unknown]), NAMES)
    assert "  Expenses:50303职工创新活动支出:P2设备采购改进:JY2022-001  1.00 CNY\n" in text
    assert "  Expenses:50303职工创新活动支出:P0newuse:JY2022-001  1.00 CNY\n" in text
    assert "  Assets:102银行存款:JY2022-001  -1.00 CNY\n" in text


def test_a_red_letter_line_keeps_its_side() -> None:
    red = spend(kind="refund", lines=(
        Line(account="102", side="debit", fen=100), Line(account="50303", side="debit", fen=-100),
    ))  # fmt: skip
    text = fund_text(chained([red]), NAMES)
    assert '  Expenses:50303职工创新活动支出:JY2022-001  -1.00 CNY\n    side: "debit"\n' in text


def test_balances_are_asserted_exactly_at_month_and_year_ends() -> None:
    chain = chained([spend(), spend(date=dt.date(2022, 7, 31)), spend(date=dt.date(2023, 2, 1))])
    told = [line for line in fund_text(chain, NAMES).splitlines() if " balance Assets" in line]
    assert told == [
        f"{day} balance Assets:102银行存款:JY2022-001  {yuan} ~ 0 CNY"
        for day, yuan in [
            ("2022-06-01", "-1.00"),
            ("2022-08-01", "-2.00"),
            ("2023-01-01", "-2.00"),
            ("2023-03-01", "-3.00"),
        ]
    ]
    _, errors, _ = loader.load_string(fund_text(chain, NAMES))
    assert errors == []


def test_a_difference_of_one_fen_fails_a_balance() -> None:
    text = fund_text(chained([spend()]), NAMES).replace("-1.00 ~ 0", "-1.01 ~ 0")
    _, errors, _ = loader.load_string(text)
    assert {type(error).__name__ for error in errors} == {"BalanceError"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  amount: 1.00\n", "  amount: 1.001\n"),
        ("  amount: 1.00\n", "  amount: 1\n"),
        ("  number: 1\n", '  number: "1"\n'),
        ("  number: 1\n", "  number: 1.5\n"),
        ('  kind: "spend"\n', '  kind: "gift"\n'),
        ('  kind: "spend"\n', '  kind: "spend"\n  colour: "red"\n'),
        ('  kind: "spend"\n', '  kind: "spend"\n  invoice2-number: "1"\n'),
        ("1.00 CNY\n", "1.00 CNY @ 1 CNY\n"),
        ("1.00 CNY\n", "1.00 USD\n"),
        ('  maker: "lin"\n', "  maker: 2022-01-01\n"),
        ("Assets:102银行存款", "Assets:102"),
    ],
)
def test_what_is_no_record_of_ours_is_not_read_as_one(old: str, new: str) -> None:
    text = fund_text(chained([spend(maker="lin")]), NAMES)
    assert old in text
    entries, _, _ = parser.parse_string(text.replace(old, new))
    with pytest.raises(UnreadableError):
        records_of(entries)


@settings(max_examples=50, deadline=None)
@given(RECORDS)
def test_the_text_without_evidence_names_the_evidence_and_links_no_file(record: Record) -> None:
    chain = chained([record])
    entries = parsed(fund_text(chain, NAMES))
    assert records_of(entries)["JY2022-001"][0].evidence == record.evidence
    assert not [entry for entry in entries if type(entry).__name__ == "Document"]
