"""Several invoices of one payment, files with several invoices, and papers that only pass as one."""

from pathlib import Path

import pytest
from beancount import loader

from doors import Door, funded
from einvoice_reads import PAGE, one, reads
from einvoices import BUYER, NUMBER, SELLER, Line, control, digital, ofd, tagged, zipped
from funds.einvoice.invoice import Read

FUND = "JY2022-001"
OTHER = "22442000000012345679"
MEAL = Line("*餐饮服务*餐费", "3070401000000000000")
PRINT = Line("*印刷品*宣传册", "1060101010000000000")
USE = ("--purpose", "publicity", "--memo", "宣传册", "--date", "2022-11-09")


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return funded(tmp_path / "w")


def put(door: Door, name: str, content: str | bytes) -> str:
    path = door.root / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def two(door: Door) -> tuple[str, ...]:
    paths = [put(door, f"{number}.xml", digital(number, lines=[PRINT])) for number in (NUMBER, OTHER)]
    return tuple(word for path in paths for word in ("--einvoice", path))


def codes(door: Door) -> list[str]:
    return [finding.code for finding in door.chain()[-1].findings if finding.severity != "note"]


def loaded(door: Door) -> list[str]:
    door.must("book")
    return [error.message for error in loader.load_file(str(door.workspace.main))[1]]


@pytest.mark.parametrize("typed", [True, False])
def test_two_invoices_of_more_than_was_paid_want_their_shares(door: Door, typed: bool) -> None:
    named = ("--payee", SELLER, "--invoice", f"{NUMBER}=4860", "--invoice", f"{OTHER}=4860") if typed else two(door)
    said = door("spend", FUND, "4860", *USE, *named)
    assert (said.status, "shares-above-amount" in said.err, "9720.00" in said.err) == (1, True, True)
    assert door.count() == 3
    shares = ("--invoice", f"{NUMBER}=4860@4000", "--invoice", f"{OTHER}=4860@860")
    door.must("spend", FUND, "4860", *USE, *(named if not typed else ("--payee", SELLER)), *shares)
    assert [invoice.share for invoice in door.chain()[-1].invoices] == [400000, 86000]
    assert codes(door) == []
    over = door("spend", FUND, "861", *USE, "--payee", SELLER, "--invoice", f"{NUMBER}=4860@861")
    assert (over.status, "invoice-used" in over.err) == (1, True)
    door.must("spend", FUND, "860", *USE, "--payee", SELLER, "--invoice", f"{NUMBER}=4860@860")
    assert loaded(door) == []


def test_two_invoices_that_come_to_the_amount_need_no_shares(door: Door) -> None:
    door.must("spend", FUND, *USE, *two(door))
    assert (door.chain()[-1].amount, codes(door)) == (972000, [])


def test_an_invoice_of_several_items_is_still_held_against_the_amount(door: Door) -> None:
    lines = [
        PRINT._replace(amount="4000.00", tax="520.00"),
        PRINT._replace(name="*印刷品*画册", amount="300.88", tax="39.12"),
    ]
    path = put(door, "a.xml", digital(lines=lines))
    door.must("spend", FUND, "5000", *USE, "--einvoice", path, "--invoice", f"{NUMBER}=4860@4860")
    assert codes(door) == ["invoice-below-amount"]


def attached_twice() -> bytes:
    """Give an OFD that lists two attachments, each an invoice."""
    listed = (
        '<ofd:Attachments xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Attachment><ofd:FileLoc>original_invoice.xml'
        "</ofd:FileLoc></ofd:Attachment><ofd:Attachment><ofd:FileLoc>b.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"
    )
    second = digital(OTHER, lines=[MEAL])
    return ofd(
        digital(lines=[PRINT]),
        sign=False,
        Doc_0__Attachs__Attachments_dot_xml=listed,
        Doc_0__Attachs__b_dot_xml=second,
    )


