"""Interest and bank fees are told by their words only where the bank itself is on the other side, and the sum is small."""

from pathlib import Path

import pytest

from doors import Door
from funds.cli.reconciling.apart import looks
from funds.statements.bank import BankLine
from funds.workspace import NoWorkspaceError


@pytest.mark.parametrize(
    ("fen", "party", "text", "wanted"),
    [
        (-1_500, "", "手续费", "fee"),
        (-1_500, "", "手续费及邮电费；对公", "fee"),
        (-1_500, "中国工商银行股份有限公司揭阳榕城支行", "跨行汇款手续费", "fee"),
        (-1_500, "揭阳农商行营业部", "短信服务费", "fee"),
        (-1_500, "揭东县农村信用合作联社", "工本费", "fee"),
        (-1_500, "对公结算手续费收入户", "转账；手续费", "fee"),
        (1_234, "应付单位活期存款利息", "批量结息", "interest"),
        (1_234, "", "转账；利息", "interest"),
        (4_999_999, "", "结息", "interest"),
        (5_000_001, "", "结息", ""),
        (-50_000, "", "手续费", "fee"),
        (-50_001, "", "手续费", ""),
        (-1_500, "榕城新锐图文店", "手续费", ""),
        (-1_500, "银行家大酒楼", "手续费", ""),
        (-1_500, "建设银行大酒店有限公司", "手续费", ""),
        (-1_500, "手续费收入服务部", "手续费", ""),
        (-1_500, "", "餐费含手续费", ""),
        (-1_500, "", "聚餐；代付手续费", ""),
        (1_500, "", "手续费", ""),
        (-1_500, "", "结息", ""),
        (1_234, "揭阳市总工会", "利息", ""),
        (-1_500, "", "", ""),
    ],
)
def test_a_line_is_told_apart(tmp_path: Path, fen: int, party: str, text: str, wanted: str) -> None:
    look = looks(Door(tmp_path / "w").workspace)
    assert look(BankLine("1", 1, "2022-12-21", fen, None, party, "", text)) == wanted


@pytest.mark.parametrize("row", ["fee,餐费", "fee,餐费,many", "profit,利息,5", "bank,,"])
def test_words_that_say_no_class_or_no_most_are_refused(tmp_path: Path, row: str) -> None:
    door = Door(tmp_path / "w")
    path = door.root / "ledger" / "banks" / "apart.csv"
    path.write_text(f"class,word,most,note\n{row}\n", "utf-8")
    with pytest.raises(NoWorkspaceError, match=row.partition(",")[0]):
        looks(door.workspace)
