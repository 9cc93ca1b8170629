"""What the papers of reconciliation call the stages, the classes of what is left over, and the ledgers."""

from collections.abc import Mapping
from typing import Final

from funds.workbook.layout.sheets import LAYOUTS

__all__ = ["CLASS_NAMES", "LEDGER_NAMES", "REST", "STAGE_NAMES", "class_name", "stage_name"]

#: By which stage something is agreed (核对依据).
STAGE_NAMES: Final[Mapping[str, str]] = {
    "person": "人工核对",
    "reversed": "红字冲销相抵",
    "key": "票据号或凭证号",
    "one-to-one": "金额日期单位",
    "sum": "几笔合计",
    "choice": "最相符的候选",
    "named": "票据号或凭证号（未载金额）",
    "evidence": "所附单据齐全",
    "refund": "退回已核对的支出",
}
#: The classes of what is left over (未核对上的原因).
CLASS_NAMES: Final[Mapping[str, str]] = {
    "no-material": "有支出，无台账材料",
    "no-spending": "有台账材料，无支出",
    "amount-differs": "票据号或凭证号相符，金额不符",
    "outside-window": "金额、单位相符，日期超出核对期限",
    "document-twice": "一张单据列入几笔支出",
    "stated-twice": "几份台账材料都载明同一笔支出的全额",
    "no-entry": "银行有流水，账面未记",
    "no-bank-line": "账面已记，银行无流水",
    "over-cap": "可能的组合过多，未作匹配",
    "ambiguous": "有几种可能，待人工判断",
    "no-amount": "台账材料未载金额",
    "interest": "存款利息（不属本专项资金）",
    "fee": "银行手续费（不属本专项资金）",
    "transfer": "已登记账户之间的划转",
    "other": "已标记为其他资金的流水",
    "other-money": "专户内的其他资金（未专户专用）",
    "before-statement": "首份对账单之前的账",
    "no-statement": "尚无本账户的对账单",
}
#: The classes of lines that are no fund's: on a shared account there may be thousands.
REST: Final = frozenset({"interest", "fee", "transfer", "other"})
#: The ledgers of supporting material, by the name that a row gives.
LEDGER_NAMES: Final[Mapping[str, str]] = {
    layout.kind.removeprefix("material-"): layout.title.removesuffix("台账") for layout in LAYOUTS["materials"]
}


def stage_name(stage: str) -> str:
    """Name a stage."""
    return STAGE_NAMES.get(stage, stage)


def class_name(cls: str) -> str:
    """Name a class of what is left over."""
    return CLASS_NAMES.get(cls, cls)
