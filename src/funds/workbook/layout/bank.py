"""The bank statement (银行流水) of the account that holds the grants, as the bank lets it be saved."""

from typing import Final

from funds.workbook.layout import words
from funds.workbook.layout.column import Column, Layout

__all__ = ["BANK"]

_RECONCILED: Final = "工会会计制度（财会〔2021〕7号）：银行存款每月至少核对一次；财会〔2024〕12号 第二十三条"

BANK: Final = Layout(
    kind="bank",
    title="银行流水",
    version=1,
    fits=("date", "out", "in"),
    columns=(
        Column(
            "serial", "流水号", "code", width=22, cite=_RECONCILED,
            help="照抄银行的交易流水号，同一流水号只算一次；例：2022102000012345。",
        ),
        Column(
            "date", "日期", "day", required=True, width=12, cite=_RECONCILED,
            help="填银行的记账日期；例：2022-10-20。",
        ),
        Column("memo", "摘要", "text", width=20, cite=_RECONCILED, help="照抄银行的摘要或附言；例：补助款。"),
        Column(
            "counterparty", "对方户名", "text", width=26, cite=_RECONCILED,
            help="填对方账户的户名；例：揭阳市总工会。",
        ),
        Column(
            "counter_account", "对方账号", "code", width=24, cite=_RECONCILED,
            help="填对方账号，本列为文本格式，位数不会丢失；例：44050174020100005678。",
        ),
        Column(
            "out", "借方金额（支出）", "money", width=14, cite=_RECONCILED,
            help="从本账户付出的金额，单位元；银行对账单的借方就是付出，与收入两栏只填一栏；例：1280.50。",
        ),
        Column(
            "in", "贷方金额（收入）", "money", width=14, cite=_RECONCILED,
            help="本账户收到的金额，单位元；银行对账单的贷方就是收到，与支出两栏只填一栏；例：30000.00。",
        ),
        Column(
            "balance", "余额", "money", width=14, cite=_RECONCILED,
            help="这笔交易之后的账户余额，单位元，用来核对有没有漏行；例：28719.50。",
        ),
        Column(
            "voucher", "凭证号", "code", width=14, cite=words.BASICS_51,
            help="填本工会账上的凭证字号或银行凭证号，可空；例：记-15。",
        ),
        Column("note", "备注", "text", width=18, cite=words.HOUSE, help="其他要说明的话，可空；例：含手续费。"),
    ),
)  # fmt: skip