def two_documents() -> bytes:
    """Give an OFD of two documents (DocBody), each with its invoice and its page."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    bodies = "".join(f"<ofd:DocBody><ofd:DocRoot>Doc_{at}/Document.xml</ofd:DocRoot></ofd:DocBody>" for at in (0, 1))
    root = f"<ofd:Document {space}><ofd:Pages><ofd:Page BaseLoc='Pages/Page_0/Content.xml'/></ofd:Pages></ofd:Document>"
    parts: dict[str, str | bytes] = {"OFD.xml": f"<ofd:OFD {space}>{bodies}</ofd:OFD>"}
    for at, number in enumerate((NUMBER, OTHER)):
        page = {**PAGE, "InvoiceNo": number}
        own = {"Doc_0/Document.xml": root, "Doc_0/Attachs/a.xml": digital(number), **tagged(**page)}
        parts |= {name.replace("Doc_0", f"Doc_{at}"): content for name, content in own.items()}
    return zipped(parts)


def numbers(found: tuple[Read, ...]) -> list[str]:
    return [each.invoice.number for each in found if each.invoice]


def test_every_attachment_of_an_ofd_is_read(tmp_path: Path) -> None:
    assert numbers(reads(tmp_path, attached_twice(), "a.ofd")) == [NUMBER, OTHER]


def test_every_document_of_an_ofd_is_read_and_held_against_its_own_page(tmp_path: Path) -> None:
    found = reads(tmp_path, two_documents(), "a.ofd")
    assert numbers(found) == [NUMBER, OTHER]
    assert [problem.code for each in found for problem in each.all_problems] == []


def test_one_invoice_in_two_parts_of_an_ofd_is_one(tmp_path: Path) -> None:
    made = ofd(digital(), sign=False, Doc_0__Data__again_dot_xml=digital())
    assert one(tmp_path, made, "a.ofd").number == NUMBER


def test_the_second_invoice_of_an_ofd_is_screened_and_used_up(door: Door) -> None:
    path = put(door, "a.ofd", attached_twice())
    said = door("spend", FUND, *USE, "--einvoice", path)
    assert (said.status, "forbidden-meal" in said.err) == (1, True)
    assert door("invoice", "read", path).out.count(OTHER) == 2
    door.must("spend", FUND, "4860", *USE, "--payee", SELLER, "--invoice", f"{OTHER}=4860")


@pytest.mark.parametrize(
    "content",
    [
        digital(lines=[PRINT]).replace(f"<ItemName>{PRINT.name}</ItemName>", f"<ItemName>{PRINT.name}</ItemName><Sub><ItemName>{MEAL.name}</ItemName></Sub>"),
        digital(lines=[PRINT]).replace("</EInvoiceData>", f"<More><ItemName>{MEAL.name}</ItemName></More></EInvoiceData>"),
        control().replace("<fp:GoodsInfos>", f"<fp:More><fp:Item>{MEAL.name}</fp:Item></fp:More><fp:GoodsInfos>"),
    ],
)  # fmt: skip
def test_an_item_that_stands_elsewhere_is_read_and_told(tmp_path: Path, content: str) -> None:
    found = one(tmp_path, content)
    assert found.items[-1].name == MEAL.name
    assert "item-astray" in [problem.code for problem in found.problems]


def test_an_invoice_within_an_invoice_is_read(tmp_path: Path) -> None:
    inner = digital(OTHER).split("?>")[1]
    assert numbers(reads(tmp_path, digital().replace("<EInvoiceData>", f"{inner}<EInvoiceData>", 1))) == [NUMBER, OTHER]


BROKEN = {
    "cut.xml": (digital()[:-40].encode(), "broken-xml"),
    "cut.ofd": (ofd(digital())[:-30], "broken-file"),
    "cut.zip": (zipped({"a.xml": digital()})[:-30], "broken-file"),
    "发票": (b"<EInvoice>", "broken-xml"),
    "web.xml": (b"<html><body>sign in</body></html>", "no-invoice-xml"),
    "bytes.ofd": (b"\x00\x01garbage", "no-known-file"),
    "scan.ofd": (b"%PDF-1.4", "no-invoice-file"),
    "r.zip": (zipped({"r.txt": "hello"}), "no-invoice-zip"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_paper_that_passes_as_an_electronic_invoice_and_is_none_puts_the_entry_under_review(
    door: Door, name: str
) -> None:
    content, wrong = BROKEN[name]
    path = put(door, name, content)
    said = door.must("spend", FUND, "500", *USE, "--payee", SELLER, "--evidence", f"发票={path}")
    assert codes(door) == ["einvoice-file"]
    assert door.chain()[-1].invoices[0].wrong == wrong
    assert f"The file of invoice {name} is not what it claims to be" in said.out
    assert door.chain()[-1].findings[-1].questioned <= 50000
    assert loaded(door) == []


def test_such_a_paper_that_comes_later_does_too(door: Door) -> None:
    door.must("spend", FUND, "4860", *USE, "--payee", SELLER, "--invoice", f"{NUMBER}=4860")
    assert codes(door) == []
    door.must("attach", FUND, "4", put(door, "cut.xml", BROKEN["cut.xml"][0]), "--kind", "invoice")
    assert codes(door) == ["einvoice-file"]
    assert [one["number"] for one in door.must("show", FUND, "--format", "json").object["waiting"]] == [4]
    assert loaded(door) == []


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a", "扫描件.jpg"])
def test_a_scan_of_an_invoice_is_only_kept(door: Door, name: str) -> None:
    path = put(door, name, b"%PDF-1.4 scan")
    door.must("spend", FUND, "500", *USE, "--payee", SELLER, "--evidence", f"发票={path}")
    assert (codes(door), door.chain()[-1].invoices) == ([], ())


def test_an_unreadable_paper_beside_a_sound_invoice_is_told_too(door: Door) -> None:
    sound, cut = put(door, "a.xml", digital(lines=[PRINT])), put(door, "cut.xml", BROKEN["cut.xml"][0])
    door.must("spend", FUND, *USE, "--einvoice", sound, "--evidence", f"发票={cut}")
    posted = door.chain()[-1]
    assert (codes(door), posted.amount, posted.invoices[0].buyer) == (["einvoice-file"], 486000, BUYER)


def test_a_zip_without_invoices_says_so(door: Door) -> None:
    said = door("invoice", "read", put(door, "r.zip", zipped({"r.txt": "hello", "a.pdf": b"%PDF"})))
    assert said.status == 2
    assert "The zip holds no electronic invoice: of its 2 files none is XML, OFD or a zip." in said.out
    assert "r.txt: Passed over: it does not begin as XML, an OFD or a zip does." in said.out
    assert "?" not in said.out
