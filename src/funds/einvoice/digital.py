"""The layout of fully digital invoices (数电票): root EInvoice, as the tax authority's e-invoice platform gives it out."""

import re
from collections.abc import Iterator
from typing import Final

from funds.einvoice.fields import Fields, placed
from funds.einvoice.invoice import EInvoice, Item, Party, Problem, Signature
from funds.einvoice.xml import Node
from funds.money import yuan

__all__ = ["ROOT", "is_digital", "read"]

ROOT: Final = "EInvoice"
_SELLER: Final = "EInvoiceData/SellerInformation"
_BUYER: Final = "EInvoiceData/BuyerInformation"
_BASIC: Final = "EInvoiceData/BasicInformation"
_ITEMS: Final = "EInvoiceData/IssuItemInformation"
_LABEL: Final = "Header/InherentLabel"
#: The remark of a red invoice names the one that it takes back.
_UNDONE: Final = re.compile(r"被红冲蓝字(?:数电票|数电发票|发票)号码[:：]?\s*(\d{8,20})")
_SIGNATURES: Final = frozenset({"TaxBureauSignature", "Signature", "SellerSignature"})


def is_digital(root: Node) -> bool:
    """Tell whether an element is an invoice of this layout."""
    return root.name == ROOT and bool(root.all("EInvoiceData"))


def read(root: Node) -> EInvoice:
    """Read an invoice; whatever it lacks is left empty."""
    fields = Fields(root)
    number = fields.text("TaxSupervisionInfo/InvoiceNumber", "Header/EIid")
    also = fields.text("Header/EIid")
    if also and also != number:
        fields.problems.append(Problem("number-differs", {"number": number, "also": also}))
    remark = fields.text("EInvoiceData/AdditionalInformation/Remark", f"{_BASIC}/Remark")
    undone = _UNDONE.search(remark)
    total = fields.money(f"{_BASIC}/TotalTax-includedAmount")
    _coloured(fields, total)
    signature, unsound = _signed(root)
    rows = placed(fields, list(_rows(root)), "ItemName")
    return EInvoice(
        schema="digital",
        number=number,
        issued=fields.day("TaxSupervisionInfo/IssueTime", f"{_BASIC}/RequestTime"),
        kind=_kind(fields),
        seller=Party(fields.text(f"{_SELLER}/SellerName"), fields.text(f"{_SELLER}/SellerIdNum")),
        buyer=Party(fields.text(f"{_BUYER}/BuyerName"), fields.text(f"{_BUYER}/BuyerIdNum")),
        items=tuple(_item(fields, node, at) for at, node in enumerate(rows, 1)),
        net=fields.money(f"{_BASIC}/TotalAmWithoutTax"),
        tax=fields.money(f"{_BASIC}/TotalTaxAm", tax=True),
        total=total,
        remark=remark,
        reverses=undone[1] if undone else "",
        signature=signature,
        problems=(*fields.problems, *unsound),
    )


def _kind(fields: Fields) -> str:
    whole = fields.text(f"{_LABEL}/EInvoiceType/LabelName")
    sort = fields.text(f"{_LABEL}/GeneralOrSpecialVAT/LabelName")
    return f"{whole}（{sort}）" if whole and sort else whole or sort


def _coloured(fields: Fields, total: int | None) -> None:
    """Tell where an invoice that calls itself blue is negative, or one that calls itself red is not."""
    said = fields.text(f"{_LABEL}/InIssuType/LabelCode").upper()
    if total and said in {"Y", "N"} and (said == "N") != (total < 0):
        fields.problems.append(Problem("red-flag", {"said": said}))


def _rows(root: Node) -> Iterator[Node]:
    """Give the lines: each an element of its own; some programs put several below one."""
    for node in root.all(_ITEMS):
        inner = [child for child in node.children if child.first("ItemName") or child.first("Amount")]
        yield from inner if inner and not node.first("ItemName") else [node]


def _item(fields: Fields, node: Node, at: int) -> Item:
    amount = fields.money("Amount", of=node)
    tax = fields.money("ComTaxAm", "TaxAm", of=node, tax=True)
    whole = fields.money("TotaltaxIncludedAmount", of=node)
    if None not in {amount, tax, whole} and (amount or 0) + (tax or 0) != whole:
        facts = {"item": str(at), "found": yuan((amount or 0) + (tax or 0)), "said": yuan(whole or 0)}
        fields.problems.append(Problem("sum-item", facts))
    return Item(
        name=fields.text("ItemName", of=node),
        tax_code=fields.text("TaxClassificationCode", of=node),
        amount=amount,
        tax=tax,
        quantity=fields.text("Quantity", of=node),
        unit=fields.text("MeaUnits", of=node),
        price=fields.text("UnPrice", of=node),
        spec=fields.text("SpecMod", of=node),
        rate=fields.text("TaxRate", of=node),
    )


def _signed(root: Node) -> tuple[Signature, tuple[Problem, ...]]:
    """Tell whether a signature is there; an element for one that holds none is a problem."""
    held = [node for node in root.walk() if node.name in _SIGNATURES]
    if not held:
        return "absent", ()
    if any(inner.text for node in held for inner in node.walk() if inner.name == "SignatureValue"):
        return "present", ()
    return "absent", (Problem("signature-empty", {"part": held[0].name}),)
