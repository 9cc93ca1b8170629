"""A programme (资助项目): the rules of one grant scheme as values, read from its file."""

from typing import Literal

import msgspec

from funds.law.material import (
    Assessment,
    Calendar,
    Eligibility,
    EvidenceNeed,
    Form,
    Indicator,
    Ledger,
    Paper,
    Personal,
    Procedure,
    Removal,
    Support,
)
from funds.law.values import (
    Document,
    Instalment,
    Once,
    Payee,
    PerItem,
    Pool,
    Prohibition,
    Quota,
    Renewal,
    Threshold,
    Tier,
    Unstated,
    Use,
    UseList,
)

__all__ = ["Programme"]


class Programme(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One programme: its file's text as values. Empty where the documents say nothing.

    `measure` is a standing measure (in force until changed), a notice of one `round`, or the
    union-wide rules. `letters` begin the codes of its funds.
    """

    form: Literal[1]
    code: str
    name: str
    short: str
    letters: str
    measure: Literal["standing", "round", "general"]
    grants: bool
    level: str = ""
    round: int | None = None
    document: tuple[Document, ...]
    tier: tuple[Tier, ...] = ()
    use: tuple[Use, ...] = ()
    uses: tuple[UseList, ...] = ()
    prohibition: tuple[Prohibition, ...] = ()
    payee: tuple[Payee, ...] = ()
    quota: tuple[Quota, ...] = ()
    pool: tuple[Pool, ...] = ()
    instalment: tuple[Instalment, ...] = ()
    renewal: tuple[Renewal, ...] = ()
    per_item: tuple[PerItem, ...] = ()
    once: tuple[Once, ...] = ()
    evidence: tuple[EvidenceNeed, ...] = ()
    paper: tuple[Paper, ...] = ()
    personal: tuple[Personal, ...] = ()
    ledger: tuple[Ledger, ...] = ()
    indicator: tuple[Indicator, ...] = ()
    assessment: tuple[Assessment, ...] = ()
    removal: tuple[Removal, ...] = ()
    eligibility: tuple[Eligibility, ...] = ()
    calendar: tuple[Calendar, ...] = ()
    procedure: tuple[Procedure, ...] = ()
    support: tuple[Support, ...] = ()
    forms: tuple[Form, ...] = ()
    threshold: tuple[Threshold, ...] = ()
    unstated: tuple[Unstated, ...] = ()
