"""Findings (问题): what a check found, as a value; and the refusal that posting raises from them."""

from collections.abc import Iterable, Sequence
from typing import Literal

from funds.entry.record import Verdict

__all__ = ["Finding", "Refused", "note", "refusals", "refuse", "review"]

#: A finding is sealed with its record as it was found.
Finding = Verdict


class Refused(Exception):  # noqa: N818  the word of the house: posting refuses
    """A record was not posted; nothing of it stands in the books. Holds every finding, not only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings, refusals first."""
        self.findings: Sequence[Finding] = sorted(findings, key=lambda f: f.severity != "refuse")
        super().__init__(", ".join(finding.code for finding in self.findings))


def _make(
    severity: Literal["refuse", "review", "note"], code: str, questioned: int, cite: str, facts: dict[str, object]
) -> Finding:
    told = {name: str(value) for name, value in facts.items()}
    return Finding(code=code, severity=severity, questioned=questioned, cite=cite, facts=told)


def refuse(code: str, questioned: int = 0, cite: str = "", **facts: object) -> Finding:
    """Make a finding that bars posting; `questioned` in fen."""
    return _make("refuse", code, questioned, cite, facts)


def review(code: str, questioned: int = 0, cite: str = "", **facts: object) -> Finding:
    """Make a finding that a second person must clear (待核); `questioned` in fen."""
    return _make("review", code, questioned, cite, facts)


def note(code: str, questioned: int = 0, cite: str = "", **facts: object) -> Finding:
    """Make a finding that is told and counted, and bars nothing; `questioned` in fen."""
    return _make("note", code, questioned, cite, facts)


def refusals(findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings that bar posting."""
    return [finding for finding in findings if finding.severity == "refuse"]
