"""Money between the unions: paid out, received, owed, returned, and claims paid back."""

from typing import Any

import click

from funds.cli.options import fund_amount, money_options, papers_option, posting_options
from funds.cli.posting import draft_of, post
from funds.cli.typed import WORDS
from funds.text import _
from funds.workspace import find

__all__ = ["disburse", "give_back", "receivable", "receive", "recover"]


def _enter(kind: str, given: dict[str, Any]) -> None:
    workspace = find()
    draft = draft_of(workspace, kind, given)
    post(workspace, workspace.open(), [draft], given["how"])


@click.command("disburse", help=_("Record that the upper union has paid AMOUNT yuan of FUND's grant (拨付)."))
@fund_amount()
@click.option("--document", type=WORDS, default="", help=_("The payment notice (拨款通知)."))
@papers_option()
@posting_options()
def disburse(**given: Any) -> None:
    """Record a disbursement."""
    _enter("disburse", given)


@click.command("receive", help=_("Record that AMOUNT yuan of FUND's grant is on the holder's account (到账)."))
@fund_amount()
@money_options()
@posting_options()
def receive(**given: Any) -> None:
    """Record a receipt."""
    _enter("receive", given)


@click.command(
    "receivable", help=_("At the year's end, record AMOUNT yuan as paid out and not yet received (应收上级补助).")
)
@fund_amount()
@click.option("--document", type=WORDS, default="", help=_("The payment notice (拨款通知)."))
@papers_option()
@posting_options()
def receivable(**given: Any) -> None:
    """Record a receivable."""
    _enter("receivable", given)


@click.command("recover", help=_("Record that the unit has paid AMOUNT yuan back for a forbidden use (追回)."))
@fund_amount()
@money_options()
@posting_options()
def recover(**given: Any) -> None:
    """Record a recovery."""
    _enter("recover", given)


@click.command("return", help=_("Record that AMOUNT yuan of unspent money went back to the granting union (退回结余)."))
@fund_amount()
@money_options()
@posting_options()
def give_back(**given: Any) -> None:
    """Record a return."""
    _enter("return", given)
