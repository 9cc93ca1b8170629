"""What each value of the law says, as a sentence: one short function for each kind of value."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from funds.law.material import (
    Assessment,
    Calendar,
    Eligibility,
    EvidenceNeed,
    Form,
    Indicator,
    Ledger,
    Procedure,
)
from funds.law.values import Instalment, Once, PerItem, Quota, Renewal, Tier, Unstated, Use
from funds.money import fen, yuan
from funds.text import N_, _

__all__ = ["SENTENCES", "amount"]

_WORDS: Final = {
    "unit-union": N_("the union account of the unit"),
    "unit": N_("the unit"),
    "person": N_("the person"),
    "alliance": N_("the alliance"),
    "naming": N_("after naming"),
    "acceptance": N_("after acceptance"),
    "assessment": N_("after assessment"),
    "studio": N_("studio"),
    "lead": N_("lead person"),
    "programme": N_("the programme"),
    "recommender": N_("each recommending body"),
    "model": N_("model workers' studios"),
    "staff": N_("staff studios"),
    "open": N_("Open: a use that is not named is reviewed."),
    "closed": N_("Closed: a use that is not named is refused."),
    "award": N_("naming"),
    "disburse": N_("disbursement"),
    "receive": N_("receipt"),
    "spend": N_("spending"),
    "unit-each": N_("each unit"),
    "general": N_("general equipment"),
    "special": N_("special equipment"),
    "software": N_("software"),
    "studio-unit": N_("the studio's unit"),
}


def _word(key: str) -> str:
    return _(_WORDS[key])


def _list(parts: Iterable[str]) -> str:
    return _(", ").join(part for part in parts if part)


def amount(low: str | None, high: str | None) -> str:
    """Say a range of yuan: exactly, from to, at least, at most, or that none is stated."""
    least, most = (None if text is None else f"{fen(text) // 100:,}.{fen(text) % 100:02d}" for text in (low, high))
    if least is None and most is None:
        return _("no amount stated")
    if least == most:
        return _("exactly {amount} yuan").format(amount=least)
    if most is None:
        return _("at least {amount} yuan").format(amount=least)
    if least is None:
        return _("at most {amount} yuan").format(amount=most)
    return _("{least} to {most} yuan").format(least=least, most=most)


def _tier(tier: Tier) -> str:
    kinds = f" ({_list(map(_word, tier.kinds))})" if tier.kinds else ""
    return f"{tier.id} {tier.name}: {amount(tier.min, tier.max)}{kinds}"


def _per_item(value: PerItem) -> str:
    each = _("{id} {item}: {amount} yuan each").format(id=value.id, item=value.item, amount=yuan(fen(value.amount)))
    return each + (_(", at most {most} items").format(most=value.most) if value.most else "")


def _instalment(value: Instalment) -> str:
    text = _("Part {number}: {percent}% {after}").format(
        number=value.number, percent=value.percent, after=_word(value.after)
    )
    return text + _only(value.tier)


def _only(tier: str) -> str:
    return _(" (tier {tier} only)").format(tier=tier) if tier else ""


def _once(value: Once) -> str:
    text = _("One grant for each {per}.").format(per=_word(value.per))
    if value.again == "new-cycle":
        tiers = _list(value.again_tiers) or _("all")
        years = value.cycle_years if value.cycle_years is not None else "?"
        text += " " + _("Again in a new cycle, after {years} years (tiers: {tiers}).").format(years=years, tiers=tiers)
    if value.again == "promotion" or value.promotion:
        text += " " + _("Again on a rise to another tier.")
    return text


def _renewal(value: Renewal) -> str:
    text = _("{percent}% of the amount after {years} years").format(percent=value.percent, years=value.after_years)
    return text + _only(value.tier)


def _quota(value: Quota) -> str:
    bounds = [
        _("at most {number}").format(number=value.most) if value.most is not None else "",
        _("at least {number}").format(number=value.least) if value.least is not None else "",
        _("aim {number}").format(number=value.target) if value.target is not None else "",
    ]
    whom = _word("unit-each" if value.per == "unit" else value.per)
    narrowed = [_word(value.kind) if value.kind else "", value.tier, *value.names]
    if value.names_from:
        narrowed.append(_("those named in the setting {setting}").format(setting=value.names_from))
    told = _list(narrowed)
    return f"{value.id}, {whom}: {_list(bounds)}" + (f" ({told})" if told else "")


def _use(use: Use) -> str:
    assets = _("assets {accounts}").format(accounts=_list((use.general, use.special, use.software)))
    account = _("P{number} {id} {name}: account {account}, {assets}").format(
        number=use.number, id=use.id, name=use.name, account=use.expense, assets=assets
    )
    return account + (_(", class {economic}").format(economic=use.economic) if use.economic else "")


def _evidence(need: EvidenceNeed) -> str:
    event = _word(need.event) + ("" if need.use == "*" else f" {need.use}")
    papers = _list((*need.kinds, _(" or ").join(need.any_of)))
    if need.above:
        event += _(" above {amount} yuan").format(amount=yuan(fen(need.above)))
    if need.limit:
        event += _(" above the workspace's contract limit")
    if need.asset:
        event += _(" of fixed assets")
    return f"{event}: {papers}" + (f" ({need.when})" if need.when else "")


def _ledger(value: Ledger) -> str:
    keeper = _word({"unit-union": "unit"}.get(value.keeper, value.keeper))
    return _("{id} {name}, kept by: {keeper}").format(id=value.id, name=value.name, keeper=keeper)


def _indicator(value: Indicator) -> str:
    seal = _("; seal: {seal}").format(seal=value.seal) if value.seal else ""
    return f"{value.number}. {value.name} ({value.group}): {value.material}{seal}"


def _assessment(value: Assessment) -> str:
    every = _("every {months} months").format(months=value.every_months) if value.every_months else ""
    parts = (every, value.by, value.due, _list(value.tiers), " → ".join(value.steps), " / ".join(value.grades))
    told = "; ".join(part for part in (*parts, value.consequence) if part)
    return f"{value.name}: {told}"


def _eligibility(value: Eligibility) -> str:
    if value.least is None and value.most is None:
        return value.what + _only(value.tier)
    least = _("at least {number}").format(number=value.least) if value.least is not None else ""
    most = _("at most {number}").format(number=value.most) if value.most is not None else ""
    return f"{value.what}: {_list((least, most))} {value.unit}".rstrip() + _only(value.tier)


def _calendar(value: Calendar) -> str:
    start, end = value.start or "", value.end or ""
    days = f"{start} – {end}" if start else _("until {end}").format(end=end)
    copies = _(", {copies} copies").format(copies=value.copies) if value.copies else ""
    return f"{value.what}: {days}{copies}"


def _procedure(value: Procedure) -> str:
    return f"{value.what}: {' → '.join(value.steps)}"


def _form(form: Form) -> str:
    money = _list(f"{field.name}({field.unit})" for field in form.fields if field.type == "money")
    seals = _list(field.name for field in form.fields if field.type == "seal")
    text = _("{name}: {count} fields").format(name=form.name, count=len(form.fields))
    text += _("; money: {fields}").format(fields=money) if money else ""
    return text + (_("; seals: {fields}").format(fields=seals) if seals else "")


def _unstated(value: Unstated) -> str:
    if not value.setting:
        return value.what
    said = _list(value.choices) or "…"
    return value.what + _(" [setting {setting} = {choices}]").format(setting=value.setting, choices=said)


#: How a value of each section is said.
SENTENCES: Final[dict[str, Callable[[Any], str]]] = {
    "tier": _tier,
    "per_item": _per_item,
    "instalment": _instalment,
    "once": _once,
    "renewal": _renewal,
    "payee": lambda value: _word(value.to),
    "pool": lambda value: _("At most {amount} yuan approved in a year").format(amount=yuan(value.limit)),
    "quota": _quota,
    "uses": lambda value: _word(value.kind),
    "use": _use,
    "prohibition": lambda value: f"{value.name} ({value.category})",
    "support": lambda value: f"{value.cost}: {value.bearer}",
    "evidence": _evidence,
    "threshold": lambda value: _("{kind} from {amount} yuan").format(kind=_word(value.id), amount=yuan(value.limit)),
    "ledger": _ledger,
    "eligibility": _eligibility,
    "calendar": _calendar,
    "procedure": _procedure,
    "assessment": _assessment,
    "removal": lambda value: value.ground,
    "indicator": _indicator,
    "forms": _form,
    "paper": lambda value: f"{value.id} {value.name}",
    "personal": lambda value: f"{value.what}: {_list(value.kinds)}",
    "unstated": _unstated,
}
