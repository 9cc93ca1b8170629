"""What the files of invoices say, beside what was typed for an entry."""

import datetime as dt
from pathlib import Path
from typing import Any

import click
import pytest

from doors import environment
from einvoices import BUYER, NUMBER, SELLER, Line, control, digital, ofd, zipped
from funds.cli.invoices.items import invoices_of
from funds.cli.invoices.sealed import taken
from funds.cli.invoices.typed import filled
from funds.cli.typed import InvoiceTyped, PaperTyped
from funds.entry.record import Invoice

OTHER = "22442000000012345679"
DRILL = ("*机床*台式钻床", "1090101010000000000")
MEAL = Line("*餐饮服务*餐费", "3070401000000000000", "300.88", "39.12")


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def given(**typed: Any) -> dict[str, Any]:
    return {
        "fund": "JY2022-001", "amount": None, "payee": "", "date": None, "invoice": (), "item": (), "tax_code": (),
        "evidence": (), **typed,
    }  # fmt: skip


def refused(**typed: Any) -> str:
    with environment(LANG="C.UTF-8", LANGUAGE="", LC_ALL="C.UTF-8"), pytest.raises(click.UsageError) as error:
        invoices_of(filled(given(**typed)))
    return error.value.message


def test_a_file_fills_in_what_was_not_typed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", digital())
    more = filled(given(einvoice=(path,)))
    assert (more["payee"], more["amount"]) == (SELLER, 486000)
    assert more["evidence"] == (PaperTyped("invoice", path),)
    assert invoices_of(more) == (
        Invoice(
            number=NUMBER, face=486000, share=486000, item=DRILL[0], tax_code=DRILL[1],
            seller=SELLER, buyer=BUYER, issued=dt.date(2022, 11, 8),
        ),
    )  # fmt: skip


