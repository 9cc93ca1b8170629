"""An invoice that comes after its entry was posted without one: it is used up by that entry, once, in every fund."""

from pathlib import Path
from typing import Any

import pytest
from beancount import loader

from doors import AWARD, Door, Said, funded
from einvoices import NUMBER, SELLER, Line, digital
from funds.entry.record import Record
from funds.record.verify import problems

FUND, SECOND = "JY2022-001", "JY2022-002"
OTHER = "22442000000012345679"
PRINT = Line("*印刷品*宣传册", "1060101010000000000")
USE = ("--purpose", "publicity", "--memo", "宣传册", "--payee", SELLER, "--date", "2022-11-09")


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return funded(tmp_path / "w")


def second(door: Door) -> None:
    """Open a second fund."""
    studio = {"陈建国创新工作室": "李明创新工作室", "榕城机械厂": "榕城轴承厂", "陈建国": "李明"}
    door.must(*(studio.get(word, word) for word in AWARD))
    door.must("disburse", SECOND, "30000", "--date", "2022-10-17", "--document", "拨款通知2号")
    door.must("receive", SECOND, "30000", "--date", "2022-10-20", "--document", "银行回单")


def file(door: Door, number: str = NUMBER, name: str = "", **changed: Any) -> str:
    path = door.root / (name or f"{number}.xml")
    path.write_text(digital(number, **{"lines": [PRINT], **changed}), encoding="utf-8")
    return str(path)


def small(door: Door, number: str, total: str) -> str:
    return file(door, number, lines=[PRINT._replace(amount=total, tax="0.00")], net=total, tax="0.00", total=total)


def attach(door: Door, path: str, number: int = 4, fund: str = FUND) -> Said:
    how = ("--kind", "invoice", "--date", "2022-11-20")
    return door("attach", fund, str(number), path, *how, now="2024-01-10T10:00:00+08:00")


def codes(record: Record) -> list[str]:
    return [finding.code for finding in record.findings if finding.severity != "note"]


def loaded(door: Door) -> list[str]:
    door.must("book")
    return [error.message for error in loader.load_file(str(door.workspace.main))[1]]


def sound(door: Door) -> None:
    assert loaded(door) == []
    assert list(problems(door.workspace.open())) == []


def test_an_entry_without_an_invoice_takes_the_one_that_comes_and_uses_it_up(door: Door) -> None:
    second(door)
    door.must("spend", FUND, "4860", *USE)
    assert attach(door, file(door)).status == 0
    posted = door.chain()[-1]
    assert (posted.kind, codes(posted), posted.invoices[0].share) == ("attach", [], 486000)
    for fund in (FUND, SECOND):
        again = door("spend", fund, "4860", *USE, "--invoice", f"{NUMBER}=4860")
        assert (again.status, "invoice-used" in again.err) == (1, True)
    door.must("spend", SECOND, "4860", *USE)
    elsewhere = attach(door, file(door), 4, SECOND)
    assert (elsewhere.status, "invoice-used" in elsewhere.err) == (1, True)
    sound(door)


def test_an_invoice_that_another_fund_used_is_not_taken(door: Door) -> None:
    second(door)
    door.must("spend", SECOND, "4860", *USE, "--invoice", f"{NUMBER}=4860")
    door.must("spend", FUND, "4860", *USE)
    said = attach(door, file(door))
    assert (said.status, "invoice-used" in said.err, SECOND in said.err) == (1, True, True)


def test_the_same_invoice_comes_again_as_another_paper(door: Door) -> None:
    door.must("spend", FUND, "4860", *USE)
    assert attach(door, file(door)).status == 0
    assert attach(door, file(door, name="again.xml", remark="再次下载")).status == 0
    posted = door.chain()[-1]
    assert (codes(posted), posted.invoices[0].share) == ([], 0)
    sound(door)


def test_no_second_invoice_is_taken_by_an_entry_that_is_covered(door: Door) -> None:
    door.must("spend", FUND, "4860", *USE)
    assert attach(door, file(door)).status == 0
    said = attach(door, file(door, OTHER))
    assert (said.status, "einvoice-other" in said.err) == (1, True)


def test_what_the_invoices_leave_open_is_told_until_it_is_covered(door: Door) -> None:
    door.must("spend", FUND, "500", *USE)
    assert attach(door, small(door, NUMBER, "300.00")).status == 0
    assert codes(door.chain()[-1]) == ["invoice-below-amount"]
    assert attach(door, small(door, OTHER, "200.00")).status == 0
    assert codes(door.chain()[-1]) == []
    assert [record.invoices[0].share for record in door.chain()[-2:]] == [30000, 20000]
    sound(door)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"buyer": "陈建国"}, "einvoice-buyer"),
        ({"issued": "2022-11-15"}, "einvoice-late"),
        ({"seller": "别的印刷厂"}, "einvoice-seller"),
        ({"total": "4870.00", "net": "4310.88", "lines": [PRINT._replace(amount="4310.88")]}, "einvoice-total"),
        ({"lines": [Line("*餐饮服务*餐费", "3070401000000000000")]}, "forbidden-meal"),
    ],
)
def test_what_does_not_fit_puts_the_entry_under_review(door: Door, changed: dict[str, Any], code: str) -> None:
    door.must("spend", FUND, "4860", *USE)
    assert attach(door, file(door, **changed)).status == 0
    assert codes(door.chain()[-1]) == [code]
    assert [one["number"] for one in door.must("show", FUND, "--format", "json").object["waiting"]] == [4]
    sound(door)


def test_reversing_the_entry_gives_its_later_invoice_back(door: Door) -> None:
    door.must("spend", FUND, "4860", *USE)
    assert attach(door, file(door)).status == 0
    door.must("reverse", FUND, "4", "--reason", "重复", "--date", "2022-11-21")
    late = attach(door, file(door, OTHER))
    assert (late.status, "einvoice-other" in late.err) == (1, True)
    door.must("spend", FUND, *USE, "--einvoice", file(door))
    again = door("spend", FUND, *USE, "--einvoice", file(door), "--voucher", "记-9")
    assert (again.status, "invoice-used" in again.err) == (1, True)
    sound(door)


def test_the_book_alone_finds_that_a_later_invoice_was_used_elsewhere(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    second(door)
    door.must("spend", SECOND, "4860", *USE, "--invoice", f"{NUMBER}=4860")
    door.must("spend", FUND, "4860", *USE)
    with monkeypatch.context() as past:
        past.setattr("funds.record.journal.refusals", lambda _findings: ())
        assert attach(door, file(door)).status == 0
    assert codes(door.chain()[-1]) == ["invoice-used"]
    assert loaded(door) == []  # the book comes to the same verdict
    with monkeypatch.context() as blind:
        blind.setattr("funds.checks.surroundings.Surroundings.keep", lambda *_told: None)
        assert any("invoice-used" in message for message in loaded(door))
