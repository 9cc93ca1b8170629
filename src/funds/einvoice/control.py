"""The layout of invoices from the tax control system (税控): root eInvoice, the data file within an OFD."""

from typing import Final

from funds.einvoice.fields import Fields, placed
from funds.einvoice.invoice import EInvoice, Item, Party, Problem, Signature
from funds.einvoice.xml import Node

__all__ = ["ROOT", "is_control", "read"]

ROOT: Final = "eInvoice"


def is_control(root: Node) -> bool:
    """Tell whether an element is an invoice of this layout."""
    return root.name == ROOT and bool(root.all("InvoiceNo"))


def read(root: Node) -> EInvoice:
    """Read an invoice; whatever it lacks is left empty."""
    fields = Fields(root)
    total = fields.money("TaxInclusiveTotalAmount")
    said = fields.text("TypeCode")
    if total and said in {"0", "1"} and (said == "1") != (total < 0):
        fields.problems.append(Problem("red-flag", {"said": said}))
    rows = placed(fields, root.all("GoodsInfos/GoodsInfo"), "Item")
    signed: Signature = "present" if fields.text("Signature", "Signature/SignatureValue") else "absent"
    return EInvoice(
        schema="tax-control",
        number=fields.text("InvoiceNo"),
        code=fields.text("InvoiceCode"),
        issued=fields.day("IssueDate"),
        seller=Party(fields.text("Seller/SellerName"), fields.text("Seller/SellerTaxID")),
        buyer=Party(fields.text("Buyer/BuyerName"), fields.text("Buyer/BuyerTaxID")),
        items=tuple(_item(fields, node) for node in rows),
        net=fields.money("TaxExclusiveTotalAmount"),
        tax=fields.money("TaxTotalAmount", tax=True),
        total=total,
        remark=fields.text("Note"),
        signature=signed,
        problems=tuple(fields.problems),
    )


def _item(fields: Fields, node: Node) -> Item:
    return Item(
        name=fields.text("Item", of=node),
        tax_code=fields.text("Code", of=node),
        amount=fields.money("Amount", of=node),
        tax=fields.money("TaxAmount", of=node, tax=True),
        quantity=fields.text("Quantity", of=node),
        unit=fields.text("MeasurementDimension", of=node),
        price=fields.text("Price", of=node),
        spec=fields.text("Specification", of=node),
        rate=fields.text("TaxScheme", of=node),
    )
