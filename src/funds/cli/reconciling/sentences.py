"""What to do about each class of what is left over; where a command would do it, the command as it is to be typed."""

import shlex
from collections.abc import Mapping
from typing import Final

from funds.money import yuan
from funds.statements.bank import BankLine
from funds.statements.materials import hidden_in
from funds.text import N_, _

__all__ = ["offers", "remedies"]

_ENTRY: Final[Mapping[str, str]] = {
    "no-material": N_(
        "Enter the row in its ledger (funds material add, funds import materials), or attach its papers."
    ),
    "no-bank-line": N_("Paid, and not yet on the statement? Bring in the next one. Never paid: funds reverse."),
}
_ROW: Final[Mapping[str, str]] = {
    "no-spending": N_("Record the spending, or correct the row: funds material add … --replaces NUMBER."),
}
_LINE: Final[Mapping[str, str]] = {
    "no-entry": N_("What passed the bank and is not in the book is recorded, or set apart as other money:"),
    "other-money": N_(
        "A dedicated account (专户) holds nothing but grants: have the money moved out, or declare the account shared."
    ),
}
_BOTH: Final[Mapping[str, str]] = {
    "amount-differs": N_("One of the two is wrong: reverse the entry and record it anew, or correct the row."),
    "outside-window": N_("If they are the same: funds match, with the reason."),
    "document-twice": N_(
        "One document proves one payment: reverse the entry that is one too many, or share the invoice."
    ),
    "stated-twice": N_(
        "Let one row state the amount, and correct the other to state none: funds material add … --replaces NUMBER."
    ),
    "over-cap": N_("Too many of one amount for the program to choose: say which belong together with funds match."),
    "ambiguous": N_(
        "Say which belong together: funds match FUND --entry NUMBER --material ID (or --bank ID) --reason …"
    ),
}


def remedies(side: str, classes: list[str]) -> list[str]:
    """Say what to do about the classes found among entries (`entry`), rows (`row`) or lines (`line`), each once."""
    own = {"entry": _ENTRY, "row": _ROW, "line": _LINE}[side]
    return [_(text) for cls in dict.fromkeys(classes) if (text := own.get(cls) or _BOTH.get(cls))]


def offers(fund: str, line: BankLine) -> list[str]:
    """Give the commands that would record a line which no entry stands for.

    What left the account was spent, or went for something forbidden; what came in was received, given back or repaid.
    """
    amount, day = yuan(abs(line.fen)), line.date
    rest = f"{fund} {amount} --date {day}"
    who = f" --payee {shlex.quote(hidden_in(line.counterparty))}" if line.counterparty else ""
    memo = f" --memo {shlex.quote(hidden_in(line.text))}" if line.text else ""
    other = f"funds account mark {line.account} {line.seq} --as other --reason …"
    if line.fen < 0:
        return [f"funds spend {rest} --purpose …{who}{memo}", f"funds disallow {rest}{who}{memo}", other]
    return [f"funds receive {rest}", f"funds refund {rest}{who}", other]
