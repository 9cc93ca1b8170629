"""Names of suppliers and payers, made comparable: the core without legal form and branch; how two cores stand."""

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from typing import Final

from funds.entry.names import fold

__all__ = ["Relation", "core", "likeness", "relation", "slipped"]

#: What a bracket may hold that does not tell firms apart: a branch or a legal form. A place in a bracket does.
_BRANCH: Final = re.compile(
    r"\([^()]*(?:分公司|分店|门店|分部|分行|支行|营业部|营业厅|专柜|个体工商户|个体户|有限合伙|普通合伙)\)"
)
#: A branch written behind the firm's own name.
_BEHIND: Final = re.compile(r"(.*公司)(?!$).{0,12}?(?:分公司|分店|门店|分部|营业部|营业厅|经营部)")
_FORMS: Final = (
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "责任公司",
    "集团公司",
    "公司",
    "集团",
    "个体工商户",
    "个体户",
)
#: 揭阳市榕城区 and 揭阳榕城 are one place.
_PLACE: Final = re.compile(r"([^省市区县]{2,3})[省市区县](?=..)")
_SHORTEST: Final = 2
#: In a shorter name a single sign is too much of it for a slip.
_SLIPS_FROM: Final = 4


class Relation(IntEnum):
    """How two names stand to each other; only SAME is ever evidence, the rest rank or bar."""

    OTHER = 0
    #: One sign wrong, too many or too few: no evidence, but no contradiction either.
    SLIP = 1
    MISSING = 2
    AKIN = 3
    SAME = 4


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """Give what tells a firm from another: NFKC, no spaces, punctuation, legal form or branch."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).replace("[", "(").replace("]", ")")
    bare = fold(_BRANCH.sub("", plain.replace("〔", "(").replace("〕", ")")))
    behind = _BEHIND.fullmatch(bare)
    bare = behind[1] if behind else bare
    for form in _FORMS:
        if bare.endswith(form) and len(bare) - len(form) >= _SHORTEST:
            bare = bare[: -len(form)]
    return _placed(bare)


def _placed(bare: str) -> str:
    """Leave out 省, 市, 区 and 县 behind the places that a name begins with."""
    at, places = 0, ""
    while at < len(bare) and (found := _PLACE.match(bare, at)):
        at, places = found.end(), places + found[1]
    return places + bare[at:]


def relation(one: str, two: str) -> Relation:
    """Tell how two cores stand: the same, one within the other, one missing, a sign apart, or of others."""
    if not one or not two:
        return Relation.MISSING
    if one == two:
        return Relation.SAME
    short, long = (one, two) if len(one) <= len(two) else (two, one)
    if len(short) >= _SHORTEST and short in long:
        return Relation.AKIN
    return Relation.SLIP if slipped(short, long) else Relation.OTHER


def slipped(short: str, long: str) -> bool:
    """Tell whether two texts, the shorter first, are one slip of the hand apart, and long enough for one."""
    if len(short) < _SLIPS_FROM or len(long) - len(short) > 1:
        return False
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    # the last sign tells a 店 from a 厂
    return swapped or (at + 1 < len(short) and short[at + 1 :] == long[at + 1 :])


@lru_cache(maxsize=65536)
def likeness(one: str, two: str) -> int:
    """Give how alike two cores are, 0 to 100, by shared pairs of signs; it ranks candidates and accepts none."""
    ones, twos = _pairs(one), _pairs(two)
    return 200 * len(ones & twos) // (len(ones) + len(twos)) if ones and twos else 0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
