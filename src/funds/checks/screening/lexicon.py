"""The lexicon of forbidden uses (筛查词库): read from its tables, kept by hash, asked line by line."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final, Self

import msgspec

from funds.checks.case import Hit
from funds.checks.screening.border import goods_of, is_place, named_in, runs_on
from funds.checks.screening.cover import Word, cover
from funds.checks.screening.finder import Finder, Found
from funds.checks.screening.plain import digits, plain
from funds.checks.screening.tables import FILES, LexiconError, Problem, Sort
from funds.checks.screening.weigh import NOTHING, Line, Sign, Signs, weigh
from funds.checks.screening.words import Words, gather
from funds.text import N_

__all__ = ["Lexicon"]

#: A category in asterisks and the goods after it, as e-invoices print them; several may follow.
_ITEM: Final = re.compile(r"\*([^*]+)\*([^*]*)")
#: A branch in brackets at the end of a shop's name.
_BRANCH: Final = re.compile(r"\([^()]*[店城路场区铺]\)$")
#: What ends a breath: a topic after it does not bind a word before it.
_PAUSE: Final = re.compile(r"[\s,;、。+/|]")
#: The title of a book or a play, which says nothing of what was bought.
_TITLE: Final = re.compile(r"《[^《》]*》")
_ASIDE: Final = re.compile(r"[\d\s.,()x×*个只套台件张把条份箱盒包瓶双付副批一二两三四五六七八九十几余元号数量]*")
#: Names of classes that only cover other words.
_SILENT: Final = frozenset({"harmless", "topic", "named", "study", "trade", "org", "ware"})
#: Classes that say what a word before them is the subject of, and those that name goods or work.
_TOPICS: Final = frozenset({"topic", "study"})
_NAMED: Final = frozenset({"topic", "study", "named"})
#: Classes whose short words stand in names of places and plants.
_NAMES: Final = frozenset({"food", "goods", "fun"})
_SHORT: Final = 2
#: Classes of a name that give way to any other.
_WEAKER: Final = frozenset({"org", "maker"})
#: How firms and offices call themselves; a name without any such ending says nothing.
_FIRM: Final = re.compile(
    r"(公司|集团|厂|局|院|所|站|协会|学会|大学|学校|中心|出版社|委员会|工作室|事务所|合作社|分部|总部)(\s|$)"
)
#: What a tradesman is called; with his trade before it, it does not make him a member.
_CRAFTSMAN: Final = "师傅"
#: How many payees, and how many items, are remembered between lines.
_REMEMBERED: Final = 16384


class Lexicon:
    """The lexicon: `text` is all its tables as one text, `hash` the SHA-256 of that.

    A record keeps the hash, so that a later lexicon never re-judges it.
    """

    def __init__(self, text: str, words: Words) -> None:
        """Build the finders of words; use `read` or `from_kept`."""
        self.text = text
        self.hash = hashlib.sha256(text.encode()).hexdigest()
        self._words = words
        self._memo = Finder(words.memo)
        self._payee = Finder(words.payee)
        self._payee_of = lru_cache(_REMEMBERED)(self._read_payee)
        self._item_of = lru_cache(_REMEMBERED)(self._read_item)
        self._taxed = lru_cache(_REMEMBERED)(self._tax_of)
        self._memo_of = lru_cache(_REMEMBERED)(self._read_memo)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the tables of a folder; raises LexiconError with every problem found."""
        texts: dict[str, str] = {}
        for name in FILES:
            path = folder / name
            try:
                texts[name] = path.read_text("utf-8-sig")
            except FileNotFoundError:
                continue
            except (OSError, UnicodeDecodeError) as error:
                said = N_("The table cannot be read ({error}). Save it as CSV in UTF-8.")
                raise LexiconError([Problem(str(path), 0, said, {"error": str(error)})]) from error
        return cls(msgspec.json.encode(texts, order="sorted").decode(), gather(texts))

    @classmethod
    def from_kept(cls, text: str) -> Self:
        """Make the lexicon from the text that a workspace or book kept, however old."""
        return cls(text, gather(msgspec.json.decode(text, type=dict[str, str]), kept=True))

    @property
    def size(self) -> int:
        """How many words it holds, in all fields."""
        words = self._words
        return len(words.memo) + len(words.payee) + len(words.item) + len(words.tax)

    def screen(self, memo: str, payee: str, item: str, tax_code: str = "") -> Hit | None:
        """Judge one line by its memo, payee, invoice item and tax code; None if nothing was found."""
        who = self._payee_of(payee) if payee else None
        what, detail, goods = self._item_of(item) if item else (None, NOTHING, ())
        tax = self._taxed(tax_code) if tax_code else None
        words, said = self._memo_of(memo)
        if not (said.signs or detail.signs or tax or _speaks(who) or _speaks(what)):
            return None
        sorts = self._words.sorts
        same = named_in(goods, words)
        return weigh(Line(said, detail, who, what, tax, words, sorts["pay"], sorts["ask"], same))

    def _read_memo(self, memo: str) -> tuple[str, Signs]:
        words = plain(memo, self._words.variants)
        return words, self._signs(words)

    def _signs(self, words: str) -> Signs:
        words = _untitled(words)
        found = list(self._memo.found(words))
        speaks, signs = _silently(found)
        if not speaks:
            return signs
        laid = cover(len(words), [(end + 1 - length, end + 1, sort) for end, (length, sort) in found])
        sorts = self._words.sorts
        heard = [word for word in laid if word.sort not in _SILENT and not _named_after(words, word)]
        topics = [word.start for word in laid if word.sort in _TOPICS]
        said = tuple([_sign(words, word, topics, sorts[word.sort]) for word in heard])
        return signs._replace(signs=said)

    def _read_payee(self, payee: str) -> Sign | None:
        name = _BRANCH.sub("", plain(payee, self._words.variants))
        found = [(end + 1 - length, end + 1, sort) for end, (length, sort) in self._payee.found(name)]
        laid = [word for word in cover(len(name), found) if _stands(name, word)]
        spoken = [word for word in laid if word.sort not in _WEAKER]
        chosen = _trade(name, laid, spoken)
        sorts = self._words.sorts
        if chosen is None:
            return None if _FIRM.search(name) else Sign(sorts["unknown"], payee)
        sort = "trade" if chosen.sort == "maker" else chosen.sort
        within = laid[-1].sort == "maker" and chosen.end <= laid[-1].start
        return Sign(sorts[sort], name[chosen.start : chosen.end], within=within)

    def _read_item(self, item: str) -> tuple[Sign | None, Signs, tuple[str, ...]]:
        words = plain(item, self._words.variants)
        parts = _ITEM.findall(words) or [("", words)]
        signs = [sign for short, _detail in parts if (sign := self._short(short.strip()))]
        details = [self._signs(f"{self._unlisted(short)} {detail}") for short, detail in parts]
        gravest = next((sign for sign in signs if sign.sort.verdict == "refuse"), signs[0] if signs else None)
        said = tuple(sign for detail in details for sign in detail.signs)
        topic, study = any(detail.topic for detail in details), any(detail.study for detail in details)
        goods = goods_of(detail for _short, detail in parts)
        return gravest, Signs(said, topic, study, sum(detail.named for detail in details)), goods

    def _unlisted(self, short: str) -> str:
        """Give a category that the table of items does not hold, so that its words are read."""
        return "" if short.strip() in self._words.item else short

    def _short(self, short: str) -> Sign | None:
        sort = self._words.item.get(short) or self._by_ending(short)
        return Sign(self._words.sorts[sort], f"*{short}*") if sort else None

    def _by_ending(self, short: str) -> str | None:
        """Judge a category that the table does not hold by its ending, the longest first, unless its words speak."""
        if not short or self._signs(short).signs:
            return None
        endings = (self._words.item.get("-" + short[start:]) for start in range(len(short) + 1))
        return next((sort for sort in endings if sort), None)

    def _tax_of(self, code: str) -> Sign | None:
        found = digits(code)
        for length in range(len(found), 0, -1):
            sort = self._words.tax.get(found[:length])
            if sort:
                return Sign(self._words.sorts[sort], code.strip())
        return None


