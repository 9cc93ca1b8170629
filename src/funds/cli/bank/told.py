"""What is typed and told of bank accounts everywhere: their numbers, the names of marks, and gaps."""

import re
import unicodedata
from typing import Any, Final

import click

from funds.money import yuan
from funds.text import N_, _

__all__ = ["KINDS", "number_of", "told_gap"]

#: What a line may be marked as, and that it is out of account.
KINDS: Final = {
    "interest": N_("interest"),
    "fee": N_("bank fee"),
    "other": N_("not a fund's"),
    "none": N_("mark taken back"),
    "void": N_("out of account"),
}
_NUMBER: Final = re.compile(r"[0-9A-Z]{6,40}")
_SHOWN: Final = 60


def number_of(typed: str) -> str:
    """Give an account's number as it is kept: 6 to 40 letters and digits. Raises UsageError."""
    bare = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).upper()
    if not _NUMBER.fullmatch(bare):
        read = typed if len(typed) <= _SHOWN else f"{typed[:_SHOWN]}…"
        what = _(
            "{read!r} is no whole number of an account: 6 to 40 letters and digits, with spaces or dashes at most."
        )
        raise click.UsageError(what.format(read=read))
    return bare


def told_gap(gap: Any) -> str:
    """Say in a sentence where a statement is missing."""
    what = _(
        "Gap: line {before} of {day} leaves {stood} yuan, line {after} of {next} begins with {opening} yuan: "
        "{amount} yuan moved between them; a statement is missing there."
    )
    facts = {"before": gap.before.seq, "day": gap.before.date, "after": gap.after.seq, "next": gap.after.date}
    return what.format(stood=yuan(gap.stood), opening=yuan(gap.after.opening), amount=yuan(gap.fen), **facts)
