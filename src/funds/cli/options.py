"""The options that several commands share: each is one field of the record, and named after it."""

import os
import pwd
from collections.abc import Callable
from typing import Any

import click

from funds.cli.typed import ASSET, COUNT, DAY, FILLED, FUND, INVOICE, PAID_BY, PAPER, WORDS, YUAN
from funds.text import _

__all__ = [
    "Decorator",
    "fund_amount",
    "fund_number",
    "login",
    "money_options",
    "papers_option",
    "posting_options",
    "purchase_options",
]

Decorator = Callable[[Any], Any]


def login() -> str:
    """Give the name of the operating system's user, which stands beside the self-declared maker."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _all(*decorators: Decorator) -> Decorator:
    def add(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return add


def posting_options(*, date: bool = True) -> Decorator:
    """Add what every command that posts takes: the day, who, the client's key, and how to answer."""
    day = [click.option("--date", type=DAY, help=_("The day the record is for; else today."))] if date else []
    return _all(
        *day,
        click.option("--note", type=WORDS, default="", help=_("A remark.")),
        click.option(
            "--actor",
            "maker",
            type=FILLED,
            envvar="FUNDS_ACTOR",
            default=login,
            help=_("Who makes the record (制单); else FUNDS_ACTOR, or the user of the machine."),
        ),
        click.option("--key", type=WORDS, default="", help=_("A key of your own: the same key never posts twice.")),
        click.option(
            "--format", "how", type=click.Choice(["table", "json"]), default="table", help=_("How to answer.")
        ),
    )


def fund_amount(*, needed: bool = True) -> Decorator:
    """Add the fund, and an amount of yuan; not `needed` where something else may say it."""
    return _all(
        click.argument("fund", type=FUND),
        click.argument("amount", type=YUAN, required=needed),
    )


def fund_number() -> Decorator:
    """Add the fund, and the number of one of its records."""
    return _all(
        click.argument("fund", type=FUND),
        click.argument("refers", metavar="NUMBER", type=COUNT),
    )


def money_options() -> Decorator:
    """Add what comes with money that the unions move among themselves."""
    return _all(
        click.option("--holder", type=WORDS, default="", help=_("The account's holder (账户单位).")),
        click.option("--account", type=WORDS, default="", help=_("The account's number or bank.")),
        click.option("--document", type=WORDS, default="", help=_("The document it rests on (文号).")),
        click.option("--voucher", type=WORDS, default="", help=_("The number of the union's own voucher (凭证字号).")),
        papers_option(),
    )


def papers_option(*, required: bool = False) -> Decorator:
    """Add the evidence files."""
    return click.option(
        "--evidence", type=PAPER, multiple=True, required=required,
        help=_("A paper to keep: its kind and the file. May be repeated."),
    )  # fmt: skip


def purchase_options() -> Decorator:
    """Add what comes with money paid to, or given back by, somebody outside."""
    return _all(
        click.option("--purpose", type=WORDS, default="", help=_("The use (用途): its id or its name.")),
        click.option("--payee", type=WORDS, default="", help=_("Who was paid (收款单位).")),
        click.option("--memo", type=WORDS, default="", help=_("What for (摘要).")),
        click.option("--voucher", type=WORDS, default="", help=_("The number of the union's own voucher (凭证字号).")),
        click.option(
            "--invoice", "invoice", type=INVOICE, multiple=True,
            help=_("An invoice, with its face amount and, where only part of it is used here, the share. May be repeated."),
        ),
        click.option("--item", type=WORDS, multiple=True, help=_("What the invoice says was sold. May be repeated.")),
        click.option("--tax-code", type=WORDS, multiple=True, help=_("The item's tax classification code.")),
        click.option("--quantity", type=COUNT, default=0, help=_("How many pieces.")),
        click.option("--unit-price", type=YUAN, default=0, help=_("The price of one, in yuan.")),
        click.option(
            "--asset", type=ASSET, default=None,
            help=_("The class of fixed asset, or none."),
        ),
        click.option(
            "--paid-by", type=PAID_BY, default="transfer",
            show_default=True, help=_("How it was paid."),
        ),
        click.option("--handler", type=WORDS, default="", help=_("Who handled it (经办).")),
        click.option("--approver", type=WORDS, default="", help=_("Who approved it (审批).")),
        click.option("--papers", type=COUNT, default=None, help=_("How many papers are with the voucher (附单据张数).")),
        papers_option(),
    )  # fmt: skip
