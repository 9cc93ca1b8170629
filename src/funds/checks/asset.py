"""Fixed assets (固定资产): class and pieces decide, by the thresholds of the accounting system."""

from collections.abc import Iterable
from typing import Final

from funds.checks.case import Case, Check
from funds.entry.record import Record
from funds.finding import Finding, review
from funds.law.force import Law
from funds.law.values import Threshold
from funds.money import yuan
from funds.text import N_

__all__ = ["CHECKS", "FIXED", "asset_class"]

#: The classes that an entry is registered under; ``open`` stands under general until decided.
FIXED: Final = frozenset({"general", "special", "software", "open"})


def asset_class(record: Record, law: Law) -> str:
    """Give the class an entry is treated as: a stated one below its threshold is expensed (``none``).

    An unstated class of equipment at the lowest threshold or above is ``open``: registered as
    general equipment for the time being, and put under review. Otherwise nothing is registered.
    """
    stated = record.asset
    if stated == "open" or (not stated and _may_be_asset(record, law)):
        lowest = min((value.limit for value in law.thresholds.values()), default=None)
        return "open" if lowest is not None and _piece(record) >= lowest else ""
    threshold = law.thresholds.get(stated)
    if threshold is None:
        return stated
    return stated if _piece(record) >= threshold.limit else "none"


def _piece(record: Record) -> int:
    """Give the price of one piece in fen; without a quantity the purchase counts as one piece."""
    return record.unit_price or record.amount // max(record.quantity, 1)


def _may_be_asset(record: Record, law: Law) -> bool:
    """Tell whether a purchase is of equipment by its use, or by a price stated for each piece."""
    use = law.uses.get(record.purpose)
    equipment = record.purpose == "equipment" or (use is not None and "设备" in use.name)
    return equipment or (record.purpose == "premises" and record.unit_price > 0)


def asset_open(case: Case) -> Iterable[Finding]:
    """A class or a number of pieces that leaves the treatment open is put under review."""
    record = case.record
    if record.refers or record.asset not in FIXED:
        return
    if record.asset == "open":
        value = case.law.thresholds.get("general")
        yield review("asset-class-open", record.amount, _cite(case, value), **_facts(record, value))
    elif not record.quantity and not record.unit_price:
        value = case.law.thresholds.get(record.asset)
        yield review("asset-pieces-open", record.amount, _cite(case, value), **_facts(record, value), kind=record.asset)


def asset_unregistered(case: Case) -> Iterable[Finding]:
    """Equipment over every threshold that is entered as no asset is put under review."""
    record = case.record
    if record.refers or record.asset != "none" or not _may_be_asset(record, case.law):
        return
    highest = max(case.law.thresholds.values(), key=lambda value: value.limit, default=None)
    if highest is not None and _piece(record) >= highest.limit:
        yield review("asset-unregistered", record.amount, _cite(case, highest), **_facts(record, highest))


def _cite(case: Case, value: Threshold | None) -> str:
    return case.book.cite(value) if value else ""


def _facts(record: Record, value: Threshold | None) -> dict[str, str]:
    limit = yuan(value.limit) if value else "-"
    return {"piece": yuan(_piece(record)), "limit": limit, "amount": yuan(record.amount)}


_SPEND: Final = frozenset({"spend"})
_SYSTEM: Final = "工会会计制度（财会〔2021〕7号）第三十二条、第三十九条"

CHECKS: Final = (
    Check(
        code="asset-class-open",
        reach="fund",
        title=N_("Equipment at the threshold has a class"),
        says=N_(
            "{piece} yuan a piece reaches the threshold of {limit}, and the class is not stated: registered as general for now."
        ),
        remedy=N_(
            "Reverse and record again with --asset general, special, software or none; or clear it as it stands."
        ),
        basis=_SYSTEM,
        run=asset_open,
        kinds=_SPEND,
        severity="review",
    ),
    Check(
        code="asset-pieces-open",
        reach="fund",
        title=N_("A fixed asset has a number of pieces"),
        says=N_(
            "{amount} yuan are registered as one piece ({kind}); with several pieces the threshold of {limit} may not be reached."
        ),
        remedy=N_("Reverse and record again with --quantity and --unit-price; or clear it as one piece."),
        basis=_SYSTEM,
        run=asset_open,
        kinds=_SPEND,
        severity="review",
    ),
    Check(
        code="asset-unregistered",
        reach="fund",
        title=N_("Equipment over the threshold is registered"),
        says=N_("{piece} yuan a piece reaches the threshold of {limit}, but the entry registers no asset."),
        remedy=N_("Reverse and record again with --asset; or clear it with the reason why it is none."),
        basis=_SYSTEM,
        run=asset_unregistered,
        kinds=_SPEND,
        severity="review",
    ),
)
