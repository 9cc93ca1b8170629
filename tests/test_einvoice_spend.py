"""Spending and attaching with the files of electronic invoices: what they say is sealed, judged, and judged again by the book."""

from pathlib import Path
from typing import Any

import pytest
from beancount import loader

from doors import Door, Said, funded
from einvoices import BUYER, NUMBER, SELLER, Line, digital, ofd
from funds.entry.record import Record

FUND = "JY2022-001"
OTHER = "22442000000012345679"
DAY = "2022-11-09"
PRINT = Line("*印刷品*宣传册", "1060101010000000000")
USE = ("--purpose", "publicity", "--memo", "宣传册", "--date", DAY)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return funded(tmp_path / "w")


def file(door: Door, name: str = "a.xml", number: str = NUMBER, **changed: Any) -> str:
    path = door.root / name
    path.write_text(digital(number, **{"lines": [PRINT], **changed}), encoding="utf-8")
    return str(path)


def spent(door: Door, *typed: str) -> Said:
    return door("spend", FUND, *USE, *typed)


def codes(record: Record) -> list[str]:
    return [finding.code for finding in record.findings if finding.severity != "note"]


def loaded(door: Door) -> list[str]:
    """Write the book, and give what loading it with the plugin says."""
    door.must("book")
    return [error.message for error in loader.load_file(str(door.workspace.main))[1]]


def test_what_is_taken_from_a_file_is_sealed_and_an_invoice_that_fits_has_no_finding(door: Door) -> None:
    said = door.must("spend", FUND, *USE, "--einvoice", file(door))
    assert said.err == ""
    posted = door.chain()[-1]
    (invoice,) = posted.invoices
    assert (posted.amount, posted.payee, invoice.number, invoice.face) == (486000, SELLER, NUMBER, 486000)
    assert (invoice.seller, invoice.buyer, str(invoice.issued), invoice.wrong) == (SELLER, BUYER, "2022-11-08", "")
    assert codes(posted) == []
    assert [each.kind for each in posted.evidence] == ["invoice"]
    again = spent(door, "--einvoice", file(door), "--voucher", "记-9")
    assert (again.status, "invoice-used" in again.err) == (1, True)
    assert spent(door).status == 2
    assert loaded(door) == []


@pytest.mark.parametrize(
    ("changed", "typed", "code"),
    [
        ({"buyer": "陈建国"}, (), "einvoice-buyer"),
        ({"buyer": "榕城机械厂"}, (), "einvoice-buyer"),
        ({"issued": "2022-11-10"}, (), "einvoice-late"),
        ({}, ("--payee", "别的印刷厂"), "einvoice-seller"),
        ({"total": "4860.01"}, (), "einvoice-file"),
        ({"root": "<Foo>"}, (), "einvoice-file"),
        ({"lines": [PRINT._replace(code="106 0101")]}, (), "einvoice-file"),
    ],
)
def test_a_finding_is_sealed_and_the_entry_waits(
    door: Door, changed: dict[str, Any], typed: tuple[str, ...], code: str
) -> None:
    said = door.must("spend", FUND, *USE, "--einvoice", file(door, **changed), *typed)
    assert code in said.out
    posted = door.chain()[-1]
    assert codes(posted) == [code]
    assert posted.findings[0].severity == "review"
    assert posted.findings[0].questioned == posted.amount
    assert door("report", "utilisation", "--as-of", DAY, "--format", "json").object[0]["under_review"] != "0.00"
    assert loaded(door) == []
    door.must("clear", FUND, "4", "--accept", "--reason", "已核实", actor="李审核")


@pytest.mark.parametrize("buyer", ["榕城机械厂工会", " 榕城机械厂 工会委员会", "榕城机械厂工会委员会"])
def test_a_union_is_named_with_or_without_its_committee(door: Door, buyer: str) -> None:
    door.must("spend", FUND, *USE, "--einvoice", file(door, buyer=buyer))
    assert codes(door.chain()[-1]) == []


def test_who_is_paid_back_need_not_be_the_seller(door: Door) -> None:
    door.must("spend", FUND, *USE, "--einvoice", file(door), "--payee", "黄丽", "--paid-by", "reimbursement")
    assert "einvoice-seller" not in codes(door.chain()[-1])


def test_a_changed_file_is_told_with_what_was_changed(door: Door) -> None:
    data = digital(lines=[PRINT])
    path = door.root / "a.ofd"
    path.write_bytes(ofd(data, Doc_0__Attachs__original_invoice_dot_xml=data.replace("宣传册", "宣传 册")))
    said = door.must("spend", FUND, *USE, "--einvoice", str(path))
    assert "a part was changed after it was signed" in said.out
    assert door.chain()[-1].invoices[0].wrong == "signed-part-changed"


def test_the_seller_is_screened_whoever_was_typed_as_payee(door: Door) -> None:
    path = file(door, seller="潮香大酒楼有限公司", lines=[Line("*生活服务*服务费", "")])
    typed = ("--purpose", "training", "--memo", "培训资料", "--payee", "粤东技师学院", "--date", DAY)
    said = door("spend", FUND, *typed, "--einvoice", path)
    assert (said.status, "forbidden-meal" in said.err) == (1, True)


