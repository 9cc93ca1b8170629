"""Words read across the border of two others, names of places and plants, and what still refuses beside them."""

from pathlib import Path

import pytest

from funds.checks.screening import Lexicon
from funds.checks.screening.border import goods_of, is_act, is_place, named_in, runs_on

LEXICON = Lexicon.read(Path(__file__).parent.parent / "ledger" / "lexicon")


def verdict(memo: str, payee: str = "", item: str = "") -> str:
    hit = LEXICON.screen(memo, payee, item, "")
    return hit.severity if hit else "ok"


@pytest.mark.parametrize(
    ("memo", "payee", "item"),
    [
        ("牛肉干燥剂包装垫块", "恒远商行", "*塑料制品*垫块"),
        ("福利屯机务段老照片扫描", "光影冲印", ""),
        ("虾子镇换流站跟班 汽车票", "垫付人 冉某", ""),
        ("腊肠树修剪示范", "漳浦苗木合作社", "*苗木*乔木"),
        ("储气罐", "华美容器厂", "*压力容器*储气罐"),
        ("法兰盘 8只", "福美容积泵制造厂", "*泵*法兰盘"),
    ],
)
def test_a_noun_that_is_no_word_of_its_own_passes(memo: str, payee: str, item: str) -> None:
    assert verdict(memo, payee, item) == "ok"


@pytest.mark.parametrize(
    ("memo", "payee", "item"),
    [
        ("聚餐后买地垫", "恒远商行", "*塑料制品*地垫"),
        ("慰问金 地垫", "恒远商行", "*塑料制品*地垫"),
        ("福利地垫发放奖金", "恒远商行", "*塑料制品*地垫"),
        ("地垫", "华美容美发店", "*塑料制品*地垫"),
        ("奖金", "福利屯机械厂", ""),
    ],
)
def test_what_was_done_is_never_explained_away_by_the_goods(memo: str, payee: str, item: str) -> None:
    assert verdict(memo, payee, item) != "ok"


@pytest.mark.parametrize(
    "memo", ["打边炉 过关", "夜老饭 四个人", "呷饭钱", "噶酒 两桌", "食茶 师傅", "下馆子", "刨猪汤"]
)
def test_a_meal_is_a_meal_in_every_dialect(memo: str) -> None:
    assert verdict(memo, "垫付人 王某") == "refuse"


@pytest.mark.parametrize(
    ("memo", "payee", "item"),
    [
        ("大米 色选机试料", "粮站", "*谷物加工品*大米"),
        ("白酒 灌装线试漏", "洋河零售部", "*酒*白酒"),
        ("桶装水 20桶", "山泉水站", "*水冰雪*饮用水"),
        ("油费 拉样机去现场", "垫付人 冉某", "*成品油*柴油"),
        ("物联卡 流量年包", "移动营业厅", "*电信服务*流量费"),
        ("U盘 参观者人手一个", "普宁数码批发", "*计算机配套产品*U盘"),
    ],
)
def test_what_may_be_needed_goes_to_a_person(memo: str, payee: str, item: str) -> None:
    assert verdict(memo, payee, item) == "review"


def test_places_plants_and_stones_are_known_by_what_follows() -> None:
    assert is_place("虾子镇", 1)
    assert is_place("福利屯", 2)
    assert is_place("腊肠树", 2)
    assert not is_place("奶茶站岗", 2)
    assert not is_place("西瓜口味", 2)


def test_a_word_runs_on_unless_a_number_or_an_end_follows() -> None:
    assert runs_on("红包边", 2)
    assert not runs_on("红包两个", 2)
    assert not runs_on("红包 边", 2)
    assert not runs_on("红包", 2)


def test_only_particular_goods_prove_that_memo_and_invoice_agree() -> None:
    assert goods_of(["防滑地垫 3块", "用品", "服务费"]) == ("地垫",)
    assert named_in(("地垫",), "大红包边地垫")
    assert not named_in((), "大红包边地垫")


def test_acts_are_told_from_things() -> None:
    assert is_act("聚餐")
    assert is_act("慰问金")
    assert not is_act("瓜子")
