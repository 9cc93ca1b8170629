"""Who is paid: a firm, a person, several persons under one name (王文杰等2人), or whoever advanced the money."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from funds.reconcile.names import Relation, core, relation

__all__ = ["TAX", "Party", "advances", "colleagues", "is_person", "party", "stands", "takes_tax"]

_SEVERAL: Final = re.compile(r"(.{2,4}?)等(?:(\d{1,2}|[两二三四五六七八九十])[人名位].*)?")
#: Who is paid is told by what they are: so several persons, of whom none is named.
_COLLECTIVE: Final = re.compile(
    r"(?:外聘|外请|特聘|受聘|授课|主讲|任课|培训|参训|参赛|评审|各|各位|有关|相关)*"
    r"(?:教师|老师|讲师|教员|专家|评委|裁判|师傅|学员|选手|人员)(?:们)?(?:讲课费|授课费|课酬|劳务费|酬金|评审费)?"
    r"|讲课费|授课费|课酬|劳务费?|酬金|评审费|专家费"
)
_LISTED: Final = re.compile(r"[、,;/和及与]")
_COUNTED: Final = {sign: number for number, sign in enumerate("二三四五六七八九十", 2)} | {"两": 2}
#: The surnames of nearly all people; a name of two or three signs that begins with one is taken for a person's.
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭"
    "廖范汪陆金石戴贾韦夏邱方洪侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤温康施文牛樊葛邢安齐易乔伍"
    "庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻"
    "祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫"
)
_FIRM: Final = re.compile(r"[店厂社部行会司局院馆所站处坊城校场室]$|中心|公司|集团|科技|文化|图书|五金|电子|教育")
_LONGEST_PERSON: Final = 3
#: To a card or through the bank itself goes what somebody advanced.
_THROUGH: Final = re.compile(
    r"银行|信用卡|公务卡|备用金|报销|代发|批量|待清算|过渡"
    r"|支付宝|财付通|微信支付|银联|云闪付|拉卡拉|收钱吧|网银在线|京东支付|通联支付|易宝支付|快钱支付|随行付|翼支付|抖音支付"
)
_TAX: Final = re.compile(r"税务|待报解|国家金库|国库")


class Party(NamedTuple):
    """The core of a name; of how many persons it speaks (0: of several); whether another paid first."""

    core: str = ""
    persons: int = 1
    advanced: bool = False


@lru_cache(maxsize=65536)
def party(name: str, *, advanced: bool = False) -> Party:
    """Read a payee as the book or a row names it."""
    plain = re.sub(r"[\s()]", "", unicodedata.normalize("NFKC", name))
    found = _SEVERAL.fullmatch(plain)
    first, count = (found[1], _COUNTED.get(found[2]) or int(found[2] or 0)) if found else (name, 1)
    listed = _LISTED.split(plain)
    if len(listed) > 1 and all(is_person(one) for one in listed):
        first, count = listed[0], len(listed)
    if _COLLECTIVE.fullmatch(first):
        return Party("", 0 if count == 1 else count, advanced)
    return Party(core(first), count, advanced)


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
    if (one.core and not two.core and two.persons != 1) or (two.core and not one.core and one.persons != 1):
        return Relation.OTHER  # persons are paid, and no firm
    return plain


def advances(one: Party, two: Party) -> bool:
    """Tell whether one is a person and the other a firm, so that the one may have paid the other first."""
    persons = is_person(one.core) and one.persons == 1, is_person(two.core) and two.persons == 1
    return bool(one.core and two.core) and persons[0] != persons[1]


def colleagues(one: Party, two: Party) -> bool:
    """Tell whether both are persons, so that a voucher in the name of the one may pay the other with them."""
    return is_person(one.core) and is_person(two.core)


#: The tax office, to which goes what is held back from a fee.
TAX: Final = Party("国家税务总局")


def takes_tax(one: Party) -> bool:
    """Tell whether this is the tax office."""
    return bool(_TAX.search(one.core))


def _pays_tax(one: Party) -> bool:
    """Tell whether tax is held back from what is paid: it goes to the tax office, in a sum with the rest."""
    return one.persons != 1 or is_person(one.core)
