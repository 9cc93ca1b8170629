"""Weighing: what payee, invoice item and words of a line amount to together.

A payee or an item that is forbidden decides on its own, whatever the memo says. Words of the memo
decide unless the supplier and the item are technical and the words name what is being studied,
made or tested. Whenever signs contradict each other, a person decides (review).
"""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from funds.checks.case import Hit
from funds.checks.screening.border import is_act, is_outright
from funds.checks.screening.tables import Sort

__all__ = ["NOTHING", "Line", "Sign", "Signs", "weigh"]

#: Payees that are persons, or accounts behind which any shop may stand.
_INWARD: Final = frozenset({"member", "claimant", "expert", ""})
#: Classes of personal goods and gifts, which a logo or a trade may explain.
_GOODS: Final = frozenset({"goods", "thing"})
#: Classes that explain why goods were bought: usual presents, a mark put on them.
_REASONS: Final = frozenset({"thing", "mark"})
#: Classes of items that name wares or work, not services of any kind.
_WARES: Final = frozenset({"trade", "ware"})
#: Classes that say outright that somebody ate or was paid.
_CORE: Final = frozenset({"meal", "pay"})
#: Classes that a person judges whoever supplies.
_ALWAYS: Final = frozenset({"hotel", "expert", "own"})
#: From so many goods and works named on, or one with a size, a type or more beside it, a memo is no evasion.
_SPECIFIC: Final = 2
_TYPE: Final = re.compile(r"[a-z0-9 、,]")
#: How the words for a payment to a person end.
_PAY_ENDINGS: Final = ("费", "金", "奖", "补", "贴", "津", "酬", "资", "钱", "奖励", "福利", "款", "礼", "包")


class Sign(NamedTuple):
    """A word that speaks: its class, the words themselves, and how they stand in the text.

    `bound`: followed in the same breath by a word that makes it a subject of study or work.
    `alone`: its part of the text ends with it, so that it names the thing itself.
    `within`: it runs on into other characters, so that it may be no word at all.
    """

    sort: Sort
    words: str
    bound: bool = False
    alone: bool = False
    within: bool = False


class Signs(NamedTuple):
    """What a text says: its signs, and whether anything in it names a subject of work.

    `study`: something is bought to be examined; `named`: how many goods and works it names.
    """

    signs: tuple[Sign, ...]
    topic: bool
    study: bool = False
    named: int = 0


NOTHING: Final = Signs((), topic=False)


class Line(NamedTuple):
    """A line read field by field; `payee`, `item` and `tax` are None where nothing is known of them.

    `written` is the memo in plain writing; `persons` the class of payments to persons,
    `unclear` that of lines which do not say enough; `same`: the memo names the goods of the invoice.
    """

    memo: Signs
    detail: Signs
    payee: Sign | None
    item: Sign | None
    tax: Sign | None
    written: str
    persons: Sort
    unclear: Sort
    same: bool = False

    @property
    def ordinary(self) -> bool:
        """Whether a technical supplier bills something that is neither forbidden nor for review."""
        return self.payee_is == "trade" and self.harmless_item

    @property
    def harmless_item(self) -> bool:
        """Whether the invoice item is known and neither forbidden nor for review."""
        return self.item is not None and self.item.sort.verdict == "none"

    @property
    def payee_is(self) -> str:
        """The class of the payee, empty where unknown."""
        return self.payee.sort.name if self.payee else ""

    @property
    def technical(self) -> int:
        """How many of payee and item speak for a technical purchase."""
        return (self.payee_is == "trade") + self.item_technical

    @property
    def item_technical(self) -> bool:
        """Whether the invoice item is a technical one."""
        return self.item is not None and self.item.sort.name == "trade"

    @property
    def plain_item(self) -> bool:
        """Whether the invoice item names harmless wares or work, and nothing else is written beside it."""
        if self.item is None or self.detail.signs or self.item.sort.verdict != "none":
            return False
        return self.item.sort.name in _WARES or self.detail.named > 0

    @property
    def settled(self) -> bool:
        """Whether memo and invoice name the same harmless goods."""
        return self.same and self.harmless_item and not self.detail.signs

    @property
    def studied(self) -> bool:
        """Whether the memo says that food was bought to be examined or worked on."""
        named = any(sign.sort.category == "meal" for sign in self.memo.signs)
        return self.memo.study or (self.memo.topic and named)

    @property
    def specific(self) -> bool:
        """Whether the memo names goods or works that nobody would make up."""
        named = self.memo.named
        return named >= _SPECIFIC or (named > 0 and _TYPE.search(self.written) is not None)

    @property
    def inward(self) -> bool:
        """Whether the money goes to a person or an own account."""
        return self.payee_is in _INWARD and (self.payee is not None or not self.written)


