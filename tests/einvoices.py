"""Electronic invoices made for the tests: XML of both layouts, OFD files with pages and signatures, zips, hostile ones."""

import base64
import hashlib
import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

__all__ = [
    "BUYER",
    "HOSTILE",
    "NUMBER",
    "SELLER",
    "Line",
    "control",
    "declared",
    "digital",
    "locked",
    "ofd",
    "tagged",
    "zipped",
]

BUYER: Final = "榕城机械厂工会委员会"
SELLER: Final = "榕城永固五金店"
NUMBER: Final = "22442000000012345678"
_OFD: Final = 'xmlns:ofd="http://www.ofdspec.org/2016"'


class Line(NamedTuple):
    """An item: its name, tax code, amount and tax as the file writes them."""

    name: str = "*机床*台式钻床"
    code: str = "1090101010000000000"
    amount: str = "4300.88"
    tax: str = "559.12"
    whole: str = ""


class Said(NamedTuple):
    """What a digital invoice says; `also` is its number in the header, `root` its first element."""

    number: str = NUMBER
    seller: str = SELLER
    buyer: str = BUYER
    lines: Sequence[Line] = (Line(),)
    issued: str = "2022-11-08"
    net: str = "4300.88"
    tax: str = "559.12"
    total: str = "4860.00"
    blue: str = "Y"
    remark: str = ""
    signed: str = "<TaxBureauSignature><SignatureValue>c2lnbmVk</SignatureValue></TaxBureauSignature>"
    also: str = ""
    root: str = "<EInvoice>"


def digital(number: str = NUMBER, **changed: Any) -> str:
    """Give a fully digital invoice as the platform writes it, with what `Said` says of it changed."""
    said = Said(number)._replace(**changed)
    end = said.root.split(maxsplit=1)[0].strip("<>")
    items = "".join(
        f"<IssuItemInformation><ItemName>{escape(line.name)}</ItemName><SpecMod>Z4116</SpecMod><MeaUnits>台</MeaUnits>"
        f"<Quantity>1</Quantity><UnPrice>{line.amount}</UnPrice><Amount>{line.amount}</Amount><TaxRate>0.13</TaxRate>"
        f"<ComTaxAm>{line.tax}</ComTaxAm>"
        + (f"<TotaltaxIncludedAmount>{line.whole}</TotaltaxIncludedAmount>" if line.whole else "")
        + f"<TaxClassificationCode>{line.code}</TaxClassificationCode></IssuItemInformation>"
        for line in said.lines
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{said.root}<Header><EIid>{said.also or said.number}</EIid>'
        "<EInvoiceTag>SWEI4400</EInvoiceTag><Version>0.32</Version><InherentLabel>"
        f"<InIssuType><LabelCode>{said.blue}</LabelCode><LabelName>是否蓝字发票标志</LabelName></InIssuType>"
        "<EInvoiceType><LabelCode>01</LabelCode><LabelName>电子发票</LabelName></EInvoiceType>"
        "<GeneralOrSpecialVAT><LabelCode>02</LabelCode><LabelName>普通发票</LabelName></GeneralOrSpecialVAT>"
        "</InherentLabel></Header><EInvoiceData>"
        f"<SellerInformation><SellerIdNum>91445200MA4TEST01X</SellerIdNum><SellerName>{escape(said.seller)}</SellerName>"
        "<SellerBankName>工行</SellerBankName></SellerInformation>"
        f"<BuyerInformation><BuyerIdNum>81445200TEST00002Y</BuyerIdNum><BuyerName>{escape(said.buyer)}</BuyerName>"
        "</BuyerInformation>"
        f"<BasicInformation><TotalAmWithoutTax>{said.net}</TotalAmWithoutTax><TotalTaxAm>{said.tax}</TotalTaxAm>"
        f"<TotalTax-includedAmount>{said.total}</TotalTax-includedAmount><Drawer>李某</Drawer>"
        f"<RequestTime>{said.issued} 09:47:14</RequestTime></BasicInformation>{items}"
        f"<AdditionalInformation><Remark>{escape(said.remark)}</Remark></AdditionalInformation></EInvoiceData>"
        f"<TaxSupervisionInfo><InvoiceNumber>{said.number}</InvoiceNumber><IssueTime>{said.issued}</IssueTime>"
        f"<TaxBureauCode>14400000000</TaxBureauCode></TaxSupervisionInfo>{said.signed}</{end}>"
    )


