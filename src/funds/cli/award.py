"""Awards: naming a studio and granting it a sum, changing the award, and withdrawing it."""

from typing import Any

import click
import msgspec

from funds.cli.options import Decorator, papers_option, posting_options
from funds.cli.posting import draft_of, post, story_of
from funds.cli.programmes import count_of, fixed_sum, holder_of, programme_code, tier_id
from funds.cli.typed import COUNT, FILLED, FUND, KIND, WORDS, YUAN
from funds.entry.record import Award
from funds.record.errors import NoFundError
from funds.text import _
from funds.workspace import find

__all__ = ["amend", "award", "withdraw"]

_TERMS = ("tier", "kind", "studio", "unit", "holder", "lead", "recommender")


def _terms_options(*, required: bool) -> Decorator:
    def add(command: Any) -> Any:
        for option in (
            click.option("--recommender", type=WORDS, help=_("The body that recommended it (推荐单位).")),
            click.option("--lead", type=WORDS, help=_("The leading person (领衔人).")),
            click.option(
                "--holder", type=WORDS, help=_("Whose account holds the money; else whom the programme names.")
            ),
            click.option("--unit", type=FILLED, required=required, help=_("The unit where the studio is (所在单位).")),
            click.option("--studio", type=FILLED, required=required, help=_("The studio's name.")),
            click.option("--kind", type=KIND, help=_("model (劳模) or staff (职工).")),
            click.option("--tier", type=WORDS, help=_("The class of grant; may be left out where there is only one.")),
        ):
            command = option(command)
        return command

    return add


def _items_option() -> Decorator:
    return click.option(
        "--quantity", type=COUNT, default=0, help=_("How many items, where the programme grants a sum for each.")
    )


@click.command(
    "award", help=_("Name a studio and grant it a sum; opens its fund and prints the fund's code (命名补助).")
)
@click.option("--programme", type=FILLED, required=True, help=_("The programme's code, such as jieyang-2022."))
@_terms_options(required=True)
@click.option("--amount", type=YUAN, help=_("The sum granted; may be left out where it is fixed."))
@_items_option()
@click.option("--document", type=FILLED, required=True, help=_("The decision's number (文号)."))
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
    terms = Award(programme=code, **{"holder": "", **said, "tier": tier})
    draft = draft_of(workspace, "award", _without_terms(given), terms=terms)
    if not terms.holder:
        terms = msgspec.structs.replace(terms, holder=holder_of(book, terms, draft.date))
        draft = msgspec.structs.replace(draft, terms=terms)
    if not draft.amount:
        draft = msgspec.structs.replace(draft, amount=fixed_sum(book, tier, draft.date, draft.quantity))
    post(workspace, workspace.open(), [draft], given["how"])


@click.command("amend", help=_("Change FUND's award by a new document: what is not named stays as it is (变更)."))
@click.argument("fund", type=FUND)
@_terms_options(required=False)
@click.option("--amount", type=YUAN, help=_("The new sum granted."))
@_items_option()
@click.option("--document", type=FILLED, required=True, help=_("The new document's number (文号)."))
@click.option("--reason", type=WORDS, default="", help=_("Why."))
@papers_option()
@posting_options()
def amend(**given: Any) -> None:
    """Record an amendment."""
    workspace = find()
    engine = workspace.open()
    told = story_of(engine, given["fund"])
    book = workspace.lawbook(told.terms.programme)
    changed = {name: given[name] for name in _TERMS if given[name] is not None}
    if given["amount"] is None and not changed:
        raise click.UsageError(_("Say what changes: the amount, the studio, the unit, the holder, the lead …"))
    if "tier" in changed:
        changed["tier"] = tier_id(book, changed["tier"])
    terms = msgspec.structs.replace(told.terms, **changed)
    if "unit" in changed and "holder" not in changed:
        terms = msgspec.structs.replace(terms, holder=holder_of(book, terms, told.named))
    amount = given["amount"] or told.figures["approved"]
    given["quantity"] = given["quantity"] or count_of(book, terms.tier, told.named, amount)
    draft = draft_of(workspace, "amend", _without_terms(given), terms=terms, amount=amount)
    post(workspace, engine, [draft], given["how"])


@click.command("withdraw", help=_("Withdraw FUND's award by a document: nothing more may be paid or spent (撤销命名)."))
@click.argument("fund", type=FUND)
@click.option("--document", type=FILLED, required=True, help=_("The document's number (文号)."))
@click.option("--reason", type=FILLED, required=True, help=_("The ground of removal."))
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
