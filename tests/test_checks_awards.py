"""Awards against other awards, and the holder of the account, under the rules of a made-up programme."""

import datetime as dt

import msgspec
import pytest

from desks import PROGRAMMES
from funded import Fund, every
from funds.checks.awards import Awards, Granted
from funds.checks.case import Around
from funds.entry.record import Award
from scenario import lawbook


@pytest.mark.parametrize(
    ("to", "holder", "fits"),
    [
        ("unit", "榕城第001机械厂", True),
        ("unit", "榕城第001机械厂工会委员会", False),
        ("person", "陈工 001", True),
        ("person", "陈工002", False),
        ("alliance", "榕城创新工作室联盟", True),
        ("alliance", "榕城第001机械厂", False),
    ],
)
def test_the_holder_is_whom_the_programme_names(to: str, holder: str, fits: bool) -> None:
    fund = Fund(every(payee=f'to = "unit-union"->to = "{to}"'))
    codes = fund.post(kind="award", amount="10000.00", terms={"holder": holder})
    assert ("wrong-holder" in codes) is not fits


def test_a_union_of_another_name_is_noted_only() -> None:
    found = Fund().judged(kind="award", amount="30000.00", terms={"holder": "榕城机械集团工会委员会"}).findings
    assert [(each.code, each.severity) for each in found if each.code == "wrong-holder"] == [("wrong-holder", "note")]


def test_where_no_payee_is_named_another_holder_is_reviewed() -> None:
    fund = Fund(lawbook("liaoning-2022", PROGRAMMES, {}))
    day = dt.date(2022, 11, 1)
    assert fund.post(kind="award", amount="50000.00", date=day) == []
    assert fund.post(kind="disburse", amount="50000.00", date=day) == []
    assert fund.post(kind="receive", amount="50000.00", date=day, holder="榕城第001机械厂") == ["wrong-holder"]
    assert fund.story.waiting == {3}


def test_a_new_award_meets_only_awards_of_its_programme_that_stand_or_were_paid() -> None:
    terms = Award(programme="jieyang-2022", tier="standard", studio="陈工001创新工作室", unit="甲", holder="甲工会")
    change = msgspec.structs.replace
    others = {
        "stands": Granted("JY2021-001", 2021, 1, terms),
        "paid, then withdrawn": Granted("JY2021-001", 2021, 1, terms, withdrawn=True),
        "withdrawn unpaid": Granted("JY2021-001", 2021, 0, terms, withdrawn=True),
        "another programme": Granted("LN2021-001", 2021, 1, change(terms, programme="liaoning-2022")),
        "itself": Granted("JY2022-001", 2022, 1, terms),
    }
    codes = {
        name: Fund(around=Around({}, Awards((each,)))).post(kind="award", amount="30000.00")
        for name, each in others.items()
    }
    barred = {name for name, found in codes.items() if found == ["already-granted"]}
    assert barred == {"stands", "paid, then withdrawn"}


@pytest.mark.parametrize(
    ("per", "change"), [("lead", {"lead": "别人"}), ("unit", {"unit": "乙", "holder": "乙工会委员会"})]
)
def test_once_may_be_for_a_lead_person_or_a_unit(per: str, change: dict[str, str]) -> None:
    book = every(once=f'per = "studio"->per = "{per}"')
    terms = {"studio": "甲", "lead": "陈工", "unit": "榕城厂", "holder": "榕城厂工会委员会", "kind": "model"}
    before = Award(programme="every-rule", tier="standard", **{**terms, "studio": "旧名"})
    around = Around({}, Awards((Granted("SL2021-001", 2021, 1, before),)))
    assert "already-granted" in Fund(book, around).post(kind="award", amount="10000.00", terms=terms)
    assert "already-granted" not in Fund(book, around).post(kind="award", amount="10000.00", terms={**terms, **change})


def test_a_later_cycle_may_be_granted_half() -> None:
    book = every()
    before = Award(programme="every-rule", tier="standard", studio="甲", unit="榕城厂", holder="榕城厂工会委员会")
    around = Around({}, Awards((Granted("SL2020-001", 2020, 1, before),)))
    assert Fund(book, around).post(kind="award", amount="15000.01", terms={"studio": "甲"}) == ["amount-outside-tier"]
    assert Fund(book, around).post(kind="award", amount="15000.00", terms={"studio": "甲"}) == []


def test_a_quota_without_names_is_for_the_bodies_that_no_other_quota_names() -> None:
    def others(count: int, recommender: str, **change: str) -> Around:
        terms = Award(
            programme="every-rule",
            tier="standard",
            studio="x",
            unit="y",
            holder="z",
            kind="model",
            recommender=recommender,
        )
        each = [
            Granted(
                f"SL2022-{at:03}", 2022, 1, msgspec.structs.replace(terms, studio=f"x{at}", unit=f"y{at}", **change)
            )
            for at in range(2, 2 + count)
        ]
        return Around({}, Awards(each))

    def codes(around: Around, recommender: str) -> list[str]:
        return Fund(every(), around).post(kind="award", amount="10000.00", terms={"recommender": recommender})

    assert codes(others(1, "榕城区总工会"), "榕城区总工会") == []
    assert codes(others(2, "榕城区总工会"), "榕城区 总工会") == ["quota-exceeded"]
    assert codes(others(1, "普宁市总工会"), "普宁市总工会") == ["quota-exceeded"]
    assert codes(others(1, "普宁市总工会"), "惠来县总工会") == []
    assert codes(others(1, "普宁市总工会", kind="staff"), "普宁市总工会") == []


def test_rules_of_one_round_count_every_award_of_the_notice() -> None:
    book = every(measure='measure = "standing"->measure = "round"\nround = 2022')
    assert book.programme.measure == "round"
    terms = Award(
        programme="every-rule", tier="standard", studio="x", unit="y", holder="z", kind="model", recommender="甲"
    )
    around = Around({}, Awards(Granted(f"SL2021-{at:03}", 2021, 1, terms) for at in range(3)))
    assert "quota-exceeded" in Fund(book, around).post(kind="award", amount="10000.00")


def test_an_award_without_terms_meets_one_sentence() -> None:
    record = Fund().judged(kind="award", amount="30000.00", terms="none")
    assert [found.code for found in record.findings if found.severity == "refuse"] == ["no-terms"]


def test_an_award_that_names_no_recommending_body_is_counted_for_its_unit() -> None:
    terms = Award(
        programme="every-rule", tier="standard", studio="x", unit="某大学", holder="z", kind="model", recommender=""
    )
    before = (Granted("SL2022-002", 2022, 1, terms),)

    def codes(around: Around) -> list[str]:
        given = {"recommender": "", "unit": "某大学", "holder": "某大学工会委员会"}
        return Fund(every(), around).post(kind="award", amount="10000.00", terms=given)

    assert codes(Around({}, Awards())) == []
    assert codes(Around({}, Awards(before))) == ["quota-exceeded"]
