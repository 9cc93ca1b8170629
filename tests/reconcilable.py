"""A fund with entries, rows of ledgers and a statement, in which something is agreed and something is left over."""

from pathlib import Path
from typing import Any

from doors import Door, funded
from statements_brought import as_csv
from statements_made import ACCOUNT, HOLDER

FUND = "JY2022-001"
DAY = "2022-12-31"
#: Date, out, in, balance, counterparty, text: the statement of the fund's own account.
STATEMENT = (
    ("2022-10-20", "", "30000.00", "30000.00", "揭阳市总工会", "劳模创新工作室补助"),
    ("2022-10-26", "1280.00", "", "28720.00", "榕城新锐图文店", "门牌"),
    ("2022-11-09", "4860.00", "", "23860.00", "榕城永固五金店", "钻床"),
    ("2022-11-20", "780.00", "", "23080.00", "潮香大酒楼", "餐费"),
    ("2022-12-21", "", "12.34", "23092.34", "", "结息"),
)


def statement(path: Path, lines: Any = STATEMENT, ids: bool = False) -> Path:
    """Write a statement; with `ids` each line has the user's own."""
    head = ["交易时间", "支出金额", "收入金额", "账户余额", "对方户名", "交易用途", *(["id"] if ids else [])]
    rows = [[*line, *([f"行{at}"] if ids else [])] for at, line in enumerate(lines, 1)]
    return as_csv(path, [head, *rows])


def spent(door: Door) -> None:
    """Enter three spendings: a door plate, a drilling machine, a course."""
    door.must(
        "spend", FUND, "1280", "--date", "2022-10-25", "--purpose", "publicity", "--payee", "榕城新锐图文店", "--memo", "工作室门牌制作",
        "--voucher", "记-2", "--invoice", "044002200111-30551201=1280", "--item", "*印刷品*门牌",
    )  # fmt: skip
    door.must(
        "spend", FUND, "4860", "--date", "2022-11-08", "--purpose", "equipment", "--payee", "榕城永固五金店", "--memo", "台式钻床一台",
        "--voucher", "记-3", "--invoice", "044002200111-30560117=4860", "--item", "*机床*台式钻床", "--quantity", "1", "--asset", "special",
    )  # fmt: skip
    door.must(
        "spend", FUND, "6890", "--date", "2022-11-15", "--purpose", "training", "--payee", "粤东技师学院",
        "--memo", "钳工高级技师研修班学费", "--voucher", "记-4", "--item", "*非学历教育服务*培训费",
    )  # fmt: skip


def reconcilable(root: Path) -> Door:
    """Make a workspace: entry 5 has its row and line, 4 a row of another amount, 6 nothing; one line is nobody's."""
    door = funded(root)
    spent(door)
    door.must("account", "add", ACCOUNT, "--holder", HOLDER, "--dedicated", "--fund", FUND)
    door.must("import", "bank", str(statement(door.root / "流水.csv")), "--account", ACCOUNT)
    row(door, "equipment", "id=SB-1", "date=2022-11-10", "name=台式钻床", "invoice_number=30560117", "amount=4860")
    row(door, "publicity", "id=XC-1", "date=2022-10-25", "name=门牌", "invoice_number=30551201", "amount=1820")
    return door


def row(door: Door, ledger: str, *fields: str) -> None:
    """Enter a row of a ledger."""
    door.must("material", "add", ledger, FUND, *(part for field in fields for part in ("--field", field)))


def reconciled(door: Door, *more: str, fund: str = FUND, day: str = DAY) -> Any:
    """Give the result as the command prints it."""
    said = door("reconcile", *([fund] if fund else []), "--as-of", day, "--format", "json", *more)
    assert said.status in {0, 1}, said
    return said.object


def agreed(told: Any) -> dict[tuple[int, ...], list[tuple[str, list[str]]]]:
    """Give by entries each stage with the ids agreed."""
    found: dict[tuple[int, ...], list[tuple[str, list[str]]]] = {}
    for one in told["agreed"]:
        found.setdefault(tuple(one["entries"]), []).append((one["stage"], one["material"] + one["bank"]))
    return found


def left(told: Any) -> dict[str, dict[Any, list[str]]]:
    """Give by side the classes of each number or id left over."""
    sides: dict[str, dict[Any, list[str]]] = {"entries": {}, "material": {}, "bank": {}}
    for side, found in sides.items():
        for one in told["left"][side]:
            found.setdefault(one.get("number", one.get("id")), []).append(one["class"])
    return sides
