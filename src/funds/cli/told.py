"""How findings are told: code, what was found, the amount, the clause, and what to do."""

from collections.abc import Iterable, Iterator
from typing import Any

from funds.checks.judge import remedy, sentence
from funds.cli.table import shown
from funds.entry.record import Verdict
from funds.money import yuan
from funds.text import N_, _

__all__ = ["as_object", "kind_name", "tell"]

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


def tell(findings: Iterable[Verdict]) -> Iterator[str]:
    """Yield the lines that tell each finding."""
    for finding in findings:
        yield f"  [{_(_SEVERITY[finding.severity])}] {finding.code}: {shown(sentence(finding))}"
        if finding.severity != "note":
            yield "    " + _("amount: {yuan} yuan").format(yuan=yuan(finding.questioned))
        if finding.cite and finding.severity != "note":
            yield "    " + _("clause: {cite}").format(cite=shown(finding.cite))
        if how := remedy(finding):
            yield "    " + _("remedy: {how}").format(how=shown(how))


def as_object(finding: Verdict) -> dict[str, Any]:
    """Give a finding as JSON has it: the amount in yuan as text."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "questioned": yuan(finding.questioned),
        "citation": finding.cite,
        "says": sentence(finding),
        "remedy": remedy(finding),
    }
