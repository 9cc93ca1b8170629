"""What a template offers in its drop-down lists: given by whoever has the template made."""

from typing import NamedTuple

__all__ = ["Offered", "Pick"]


class Pick(NamedTuple):
    """One line of a drop-down list: what the cell will say, what that is, and the clause it rests on."""

    value: str
    says: str = ""
    cite: str = ""


class Offered(NamedTuple):
    """The lists, each by the name that a column gives in `list_of`; an empty list is not offered.

    `funds` by code, `purposes` by name with the id beside it, `papers` by name, `programmes` by
    code, `tiers` by name. `scope` says in Chinese which funds or programme the template is for.
    """

    funds: tuple[Pick, ...] = ()
    purposes: tuple[Pick, ...] = ()
    papers: tuple[Pick, ...] = ()
    programmes: tuple[Pick, ...] = ()
    tiers: tuple[Pick, ...] = ()
    scope: str = ""

    def picks(self, name: str) -> tuple[Pick, ...]:
        """Give a list by its name."""
        found: tuple[Pick, ...] = getattr(self, name)
        return found