def test_a_meal_is_one_by_its_tax_code_whatever_else_is_said(door: Door) -> None:
    path = file(door, lines=[Line("*机床*数控机床刀具", "3070401000000000000")])
    typed = ("--purpose", "equipment", "--memo", "数控机床刀具", "--asset", "none", "--date", DAY)
    said = door("spend", FUND, *typed, "--einvoice", path)
    assert (said.status, "forbidden-meal" in said.err) == (1, True)


def test_a_paper_is_read_as_the_invoice_that_it_is(door: Door) -> None:
    path = file(door, lines=[Line("*餐饮服务*餐费", "3070401000000000000")])
    typed = ("4860", "--payee", "粤东技师学院", "--invoice", f"{NUMBER}=4860", "--evidence", f"发票={path}")
    said = spent(door, *typed)
    assert (said.status, "forbidden-meal" in said.err) == (1, True)
    other = spent(door, "4860", "--payee", "某厂", "--invoice", f"{OTHER}=4860", "--evidence", f"invoice={path}")
    assert (other.status, NUMBER in other.err, OTHER in other.err) == (2, True, True)


def test_the_file_that_is_kept_is_the_one_that_was_read(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    import funds.einvoice.read as door_of_files  # noqa: PLC0415

    path, first = Path(file(door)), door_of_files.read

    def swapped(asked: Path) -> Any:
        found = first(asked)
        path.write_text("另一个文件", encoding="utf-8")
        return found

    monkeypatch.setattr(door_of_files, "read", swapped)
    for dry in ((), ("--dry-run",)):
        file(door)
        said = spent(door, "--einvoice", str(path), *dry)
        assert (said.status, "changed while it was read" in said.err) == (2, True)
    assert door.count() == 3


def entry(door: Door, *typed: str) -> None:
    door.must("spend", FUND, "4860", *USE, "--payee", SELLER, *typed)


def attach(door: Door, path: str, **how: str) -> Said:
    return door("attach", FUND, "4", "--evidence", f"invoice={path}", "--date", "2022-11-20", **how)


def test_an_invoice_attached_later_that_fits_is_sealed_and_opens_nothing(door: Door) -> None:
    entry(door, "--invoice", f"{NUMBER}=4860")
    assert attach(door, file(door)).status == 0
    posted = door.chain()[-1]
    assert (posted.kind, codes(posted), posted.invoices[0].buyer, posted.invoices[0].share) == ("attach", [], BUYER, 0)
    assert loaded(door) == []


def test_an_invoice_that_the_entry_does_not_name_is_not_attached(door: Door) -> None:
    entry(door, "--invoice", f"{OTHER}=4860")
    said = attach(door, file(door))
    assert (said.status, "einvoice-other" in said.err) == (1, True)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"buyer": "陈建国"}, "einvoice-buyer"),
        ({"issued": "2022-11-15"}, "einvoice-late"),
        ({"seller": "别的印刷厂"}, "einvoice-seller"),
        ({"total": "4859.00"}, "einvoice-total"),
        ({"lines": [Line("*餐饮服务*餐费", "3070401000000000000")]}, "forbidden-meal"),
    ],
)
def test_a_later_paper_that_speaks_against_an_entry_puts_it_under_review(
    door: Door, changed: dict[str, Any], code: str
) -> None:
    entry(door, "--invoice", f"{NUMBER}=4860")
    assert attach(door, file(door, **changed)).status == 0
    assert code in codes(door.chain()[-1])
    listed = door.must("show", FUND, "--format", "json").object
    assert [one["number"] for one in listed["waiting"]] == [4]
    assert loaded(door) == []
    assert (
        door("report", "utilisation", "--as-of", "2022-12-31", "--format", "json").object[0]["under_review"]
        == "4860.00"
    )
    door.must("clear", FUND, "4", "--accept", "--reason", "已核实", actor="李审核")
    assert (
        door("report", "utilisation", "--as-of", "2024-12-31", "--format", "json").object[0]["under_review"] == "0.00"
    )
    assert loaded(door) == []
    door.must("verify")


def test_what_the_entry_was_told_is_not_told_again_of_its_paper(door: Door) -> None:
    item = "*会议服务*会务费"
    entry(door, "--invoice", f"{NUMBER}=4860", "--item", item)
    assert codes(door.chain()[-1]) == ["needs-judgement"]
    assert attach(door, file(door, lines=[Line(item, "")])).status == 0
    assert codes(door.chain()[-1]) == []


def test_a_scan_is_attached_unread(door: Door) -> None:
    entry(door, "--invoice", f"{NUMBER}=4860")
    assert attach(door, str(door.paper())).status == 0
    assert door.chain()[-1].invoices == ()


def test_the_book_tells_a_sealed_fact_that_was_changed(door: Door) -> None:
    door.must("spend", FUND, *USE, "--einvoice", file(door, buyer="陈建国"))
    door.must("book")
    book = next(door.workspace.books.glob(f"*/{FUND}.beancount"))
    book.chmod(0o644)
    book.write_text(book.read_text("utf-8").replace('invoice1-buyer: "陈建国"', f'invoice1-buyer: "{BUYER}"'), "utf-8")
    told = [error.message for error in loader.load_file(str(door.workspace.main))[1]]
    assert any(message.startswith("seal-broken") for message in told)


@pytest.mark.parametrize("name", ["seller", "buyer"])
def test_no_identity_number_gets_in_by_an_invoice(door: Door, name: str) -> None:
    said = spent(door, "--einvoice", file(door, **{name: "李四110101199003078515"}))
    assert said.status == 2
    assert "identity number" in said.err
