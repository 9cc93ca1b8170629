"""Two who write at once (竞争写入): whoever came second reads anew and tries again."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from funds.record.errors import RacedError

__all__ = ["again"]

_TRIES: Final = 5
_Given = ParamSpec("_Given")
_Told = TypeVar("_Told")


def again(work: Callable[_Given, _Told]) -> Callable[_Given, _Told]:
    """Have a transaction made anew, from its first reading on, where another writer was first: five times at most.

    The last RacedError is raised.
    """

    @wraps(work)
    def tried(*given: _Given.args, **named: _Given.kwargs) -> _Told:
        for _tried in range(1, _TRIES):
            with suppress(RacedError):
                return work(*given, **named)
        return work(*given, **named)

    return tried
