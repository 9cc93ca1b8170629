"""Money used: spent for a purpose, given back by a supplier, or found to be against the rules."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from funds.cli.options import fund_amount, posting_options, purchase_options
from funds.cli.posting import before, draft_of, post, story_of
from funds.cli.purposes import purpose_id
from funds.cli.trial import judge_only
from funds.cli.typed import COUNT, WORDS, YUAN
from funds.entry.names import fold, invoice_key
from funds.text import _
from funds.workspace import find

__all__ = ["bought", "disallow", "fitting", "refund", "spend"]


def _enter(kind: str, given: dict[str, Any]) -> None:
    given = _read(given) if kind == "spend" else given
    workspace = find()
    engine = workspace.open()
    given["purpose"] = purpose_id(workspace, engine, given["fund"], given["purpose"])
    if kind == "refund" and not given["refers"]:
        given["refers"] = _bought(story_of(engine, given["fund"]), given)
    draft = draft_of(workspace, kind, given)
    if given.get("dry_run"):
        judge_only(workspace, engine, draft, given["how"])
    else:
        post(workspace, engine, [draft], given["how"])


def _read(given: dict[str, Any]) -> dict[str, Any]:
    """Take from electronic invoices what was not typed. Raises UsageError where no amount comes of it."""
    if given["einvoice"] or given["evidence"]:
        from funds.cli.invoices.typed import filled  # noqa: PLC0415  start-up

        given = filled(given)
    if given["amount"] is None:
        raise click.UsageError(_("Type the AMOUNT, or name the invoice with --einvoice FILE."))
    return given


def _bought(story: Any, given: dict[str, Any]) -> int:
    """Find the spending that a refund is of; one posted under this key before says it."""
    posted = before(story, given["key"], "refund")
    return posted.refers if posted else bought(story, given)


def bought(story: Any, given: Mapping[str, Any]) -> int:
    """Find the one spending that money was given back of. Raises UsageError unless there is exactly one."""
    fits = fitting(story, given)
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise click.UsageError(_("No spending fits that this could be given back of; name the entry with --of NUMBER."))
    what = _("Several entries fit: {numbers}. Say with --of which one it is given back of.")
    raise click.UsageError(what.format(numbers=", ".join(map(str, fits))))


def fitting(story: Any, given: Mapping[str, Any]) -> list[int]:
    """Give the spending that money may be given back of, by payee, invoices, purpose and amount (fen)."""
    from funds.entry.used import borne  # noqa: PLC0415  start-up: only refunds ask

    payee = fold(given["payee"])
    named = {invoice_key(invoice.code, invoice.number) for invoice in given["invoice"] if invoice.number}
    return [
        int(number)
        for number, item in story.items.items()
        if item.record.kind == "spend"
        and not item.record.refers
        and not item.reversed_by
        and item.left >= given["amount"]
        and given["purpose"] in {"", item.record.purpose}
        and payee in {"", fold(item.record.payee)}
        and (not named or named & {invoice_key(one.code, one.number) for one in borne(item)})
    ]


@click.command("spend", help=_("Record that AMOUNT yuan of FUND was spent (支出)."))
@fund_amount(needed=False)
@purchase_options()
@click.option(
    "--retained", type=YUAN, default=0, help=_("Held back of the amount as warranty money (质保金), in yuan.")
)
@click.option(
    "--of", "refers", metavar="NUMBER", type=COUNT, default=0, help=_("Pay out the money held back of this entry.")
)
@click.option(
    "--einvoice",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    help=_("An electronic invoice (XML, OFD or zip): number, payee, amount and items are taken from it."),
)
@click.option("--dry-run", is_flag=True, help=_("Only judge it; post nothing."))
@posting_options()
def spend(**given: Any) -> None:
    """Record spending."""
    _enter("spend", given)


@click.command("refund", help=_("Record that a supplier gave AMOUNT yuan back (退款)."))
@fund_amount()
@click.option(
    "--of",
    "refers",
    metavar="NUMBER",
    type=COUNT,
    default=0,
    help=_("The entry that it is given back of; may be left out where only one fits."),
)
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
