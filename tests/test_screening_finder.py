"""The two ways of finding words give the same words in the same order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from funds.checks.screening.finder import _FEW, Finder

WORDS = st.text("餐费会议用品", min_size=1, max_size=4)


@settings(max_examples=200)
@given(
    words=st.dictionaries(WORDS, st.sampled_from(["meal", "pay"]), max_size=30),
    text=st.text("餐费会议用品 x", max_size=40),
)
def test_looking_up_and_the_automaton_find_the_same(words: dict[str, str], text: str) -> None:
    finder = Finder(words)
    looked_up = list(finder.found(text))
    for _turn in range(_FEW):
        assert list(finder.found(text)) == looked_up
    assert finder.built == bool(words)
    assert list(finder.found(text)) == looked_up
