"""Screening for forbidden uses: rates on lines kept unseen, single lines a finance officer knows, bad tables."""

import csv
import itertools
import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funds.checks.screening import Lexicon, LexiconError
from funds.checks.screening.cover import Word, cover
from funds.checks.screening.plain import plain
from funds.checks.screening.tables import FILES

ROOT = Path(__file__).parent.parent
TABLES = ROOT / "ledger" / "lexicon"
EXAMPLES = ROOT / "tests" / "screening"
LEXICON = Lexicon.read(TABLES)
FORBIDDEN = ("meal", "bonus", "other")


def verdict(memo: str, payee: str = "", item: str = "", tax_code: str = "") -> str:
    hit = LEXICON.screen(memo, payee, item, tax_code)
    return hit.severity if hit else "ok"


def counted(path: Path) -> dict[str, Counter[str]]:
    """Count verdicts by what was expected: forbidden, review or ok."""
    table: dict[str, Counter[str]] = {"forbidden": Counter(), "review": Counter(), "ok": Counter()}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kind = "forbidden" if row["label"] in FORBIDDEN else row["label"]
            table[kind][verdict(row["summary"], row["payee"], row["invoice_item"])] += 1
    return table


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_what_is_forbidden_is_caught_and_what_is_permitted_passes(path: Path) -> None:
    table = counted(path)
    forbidden, permitted = table["forbidden"], table["ok"]
    assert forbidden.total() > 100
    assert permitted.total() > 100
    assert forbidden["refuse"] + forbidden["review"] >= 0.97 * forbidden.total()
    assert permitted["refuse"] <= 0.01 * permitted.total()
    assert permitted["refuse"] + permitted["review"] <= 0.05 * permitted.total()
    assert table["review"]["review"] >= 0.8 * table["review"].total()


def test_the_examples_are_many_and_none_is_written_twice() -> None:
    lines = [line for path in EXAMPLES.glob("*.csv") for line in path.read_text("utf-8").splitlines()[1:]]
    assert len(lines) >= 1000
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize(
    ("memo", "payee", "item"),
    [
        ("增加餐车定位 样机", "星河电子", "*电子元件*模块"),
        ("获奖金相照片", "星河广告", "*广告服务*展板"),
        ("修补贴面 胶水", "城南建材", "*建筑材料*胶粘剂"),
        ("酒泉培训 火车票", "成员报销 王某", "*运输服务*客运服务"),
        ("门窗更换", "福满楼门窗店", "*建筑服务*安装"),
        ("办公桌面 木作", "金饭碗木业", ""),
    ],
)
def test_harmless_words_that_only_look_forbidden_pass(memo: str, payee: str, item: str) -> None:
    assert verdict(memo, payee, item) == "ok"


@pytest.mark.parametrize(
    "memo", ["用歺", "餐 费", "聚-餐", "招 待 费", "聚歺", "獎金", "聚\u200b餐", "ＫＴＶ", "聚 餐"]
)
def test_shorthand_and_pulled_apart_words_are_read(memo: str) -> None:
    assert verdict(memo, "经办人 王某") == "refuse"


def test_a_forbidden_payee_or_item_decides_whatever_the_memo_says() -> None:
    by_payee = LEXICON.screen("编程教材", "老李家常菜馆", "", "")
    by_item = LEXICON.screen("编程教材", "城南商贸", "*餐饮服务*餐费", "")
    assert by_payee is not None
    assert (by_payee.severity, by_payee.field) == ("refuse", "payee")
    assert by_item is not None
    assert (by_item.severity, by_item.field, by_item.words) == ("refuse", "item", "*餐饮服务*")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("3070401000000000000", "refuse"),
        ("6010000000000000000", "refuse"),
        ("1090120000000000000", "ok"),
        ("1030307010000000000", "refuse"),
    ],
)
def test_the_tax_code_alone_may_decide(code: str, expected: str) -> None:
    assert verdict("耗材", "城南商贸", "", code) == expected


def test_a_forbidden_supplier_with_a_technical_item_goes_to_a_person() -> None:
    assert verdict("继电器", "福临烟酒行", "*电子元件*继电器") == "review"


def test_own_members_are_paid_only_after_somebody_looked() -> None:
    assert verdict("里程碑费", "工作室全体成员") == "refuse"
    assert verdict("见附表", "工作室全体成员") == "review"


def test_each_hit_names_words_that_stand_in_the_field_and_a_document() -> None:
    hit = LEXICON.screen("设备投产 庆功宴", "经办人 王某", "", "")
    assert hit is not None
    assert hit.words == "庆功宴"
    assert (hit.category, hit.field) == ("meal", "memo")
    assert "32号" in hit.basis


