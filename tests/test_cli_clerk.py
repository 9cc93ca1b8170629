"""A clerk who types fast: what is meant is understood, what cannot be meant is told in a sentence."""

import json
from pathlib import Path

import pytest

from doors import AWARD, Door, call, environment, funded, opened

SPEND = ("spend", "JY2022-001", "1280", "--date", "2022-11-02", "--memo", "工作室门牌制作", "--payee", "榕城图文店")
CITY = Path(__file__).parent / "programmes" / "sample-city.toml"
GRANT = (
    "award", "--programme", "city", "--studio", "A", "--unit", "U", "--lead", "L", "--recommender", "R",
    "--document", "D 1", "--date", "2021-05-01",
)  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return funded(tmp_path_factory.mktemp("clerk") / "w").root


@pytest.fixture
def door(template: Path, tmp_path: Path) -> Door:
    return opened(template, tmp_path / "w")


@pytest.fixture
def city(door: Door) -> Door:
    (door.root / "ledger" / "programmes" / "sample-city.toml").write_bytes(CITY.read_bytes())
    return door


def test_a_refusal_leaves_the_missing_papers_out(door: Door) -> None:
    said = door(*SPEND, "--purpose", "publicity", "--paid-by", "cash", "--date", "2022-10-01")
    assert said.status == 1
    assert "[refused]" in said.err
    assert "[review]" in said.err
    assert "papers-missing" not in said.err
    as_json = door(*SPEND, "--purpose", "publicity", "--date", "2022-10-01", "--format", "json").object
    assert "papers-missing" not in {finding["code"] for finding in as_json["findings"]}
    tried = door(*SPEND, "--purpose", "publicity", "--date", "2022-10-01", "--dry-run")
    assert (tried.status, "papers-missing" in tried.out) == (1, False)


def test_the_remedy_of_missing_papers_is_a_command_that_can_be_typed(door: Door) -> None:
    said = door.must(*SPEND, "--purpose", "publicity")
    assert "funds attach JY2022-001 4 --evidence KIND=FILE" in said.out
    told = door.must(*SPEND, "--purpose", "publicity", "--format", "json").object
    assert ["funds attach JY2022-001 5" in finding["remedy"] for finding in told["findings"]] == [True]


def test_a_part_of_a_uses_name_is_enough_where_only_one_has_it(door: Door) -> None:
    door.must(*SPEND, "--purpose", "宣传")
    assert door.chain()[-1].purpose == "publicity"
    assert door(*SPEND, "--purpose", "配").status == 1
    assert door(*SPEND, "--purpose", "茶话").status == 1


def test_the_fixed_words_may_be_typed_in_chinese(door: Door) -> None:
    door.must(*SPEND, "--purpose", "publicity", "--paid-by", "公务卡", "--asset", "无")
    assert (door.chain()[-1].paid_by, door.chain()[-1].asset) == ("card", "none")
    assert door(*SPEND, "--purpose", "publicity", "--paid-by", "支票").status == 2
    typed = ["职工" if word == "model" else word.replace("陈建国", "林晓东") for word in AWARD]
    terms = door.chain(door.must(*typed).out.split()[0])[0].terms
    assert terms is not None
    assert terms.kind == "staff"


def test_a_paper_may_be_called_as_the_finding_calls_it(door: Door) -> None:
    door.must("attach", "JY2022-001", "3", "--evidence", f"收款收据={door.paper()}")
    assert [paper.kind for paper in door.chain()[-1].evidence] == ["receipt"]
    said = door("attach", "JY2022-001", "3", "--evidence", f"茶叶={door.paper()}")
    assert said.status == 2
    assert "茶叶" in said.err
    assert "收款收据" in said.err


def test_a_decision_is_one_of_two_and_never_both(door: Door) -> None:
    door.must(*SPEND, "--purpose", "publicity", "--paid-by", "cash")
    for said in (("--accept", "--reject"), ()):
        told = door("clear", "JY2022-001", "4", *said, "--reason", "看过", actor="何审核")
        assert (told.status, "--accept or --reject" in told.err) == (2, True)
    assert len(door.chain()) == 4


