"""One file for several papers: what a file can prove of several entries, and where it proves nothing.

A file (known by its SHA-256) is one paper. Put under two kinds of one entry, or under two entries of which only one can
be meant, it proves neither. Some papers are of several entries by their nature; 会计基础工作规范（财政部令第98号）
第五十一条 lets a paper that concerns several vouchers lie with one and be named, or copied, at the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from funds.entry.names import invoice_key
from funds.entry.record import Evidence, Record

__all__ = ["BASIS", "ONE_PAPER", "SHARED", "Doubt", "doubtful", "doubts", "invoices_of"]

#: The clause on papers that concern several vouchers.
BASIS: Final = "会计基础工作规范（财政部令第98号）第五十一条"
#: The kinds that one file may be of several entries, each with the reason.
SHARED: Final[Mapping[str, str]] = {
    "bank-receipt": "一次付款可以付几张凭证的款",
    "lecture-fee-list": "一张领取表可以列几次授课、几名授课人",
    "plan": "一个方案可以有几项支出",
    "notice": "一个通知可以有几项支出",
    "approval": "一张审批单可以批几项支出",
    "sign-in": "一次活动可以有几项支出，签到表只有一份",
    "contract": "一份合同可以分期付款",
    "naming-document": "一个文件可以既命名又拨款",
    "payment-notice": "一个通知可以分期拨款",
}
#: The kinds that are often one document, so that it may go under either name with different entries.
ONE_PAPER: Final = (frozenset({"plan", "notice"}), frozenset({"naming-document", "payment-notice"}))

Invoices = Mapping[int, frozenset[tuple[str, str]]]


class Doubt(NamedTuple):
    """A file that proves nothing: its SHA-256, and each entry and kind that it was put under."""

    digest: str
    uses: tuple[tuple[int, str], ...]

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it was put under."""
        return tuple(dict.fromkeys(number for number, _kind in self.uses))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that it was put under."""
        return tuple(dict.fromkeys(kind for _number, kind in self.uses))


def doubts(files: Mapping[int, Sequence[Evidence]], invoices: Invoices) -> list[Doubt]:
    """Give the files that prove nothing, of the papers of each entry, in order of entry.

    `invoices` are the keys of the invoices that each entry bears: entries that bear one together are parts of one
    purchase, and may share its papers.
    """
    uses: dict[str, dict[tuple[int, str], None]] = {}
    for number, pieces in sorted(files.items()):
        for piece in pieces:
            uses.setdefault(piece.digest, {})[number, piece.kind] = None
    made = [Doubt(digest, tuple(each)) for digest, each in uses.items() if len(each) > 1]
    return [one for one in made if not _sound(one, invoices)]


def doubtful(files: Mapping[int, Sequence[Evidence]], invoices: Invoices) -> set[int]:
    """Give the entries of which a paper proves nothing."""
    return {number for one in doubts(files, invoices) for number in one.entries}


def invoices_of(records: Iterable[Record]) -> dict[int, frozenset[tuple[str, str]]]:
    """Give the keys of the invoices that each entry bears, those of later attachments too."""
    found: dict[int, set[tuple[str, str]]] = {}
    for record in records:
        number = record.refers if record.kind == "attach" else record.number
        found.setdefault(number, set()).update(
            invoice_key(one.code, one.number) for one in record.invoices if one.number
        )
    return {number: frozenset(keys) for number, keys in found.items()}


def _sound(one: Doubt, invoices: Invoices) -> bool:
    """Tell whether a file that was put under several kinds or entries may be all of them."""
    if len(one.entries) < len(one.uses):
        return False  # two kinds of one entry
    kinds = frozenset(one.kinds)
    if len(kinds) > 1:
        return any(kinds <= alike for alike in ONE_PAPER)
    common = frozenset.intersection(*(invoices.get(number, frozenset()) for number in one.entries))
    return bool(common) or kinds <= SHARED.keys()
