"""Papers attached by the command: files of one kind by their names, or each with its kind."""

from pathlib import Path

from doors import funded
from einvoices import NUMBER, SELLER, digital


def test_files_of_one_kind_are_attached_by_their_names(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    one, two = door.paper("a.pdf", "一"), door.paper("b.pdf", "二")
    door.must(
        "attach", "JY2022-001", "3", str(one), str(two), "--kind", "银行回单", "--evidence", f"receipt={door.paper()}"
    )
    [record] = [record for record in door.chain() if record.kind == "attach"]
    kinds = [(piece.kind, piece.name) for piece in record.evidence]
    assert sorted(kinds) == [("bank-receipt", "a.pdf"), ("bank-receipt", "b.pdf"), ("receipt", "scan.pdf")]
    for typed in ([str(one)], ["--kind", "receipt"], []):
        assert door("attach", "JY2022-001", "3", *typed).status == 2


def test_a_paper_is_attached_to_an_entry_once(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    one, same = door.paper("a.pdf", "一"), door.paper("copy.pdf", "一")
    typed = ("attach", "JY2022-001", "3", str(one), "--kind", "银行回单", "--key", "k1")
    door.must(*typed)
    assert "posted before" in door.must(*typed).out
    said = door("attach", "JY2022-001", "3", str(same), "--kind", "银行回单")
    assert said.status == 2
    assert "copy.pdf is a paper (bank-receipt) of entry 3 already: it came with record 4" in said.err
    said = door("attach", "JY2022-001", "2", str(one), str(same), "--kind", "银行回单")
    assert "named twice" in said.err
    door.must("attach", "JY2022-001", "3", str(same), "--kind", "receipt")
    assert [record.kind for record in door.chain()].count("attach") == 2


def test_a_paper_that_puts_an_entry_under_review_names_the_entry_to_be_cleared(tmp_path: Path) -> None:
    door = funded(tmp_path / "w")
    door.must(
        "spend", "JY2022-001", "4860", "--date", "2022-11-20", "--purpose", "equipment", "--memo", "台式钻床", "--payee", SELLER,
        "--asset", "special", "--quantity", "1", "--invoice", f"{NUMBER}=4860", "--item", "*机床*台式钻床",
    )  # fmt: skip
    file = door.root / "a.xml"
    file.write_text(digital(buyer="张三"), "utf-8")
    typed = ("attach", "JY2022-001", "4", str(file), "--kind", "invoice", "--date", "2022-12-21")
    said = door.must(*typed)
    assert "JY2022-001 5 attach" in said.out
    assert "funds clear JY2022-001 4 --accept" in said.out
    assert "JY2022-001 5 --" not in said.out
    door.must("clear", "JY2022-001", "4", "--accept", "--reason", "经核实", actor="李审核")
    shown = door.must("show", "JY2022-001", "5", "--format", "json").object
    assert any(finding["severity"] == "review" for finding in shown["findings"])