def test_a_refusal_of_what_has_no_amount_names_none(door: Door) -> None:
    said = door("clear", "JY2022-001", "3", "--accept", "--reason", "看过", actor="何审核")
    assert said.err.splitlines()[0] == "Refused, nothing was posted: clear, 2024-01-10, 看过"


def test_what_must_be_named_cannot_be_named_with_nothing(door: Door) -> None:
    for word in ("--document", "--studio", "--unit"):
        at = AWARD.index(word)
        said = door(*AWARD[: at + 1], " ", *AWARD[at + 2 :])
        assert (said.status, word in said.err, "is empty" in said.err) == (2, True, True)
    assert door("reverse", "JY2022-001", "3", "--reason", "").status == 2
    assert door(*SPEND, "--purpose", "publicity", "--actor", " ").status == 2
    assert door("studio", "add", "林晓东工作室", "--unit", "").status == 2
    assert door.count() == 3


def test_a_negative_amount_is_told_as_one(door: Door) -> None:
    said = door("disburse", "JY2022-001", "-5")
    assert said.status == 2
    assert "-5" in said.err
    assert "above zero" in said.err
    assert "above zero" not in door("disburse", "JY2022-001", "5", "-x").err


def test_a_refund_finds_the_only_spending_that_fits(door: Door) -> None:
    door.must(*SPEND, "--purpose", "publicity")
    door.must(*SPEND[:2], "500", *SPEND[3:], "--purpose", "premises", "--payee", "榕城五金店")
    door.must("refund", "JY2022-001", "80", "--payee", "榕城图文店", "--date", "2022-11-10")
    door.must("refund", "JY2022-001", "600", "--date", "2022-11-10", "--purpose", "宣传配套")
    assert [record.refers for record in door.chain()[-2:]] == [4, 4]


def test_a_refund_that_fits_none_or_several_asks_for_the_entry(door: Door) -> None:
    door.must(*SPEND, "--purpose", "publicity")
    door.must(*SPEND, "--purpose", "publicity")
    several = door("refund", "JY2022-001", "80", "--date", "2022-11-10")
    assert (several.status, "4, 5" in several.err) == (2, True)
    none = door("refund", "JY2022-001", "80", "--payee", "别家", "--date", "2022-11-10")
    assert (none.status, "--of NUMBER" in none.err) == (2, True)
    assert len(door.chain()) == 5


def test_a_dry_run_keeps_no_file(door: Door) -> None:
    typed = (*SPEND, "--purpose", "publicity", "--evidence", f"发票={door.paper()}")
    assert "发票" not in door.must(*typed, "--dry-run").out
    assert not list(door.workspace.store.rglob("*.pdf"))
    door.must(*typed)
    assert len(list(door.workspace.store.rglob("*.pdf"))) == 1


def test_a_rejection_sent_twice_under_one_key_is_answered_with_the_first(door: Door) -> None:
    door.must(*SPEND, "--purpose", "publicity", "--paid-by", "cash")
    typed = ("clear", "JY2022-001", "4", "--reject", "--reason", "不符", "--key", "c-1")
    door.must(*typed, actor="何审核")
    assert door.must(*typed, actor="何审核").out.count("(posted before)") == 2
    assert door(*typed[:5], "另一理由", *typed[6:], actor="何审核").status == 1
    assert len(door.chain()) == 6


def test_a_refund_sent_twice_under_one_key_is_answered_with_the_first(door: Door) -> None:
    door.must(*SPEND, "--purpose", "publicity")
    typed = ("refund", "JY2022-001", "1280", "--date", "2022-11-10", "--key", "r-1")
    door.must(*typed)
    assert "(posted before)" in door.must(*typed).out
    assert len(door.chain()) == 5


def test_a_key_sent_again_after_midnight_without_a_day_is_the_same_entry(door: Door) -> None:
    typed = (*SPEND[:3], "--purpose", "publicity", "--memo", "门牌", "--payee", "榕城图文店", "--key", "k-1")
    first = door.must(*typed, "--format", "json").object
    again = door.must(*typed, "--format", "json", now="2024-01-11T00:05:00+08:00").object
    assert (again["status"], again["seal"], again["date"]) == ("already", first["seal"], "2024-01-10")
    assert door(*typed, "--date", "2024-01-11", now="2024-01-11T00:05:00+08:00").status == 1
    assert door(*typed[:2], "9", *typed[3:], now="2024-01-11T00:05:00+08:00").status == 1
    assert len(door.chain()) == 4


