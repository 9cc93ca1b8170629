"""What the page of an OFD shows, read by its tags: the invoice where there is no data, else a second look at it."""

import re
from typing import Final

from msgspec.structs import replace

from funds.einvoice import control, digital, unknown
from funds.einvoice.fields import Fields
from funds.einvoice.invoice import EInvoice, Problem
from funds.einvoice.ofd import Ofd
from funds.einvoice.refusal import RefusedError
from funds.einvoice.xml import Node
from funds.money import yuan

__all__ = ["compared", "shown"]

_SCHEMA: Final = "page"
#: What tells of a file's data, and not of tags, which lie as they like.
_OF_DATA: Final = frozenset({"schema-unknown", "item-astray"})
_LABEL: Final = re.compile(r"^(?:名\s*称|统一社会信用代码/纳税人识别号|纳税人识别号|发票号码|开票日期|备注)\s*[:：]\s*")

_SUM: Final = re.compile(r"-?[¥￥]?\s?-?[\d,]+\.\d{2}(?!\d)", re.ASCII)


def shown(ofd: Ofd) -> EInvoice | None:
    """Read the invoice from the page, or from what the entry says of it; None where neither tells enough."""
    try:
        tags, texts = ofd.tags(), ofd.texts()
    except RefusedError:
        tags, texts = None, {}
    entry = _entry(ofd.said())
    found = _tagged(tags, texts) if tags else None
    if found is None or not (found.number or found.total is not None):
        return entry
    if not entry:
        return found
    return replace(
        found,
        number=found.number or entry.number,
        issued=found.issued or entry.issued,
        net=entry.net if found.net is None else found.net,
        tax=entry.tax if found.tax is None else found.tax,
        total=entry.total if found.total is None else found.total,
    )


def compared(invoice: EInvoice, page: EInvoice | None) -> EInvoice:
    """Give the invoice of the data, and where the page shows another number, seller, buyer or total, say so."""
    if page is None:
        return invoice
    pairs = {
        "number": (invoice.number, page.number),
        "total": (_yuan(invoice.total), _yuan(page.total)),
        "seller": ("".join(invoice.seller.name.split()), "".join(page.seller.name.split())),
        "buyer": ("".join(invoice.buyer.name.split()), "".join(page.buyer.name.split())),
    }
    told = [
        Problem("page-differs", {"field": field, "data": data, "page": other})
        for field, (data, other) in pairs.items()
        if data and other and data != other
    ]
    return replace(invoice, problems=(*invoice.problems, *told))


def _yuan(amount: int | None) -> str:
    return "" if amount is None else yuan(amount)


def _tagged(tags: Node, texts: dict[str, str]) -> EInvoice | None:
    """Put the texts of the page into the tags' places, and read those as the layout that they follow."""
    filled = _filled(tags, texts)
    if digital.is_digital(filled):
        found: EInvoice | None = digital.read(filled)
    elif control.is_control(filled):
        found = control.read(filled)
    else:
        found = unknown.read(filled)
    if found is None:
        return None
    problems = tuple(problem for problem in found.problems if problem.code not in _OF_DATA)
    return replace(found, schema=_SCHEMA, problems=(Problem("from-page"), *problems))


def _filled(tags: Node, texts: dict[str, str]) -> Node:
    made = Node(tags.name, tags.attributes)
    shown = [texts.get(node.text, "") for node in tags.children if node.name == "ObjectRef"]
    said = [node.text for node in tags.children if node.name == "ObjectData"]
    made.text = _LABEL.sub("", "".join(shown or said).strip())
    if tags.name.endswith("Amount") and (sums := _SUM.findall(made.text)):
        made.text = sums[-1]  # the total stands there in capitals too
    made.children = [_filled(node, texts) for node in tags.children if node.name not in {"ObjectRef", "ObjectData"}]
    return made


def _entry(said: dict[str, str]) -> EInvoice | None:
    if not said.get("发票号码"):
        return None
    root = Node("", {})
    for name, text in said.items():
        node = Node(name, {})
        node.text = text
        root.children.append(node)
    fields = Fields(root)
    net, tax = fields.money("合计金额"), fields.money("合计税额", tax=True)
    return EInvoice(
        schema=_SCHEMA,
        number=fields.text("发票号码"),
        code=fields.text("发票代码"),
        issued=fields.day("开票日期"),
        net=net,
        tax=tax,
        total=None if net is None else net + (tax or 0),
        problems=(Problem("from-page"), *fields.problems),
    )
