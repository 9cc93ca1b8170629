"""XML of no known layout: said to be unknown, with what its element names let us read, and nothing guessed."""

from collections.abc import Iterator
from typing import Final

from funds.einvoice.fields import Fields, tidy
from funds.einvoice.invoice import EInvoice, Item, Party, Problem
from funds.einvoice.xml import Node

__all__ = ["read"]

#: What elements are called that mean a field, in lower case: English, pinyin initials, Chinese.
_CALLED: Final = {
    "number": ("invoicenumber", "invoiceno", "invoicenum", "einvoiceno", "einvoicenumber", "fphm", "发票号码", "eiid"),
    "code": ("invoicecode", "einvoicecode", "fpdm", "发票代码"),
    "issued": ("issuetime", "issuedate", "invoicedate", "dateofissue", "kprq", "开票日期"),
    "seller": ("sellername", "nameofseller", "xsfmc", "xfmc", "销售方名称", "销方名称"),
    "seller_id": ("selleridnum", "sellertaxid", "sellertaxno", "xsfnsrsbh", "销售方纳税人识别号"),
    "buyer": ("buyername", "nameofbuyer", "gmfmc", "gfmc", "购买方名称", "购方名称"),
    "buyer_id": ("buyeridnum", "buyertaxid", "buyertaxno", "gmfnsrsbh", "购买方纳税人识别号"),
    "net": ("totalamwithouttax", "taxexclusivetotalamount", "totalamountwithouttax", "hjje", "合计金额"),
    "tax": ("totaltaxam", "taxtotalamount", "totaltax", "hjse", "合计税额"),
    "total": (
        "totaltax-includedamount", "taxinclusivetotalamount", "totalamountwithtax", "jshj", "价税合计", "价税合计金额",
    ),
}  # fmt: skip
#: What elements are called that mean a line's goods and their tax code.
_ITEM: Final = ("itemname", "goodsname", "xmmc", "spmc", "项目名称", "商品名称", "货物或应税劳务、服务名称")
_TAX_CODE: Final = ("taxclassificationcode", "goodscode", "spbm", "ssflbm", "税收分类编码", "商品编码")


def read(root: Node) -> EInvoice | None:
    """Read what can be read: each field that the names give one meaning. None where it is no invoice at all."""
    found: dict[str, str] = {}
    for node in root.walk():
        name = node.name.lower()
        for field, names in _CALLED.items():
            if name in names and node.text:
                # two that differ leave the field empty: which of them is meant is not ours to say
                found[field] = node.text if found.get(field, node.text) == node.text else ""
    if not any(found.values()):
        return None
    fields = Fields(_flat(found))
    return EInvoice(
        schema=f"unknown:{root.name[:60]}",
        number=fields.text("number"),
        code=fields.text("code"),
        issued=fields.day("issued"),
        seller=Party(fields.text("seller"), fields.text("seller_id")),
        buyer=Party(fields.text("buyer"), fields.text("buyer_id")),
        net=fields.money("net"),
        tax=fields.money("tax", tax=True),
        total=fields.money("total"),
        items=tuple(_items(root)),
        problems=(Problem("schema-unknown", {"root": root.name[:60]}), *fields.problems),
    )


def _items(root: Node) -> Iterator[Item]:
    """Give what lines there are by their names; sums are not guessed."""
    for node in root.walk():
        said = [
            next((tidy(child.text) for child in node.children if child.name.lower() in names), "")
            for names in (_ITEM, _TAX_CODE)
        ]
        if any(said):
            yield Item(name=said[0], tax_code=said[1])


def _flat(found: dict[str, str]) -> Node:
    root = Node("", {})
    for field, text in found.items():
        node = Node(field, {})
        node.text = text
        root.children.append(node)
    return root
