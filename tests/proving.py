"""A fund of which papers are the point: posted through every check, in memory."""

import datetime as dt
import itertools

from desks import CHINA, PROGRAMMES, Silent, an_award, lawbook
from funds.checks.case import NOWHERE
from funds.checks.judge import prepare
from funds.entry.record import Evidence, Invoice, Record
from funds.entry.story import Story, advance
from funds.law.force import Lawbook
from funds.law.policy import Policy
from funds.law.read import bind
from funds.seal import head_of, sealed

FUND = "JY2022-001"
DAY = dt.date(2022, 11, 1)
LAW = lawbook("jieyang-2022")
TRAINING = ("bank-receipt", "sign-in", "photos", "approval", "invoice", "plan")


def bound(policy: Policy) -> Lawbook:
    """Bind the law of 揭阳 under a policy."""
    own, general = ((PROGRAMMES / f"{name}.toml").read_text("utf-8") for name in ("jieyang-2022", "union-general"))
    return bind(own, general, policy)


ACCEPTING = bound(Policy(combined_scan="accept"))


def piece(kind: str, file: str) -> Evidence:
    """Give a paper of a file."""
    return Evidence(kind=kind, digest=file, size=1, name=f"{file}.pdf")


def pieces(text: str) -> tuple[Evidence, ...]:
    """Read papers written ``kind=file kind=file``."""
    return tuple(piece(*one.split("=")) for one in text.split())


class Chain:
    """A fund on which entries and papers are posted through every check."""

    def __init__(self, law: Lawbook = LAW) -> None:
        """Name a fund, disburse and receive its money."""
        self.law, self.story, self.records = law, Story(), list[Record]()
        self.day = itertools.count()
        self.add(
            "award", amount=2_000_000, date=dt.date(2022, 10, 10), terms=an_award(1).terms, document="揭工总〔2022〕1号"
        )
        self.add("disburse", amount=2_000_000, date=dt.date(2022, 10, 20))
        self.add("receive", amount=2_000_000, date=dt.date(2022, 10, 25))

    def add(self, kind: str, papers: str = "", **change: object) -> Record:
        """Post a record."""
        facts = {
            "date": DAY + dt.timedelta(days=next(self.day)),
            "maker": "王会计",
            "fund": FUND,
            "kind": kind,
            **change,
        }
        posted = dt.datetime(2023, 6, 1, tzinfo=CHINA) + dt.timedelta(minutes=len(self.records))
        draft = Record(**facts, evidence=pieces(papers), posted=posted)  # type: ignore[arg-type]
        done = sealed(prepare(draft, self.story, self.law, NOWHERE, Silent()), head_of(self.story.last))
        advance(self.story, done)
        self.records.append(done)
        return done

    def spend(self, papers: str = "", invoice: str = "") -> int:
        """Post a training of 10.00 yuan and give its number."""
        bears = (Invoice(number=invoice, share=1000),) if invoice else ()
        return self.add(
            "spend",
            papers,
            amount=1000,
            purpose="training",
            payee="新华书店",
            memo="学费",
            asset="none",
            invoices=bears,
        ).number

    def attach(self, number: int, papers: str) -> list[str]:
        """Attach papers and give what was found."""
        return [finding.code for finding in self.add("attach", papers, refers=number).findings]

    def has(self, number: int) -> set[str]:
        """Give the kinds of paper that count of an entry."""
        return self.story.proofs.proven(number)