def control(number: str = "30560117", code: str = "044002200111", *, total: str = "4860.00") -> str:
    """Give an invoice of the tax control system, as it lies in an OFD."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019"'
        f' Version="1.0"><fp:DocID>01</fp:DocID><fp:InvoiceCode>{code}</fp:InvoiceCode>'
        f"<fp:InvoiceNo>{number}</fp:InvoiceNo><fp:TypeCode>0</fp:TypeCode><fp:IssueDate>2022年11月08日</fp:IssueDate>"
        f"<fp:Buyer><fp:BuyerName>{BUYER}</fp:BuyerName><fp:BuyerTaxID>81445200TEST00002Y</fp:BuyerTaxID></fp:Buyer>"
        f"<fp:Seller><fp:SellerName>{SELLER}</fp:SellerName><fp:SellerTaxID>91445200MA4TEST01X</fp:SellerTaxID>"
        f"</fp:Seller><fp:TaxInclusiveTotalAmount>{total}</fp:TaxInclusiveTotalAmount>"
        "<fp:TaxTotalAmount>559.12</fp:TaxTotalAmount><fp:TaxExclusiveTotalAmount>4300.88</fp:TaxExclusiveTotalAmount>"
        "<fp:GoodsInfos><fp:GoodsInfo><fp:LineNo>1</fp:LineNo><fp:Item>*机床*台式钻床</fp:Item>"
        "<fp:Code>1090101010000000000</fp:Code><fp:MeasurementDimension>台</fp:MeasurementDimension>"
        "<fp:Quantity>1</fp:Quantity><fp:Price>4778.76</fp:Price><fp:Amount>4778.76</fp:Amount>"
        "<fp:TaxScheme>13%</fp:TaxScheme><fp:TaxAmount>621.24</fp:TaxAmount></fp:GoodsInfo>"
        "<fp:GoodsInfo><fp:LineNo>2</fp:LineNo><fp:Item>*机床*台式钻床</fp:Item><fp:Code>1090101010000000000</fp:Code>"
        "<fp:Amount>-477.88</fp:Amount><fp:TaxScheme>13%</fp:TaxScheme><fp:TaxAmount>-62.12</fp:TaxAmount>"
        "</fp:GoodsInfo></fp:GoodsInfos></eInvoice>"
    )


def declared(text: str, said: str, really: str = "", mark: bytes = b"") -> bytes:
    """Give a text in an encoding that its declaration says, or in another."""
    return mark + text.replace('encoding="UTF-8"', f'encoding="{said}"').encode(really or said)


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    """Give a zip of parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole.getvalue()


def tagged(**shown: str) -> dict[str, str]:
    """Give the tags and the page of an OFD that shows these fields, each by its element's name."""
    ids = {name: str(at) for at, name in enumerate(shown, 100)}

    def tag(name: str) -> str:
        return f'<{name}><ofd:ObjectRef PageRef="1">{ids[name]}</ofd:ObjectRef></{name}>' if name in shown else ""

    flat = "".join(tag(name) for name in shown if not name.startswith(("Buyer", "Seller", "Item", "Goods")))
    parties = "".join(
        f"<{party}>" + "".join(tag(name) for name in shown if name.startswith(party)) + f"</{party}>"
        for party in ("Buyer", "Seller")
    )
    goods = f"<GoodsInfos><GoodsInfo>{tag('Item')}</GoodsInfo></GoodsInfos>" if "Item" in shown else ""
    texts = "".join(
        f'<ofd:TextObject ID="{ids[name]}" Boundary="0 0 50 5"><ofd:TextCode X="0" Y="1">{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
        for name, text in shown.items()
    )
    return {
        "Doc_0/Tags/CustomTags.xml": f"<ofd:CustomTags {_OFD}><ofd:CustomTag TypeID='0'><ofd:FileLoc>CustomTag.xml"
        "</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>",
        "Doc_0/Tags/CustomTag.xml": f"<eInvoice {_OFD}>{flat}{parties}{goods}</eInvoice>",
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer Type='Body'>{texts}</ofd:Layer>"
        "</ofd:Content></ofd:Page>",
    }


