"""Which studio is meant by a name or by one of its funds' codes, and who may see personal data in full."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

import click

from funds.cli.options import login
from funds.cli.support import _near
from funds.cli.typed import FILLED, FUND, WORDS
from funds.entry.names import fold
from funds.statements.materials import Material, masked
from funds.text import _
from funds.workspace import NoWorkspaceError

__all__ = ["Meant", "Seen", "Studios", "fits", "meant", "seeing", "seen"]

_FUND: Final = re.compile(r"\s*[A-Za-z]{1,8}\d{4}-\d{3,9}\s*", re.ASCII)


class Meant(NamedTuple):
    """A studio, all the names that it has had, its funds' codes, and the fund by which it was named, if any."""

    studio: str
    names: tuple[str, ...]
    funds: tuple[str, ...]
    fund: str = ""


class Studios:
    """Every studio that is known, and the names that each fund's studio has had; read once for many questions."""

    def __init__(self, engine: Any) -> None:
        """Read them."""
        from funds.record.materials import fund_studios  # noqa: PLC0415  start-up: SQLAlchemy
        from funds.record.support import known_studios  # noqa: PLC0415

        self._funds = fund_studios(engine)
        self._now = {name: names[-1] for names in self._funds.values() for name in names}
        self._now |= {name: name for name in known_studios(engine)}

    def meant(self, typed: str) -> Meant:
        """Give the studio meant by a name or a fund's code. Raises NoFundError, NoWorkspaceError (naming near ones)."""
        from funds.record.errors import NoFundError  # noqa: PLC0415

        fund = FUND.convert(typed, None, None) if _FUND.fullmatch(typed) else ""
        if fund and fund not in self._funds:
            raise NoFundError(fund=fund)
        studio = self._funds[fund][-1] if fund else self._known(typed)
        funds = tuple(code for code, names in self._funds.items() if names[-1] == studio)
        names = dict.fromkeys([studio, *(name for code in funds for name in self._funds[code])])
        return Meant(studio, tuple(names), funds, fund)

    def _known(self, typed: str) -> str:
        if typed in self._now:
            return self._now[typed]
        same = [name for name in self._now if fold(name) == fold(typed)]
        if len({self._now[name] for name in same}) == 1:
            return self._now[same[0]]
        near = same or _near(fold(typed), self._now)
        says = _("There is no studio {name}. Enter it with funds studio add; funds studio list shows those known.")
        if near:
            says = _("There is no studio {name}. Near to it: {near}. funds studio add enters a new one.")
        raise NoWorkspaceError(says.format(name=typed, near="、".join(near)))


def meant(engine: Any, typed: str) -> Meant:
    """Give the studio meant, as `Studios` does."""
    return Studios(engine).meant(typed)


def fits(studio: Meant, fund: str) -> None:
    """Hold that a fund is the studio's. Raises UsageError."""
    if fund and fund not in studio.funds:
        what = _("The fund {fund} is not one of {studio}; its funds are: {funds}.")
        known = ", ".join(studio.funds) or "-"
        raise click.UsageError(what.format(fund=fund, studio=studio.studio, funds=known))


class Seen(NamedTuple):
    """Whether personal data are shown in full, why, and to whom."""

    unmasked: bool
    reason: str
    actor: str


def seeing(command: Callable[..., Any]) -> Any:
    """Add the options by which personal data are shown in full."""
    for option in (
        click.option("--actor", type=FILLED, envvar="FUNDS_ACTOR", default=login, help=_("Who looks.")),
        click.option("--reason", type=WORDS, default="", help=_("Why personal data are needed in full.")),
        click.option(
            "--unmasked", is_flag=True,
            help=_("Show identity numbers and telephones in full; who, when and why is kept in the event log."),
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def seen(engine: Any, rows: Iterable[Material], who: Seen, what: str, now: dt.datetime) -> Callable[..., Any]:
    """Give what hides personal numbers, or where that was asked for leaves them, and log it. Raises UsageError."""
    if not who.unmasked:
        return masked
    if not who.reason:
        raise click.UsageError(_("Personal data are shown in full only for a reason: add --reason."))
    from funds.cli.identity import no_identity_in  # noqa: PLC0415
    from funds.record.materials import log_unmasked  # noqa: PLC0415

    no_identity_in(who.reason, actor=who.actor)
    rows = list(rows)
    studios = "、".join(dict.fromkeys(row.studio for row in rows))
    ledgers = ",".join(dict.fromkeys(row.ledger for row in rows))
    told = {"what": what, "reason": who.reason, "studios": studios, "ledgers": ledgers, "rows": str(len(rows))}
    log_unmasked(engine, told, who.actor, login(), now)
    return dict
