"""The union chart of accounts (工会会计制度, 财会〔2021〕7号): codes and names, unaltered.

Only what a studio grant touches is listed. The chart of 2021 serves all years; the book says so
in its header for entries dated before 2022.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

__all__ = ["ACCOUNTS", "ASSET_FUND", "Account", "account_name", "is_expense", "split_name"]


class Account(NamedTuple):
    """One account: its code, its name, and the Beancount root it stands under."""

    code: str
    name: str
    root: str


_ROWS: Final = (
    ("Assets", "101", "库存现金"),
    ("Assets", "102", "银行存款"),
    ("Assets", "13101", "应收上级补助"),
    ("Assets", "135", "其他应收款"),
    ("Assets", "162", "固定资产"),
    ("Assets", "171", "无形资产"),
    ("Liabilities", "215", "其他应付款"),
    ("Equity", "30104", "资产基金-固定资产"),
    ("Equity", "30105", "资产基金-无形资产"),
    ("Equity", "32101", "年初余额调整"),
    ("Income", "40302", "专项转移支付补助"),
    ("Expenses", "50303", "职工创新活动支出"),
    ("Expenses", "50702", "办公设备购置"),
    ("Expenses", "50703", "专用设备购置"),
    ("Expenses", "50706", "信息网络购建"),
    ("Expenses", "50707", "其他资本性支出"),
)

#: Every account by its code.
ACCOUNTS: Final = {code: Account(code, name, root) for root, code, name in _ROWS}

#: The asset account a fixed asset stands in, and the asset fund (资产基金) that mirrors it.
ASSET_FUND: Final = {"162": "30104", "171": "30105"}

#: Sub-parts of 32101: money returned, and expenses of earlier years undone.
DETAILS: Final = {"returns": "1退回", "corrections": "2更正"}
_CODE: Final = re.compile("[0-9]+")
_DETAIL_OF: Final = {part: detail for detail, part in DETAILS.items()}


def is_expense(code: str) -> bool:
    """Tell whether an account is expenditure (503 and 507 of the chart)."""
    return code[:1] == "5"


@lru_cache(maxsize=65536)
def account_name(code: str, fund: str, detail: str = "", purpose: str = "") -> str:
    """Give the Beancount account ``Root:code+name:…:FUND`` of a line.

    Each part begins with a digit or a capital letter, as Beancount needs: the purpose part
    (``P2设备采购改进``) is the purpose's number and name.
    """
    row = ACCOUNTS[code]
    parts = [row.root, row.code + row.name]
    if detail:
        parts.append(DETAILS[detail])
    if purpose:
        parts.append(purpose)
    parts.append(fund)
    return ":".join(parts)


@lru_cache(maxsize=65536)
def split_name(name: str) -> tuple[str, str, str, str]:
    """Undo `account_name`: give (code, fund, detail, purpose). Raises ValueError otherwise."""
    root, coded, *middle, fund = name.split(":")
    leading = _CODE.match(coded)
    code = leading[0] if leading else ""
    known = ACCOUNTS.get(code)
    if known is None or known.root != root or code + known.name != coded:
        message = f"not an account of the union chart: {name}"
        raise ValueError(message)
    detail = _DETAIL_OF.get(middle[0], "") if middle else ""
    rest = middle[1:] if detail else middle
    if len(rest) > 1:
        message = f"too many parts: {name}"
        raise ValueError(message)
    return code, fund, detail, rest[0] if rest else ""
