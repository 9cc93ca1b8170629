"""Papers in another program's hands: recomputed by LibreOffice, and taken in again by `funds import`."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from doors import Door
from funds.entry.record import Record
from funds.workbook.intake.events import RowRead
from funds.workbook.intake.read import read
from papered import FUND, KINDS, figures, formulas, lived, paper, texts

#: The data sheets of a register, by the kind of import.
SHEETS = {"awards": "命名补助登记", "disbursements": "拨付到账登记", "spending": "支出登记"}
#: What a row of a register says of an entry.
SAID = (
    "fund", "kind", "date", "amount", "voucher", "memo", "purpose", "payee", "quantity", "unit_price", "asset", "paid_by",
    "handler", "approver", "papers", "note", "holder", "document", "invoices", "terms",
)  # fmt: skip


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    return lived(tmp_path_factory.mktemp("office") / "unit")


def _recomputed(office: str, paths: list[Path], folder: Path) -> Path:
    """Have LibreOffice compute every formula anew: the files it gets hold formulas without their values."""
    bare, done = folder / "bare", folder / "done"
    bare.mkdir()
    for path in paths:
        load_workbook(path).save(bare / path.name)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(done)]
    subprocess.run([*command, *map(str, sorted(bare.iterdir()))], check=True, capture_output=True, timeout=180)
    return done


def test_libreoffice_computes_the_very_values_that_are_written_into_the_file(
    door: Door, tmp_path: Path, office: str
) -> None:
    paths = [paper(door, kind) for kind in KINDS]
    paths += [paper(door, "register", FUND, "--since", "2022-11-05", "--as-of", "2023-02-01", name="part")]
    for report in ("utilisation", "trial-balance", "purposes"):
        paths.append(door.root / f"{report}.xlsx")
        door.must("report", report, "--format", "xlsx", "-o", str(paths[-1]))
    done = _recomputed(office, paths, tmp_path)
    for path in paths:
        kept = load_workbook(path, data_only=True)
        anew = load_workbook(done / path.name, data_only=True)
        found = formulas(path)
        assert found, path.name
        for sheet, cell in found:
            assert anew[sheet][cell].value == pytest.approx(kept[sheet][cell].value, abs=1e-9), (path.name, sheet, cell)


def test_a_report_has_sums_that_are_formulas_and_its_rates_too(door: Door) -> None:
    path = door.root / "utilisation.xlsx"
    door.must("report", "utilisation", "--format", "xlsx", "-o", str(path))
    found = {cell: formula for (_sheet, cell), formula in formulas(path).items()}
    assert found["F6"] == "=ROUND(SUM(F4:F5),2)"
    assert found["G4"] == '=IF(E4=0,"-",ROUND(F4/E4,4))'
    page = load_workbook(path, data_only=True).worksheets[0]
    assert (page["F6"].value, page["G4"].value, page["G5"].value) == (8999.75, 0.3, "n/a")
    said = [str(cell.value).strip() for cell in page["A"]]
    assert all(row["head"] in said for row in figures(door))
    assert (page.freeze_panes, page.print_title_rows, page.page_setup.paperSize) == ("B4", "$3:$3", 9)


def test_the_data_sheets_of_a_register_read_as_the_registers_that_they_are(door: Door) -> None:
    path = paper(door, "register")
    for kind, sheet in SHEETS.items():
        rows = [event for event in read(path, kind, sheet=sheet) if isinstance(event, RowRead)]
        assert rows
        assert [row.problems for row in rows if row.status != "row"] == []


def _bring(into: Door, path: Path, kind: str) -> dict[str, Any]:
    return dict(into("import", kind, str(path), "--format", "json").object)


def test_a_register_taken_in_again_posts_nothing_twice(door: Door) -> None:
    path, before = paper(door, "register"), door.count()
    for kind in SHEETS:
        counts = _bring(door, path, kind)["counts"]
        assert counts["already"] > 0
        assert counts["already"] == sum(counts.values())
    assert door.count() == before


def _said(records: list[Record]) -> list[tuple[object, ...]]:
    """Give what the rows say of entries, by date: refunds are posted after what they are of."""
    ordered = sorted(records, key=lambda record: (record.date, record.kind))
    return [tuple(getattr(record, name) for name in SAID) for record in ordered]


def test_a_register_taken_into_an_empty_record_makes_the_same_entries(door: Door, tmp_path: Path) -> None:
    path, other = paper(door, "register"), Door(tmp_path / "other")
    for kind in SHEETS:
        counts = _bring(other, path, kind)["counts"]
        assert counts["posted"] + counts["review"] == sum(counts.values())
    wanted = [record for record in door.chain() if record.number in {1, 2, 3, 4, 5, 6, 10, 11}]
    assert _said(other.chain()) == _said(wanted)
    assert _said(other.chain("JY2022-002")) == _said(door.chain("JY2022-002"))


def test_numbers_of_persons_are_hidden_on_every_paper(tmp_path: Path) -> None:
    door = lived(tmp_path / "unit")
    door.must(
        "spend", FUND, "40", "--date", "2022-11-25", "--purpose", "training", "--payee", "刘某某13800138000", "--memo", "讲课费 电话13800138000",
        "--voucher", "记-10", "--note", "转账至 6222021234567890128", "--item", "*教育服务*讲课",
    )  # fmt: skip
    for kind in KINDS:
        printed = {
            name: rows for name, rows in texts(paper(door, kind)).items() if "打印" in name or kind != "register"
        }
        said = str(printed)
        assert "13800138000" not in said, kind
        assert "6222021234567890128" not in said, kind
        assert kind not in {"register", "list", "voucher"} or "讲课费 电话" in said
