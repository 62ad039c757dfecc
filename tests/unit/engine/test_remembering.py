"""What is remembered is bounded by its number and by the length of its texts."""

from impl.engine.remembering import remembered

LONG = 400_000


class Measuring:
    """Measures texts, and notes of which it had to."""

    def __init__(self, most: int) -> None:
        self.asked = ""
        self._remembered = remembered(most)(self._measured)

    def _measured(self, text: str) -> int:
        self.asked += text[0]
        return len(text)

    def of(self, *texts: str) -> list[int]:
        return [self._remembered(text) for text in texts]


def test_short_texts_by_number() -> None:
    measuring = Measuring(2)

    assert measuring.of("a", "bb", "a", "ccc", "bb") == [1, 2, 1, 3, 2]
    assert measuring.asked == "abcb"


def test_long_texts_by_length() -> None:
    measuring = Measuring(1)
    first, second, third = (letter * LONG for letter in "abc")

    order = (first, second, first, third, first, second)
    assert measuring.of(*order) == [LONG] * 6
    assert measuring.asked == "abcb"


def test_what_is_longer_than_all_is_not_remembered() -> None:
    measuring = Measuring(1)
    long, longer = "a" * LONG, "b" * 3 * LONG

    assert measuring.of(long, longer, long, longer) == [LONG, 3 * LONG] * 2
    assert measuring.asked == "abb"
