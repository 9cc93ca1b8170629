"""One fund's story, and what waits in it; or one of its records in full."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import click
import msgspec

from funds.cli.asked import question
from funds.cli.completeness import kept_laws
from funds.cli.masks import veiled
from funds.cli.output import as_json, format_option, say
from funds.cli.report import AMOUNTS, use_names
from funds.cli.table import lines, shown
from funds.cli.typed import COUNT, FUND
from funds.entry.record import Record
from funds.money import yuan
from funds.text import N_, _

__all__ = ["show"]

_TERMS: Final = (
    ("programme", N_("Programme")),
    ("tier", N_("Tier")),
    ("studio", N_("Studio")),
    ("unit", N_("Unit")),
    ("holder", N_("Account holder")),
    ("lead", N_("Lead person")),
    ("recommender", N_("Recommended by")),
    ("document", N_("Document")),
    ("named", N_("Named on")),
    ("withdrawn", N_("Withdrawn on")),
    ("closed", N_("Closed up to")),
)
_CHAIN: Final = (
    ("number", N_("No."), True),
    ("flag", "!", False),
    ("date", N_("Date"), False),
    ("voucher", N_("Voucher"), False),
    ("kind", N_("Kind"), False),
    ("refers", N_("To no."), True),
    ("amount", N_("Amount"), True),
    ("purpose", N_("Purpose"), False),
    ("payee", N_("Payee"), False),
    ("memo", N_("Memo"), False),
    ("maker", N_("Maker"), False),
)
_USES: Final = (
    ("purpose", N_("Purpose"), False),
    ("name", N_("Name"), False),
    ("spent", N_("Spent"), True),
    ("under_review", N_("Under review"), True),
    ("unsupported", N_("Unsupported"), True),
    ("left", N_("Left"), True),
)

_Titles = Sequence[tuple[str, str, bool]]


@click.command("show", help=_("A fund's story, what is left, and what waits; or one record in full."))
@click.argument("fund", type=FUND)
@click.argument("number", type=COUNT, required=False)
@format_option("table", "json")
def show(fund: str, number: int | None, how: str) -> None:
    """Show a fund, or one record of it."""
    from funds.record.chain import chain  # noqa: PLC0415  start-up: SQLAlchemy

    asked = question(None, None, None, "", fund)
    engine = asked.workspace.open()
    records = chain(engine, fund)
    if number is not None:
        _show_record(fund, records, number, how)
        return
    from funds.statements.completeness import counted, rates  # noqa: PLC0415
    from funds.statements.story import fund_story  # noqa: PLC0415

    terms = records[0].terms
    told = fund_story(records, use_names(asked.workspace, terms.programme) if terms else {})
    story = veiled(told | {"completeness": rates(counted(records, kept_laws(engine)))})
    say(as_json(story) if how == "json" else "\n".join(_told(story)) + "\n")


def _told(story: Mapping[str, Any]) -> Iterator[str]:
    yield f"{story['fund']}  {shown(story['studio'])}"
    yield from _pairs((_(title), story[key]) for key, title in _TERMS)
    yield ""
    amounts = [(_(column.title), story[column.key] or _("n/a")) for column in AMOUNTS]
    yield from _pairs([*amounts, (_("With papers %"), _rate(story["completeness"]))])
    yield ""
    yield from _rows(_CHAIN, story["records"])
    yield ""
    yield _("Uses; none has a sum of its own, so what is left is open to each:")
    yield from _rows(_USES, story["uses"])
    if story["waiting"]:
        yield ""
        yield _("Waiting for clearance:")
        for one in story["waiting"]:
            yield f"  {one['number']}  {one['amount']}  {', '.join(one['findings'])}"
    if story["missing"]:
        yield ""
        yield _("Papers missing:")
        for one in story["missing"]:
            yield f"  {one['number']}  {one.get('amount', '')}  {', '.join(one['missing'])}"
    if story["claim"] != "0.00":
        yield ""
        yield _("Claim on the unit for forbidden uses: {amount} yuan.").format(amount=story["claim"])
    yield ""
    yield _("Head: {head}").format(head=story["head"])


def _rate(papers: Mapping[str, Any]) -> str:
    """Give the rate of completeness with its two parts."""
    return f"{papers['rate'] or _('n/a')} ({papers['complete']} / {papers['entries']})"


def _pairs(pairs: Any) -> Iterator[str]:
    from funds.cli.table import width  # noqa: PLC0415

    kept = [(title, shown(str(value))) for title, value in pairs if value]
    wide = max(width(title) for title, _value in kept)
    for title, value in kept:
        yield f"  {title}{' ' * (wide - width(title))}  {value}"


def _rows(titles: _Titles, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    cells = (["" if row[key] is None else str(row[key]) for key, _title, _right in titles] for row in rows)
    yield from lines([_(title) for _key, title, _right in titles], cells, [right for _key, _title, right in titles])


class NoSuchRecordError(ValueError):
    """A fund has no record of this number."""


def _show_record(fund: str, records: Sequence[Record], number: int, how: str) -> None:
    if not 1 <= number <= len(records):
        what = _("Fund {fund} has no record {number}; its records are 1 to {last}.")
        raise NoSuchRecordError(what.format(fund=fund, number=number, last=len(records)))
    record = records[number - 1]
    about = [other.number for other in records if other.refers == number]
    from funds.cli.told import as_object, tell  # noqa: PLC0415  start-up: the checks, for their sentences

    whole: dict[str, Any] = msgspec.to_builtins(record)
    _in_yuan(whole)
    whole["findings"] = [as_object(finding, record) for finding in record.findings]
    whole["named_by"] = about
    whole = veiled(whole)
    if how == "json":
        say(as_json(whole))
        return
    told = list(_pairs((key, _plain(value)) for key, value in whole.items() if key not in {"findings", "lines"}))
    told += [f"  {_side(line.side)} {line.account} {yuan(line.fen)}" for line in record.lines]
    told += list(tell(record.findings, record))
    say("\n".join(told) + "\n")


def _side(side: str) -> str:
    return "借" if side == "debit" else "贷"


def _in_yuan(whole: dict[str, Any]) -> None:
    """Write every amount of a record in yuan."""
    for name in ("amount", "unit_price", "retained"):
        if name in whole:
            whole[name] = yuan(whole[name])
    for line in whole.get("lines", ()):
        line["amount"] = yuan(line.pop("fen"))
    for invoice in whole.get("invoices", ()):
        for name in ("face", "share"):
            if invoice.get(name) is not None:
                invoice[name] = yuan(invoice[name])


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name} {_plain(part)}" for name, part in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_plain, value))
    return str(value)
