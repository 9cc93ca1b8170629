"""Bank accounts: declared, and listed with how far their statements reach."""

from pathlib import Path
from typing import Any, Final

import click

from funds.cli.bank.lines import lines
from funds.cli.bank.marks import mark, marks, void
from funds.cli.bank.told import number_of
from funds.cli.clock import now
from funds.cli.identity import no_identity_in
from funds.cli.masks import veiled
from funds.cli.options import login
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.typed import FILLED, FUND, WORDS
from funds.money import yuan
from funds.text import N_, _
from funds.workspace import NoWorkspaceError, find

__all__ = ["account"]


@click.group("account", help=_("Bank accounts (银行账户) and the lines of their statements."))
def account() -> None:
    """Bank accounts."""


account.add_command(lines)
account.add_command(mark)
account.add_command(marks)
account.add_command(void)


@account.command(
    "add",
    help=_(
        "Declare the bank account NUMBER, or a new version of what is known of it. A dedicated account (专户) holds "
        "grants only; a shared one also the union's other money."
    ),
)
@click.argument("number", type=FILLED)
@click.option(
    "--holder",
    type=FILLED,
    required=True,
    help=_("In whose name it is (户名): the union of the unit, as the bank prints it."),
)
@click.option("--dedicated/--shared", default=None, help=_("Whether it holds grants only."))
@click.option("--bank", type=WORDS, default="", help=_("The bank and branch (开户行)."))
@click.option("--fund", "funds", type=FUND, multiple=True, help=_("A fund whose money is on it; may be repeated."))
@click.option("--reason", type=WORDS, default="", help=_("Why it is declared anew, where lines are on it already."))
@click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who declares it."))
def add(
    number: str, holder: str, dedicated: bool | None, bank: str, funds: tuple[str, ...], reason: str, actor: str
) -> None:
    """Declare an account."""
    from funds.record.accounts import declare  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.record.awards import awards  # noqa: PLC0415
    from funds.statements.bank import Account  # noqa: PLC0415

    if dedicated is None:
        raise click.UsageError(_("Say whether the account is --dedicated (专户) or --shared with other money."))
    no_identity_in(reason, holder=holder, bank=bank, actor=actor)
    said = Account(number_of(number), holder, bank, dedicated, funds)
    workspace = find()
    engine = workspace.open()
    known = {grant.fund for grant in awards(engine)}
    if missing := sorted(set(funds) - known):
        what = _("There is no fund {fund}. `funds list` shows the codes of all funds.")
        raise NoWorkspaceError(what.format(fund=", ".join(missing)))
    version = declare(engine, said, actor, now(workspace), reason=reason, login=login())
    click.echo(_("Account {number}: version {version}").format(number=said.number, version=version))


_DECLARED: Final = (
    Column("number", N_("Bank account")),
    Column("holder", N_("Account holder")),
    Column("bank", N_("Bank")),
    Column("use", N_("Use")),
    Column("funds", N_("Funds")),
)
_LISTED: Final = (
    *_DECLARED,
    Column("lines", N_("Lines"), "count"),
    Column("since", N_("From")),
    Column("until", N_("To")),
    Column("covered", N_("Statements reach to")),
    Column("balance", N_("Balance"), "money"),
    Column("gaps", N_("Gaps"), "count"),
)
_VERSIONS: Final = (
    *_DECLARED,
    Column("version", N_("Version"), "count"),
    Column("maker", N_("Declared by")),
    Column("moment", N_("When")),
    Column("reason", N_("Reason")),
)


@account.command("list", help=_("List the accounts, how far their statements reach, and the gaps between these."))
@click.option("--all", "every", is_flag=True, help=_("Every version of each: who declared it so, when and why."))
@format_option()
def list_(every: bool, how: str, output: Path | None) -> None:
    """List the accounts."""
    from funds.record.accounts import accounts, versions  # noqa: PLC0415
    from funds.record.bank import bank_lines  # noqa: PLC0415
    from funds.statements.bank import gaps  # noqa: PLC0415
    from funds.statements.voided import reached  # noqa: PLC0415

    engine = find().open()
    if every:
        told = [veiled(_declared(each.account) | _by(each)) for each in versions(engine)]
        give(Sheet("account_versions", _VERSIONS, told), how, output)
        return
    rows = []
    for each in accounts(engine):
        lines = bank_lines(engine, each.number)
        last = lines[-1].balance if lines else None
        row = _declared(each) | {"lines": len(lines), "since": lines[0].date if lines else ""}
        row |= {"until": lines[-1].date if lines else "", "covered": reached(lines)}
        rows.append(veiled(row) | {"balance": None if last is None else yuan(last), "gaps": len(gaps(lines))})
    give(Sheet("accounts", _LISTED, rows), how, output)


def _declared(each: Any) -> dict[str, Any]:
    told = {"number": each.number, "holder": each.holder, "bank": each.bank, "dedicated": each.dedicated}
    return told | {"use": _("dedicated") if each.dedicated else _("shared"), "funds": list(each.funds)}


def _by(each: Any) -> dict[str, Any]:
    told = {"version": each.account.version, "maker": each.maker, "login": each.login}
    return told | {"moment": each.moment, "reason": each.reason}