def weigh(line: Line) -> Hit | None:
    """Give the gravest thing that a line's signs amount to; None if there is nothing."""
    found = [*_from_item(line), *_from_payee(line)]
    for field, signs in (("memo", line.memo), ("item", line.detail)):
        found += [hit for sign in signs.signs if (hit := _from_word(line, field, sign))]
    if not any(hit.severity == "refuse" for hit in found):
        found += _from_silence(line)
    refused = [hit for hit in found if hit.severity == "refuse"]
    # food that is called a gift is a gift: its box says more than its category
    gifts = [hit for hit in refused if hit.field == "item" and hit.category == "bonus"]
    return next(iter([*gifts, *refused, *found]), None)


def _hit(field: str, sign: Sign, *, soften: bool = False) -> Hit:
    sort = sign.sort
    severity = "review" if soften or sort.verdict == "review" else "refuse"
    return Hit(sort.category, severity, sign.words, field, sort.basis, sort.clause)


def _from_item(line: Line) -> Iterable[Hit]:
    for field, sign in (("item", line.item), ("tax_code", line.tax)):
        if sign is None or sign.sort.verdict == "none":
            continue
        name, supplied = sign.sort.name, line.payee_is == "trade"
        if sign.sort.verdict == "review":
            if name in _ALWAYS or not (supplied or (name == "thing" and _parts(line))):
                yield _hit(field, sign)
        elif name != "goods":
            studied = line.memo.study if name != "meal" else False
            studied = studied or (name == "food" and (line.studied or (line.memo.topic and line.specific)))
            yield _hit(field, sign, soften=studied or (supplied and line.memo.topic))
        elif not (supplied or _parts(line)):
            yield _hit(field, sign, soften=_explained(line))


def _parts(line: Line) -> bool:
    """Tell whether an item of goods is billed as parts, tools or models of them."""
    return line.detail.named > 0 and not line.detail.signs


def _explained(line: Line) -> bool:
    """Tell whether the words say why goods were bought: work clothes, gifts with the studio's name."""
    signs = (*line.memo.signs, *line.detail.signs)
    return line.memo.topic or any(sign.sort.name in _REASONS for sign in signs)


def _from_payee(line: Line) -> Iterable[Hit]:
    sign = line.payee
    if sign is None or sign.sort.verdict == "none" or (sign.within and line.settled):
        return
    name, item = sign.sort.name, line.item.sort.name if line.item else ""
    if sign.sort.verdict == "refuse":
        goods = item in _GOODS and _explained(line)
        yield _hit("payee", sign, soften=line.item_technical or goods or line.memo.study or _in_doubt(line))
    elif name == "unknown":
        if line.item is None and line.tax is None and not line.specific:
            yield _hit("payee", sign)
    elif name == "thing":
        if not (line.harmless_item or (line.item is None and line.specific)):
            yield _hit("payee", sign)
    elif name in _ALWAYS or not (line.item_technical or line.memo.topic):
        yield _hit("payee", sign)


def _in_doubt(line: Line) -> bool:
    """Tell whether memo and item speak of something that a person must judge, against a forbidden payee."""
    asked = any(sign.sort.verdict == "review" for sign in (*line.memo.signs, *line.detail.signs))
    return asked and (line.memo.topic if line.item is None else line.item.sort.verdict != "refuse")


