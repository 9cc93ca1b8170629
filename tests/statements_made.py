"""Bank statements as banks let them be saved, each by its own generator, and a door to bring them in."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

ACCOUNT: Final = "44050174020100005678"
HOLDER: Final = "榕城机械厂工会委员会"

Table = list[list[Any]]


class Moved(NamedTuple):
    """A movement as a test names it: amounts in yuan as text, out below zero."""

    date: str
    amount: str
    balance: str
    other: str = "榕城新锐图文店"
    text: str = "宣传册"
    serial: str = ""
    time: str = "10:15:03"
    other_account: str = "6222000011112222333"

    @property
    def out(self) -> str:
        return self.amount[1:] if self.amount.startswith("-") else ""

    @property
    def into(self) -> str:
        return "" if self.amount.startswith("-") else self.amount


#: A month: the grant comes in, two purchases, a fee, interest.
MONTH: Final = (
    Moved(
        "2022-10-20",
        "30,000.00",
        "30,000.00",
        "揭阳市总工会",
        "劳模创新工作室补助",
        "S001",
        other_account="2019002609200012345",
    ),
    Moved("2022-10-25", "-1,280.00", "28,720.00", "榕城新锐图文店", "工作室门牌", "S002"),
    Moved("2022-10-25", "-15.00", "28,705.00", "", "手续费", "S003", "10:15:04", ""),
    Moved("2022-11-08", "-4,860.00", "23,845.00", "榕城永固五金店", "台式钻床", "S004"),
    Moved("2022-12-21", "12.34", "23,857.34", "", "结息", "S005", "00:00:01", ""),
)
#: The same as the record should have it: date, fen, balance, counterparty.
KEPT: Final = [
    ("2022-10-20", 3_000_000, 3_000_000, "揭阳市总工会"),
    ("2022-10-25", -128_000, 2_872_000, "榕城新锐图文店"),
    ("2022-10-25", -1_500, 2_870_500, ""),
    ("2022-11-08", -486_000, 2_384_500, "榕城永固五金店"),
    ("2022-12-21", 1_234, 2_385_734, ""),
]


def icbc(moved: Sequence[Moved], account: str = ACCOUNT) -> Table:
    """In the style of ICBC: guarded cells and tab padding, own account in each row."""
    table: Table = [
        ["中国工商银行账户明细"],
        [f"账号：{account}", f"户名：{HOLDER}", "起止日期：20221001-20221231"],
        [],
    ]
    table.append(
        [
            "凭证号",
            "本方账号",
            "对方账号",
            "交易时间",
            "借/贷",
            "借方发生额",
            "贷方发生额",
            "对方行号",
            "摘要",
            "用途",
            "对方单位",
            "余额",
            "个性化信息",
        ]
    )
    for one in moved:
        side = "借" if one.out else "贷"
        table.append(
            [
                f'="{one.serial}"',
                f"{account}\t",
                f'="{one.other_account}"',
                f"{one.date} {one.time}\t",
                side,
                one.out,
                one.into,
                "",
                one.text,
                "",
                one.other,
                one.balance,
                "",
            ]
        )
    return [*table, ["", "", "", "合计", "", "", "", "", "", "", "", ""]]


def ccb(moved: Sequence[Moved], account: str = ACCOUNT) -> Table:
    """In the style of CCB: no preamble, own account in each row, 20221008 10:15:03, both sides always filled."""
    table: Table = [
        [
            "账号",
            "账户名称",
            "交易时间",
            "借方发生额（支取）",
            "贷方发生额（收入）",
            "余额",
            "币种",
            "对方户名",
            "对方账号",
            "对方开户机构",
            "记账日期",
            "摘要",
            "备注",
            "账户明细编号-交易流水号",
            "企业流水号",
            "凭证种类",
            "凭证号",
            "关联账户",
        ]
    ]
    for one in moved:
        day = one.date.replace("-", "")
        table.append(
            [
                account,
                HOLDER,
                f"{day} {one.time}",
                one.out or "0.00",
                one.into or "0.00",
                one.balance,
                "人民币元",
                one.other,
                one.other_account,
                "",
                day,
                one.text,
                "",
                f"17-{one.serial}",
                "",
                "",
                "",
                "",
            ]
        )
    return table


def abc(moved: Sequence[Moved], account: str = ACCOUNT) -> Table:
    """In the style of ABC: title lines, newest first."""
    table: Table = [
        ["中国农业银行账户明细查询"],
        ["账户名称", "", HOLDER],
        ["账户号：" + account, "", "币种：人民币"],
        [],
    ]
    table.append(
        ["交易时间", "收入金额", "支出金额", "账户余额", "交易行名", "对方省市", "对方账号", "对方户名", "交易用途"]
    )
    table += [
        [f"{one.date} {one.time}", one.into, one.out, one.balance, "", "", one.other_account, one.other, one.text]
        for one in reversed(moved)
    ]
    return [*table, ["打印日期：2023-01-03"]]


def boc(moved: Sequence[Moved], account: str = ACCOUNT) -> Table:
    """In the style of BOC: headers in two languages, payer and payee, one signed amount."""
    heads = [
        "交易类型[ Transaction Type ]",
        "付款人账号[ Debit Account No. ]",
        "付款人名称[ Payer's Name ]",
        "收款人账号[ Payee's Account Number ]",
        "收款人名称[ Payee's Name ]",
        "交易日期[ Transaction Date ]",
        "交易时间[ Transaction time ]",
        "交易货币[ Trade Currency ]",
        "交易金额[ Trade Amount ]",
        "交易后余额[ After-transaction balance ]",
        "交易流水号[ Transaction reference number ]",
        "摘要[ Reference ]",
        "用途[ Purpose ]",
        "交易附言[ Remark ]",
    ]
    table: Table = [
        ["查询账号[ Inquirer account number ]", account],
        ["查询时间范围[ Query period ]", "20221001-20221231"],
        heads,
    ]
    for one in moved:
        ours, theirs = [account, HOLDER], [one.other_account, one.other]
        pair = [*ours, *theirs] if one.out else [*theirs, *ours]
        table.append(
            [
                "往账" if one.out else "来账",
                *pair,
                one.date.replace("-", ""),
                one.time,
                "CNY",
                one.amount,
                one.balance,
                one.serial,
                one.text,
                "",
                "",
            ]
        )
    return table
