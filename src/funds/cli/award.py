"""Awards: naming a studio and granting it a sum, changing the award, and withdrawing it."""

from typing import Any

import click
import msgspec

from funds.cli.options import Decorator, papers_option, posting_options
from funds.cli.posting import draft_of, post, story_of
from funds.cli.programmes import fixed_sum, programme_code, tier_id
from funds.cli.typed import FUND, WORDS, YUAN
from funds.entry.record import Award
from funds.record.errors import NoFundError
from funds.text import _
from funds.workspace import find

__all__ = ["amend", "award", "withdraw"]

_UNION = "工会委员会"
_TERMS = ("tier", "kind", "studio", "unit", "holder", "lead", "recommender")


def _terms_options(*, required: bool) -> Decorator:
    def add(command: Any) -> Any:
        for option in (
            click.option("--recommender", type=WORDS, help=_("The body that recommended it (推荐单位).")),
            click.option("--lead", type=WORDS, help=_("The leading person (领衔人).")),
            click.option("--holder", type=WORDS, help=_("Whose account holds the money; else the unit's union.")),
            click.option("--unit", type=WORDS, required=required, help=_("The unit where the studio is (所在单位).")),
            click.option("--studio", type=WORDS, required=required, help=_("The studio's name.")),
            click.option("--kind", type=click.Choice(["model", "staff"]), help=_("model (劳模) or staff (职工).")),
            click.option("--tier", type=WORDS, help=_("The class of grant; may be left out where there is only one.")),
        ):
            command = option(command)
        return command

    return add


@click.command(
    "award", help=_("Name a studio and grant it a sum; opens its fund and prints the fund's code (命名补助).")
)
@click.option("--programme", type=WORDS, required=True, help=_("The programme's code, such as jieyang-2022."))
@_terms_options(required=True)
@click.option("--amount", type=YUAN, help=_("The sum granted; may be left out where it is fixed."))
@click.option("--document", type=WORDS, required=True, help=_("The decision's number (文号)."))
@click.option("--fund", type=FUND, help=_("The code of a fund that exists already elsewhere; else the next one."))
@papers_option()
@posting_options()
def award(**given: Any) -> None:
    """Record an award."""
    workspace = find()
    code = programme_code(workspace, given["programme"])
    book = workspace.lawbook(code)
    tier = tier_id(book, given["tier"])
    said = {name: given[name] for name in _TERMS if given[name] is not None}
    holder = said.get("holder") or f"{given['unit']}{_UNION}"
    terms = Award(programme=code, **{**said, "tier": tier, "holder": holder})
    draft = draft_of(workspace, "award", _without_terms(given), terms=terms)
    if not draft.amount:
        draft = msgspec.structs.replace(draft, amount=fixed_sum(book, tier, draft.date))
    post(workspace, workspace.open(), [draft], given["how"])


@click.command("amend", help=_("Change FUND's award by a new document: what is not named stays as it is (变更)."))
@click.argument("fund", type=FUND)
@_terms_options(required=False)
@click.option("--amount", type=YUAN, help=_("The new sum granted."))
@click.option("--document", type=WORDS, required=True, help=_("The new document's number (文号)."))
@click.option("--reason", type=WORDS, default="", help=_("Why."))
@papers_option()
@posting_options()
def amend(**given: Any) -> None:
    """Record an amendment."""
    workspace = find()
    engine = workspace.open()
    told = story_of(engine, given["fund"])
    changed = {name: given[name] for name in _TERMS if given[name] is not None}
    if given["amount"] is None and not changed:
        raise click.UsageError(_("Say what changes: the amount, the studio, the unit, the holder, the lead …"))
    if "tier" in changed:
        changed["tier"] = tier_id(workspace.lawbook(told.terms.programme), changed["tier"])
    if "unit" in changed and "holder" not in changed:
        changed["holder"] = f"{changed['unit']}{_UNION}"
    terms = msgspec.structs.replace(told.terms, **changed)
    amount = given["amount"] or told.figures["approved"]
    draft = draft_of(workspace, "amend", _without_terms(given), terms=terms, amount=amount)
    post(workspace, engine, [draft], given["how"])


@click.command("withdraw", help=_("Withdraw FUND's award by a document: nothing more may be paid or spent (撤销命名)."))
@click.argument("fund", type=FUND)
@click.option("--document", type=WORDS, required=True, help=_("The document's number (文号)."))
@click.option("--reason", type=WORDS, required=True, help=_("The ground of removal."))
@papers_option()
@posting_options()
def withdraw(**given: Any) -> None:
    """Record a withdrawal."""
    workspace = find()
    engine = workspace.open()
    if story_of(engine, given["fund"]).terms is None:
        raise NoFundError(fund=given["fund"])
    post(workspace, engine, [draft_of(workspace, "withdraw", given)], given["how"])


def _without_terms(given: dict[str, Any]) -> dict[str, Any]:
    """Leave out what belongs to the terms; a record's own holder and kind are something else."""
    return {name: value for name, value in given.items() if name not in _TERMS}
