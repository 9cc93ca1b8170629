"""The front door: finds the command that was asked for, and says in a sentence what went wrong."""

import atexit
import gc
import os
import sys
from typing import NoReturn

from funds import __version__
from funds.cli.commands import first_page

__all__ = ["main"]


def main() -> int:
    """Run the command line and give its exit status: 0 done, 1 refused or found, 2 wrong usage."""
    asked = sys.argv[1:]
    try:
        if asked in ([], ["--help"], ["-h"]):
            # Made from the table alone: nobody should wait to be told what there is.
            sys.stdout.write(first_page())
            sys.stdout.flush()
            return 0 if asked else 2
        if asked == ["--version"]:
            sys.stdout.write(f"funds {__version__}\n")
            sys.stdout.flush()
            return 0
        gc.set_threshold(50_000, 20, 20)  # loading libraries makes no garbage worth looking for so often
        from funds.cli.run import run  # noqa: PLC0415  start-up: click

        _leave(run(asked))
    except BrokenPipeError:
        # Whoever read our output has gone; a second complaint at exit helps nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\n")
        return 130


def _leave(status: int) -> NoReturn:
    """Leave at once: taking the loaded libraries apart would cost a fifth of the whole command.

    What was posted is on disk long before. Whatever asked to be told at exit is told.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    atexit._run_exitfuncs()  # noqa: SLF001  what the interpreter itself would do next
    os._exit(status)
