"""The one exception of reading an invoice file: it is refused, and why."""

from funds.einvoice.invoice import Problem

__all__ = ["RefusedError"]


class RefusedError(Exception):
    """A file, or a part of one, that cannot be read."""

    def __init__(self, code: str, **facts: str) -> None:
        """Keep why, and what was seen."""
        super().__init__(code)
        self.problem = Problem(code, facts)
