"""Bring the message catalogues up to date (no option), or check that they are complete (--check).

The msgids are the English sentences in the code; src/funds/locales/zh_CN holds the Chinese. The
compiled catalogue is kept beside its source, so that an installed package needs no build step.
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "funds"
PO = SOURCE / "locales" / "zh_CN" / "LC_MESSAGES" / "funds.po"
MO = PO.with_suffix(".mo")
PLACE = re.compile(r"\{(\w*)[^{}]*\}")


def said() -> Catalog:
    """Collect every msgid of the code."""
    catalogue = Catalog(project="funds", charset="utf-8")
    keywords = {"_": None, "N_": None}
    for name, line, message, comments, context in extract_from_dir(SOURCE, keywords=keywords):
        catalogue.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalogue


def read() -> Catalog:
    """Read the Chinese catalogue as it is kept."""
    if not PO.exists():
        return Catalog(locale="zh_CN", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN")


def compiled(catalogue: Catalog) -> bytes:
    """Give the compiled form of a catalogue."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def problems() -> list[str]:
    """List what is missing, left over, or has other places than its msgid."""
    kept, wanted = read(), {str(message.id) for message in said() if message.id}
    translated = {str(message.id): str(message.string) for message in kept if message.id and message.string}
    found = [f"not translated: {msgid}" for msgid in sorted(wanted - translated.keys())]
    found += [f"no longer said: {msgid}" for msgid in sorted(translated.keys() - wanted)]
    for msgid, text in translated.items():
        if set(PLACE.findall(msgid)) != set(PLACE.findall(text)):
            found.append(f"places differ: {msgid}")
    if not MO.exists() or MO.read_bytes() != compiled(kept):
        found.append("the compiled catalogue is older than its source: run make messages")
    return found


def update() -> None:
    """Add new msgids, drop old ones, compile."""
    kept = read()
    kept.update(said(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, kept, omit_header=False, sort_output=True, no_location=True, width=0)
    MO.write_bytes(compiled(read()))


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        listed = problems()
        sys.exit("\n".join(listed) if listed else 0)
    update()
