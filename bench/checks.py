"""All checks over a book's entries, screening included, beside `bean-check` on the same book without plugins.

Usage: python bench/checks.py [ENTRIES [RUNS]], by default 100000 and 3. Judging is timed as the
plugin does it: the law of the day, what stands beyond the fund, every check, the fund's story.
"""

import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path

from side import limit, show, together

from chains import chains
from funds.book.files import write_books
from funds.checks.judge import case_of, judge
from funds.checks.screening import Lexicon
from funds.checks.surroundings import Surroundings
from funds.entry.record import Record
from funds.entry.story import Story, advance
from funds.law.force import Lawbook
from funds.law.read import from_kept

LEDGER = Path(__file__).parent.parent / "ledger"


def seconds(made: dict[str, list[Record]], laws: dict[str, Lawbook], lexicon: Lexicon) -> float:
    """Judge every record once, and give the CPU seconds it took; what is found must be what was sealed."""
    posted = sorted((record for records in made.values() for record in records), key=lambda record: str(record.posted))
    around, stories = Surroundings(), {fund: Story() for fund in made}
    gc.collect()
    begin = time.process_time()
    for record in posted:
        story, book = stories[record.fund], laws[record.law]
        beyond = around.around(record, book.programme.code)
        found = judge(case_of(record, story, book, beyond, lexicon.screen))
        if found != record.findings:
            message = f"{record.fund} {record.number}: {found} was not sealed"
            raise SystemExit(message)
        around.keep(record, story)
        advance(story, record)
        around.name(record, story)
    return time.process_time() - begin


def main(entries: int = 100_000, runs: int = 3) -> int:
    """Run both in turn and print the row."""
    made, texts = chains(entries)
    used = {record.law for records in made.values() for record in records}
    laws = {name: from_kept(texts[name]) for name in used}
    lexicon = Lexicon.read(LEDGER / "lexicon")
    count = sum(map(len, made.values()))
    ours = statistics.median(seconds(made, laws, lexicon) for _ in range(runs))
    with tempfile.TemporaryDirectory() as folder:
        write_books(Path(folder), made.values(), texts, None)
        del made
        opened = Path(folder) / "main.beancount"
        lines = opened.read_text("utf-8").splitlines(keepends=True)
        opened.write_text("".join(line for line in lines if not line.startswith("plugin ")), "utf-8")
        check = Path(sys.executable).with_name("bean-check")
        peer = together({"bean-check": [str(check), "-C", str(opened)]}, runs)["bean-check"].cpu
    return show([limit(f"all checks over {count} entries, beside bean-check without plugins", ours, peer, 0.5)])


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
