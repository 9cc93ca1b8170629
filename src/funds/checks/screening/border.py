"""Borders: forbidden words that are read only across the border of two others, or as part of a name.

Chinese is written without gaps: 大红 and 包边 make 红包, 回油 and 卡套 make 油卡, and 虾子镇 is a
place. Words that say outright what was done (聚餐, 慰问, 奖金) are never explained away so.
"""

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["goods_of", "is_act", "is_outright", "is_place", "named_in", "runs_on"]

#: Words which say that somebody ate, was treated, or was given something.
_ACT: Final = re.compile(
    "[餐饭宴席膳]|[吃喝请酬薪]|招待|接待|慰问|发放|奖[金励]|[津补]贴|补助|福利|工资|绩效|贺|节|礼|会费|款待|犒"
)
#: Words which say so whatever else the sentence holds.
_OUTRIGHT: Final = re.compile("聚餐|会餐|请客|请吃|吃饭|喝酒|下馆子|慰问[金品费]|发放奖|发奖金|发红包")
#: A place, plant or stone named after food or luck: 虾子镇, 福利屯, 腊肠树, 馒头柳.
_PLACE: Final = re.compile(
    r"子?[镇屯寨]|子?(?:[乡村桥]|站(?!岗)|口(?![味感服罩红香琴腔水]))|[树苗藤岩石砂](?![榴油花糖锅])"
)
#: What follows a word that stands by itself: how many, of whom, or what was done with it.
_LOOSE: Final = "一二两三四五六七八九十几半多若各每等和与及或的了给发送买费钱款票券卡共合计若另加、"
#: Goods so general that naming them again proves nothing.
_GENERAL: Final = frozenset(
    ("用品", "服务", "产品", "材料", "商品", "货物", "物品", "一批", "其他", "制品", "食品", "礼品", "费用", "耗材")
)
_RUN: Final = re.compile("[\u3400-\u9fff]{2,}")
#: How many characters at the end of a goods name are its head noun.
_HEAD: Final = 2


def is_act(word: str) -> bool:
    """Tell whether a word says that somebody ate or was given something, rather than naming a thing."""
    return _ACT.search(word) is not None


def is_outright(word: str) -> bool:
    """Tell whether a word says so outright, so that harmless goods beside it do not explain it."""
    return _OUTRIGHT.search(word) is not None


def is_place(text: str, end: int) -> bool:
    """Tell whether what follows at `end` makes the word before it part of a place, plant or stone."""
    return _PLACE.match(text, end) is not None


def runs_on(text: str, end: int) -> bool:
    """Tell whether a word that ends at `end` runs on into another, so that its border is in doubt."""
    return end < len(text) and text[end] not in _LOOSE and "\u3400" <= text[end] <= "\u9fff"


def goods_of(details: Iterable[str]) -> tuple[str, ...]:
    """Give the head nouns of the goods after the category, without those that may mean anything."""
    heads = (run[-_HEAD:] for detail in details for run in _RUN.findall(detail)[:1])
    return tuple(head for head in heads if head not in _GENERAL and not head.endswith("费"))


def named_in(goods: Iterable[str], text: str) -> bool:
    """Tell whether a text names one of these goods."""
    return any(head in text for head in goods)
