"""What the bank reconciliation says of an account in words: whose an item is, why sides differ, and what to look into."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from funds.entry.record import Record
from funds.reconcile.statement import BankStatement, Concern, Item, Reason
from funds.statements.bank import Account, BankLine, Gap
from funds.statements.materials import hidden_in
from funds.statements.papers.known import Fund
from funds.statements.papers.words import KINDS
from funds.statements.voided import Voided
from funds.workbook.issue.papers.frame import grouped

__all__ = ["Facts", "item_words", "remarks"]


class Facts(NamedTuple):
    """What a statement's numbers and ids stand for: the account, its funds and their records by code, its lines by id.

    `voided` are its lines that were taken out of account.
    """

    account: Account
    funds: Mapping[str, Fund]
    records: Mapping[str, Mapping[int, Record]] = {}
    lines: Mapping[str, BankLine] = {}
    gaps: Sequence[Gap] = ()
    voided: Sequence[Voided] = ()


def item_words(item: Item, facts: Facts) -> str:
    """Say what an item is: an entry by fund, number, memo and payee; a line by the other party and its text."""
    if not item.fund:
        line = facts.lines.get(str(item.id))
        said = (line.counterparty, line.text) if line else (item.what,)
        return hidden_in("：".join(part for part in said if part))
    record = facts.records.get(item.fund, {}).get(int(item.id))
    memo = (record.memo or record.reason or record.document or KINDS[record.kind]) if record else ""
    fund = f"{item.fund} " if len(facts.funds) > 1 else ""
    payee = f"（{item.what}）" if item.what else ""
    return hidden_in(f"{fund}第{item.id}号{memo}{payee}")


def remarks(made: BankStatement, facts: Facts) -> list[str]:
    """Say why the sides differ, where lines are missing, and what about the account must be looked into."""
    said = [_reason(one) for one in made.reasons]
    said += [_gap(one) for one in facts.gaps]
    said += [_concern(one) for one in made.concerns]
    return [*said, *(_voided(one) for one in facts.voided)]


def _reason(reason: Reason) -> str:
    fen = reason.fen or 0
    by = f"账面比银行{'多' if fen > 0 else '少'}{grouped(abs(fen))}元"
    entries = "、".join(f"{fund}第{number}号" for fund, number in reason.entries)
    lines = "、".join(reason.lines)
    match reason.code:
        case "no-statement":
            return "本账户尚无对账单，无法核对；请向开户银行取得对账单后导入。"
        case "no-balance":
            return "对账单未载明首笔之前或截止日的余额，无法计算调节后余额；请向开户银行核实余额。"
        case "gap":
            return f"对账单不连续：期初余额加各笔收付，与截止日余额不等，{by}；请补齐缺少的对账单。"
        case "amounts-differ":
            return f"核对为同一笔而金额不等：{entries}与银行流水{lines}，{by}；请查明后更正或补记。"
        case "other-account":
            return f"{entries}与其他账户的流水{lines}核对相符，{by}；请核实专项资金的账户。"


def _gap(gap: Gap) -> str:
    before, after = gap.before, gap.after
    return (
        f"对账单缺页：{before.date}一笔之后余额{grouped(gap.stood)}元，{after.date}一笔之前余额"
        f"{grouped(after.opening or 0)}元，其间的流水未见，净额{grouped(gap.fen)}元。"
    )


def _concern(one: Concern) -> str:
    amount = grouped(one.fen)
    match one.code:
        case "rest-below-zero":
            return (
                f"不属专项资金的余额为{amount}元：账户资金少于各专项资金应有的余额，"
                "专项资金可能被占用，或首份对账单之前的账有误，请查明。"
            )
        case "dedicated-opening":
            return f"专户在首份对账单之前有{amount}元与各专项资金的账不符，请查明来源。"
        case "dedicated-other":
            return f"专户上有标记为其他资金的收付，净额{amount}元；专户应当只存专项资金。"


def _voided(one: Voided) -> str:
    line, void = one.line, one.void
    what = "，".join(part for part in (line.counterparty, line.text) if part)
    said = f"{line.date}{'收入' if line.fen > 0 else '付出'}{grouped(abs(line.fen))}元（{what}）已作废"
    said += f"：{void.reason}（{void.maker}，{void.moment[:10]}）"
    return hidden_in(said + ("；其后的对账单未见此笔，请查明。" if one.open else "。"))
