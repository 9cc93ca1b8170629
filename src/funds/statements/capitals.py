"""Amounts in Chinese capitals (大写金额), as vouchers and lists that carry a seal must bear them.

《支付结算办法》附一「正确填写票据和结算凭证的基本规定」第一至五条；会计基础工作规范 §52（财政部令98号）:
整 stands after 元 or 角 where the amount ends there, never after 分.
"""

from typing import Final

__all__ = ["capitals"]

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_UNITS: Final = ((10**8, "亿"), (10**4, "万"), (1000, "仟"), (100, "佰"), (10, "拾"))


def capitals(amount: int) -> str:
    """Write fen in capitals: ``1234567`` is 人民币壹万贰仟叁佰肆拾伍元陆角柒分.

    A negative amount (red letter) has 负 before its digits. Where yuan end in 0 and jiao follow, the
    rule leaves 零 free; it is not written.
    """
    whole, part = divmod(abs(amount), 100)
    jiao, fen = divmod(part, 10)
    said = f"{_whole(whole)}元" if whole else ""
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif whole and fen:
        said += "零"
    said += f"{_DIGITS[fen]}分" if fen else "整" if said else "零元整"
    return f"人民币{'负' if amount < 0 else ''}{said}"


def _whole(number: int) -> str:
    """Write a whole number above zero; a unit that is skipped is marked by one 零."""
    for unit, name in _UNITS:
        if number >= unit:
            high, low = divmod(number, unit)
            gap = "零" if 0 < low < unit // 10 else ""
            return _whole(high) + name + gap + (_whole(low) if low else "")
    return _DIGITS[number]
