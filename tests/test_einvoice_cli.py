"""funds invoice read: the invoices of files, shown."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from doors import environment
from einvoices import BUYER, NUMBER, SELLER, digital, ofd, zipped
from funds.cli.invoices.shown import invoice

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
