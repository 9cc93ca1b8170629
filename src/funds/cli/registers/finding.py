"""A finding of the checks told of a row: columns stand where an option would, and rows of the file for their numbers."""

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import msgspec

from funds.checks.judge import remedy, sentence
from funds.entry.record import Verdict
from funds.text import N_, _

__all__ = ["Place", "by_name", "entries", "named", "remedy_of", "says_of"]


class Place(NamedTuple):
    """Where another row stands; without its sheet where that is the same."""

    sheet: str
    row: int


#: Gives the row of the same file that an entry of a fund would come from; None for an entry posted before.
Where = Callable[[str, int], Place | None]

#: What is said where the other entry is a row of the same file: until that is posted, its number is nobody's.
_SAYS: Final = {
    "invoice-used": N_("Invoice {invoice} is used already by {entries}, for {used} yuan."),
    "invoice-alike": N_("An invoice of the number {invoice} is used by {entries} too; one of the two has no code."),
    "voucher-repeated": N_("Voucher {voucher} with the same payee and {amount} yuan stands in {entries} already."),
    "voucher-used": N_("Voucher {voucher} is named by {entries} too."),
    "split-purchase": N_("Together with {entries}, {payee} got {total} yuan within {days} days; the limit is {limit}."),
    "before-entry": N_("The date {date} is before that of {entries}, {first}, which it is about."),
    "above-what-is-left": N_("{amount} yuan is more than the {left} left of {entries}."),
}
#: What to do in a register, where the check's own remedy speaks of options of a command.
_REMEDIES: Final = {
    "use-unknown": N_("Write one of these in the column 用途; 其他 is for a use that the programme does not list."),
    "asset-class-open": N_(
        "Write 通用设备, 专用设备, 软件 or 非固定资产 in the column 资产类别; a row that is posted is reversed first, or cleared as it stands."
    ),
    "asset-pieces-open": N_(
        "Fill in 数量 and 单价（元）; a row that is posted is reversed first, or cleared as one piece."
    ),
    "asset-unregistered": N_(
        "Write the class in the column 资产类别; a row that is posted is reversed first, or cleared with the reason why it is none."
    ),
    "papers-missing": N_(
        "Add them when they come with the command funds attach; before the row is posted they may be named in the column 附件文件, where the register has it."
    ),
    "no-terms": N_("Fill in 工作室名称, 所在单位 and 账户单位."),
    "no-such-tier": N_("Write one of these in the column 类别."),
    "wrong-kind": N_("Write 劳模 or 职工 in the column 劳模或职工, as the naming document says."),
    "amount-per-item": N_("Write in 批准金额（元） what the rate and the number of items come to."),
    "recommender-unstated": N_("Fill in 推荐单位, or name it later with the command funds amend."),
    "instalment-exceeded": N_("Enter this payment by itself with the command funds disburse, together with the paper of that stage."),
    "invoice-used": N_(
        "Delete the row if it was entered twice; if one invoice pays for both, write its face amount behind the number in the column 发票号码, such as 30551201=4860."
    ),
    "shares-above-amount": N_(
        "Check the amount; where an invoice pays for more than this row, write its face amount and this row's share behind the number in the column 发票号码, such as 30551201=4860@1200."
    ),
    "invoice-alike": N_("Fill in 发票代码 for both. If they are two invoices, a second person clears it."),
    "maker-approves": N_("Write who approved it in the column 审批人; a second person decides (funds clear)."),
}  # fmt: skip
_NUMBER: Final = re.compile(r"\d+")


#: Facts that are ids, or several of them.
_IDS: Final = ("uses", "purpose", "tiers", "tier", "kinds", "kind")


def by_name(finding: Verdict, known: Callable[[], Mapping[str, str]]) -> Verdict:
    """Give a finding with the names that a register offers in the place of ids."""
    ids = {key: finding.facts[key].split(", ") for key in _IDS if key in finding.facts}
    if not ids:
        return finding
    names = known()
    called = {key: "、".join(names.get(each, each) for each in some) for key, some in ids.items()}
    return msgspec.structs.replace(finding, facts={**finding.facts, **called})


def says_of(finding: Verdict, fund: str, where: Where) -> str:
    """Say what was found on a row of a fund."""
    said = finding.facts.get("numbers") or finding.facts.get("number", "")
    other = finding.facts.get("fund") or fund
    if finding.code not in _SAYS or not any(where(other, int(number)) for number in _listed(said)):
        return sentence(finding)
    return _(_SAYS[finding.code]).format_map({**finding.facts, "entries": entries(said, other, where)})


def remedy_of(finding: Verdict) -> str:
    """Say what to do about a finding on a row."""
    return _(_REMEDIES[finding.code]) if finding.code in _REMEDIES else remedy(finding)


def entries(numbers: str, fund: str, where: Where) -> str:
    """Name entries of a fund, given as “4, 12 … (30)”: those of the same file by their rows."""
    said = (_named(int(number), where(fund, int(number))) for number in _listed(numbers))
    _first, cut, rest = numbers.partition(" …")
    return _(", ").join(said) + cut + rest


def _listed(numbers: str) -> list[str]:
    return _NUMBER.findall(numbers.partition("…")[0])


def _named(number: int, place: Place | None) -> str:
    return _("entry {number}").format(number=number) if place is None else named(place)


def named(place: Place) -> str:
    """Name a row of the file."""
    said = _("row {row} of sheet {sheet}") if place.sheet else _("row {row} of this file")
    return said.format(row=place.row, sheet=place.sheet)
