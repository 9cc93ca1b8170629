"""The supporting-material ledgers (台账): activities, outcomes, members, equipment, publicity, management.

And two lists beside them: lecture fees (讲课费领取表), and the materials of an outline of indicators.
Each begins with the user's own number, the studio and the fund, and ends with what ties a line to
spending: voucher, invoice, amount, files.
"""

from typing import Final

from funds.workbook.layout import words
from funds.workbook.layout.column import Column, Layout

__all__ = ["MATERIALS"]

_LEDGERS: Final = "宁夏实施办法 二（二）2（台账制度）；揭工总〔2022〕39号 第五条（七）"
_ACTIVITIES: Final = "宁夏实施办法 二（二）2；豫教科文卫体工〔2024〕46号 附件3 第8、9、10、14项"
_OUTCOMES: Final = "揭工总〔2022〕39号 第五条（七）；豫教科文卫体工〔2024〕46号 附件3 第6、7、11、12、13项"
_MEMBERS: Final = "揭工总〔2022〕39号 第五条（七）；豫教科文卫体工〔2024〕46号 附件3 第3、9项"
_EQUIPMENT: Final = "豫教科文卫体工〔2024〕46号 附件3 第4项；辽教科文卫体工发〔2022〕16号 附件3 一.3"
_PUBLICITY: Final = "豫教科文卫体工〔2024〕46号 附件3 第15项"
_INDICATORS: Final = "豫教科文卫体工〔2024〕46号 附件3（工作实绩支撑材料提纲）"
_LECTURES: Final = "工作区政策第三条（附件要求）：付给个人的讲课费以领取表代发票"
_TAX: Final = "个人所得税法（主席令第9号）第九条：支付所得的单位为扣缴义务人"
_PERSONAL: Final = "个人信息保护法（主席令第91号）第六条、第五十一条"
_MANAGED: Final = "宁夏实施办法 二（二）2；辽教科文卫体工发〔2022〕16号 一.4"

_ID: Final = "有自编编号的填，一本台账内不重号，没有的空着，以登记的顺序号为准；例："
_FIRST: Final = (
    Column(
        "studio", "工作室名称", "text", width=18, cite=_LEDGERS,
        help="填工作室的全称，填了专项资金编号的可以空着；例：陈建国劳模和工匠人才创新工作室。",
    ),
    Column(
        "fund", "专项资金编号", "fund", list_of="funds", width=13, cite=words.FUND_BASIS,
        help="动用了专项资金的填其编号，没有动用的空着；例：JY2022-001。",
    ),
)  # fmt: skip
_VOUCHER: Final = Column(
    "voucher", "凭证字号", "code", width=10, cite=words.BASICS_51,
    help="有开支的填凭证字号，与支出登记一致，两边据此核对；例：记-15。",
)  # fmt: skip
_INVOICE: Final = Column(
    "invoice_number", "发票号码", "code", width=12, cite=words.BASICS_48,
    help="有发票的填号码，与支出登记一致；例：25442000000012345678。",
)  # fmt: skip
_AMOUNT: Final = Column(
    "amount", "金额（元）", "money", width=12, cite=words.BASICS_48,
    help="填这一项的开支，单位元，没有开支的空着；例：1280.50。",
)  # fmt: skip
_FILES: Final = Column(
    "files", "附件文件", "files", list_of="papers", width=16, cite=words.OUTLINE,
    help="写“种类=文件名”，几个文件用分号隔开，文件与本表放在同一文件夹；例：照片=开班.jpg；签到表=签到.pdf。",
)  # fmt: skip
_NOTE: Final = Column("note", "备注", "text", width=14, cite=words.HOUSE, help="其他要说明的话，可空；例：与高校合办。")
_LAST: Final = (_VOUCHER, _INVOICE, _AMOUNT, _FILES, _NOTE)


_IDENTITY: Final = Column(
    "identity", "身份证号", "code", width=19, cite=_PERSONAL,
    help="非必要不填；显示与导出时只露前三位和后两位；例：11010519491231002X。",
)  # fmt: skip
_PHONE: Final = Column(
    "phone", "联系电话", "code", width=13, cite=_PERSONAL,
    help="非必要不填；显示与导出时只露前三位和后两位；例：13800000000。",
)  # fmt: skip


