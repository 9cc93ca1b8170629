"""What the workspace sets where a programme's documents leave a value open, put in its place."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, cast

import msgspec

from funds.law.policy import Policy
from funds.law.programme import Programme
from funds.law.values import Once, Payee, Quota, Renewal, Tier, Unstated
from funds.money import BadMoneyError, fen, yuan

__all__ = ["Amiss", "amiss", "settled"]

_AMOUNT = "amount-"
_RENEWAL = "renewal-percent-"


class Amiss(NamedTuple):
    """A setting that cannot be used: its name, what it says, and the form or choices it should take."""

    name: str
    said: str
    wanted: str


def amiss(programme: Programme, policy: Policy) -> Iterable[Amiss]:
    """Yield each setting for a programme that it does not leave open, or that cannot be read."""
    known = {value.setting: value for value in programme.unstated if value.setting}
    for name, said in policy.settings.get(programme.code, {}).items():
        if name not in known:
            yield Amiss(name, said, ", ".join(sorted(known)) or "-")
        elif known[name].choices and said not in known[name].choices:
            yield Amiss(name, said, ", ".join(known[name].choices))
        elif not _readable(name, said):
            yield Amiss(name, said, _form(name))


def _form(name: str) -> str:
    return "20000.00, 20000.00-30000.00" if name.startswith(_AMOUNT) else "1, 2, 3 …"


def _readable(name: str, said: str) -> bool:
    if name.startswith(_AMOUNT):
        try:
            low, high = (fen(text) for text in _range(said))
        except BadMoneyError:
            return False
        return 0 < low <= high
    if name.startswith(_RENEWAL) or name.endswith("-years"):
        return said.isascii() and said.isdecimal() and int(said) > 0
    return bool(said.strip())


def _range(said: str) -> tuple[str, str]:
    low, _, high = said.partition("-")
    return low, high or low


def settled(programme: Programme, policy: Policy) -> Programme:
    """Give the programme with each value that the workspace has set; what is unset stays open.

    A quota whose bodies come from a setting stands for nobody until they are named.
    """
    said = policy.settings.get(programme.code, {})
    return msgspec.structs.replace(
        programme,
        tier=tuple(_tier(value, said) for value in programme.tier),
        payee=programme.payee or tuple(_payee(programme.unstated, said)),
        quota=tuple(_quotas(programme.quota, said)),
        once=tuple(_once(value, said) for value in programme.once),
        renewal=(*programme.renewal, *_renewals(programme, said)),
    )


def _tier(tier: Tier, said: dict[str, str]) -> Tier:
    text = said.get(_AMOUNT + tier.id)
    if text is None:
        return tier
    low, high = (yuan(fen(bound)) for bound in _range(text))
    return msgspec.structs.replace(tier, min=low, max=high)


def _payee(unstated: Iterable[Unstated], said: dict[str, str]) -> Iterable[Payee]:
    for value in unstated:
        if value.setting == "payee" and "payee" in said:
            to = cast("Literal['unit-union', 'unit', 'person', 'alliance']", said["payee"])
            yield Payee(cite=value.cite, since=value.since, until=value.until, note=value.what, to=to)


def _quotas(quotas: Iterable[Quota], said: dict[str, str]) -> Iterable[Quota]:
    for quota in quotas:
        if not quota.names_from:
            yield quota
        elif quota.names_from in said:
            names = said[quota.names_from].replace("、", ",").replace("，", ",").split(",")
            yield msgspec.structs.replace(quota, names=tuple(name.strip() for name in names if name.strip()))


def _once(once: Once, said: dict[str, str]) -> Once:
    again = cast("Literal['never', 'new-cycle', 'promotion']", said.get("again", once.again))
    years = int(said["cycle-years"]) if "cycle-years" in said else once.cycle_years
    promotion = said["promotion"] == "grant" if "promotion" in said else once.promotion
    return msgspec.structs.replace(once, again=again, cycle_years=years, promotion=promotion)


def _renewals(programme: Programme, said: dict[str, str]) -> Iterable[Renewal]:
    """Give a rate for each tier whose renewal the workspace has set; the cycle is that of `once`."""
    cycles = (_once(value, said).cycle_years for value in programme.once)
    years = next((cycle for cycle in cycles if cycle), 1)
    for value in programme.unstated:
        tier = value.setting.removeprefix(_RENEWAL)
        if value.setting in said and tier != value.setting:
            percent = int(said[value.setting])
            yield Renewal(cite=value.cite, since=value.since, tier=tier, percent=percent, after_years=years)
