"""How findings are told: code, what was found, the amount, the clause, and what to do; numbers of persons are hidden."""

from collections.abc import Iterable, Iterator
from typing import Any

from funds.checks.judge import remedy, sentence
from funds.cli.masks import hidden
from funds.cli.table import shown
from funds.entry.record import Record, Verdict
from funds.money import yuan
from funds.text import N_, _

__all__ = ["as_object", "entry_of", "kind_name", "tell", "weighed"]

_SEVERITY = {"refuse": N_("refused"), "review": N_("review"), "note": N_("note")}
_KINDS = {
    "award": N_("award"),
    "amend": N_("amend"),
    "withdraw": N_("withdraw"),
    "disburse": N_("disburse"),
    "receive": N_("receive"),
    "receivable": N_("receivable"),
    "spend": N_("spend"),
    "refund": N_("refund"),
    "disallow": N_("disallow"),
    "recover": N_("recover"),
    "return": N_("return"),
    "reverse": N_("reverse"),
    "attach": N_("attach"),
    "clear": N_("clear"),
    "close": N_("close"),
    "reopen": N_("reopen"),
}


def kind_name(kind: str) -> str:
    """Give a kind of record in the reader's language."""
    return _(_KINDS[kind])


def entry_of(record: Record) -> int:
    """Give the number of the entry that the findings on a record are about: of papers that came later, the entry's."""
    return record.refers if record.kind == "attach" and record.refers else record.number


def weighed(findings: Iterable[Verdict]) -> list[Verdict]:
    """Give the findings to tell: where something is refused, no notes, for nothing was posted to add papers to."""
    told = list(findings)
    if any(finding.severity == "refuse" for finding in told):
        return [finding for finding in told if finding.severity != "note"]
    return told


def tell(findings: Iterable[Verdict], record: Record | None = None) -> Iterator[str]:
    """Yield the lines that tell each finding; the remedies speak of the record where it is given."""
    for finding in weighed(findings):
        yield f"  [{_(_SEVERITY[finding.severity])}] {finding.code}: {shown(hidden(sentence(finding)))}"
        if finding.severity != "note":
            yield "    " + _("amount: {yuan} yuan").format(yuan=yuan(finding.questioned))
        if finding.cite and finding.severity != "note":
            yield "    " + _("clause: {cite}").format(cite=shown(finding.cite))
        if how := _remedy(finding, record):
            yield "    " + _("remedy: {how}").format(how=shown(how))


def _remedy(finding: Verdict, record: Record | None) -> str:
    """Give the remedy; a command in it that speaks of FUND NUMBER in general speaks of this record."""
    if record is None or not record.fund or not record.number:
        return hidden(remedy(finding))
    return hidden(remedy(finding)).replace("FUND NUMBER", f"{record.fund} {entry_of(record)}")


def as_object(finding: Verdict, record: Record | None = None) -> dict[str, Any]:
    """Give a finding, on a record where it is given, as JSON has it: the amount in yuan as text."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "questioned": yuan(finding.questioned),
        "citation": finding.cite,
        "says": hidden(sentence(finding)),
        "remedy": _remedy(finding, record),
    }
