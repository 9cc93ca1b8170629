"""Lists of numbers in one cell or text, each read as a key."""

import pytest

from funds.reconcile.listed import invoices, told_in, vouchers
from reconciled import entry, line, row, run, told

THREE = [
    entry(6, 24_700, voucher="记-14"),
    entry(7, 29_900, payee="金桥教育", voucher="记-15"),
    entry(8, 55_400, voucher="记-16"),
]
LISTS = (
    "记-14、记-15、记-16", "记-16,记-14,记-15", "记-14/记-15/记-16", "记-14；记-15；记-16", "记-14、15、16", "记-14至记-16",
    "记-14~16", "记14-16", "记-14记-15记-16", "记-14\n记-15\n记-16", "记字第14号、第15号和第16号",
)  # fmt: skip


@pytest.mark.parametrize("text", [*LISTS, "-14、15、16", "14-16"])
def test_a_list_in_a_cell_names_each(text: str) -> None:
    assert told(run(THREE, [row("a", 110_000, -15, "", voucher=text)])) == [("key", (6, 7, 8), ("a",))]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_in_a_lines_text_names_each(text: str) -> None:
    assert told(run(THREE, [], [line("B1", -110_000, 2, "", f"付{text}货款")])) == [("key", (6, 7, 8), ("B1",))]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1-3号", ["1", "2", "3"]), ("记-9 10", ["9", "10"]), ("记-9等", ["9"]), ("记-9等8张", ["9"]), ("记-9、9", ["9", "9"]),
        ("记账凭证1、2号", ["1", "2"]), ("凭证62", ["62"]), ("票号12345678", ["12345678"]),
        ("5-15", ["15"]), ("记5-15", ["15"]), ("2024年3月记-14、15", ["14", "15"]), ("记 - 14", ["14"]), ("2023-15", ["15"]),
        ("记-14至3", ["记14至3"]), ("记-1至99", ["记1至99"]), ("无", ["无"]), ("", []),
    ],
)  # fmt: skip
def test_what_is_no_list_is_one_number(text: str, numbers: list[str]) -> None:
    assert [key.number for key in vouchers(text)] == numbers


@pytest.mark.parametrize(
    "text", ["付1500元货款", "付3月房租", "收2024年会费", "转3笔", "2024年记账凭证", "支付工资20240315月"]
)
def test_what_only_looks_like_a_number_in_a_text_is_none(text: str) -> None:
    assert [key for key in told_in(text) if key.kind == "voucher"] == []
    assert [key.number for key in told_in("记-14、3台电脑")] == ["14"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("付记-9 2月活动款", ["9"]), ("凭证记-9 2024年费用", ["9"]), ("记-9 3月12日活动款", ["9"]), ("记-9 10 货款", ["9", "10"]),
        ("凭证62", ["62"]), ("付记账凭证29号", ["29"]), ("凭证1、2、8 货款", ["1", "2", "8"]), ("凭证8张", []), ("附凭证3份", []),
        ("记账凭证1-3号", ["1", "2", "3"]), ("记-1等8张", ["1"]),
    ],
)  # fmt: skip
def test_a_number_in_a_text_ends_where_a_date_or_a_count_begins(text: str, numbers: list[str]) -> None:
    assert [key.number for key in told_in(text)] == numbers


def test_two_invoices_in_one_cell_and_a_code_before_its_number() -> None:
    one, two = "25442000000012345678", "25442000000012345699"
    for between in ("、", "\n", "", " / "):
        assert [key.number for key in invoices("", f"{one}{between}{two}")] == [one, two]
    assert [(key.before, key.number) for key in invoices("", "044002200111 30551201")] == [("44002200111", "30551201")]
    assert [key.number for key in invoices("", " 3055-1201")] == ["30551201"]
    entries = [entry(6, 24_700, invoice=one), entry(7, 29_900, payee="金桥教育", invoice=two)]
    assert told(run(entries, [row("a", 54_600, -15, "", invoice=f"{one}、{two}")])) == [("key", (6, 7), ("a",))]
