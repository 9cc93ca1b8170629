"""What the checks rest on besides a programme's own law: standards by clause, and the workspace's policy."""

from typing import Final

__all__ = ["ACCOUNTING", "CONTROLS", "EVOUCHER", "POLICY", "RING_FENCE", "SOFTWARE", "VOUCHER", "VOUCHER_ERROR"]

#: 专款专用，单独反映.
RING_FENCE: Final = "工会会计制度（财会〔2021〕7号）第二十二条"
#: 借贷记账法，资产＝负债＋净资产.
ACCOUNTING: Final = "工会会计制度（财会〔2021〕7号）第八条"
#: 原始凭证：内容、验收证明、收款证明、批准文件.
VOUCHER: Final = "会计基础工作规范（财政部令第98号）第四十八条"
#: 记账凭证：日期、编号、附件；错误以红字或蓝字更正.
VOUCHER_ERROR: Final = "会计基础工作规范（财政部令第98号）第五十一条"
#: 不相容岗位分开.
CONTROLS: Final = "会计基础工作规范（财政部令第98号）第十二条"
#: 电子凭证防止重复入账.
EVOUCHER: Final = "财会〔2020〕6号"
#: 已过账凭证不得删改、插入；经办、审核、审批分开.
SOFTWARE: Final = "会计软件基本功能和服务规范（财会〔2024〕12号）第二十一条"
#: A limit that the unit set for itself.
POLICY: Final = "funds.toml [policy]"
