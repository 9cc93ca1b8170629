"""What the registers may say in a cell of few words, and the clauses that their columns come from."""

from typing import Final

from funds.workbook.layout.column import Choice, Column

__all__ = [
    "ACTIVITY",
    "ASSET",
    "BASICS_48",
    "BASICS_51",
    "FUND_BASIS",
    "GROWTH",
    "HOUSE",
    "KIND",
    "MANAGED",
    "MOVED",
    "OUTCOME",
    "OUTLINE",
    "PAID_BY",
    "PAPERS",
    "PUBLICITY",
    "SEAL",
    "SOURCE",
    "SPENT",
    "SYSTEM_32",
    "SYSTEM_COUNT",
]

BASICS_48: Final = "会计基础工作规范（财政部令第98号）第四十八条"
BASICS_51: Final = "会计基础工作规范（财政部令第98号）第五十一条"
SYSTEM_32: Final = "工会会计制度（财会〔2021〕7号）第三十二条、第三十九条"
SYSTEM_COUNT: Final = "工会会计制度（财会〔2021〕7号）：固定资产每年至少盘点一次"
FUND_BASIS: Final = "工会会计制度（财会〔2021〕7号）第二十二条：专款专用、单独反映"
PAPERS: Final = "会计基础工作规范第四十八条；工作区政策第三条（附件要求）"
HOUSE: Final = "本账簿的规定"
OUTLINE: Final = "豫教科文卫体工〔2024〕46号 附件3（支撑材料提纲）；各项目的台账要求"

#: What a row of the spending register is; an empty cell means 支出.
SPENT: Final = (
    Choice("spend", ("支出", "付款", "开支")),
    Choice("refund", ("退款", "退货退款", "供应商退款")),
    Choice("disallow", ("违规挂账", "违规支出挂账")),
)
#: What a row of the register of disbursements is.
MOVED: Final = (
    Choice("disburse", ("拨付", "拨款", "下拨", "拨出")),
    Choice("receive", ("到账", "到帐", "收到", "收款")),
)
KIND: Final = (
    Choice("model", ("劳模", "劳模创新工作室")),
    Choice("staff", ("职工", "职工创新工作室")),
)
ASSET: Final = (
    Choice("general", ("通用设备", "通用")),
    Choice("special", ("专用设备", "专用")),
    Choice("software", ("软件",)),
    Choice("none", ("非固定资产", "无")),
)
PAID_BY: Final = (
    Choice("transfer", ("转账", "银行转账", "对公转账")),
    Choice("card", ("公务卡", "刷卡")),
    Choice("cash", ("现金",)),
    Choice("reimbursement", ("报销",)),
)
ACTIVITY: Final = (
    Choice("training", ("学习培训", "培训", "技能传授")),
    Choice("research", ("技术攻关", "课题研究")),
    Choice("mentoring", ("导师带徒", "师带徒")),
    Choice("exchange", ("交流活动", "交流")),
    Choice("alliance", ("创新联盟",)),
    Choice("service", ("助企行动", "技术服务")),
    Choice("contest", ("竞赛", "技能竞赛")),
    Choice("other", ("其他", "其它")),
)
OUTCOME: Final = (
    Choice("project", ("课题", "承担任务")),
    Choice("innovation", ("技术革新", "成果转化")),
    Choice("invention-patent", ("发明专利",)),
    Choice("utility-patent", ("实用新型专利", "实用新型")),
    Choice("standard", ("标准规范", "标准", "规范")),
    Choice("prize", ("获奖", "奖项")),
    Choice("paper", ("论文著作", "论文", "著作")),
    Choice("other", ("其他", "其它")),
)
GROWTH: Final = (
    Choice("join", ("加入", "入室")),
    Choice("training", ("培训", "学习培训")),
    Choice("promotion", ("晋级", "晋升")),
    Choice("mentoring", ("拜师", "导师带徒")),
    Choice("honour", ("荣誉", "获奖")),
    Choice("leave", ("退出", "离开")),
)
PUBLICITY: Final = (
    Choice("display", ("展板上墙", "展板")),
    Choice("print", ("印刷品", "宣传册")),
    Choice("video", ("视频", "宣传片")),
    Choice("press", ("报刊电视", "媒体报道")),
    Choice("online", ("网络新媒体", "网络", "公众号")),
    Choice("other", ("其他", "其它")),
)
MANAGED: Final = (
    Choice("rules", ("制度", "制度建设")),
    Choice("plan", ("计划总结", "计划", "总结")),
    Choice("support", ("经费投入",)),
    Choice("assessment", ("考核", "年度考核", "周期考核")),
    Choice("change", ("变更",)),
    Choice("remedy", ("整改",)),
    Choice("other", ("其他", "其它")),
)
#: Whose money bought a piece of equipment.
SOURCE: Final = (
    Choice("grant", ("专项补助", "补助资金")),
    Choice("union", ("工会经费",)),
    Choice("unit", ("单位行政", "行政提供", "所在单位")),
    Choice("other", ("其他", "其它")),
)
#: Whose seal a material of an outline bears.
SEAL: Final = (
    Choice("finance", ("财务章", "财务盖章", "本单位财务盖章")),
    Choice("unit", ("单位章", "公章", "本单位盖章", "单位盖章")),
    Choice("none", ("未盖章", "无")),
)

#: Whose fund a row is about: not asked for, but held against the fund where it stands.
STUDIO: Final = Column("studio", "工作室名称", "text")
