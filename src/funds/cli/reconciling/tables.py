"""A table with its title, where there is anything to show."""

from collections.abc import Iterator, Sequence

from funds.cli.table import lines

__all__ = ["titled"]


def titled(title: str, names: Sequence[str], rows: Sequence[Sequence[str]], money: frozenset[int]) -> Iterator[str]:
    """Yield an empty line, the title, and the rows under their names; nothing where there are no rows.

    The columns of `money`, by their places, stand to the right.
    """
    if rows:
        yield ""
        yield title
        yield from lines(names, rows, [at in money for at in range(len(names))])
