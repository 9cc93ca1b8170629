"""Files put under several papers: of which they do not count, and what they prove instead, for the report to say.

What a file proves is the story's to tell (`funds.entry.proofs`); 会计基础工作规范（财政部令第98号）第五十一条 lets a paper
that concerns several vouchers lie with one and be named, or copied, at the others.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from funds.entry.record import Evidence
from funds.entry.story import Story

__all__ = ["BASIS", "Shared", "came", "shared_files"]

#: The clause on papers that concern several vouchers.
BASIS: Final = "会计基础工作规范（财政部令第98号）第五十一条"


class Shared(NamedTuple):
    """A file that does not count as some papers of an entry, and the kinds of what it is of which entry.

    `number` is 0 where it is free again: put under the entry once more it counts.
    """

    digest: str
    name: str
    entry: int
    kinds: tuple[str, ...]
    number: int
    held: tuple[str, ...]


def came(need: str, pieces: Iterable[Evidence]) -> bool:
    """Tell whether a file of one of the kinds that would do came."""
    kinds = need.split("|")
    return any(piece.kind in kinds for piece in pieces)


def shared_files(story: Story, lacking: Mapping[int, Collection[str]]) -> list[Shared]:
    """Give the files that came for papers which are lacking all the same; `lacking` names these by entry."""
    found: dict[tuple[int, str], Shared] = {}
    for entry, needs in sorted(lacking.items()):
        wanted = {kind for need in needs for kind in need.split("|")}
        for piece in story.proofs.papers(entry):
            if piece.kind in wanted:
                hold = None if story.proofs.counts(entry, piece) else story.proofs.held(piece.digest)
                known = found.get((entry, piece.digest))
                kinds = tuple(dict.fromkeys((*(known.kinds if known else ()), piece.kind)))
                number, held = (hold.number, hold.kinds) if hold else (0, ())
                found[entry, piece.digest] = Shared(piece.digest, piece.name, entry, kinds, number, held)
    return list(found.values())
