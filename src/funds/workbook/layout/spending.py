"""The spending register (支出登记): what a fund's money bought, what came back, what must not have been."""

from typing import Final

from funds.workbook.layout import words
from funds.workbook.layout.column import Column, Layout

__all__ = ["SPENDING"]

SPENDING: Final = Layout(
    kind="spending",
    title="支出登记",
    version=1,
    fits=("fund", "date", "amount"),
    more=(words.STUDIO,),
    columns=(
        Column(
            "fund", "专项资金编号", "fund", required=True, list_of="funds", width=11, cite=words.FUND_BASIS,
            help="填这笔钱所属专项资金的编号，一行只属一项；例：JY2022-001。",
        ),
        Column(
            "event", "事项", "choice", choices=words.SPENT, width=8, cite=words.HOUSE,
            help="支出、退款、违规挂账三选一，空着就是支出；供应商退回的钱选退款，用错而须向单位追回的选违规挂账；例：支出。",
        ),
        Column(
            "date", "日期", "day", required=True, width=11, cite=words.BASICS_51,
            help="填凭证日期，须在命名之后、结账日之后；例：2022-10-08。",
        ),
        Column(
            "voucher", "凭证字号", "code", width=8, cite=words.BASICS_51,
            help="填本工会账上的凭证字号，一年之内不重号；例：记-15。",
        ),
        Column(
            "memo", "摘要", "text", required=True, width=17, cite=words.BASICS_51,
            help="写清买了什么、作什么用，不要只写“费用”“其他”；例：购焊接实训耗材。",
        ),
        Column(
            "purpose", "用途", "text", list_of="purposes", width=11,
            cite="所属资助项目的用途条款；总工办发〔2017〕32号 八不准",
            help="支出行必填：填项目列明的用途名称或代号，列明之外的填“其他”，由第二人判断；例：学习培训。",
        ),
        Column(
            "payee", "收款单位", "text", width=15, cite=words.BASICS_48,
            help="填实际收款方的全称，与发票销售方、银行回单一致；例：揭阳市新华书店有限公司。",
        ),
        Column(
            "amount", "金额（元）", "money", required=True, width=12, cite=words.BASICS_51,
            help="填由本专项资金负担的金额，单位元，到分，大于零；退款也填正数，由事项区分；例：1280.50。",
        ),
        Column(
            "invoice_code", "发票代码", "code", width=13, cite=words.BASICS_48,
            help="纸质或税控发票填 10 位或 12 位代码，数电票没有代码就空着；例：044002100111。",
        ),
        Column(
            "invoice_number", "发票号码", "code", width=12, cite=f"{words.BASICS_48}；财会〔2020〕6号：防止重复入账",
            help="填 8 位发票号码或 20 位数电票号码，本列为文本格式，位数不会丢失；例：25442000000012345678。",
        ),
        Column(
            "item", "发票项目", "text", width=11, cite=words.BASICS_48,
            help="照抄发票上的货物或服务名称，连同星号里的简称；例：*印刷品*图书。",
        ),
        Column(
            "tax_code", "税收分类编码", "code", width=11, cite=words.BASICS_48,
            help="发票上有的照抄 19 位编码，没有就空着，用来核对买的是什么；例：1060201010000000000。",
        ),
        Column(
            "quantity", "数量", "count", width=6, cite=words.BASICS_48,
            help="填件数，整数；买设备时要填，用来判断是否达到固定资产标准；例：2。",
        ),
        Column(
            "unit_price", "单价（元）", "money", width=10, cite=words.SYSTEM_32,
            help="填含税单价，单位元；通用设备 1000 元、专用设备 1500 元（含）以上按固定资产管理；例：2350.00。",
        ),
        Column(
            "asset", "资产类别", "choice", choices=words.ASSET, width=9, cite=words.SYSTEM_32,
            help="买设备、软件时选类别，不够标准的选非固定资产，其他开支空着；例：专用设备。",
        ),
        Column(
            "paid_by", "支付方式", "choice", choices=words.PAID_BY, width=8, cite="工作区政策：现金限额",
            help="转账、公务卡、现金、报销四选一，空着就是转账，超过限额的现金会列为待核；例：转账。",
        ),
        Column(
            "handler", "经办人", "text", width=8, cite=f"{words.BASICS_48}；财会〔2024〕12号 第二十一条",
            help="填经手购买或报销的人的姓名；例：李敏。",
        ),
        Column(
            "approver", "审批人", "text", width=8, cite="财会〔2024〕12号 第二十一条",
            help="填批准这笔开支的人的姓名，制单人不得自己批准；例：陈志强。",
        ),
        Column(
            "papers", "附件张数", "count", width=6, cite=words.BASICS_51,
            help="填凭证后所附原始凭证的张数，整数；例：4。",
        ),
        Column(
            "files", "附件文件", "files", list_of="papers", width=16, cite=words.PAPERS,
            help="写“种类=文件名”，几个文件用分号隔开，文件与本表放在同一文件夹；例：发票=发票15.pdf；验收单=验收15.jpg。",
        ),
        Column("note", "备注", "text", width=9, cite=words.HOUSE, help="其他要说明的话，可空；例：分两次送货。"),
    ),
)  # fmt: skip
