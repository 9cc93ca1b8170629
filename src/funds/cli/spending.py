"""Money used: spent for a purpose, given back by a supplier, or found to be against the rules."""

from typing import Any

import click

from funds.cli.options import fund_amount, posting_options, purchase_options
from funds.cli.posting import draft_of, post
from funds.cli.purposes import purpose_id
from funds.cli.trial import judge_only
from funds.cli.typed import COUNT, WORDS, YUAN
from funds.text import _
from funds.workspace import find

__all__ = ["disallow", "refund", "spend"]


def _enter(kind: str, given: dict[str, Any]) -> None:
    workspace = find()
    engine = workspace.open()
    purpose = purpose_id(workspace, engine, given["fund"], given["purpose"])
    draft = draft_of(workspace, kind, {**given, "purpose": purpose})
    if given.get("dry_run"):
        judge_only(workspace, engine, draft, given["how"])
    else:
        post(workspace, engine, [draft], given["how"])


@click.command("spend", help=_("Record that AMOUNT yuan of FUND was spent (支出)."))
@fund_amount()
@purchase_options()
@click.option(
    "--retained", type=YUAN, default=0, help=_("Held back of the amount as warranty money (质保金), in yuan.")
)
@click.option(
    "--of", "refers", metavar="NUMBER", type=COUNT, default=0, help=_("Pay out the money held back of this entry.")
)
@click.option("--dry-run", is_flag=True, help=_("Only judge it; post nothing."))
@posting_options()
def spend(**given: Any) -> None:
    """Record spending."""
    _enter("spend", given)


@click.command("refund", help=_("Record that a supplier gave AMOUNT yuan back (退款)."))
@fund_amount()
@click.option("--of", "refers", metavar="NUMBER", type=COUNT, default=0, help=_("The entry that it is given back of."))
@purchase_options()
@posting_options()
def refund(**given: Any) -> None:
    """Record a refund."""
    _enter("refund", given)


@click.command(
    "disallow",
    help=_(
        "Record AMOUNT yuan as a claim on the unit (违规挂账): money that left the account for a forbidden use, "
        "or, with --of, spending found forbidden later."
    ),
)
@fund_amount()
@click.option("--of", "refers", metavar="NUMBER", type=COUNT, default=0, help=_("The entry found forbidden."))
@click.option("--reason", type=WORDS, default="", help=_("Why it is not allowed."))
@purchase_options()
@posting_options()
def disallow(**given: Any) -> None:
    """Record a disallowance."""
    _enter("disallow", given)
