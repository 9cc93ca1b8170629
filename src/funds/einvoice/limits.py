"""How much of an invoice file is read: far beyond any invoice, far below what would hurt the machine."""

from typing import Final

__all__ = [
    "ANSWER_BYTES",
    "CPU_SECONDS",
    "DEPTH",
    "ELEMENTS",
    "FILE_BYTES",
    "INVOICES",
    "LARGE",
    "MEMBERS",
    "MEMORY_BYTES",
    "NESTED",
    "OPEN_FILES",
    "PART_BYTES",
    "RATIO",
    "TEXT_LONGEST",
    "UNPACKED_BYTES",
    "XML_BYTES",
]

#: Bytes: of the file, of one part of an archive unpacked, of all parts of all archives, of one XML text.
FILE_BYTES: Final = 64 << 20
PART_BYTES: Final = 32 << 20
UNPACKED_BYTES: Final = 256 << 20
XML_BYTES: Final = 16 << 20
#: Parts of one archive, and how much a part of more than so many bytes may grow in unpacking.
MEMBERS: Final = 4_000
LARGE: Final = 1 << 20
RATIO: Final = 200
#: Zips within a zip (an OFD, which is a zip too, does not count), and invoices of one file.
NESTED: Final = 1
INVOICES: Final = 2_000
#: Elements of one XML text, how deep they stand in each other, characters of a text that is taken over.
ELEMENTS: Final = 200_000
DEPTH: Final = 40
TEXT_LONGEST: Final = 2_000
#: What the reading process may use: seconds of processor, bytes of address space, open files; and bytes it may answer.
CPU_SECONDS: Final = 60
MEMORY_BYTES: Final = 1 << 30
OPEN_FILES: Final = 32
ANSWER_BYTES: Final = 64 << 20
