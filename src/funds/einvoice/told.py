"""The sentence and the remedy for everything that an invoice file may be wrong in."""

from collections.abc import Mapping
from typing import Final

from funds.einvoice.invoice import Problem
from funds.text import N_, _

__all__ = ["CODES", "NOTES", "field_name", "is_note", "remedy", "said", "sentence"]

_ASK: Final = N_("Ask the seller for the XML or OFD file anew, as the e-invoice platform gives it out.")
_CHECK: Final = N_("Check the number at the tax administration's site for checking invoices before you use it.")
_AS_IT_CAME: Final = N_(
    "Take the file as it came from the platform or the seller, not one that was opened and saved again."
)
_SMALLER: Final = N_("Give the invoices one by one, or in smaller zips.")
_NOTHING: Final = N_("Nothing needs to be done.")

#: Code of a problem: its sentence and its remedy.
_FILES: Final[Mapping[str, tuple[str, str]]] = {
    "cannot-open": (N_("The file cannot be opened: {error}."), N_("See that it exists, and that you may read it.")),
    "no-file": (N_("It is a folder or a device, not a file."), N_("Name the XML, OFD or zip file itself.")),
    "empty-file": (N_("The file is empty: it has no byte."), _AS_IT_CAME),
    "too-large": (N_("The file has {size}; the most is {most}."), _SMALLER),
    "no-invoice-file": (
        N_("The file ends in {ending}; by its first bytes it is {what}, which holds no invoice data that can be read."),
        N_("Name the XML or OFD file of the invoice, or a zip of them."),
    ),
    "no-known-file": (
        N_("The file ends in {ending}, but does not begin as XML, an OFD or a zip does, nor as a PDF or picture."),
        N_("Name the XML or OFD file of the invoice, or a zip of them."),
    ),
    "no-invoice-zip": (
        N_("The zip holds no electronic invoice: of its {count} files none is XML, OFD or a zip."),
        _ASK,
    ),
    "passed-over-unknown": (N_("Passed over: it does not begin as XML, an OFD or a zip does."), _NOTHING),
    "passed-over": (N_("Passed over: by its first bytes it is {what}, not XML, OFD or zip."), _NOTHING),
    "no-invoice-xml": (N_("The file is XML but no invoice: its first element is {root}."), _ASK),
    "wrong-ending": (N_("The file ends in .{ending}, but by its content it is {really}."), _AS_IT_CAME),
    "broken-file": (N_("The file is damaged or was cut short: it cannot be unpacked. {part}"), _AS_IT_CAME),
    "broken-xml": (N_("The XML is broken in row {row}, column {column}."), _AS_IT_CAME),
    "broken-part": (N_("The part {part} cannot be read ({why})."), _AS_IT_CAME),
    "dtd": (N_("The XML declares a document type or an entity, which no invoice does; such files can do harm."), _ASK),
    "encoding": (N_("The text cannot be decoded: it says that it is {said}."), _AS_IT_CAME),
    "encoding-claim": (N_("The text says that it is {said}, but it is {really}."), _AS_IT_CAME),
    "too-deep-xml": (N_("The XML has more than {elements} elements, or more than {depth} within each other."), _ASK),
    "bomb": (N_("The archive would unpack beyond measure ({what}: {read}; the most is {most})."), _SMALLER),
    "bad-part": (N_("The archive holds a part that may not be unpacked: {part}."), _ASK),
    "double-part": (N_("The archive holds the part {part} twice, so it is not certain what it says."), _ASK),
    "encrypted": (N_("The archive is locked with a password ({part})."), N_("Unpack it, and give the files in it.")),
    "too-deep": (N_("Zips stand in each other more than {most} deep."), N_("Unpack it, and give the files in it.")),
    "empty-zip": (N_("There is no file in the zip."), _ASK),
    "too-many": (N_("The file holds more than {most} invoices."), _SMALLER),
    "not-ofd": (N_("The file is packed like an OFD, but its entry is {root}."), _ASK),
    "ofd-no-data": (N_("The OFD holds no invoice data, and its page does not say which text is what."), _ASK),
    "too-much-memory": (N_("Reading was stopped: the file needs more memory than any invoice does."), _SMALLER),
    "too-much-time": (N_("Reading was stopped: the file takes more time than any invoice does."), _SMALLER),
    "stopped": (N_("Reading was stopped: the file brought the reading process to its end (status {status})."), _ASK),
}
_INVOICES: Final[Mapping[str, tuple[str, str]]] = {
    "schema-unknown": (
        N_("The layout with the first element {root} is not known; shown is what its names let us read."),
        N_("Compare it with the printed invoice, and type what is missing."),
    ),
    "lacking": (N_("The invoice does not say its {field}."), _ASK),
    "field-twice": (N_("The field {field} is there twice, and says: {read}."), _ASK),
    "bad-amount": (N_("The field {field} says {read!r}, which is no amount in yuan."), _ASK),
    "bad-day": (N_("The field {field} says {read!r}, which is no day."), _ASK),
    "number-shape": (
        N_("The number {number} has {digits} digits; a digital invoice has 20, an older one 8 and a code of 10 or 12."),
        _CHECK,
    ),
    "number-year": (N_("The number {number} does not begin with the year of its date, {date}."), _CHECK),
    "number-differs": (N_("The invoice's number is {number} in one place and {also} in another."), _CHECK),
    "red-flag": (N_("The invoice's mark for red or blue ({said}) does not go with the sign of its total."), _CHECK),
    "sum-net": (N_("The items come to {found} yuan without tax; the invoice says {said}."), _CHECK),
    "sum-tax": (N_("The items' tax comes to {found} yuan; the invoice says {said}."), _CHECK),
    "sum-total": (N_("Amount and tax come to {found} yuan; the invoice says {said}."), _CHECK),
    "sum-item": (N_("Item {item}: amount and tax come to {found} yuan; the item says {said}."), _CHECK),
    "item-astray": (
        N_("The item {item} does not stand where items belong, but below or beside them; it is read like the others."),
        _CHECK,
    ),
    "tax-code-shape": (N_("Item {item}: the tax code {code} does not have 19 digits."), _CHECK),
    "page-differs": (N_("The {field} is {data} in the data of the OFD, but {page} on its page."), _CHECK),
    "signature-empty": (N_("There is a place for a signature ({part}), but no signature in it."), _CHECK),
    "signature-broken": (N_("The signature names {part}, which is not there or is empty."), _CHECK),
    "signed-part-changed": (N_("The part {part} was changed after it was signed."), _ASK),
    "same-number": (N_("It has the number of {first}, but says something else."), _CHECK),
    "data-unsigned": (N_("The signature leaves out the part that holds the data, {part}."), _CHECK),
    "signature-absent": (N_("There is no signature in the file."), _CHECK),
    "from-page": (N_("The OFD holds no data; shown is what its page says."), _NOTHING),
    "wrapped": (N_("The invoice stands within another element, {root}."), _NOTHING),
    "again": (N_("It is the same invoice as {first}."), _NOTHING),
}
_TOLD: Final = {**_FILES, **_INVOICES}
#: Every code that there is.
CODES: Final = frozenset(_TOLD)
#: What only wants saying, and is no fault.
NOTES: Final = frozenset(
    {"passed-over", "passed-over-unknown", "data-unsigned", "signature-absent", "from-page", "wrapped", "again"}
)
_FIELDS: Final = {
    "number": N_("number"),
    "seller": N_("seller"),
    "buyer": N_("buyer"),
    "issued": N_("date of issue"),
    "total": N_("total with tax"),
}


def sentence(problem: Problem) -> str:
    """Say in the reader's language what was read and what is wrong; without the file's name."""
    return _(said(problem.code)[0]).format(**_places(problem)).strip()


def remedy(problem: Problem) -> str:
    """Say in the reader's language what to do."""
    return _(said(problem.code)[1]).format(**_places(problem))


def said(code: str) -> tuple[str, str]:
    """Give the sentence and the remedy of a code, as msgids."""
    return _TOLD[code]


def is_note(problem: Problem) -> bool:
    """Tell whether a problem only wants saying, and bars nothing."""
    return problem.code in NOTES


def field_name(field: str) -> str:
    """Give a field in the reader's language; the path of an element stays as the file has it."""
    return _(_FIELDS[field]) if field in _FIELDS else field


def _places(problem: Problem) -> dict[str, str]:
    facts = dict(problem.facts)
    if "field" in facts:
        facts["field"] = field_name(facts["field"])
    return facts
