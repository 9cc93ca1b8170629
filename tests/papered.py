"""A workspace whose fund has met everything that a paper has to show, and its papers as files."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from doors import Door, funded

FUND = "JY2022-001"
KINDS = ("register", "list", "usage", "voucher", "summary")
#: A memo that a spreadsheet would take for a formula.
FORMULA = '=HYPERLINK("http://x","点此")'

_AWARD = (
    "award", "--programme", "jieyang-2022", "--studio", "林晓东创新工作室", "--unit", "普宁纺织厂", "--lead", "林晓东", "--kind",
    "staff", "--recommender", "普宁市总工会", "--amount", "20000", "--date", "2022-10-08", "--document", "揭工总〔2022〕51号",
)  # fmt: skip
_LIFE = (
    ("spend", FUND, "1280.50", "--date", "2022-11-01", "--purpose", "training", "--payee", "新华书店", "--memo", FORMULA,
     "--voucher", "记-2", "--invoice", "24440000000000000001=1280.50", "--item", "*印刷品*图书", "--handler", "赵甲",
     "--approver", "钱乙", "--papers", "3"),
    ("spend", FUND, "2400", "--date", "2022-11-05", "--purpose", "equipment", "--payee", "恒测仪器公司", "--memo", "万用表等",
     "--voucher", "记-3", "--invoice", "044002200111-30551201=1000", "--invoice", "24440000000000000002=2000@1400",
     "--item", "*仪器*万用表", "--item", "*仪器*量具", "--asset", "none", "--quantity", "4", "--unit-price", "600"),
    ("refund", FUND, "100.25", "--of", "5", "--date", "2022-11-09", "--payee", "恒测仪器公司", "--memo", "退货",
     "--voucher", "记-4", "--purpose", "equipment"),
    ("spend", FUND, "300", "--date", "2022-11-10", "--purpose", "publicity", "--payee", "文印店", "--memo", "展板",
     "--voucher", "记-5", "--invoice", "24440000000000000003=300", "--item", "*印刷品*展板"),
    ("reverse", FUND, "7", "--reason", "重复记账", "--date", "2022-11-12", "--voucher", "记-6"),
    ("spend", FUND, "5000", "--date", "2022-11-20", "--purpose", "premises", "--payee", "装饰公司", "--memo", "工作室改造",
     "--voucher", "记-7", "--retained", "500", "--invoice", "24440000000000000004=5000", "--item", "*建筑服务*装修"),
    ("spend", FUND, "700", "--date", "2022-12-01", "--purpose", "other", "--payee", "专利所", "--memo", "专利代理费",
     "--voucher", "记-8", "--invoice", "24440000000000000005=700", "--item", "*鉴证咨询服务*专利代理"),
    ("disallow", FUND, "120.50", "--date", "2022-12-05", "--memo", "同行用餐", "--payee", "某酒家", "--note", "用餐",
     "--voucher", "记-9"),
    ("spend", FUND, "500", "--of", "9", "--date", "2023-02-01", "--payee", "装饰公司", "--memo", "付质保金",
     "--voucher", "记-1"),
    ("disallow", FUND, "280.50", "--of", "4", "--date", "2023-03-01", "--reason", "超出用途", "--voucher", "记-2"),
    ("recover", FUND, "50", "--date", "2023-03-05", "--voucher", "记-3"),
)  # fmt: skip


def lived(root: Path) -> Door:
    """Make a workspace with a fund in the middle of its life, and one that was named and no more."""
    door = funded(root)
    door.must(*_AWARD)
    for typed in _LIFE:
        door.must(*typed)
    return door


def paper(door: Door, kind: str, *more: str, name: str = "") -> Path:
    """Have a paper written, over what stood there, and give its file."""
    path = door.root / f"{name or kind}.xlsx"
    door.must("paper", kind, *more, "-o", str(path), "--force")
    return path


def figures(door: Door, *more: str) -> list[dict[str, Any]]:
    """Give the rows of the utilisation report."""
    return list(door.must("report", "utilisation", *more, "--format", "json").object)


def texts(path: Path) -> dict[str, list[list[Any]]]:
    """Give the values of every sheet, as they were written into the file."""
    book = load_workbook(path, data_only=True)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book.worksheets}


def formulas(path: Path) -> dict[tuple[str, str], str]:
    """Give every formula by sheet and cell."""
    book = load_workbook(path)
    return {
        (page.title, cell.coordinate): str(cell.value)
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
