"""Electronic invoices are read from every form they come in, and what is wrong with them is told."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from einvoice_reads import PAGE, faults, one, reads
from einvoices import BUYER, NUMBER, SELLER, Line, declared, digital, ofd, tagged, zipped
from funds.einvoice.invoice import EInvoice, Item, Party, Problem
from funds.einvoice.same import compared_with_each_other, distinct


def test_a_digital_invoice_is_read_whole(tmp_path: Path) -> None:
    found = one(tmp_path, digital())
    assert found == EInvoice(
        schema="digital",
        number=NUMBER,
        issued=dt.date(2022, 11, 8),
        kind="电子发票（普通发票）",
        seller=Party(SELLER, "91445200MA4TEST01X"),
        buyer=Party(BUYER, "81445200TEST00002Y"),
        items=(
            Item("*机床*台式钻床", "1090101010000000000", 430088, 55912, "1", "台", "4300.88", "Z4116", "0.13"),
        ),
        net=430088,
        tax=55912,
        total=486000,
        signature="present",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (declared(digital(), "GBK"), ""),
        (declared(digital(), "gb2312", "gb18030"), ""),
        (declared(digital(), "UTF-16"), ""),
        (declared(digital(), "UTF-16", "utf-16-be"), ""),
        (declared(digital(), "utf-8", mark=b"\xef\xbb\xbf"), ""),
        (b"\n " + digital().encode(), ""),
        (digital().partition("?>")[2].encode(), ""),
        (declared(digital(), "UTF-8", "gb18030"), "encoding-claim"),
        (declared(digital(), "GBK", "utf-8"), "encoding-claim"),
        (declared(digital(), "UTF-16", "utf-8"), "encoding-claim"),
        (declared(digital(), "UTF-8", "utf-16"), "encoding-claim"),
        (declared(digital(), "GBK", "utf-8", b"\xef\xbb\xbf"), "encoding-claim"),
        (declared(digital(), "UTF-16LE", "utf-16-le", b"\xff\xfe"), ""),
        (declared(digital(), "UTF-16", "utf-16-le"), ""),
    ],
)
def test_every_encoding_gives_the_same_invoice(tmp_path: Path, content: bytes, problem: str) -> None:
    (found,) = reads(tmp_path, content)
    assert found.invoice is not None
    assert found.invoice.seller.name == SELLER
    assert [each.code for each in found.problems] == ([problem] if problem else [])


@pytest.mark.parametrize(
    "root", ['<EInvoice xmlns="urn:etax">', '<e:EInvoice xmlns:e="urn:etax" xmlns="urn:etax">', "<EInvoice>"]
)
def test_namespaces_do_not_matter(tmp_path: Path, root: str) -> None:
    assert one(tmp_path, digital(root=root)).total == 486000


def test_an_invoice_within_another_element_is_read_and_said(tmp_path: Path) -> None:
    body = digital().partition("?>")[2]
    other = digital("22442000000012345679").partition("?>")[2]
    found = reads(tmp_path, f"<Invoices>{body}{other}</Invoices>")
    assert [each.invoice.number for each in found if each.invoice] == [NUMBER, "22442000000012345679"]
    assert all("wrapped" in [problem.code for problem in each.all_problems] for each in found)


def test_several_items_come_to_the_total_to_the_fen(tmp_path: Path) -> None:
    lines = [Line(amount="0.33", tax="0.04", whole="0.37"), Line("*文具*笔", "106", "1000.67", "130.0900", "1130.76")]
    found = one(tmp_path, digital(lines=lines, net="1001", tax="130.13", total="1131.13"))
    assert [(item.amount, item.tax) for item in found.items] == [(33, 4), (100067, 13009)]
    assert faults(found) == ["tax-code-shape"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"lines": [Line(amount="4300.87")]}, "sum-net"),
        ({"lines": [Line(tax="559.11")]}, "sum-tax"),
        ({"total": "4860.01"}, "sum-total"),
        ({"lines": [Line(whole="4860.10")]}, "sum-item"),
        ({"number": "2244200000001234567"}, "number-shape"),
        ({"number": "2244200000001234567８"}, "number-shape"),
        ({"number": "21442000000012345678"}, "number-year"),
        ({"also": "22442000000012345679"}, "number-differs"),
        ({"blue": "N"}, "red-flag"),
        ({"issued": "2022-13-01"}, "bad-day"),
        ({"total": "4.86E3"}, "bad-amount"),
        ({"total": "4860.001"}, "bad-amount"),
        ({"total": "4860,00.00x"}, "bad-amount"),
        ({"total": ""}, "lacking"),
        ({"buyer": ""}, "lacking"),
        ({"signed": "<TaxBureauSignature><SignatureValue/></TaxBureauSignature>"}, "signature-empty"),
    ],
)
def test_what_is_not_as_it_claims_is_told(tmp_path: Path, changed: dict[str, Any], code: str) -> None:
    assert code in faults(one(tmp_path, digital(**changed)))


def test_a_sound_invoice_has_no_fault(tmp_path: Path) -> None:
    assert one(tmp_path, digital()).problems == ()


def test_a_field_that_is_there_twice_is_told(tmp_path: Path) -> None:
    twice = digital().replace("</BasicInformation>", "<TotalTaxAm>1.00</TotalTaxAm></BasicInformation>")
    assert "field-twice" in faults(one(tmp_path, twice))


def test_a_signature_is_never_said_to_be_verified(tmp_path: Path) -> None:
    assert one(tmp_path, digital()).signature == "present"
    without = one(tmp_path, digital(signed=""))
    assert without.signature == "absent"
    assert [problem.code for problem in without.problems] == ["signature-absent"]


def test_a_red_invoice_is_negative_and_names_the_blue_one(tmp_path: Path) -> None:
    red = digital(
        "22442000000099999999", lines=[Line(amount="-4300.88", tax="-559.12")], net="-4300.88", tax="-559.12",
        total="-4860.00", blue="N", remark=f"被红冲蓝字数电票号码：{NUMBER} 红字发票信息确认单编号：4405",
    )  # fmt: skip
    found = one(tmp_path, red)
    assert (found.red, found.total, found.reverses) == (True, -486000, NUMBER)
    assert faults(found) == []


def test_no_tax_is_nothing(tmp_path: Path) -> None:
    found = one(tmp_path, digital(lines=[Line(amount="500.00", tax="***")], net="500.00", tax="***", total="500.00"))
    assert (found.tax, found.items[0].tax, faults(found)) == (0, 0, [])


def test_items_are_held_against_the_total_where_no_net_sum_is_said(tmp_path: Path) -> None:
    assert faults(one(tmp_path, digital(net="", tax=""))) == []
    assert faults(one(tmp_path, digital(net="", tax="", total="4860.01"))) == ["sum-total"]


def test_a_sum_beyond_all_sums_is_no_amount(tmp_path: Path) -> None:
    assert "bad-amount" in faults(one(tmp_path, digital(total="999999999999.00")))


def test_an_unknown_layout_is_said_to_be_unknown_with_what_could_be_read(tmp_path: Path) -> None:
    other = (
        f"<票据><头><发票号码>{NUMBER}</发票号码><开票日期>2022年11月8日</开票日期></头>"
        f"<销售方名称>{SELLER}</销售方名称><Amount>1</Amount><价税合计>4860.00</价税合计></票据>"
    )
    found = one(tmp_path, other)
    assert (found.schema, found.number, found.total) == ("unknown:票据", NUMBER, 486000)
    assert found.seller.name == SELLER
    assert {"schema-unknown", "lacking"} <= set(faults(found))


def test_an_unknown_layout_is_not_guessed_at(tmp_path: Path) -> None:
    other = "<a><InvoiceNo>1</InvoiceNo><InvoiceNo>2</InvoiceNo><SellerName>甲</SellerName></a>"
    assert one(tmp_path, other).number == ""


def test_a_zip_gives_each_of_its_invoices_by_name(tmp_path: Path) -> None:
    inner = zipped({"乙.xml": digital("22442000000012345679")})
    made = zipped({"甲/甲.xml": digital(), "更多.zip": inner, "甲/甲.pdf": b"%PDF-1.4", "__MACOSX/甲/._甲.xml": b"\0"})
    found = reads(tmp_path, made, "a.zip")
    assert [(each.member, each.invoice.number if each.invoice else "") for each in found] == [
        ("甲/甲.xml", NUMBER), ("更多.zip/乙.xml", "22442000000012345679"), ("甲/甲.pdf", ""),
    ]  # fmt: skip
    assert [problem.code for problem in found[2].problems] == ["passed-over"]


def test_names_in_gbk_are_told_as_people_see_them(tmp_path: Path) -> None:
    raw = "发票.xml".encode("gb18030")
    made = zipped({"x" * len(raw): digital()}).replace(b"x" * len(raw), raw)
    assert reads(tmp_path, made, "a.zip")[0].member == "发票.xml"


def test_one_bad_part_does_not_keep_the_others_from_being_read(tmp_path: Path) -> None:
    found = reads(tmp_path, zipped({"a.xml": "<broken", "b.xml": digital(), "c.ofd": b"%PDF"}), "a.zip")
    assert [bool(each.invoice) for each in found] == [False, True, False]


@pytest.mark.parametrize(
    ("name", "content", "really"),
    [("a.ofd", digital().encode(), "XML"), ("a.zip", ofd(digital()), "OFD"), ("a.xml", ofd(digital()), "OFD")],
)
def test_a_file_that_is_not_what_its_ending_says_is_told(
    tmp_path: Path, name: str, content: bytes, really: str
) -> None:
    (found,) = reads(tmp_path, content, name)
    assert found.invoice is not None
    assert Problem("wrong-ending", {"ending": name[2:], "really": really}) in found.problems


def test_the_same_invoice_in_two_forms_is_one(tmp_path: Path) -> None:
    made = zipped({"a.ofd": ofd(page=tagged(**PAGE)), "a.xml": digital()})
    found = compared_with_each_other(("b.zip", each) for each in reads(tmp_path, made, "b.zip"))
    assert found[1][1].problems == (Problem("again", {"first": "b.zip: a.ofd"}),)
    (kept,) = distinct(each for _file, each in found)
    assert kept.schema == "digital"


def test_two_invoices_of_one_number_contradict_each_other(tmp_path: Path) -> None:
    other = digital(lines=[Line(amount="8725.66", tax="1134.34")], net="8725.66", tax="1134.34", total="9860.00")
    found = compared_with_each_other(("a", each) for each in (*reads(tmp_path, digital()), *reads(tmp_path, other)))
    assert [problem.code for problem in found[1][1].problems] == ["same-number"]
    assert len(distinct(each for _file, each in found)) == 2
