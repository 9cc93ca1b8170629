"""What can be wrong with a book: each fault by its code, with the sentence that tells it."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from funds.text import N_, _

__all__ = ["SENTENCES", "BookFault", "Fault", "told"]

#: The sentence of each fault, an English msgid filled from its facts.
SENTENCES: Final[dict[str, str]] = {
    "seal-broken": N_(
        "Record {number} of fund {fund} was changed after it was sealed: its date, amounts and texts no longer give its seal."
    ),
    "link-broken": N_("Record {number} of fund {fund} is not sealed onto the record before it."),
    "record-missing": N_("Fund {fund} lacks record {missing}: record {number} stands where it should."),
    "record-repeated": N_("Record {number} of fund {fund} stands in the book more than once."),
    "record-reordered": N_("Record {number} of fund {fund} stands out of its order, after record {after}."),
    "record-unreadable": N_("An entry of fund {fund}, record {number}, cannot be read as a record: {why}."),
    "tail-cut": N_("Fund {fund} ends with record {number}, but its sealed head is record {head}: the end is cut off."),
    "head-differs": N_("Record {number} of fund {fund} is not the one that the book's head names: its seal differs."),
    "beyond-head": N_("Fund {fund} goes on to record {number}, but its sealed head is record {head}."),
    "head-missing": N_("The opened file names no head for fund {fund}, so its end cannot be checked."),
    "fund-missing": N_("Fund {fund} is named with {head} records, but the book holds none of them."),
    "count-differs": N_("The book says {said} funds and records, but its heads name {counted}."),
    "line-of-other-fund": N_(
        "A line of record {number} of fund {fund} stands in an account of fund {other}: money was moved between funds."
    ),
    "file-of-other-fund": N_("Record {number} of fund {fund} stands in another file: {file}."),
    "account-differs": N_("A line of record {number} of fund {fund} stands under {found}, not under {wanted}."),
    "flag-differs": N_(
        "Record {number} of fund {fund} has the flag {found}, but it should be {wanted} (! waits for clearance)."
    ),
    "links-differ": N_("Record {number} of fund {fund} has a tag or a link that is not its own: {found}."),
    "not-balanced": N_(
        "Record {number} of fund {fund} does not balance: its debits exceed its credits by {difference} yuan."
    ),
    "lines-differ": N_("The lines of record {number} of fund {fund} are not those that its kind and amount make."),
    "verdict-differs": N_(
        "Record {number} of fund {fund} was sealed with the findings {sealed}; judged again it gives {found}."
    ),
    "field-differs": N_("Record {number} of fund {fund}: {fields} differ from what posting makes of the record."),
    "text-missing": N_("The text {text} that judged record {number} of fund {fund} does not lie beside the book."),
    "text-changed": N_(
        "The text {text} that judged record {number} of fund {fund} was changed: it no longer has its hash."
    ),
    "rules-unknown": N_(
        "Record {number} of fund {fund} says that edition {edition} of the checks judged it, but the newest known is {newest}."
    ),
    "foreign-entry": N_("This {what} is no record of any fund; a book holds nothing but records."),
    "checks-not-run": N_("The checks did not run, so nothing is known of this book: {why}."),
}


class Fault(NamedTuple):
    """One thing wrong with a book: its code, the place (Beancount metadata with file and line), its facts."""

    code: str
    source: Mapping[str, Any]
    facts: Mapping[str, object]


class BookFault(NamedTuple):
    """A fault as Beancount and Fava show errors."""

    source: Mapping[str, Any]
    message: str
    entry: None = None


def told(fault: Fault) -> BookFault:
    """Tell a fault in the reader's language, its code first."""
    sentence = _(SENTENCES[fault.code]).format_map(fault.facts)
    return BookFault(fault.source, f"{fault.code}: {sentence}")
