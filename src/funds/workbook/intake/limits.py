"""How much of a file is read: far beyond any register, far below what would hurt the machine."""

from typing import Final

__all__ = [
    "BLANKS",
    "CELL_LONGEST",
    "COLUMNS",
    "CPU_SECONDS",
    "FILE_BYTES",
    "HEADER_ROWS",
    "LARGE",
    "MEMBERS",
    "MEMORY_BYTES",
    "MERGES",
    "OPEN_FILES",
    "PART_BYTES",
    "RATIO",
    "ROWS",
    "SHEETS",
    "TEXTS",
    "TEXT_LONGEST",
    "UNPACKED_BYTES",
]

#: Rows with content, over all sheets of a file.
ROWS: Final = 250_000
#: Columns of a sheet that are looked at.
COLUMNS: Final = 200
#: Rows in a row that may be blank before a row with content is called far away.
BLANKS: Final = 5_000
#: Rows with content among which the header is looked for.
HEADER_ROWS: Final = 30
#: Sheets, and merged areas of a sheet.
SHEETS: Final = 200
MERGES: Final = 5_000
#: Texts that a workbook's sheets share.
TEXTS: Final = 3_000_000
#: Characters: of a cell (Excel's own limit), and of a text that is taken over.
CELL_LONGEST: Final = 32_767
TEXT_LONGEST: Final = 4_000
#: Bytes: of the file, of one part of it unpacked, of all of them.
FILE_BYTES: Final = 100 << 20
PART_BYTES: Final = 512 << 20
UNPACKED_BYTES: Final = 768 << 20
#: Parts of a workbook, and how much a part of more than so many bytes may grow in unpacking.
MEMBERS: Final = 4_000
LARGE: Final = 16 << 20
RATIO: Final = 200
#: What the reading process may use: seconds of processor, bytes of address space, open files.
CPU_SECONDS: Final = 120
MEMORY_BYTES: Final = 1 << 30
OPEN_FILES: Final = 32