def ofd(
    data: str = "",
    *,
    page: Mapping[str, str] | None = None,
    said: Mapping[str, str] | None = None,
    sign: bool = True,
    place: str = "Attachs/original_invoice.xml",
    **swapped: str | bytes | None,
) -> bytes:
    """Give an OFD: its data as an attachment, its page with tags, a signature over all parts.

    `swapped` puts other content into a part after it was signed, or takes it out: the part's name
    with ``__`` for a slash and ``_dot_`` for a dot.
    """
    datas = "".join(f'<ofd:CustomData Name="{name}">{text}</ofd:CustomData>' for name, text in (said or {}).items())
    signatures = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if sign else ""
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {_OFD} Version="1.1" DocType="OFD"><ofd:DocBody>'
        f"<ofd:DocInfo><ofd:DocID>1</ofd:DocID><ofd:CustomDatas>{datas}</ofd:CustomDatas></ofd:DocInfo>"
        f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signatures}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {_OFD}><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
        "</ofd:Pages><ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
        "<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags></ofd:Document>",
    }
    if data:
        parts["Doc_0/Attachs/Attachments.xml"] = (
            f'<ofd:Attachments {_OFD}><ofd:Attachment ID="8" Name="original_invoice" Format="xml" Visible="false">'
            f"<ofd:FileLoc>{place.rpartition('/')[2]}</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"
        )
        parts[f"Doc_0/{place}"] = data
    parts.update(page or {})
    if sign:
        parts |= _signed(
            {name: content.encode() if isinstance(content, str) else content for name, content in parts.items()}
        )
    for name, content in swapped.items():
        part = name.replace("__", "/").replace("_dot_", ".")
        if content is None:
            del parts[part]
        else:
            parts[part] = content
    return zipped(parts)


def _signed(parts: Mapping[str, bytes]) -> dict[str, str | bytes]:
    each = "".join(
        f'<ofd:Reference FileRef="/{name}"><ofd:CheckValue>'
        f"{base64.b64encode(hashlib.new('sm3', content).digest()).decode()}</ofd:CheckValue></ofd:Reference>"
        for name, content in parts.items()
    )
    return {
        "Doc_0/Signs/Signatures.xml": f'<ofd:Signatures {_OFD}><ofd:Signature ID="1" Type="Seal" '
        'BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
        "Doc_0/Signs/Sign_0/Signature.xml": f"<ofd:Signature {_OFD}><ofd:SignedInfo>"
        f'<ofd:References CheckMethod="1.2.156.10197.1.401">{each}</ofd:References></ofd:SignedInfo>'
        "<ofd:SignedValue>/Doc_0/Signs/Sign_0/SignedValue.dat</ofd:SignedValue></ofd:Signature>",
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"\x30\x82 a seal",
    }


def locked() -> bytes:
    """Give a zip whose only part says that it is locked with a password."""
    whole = bytearray(zipped({"发票.xml": digital()}))
    at = whole.find(b"PK\x01\x02")
    for place in (6, at + 8):
        whole[place] |= 1
    return bytes(whole)


def _named(name: str) -> bytes:
    """Give a zip with a part of a name that the library would not write."""
    made = zipped({"x" * len(name.encode()): digital()})
    return made.replace(b"x" * len(name.encode()), name.encode())


