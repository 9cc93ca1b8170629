"""Invoices in OFD files: by their data, by their page, and whether they are still as they were signed."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from einvoice_reads import PAGE, faults, one, reads
from einvoices import BUYER, NUMBER, SELLER, control, digital, ofd, tagged, zipped


def test_an_older_invoice_has_a_code_and_its_discounts(tmp_path: Path) -> None:
    found = one(tmp_path, ofd(control()), "a.ofd")
    assert (found.schema, found.code, found.number) == ("tax-control", "044002200111", "30560117")
    assert (found.issued, found.total) == (dt.date(2022, 11, 8), 486000)
    assert [item.amount for item in found.items] == [477876, -47788]
    assert (found.signature, faults(found)) == ("present", [])


def test_a_digital_invoice_in_an_ofd_is_the_one_in_the_xml(tmp_path: Path) -> None:
    whole = one(tmp_path, ofd(digital(signed=""), page=tagged(**PAGE), said={"发票号码": NUMBER}), "a.ofd")
    assert whole == one(tmp_path, digital())


def test_the_data_is_found_where_no_attachment_is_declared(tmp_path: Path) -> None:
    made = ofd(digital(), place="Data/e.xml", sign=False, Doc_0__Attachs__Attachments_dot_xml=None)
    assert one(tmp_path, made, "a.ofd").number == NUMBER


def test_an_ofd_without_data_is_read_from_its_page(tmp_path: Path) -> None:
    found = one(tmp_path, ofd(page=tagged(**PAGE)), "a.ofd")
    assert (found.schema, found.number, found.total) == ("page", NUMBER, 486000)
    assert (found.seller.name, found.buyer.name, found.issued) == (SELLER, BUYER, dt.date(2022, 11, 8))
    assert found.items[0].name == "*机床*台式钻床"
    assert faults(found) == []


def test_a_total_that_stands_in_capitals_too_is_read(tmp_path: Path) -> None:
    page = tagged(**{**PAGE, "TaxInclusiveTotalAmount": "肆仟捌佰陆拾圆整（小写）¥4860.00"})
    assert one(tmp_path, ofd(page=page), "a.ofd").total == 486000


@pytest.mark.parametrize("part", ["Doc_0__Tags__CustomTag_dot_xml", "Doc_0__Pages__Page_0__Content_dot_xml"])
def test_a_page_that_is_broken_leaves_the_data(tmp_path: Path, part: str) -> None:
    swapped: dict[str, Any] = {part: "<broken"}
    made = ofd(digital(), page=tagged(**PAGE), sign=False, **swapped)
    assert faults(one(tmp_path, made, "a.ofd")) == []


def test_the_page_gives_what_the_entry_lacks_and_the_other_way_round(tmp_path: Path) -> None:
    page = tagged(**{name: PAGE[name] for name in ("InvoiceNo", "BuyerName", "SellerName")})
    said = {"发票号码": NUMBER, "合计金额": "4300.88", "合计税额": "559.12", "开票日期": "2022-11-08"}
    found = one(tmp_path, ofd(page=page, said=said), "a.ofd")
    assert (found.total, found.issued, found.seller.name) == (486000, dt.date(2022, 11, 8), SELLER)
    assert faults(found) == []


def test_data_parts_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    made = ofd(digital(), sign=False, Doc_0__Attachs__original_invoice_dot_xml="<broken", Doc_0__Z_dot_xml=digital())
    found = one(tmp_path, made, "a.ofd")
    assert found.number == NUMBER
    assert faults(found) == ["broken-part"]


def test_tags_of_another_kind_are_read_by_their_names(tmp_path: Path) -> None:
    tags = '<fields xmlns:ofd="http://www.ofdspec.org/2016">'
    tags += f"<Fphm><ofd:ObjectData>{NUMBER}</ofd:ObjectData></Fphm></fields>"
    made = ofd(page=tagged(**PAGE), sign=False, Doc_0__Tags__CustomTag_dot_xml=tags)
    found = one(tmp_path, made, "a.ofd")
    assert (found.schema, found.number) == ("page", NUMBER)


def test_a_red_mark_on_an_older_invoice_goes_with_its_sign(tmp_path: Path) -> None:
    assert "red-flag" in faults(one(tmp_path, control().replace("TypeCode>0<", "TypeCode>1<")))


def test_a_digest_that_cannot_be_reckoned_is_let_be(tmp_path: Path) -> None:
    signature = (
        '<ofd:Signature xmlns:ofd="http://www.ofdspec.org/2016"><ofd:SignedInfo><ofd:References CheckMethod="{}">'
        '<ofd:Reference FileRef="/OFD.xml"><ofd:CheckValue>{}</ofd:CheckValue></ofd:Reference></ofd:References>'
        "</ofd:SignedInfo><ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>"
    )
    for method, value, wanted in (
        ("9.9.9", "AAAA", []),
        ("MD5", "AAAA", ["signed-part-changed"]),
        ("SM3", "?", ["signed-part-changed"]),
    ):
        made = ofd(digital(), Doc_0__Signs__Sign_0__Signature_dot_xml=signature.format(method, value))
        found = one(tmp_path, made, "a.ofd")
        assert faults(found) == wanted
        assert "data-unsigned" in [problem.code for problem in found.problems]


def test_an_ofd_without_tags_is_read_from_its_entry(tmp_path: Path) -> None:
    said = {"发票号码": NUMBER, "合计金额": "4300.88", "合计税额": "559.12", "开票日期": "2022-11-08 10:00:00"}
    found = one(tmp_path, ofd(said=said), "a.ofd")
    assert (found.number, found.total) == (NUMBER, 486000)
    assert {problem.facts["field"] for problem in found.problems if problem.code == "lacking"} == {"seller", "buyer"}


def test_a_page_that_shows_something_else_than_the_data_is_told(tmp_path: Path) -> None:
    page = tagged(**{**PAGE, "TaxInclusiveTotalAmount": "¥9860.00", "BuyerName": "榕城 机械厂"})
    found = one(tmp_path, ofd(digital(), page=page), "a.ofd")
    told = {each.facts["field"]: each.facts for each in found.problems if each.code == "page-differs"}
    assert set(told) == {"total", "buyer"}
    assert (told["total"]["data"], told["total"]["page"]) == ("4860.00", "9860.00")


@pytest.mark.parametrize(
    ("swapped", "code"),
    [
        ({"Doc_0__Attachs__original_invoice_dot_xml": digital(total="9860.00")}, "signed-part-changed"),
        ({"Doc_0__Signs__Sign_0__SignedValue_dot_dat": b""}, "signature-broken"),
        ({"Doc_0__Signs__Sign_0__Signature_dot_xml": None}, "signature-broken"),
        ({"Doc_0__Signs__Signatures_dot_xml": None}, "signature-broken"),
        ({"Doc_0__Attachs__Attachments_dot_xml": "<broken"}, "broken-xml"),
    ],
)
def test_an_ofd_that_is_not_as_it_was_signed_is_told(tmp_path: Path, swapped: dict[str, str], code: str) -> None:
    (found,) = reads(tmp_path, ofd(digital(), **swapped), "a.ofd")  # type: ignore[arg-type]
    assert code in [problem.code for problem in found.all_problems]


def test_an_unsigned_ofd_says_so(tmp_path: Path) -> None:
    found = one(tmp_path, ofd(digital(signed=""), sign=False), "a.ofd")
    assert found.signature == "absent"


def test_a_zip_called_ofd_is_told_and_read(tmp_path: Path) -> None:
    found = reads(tmp_path, zipped({"a.xml": digital()}), "a.ofd")
    assert [problem.code for problem in found[0].problems] == ["wrong-ending"]
    assert found[1].invoice is not None
