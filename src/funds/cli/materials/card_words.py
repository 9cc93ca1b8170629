"""What was found on asset cards (资产卡片), in the reader's words: a title, a sentence, and what to do."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from funds.cli.materials.fields import columns_of
from funds.money import yuan
from funds.statements.materials import hidden_in
from funds.text import N_, _

__all__ = ["finding_of", "told"]

#: Of each finding a title, the sentence and the remedy.
_SAYS: Final[Mapping[str, tuple[str, str, str]]] = {
    "card-not-booked": (
        N_("not on the account"),
        N_("{fund}: {name} stands in the equipment ledger with {amount} yuan, and no entry of the fund put it on account {account}."),
        N_("Tie the row to its entry by invoice or voucher number, or record the purchase; what the unit's administration gave has another source of money."),
    ),
    "card-not-listed": (
        N_("not in the equipment ledger"),
        N_("{card} {name}: account {account} holds {amount} yuan, and the equipment ledger has no row of it."),
        N_("Enter it: funds material add equipment {fund} --field …, with the invoice or voucher number of entry {entry}."),
    ),
    "card-unregistered": (
        N_("not registered as an asset"),
        N_("{fund}: {name} at {piece} yuan a piece reaches the standard of {limit}, and nothing of it stands on account {account}."),
        N_("Reverse its entry and record it again with --asset; or write in its row which class it is, or who else paid."),
    ),
    "card-otherwise": (
        N_("the ledger says otherwise"),
        N_("{card} {name}: account {account} holds {amount} yuan, and of the same thing the equipment ledger says: {said}."),
        N_("Correct the row with --replaces, or reverse the entry and record it again with the right --asset."),
    ),
    "card-no-class": (
        N_("class not stated"),
        N_("{card} {name}: the equipment ledger does not state its class; account {account} holds {amount} yuan."),
        N_("Add 资产类别: funds material add equipment {fund} --replaces NUMBER."),
    ),
    "card-differs": (
        N_("amounts differ"),
        N_("{card} {name}: account {account} holds {booked} yuan, the equipment ledger says {listed}: {amount} yuan apart."),
        N_("Correct the row with --replaces, or the entry with reverse or refund."),
    ),
    "card-no-keeper": (
        N_("no place or keeper"),
        N_("{card} {name}: where it stands or who keeps it is not written."),
        N_("Add 存放地点 and 保管人: funds material add equipment {fund} --replaces NUMBER."),
    ),
    "card-not-counted": (
        N_("not counted for a year"),
        N_("{card} {name}: not counted for more than a year (last: {counted})."),
        N_("Count it, and add 盘点日期: funds material add equipment {fund} --replaces NUMBER."),
    ),
    "card-disposed": (
        N_("disposed of, still on the account"),
        N_("{card} {name}: disposed of on {day} ({pieces}), and account {account} still holds {amount} yuan of it."),
        N_("The union's own books take it off (借 30104 贷 162) by the approval; this ledger of the grant goes on to show what it was spent on."),
    ),
    "card-number-twice": (
        N_("card number used twice"),
        N_("{name}: the card number {said} stands in several rows of the equipment ledger ({rows}); {amount} yuan may be listed twice."),
        N_("One card is of one thing: withdraw the row that is a repetition (funds material add equipment {fund} --withdraws NUMBER), or give it its own number with --replaces."),
    ),
}  # fmt: skip


def told(finding: Mapping[str, str]) -> Iterable[str]:
    """Yield the lines that tell a finding."""
    yield f"[{finding['code']}] {finding['says']}"
    yield "    " + _("clause: {cite}").format(cite=finding["citation"])
    yield "    " + _("remedy: {how}").format(how=finding["remedy"])


def finding_of(found: Any) -> dict[str, str]:
    """Tell a finding on a card: its code, title, sentence, remedy, clause and amount in yuan."""
    title, says, remedy = _SAYS[found.code]
    facts = {**found.facts, "amount": yuan(found.questioned), "name": hidden_in(found.facts["name"])}
    if found.code == "card-otherwise":
        facts["said"] = "、".join(map(_word, facts["said"].split(",")))
    return {
        "fund": found.facts["fund"],
        "code": found.code,
        "title": _(title),
        "severity": found.severity,
        "questioned": yuan(found.questioned),
        "citation": found.cite,
        "says": _(says).format(**facts),
        "remedy": _(remedy).format(**facts),
    }


def _word(said: str) -> str:
    """Name what a row says as its sheet does: 资产类别 非固定资产."""
    key, _colon, value = said.partition(":")
    column = columns_of("equipment")[key]
    words = (choice.names[0] for choice in column.choices if choice.value == value)
    return f"{column.header} {next(words, value)}"
