"""Bank accounts: declared, listed, their statements' lines shown, and lines marked that are not a fund's."""

from pathlib import Path
from typing import Any, Final

import click

from funds.cli.clock import now
from funds.cli.options import login
from funds.cli.output import Column, Sheet, format_option, give
from funds.cli.typed import COUNT, DAY, FILLED, FUND, WORDS, _OneOf
from funds.money import yuan
from funds.statements.bank import account_digits
from funds.text import N_, _
from funds.workspace import NoWorkspaceError, find

__all__ = ["account"]

_AS: Final = _OneOf(
    {"interest": ("利息",), "fee": ("手续费", "费用"), "other": ("其他", "非本专项"), "none": ("撤销", "取消")}
)
_KIND: Final = {"interest": N_("interest"), "fee": N_("bank fee"), "other": N_("not a fund's")}


def _number(typed: str) -> str:
    """Give an account's number as it is kept: letters and digits. Raises UsageError."""
    digits = account_digits(typed)
    if not digits or "*" in digits:
        raise click.UsageError(_("{read!r} is no whole number of an account.").format(read=typed))
    return digits


@click.group("account", help=_("Bank accounts (银行账户) and the lines of their statements."))
def account() -> None:
    """Bank accounts."""


@account.command(
    "add",
    help=_(
        "Declare the bank account NUMBER, or a new version of what is known of it. A dedicated account (专户) holds "
        "grants only; a shared one also the union's other money."
    ),
)
@click.argument("number", type=FILLED)
@click.option("--holder", type=FILLED, required=True, help=_("In whose name it is (户名): the union of the unit."))
@click.option("--dedicated/--shared", default=None, help=_("Whether it holds grants only."))
@click.option("--bank", type=WORDS, default="", help=_("The bank and branch (开户行)."))
@click.option("--fund", "funds", type=FUND, multiple=True, help=_("A fund whose money is on it; may be repeated."))
@click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who declares it."))
def add(number: str, holder: str, dedicated: bool | None, bank: str, funds: tuple[str, ...], actor: str) -> None:
    """Declare an account."""
    from funds.record.accounts import declare  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.record.awards import awards  # noqa: PLC0415
    from funds.statements.bank import Account  # noqa: PLC0415

    if dedicated is None:
        raise click.UsageError(_("Say whether the account is --dedicated (专户) or --shared with other money."))
    workspace = find()
    engine = workspace.open()
    known = {grant.fund for grant in awards(engine)}
    if missing := sorted(set(funds) - known):
        what = _("There is no fund {fund}. `funds list` shows the codes of all funds.")
        raise NoWorkspaceError(what.format(fund=", ".join(missing)))
    said = Account(_number(number), holder, bank, dedicated, funds)
    version = declare(engine, said, actor, now(workspace))
    click.echo(_("Account {number}: version {version}").format(number=said.number, version=version))


_LISTED: Final = (
    Column("number", N_("Account")),
    Column("holder", N_("Account holder")),
    Column("bank", N_("Bank")),
    Column("use", N_("Use")),
    Column("funds", N_("Funds")),
    Column("lines", N_("Lines"), "count"),
    Column("since", N_("From")),
    Column("until", N_("To")),
    Column("balance", N_("Balance"), "money"),
    Column("gaps", N_("Gaps"), "count"),
)


@account.command("list", help=_("List the accounts, how far their statements reach, and the gaps between these."))
@format_option()
def list_(how: str, output: Path | None) -> None:
    """List the accounts."""
    from funds.record.accounts import accounts  # noqa: PLC0415
    from funds.record.bank import bank_lines  # noqa: PLC0415
    from funds.statements.bank import gaps  # noqa: PLC0415

    engine = find().open()
    rows = []
    for each in accounts(engine):
        lines = bank_lines(engine, each.number)
        last = lines[-1].balance if lines else None
        row = {"number": each.number, "holder": each.holder, "bank": each.bank, "dedicated": each.dedicated}
        row |= {"use": _("dedicated") if each.dedicated else _("shared"), "funds": list(each.funds)}
        row |= {"lines": len(lines), "since": lines[0].date if lines else "", "until": lines[-1].date if lines else ""}
        rows.append(row | {"balance": None if last is None else yuan(last), "gaps": len(gaps(lines))})
    give(Sheet("accounts", _LISTED, rows), how, output)


