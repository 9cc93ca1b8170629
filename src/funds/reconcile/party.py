"""Who is paid: a firm, a person, several persons under one name (王文杰等2人), or whoever advanced the money."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from funds.reconcile.names import Relation, core, relation

__all__ = ["Party", "is_person", "party", "stands"]

_SEVERAL: Final = re.compile(r"(.{2,4}?)等(?:(\d{1,2}|[两二三四五六七八九十])[人名位].*)?")
_COUNTED: Final = {sign: number for number, sign in enumerate("二三四五六七八九十", 2)} | {"两": 2}
#: The surnames of nearly all people; a name of two or three signs that begins with one is taken for a person's.
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭"
    "廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤温康施文牛樊葛邢安齐易乔伍"
    "庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻"
    "祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫"
)
_FIRM: Final = re.compile(r"[店厂社部行会司局院馆所站处坊城校场室]$|中心|公司|集团|科技|文化|图书|五金|电子|教育")
_LONGEST_PERSON: Final = 3
#: To a card or through the bank itself goes what somebody advanced.
_THROUGH: Final = re.compile(r"银行|信用卡|公务卡|备用金|报销|代发|批量|待清算|过渡")
_TAX: Final = re.compile(r"税务|待报解|国家金库|国库")


class Party(NamedTuple):
    """The core of a name; of how many persons it speaks (0: of several); whether another paid first."""

    core: str = ""
    persons: int = 1
    advanced: bool = False


@lru_cache(maxsize=65536)
def party(name: str, *, advanced: bool = False) -> Party:
    """Read a payee as the book or a row names it."""
    found = _SEVERAL.fullmatch(re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", name)))
    if not found:
        return Party(core(name), 1, advanced)
    return Party(core(found[1]), _COUNTED.get(found[2]) or int(found[2] or 0), advanced)


@lru_cache(maxsize=65536)
def is_person(bare: str) -> bool:
    """Tell whether a core is the name of a person rather than of a firm."""
    return 1 < len(bare) <= _LONGEST_PERSON and bare[0] in _SURNAMES and not _FIRM.search(bare)


@lru_cache(maxsize=262144)
def stands(one: Party, two: Party) -> Relation:
    """Tell how two parties stand; a name that is not expected on the other side is as good as missing."""
    plain = relation(one.core, two.core)
    if one.advanced or two.advanced:
        paid = two.core if one.advanced else one.core
        expected = plain >= Relation.MISSING or is_person(paid) or _THROUGH.search(paid)
        return Relation.MISSING if expected else Relation.OTHER
    if _THROUGH.search(one.core) or _THROUGH.search(two.core):
        return max(plain, Relation.MISSING)
    if (_pays_tax(one) and _TAX.search(two.core)) or (_pays_tax(two) and _TAX.search(one.core)):
        return Relation.SLIP
    if (one.persons != 1 and is_person(two.core)) or (two.persons != 1 and is_person(one.core)):
        return max(plain, Relation.MISSING)
    return plain


def _pays_tax(one: Party) -> bool:
    """Tell whether tax is held back from what is paid: it goes to the tax office, in a sum with the rest."""
    return one.persons != 1 or is_person(one.core)