def _from_word(line: Line, field: str, sign: Sign) -> Hit | None:
    if sign.sort.verdict == "review":
        return _asked(line, field, sign)
    if sign.sort.strength == "weak":
        return _weak(line, field, sign)
    return _firm(line, field, sign)


def _across(line: Line, sign: Sign) -> bool:
    """Tell whether a noun runs on into other characters, beside goods named by memo and invoice."""
    return line.settled and sign.within and not is_act(sign.words)


def _firm(line: Line, field: str, sign: Sign) -> Hit | None:
    """Weigh a word that says what the money was for: a meal, a bonus, a fine."""
    if _across(line, sign):
        return None
    if line.inward:
        topic = line.memo.topic or line.detail.topic
        outside = line.payee_is == "expert" and sign.sort.category == "bonus"
        carried = line.memo.study and sign.sort.category == "other"
        return _hit(field, sign, soften=outside or carried or (line.item_technical and topic))
    if line.plain_item and not sign.alone and (line.memo.named or _subject(line, sign)):
        outright = is_outright(sign.words) and not sign.bound
        return _hit(field, sign, soften=line.technical > 0) if outright else None
    plain_item = line.ordinary and sign.sort.category != "other"
    if line.technical and (sign.bound or ((line.technical > 1 or plain_item) and not sign.alone)):
        return None
    appliance = sign.sort.category == "meal" and line.item is not None and line.item.sort.name == "thing"
    return _hit(
        field, sign, soften=line.technical > 0 or sign.bound or appliance or line.studied or _bundled(line, sign)
    )


def _subject(line: Line, sign: Sign) -> bool:
    """Tell whether a place, a service or a cost is only what technical goods are for."""
    return line.item_technical and sign.sort.name not in _CORE


def _bundled(line: Line, sign: Sign) -> bool:
    """Tell whether a meal is part of a conference or a stay that must be broken down."""
    return sign.sort.category == "meal" and line.harmless_item and _in_doubt(line)


def _weak(line: Line, field: str, sign: Sign) -> Hit | None:
    """Weigh the name of a thing, which may as well be what a machine handles."""
    if _across(line, sign):
        return None
    if line.inward:
        return None if line.item_technical else _hit(field, sign, soften=sign.bound)
    if sign.bound or line.item_technical or line.plain_item or (line.technical and (line.ordinary or line.memo.topic)):
        return None
    known = sign.sort.name in _GOODS and _explained(line)
    return _hit(field, sign, soften=line.technical > 0 or line.memo.topic or known)


def _asked(line: Line, field: str, sign: Sign) -> Hit | None:
    """Weigh a word that a person must judge; a technical purchase explains all but the bare word."""
    name = sign.sort.name
    if _across(line, sign):
        return None
    if name == "own":
        return None if line.item_technical and not sign.alone else _hit(field, sign)
    if sign.bound or (line.item_technical and not (sign.alone and name == "thing")):
        return None
    if name == "mark" and (line.technical or line.harmless_item):
        return None
    if line.technical and not sign.alone and name != "stay":
        return None
    if field == "item" and line.memo.topic and name == "ask":
        return None
    return _hit(field, sign)


def _from_silence(line: Line) -> Iterable[Hit]:
    """Money to own people of which nothing else is known.

    To a member: a payment to a person if it is called so, else for a person to judge. To whoever
    paid out, without an invoice item: unless the memo names what was worked on.
    """
    if line.payee_is == "member":
        paid = any(part.endswith(_PAY_ENDINGS) for part in line.written.replace(",", " ").split())
        yield _silent(line, line.persons, "refuse" if paid else "review")
    elif line.payee_is == "claimant" and line.item is None and line.tax is None and not line.memo.named:
        yield _silent(line, line.unclear, "review")


def _silent(line: Line, sort: Sort, severity: str) -> Hit:
    who = line.payee.words if line.payee else ""
    return Hit(sort.category, severity, who, "payee", sort.basis, sort.clause)