_LINES: Final = (
    Column("seq", N_("No."), "count"),
    Column("date", N_("Date")),
    Column("out", N_("Out"), "money"),
    Column("in", N_("In"), "money"),
    Column("balance", N_("Balance"), "money"),
    Column("counterparty", N_("Counterparty")),
    Column("counter_account", N_("Their account")),
    Column("text", N_("Text")),
    Column("serial", N_("Serial")),
    Column("voucher", N_("Voucher")),
    Column("id", N_("Own number")),
    Column("mark", N_("Marked as")),
    Column("reason", N_("Reason")),
    Column("place", N_("Statement")),
)


@account.command("lines", help=_("Show the lines of the account NUMBER in the order of time."))
@click.argument("number", type=FILLED)
@click.option("--since", type=DAY, help=_("From this day on."))
@click.option("--as-of", "as_of", type=DAY, help=_("Up to this day."))
@format_option()
def lines(number: str, since: Any, as_of: Any, how: str, output: Path | None) -> None:
    """Show lines."""
    from funds.record.accounts import declared, marks  # noqa: PLC0415
    from funds.record.bank import bank_lines  # noqa: PLC0415
    from funds.statements.bank import gaps  # noqa: PLC0415

    if since and as_of and since > as_of:
        raise click.UsageError(_("There is no day from {since} to {until}.").format(since=since, until=as_of))
    engine = find().open()
    known = declared(engine, _number(number))
    marked = marks(engine, known.number)
    found = bank_lines(engine, known.number, *(day.isoformat() if day else "" for day in (since, as_of)))
    notes = [told_gap(gap) for gap in gaps(found)]
    give(Sheet("bank_lines", _LINES, [_line(line, marked.get(line.seq)) for line in found], None, notes), how, output)


def _line(line: Any, mark: Any) -> dict[str, Any]:
    return {
        "seq": line.seq,
        "date": line.date,
        "out": yuan(-line.fen) if line.fen < 0 else None,
        "in": yuan(line.fen) if line.fen > 0 else None,
        "amount": yuan(line.fen),
        "balance": None if line.balance is None else yuan(line.balance),
        "counterparty": line.counterparty,
        "counter_account": line.counter_account,
        "text": line.text,
        "serial": line.serial,
        "voucher": line.voucher,
        "id": line.own_id,
        "mark": _(_KIND[mark.kind]) if mark else "",
        "marked_as": mark.kind if mark else "",
        "reason": mark.reason if mark else "",
        "marked_by": mark.maker if mark else "",
        "place": f"{line.name} {line.sheet} {line.row}",
        "file": line.file,
        "maker": line.maker,
        "moment": line.moment,
    }


def told_gap(gap: Any) -> str:
    """Say in a sentence where a statement is missing."""
    what = _(
        "Gap: line {before} of {day} leaves {stood} yuan, line {after} of {next} begins with {opening} yuan: "
        "{amount} yuan moved between them; a statement is missing there."
    )
    facts = {"before": gap.before.seq, "day": gap.before.date, "after": gap.after.seq, "next": gap.after.date}
    return what.format(stood=yuan(gap.stood), opening=yuan(gap.after.opening), amount=yuan(gap.fen), **facts)


@account.command("mark", help=_("Mark the line SEQ of the account NUMBER as no fund's: interest, a fee, or other."))
@click.argument("number", type=FILLED)
@click.argument("seq", type=COUNT)
@click.option("--as", "kind", type=_AS, required=True, help=_("interest, fee or other; none takes a mark back."))
@click.option("--reason", type=FILLED, required=True, help=_("Why."))
@click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who marks it."))
def mark(number: str, seq: int, kind: str, reason: str, actor: str) -> None:
    """Mark a line."""
    from funds.record.accounts import declared, mark_line  # noqa: PLC0415
    from funds.statements.bank import Mark  # noqa: PLC0415

    workspace = find()
    engine = workspace.open()
    known = declared(engine, _number(number))
    given = Mark(known.number, seq, 0, kind, reason, actor, "")
    mark_line(engine, given, now(workspace))
    said = _("Account {number}, line {seq}: marked as {kind}.")
    if kind == "none":
        said = _("Account {number}, line {seq}: no mark stands.")
    click.echo(said.format(number=known.number, seq=seq, kind=_(_KIND.get(kind, kind))))
