"""What stands beyond a fund when one of its drafts is judged: invoices used, and other awards."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, select

from funds.checks.awards import Awards, Granted
from funds.checks.case import Around, Claim
from funds.entry.names import invoice_key
from funds.entry.record import Award, Record
from funds.record.tables import award, claim

__all__ = ["around", "claims_on", "granted"]

_AWARDS = frozenset({"award", "amend"})


def around(connection: Connection, draft: Record, programme: str) -> Around:
    """Give the standing claims on the draft's invoices, and for an award the programme's others."""
    keys = {invoice_key(invoice.code, invoice.number) for invoice in draft.invoices if invoice.number}
    claims = {key: claims_on(connection, *key) for key in keys}
    awards = granted(connection, programme, draft.fund) if draft.kind in _AWARDS else ()
    return Around({key: found for key, found in claims.items() if found}, Awards(awards))


def claims_on(connection: Connection, code: str, number: str) -> tuple[Claim, ...]:
    """Give the uses of an invoice that stand, in order; those a reversal gave back do not.

    `code` and `number` are those of `invoice_key`; where either use has no code, the number decides.
    """
    asked = select(claim).where(claim.c.invoice == number).order_by(claim.c.code, claim.c.seq)
    rows = [row for row in connection.execute(asked) if row.code == code or not (row.code and code)]
    given_back = {(row.code, row.fund, row.number) for row in rows if row.released_by}
    return tuple(
        Claim(row.fund, row.number, row.share, row.face, row.code == code)
        for row in rows
        if (row.code, row.fund, row.number) not in given_back
    )


def granted(connection: Connection, programme: str, but: str = "") -> Iterator[Granted]:
    """Give each award of a programme, of any year, as it stands after its amendments."""
    asked = select(award).where(award.c.programme == programme, award.c.fund != but)
    rows = connection.execute(asked.order_by(award.c.fund, award.c.number))
    for fund, steps in groupby(rows, key=lambda row: str(row.fund)):
        yield _standing(fund, steps)


def _standing(fund: str, steps: Iterable[Row[Any]]) -> Granted:
    """Give an award as its last step left it; a row keeps the whole terms and amount after its step."""
    *_, row = steps
    terms = Award(
        programme=row.programme,
        tier=row.tier,
        studio=row.studio,
        unit=row.unit,
        holder=row.holder,
        kind=row.sort,
        lead=row.lead,
        recommender=row.recommender,
    )
    return Granted(fund, row.year, row.amount, terms, withdrawn=row.kind == "withdraw")
