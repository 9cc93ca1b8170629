"""Rows that hold no data: sum lines, the header repeated on each printed page, signatures below the table."""

import re
import unicodedata
from typing import Final, Literal

__all__ = ["says_remark", "says_total"]

_BEFORE: Final = r"[\d一二三四五六七八九十年月季度页周旬日次批第本全上下半截止至的各项类]{0,12}"
_TOTAL: Final = re.compile(
    rf"{_BEFORE}(?:合计|小计|总计|累计|共计|总额|承前页|过次页|转下页|接上页|上年结转|期初余额|期末余额)(数|金额|额)?(\(.*\)|元|:.*)?"
)
_BEGINS: Final = re.compile(rf"{_BEFORE}(?:合计|小计|总计|累计|共计|总额)")
_REMARK: Final = re.compile(
    r"(?:(?:制表|填表|填报|审核|复核|审批|批准|经办|负责|会计|出纳|主管|单位|财务|工会|打印|报送|联系)[^:]{0,12}|"
    r"附?注\d*|备注|说明|填表说明|签字|盖章|日期):.*|\(?盖章\)?|(?:附?注|说明)[0-9一二三]?[.、].*|以下(?:空白|无正文).*"
)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def says_total(text: str) -> Literal["", "total", "perhaps"]:
    """Tell whether a cell's words are those of a sum line (合计, 本月小计 …), or only begin like them."""
    bare = _bare(text)
    if _TOTAL.fullmatch(bare):
        return "total"
    return "perhaps" if _BEGINS.match(bare) else ""


def says_remark(text: str) -> bool:
    """Tell whether a cell's words are a signature line or a remark below a table (制表：…, 注：…)."""
    return _REMARK.fullmatch(_bare(text)) is not None
