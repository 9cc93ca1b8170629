"""The windows, caps and margins of matching, each with its reason; a workspace may set others."""

from typing import NamedTuple

__all__ = ["Settings"]


class Settings(NamedTuple):
    """What matching may do by itself: days, points of score, counts. Score: a point is worth a day of nearness."""

    #: Material is dated by the event (acceptance, first day of a course); the voucher follows within six weeks.
    material_days: int = 45
    #: The bank books a transfer within days; reimbursement and cheques at a month's end take up to a month.
    bank_days: int = 31
    #: Without a name on both sides, amount and day alone decide: then the day must be near.
    near_days: int = 15
    #: The same, where nothing else in the fund is of that amount.
    sole_days: int = 21
    #: Without a key and a name, money that left so long before its voucher was made is another's.
    early_days: int = 5
    #: Without a key, material entered so long after its voucher is another's.
    late_days: int = 21
    #: Voucher numbers begin again each year, in some units each month: a number is the same document only nearby.
    voucher_days: int = 62
    #: By how many points a choice must beat each rival; under two weeks' difference a person cannot be sure either.
    margin: int = 12
    #: The parts of one sum; more than six are paid by a list, and a list carries a voucher number.
    parts: int = 6
    #: The rows a sum is looked for among; above it, chance sums outnumber true ones.
    pool: int = 18
    #: Steps of the search for one sum, so that no fund can hold up the rest.
    steps: int = 4000
    #: Rows of one amount within one window; above it each has too many rivals for any margin.
    rivals: int = 60
    #: A sum of rows of the same supplier stands where chance would give at most one in so many.
    chance_named: int = 8
    #: The same, where it is all of the supplier's of some days: there are few ways to take all.
    chance_whole: int = 2
    #: The same, where rows do not name the supplier.
    chance_unnamed: int = 400
    #: The same, where a row bears the key, and only what it lacks is looked for: of the same supplier, or of none.
    chance_anchored: int = 1
    chance_completing: int = 40
    #: Bills of a week are paid in one transfer to many; such a line is a sum, so that less tells which.
    bulk_days: int = 8
    chance_bulk: int = 50
    #: Among more names than these each is looked for as it is written, since all would be held against all.
    names: int = 400
    #: A person is shown the best candidates, not all.
    shown: int = 8
