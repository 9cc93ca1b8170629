"""Who writes second reads anew and tries again, and not for ever."""

import pytest

from funds.record.errors import NoFundError, RacedError
from funds.record.raced import again


@pytest.mark.parametrize(("lost", "tried"), [(0, 1), (1, 2), (4, 5)])
def test_work_that_came_second_is_made_anew(lost: int, tried: int) -> None:
    times: list[str] = []

    @again
    def work(what: str, *, how: str) -> str:
        times.append(what)
        if len(times) <= lost:
            raise RacedError
        return what + how

    assert work("a", how="b") == "ab"
    assert len(times) == tried


@pytest.mark.parametrize(("error", "tried"), [(RacedError, 5), (NoFundError, 1)])
def test_after_five_times_and_for_any_other_reason_the_error_is_told(error: type[Exception], tried: int) -> None:
    times = []

    @again
    def work() -> None:
        times.append(1)
        raise error

    with pytest.raises(error):
        work()
    assert len(times) == tried
