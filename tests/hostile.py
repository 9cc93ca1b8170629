"""Files that harm who reads them, or that are not what they say: each made here, byte by byte."""

import struct
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

__all__ = ["HEADERS", "HOSTILE", "cell", "package", "sheet_xml", "workbook"]

HEADERS: Final = ("专项资金编号", "日期", "摘要", "金额（元）")
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = f"""<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
</Types>"""
_ROOT: Final = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
_BOOK: Final = f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="支出登记" sheetId="1" r:id="r1"/></sheets></workbook>"""
_RELATED: Final = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""


def cell(place: str, text: str) -> str:
    """Give a cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_xml(*rows: str, before: str = "", after: str = "") -> str:
    """Give a sheet: the header, then one good row, then the rows given."""
    header = "".join(cell(f"{letter}1", text) for letter, text in zip("ABCD", HEADERS, strict=True))
    good = cell("A2", "JY2022-001") + cell("B2", "2022-10-08") + cell("C2", "购耗材") + '<c r="D2"><v>12.5</v></c>'
    body = f'<row r="1">{header}</row><row r="2">{good}</row>{"".join(rows)}'
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{after}</worksheet>'


def package(sheet: str | bytes = "", more: Iterable[tuple[str, str | bytes]] = ()) -> dict[str, str | bytes]:
    """Give the parts of a workbook of one sheet."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _RELATED,
        "xl/worksheets/sheet1.xml": sheet or sheet_xml(),
    }
    return parts | dict(more)


def workbook(path: Path, sheet: str | bytes = "", more: Iterable[tuple[str, str | bytes]] = ()) -> Path:
    """Write a workbook of one sheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in package(sheet, more).items():
            archive.writestr(name, text)
    return path


def _row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _zip_bomb(path: Path) -> Path:
    return workbook(
        path, sheet_xml(*(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(3, 4))) + " " * (64 << 20)
    )


