"""funds invoice read, and what a posting command takes from the files of invoices."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from doors import environment, funded
from einvoices import BUYER, NUMBER, SELLER, Line, digital, ofd, zipped
from funds.checks.case import Claim
from funds.cli.einvoice import fault_lines, filled, held_against, taken
from funds.cli.invoice import invoice
from funds.cli.invoices import invoices_of
from funds.cli.typed import InvoiceTyped, PaperTyped
from funds.entry.record import Invoice, Record

OTHER = "22442000000012345679"


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def shown(*typed: str | Path, language: str = "C.UTF-8") -> Result:
    with environment(LANG=language, LANGUAGE="", LC_ALL=language):
        return CliRunner().invoke(invoice, ["read", *map(str, typed)])


def test_an_invoice_is_shown_as_a_table(tmp_path: Path) -> None:
    said = shown(put(tmp_path, "a.xml", digital()))
    assert said.exit_code == 0, said.output
    for part in (NUMBER, SELLER, BUYER, "4860.00", "*机床*台式钻床", "1090101010000000000", "present, not verified"):
        assert part in said.output


def test_an_invoice_is_given_as_json_with_exact_sums(tmp_path: Path) -> None:
    path = put(tmp_path, "a.zip", zipped({"甲.ofd": ofd(digital())}))
    said = shown(path, "--format", "json")
    (found,) = json.loads(said.output)
    assert (found["file"], found["member"], found["problems"]) == (str(path), "甲.ofd", [])
    assert (found["invoice"]["total"], found["invoice"]["items"][0]["tax"]) == ("4860.00", "559.12")
    assert found["invoice"]["signature"] == "present, not verified"


def test_a_fault_is_told_with_the_file_and_exit_1(tmp_path: Path) -> None:
    path = put(tmp_path, "a.zip", zipped({"甲.xml": digital(total="4860.01"), "b.xml": digital(OTHER)}))
    said = shown(path)
    assert said.exit_code == 1
    assert f"{path}: 甲.xml: Amount and tax come to 4860.00 yuan; the invoice says 4860.01." in said.output


def test_notes_alone_are_no_fault(tmp_path: Path) -> None:
    said = shown(put(tmp_path, "a.zip", zipped({"a.xml": digital(signed=""), "a.pdf": b"%PDF-1.4"})))
    assert said.exit_code == 0
    assert "There is no signature in the file." in said.output
    assert "remedy" not in said.output


def test_nothing_that_can_be_read_is_exit_2(tmp_path: Path) -> None:
    said = shown(put(tmp_path, "a.ofd", b"%PDF-1.4"), tmp_path / "nothing.xml")
    assert said.exit_code == 2
    assert "by its first bytes it is PDF" in said.output
    assert "nothing.xml: The file cannot be opened" in said.output


def test_no_invoice_can_steer_a_terminal(tmp_path: Path) -> None:
    said = shown(put(tmp_path, "a.xml", digital(seller="甲\u202e\x85店")))
    assert "\u202e" not in said.output
    assert "\x85" not in said.output


def test_the_same_invoice_in_two_files_is_told(tmp_path: Path) -> None:
    first = put(tmp_path, "a.xml", digital())
    said = shown(first, put(tmp_path, "b.ofd", ofd(digital())))
    assert said.exit_code == 0
    assert f"It is the same invoice as {first}." in said.output


def given(**typed: Any) -> dict[str, Any]:
    return {
        "fund": "JY2022-001", "amount": None, "payee": "", "date": None, "invoice": (), "item": (), "tax_code": (),
        "evidence": (), **typed,
    }  # fmt: skip


def test_a_file_fills_in_what_was_not_typed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", digital())
    more, read = filled(given(einvoice=(path,)))
    assert (more["payee"], more["amount"]) == (SELLER, 486000)
    assert more["evidence"] == (PaperTyped("invoice", path),)
    assert [each.number for each in read] == [NUMBER]
    assert invoices_of(more) == (
        Invoice(
            number=NUMBER, face=486000, share=486000, item="*机床*台式钻床", tax_code="1090101010000000000"
        ),
    )  # fmt: skip


def test_what_was_typed_stands(tmp_path: Path) -> None:
    path = put(tmp_path, "a.xml", digital())
    typed = given(
        einvoice=(path,), payee="别的店", amount=100000, date=dt.date(2022, 12, 1), evidence=(PaperTyped("list", path),)
    )
    more, _read = filled(typed)
    assert (more["payee"], more["amount"], more["date"]) == ("别的店", 100000, dt.date(2022, 12, 1))
    assert more["evidence"] == (PaperTyped("list", path),)
    assert invoices_of(more)[0].share == 100000


def test_without_a_file_nothing_changes() -> None:
    assert filled(given(einvoice=())) == (given(), ())


def test_every_item_comes_along_beside_the_invoices(tmp_path: Path) -> None:
    lines = [Line(amount="4000.00", tax="520.00"), Line("*餐饮服务*餐费", "3070401000000000000", "300.88", "39.12")]
    paths = (put(tmp_path, "a.xml", digital(lines=lines)), put(tmp_path, "b.xml", digital(OTHER)))
    typed = InvoiceTyped("044002200111", "30551201", 128000, None)
    more, _read = filled(given(einvoice=paths, invoice=(typed,), item=("*印刷品*门牌", "另一件"), tax_code=("106",)))
    made = [(each.number, each.face, each.item, each.tax_code) for each in invoices_of(more)]
    assert made == [
        ("30551201", 128000, "*印刷品*门牌", "106"),
        (NUMBER, 486000, "*机床*台式钻床", "1090101010000000000"),
        (OTHER, 486000, "*机床*台式钻床", "1090101010000000000"),
        ("", None, "*餐饮服务*餐费", "3070401000000000000"),
        ("", None, "另一件", ""),
    ]


def test_an_invoice_that_was_typed_too_comes_once(tmp_path: Path) -> None:
    paths = (put(tmp_path, "a.xml", digital()), put(tmp_path, "b.xml", digital(OTHER)))
    more, _read = filled(given(einvoice=paths, invoice=(InvoiceTyped("", NUMBER, 486000, 300000),)))
    assert [(each.number, each.share) for each in more["invoice"]] == [(NUMBER, 300000), (OTHER, None)]


def test_both_forms_of_an_invoice_in_one_zip_are_taken_once(tmp_path: Path) -> None:
    found = taken([put(tmp_path, "a.zip", zipped({"a.ofd": ofd(digital()), "a.xml": digital()}))])
    assert [each.number for each in found.invoices] == [NUMBER]
    assert found.amount == 486000


def test_invoices_of_several_sellers_want_a_payee(tmp_path: Path) -> None:
    paths = (put(tmp_path, "a.xml", digital()), put(tmp_path, "b.xml", digital(OTHER, seller="另一家店")))
    with pytest.raises(click.UsageError, match="另一家店"):
        filled(given(einvoice=paths))
    more, _read = filled(given(einvoice=paths, payee=SELLER))
    assert more["amount"] == 972000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<broken", "is broken in row 1"),
        (digital(total="-4860.00", blue="N"), "is a red one"),
        (digital(total=""), "does not say its number and total"),
        (digital(seller="甲\u202e店"), "control character"),
    ],
)
def test_what_cannot_be_spent_by_is_refused_in_a_sentence(tmp_path: Path, content: str, says: str) -> None:
    with environment(LANG="C.UTF-8", LANGUAGE="", LC_ALL="C.UTF-8"), pytest.raises(click.UsageError) as refused:
        filled(given(einvoice=(put(tmp_path, "a.xml", content),)))
    assert says in str(refused.value.message)


def test_spending_takes_what_the_file_says_and_is_held_against_it(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    path = put(tmp_path, "a.xml", digital())
    typed = ("spend", "JY2022-001", "--purpose", "设备采购改进", "--memo", "台式钻床一台", "--date", "2023-11-09")
    said = door(*typed, "--einvoice", str(path), "--asset", "special", "--quantity", "1")
    assert said.status == 0, said
    assert "einvoice-buyer" not in said.err
    posted = door.chain()[-1]
    assert (posted.amount, posted.payee, posted.invoices[0].number) == (486000, SELLER, NUMBER)
    assert (posted.invoices[0].tax_code, [each.kind for each in posted.evidence]) == (
        "1090101010000000000",
        ["invoice"],
    )
    again = door(*typed, "--einvoice", str(path), "--voucher", "记-9")
    assert (again.status, "invoice-used" in again.err) == (1, True)
    small = door(*typed[:2], "5000", *typed[2:], "--einvoice", str(put(tmp_path, "b.xml", digital(OTHER))))
    assert (small.status, "einvoice-below" in small.err) == (1, True)
    other = put(tmp_path, "c.xml", digital(OTHER, buyer="别的工会", total="4860.00"))
    assert "einvoice-buyer" in door(*typed, "--einvoice", str(other), "--voucher", "记-9", "--dry-run").err
    none = door(*typed)
    assert (none.status, "--einvoice" in none.err) == (2, True)


def entry(**changed: Any) -> Record:
    invoices = (Invoice(number=NUMBER, face=486000, share=300000),)
    typed = {"fund": "JY2022-001", "number": 4, "kind": "spend", "date": dt.date(2022, 11, 9), "amount": 486000}
    return Record(**{**typed, "invoices": invoices, **changed})


def test_an_invoice_is_held_against_its_share_of_the_entry(tmp_path: Path) -> None:
    read = taken([put(tmp_path, "a.xml", digital())]).einvoices
    key = ("", NUMBER)
    own, other = Claim("JY2022-001", 4, 300000, 486000), Claim("LN2022-001", 2, 186000, 486000)
    assert held_against(read, entry(), holder=BUYER, claims={key: (own, other)}) == []
    more = Claim("LN2022-001", 2, 186001, 486000)
    (finding,) = held_against(read, entry(), holder=BUYER, claims={key: (own, more)})
    assert (finding.code, finding.questioned) == ("einvoice-used", 300000)


def test_findings_are_told_with_amount_clause_and_remedy(tmp_path: Path) -> None:
    read = taken([put(tmp_path, "a.xml", digital(signed=""))]).einvoices
    with environment(LANG="C.UTF-8", LANGUAGE="", LC_ALL="C.UTF-8"):
        told = list(fault_lines(held_against(read, entry(), holder="别的工会", claims={})))
    assert told[0].startswith("  [note] einvoice-file-signature-absent: ")
    assert (
        told[1]
        == f"  [review] einvoice-buyer: Invoice {NUMBER} is made out to {BUYER}, not to the account holder 别的工会."
    )
    assert told[2] == "    amount: 3000.00 yuan"
    assert "第四十八条" in told[3]
    assert "remedy" in told[4]
