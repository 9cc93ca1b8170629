"""What the book says of each tiny book: `python tests/golden.py` rewrites tests/books/*/expected.txt.

The last record of each scenario is sealed as if nobody had asked the checks, and written; then the
stock loader reads the book with the plugin, which asks them again.
"""

import sys
import tempfile
from pathlib import Path

import msgspec
from beancount import loader

from funds.book.files import write_books
from funds.book.write import BadFundError
from funds.entry.record import Record
from funds.seal import head_of, sealed
from scenario import LEXICON, Scenario, play, read

__all__ = ["BOOKS", "reported"]

BOOKS = Path(__file__).parent / "books"


def reported(scenario: Scenario, folder: Path) -> str:
    """Write the forged book below a folder and give what loading it reports, one line for each error.

    A chain that is none, or an account that is none, the writer refuses already.
    """
    *before, last = play(scenario)
    previous = [record for record in before if record.fund == last.fund]
    forged = sealed(msgspec.structs.replace(last, findings=()), head_of(previous[-1] if previous else None))
    chains: dict[str, list[Record]] = {}
    for record in (*before, forged):
        chains.setdefault(record.fund, []).append(record)
    texts = {scenario.book.hash: scenario.book.text, LEXICON.hash: LEXICON.text}
    try:
        write_books(folder, list(chains.values()), texts, None)
    except (BadFundError, KeyError) as error:
        return f"not written: {error}\n"
    _, errors, _ = loader.load_file(str(folder / "main.beancount"))
    return "".join(sorted(f"{error.message.strip()}\n" for error in errors))


def main() -> None:
    """Rewrite every expected.txt."""
    for path in sorted(BOOKS.glob("*/scenario.toml")):
        with tempfile.TemporaryDirectory() as folder:
            said = reported(read(path), Path(folder))
        path.with_name("expected.txt").write_text(said, "utf-8")
        sys.stdout.write(f"{path.parent.name}: {said}")


if __name__ == "__main__":
    main()