def _huge_bomb(path: Path) -> Path:
    """A part of 1 GB in some megabytes: written in pieces, so that making it is harmless."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in package().items():
            archive.writestr(name, text)
        with archive.open("xl/sharedStrings.xml", "w") as part:
            for _piece in range(1024):
                part.write(b"<si><t>1</t></si>" * (1 << 16))
    return path


def _laughs(path: Path) -> Path:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{lines}]>'
    return workbook(path, sheet_xml(_row(3, cell("C3", "&l9;")), before=bomb))


def _laughs_in_texts(path: Path) -> Path:
    text = f'<!DOCTYPE sst [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst xmlns="{_MAIN}"><si><t>&a;</t></si></sst>'
    return workbook(path, more=[("xl/sharedStrings.xml", text)])


def _laughs_in_utf16(path: Path) -> Path:
    """A document type that a search for its bytes does not see."""
    return workbook(
        path, ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>' + "<x>&a;</x>").encode("utf-16")
    )


def _far_cell(path: Path) -> Path:
    return workbook(path, sheet_xml(_row(1_048_576, '<c r="XFD1048576"><v>1</v></c>')))


def _far_row(path: Path) -> Path:
    return workbook(path, sheet_xml(_row(1_000_000, cell("A1000000", "JY2022-001"))))


def _declared(path: Path) -> Path:
    wide = '<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" width="9"/></cols>'
    return workbook(path, sheet_xml().replace("<sheetData>", f"{wide}<sheetData>"))


def _wide_row(path: Path) -> Path:
    return workbook(path, sheet_xml(*(_row(n, '<c s="0"/>' * 16_384) for n in range(3, 60))))


def _long_cell(path: Path) -> Path:
    return workbook(path, sheet_xml(_row(3, cell("C3", "长" * 32_767))))


def _longer_cell(path: Path) -> Path:
    return workbook(path, sheet_xml(_row(3, cell("C3", "".join(f"{n:08d}" for n in range(2_000_000))))))


def _truncated(path: Path) -> Path:
    whole = workbook(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def _bent(path: Path) -> Path:
    """The directory is whole, one byte of the sheet is not."""
    whole = bytearray(workbook(path).read_bytes())
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    start = member.header_offset + 30 + len(member.filename) + 60
    whole[start : start + 40] = bytes(255 - byte for byte in whole[start : start + 40])
    path.write_bytes(whole)
    return path


def _names(name: str) -> Callable[[Path], Path]:
    return lambda path: workbook(path, more=[(name, "x")])


def _doubled(path: Path) -> Path:
    workbook(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/Worksheets/sheet1.xml", sheet_xml(_row(3, cell("A3", "JY2022-009"))))
    return path


def _many_parts(path: Path) -> Path:
    return workbook(path, more=[(f"xl/media/{n}.png", b"") for n in range(5_000)])


def _ole2(*said: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + b"".join(said).ljust(1024, b"\0"))
        return path

    return make


def _bytes(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def _locked(path: Path) -> Path:
    """Set the flag of encryption in the directory of an ordinary archive."""
    whole = bytearray(workbook(path).read_bytes())
    place = whole.rfind(b"PK\x01\x02")
    struct.pack_into("<H", whole, place + 8, 1)
    path.write_bytes(whole)
    return path


def _disorder(path: Path) -> Path:
    return workbook(path, sheet_xml(_row(2, cell("A2", "JY2022-002"))))


def _many_merges(path: Path) -> Path:
    areas = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(2, 20_000))
    return workbook(path, sheet_xml(after=f"<mergeCells>{areas}</mergeCells>"))


def _bad_text(path: Path) -> Path:
    return workbook(path, sheet_xml('<row r="3"><c r="C3" t="s"><v>99999999</v></c></row>'))


def _same_long_text(path: Path) -> Path:
    """A small file in which every cell is the same text of the greatest length."""
    texts = f'<sst xmlns="{_MAIN}"><si><t>{"长" * 32_767}</t></si></sst>'
    cells = '<c t="s"><v>0</v></c>' * 200
    return workbook(path, sheet_xml(*(_row(n, cells) for n in range(3, 2_000))), [("xl/sharedStrings.xml", texts)])


def _one_sheet_twice(path: Path) -> Path:
    twice = _BOOK.replace("</sheets>", '<sheet name="二" sheetId="2" r:id="r1"/></sheets>')
    return workbook(path, more=[("xl/workbook.xml", twice)])


def _endless(path: Path) -> Path:
    return workbook(path, sheet_xml(_row(3, '<c r="D3"><v>-1e999</v></c>', f'<c r="E3"><v>{"9" * 5000}</v></c>')))


def _deep(path: Path) -> Path:
    return workbook(path, sheet_xml(_row(3, "<c>" + "<x>" * 200_000 + "</x>" * 200_000 + "</c>")))


#: Name of the file, who makes it, and the code of the problem; '' where it is read within limits.
HOSTILE: Final[tuple[tuple[str, Callable[[Path], Path], str], ...]] = (
    ("padded.xlsx", _zip_bomb, "bomb"),
    ("huge.xlsx", _huge_bomb, "bomb"),
    ("laughs.xlsx", _laughs, "dtd"),
    ("entity.xlsx", _laughs_in_texts, "dtd"),
    ("utf16.xlsx", _laughs_in_utf16, "dtd"),
    ("far-cell.xlsx", _far_cell, ""),
    ("far-row.xlsx", _far_row, "far-row"),
    ("declared.xlsx", _declared, ""),
    ("wide.xlsx", _wide_row, ""),
    ("long.xlsx", _long_cell, ""),
    ("longer.xlsx", _longer_cell, ""),
    ("truncated.xlsx", _truncated, "broken-file"),
    ("bent.xlsx", _bent, "broken-file"),
    ("climbing.xlsx", _names("../../etc/cron.d/x"), "bad-part"),
    ("absolute.xlsx", _names("/etc/x"), "bad-part"),
    ("doubled.xlsx", _doubled, "double-part"),
    ("parts.xlsx", _many_parts, "bomb"),
    ("old.xls", _ole2(b"Workbook"), "old-format"),
    ("old.et", _ole2(b"Workbook"), "old-format"),
    ("old-renamed.xlsx", _ole2(b"Workbook"), "old-format"),
    ("locked.xlsx", _ole2("EncryptedPackage".encode("utf-16-le")), "encrypted"),
    ("flagged.xlsx", _locked, "encrypted"),
    ("macros.xlsm", _names("xl/vbaProject.bin"), "macros"),
    ("macros-renamed.xlsx", _names("xl/vbaProject.bin"), "macros"),
    ("binary.xlsb", _names("xl/workbook.bin"), "binary-workbook"),
    ("web.xlsx", _bytes(b"\xef\xbb\xbf\r\n<html><table><tr><td>1</td></tr></table></html>"), "web-page"),
    ("web.xls", _bytes(b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'>"), "web-page"),
    ("text.xlsx", _bytes("专项资金编号,日期,摘要,金额\n".encode()), "wrong-ending"),
    ("book.csv", workbook, "wrong-ending"),
    ("paper.csv", _bytes(b"%PDF-1.7\n"), "no-table"),
    ("zeros.csv", _bytes(bytes(9_000)), "no-table"),
    ("zeros.xlsx", _bytes(bytes(9_000)), "broken-file"),
    ("empty.xlsx", _bytes(b""), "empty-file"),
    ("empty.csv", _bytes(b""), "empty-file"),
    ("blank.csv", _bytes(b"\n\n\n"), "no-content"),
    ("quote.csv", _bytes('专项资金编号,日期,摘要,金额\nJY2022-001,2022-10-08,"不闭,1\n'.encode() + b"x\n" * 40_000), "broken-line"),
    ("bytes.csv", _bytes("专项资金编号".encode() + b"\xff\xff\xff\n"), "encoding"),
    ("disorder.xlsx", _disorder, "broken"),
    ("merges.xlsx", _many_merges, "bomb"),
    ("bad-text.xlsx", _bad_text, "broken"),
    ("deep.xlsx", _deep, ""),
    ("long-texts.xlsx", _same_long_text, ""),
    ("one-sheet-twice.xlsx", _one_sheet_twice, "broken"),
    ("endless.xlsx", _endless, ""),
)  # fmt: skip