def _twice() -> bytes:
    return zipped({"a.xml": digital(), "B.xml": digital()}).replace(b"B.xml", b"A.xml")


def _lying() -> bytes:
    """Give a zip whose directory says that a part is small which is not."""
    whole = bytearray(zipped({"a.xml": b" " * (40 << 20)}))
    at = whole.find(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(whole)


def _deep(levels: int) -> bytes:
    made = zipped({"a.xml": digital()})
    for _level in range(levels):
        made = zipped({"inner.zip": made})
    return made


_ENTITY: Final = '<!DOCTYPE EInvoice [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
_OUTSIDE: Final = '<!DOCTYPE EInvoice [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'

#: Files that must be refused: what they are, the name, the bytes, the code of the refusal.
HOSTILE: Final[Mapping[str, tuple[str, bytes, str]]] = {
    "entities": ("a.xml", digital().replace(_DECLARATION, _DECLARATION + _ENTITY).encode(), "dtd"),
    "entity of a file": ("a.xml", digital(seller="&a;").replace(_DECLARATION, _OUTSIDE).encode(), "dtd"),
    "entity in UTF-16": ("a.xml", digital().replace(_DECLARATION, _ENTITY).encode("utf-16"), "dtd"),
    "document type by address": ("a.xml", b'<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', "dtd"),
    "deep elements": ("a.xml", b"<EInvoice>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</EInvoice>", "too-deep-xml"),
    "many elements": ("a.xml", b"<EInvoice>" + b"<a/>" * 300_000 + b"</EInvoice>", "too-deep-xml"),
    "long XML": ("a.xml", b"<EInvoice>" + b" " * (17 << 20) + b"</EInvoice>", "too-large"),
    "cut short": ("a.xml", digital().encode()[:-40], "broken-xml"),
    "unknown encoding": ("a.xml", declared(digital(), "big5", "utf-8"), "encoding"),
    "no encoding holds": ("a.xml", b"<a>\xff\xff\xff</a>", "encoding"),
    "bomb": ("a.zip", zipped({"a.xml": b" " * (20 << 20)}), "bomb"),
    "bomb of many": ("a.zip", zipped({f"{at}.xml": b" " * (1 << 20) for at in range(300)}), "bomb"),
    "many parts": ("a.zip", zipped({f"{at}.txt": b"" for at in range(4500)}), "bomb"),
    "bomb in an OFD": ("a.ofd", ofd(page={"Doc_0/a.xml": " " * (20 << 20)}), "bomb"),
    "directory that lies": ("a.zip", _lying(), "broken-file"),
    "path upwards": ("a.zip", _named("../../a.xml"), "bad-part"),
    "path from the root": ("a.zip", _named("/etc/a.xml"), "bad-part"),
    "path of a drive": ("a.zip", _named("C:\\a\\b.xml"), "bad-part"),
    "part twice": ("a.zip", _twice(), "double-part"),
    "locked": ("a.zip", locked(), "encrypted"),
    "deep zips": ("a.zip", _deep(3), "too-deep"),
    "empty zip": ("a.zip", zipped({}), "empty-zip"),
    "cut zip": ("a.zip", zipped({"a.xml": digital()})[:-30], "broken-file"),
    "empty file": ("a.xml", b"", "empty-file"),
    "PDF called OFD": ("a.ofd", b"%PDF-1.7 ...", "no-invoice-file"),
    "workbook called zip": ("a.zip", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"}), "no-invoice-file"),
    "bytes": ("a.xml", b"\x00\x01\x02garbage", "no-known-file"),
    "web page": ("a.xml", b"<html><body>sign in</body></html>", "no-invoice-xml"),
    "OFD of another kind": ("a.ofd", zipped({"OFD.xml": "<other/>"}), "not-ofd"),
    "OFD with a document type": ("a.ofd", zipped({"OFD.xml": f"{_ENTITY}<OFD/>"}), "dtd"),
    "OFD without data": ("a.ofd", ofd(), "ofd-no-data"),
}  # fmt: skip
