"""More bank statements as banks let them be saved, and all of them by the code of their profile."""

from collections.abc import Callable, Sequence
from typing import Final

from statements_made import ACCOUNT, HOLDER, Moved, Table, abc, boc, ccb, icbc


def bocom(moved: Sequence[Moved], account: str = ACCOUNT) -> Table:
    """In the style of BOCOM: one amount and a side."""
    table: Table = [["交通银行账户交易明细"], [f"查询账号:{account} 币种:人民币"], [f"户  名:{HOLDER}"]]
    table.append(["交易时间", "摘要", "凭证种类", "凭证号码", "对方户名", "对方账号", "借贷标志", "发生额", "余额"])
    table += [
        [
            f"{one.date} {one.time}",
            one.text,
            "",
            one.serial,
            one.other,
            one.other_account,
            "借" if one.out else "贷",
            one.out or one.into,
            one.balance,
        ]
        for one in moved
    ]
    return [*table, ["以下无正文"]]


def cmb(moved: Sequence[Moved], account: str = ACCOUNT) -> Table:
    """In the style of CMB: the account below its word, day and time apart."""
    table: Table = [
        ["# 招商银行账务明细"],
        ["银行账号", account, "公司名称", HOLDER],
        ["期初余额", moved[0].balance and _opening(moved[0])],
    ]
    table.append(
        [
            "交易日",
            "交易时间",
            "起息日",
            "交易类型",
            "借方金额",
            "贷方金额",
            "余额",
            "摘要",
            "流水号",
            "用途",
            "收(付)方名称",
            "收(付)方账号",
        ]
    )
    table += [
        [
            one.date.replace("-", ""),
            one.time,
            one.date.replace("-", ""),
            "转账",
            one.out,
            one.into,
            one.balance,
            one.text,
            one.serial,
            "",
            one.other,
            one.other_account,
        ]
        for one in moved
    ]
    return table


def plain(moved: Sequence[Moved], account: str = ACCOUNT) -> Table:
    """The template's own layout, with the user's own column of numbers."""
    del account
    table: Table = [
        [
            "流水号",
            "日期",
            "摘要",
            "对方户名",
            "对方账号",
            "借方金额（支出）",
            "贷方金额（收入）",
            "余额",
            "凭证号",
            "备注",
            "id",
        ]
    ]
    table += [
        [
            one.serial,
            one.date,
            one.text,
            one.other,
            one.other_account,
            one.out,
            one.into,
            one.balance,
            "",
            "",
            f"行{place}",
        ]
        for place, one in enumerate(moved, 1)
    ]
    return table


BANKS: Final[dict[str, Callable[..., Table]]] = {
    "icbc": icbc, "ccb": ccb, "abc": abc, "boc": boc, "bocom": bocom, "cmb": cmb, "plain": plain,
}  # fmt: skip


def _opening(first: Moved) -> str:
    cents = round(float(first.balance.replace(",", "")) * 100) - round(float(first.amount.replace(",", "")) * 100)
    return f"{cents / 100:.2f}"