def test_a_sum_for_each_item_is_granted_by_their_number(city: Door) -> None:
    said = city(*GRANT, "--tier", "invention patent", "--holder", "U")
    assert (said.status, "--quantity" in said.err) == (2, True)
    city.must(*GRANT, "--tier", "invention patent", "--quantity", "3")
    first = city.chain("SC2021-001")[0]
    assert (first.amount, first.quantity) == (6000_00, 3)
    assert city(*GRANT, "--tier", "patent", "--studio", "B", "--lead", "M", "--quantity", "6").status == 1
    city.must("amend", "SC2021-001", "--unit", "V", "--document", "D 2", "--date", "2021-06-01")
    city.must("amend", "SC2021-001", "--amount", "8000", "--document", "D 3", "--date", "2021-07-01")
    changed = city.chain("SC2021-001")[-2:]
    assert [(record.amount, record.quantity) for record in changed] == [(6000_00, 3), (8000_00, 4)]


def test_the_holder_is_whom_the_programme_pays_to(city: Door) -> None:
    city.must(*GRANT, "--tier", "star", "--amount", "60000")
    city.must("amend", "SC2021-001", "--unit", "V", "--document", "D 2", "--date", "2021-06-01")
    holders = [record.terms.holder for record in city.chain("SC2021-001") if record.terms]
    assert holders == ["U", "V"]


def test_a_broken_file_of_another_programme_is_not_in_the_way(door: Door) -> None:
    path = door.root / "ledger" / "programmes" / "henan-2024.toml"
    path.write_text("form = ", encoding="utf-8")
    typed = [word.replace("陈建国", "林晓东").replace("jieyang-2022", "揭阳") for word in AWARD]
    door.must(*typed)
    assert "henan-2024.toml:1" in door(*["河南" if word == "揭阳" else word for word in typed]).err


def test_screening_takes_a_programmes_short_name_and_chinese_headings(door: Door, tmp_path: Path) -> None:
    assert door("screen", "餐费", "--programme", "揭阳").status == 1
    assert door("screen", "餐费", "--programme", "火星").status == 2
    path = tmp_path / "lines.csv"
    path.write_text("摘要,收款单位,发票项目\n门牌,图文店,\n,,\n,,*餐饮服务*餐费\n", encoding="utf-8")
    verdicts = [line["verdict"] for line in json.loads(door("screen", str(path), "--format", "json").out)]
    assert verdicts == ["ok", "ok", "refuse"]


def test_the_day_of_the_law_is_typed_like_any_other_day(door: Door) -> None:
    told = door.must("programme", "show", "揭阳", "--on", "2022年10月8日").out
    assert told == door.must("programme", "show", "揭阳", "--on", "2022-10-08").out
    assert door("programme", "show", "揭阳", "--on", "2022-13-01").status == 2


def test_a_file_that_is_not_there_is_told_in_the_readers_language(door: Door) -> None:
    with environment(LANGUAGE="zh_CN"):
        said = door("attach", "JY2022-001", "3", "--evidence", "发票=nowhere.pdf")
    assert said.status == 2
    assert "nowhere.pdf" in said.err
    assert "No such file" not in said.err


def test_an_upgrade_says_so_where_the_record_was_not_there(door: Door) -> None:
    assert "up to date" in door.must("init", str(door.root), "--upgrade").out
    (door.root / "funds.sqlite").unlink()
    said = door.must("init", str(door.root), "--upgrade")
    assert "was not there" in said.out
    assert "funds restore" in said.out


def test_counts_read_well_for_one(door: Door) -> None:
    assert door.must("book").out.startswith("Funds: 1, records: 3, files written: ")
    path = door.root.parent / "b.tar"
    assert "(files: " in door.must("backup", str(path)).out
    assert call("programme", "check", str(CITY)).out.endswith("in order. Values: 28, documents: 2.\n")
