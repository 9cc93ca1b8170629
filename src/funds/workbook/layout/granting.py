"""The registers of the granting union: studios, awards (命名补助), and money paid out or received (拨付、到账)."""

from typing import Final

from funds.workbook.layout import words
from funds.workbook.layout.column import Column, Layout

__all__ = ["AWARDS", "DISBURSEMENTS", "STUDIOS"]

_NAMING: Final = "所属资助项目的命名条款，如揭工总〔2022〕39号 第六条"
_GRANT: Final = "所属资助项目的金额条款，如揭工总〔2022〕39号 第十三条、宁夏实施办法 二（四）"
_ACCOUNT: Final = "揭工总〔2022〕39号 第十二条；工会会计制度（财会〔2021〕7号）第二十二条"

STUDIOS: Final = Layout(
    kind="studios",
    title="工作室名册",
    version=1,
    fits=("studio", "unit"),
    columns=(
        Column(
            "studio", "工作室名称", "text", required=True, width=34, cite=_NAMING,
            help="填命名文件上的全称，同名即同一家，再导入一次只更新资料；例：陈建国劳模和工匠人才创新工作室。",
        ),
        Column(
            "unit", "所在单位", "text", required=True, width=26, cite=_NAMING,
            help="填工作室所在单位的全称；例：榕城机械厂。",
        ),
        Column(
            "lead", "领衔人", "text", width=11, cite="揭工总〔2022〕39号 第五条（一）、第七条",
            help="填领衔人姓名，换人须先经批准；例：陈建国。",
        ),
        Column(
            "recommender", "推荐单位", "text", width=22, cite="揭工总〔2022〕39号 第九条；豫教科文卫体工〔2024〕46号 二（名额按推荐单位）",
            help="填推荐的县级工会、产业工会或直属单位；例：榕城区总工会。",
        ),
        Column(
            "programme", "项目代码", "text", list_of="programmes", width=17, cite=words.HOUSE,
            help="填资助项目的代码，没有补助的工作室也可填；例：jieyang-2022。",
        ),
        Column(
            "level", "级别", "text", width=12, cite="宁夏实施办法 二（四）",
            help="填工作室的级别或类别；例：市级。",
        ),
        Column("note", "备注", "text", width=22, cite=words.HOUSE, help="其他要说明的话，可空；例：2023 年更名。"),
    ),
)  # fmt: skip

AWARDS: Final = Layout(
    kind="awards",
    title="命名补助登记",
    version=1,
    fits=("programme", "studio"),
    more=(Column("fund", "专项资金编号", "fund"),),
    columns=(
        Column(
            "programme", "项目代码", "text", required=True, list_of="programmes", width=15, cite=words.HOUSE,
            help="填资助项目的代码或名称，决定适用哪份文件；例：jieyang-2022。",
        ),
        Column(
            "tier", "类别", "text", list_of="tiers", width=16, cite=_GRANT,
            help="填补助类别的名称，项目只有一类的可空；例：市级创新工作室。",
        ),
        Column(
            "kind", "劳模或职工", "choice", choices=words.KIND, width=8,
            cite="辽教科文卫体工发〔2022〕16号 二、三（三）",
            help="劳模或职工二选一，项目不分的空着；例：劳模。",
        ),
        Column(
            "studio", "工作室名称", "text", required=True, width=26, cite=_NAMING,
            help="填命名文件上的全称，同一工作室不得重复领取一次性补助；例：陈建国劳模和工匠人才创新工作室。",
        ),
        Column(
            "unit", "所在单位", "text", required=True, width=18, cite=_NAMING,
            help="填工作室所在单位的全称；例：榕城机械厂。",
        ),
        Column(
            "holder", "账户单位", "text", width=20, cite=_ACCOUNT,
            help="填收款账户的户名，空着按项目规定，一般是所在单位工会；例：榕城机械厂工会委员会。",
        ),
        Column(
            "lead", "领衔人", "text", width=9, cite="揭工总〔2022〕39号 第五条（一）、第七条",
            help="填领衔人姓名；例：陈建国。",
        ),
        Column(
            "recommender", "推荐单位", "text", width=16, cite="揭工总〔2022〕39号 第六条、第九条",
            help="填推荐的工会或单位，名额按推荐单位计的必须填；例：榕城区总工会。",
        ),
        Column(
            "amount", "批准金额（元）", "money", width=13, cite=_GRANT,
            help="填命名时批准的金额，单位元，不是万元；项目定额的可空，不发补助的空着；例：30000.00。",
        ),
        Column(
            "date", "命名日期", "day", required=True, width=12, cite=_NAMING,
            help="填命名文件的成文日期；例：2022-10-08。",
        ),
        Column(
            "document", "批准文号", "text", required=True, width=18, cite=words.BASICS_48,
            help="填批准命名的文件的文号，没有文号的写文件名称；例：揭工总〔2022〕51号。",
        ),
        Column("note", "备注", "text", width=14, cite=words.HOUSE, help="其他要说明的话，可空；例：递补命名。"),
    ),
)  # fmt: skip

DISBURSEMENTS: Final = Layout(
    kind="disbursements",
    title="拨付到账登记",
    version=1,
    fits=("fund", "date", "amount"),
    more=(words.STUDIO, Column("voucher", "凭证字号", "code", cite=words.BASICS_51)),
    columns=(
        Column(
            "fund", "专项资金编号", "fund", required=True, list_of="funds", width=15, cite=words.FUND_BASIS,
            help="填专项资金的编号，一行只属一项；例：JY2022-001。",
        ),
        Column(
            "event", "事项", "choice", required=True, choices=words.MOVED, width=9,
            cite="工会会计制度（财会〔2021〕7号）附录：50802、40302 专项转移支付补助",
            help="上级工会付出的选拨付，账户单位收到的选到账，两件事各填一行；例：到账。",
        ),
        Column(
            "date", "日期", "day", required=True, width=12, cite=words.BASICS_51,
            help="拨付填付款日，到账填银行入账日；例：2022-10-20。",
        ),
        Column(
            "amount", "金额（元）", "money", required=True, width=14, cite=words.BASICS_51,
            help="填拨付或到账的金额，单位元，到分，大于零；例：30000.00。",
        ),
        Column(
            "holder", "收款账户名称", "text", width=28, cite=_ACCOUNT,
            help="填收款账户的户名，须是命名时定的账户单位，不得是单位行政账户；例：榕城机械厂工会委员会。",
        ),
        Column(
            "account", "收款账号", "code", width=24, cite=_ACCOUNT,
            help="填收款账号，本列为文本格式，位数不会丢失；例：44050174020100001234。",
        ),
        Column(
            "document", "文号", "text", width=24, cite=words.BASICS_48,
            help="填拨款通知的文号，到账可填银行回单号；例：揭工总财〔2022〕17号。",
        ),
        Column("note", "备注", "text", width=20, cite=words.HOUSE, help="其他要说明的话，可空；例：第一期。"),
    ),
)  # fmt: skip
