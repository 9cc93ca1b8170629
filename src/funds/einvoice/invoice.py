"""An electronic invoice as read from its file: who sold what to whom, for how much; and what is wrong with the file."""

import datetime as dt
from typing import Literal

import msgspec

__all__ = ["EInvoice", "Item", "Party", "Problem", "Read", "Signature"]

#: Whether a signature is there. It is never verified here: that needs the tax authority's own service.
Signature = Literal["present", "absent"]


class Problem(msgspec.Struct, frozen=True, array_like=True):
    """Something wrong with a file or an invoice, or worth saying: `code` says what, `facts` what was read.

    Sentences and remedies are in `told`; those that bar nothing are `told.NOTES`.
    """

    code: str
    facts: dict[str, str] = {}


class Party(msgspec.Struct, frozen=True, array_like=True):
    """A seller (销售方) or buyer (购买方): the name, and the taxpayer's id (统一社会信用代码或纳税人识别号)."""

    name: str = ""
    tax_id: str = ""


class Item(msgspec.Struct, frozen=True, array_like=True):
    """One line of an invoice (项目): amounts in fen without tax; quantity, price and rate as the invoice writes them.

    `tax_code` is the classification code of 19 digits (商品和服务税收分类编码), empty where the file has none.
    An amount that the file lacks, or that could not be read, is None.
    """

    name: str = ""
    tax_code: str = ""
    amount: int | None = None
    tax: int | None = None
    quantity: str = ""
    unit: str = ""
    price: str = ""
    spec: str = ""
    rate: str = ""


class EInvoice(msgspec.Struct, frozen=True, kw_only=True):
    """An electronic invoice; what its file lacks is empty, or None for a day or a sum.

    `net`, `tax` and `total` (价税合计) are in fen, negative on a red invoice (红字发票). `schema` is
    ``digital`` (数电票), ``tax-control`` (税控系统), ``page`` (read from the page of an OFD that holds
    no data) or ``unknown:ROOT``. `reverses` is the number of the invoice that a red one undoes.
    """

    schema: str
    number: str = ""
    code: str = ""
    issued: dt.date | None = None
    kind: str = ""
    seller: Party = Party()
    buyer: Party = Party()
    items: tuple[Item, ...] = ()
    net: int | None = None
    tax: int | None = None
    total: int | None = None
    remark: str = ""
    reverses: str = ""
    signature: Signature = "absent"
    problems: tuple[Problem, ...] = ()

    @property
    def red(self) -> bool:
        """Tell whether it takes an earlier invoice back."""
        return self.total is not None and self.total < 0


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """One file, or one part of an archive (`member`, its path there): the invoice read from it, or why there is none.

    `digest` is the SHA-256 of the whole file as it was read; empty where it was not.
    """

    member: str = ""
    invoice: EInvoice | None = None
    problems: tuple[Problem, ...] = ()
    digest: str = ""

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Give the problems of the file and of the invoice."""
        return self.problems + (self.invoice.problems if self.invoice else ())