def _id(example: str) -> Column:
    return Column("id", "编号", "code", width=11, cite=words.HOUSE, help=f"{_ID}{example}。")


def _day(header: str, what: str, cite: str) -> Column:
    return Column("date", header, "day", required=True, width=12, cite=cite, help=f"{what}；例：2023-05-18。")


def _ledger(name: str, title: str, *columns: Column, fits: tuple[str, ...]) -> Layout:
    number, *own = columns
    return Layout(f"material-{name}", title, 1, (number, *_FIRST, *own, *_LAST), fits)


_ACTIVITY_SHEET: Final = _ledger(
    "activities", "活动台账",
    _id("HD-001"),
    _day("日期", "填活动开始的那一天", _ACTIVITIES),
    Column("name", "活动名称", "text", required=True, width=24, cite=_ACTIVITIES, help="填活动的名称；例：焊接新工艺培训班。"),
    Column("sort", "活动类型", "choice", choices=words.ACTIVITY, width=11, cite=_ACTIVITIES, help="从下拉表中选一类；例：学习培训。"),
    Column("place", "地点", "text", width=14, cite=_ACTIVITIES, help="填活动地点；例：焊接实训室。"),
    Column("people", "参加人数", "count", width=8, cite=_ACTIVITIES, help="填参加人数，整数，与签到表一致；例：26。"),
    Column("lead", "负责人", "text", width=10, cite=_ACTIVITIES, help="填组织者或授课人的姓名；例：陈建国。"),
    Column("result", "内容与成效", "text", width=26, cite=_ACTIVITIES, help="用一两句话写做了什么、有什么结果；例：26 人学会窄间隙焊接，22 人考核合格。"),
    fits=("name", "date"),
)  # fmt: skip
_OUTCOME_SHEET: Final = _ledger(
    "outcomes", "成果台账",
    _id("CG-001"),
    _day("日期", "填取得、授权或转化的日期", _OUTCOMES),
    Column("name", "成果名称", "text", required=True, width=24, cite=_OUTCOMES, help="填成果、专利、课题或奖项的名称；例：一种自动送丝装置。"),
    Column("sort", "成果类型", "choice", choices=words.OUTCOME, width=12, cite=_OUTCOMES, help="从下拉表中选一类；例：实用新型专利。"),
    Column("level", "级别", "text", width=9, cite=_OUTCOMES, help="填国家级、省级、市级、单位级等；例：省级。"),
    Column("people", "完成人", "text", width=16, cite=_OUTCOMES, help="填主要完成人，几个人用顿号隔开；例：陈建国、李敏。"),
    Column("issuer", "认定或授权单位", "text", width=16, cite=_OUTCOMES, help="填发证、立项或颁奖的单位；例：国家知识产权局。"),
    Column("number", "证书或文件号", "code", width=18, cite=_OUTCOMES, help="填证书号、专利号或文号；例：ZL202220123456.7。"),
    Column("progress", "完成进度", "text", width=12, cite="辽教科文卫体工发〔2022〕16号 附件3、三.1", help="课题填进度，转化填是否已应用；例：已在二车间应用。"),
    Column("earned", "创收金额（元）", "money", width=13, cite=_OUTCOMES, help="填经本单位核算的创收，单位元，外币不要折算填入；例：120000.00。"),
    Column("saved", "节资金额（元）", "money", width=13, cite=_OUTCOMES, help="填经本单位核算的节约金额，单位元；例：80000.00。"),
    fits=("name", "date"),
)  # fmt: skip
_MEMBER_SHEET: Final = _ledger(
    "members", "成员台账",
    _id("CY-001"),
    _day("日期", "填这件事发生的日期", _MEMBERS),
    Column("person", "姓名", "text", required=True, width=10, cite=_MEMBERS, help="填成员姓名；例：李敏。"),
    Column("sort", "培养事项", "choice", choices=words.GROWTH, width=10, cite=_MEMBERS, help="从下拉表中选一项，一人有几件事就填几行；例：晋级。"),
    Column("unit", "所在单位", "text", width=18, cite=_MEMBERS, help="填成员所在的单位或部门；例：榕城机械厂二车间。"),
    Column("education", "学历", "text", width=8, cite=_MEMBERS, help="填最高学历；例：本科。"),
    Column("rank", "技术职称或等级", "text", width=13, cite=_MEMBERS, help="填现有的职称或技能等级；例：高级技师。"),
    Column("duty", "主要分工", "text", width=16, cite=_MEMBERS, help="填在工作室的分工；例：工艺试验。"),
    Column("mentor", "导师", "text", width=10, cite=_MEMBERS, help="拜师的填导师姓名；例：陈建国。"),
    Column("result", "内容与成绩", "text", width=22, cite=_MEMBERS, help="写培训内容、证书或奖项；例：考取高级技师证书。"),
    _IDENTITY,
    _PHONE,
    fits=("person", "date"),
)  # fmt: skip
_EQUIPMENT_SHEET: Final = _ledger(
    "equipment", "设备台账",
    _id("SB-001"),
    _day("日期", "填验收的日期", _EQUIPMENT),
    Column("name", "设备名称", "text", required=True, width=20, cite=_EQUIPMENT, help="填设备、软件或耗材的名称；例：数字化逆变焊机。"),
    Column("model", "规格型号", "text", width=15, cite=_EQUIPMENT, help="照铭牌填写；例：NBC-350。"),
    Column("asset", "资产类别", "choice", choices=words.ASSET, width=10, cite=words.SYSTEM_32, help="通用设备单价 1000 元、专用设备 1500 元（含）以上按固定资产管理；例：专用设备。"),
    Column("quantity", "数量", "count", width=7, cite=words.BASICS_48, help="填件数，整数；例：2。"),
    Column("unit_price", "单价（元）", "money", width=11, cite=words.SYSTEM_32, help="填含税单价，单位元；例：2350.00。"),
    Column("source", "资金来源", "choice", choices=words.SOURCE, width=10, cite=words.SYSTEM_32, help="选出钱的一方，单位行政提供的只登备查簿，不作工会资产；例：专项补助。"),
    Column("payee", "供应商", "text", width=20, cite=words.BASICS_48, help="填供应商全称，与发票一致；例：揭阳市焊接器材有限公司。"),
    Column("card", "资产卡片号", "code", width=12, cite=words.SYSTEM_32, help="达到固定资产标准的填卡片号；例：ZC-2023-008。"),
    Column("place", "存放地点", "text", width=13, cite=_EQUIPMENT, help="填存放的房间；例：焊接实训室。"),
    Column("keeper", "保管人", "text", width=9, cite=_EQUIPMENT, help="填保管人姓名；例：李敏。"),
    Column("accepted_by", "验收人", "text", width=9, cite=words.BASICS_48, help="填验收人姓名，购买实物须有验收证明；例：黄志明。"),
    Column("counted", "盘点日期", "day", width=12, cite=words.SYSTEM_COUNT, help="固定资产每年至少盘点一次，填最近一次的日期；例：2023-12-20。"),
    Column("count_result", "盘点结果", "text", width=12, cite=words.SYSTEM_COUNT, help="填账实是否相符，不符的写明差异；例：账实相符。"),
    Column("disposed", "处置日期", "day", width=12, cite=words.SYSTEM_COUNT, help="报废、调出、捐赠等的填处置日期；例：2029-06-30。"),
    Column("disposal", "处置方式与批准", "text", width=18, cite=words.SYSTEM_COUNT, help="填怎样处置、由谁批准；例：报废，榕机工〔2029〕7号。"),
    fits=("name", "date"),
)  # fmt: skip
_PUBLICITY_SHEET: Final = _ledger(
    "publicity", "宣传台账",
    _id("XC-001"),
    _day("日期", "填发布或交货的日期", _PUBLICITY),
    Column("name", "宣传内容", "text", required=True, width=24, cite=_PUBLICITY, help="填报道标题或宣传品名称；例：工作室成果展板。"),
    Column("sort", "宣传形式", "choice", choices=words.PUBLICITY, width=11, cite=_PUBLICITY, help="从下拉表中选一类；例：展板上墙。"),
    Column("medium", "媒体或载体", "text", width=16, cite=_PUBLICITY, help="填媒体名称、网址或张贴处；例：揭阳日报。"),
    Column("quantity", "数量", "count", width=7, cite=words.BASICS_48, help="填件数，整数；例：8。"),
    Column("payee", "制作单位", "text", width=20, cite=words.BASICS_48, help="付费制作的填制作单位全称，与发票一致；例：揭阳市广告印务有限公司。"),
    fits=("name", "date"),
)  # fmt: skip
_MANAGEMENT_SHEET: Final = _ledger(
    "management", "管理台账",
    _id("GL-001"),
    _day("日期", "填印发、会议或办理的日期", _MANAGED),
    Column("name", "事项名称", "text", required=True, width=26, cite=_MANAGED, help="填制度、计划、总结、考核等的名称；例：2023 年度考核自评报告。"),
    Column("sort", "事项类型", "choice", choices=words.MANAGED, width=11, cite=_MANAGED, help="从下拉表中选一类；例：考核。"),
    Column("document", "文号", "text", width=18, cite=words.BASICS_48, help="有文号的填文号；例：榕机工〔2023〕5号。"),
    Column("result", "内容与结果", "text", width=26, cite=_MANAGED, help="用一两句话写内容、结论或落实情况；例：考核等次为合格。"),
    Column("handler", "经办人", "text", width=9, cite=_MANAGED, help="填经办人姓名；例：李敏。"),
    fits=("name", "date"),
)  # fmt: skip