def test_the_kept_text_gives_the_same_lexicon_and_hash() -> None:
    again = Lexicon.from_kept(LEXICON.text)
    assert again.hash == LEXICON.hash
    assert again.screen("聚餐", "经办人 王某", "") == LEXICON.screen("聚餐", "经办人 王某", "")


def test_it_holds_thousands_of_words_and_loads_at_once() -> None:
    assert LEXICON.size > 10_000
    start = time.process_time()
    Lexicon.read(TABLES)
    assert time.process_time() - start < 0.4  # ten times what it takes


def broken(folder: Path, name: str, change: str) -> LexiconError:
    for file in FILES:
        text = (TABLES / file).read_text("utf-8")
        (folder / file).write_text(text + (change if file == name else ""), "utf-8")
    with pytest.raises(LexiconError) as caught:
        Lexicon.read(folder)
    return caught.value


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("memo.csv", "snack,薯片卷\n", "snack"),
        ("memo.csv", "harmless,聚餐\n", "聚餐"),
        ("memo.csv", "meal,甲,乙,丙\n", "4"),
        ("variants.csv", "甲乙,丙,\n", "甲乙"),
        ("classes.csv", "new,forbid,meal,firm,meal,文,说明\n", "forbid"),
        ("classes.csv", "new,refuse,meal,firm,meal,,说明\n", "basis"),
    ],
)
def test_a_bad_table_is_told_with_file_line_and_remedy(tmp_path: Path, name: str, line: str, says: str) -> None:
    number = len((TABLES / name).read_text("utf-8").splitlines()) + 1
    error = broken(tmp_path, name, line)
    assert any((one.file, one.line) == (name, number) and says in str(one) for one in error.problems)


def test_every_problem_is_told_not_only_the_first(tmp_path: Path) -> None:
    error = broken(tmp_path, "memo.csv", "snack,甲\nsnack,乙\n")
    assert len(error.problems) == 2
    assert len(str(error).splitlines()) == 2


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"memo\.csv"):
        Lexicon.read(tmp_path)


def test_a_table_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "classes.csv").write_bytes("类".encode("gb18030"))
    with pytest.raises(LexiconError, match="UTF-8"):
        Lexicon.read(tmp_path)


def test_a_wrong_heading_and_an_absent_class_are_told(tmp_path: Path) -> None:
    for file in FILES:
        (tmp_path / file).write_text("words\n" if file == "classes.csv" else ",".join(FILES[file]) + "\n", "utf-8")
    with pytest.raises(LexiconError) as caught:
        Lexicon.read(tmp_path)
    assert {problem.file for problem in caught.value.problems} == {"classes.csv"}


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
@settings(max_examples=200)
def test_any_text_is_screened_without_error_and_always_alike(memo: str, payee: str, item: str, code: str) -> None:
    assert LEXICON.screen(memo, payee, item, code) == LEXICON.screen(memo, payee, item, code)


@given(
    st.text(alphabet="甲乙丙丁", max_size=8), st.sets(st.text(alphabet="甲乙丙丁", min_size=1, max_size=3), max_size=6)
)
@settings(max_examples=200)
def test_no_other_laying_of_words_covers_more(text: str, words: set[str]) -> None:
    found = [
        Word(start, start + len(word), word)
        for start in range(len(text))
        for word in sorted(words)
        if text.startswith(word, start)
    ]
    found.sort(key=lambda word: word.end)
    laid = cover(len(text), found)
    assert all(one.end <= other.start for one, other in itertools.pairwise(laid))
    assert sum(word.end - word.start for word in laid) == most(text, words)


def most(text: str, words: set[str]) -> int:
    """Try everything: the most characters that words without overlap can cover."""
    if not text:
        return 0
    return max(
        [
            most(text[1:], words),
            *(len(word) + most(text[len(word) :], words) for word in words if text.startswith(word)),
        ]
    )


def test_plain_writing_leaves_borders_between_whole_words() -> None:
    assert plain("获奖 金相", {}) == "获奖 金相"
    assert plain("餐 费", {}) == "餐费"
    assert plain("ＡＢ－１", {}) == "ab-1"


def test_a_lexicon_kept_before_a_table_or_class_was_known_can_still_be_read() -> None:
    texts = json.loads(LEXICON.text)
    del texts["common.csv"]
    texts["classes.csv"] = "".join(
        line for line in texts["classes.csv"].splitlines(keepends=True) if not line.startswith("named,")
    )
    old = Lexicon.from_kept(json.dumps(texts, ensure_ascii=False))
    hit = old.screen("聚餐", "", "", "")
    assert hit is not None
    assert hit.severity == "refuse"
