"""Raised where a file as a whole cannot be read; it carries the problem, and the sentence is in `told`."""

from funds.workbook.intake.events import FileProblem

__all__ = ["FileRefusedError"]


class FileRefusedError(Exception):
    """A file that is refused as a whole."""

    def __init__(self, code: str, **facts: str) -> None:
        """Keep why, and what was seen."""
        super().__init__(code)
        self.problem = FileProblem(code, facts)