_LECTURE_SHEET: Final = _ledger(
    "lectures", "讲课费领取表",
    _id("JK-001"),
    _day("授课日期", "填授课的日期", _LECTURES),
    Column("person", "授课人", "text", required=True, width=10, cite=_LECTURES, help="填授课人姓名；例：周明。"),
    Column("unit", "授课人单位", "text", width=18, cite=_LECTURES, help="填授课人所在的单位；例：粤东技师学院。"),
    Column("rank", "授课人职称", "text", width=12, cite=_LECTURES, help="填职称或技能等级，讲课费标准据此而定；例：高级讲师。"),
    Column("name", "授课内容", "text", required=True, width=22, cite=_LECTURES, help="填授课的题目；例：窄间隙焊接工艺。"),
    Column("hours", "课时", "text", width=7, cite=_LECTURES, help="填学时数；例：4。"),
    Column("tax", "代扣个税（元）", "money", width=13, cite=_TAX, help="填代扣的个人所得税，单位元；例：160.00。"),
    Column("net", "实发金额（元）", "money", width=13, cite=_TAX, help="填扣税后实发的金额，单位元；应发填在金额栏；例：840.00。"),
    _IDENTITY,
    _PHONE,
    fits=("person", "name"),
)  # fmt: skip
_INDICATOR_SHEET: Final = _ledger(
    "indicators", "指标材料清单",
    _id("ZB-001"),
    _day("形成日期", "填材料形成或盖章的日期", _INDICATORS),
    Column("indicator", "指标序号", "count", required=True, width=8, cite=_INDICATORS, help="填支撑材料提纲中指标的序号；例：4。"),
    Column("name", "材料名称", "text", required=True, width=26, cite=_INDICATORS, help="填材料的名称，与提纲所列一致；例：工作经费使用清单。"),
    Column("seal", "盖章情况", "choice", choices=words.SEAL, width=10, cite=_INDICATORS, help="从下拉表中选，只有工作经费使用清单及证明要财务盖章；例：财务章。"),
    Column("copies", "份数", "count", width=7, cite=_INDICATORS, help="填份数，整数；例：1。"),
    fits=("indicator", "name"),
)  # fmt: skip

MATERIALS: Final = (
    _ACTIVITY_SHEET, _OUTCOME_SHEET, _MEMBER_SHEET, _EQUIPMENT_SHEET, _PUBLICITY_SHEET, _MANAGEMENT_SHEET,
    _LECTURE_SHEET, _INDICATOR_SHEET,
)  # fmt: skip