def test_what_was_typed_stands(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", digital())
    papers = (PaperTyped("list", path),)
    typed = given(einvoice=(path,), payee="别的店", amount=100000, date=dt.date(2022, 12, 1), evidence=papers)
    more = filled(typed)
    assert (more["payee"], more["amount"], more["date"]) == ("别的店", 100000, dt.date(2022, 12, 1))
    assert more["evidence"] == papers
    assert invoices_of(more)[0].share == 100000


def test_without_a_file_nothing_changes(tmp_path: Path) -> None:
    assert filled(given(einvoice=())) == given()
    scan = (PaperTyped("invoice", put(tmp_path, "a.pdf", b"%PDF-1.4")), PaperTyped("invoice", tmp_path / "nowhere.xml"))
    assert filled(given(evidence=scan)) == given(evidence=scan)


def test_every_item_comes_along_with_its_seller(tmp_path: Path) -> None:
    lines = [Line(amount="4000.00", tax="520.00"), MEAL]
    paths = (put(tmp_path, "a.xml", digital(lines=lines)), put(tmp_path, "b.xml", digital(OTHER)))
    typed = InvoiceTyped("044002200111", "30551201", 128000, None)
    more = filled(given(einvoice=paths, invoice=(typed,), item=("*印刷品*门牌", "另一件"), tax_code=("106",)))
    made = [(each.number, each.face, each.item, each.tax_code, each.seller) for each in invoices_of(more)]
    assert made == [
        ("30551201", 128000, "*印刷品*门牌", "106", ""),
        (NUMBER, 486000, *DRILL, SELLER),
        (OTHER, 486000, *DRILL, SELLER),
        ("", None, "另一件", "", ""),
        ("", None, MEAL.name, MEAL.code, SELLER),
    ]


def test_an_invoice_that_was_typed_too_comes_once_with_its_items_and_its_file(tmp_path: Path) -> None:
    paths = (put(tmp_path, "a.xml", digital(lines=[Line(), MEAL])), put(tmp_path, "b.xml", digital(OTHER)))
    more = filled(given(einvoice=paths, invoice=(InvoiceTyped("", NUMBER, None, 300000),), payee=SELLER))
    made = [(each.number, each.face, each.share, each.item, each.seller) for each in invoices_of(more)]
    assert made == [
        (NUMBER, 486000, 300000, DRILL[0], SELLER), (OTHER, 486000, 486000, DRILL[0], SELLER),
        ("", None, 0, MEAL.name, SELLER),
    ]  # fmt: skip


def test_an_item_typed_for_an_invoice_hides_none_of_its_file(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", digital(lines=[MEAL]))
    more = filled(given(einvoice=(path,), invoice=(InvoiceTyped("", NUMBER, None, None),), item=("教材",)))
    made = [(each.number, each.item, each.tax_code, each.seller) for each in invoices_of(more)]
    assert made == [(NUMBER, "教材", "", SELLER), ("", MEAL.name, MEAL.code, SELLER)]


def test_a_face_typed_otherwise_than_the_file_says_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", digital())
    said = refused(einvoice=(path,), invoice=(InvoiceTyped("", NUMBER, 999900, None),))
    assert "9999.00" in said
    assert "4860.00" in said


def test_a_paper_that_is_an_electronic_invoice_is_read_as_one(tmp_path: Path) -> None:
    paper = PaperTyped("invoice", put(tmp_path, "发票", ofd(digital())))
    more = filled(given(evidence=(paper,), amount=100000))
    (made,) = invoices_of(more)
    assert (made.number, made.face, made.share, made.buyer) == (NUMBER, 486000, 100000, BUYER)
    assert (more["payee"], more["evidence"]) == (SELLER, (paper,))


def test_a_paper_of_another_invoice_than_was_typed_is_refused_naming_both(tmp_path: Path) -> None:
    paper = PaperTyped("invoice", put(tmp_path, "a.xml", digital()))
    said = refused(evidence=(paper,), invoice=(InvoiceTyped("", OTHER, None, None),), amount=1)
    assert NUMBER in said
    assert OTHER in said
    right = filled(given(evidence=(paper,), invoice=(InvoiceTyped("", NUMBER, None, None),), amount=1))
    assert invoices_of(right)[0].seller == SELLER


def test_a_paper_that_cannot_be_read_is_kept_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = PaperTyped("invoice", put(tmp_path, "a.xml", "<broken"))
    more = filled(given(evidence=(paper,), amount=1))
    assert invoices_of(more) == (Invoice(wrong="broken-xml"),)
    assert "a.xml" in capsys.readouterr().err


def test_both_forms_of_an_invoice_in_one_zip_are_taken_once(tmp_path: Path) -> None:
    found = taken([put(tmp_path, "a.zip", zipped({"a.ofd": ofd(digital()), "a.xml": digital()}))])
    assert [each.number for each in found.invoices] == [NUMBER]
    assert found.amount == 486000


def test_what_is_wrong_with_any_form_of_an_invoice_or_with_its_zip_is_kept(tmp_path: Path) -> None:
    data = digital()
    changed = ofd(data, Doc_0__Attachs__original_invoice_dot_xml=data.replace("台式", "立式"))
    found = taken([put(tmp_path, "a.zip", zipped({"a.xml": data, "a.ofd": changed, "b.xml": "<broken"}))])
    assert found.invoices[0].wrong == "broken-xml,signed-part-changed"


def test_two_files_of_one_number_that_differ_are_refused(tmp_path: Path) -> None:
    paths = (put(tmp_path, "a.xml", digital()), put(tmp_path, "b.xml", digital(buyer="别的工会")))
    assert NUMBER in refused(einvoice=paths)


def test_an_older_invoice_keeps_its_code(tmp_path: Path) -> None:
    (made,) = invoices_of(filled(given(einvoice=(put(tmp_path, "a.xml", control()),))))
    assert (made.code, made.number, made.wrong) == ("044002200111", "30560117", "")


def test_invoices_of_several_sellers_want_a_payee(tmp_path: Path) -> None:
    paths = (put(tmp_path, "a.xml", digital()), put(tmp_path, "b.xml", digital(OTHER, seller="另一家店")))
    assert "另一家店" in refused(einvoice=paths)
    assert filled(given(einvoice=paths, payee=SELLER))["amount"] == 972000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<broken", "is broken in row 1"),
        (digital(total="-4860.00", blue="N"), "is a red one"),
        (digital(total=""), "does not say its number and total"),
        (digital(seller="甲\u202e店"), "control character"),
        (digital(buyer="甲\u202e店"), "control character"),
        (digital("2244200000001234567"), "has 20 digits"),
        (digital("224420000000123456l8"), "has 20 digits"),
        (digital("2244200000001234567\u0661"), "has 20 digits"),
        (digital(f"0{NUMBER}"), "has 20 digits"),
        (digital("200000 0012345678"), "has 20 digits"),
    ],
)
def test_what_cannot_be_spent_by_is_refused_in_a_sentence(tmp_path: Path, content: str, says: str) -> None:
    assert says in refused(einvoice=(put(tmp_path, "a.xml", content),))


def test_a_number_of_full_width_is_the_same_number_and_no_sound_file(tmp_path: Path) -> None:
    (made,) = invoices_of(filled(given(einvoice=(put(tmp_path, "a.xml", digital(NUMBER[:-1] + "８")),))))
    assert (made.number, made.wrong) == (NUMBER, "number-shape")


@pytest.mark.parametrize(
    "number", ["2244200000001234567", f"{NUMBER}9", "224420000000123456l8".upper(), "O" + NUMBER[1:]]
)
def test_a_typed_number_that_is_nearly_a_digital_one_is_refused(number: str) -> None:
    assert "20 digits" in refused(invoice=(InvoiceTyped("", number, None, None),), amount=1)


@pytest.mark.parametrize("number", [NUMBER, "044002200111" + "30551201", "4400220011" + "30551201", "30551201"])
def test_a_typed_number_of_an_invoice_is_taken(number: str) -> None:
    made = invoices_of(given(invoice=(InvoiceTyped("", number, None, None),), amount=1))
    assert made == (Invoice(number=number, share=1),)
