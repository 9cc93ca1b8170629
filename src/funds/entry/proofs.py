"""What each file of a fund proves (附件的证明): one rule, which every check, figure and report asks.

A file, known by its SHA-256, is one paper:

- Of one entry it is one kind of paper, the first under which it came; but a plan is often the notice too (`ONE_PAPER`).
- Of several entries it is what may concern several vouchers (`SHARED`; 会计基础工作规范 第五十一条). Any other paper
  is that of the entry under which it came first, and of those that bear an invoice in common with it, for they are
  parts of one purchase. Who comes later does not get it, and the first loses nothing.
- It goes over to who comes later where the first was reversed, or has another file for all that this one proves
  there. So what was attached to the wrong entry is put right by attaching the right papers.

Where the policy lets a combined scan (合并扫描件) count as every paper that it is given as, the first sentence does
not hold; the record's finding says so, and is sealed with it.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Final, NamedTuple

from funds.entry.names import invoice_key
from funds.entry.record import Evidence, Record

__all__ = ["COMBINED", "ONE_PAPER", "SHARED", "Hold", "Proofs", "Weighed", "asks_papers"]

#: The fact of a finding that says a combined scan was let count as several papers.
COMBINED: Final = "combined"
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
#: The kinds that are often one document, so that it may go under either name.
ONE_PAPER: Final = (frozenset({"plan", "notice"}), frozenset({"naming-document", "payment-notice"}))

_ALIKE: Final[Mapping[str, frozenset[str]]] = {kind: pair for pair in ONE_PAPER for kind in pair}
_NONE: Final[frozenset[str]] = frozenset()
#: The events of which the evidence tables ask papers.
_EVENTS: Final = frozenset({"award", "disburse", "receive", "spend"})


def asks_papers(record: Record) -> bool:
    """Tell whether papers are asked of a record: of an event, and not of a retention paid out."""
    return record.kind in _EVENTS and not (record.kind == "spend" and record.refers)


class Hold(NamedTuple):
    """What a file proves: the entry that holds it, the kinds of paper it is there, and those it is of others too."""

    number: int
    kinds: tuple[str, ...]
    abroad: tuple[str, ...] = ()


class Weighed(NamedTuple):
    """The papers that a record brings: those that count, and what a person should be told.

    `uncounted` are those that do not, with what their file proves instead; `moved` those whose file proved something
    else before; `combined` those that count only because a combined scan may.
    """

    evidence: tuple[Evidence, ...]
    uncounted: tuple[tuple[Evidence, Hold], ...] = ()
    moved: tuple[tuple[Evidence, Hold], ...] = ()
    combined: tuple[Evidence, ...] = ()


class Proofs:
    """What the files of one fund prove so far."""

    __slots__ = ("_asked", "_first", "_fresh", "_gone", "_holds", "_later", "_records")

    def __init__(self) -> None:
        """Begin with no paper."""
        #: Every file, and the entry under which it came first; of those put in several places, what they prove.
        self._first: MutableMapping[str, int] = {}
        self._holds: MutableMapping[str, Hold] = {}
        #: What brought the first papers of each entry, and what brought more; and the entries that were reversed.
        self._records: MutableMapping[int, Record] = {}
        self._later: MutableMapping[int, tuple[Record, ...]] = {}
        self._gone: set[int] = set()
        #: The papers last asked about, and whether each was a file of its own.
        self._asked: tuple[Evidence, ...] | None = None
        self._fresh = True

    def fresh(self, record: Record) -> bool:
        """Tell whether every paper of a record is a file of its own, as nearly all are: then each counts."""
        if record.evidence is not self._asked:  # the checks ask, and then the story does
            digests = {piece.digest for piece in record.evidence}
            self._fresh = self._first.keys().isdisjoint(digests) and len(digests) == len(record.evidence)
            self._asked = record.evidence
        return self._fresh

    def take(self, record: Record, number: int) -> tuple[Evidence, ...]:
        """Take the papers that a record brings to an entry, and give those that count."""
        if not self.fresh(record):
            self._asked = None
            combine = any(COMBINED in finding.facts for finding in record.findings)
            return self._place(record, number, combine=combine).evidence
        self._asked = None
        for piece in record.evidence:
            self._first[piece.digest] = number
        self._bring(record, number)
        return record.evidence

    def leave(self, number: int) -> None:
        """Let an entry that was reversed hold its papers no more."""
        self._gone.add(number)

    def weigh(self, record: Record, number: int, *, combine: bool) -> Weighed:
        """Weigh the papers that a record would bring to an entry; nothing is remembered.

        `combine` lets one file be several kinds of paper of the entry.
        """
        if self.fresh(record):
            return Weighed(record.evidence)
        fork = Proofs()
        fork._first, fork._holds = ChainMap({}, self._first), ChainMap({}, self._holds)
        fork._records, fork._later = ChainMap({}, self._records), ChainMap({}, self._later)
        fork._gone = self._gone
        return fork._place(record, number, combine=combine)

    def held(self, digest: str) -> Hold | None:
        """Give what a file proves; None where it proves nothing: it never came, or its entry was reversed."""
        hold = self._holds.get(digest)
        if hold is None:
            first = self._first.get(digest)
            if first is None:
                return None
            hold = Hold(first, (next(piece.kind for piece in self.papers(first) if piece.digest == digest),))
        return None if hold.number in self._gone and not hold.abroad else hold

    def papers(self, number: int) -> list[Evidence]:
        """Give the papers of an entry, in the order in which they came."""
        return [piece for record in self._brought(number) for piece in record.evidence]

    def counts(self, number: int, piece: Evidence) -> bool:
        """Tell whether a paper of an entry proves what it was given as."""
        hold = self.held(piece.digest)
        if hold is None:
            return False
        alike = _alike(piece.kind, hold.kinds) or (number != hold.number and piece.kind in hold.abroad)
        return alike and self._shares(hold, number, piece.kind)

    def proven(self, number: int) -> set[str]:
        """Give the kinds of paper that an entry has."""
        return {piece.kind for piece in self.papers(number) if self.counts(number, piece)}

    def _place(self, record: Record, number: int, *, combine: bool) -> Weighed:
        """Place each paper where it counts, until no more can be."""
        self._bring(record, number)
        moved: list[tuple[Evidence, Hold]] = []
        combined: list[Evidence] = []
        left, size = list(record.evidence), -1
        while len(left) != size:
            size, waiting, left = len(left), left, []
            for piece in waiting:
                hold = self.held(piece.digest)
                if hold is None:
                    self._hold(piece, number)
                elif self.counts(number, piece):
                    self._widen(piece, number, hold)
                elif combine and self._shares(hold, number, piece.kind):
                    self._widen(piece, number, hold)
                    combined.append(piece)
                elif piece.kind not in self.proven(number) and self._spare(piece.digest, hold):
                    self._hold(piece, number)
                    moved.append((piece, hold))
                else:
                    left.append(piece)
        uncounted = tuple([(piece, hold) for piece in left if (hold := self.held(piece.digest))])
        counted = tuple([piece for piece in record.evidence if self.counts(number, piece)])
        return Weighed(counted, uncounted, tuple(moved), tuple(combined))

    def _hold(self, piece: Evidence, number: int) -> None:
        self._first.setdefault(piece.digest, number)
        self._holds[piece.digest] = Hold(number, (piece.kind,))

    def _widen(self, piece: Evidence, number: int, hold: Hold) -> None:
        if hold.number != number and piece.kind not in hold.abroad:
            self._holds[piece.digest] = hold._replace(abroad=(*hold.abroad, piece.kind))
        elif hold.number == number and piece.kind not in hold.kinds:
            self._holds[piece.digest] = hold._replace(kinds=(*hold.kinds, piece.kind))

    def _shares(self, hold: Hold, number: int, kind: str) -> bool:
        """Tell whether an entry may have a share in a file that is held."""
        return (
            hold.number == number
            or kind in SHARED
            or not self._invoices(number).isdisjoint(self._invoices(hold.number))
        )

    def _spare(self, digest: str, hold: Hold) -> bool:
        """Tell whether the entry that holds a file has another for all that this one proves."""
        others = {
            piece.kind
            for piece in self.papers(hold.number)
            if piece.digest != digest and self.counts(hold.number, piece)
        }
        return not hold.abroad and others.issuperset(hold.kinds)

    def _invoices(self, number: int) -> set[tuple[str, str]]:
        """Give the invoices that an entry bears; of those that came later, the ones it uses up a share of."""
        return {
            invoice_key(one.code, one.number)
            for record in self._brought(number)
            for one in record.invoices
            if one.number and (one.share or record.kind != "attach")
        }

    def _bring(self, record: Record, number: int) -> None:
        if number in self._records:
            self._later[number] = (*self._later.get(number, ()), record)
        else:
            self._records[number] = record

    def _brought(self, number: int) -> Iterator[Record]:
        if number in self._records:
            yield self._records[number]
            yield from self._later.get(number, ())


def _alike(kind: str, kinds: Sequence[str]) -> bool:
    return kind in kinds or not _ALIKE.get(kind, _NONE).isdisjoint(kinds)