def _speaks(sign: Sign | None) -> bool:
    """Tell whether a payee or an item may lead to a finding by itself."""
    return sign is not None and sign.sort.name not in _SILENT


def _stands(name: str, word: Word) -> bool:
    """Tell whether a word of a name counts: a single character (轩, 楼, 云) does only at the very end."""
    return word.end == len(name) or word.end - word.start > 1


def _trade(name: str, laid: list[Word], spoken: list[Word]) -> Word | None:
    """Choose the word that says what a payee is: the last that names a trade or a person.

    An outside person stays one whatever else is said of him; an association of staff is no member;
    who is called 师傅 after his trade is of that trade.
    """
    if len(spoken) > 1 and name[spoken[-1].start : spoken[-1].end] == _CRAFTSMAN and spoken[-2].sort != "member":
        spoken = spoken[:-1]
    outside = next((word for word in spoken if word.sort == "expert"), None)
    last = spoken[-1] if spoken else None
    if last is None or (last.sort == "member" and laid[-1].sort in _WEAKER):
        return next((word for word in laid if word.sort == "maker"), laid[-1]) if laid else None
    return outside if outside is not None and last.sort == "member" else last


def _untitled(words: str) -> str:
    """Take titles of books out of a text, unless it holds nothing else."""
    if "《" not in words:
        return words
    rest = _TITLE.sub("《》", words)
    return rest if rest.strip("《》 ,、。") else words


def _silently(found: list[Found]) -> tuple[bool, Signs]:
    """Tell whether any word found may speak, and what the silent ones say: subjects, goods and works."""
    speaks = topic = study = False
    named = reached = 0
    for end, (length, sort) in found:
        if sort == "harmless":
            continue
        if sort not in _NAMED:
            speaks = speaks or sort not in _SILENT
        elif length > 1:  # a single character (机, 器) binds what stands before it, but is no subject by itself
            topic = topic or sort in _TOPICS
            study = study or sort == "study"
            if end + 1 - length >= reached:
                named, reached = named + 1, end + 1
    return speaks, Signs((), topic, study, named)


def _named_after(words: str, word: Word) -> bool:
    """Tell whether a word for food or goods is only part of the name of a place, a plant or a stone."""
    named = word.sort in _NAMES or words.startswith("福利", word.start)
    return named and word.end - word.start <= _SHORT and is_place(words, word.end)


def _sign(words: str, word: Word, topics: list[int], sort: Sort) -> Sign:
    start, end, _sort = word
    length = len(words)
    pause = _PAUSE.search(words, end) if end < length else None
    reach = pause.start() if pause else length
    bound = bool(topics) and any(end <= topic < reach for topic in topics)
    alone = end == reach or _ASIDE.fullmatch(words, end, reach) is not None
    return Sign(sort, words[start:end], bound, alone, runs_on(words, end))
