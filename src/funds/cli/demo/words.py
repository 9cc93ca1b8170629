"""What the demonstration says between the commands, in the reader's language."""

from typing import Final

from funds.text import N_

__all__ = ["CHAPTERS", "REMARKS"]

#: The chapters of the story by their ids.
CHAPTERS: Final = {
    "law": N_("The rules of five programmes are installed; each value cites its clause."),
    "studios": N_("Two programmes grant no money; their studios are entered all the same."),
    "awards": N_("The unions name studios and grant each a sum; each award opens a fund of its own."),
    "money": N_("The upper union pays, and the money reaches the accounts of the units' unions."),
    "year-one": N_("The first year's vouchers, typed as an accountant types, with the mistakes that are made."),
    "review": N_("Some entries are posted, and wait until a second person decides."),
    "mistakes": N_("Nothing is edited: mistakes are undone in red, and what is forbidden is not posted."),
    "left-already": N_("Money that has left for a forbidden use is a claim on the unit until it is paid back."),
    "closing": N_("The year is closed; money paid out last year arrives."),
    "year-two": N_("The second year."),
    "removal": N_("A studio loses its title; what is left goes back."),
    "year-three": N_("The third spring, up to the day of the figures."),
    "reconcile": N_("The bank's statement and the studio's ledgers are held against the book."),
}

#: The remarks between the commands by their ids.
REMARKS: Final = {
    "no-money": N_("An award under a programme without money is refused:"),
    "above-tier": N_("35,000 yuan where the clause says 20,000 to 30,000:"),
    "wrong-account": N_("The money may only go to the union of the unit, never to the unit itself:"),
    "fixed-sum": N_("Liaoning grants 50,000 to each; the amount need not be typed, and no other is accepted:"),
    "left-open": N_("Ningxia's fourth class has no amount in the document; the clause that leaves it open is named:"),
    "once": N_("A second grant to the same studio:"),
    "before-receipt": N_("Spending before the money has come:"),
    "meal": N_("A meal, though entered as training:"),
    "hidden-meal": N_("A meal again: only the invoice gives it away:"),
    "duplicate": N_("An invoice that another studio has used already:"),
    "future": N_("A slip of the keys, 2032 for 2022; then as it should be:"),
    "class-open": N_("Equipment at the threshold, and no class of asset stated:"),
    "cash": N_("Cash above the unit's limit:"),
    "split": N_("Two orders from one shop within a week, together above the limit:"),
    "same-person": N_("The person who made an entry cannot clear it; a second person can:"),
    "rejected": N_("A review is rejected: the entry becomes a claim on the unit, in the same transaction:"),
    "typed-wrong": N_("5,420 typed for 4,520; undone in red, and recorded anew:"),
    "supplier-refund": N_("A supplier gives part of a price back:"),
    "bonus": N_("A bonus, and gift cards:"),
    "no-such-use": N_("A use that no programme knows:"),
    "overdrawn": N_("More than the fund holds:"),
    "owed": N_("At the year's end ten thousand yuan are on the way:"),
    "rush": N_("Much of a grant in the last days of December:"),
    "disallow": N_("A meal that was in truth paid: recorded as a claim, and paid back:"),
    "later-found": N_("Part of an entry found forbidden by the auditors later becomes a claim too:"),
    "partly-back": N_("Part of that claim is paid back:"),
    "decoy": N_("Medicinal food as a subject of research is no meal:"),
    "open-list": N_("A use that Jieyang's open list does not name; a second person decides:"),
    "papers-later": N_("An entry whose papers come later:"),
    "fitness": N_("Fitness cards, under a programme that does not mention them:"),
    "left-over": N_("A row was copied wrongly, and a payment is in no book:"),
    "nothing-left": N_("Both are put right; now both sides agree:"),
    "given-back": N_("Unspent money goes back to the granting union:"),
}
