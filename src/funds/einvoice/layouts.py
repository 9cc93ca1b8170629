"""From an XML text to the invoices in it, by whichever layout it follows."""

from msgspec.structs import replace

from funds.einvoice import control, digital, unknown
from funds.einvoice.invoice import EInvoice, Problem
from funds.einvoice.xml import Node

__all__ = ["invoices", "is_known"]


def is_known(root: Node) -> bool:
    """Tell whether an element is an invoice of a known layout."""
    return digital.is_digital(root) or control.is_control(root)


def invoices(root: Node) -> list[EInvoice]:
    """Read every invoice of a text; one of an unknown layout where none is known. Empty where it is no invoice."""
    first, *within = root.walk()
    known = [_known(first)] if is_known(first) else []
    known += [_known(node, Problem("wrapped", {"root": root.name[:60]})) for node in within if is_known(node)]
    if known:
        return known
    found = unknown.read(root)
    return [found] if found else []


def _known(root: Node, *more: Problem) -> EInvoice:
    invoice = digital.read(root) if digital.is_digital(root) else control.read(root)
    return replace(invoice, problems=(*invoice.problems, *more))
