"""Papers to hand up (台账、使用清单、使用情况表、凭证、收支汇总), each an Excel workbook laid out on A4."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from funds.cli.asked import Asked, asking, question
from funds.cli.typed import COUNT, _OneOf
from funds.text import _
from funds.workspace import Workspace

__all__ = ["names_of", "paper"]

_KIND: Final = _OneOf(
    {
        "register": ("台账", "补助资金使用台账", "使用台账"),
        "list": ("清单", "工作经费使用清单", "使用清单"),
        "usage": ("情况表", "专项资金使用情况表", "使用情况表"),
        "voucher": ("凭证", "记账凭证"),
        "summary": ("汇总", "收支汇总", "收支汇总表"),
    }
)


class NothingToIssueError(ValueError):
    """A paper would be empty; the text says of what."""


@click.command(
    "paper",
    help=_(
        "Write a paper to hand up, as a workbook: register (补助资金使用台账), list (工作经费使用清单), "
        "usage (专项资金使用情况表), voucher (凭证) or summary (收支汇总); of FUND, of a programme's funds, or of all."
    ),
)
@click.argument("kind", type=_KIND)
@asking(fund=False, form=False)
@click.option("--entry", type=COUNT, default=0, help=_("Only the voucher of this record of FUND."))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=_("The file to write; its name ends in .xlsx."),
)
@click.option("--force", is_flag=True, help=_("Write over a file that is there."))
def paper(kind: str, entry: int, output: Path, force: bool, **typed: Any) -> None:
    """Write a paper."""
    from funds.statements.papers.known import Cover  # noqa: PLC0415  start-up
    from funds.workbook.issue.papers.issue import issue  # noqa: PLC0415

    _check(kind, entry, output, typed["fund"], force=force)
    asked = question(**typed)
    cover = Cover(asked.workspace.settings.name, asked.window, asked.day)
    made = issue(kind, list(_funds(asked)), cover, output, number=entry, one=bool(asked.fund))
    if not made:
        raise NothingToIssueError(_nothing(asked, entry))
    click.echo(_("Written: {path}").format(path=output))


def _check(kind: str, entry: int, output: Path, fund: str | None, *, force: bool) -> None:
    """Refuse what cannot be meant before anything is read. Raises UsageError."""
    if entry and (kind != "voucher" or not fund):
        raise click.UsageError(_("--entry names the voucher of one record: funds paper voucher FUND --entry NUMBER."))
    if output.suffix.lower() != ".xlsx":
        what = _("{path}: a paper is an Excel workbook; let the name end in .xlsx.")
        raise click.UsageError(what.format(path=output))
    if output.exists() and not force:
        what = _("{path} is there already; name another file, or add --force to write over it.")
        raise click.UsageError(what.format(path=output))


def _funds(asked: Asked) -> Iterator[Any]:
    """Give each fund as the papers see it (`Known`), in order of the codes. Raises NoFundError."""
    from funds.record.chain import chain, every  # noqa: PLC0415  start-up: SQLAlchemy
    from funds.statements.papers.known import each_fund, known  # noqa: PLC0415

    engine = asked.workspace.open()
    records = chain(engine, asked.fund) if asked.fund else every(engine, asked.programme or None)
    names: dict[str, Any] = {}
    for told in each_fund(records):
        terms = told[0].terms
        code = terms.programme if terms else ""
        if asked.programme and code != asked.programme:
            continue
        if code not in names:
            names[code] = names_of(asked.workspace, code)
        found = known(told, asked.window, names[code])
        if found is not None:
            yield found


def names_of(workspace: Workspace, code: str) -> Any:
    """Give what a programme calls things (`Names`); what its file would name goes by its id where there is none."""
    from funds.checks.purpose import HOUSE  # noqa: PLC0415  start-up
    from funds.statements.papers.known import Names  # noqa: PLC0415

    if code not in workspace.programmes():
        return Names(house=HOUSE)
    book = workspace.lawbook(code)
    uses = {use.id: use.name for use in book.programme.use}
    return Names(book.programme.name, uses, book.papers, book.programme.document[0].issuer, HOUSE)


def _nothing(asked: Asked, entry: int) -> str:
    if entry:
        what = _("Record {number} of fund {fund} has no voucher: it makes no entry, or lies after the cut-off date.")
        return what.format(number=entry, fund=asked.fund)
    scope = asked.fund or asked.programme or _("all funds")
    return _("There is nothing to print of {scope} up to {day}.").format(scope=scope, day=asked.day)
