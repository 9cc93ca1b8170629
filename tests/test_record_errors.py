"""What the database says, as a sentence."""

import pytest

from funds.record.errors import UnreachableError
from funds.record.open import open_record


def test_a_server_that_does_not_answer_is_told_with_the_remedy() -> None:
    with pytest.raises(UnreachableError, match="cannot be reached") as caught:
        open_record("postgresql+pg8000://nobody@127.0.0.1:1/nothing")
    assert "funds.toml" in str(caught.value)
    assert ".." not in str(caught.value)
