"""The workspace's policy: limits a unit sets for itself, and how it fills what a document leaves open."""

import msgspec

from funds.money import fen

__all__ = ["Policy"]


class Policy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The `[policy]` and `[settings]` of funds.toml; amounts in yuan as text.

    `meals` says how a necessary meal is judged where the programme itself does not forbid meals:
    ``refuse`` (the default) or ``review``; silence is not on offer. `combined_scan` says whether one
    file may be several papers of an entry: ``split`` (the default: it is to be split) or ``accept``. `settings` maps a programme's
    code to the values it leaves unstated.
    """

    meals: str = "refuse"
    cash_limit: str = "1000.00"
    contract_above: str = "10000.00"
    split_limit: str = "10000.00"
    split_days: int = 7
    rush_from: str = "12-20"
    rush_percent: int = 30
    combined_scan: str = "split"
    settings: dict[str, dict[str, str]] = {}

    @property
    def cash(self) -> int:
        """The sum in fen above which cash is reviewed."""
        return fen(self.cash_limit)

    @property
    def split(self) -> int:
        """The purchase limit in fen under which a purchase must not be cut up."""
        return fen(self.split_limit)
