"""`funds screen`: one line or a file, its formats and exit codes; and the check that posting runs."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from desks import a_spend, lawbook
from funds.checks.case import NOWHERE
from funds.checks.forbidden import screening
from funds.checks.judge import case_of
from funds.checks.screening import Lexicon
from funds.cli.screening.file import LinesError, lines_of
from funds.cli.screening.screen import screen
from funds.entry.record import Invoice, Record
from funds.entry.story import Story
from funds.finding import Finding
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.read import bind

LAID = Path(__file__).parent.parent / "ledger"
LEXICON = Lexicon.read(LAID / "lexicon")
HEAD = "summary,payee,invoice_item\n"


@pytest.fixture(autouse=True)
def _no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FUNDS_WORKSPACE", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")


def run(*args: str) -> Result:
    return CliRunner().invoke(screen, list(args))


def rows(result: Result) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(result.output)
    return told


def test_one_line_gives_a_list_of_one_with_the_strictest_clause() -> None:
    result = run("聚餐", "--payee", "经办人 王某", "--format", "json")
    assert result.exit_code == 1
    (told,) = rows(result)
    assert told["verdict"] == "refuse"
    assert told["category"] == "meal"
    assert told["reasons"] == ["memo: 聚餐 (接待餐费)"]
    assert "第十三条" in str(told["citation"])


def test_a_permitted_line_leaves_with_nothing_said() -> None:
    result = run("--memo", "示波器", "--payee", "星河仪器公司", "--item", "*仪器仪表*示波器", "--format", "json")
    assert result.exit_code == 0
    assert rows(result) == [{"verdict": "ok", "category": "", "reasons": [], "citation": ""}]


def test_the_programme_decides_which_clause_is_cited() -> None:
    told = rows(run("聚餐", "--programme", "liaoning-2022", "--format", "json"))
    assert "第十三条" not in str(told[0]["citation"])
    assert told[0]["verdict"] == "refuse"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_a_file_is_judged_in_its_order_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "lines.csv"
    text = "id,summary,payee,invoice_item,tax_code\n1,螺丝刀,城南五金,,\n2,聚餐,经办人 王某,,\n3,住宿费,丽都宾馆,*住宿服务*住宿费,\n4,耗材,城南商贸,,3070401000000000000\n"
    path.write_bytes(text.encode(encoding))
    result = run(str(path), "--format", "json")
    assert result.exit_code == 1
    assert [row["verdict"] for row in rows(result)] == ["ok", "refuse", "review", "refuse"]


def test_a_file_without_lines_gives_an_empty_list(tmp_path: Path) -> None:
    (tmp_path / "none.csv").write_text(HEAD, "utf-8")
    result = run("none.csv", "--format", "json")
    assert (result.exit_code, rows(result)) == (0, [])


def test_a_table_names_line_words_and_clause(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD + "聚餐,经办人 王某,\n", "utf-8")
    assert "聚餐" in run("a.csv").output
    assert "聚餐" in run("a.csv", "--format", "csv").output


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "summary"),
        (b"memo,payee\n", "invoice_item"),
        (HEAD.encode() + b"a,b\n", "line 2"),
        (HEAD.encode() + b'"a,b,c\n', "line"),
        (b"\xff\xff\xff\x00", "UTF-8"),
        (HEAD.encode() + b"a\0,b,c\n", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(LinesError, match=says):
        lines_of(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(LinesError, match=r"nowhere\.csv"):
        lines_of(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    "args", [(), ("聚餐", "--memo", "聚餐"), ("聚餐", "--programme", "nowhere-2020"), ("a.csv", "--payee", "某店")]
)
def test_wrong_usage_leaves_with_two(args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2


def test_a_very_long_memo_is_a_memo_and_no_path() -> None:
    assert run("聚餐" * 5000).exit_code == 1


def found(record: Record, book: Lawbook | None = None) -> list[Finding]:
    return list(screening(case_of(record, Story(), book or lawbook("jieyang-2022"), NOWHERE, LEXICON.screen)))


def test_a_dinner_of_a_jieyang_studio_is_refused_by_its_own_clause() -> None:
    (finding,) = found(a_spend("JY2022-001", 120_000, memo="评审会聚餐", payee="老李酒家"))
    assert (finding.code, finding.severity, finding.questioned) == ("forbidden-meal", "refuse", 120_000)
    assert "第十三条" in finding.cite
    assert finding.facts["words"]


def softened(code: str) -> Lawbook:
    own, general = ((LAID / "programmes" / f"{name}.toml").read_text("utf-8") for name in (code, "union-general"))
    return bind(own, general, Policy(meals="review"))


def test_a_meal_may_be_softened_only_where_the_programme_itself_is_silent() -> None:
    dinner = a_spend("X2022-001", 12_000, memo="工作餐", payee="经办人 王某")
    assert [finding.severity for finding in found(dinner, softened("liaoning-2022"))] == ["review"]
    assert [finding.severity for finding in found(dinner, softened("jieyang-2022"))] == ["refuse"]


def test_each_invoice_is_read_and_its_share_is_what_is_questioned() -> None:
    invoices = (
        Invoice(number="1", item="*印刷品*图书", share=60_000),
        Invoice(number="2", item="*餐饮服务*餐费", share=40_000),
        Invoice(number="3", item="*餐饮服务*餐费", share=1),
    )
    (finding,) = found(a_spend("JY2022-001", 100_001, memo="教材", payee="城南商贸", invoices=invoices))
    assert (finding.code, finding.questioned) == ("forbidden-meal", 40_001)


def test_what_a_person_must_judge_is_reviewed() -> None:
    (finding,) = found(a_spend("JY2022-001", 50_000, memo="讲课费", payee="教授 李某(校外)"))
    assert (finding.code, finding.severity) == ("needs-judgement", "review")


def test_a_plain_purchase_has_no_finding() -> None:
    assert found(a_spend("JY2022-001", 50_000)) == []


def test_where_no_prohibition_is_in_force_a_person_decides() -> None:
    book = lawbook("liaoning-2022")
    silent = book.on(a_spend("L", 1).date)._replace(prohibitions=())
    case = case_of(a_spend("L2022-001", 1, memo="聚餐", payee="经办人 王某"), Story(), book, NOWHERE, LEXICON.screen)
    (finding,) = screening(case._replace(law=silent))
    assert finding.severity == "review"
    assert "32号" in finding.cite


def test_the_finding_can_be_sealed_as_it_is() -> None:
    (finding,) = found(a_spend("JY2022-001", 1, memo="聚餐", payee="经办人 王某"))
    assert msgspec.json.decode(msgspec.json.encode(finding), type=Finding) == finding
