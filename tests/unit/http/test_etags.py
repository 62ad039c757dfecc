"""Entity tags, and how conditions compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.http.etags import etag, is_known, strong_tags

tags = st.text(st.characters(min_codepoint=0x23, max_codepoint=0x7E), min_size=1)


@given(st.lists(tags, min_size=1))
def test_tags_come_back(given_tags: list[str]) -> None:
    field = ", ".join(etag(each) for each in given_tags)
    assert strong_tags(field) == frozenset(given_tags)
    assert all(is_known(each, field) for each in given_tags)


@pytest.mark.parametrize(
    ("field", "strong", "weak"),
    [
        ('"1"', True, True),
        ('W/"1"', False, True),
        ('"2", "1"', True, True),
        ('"2",W/"1"', False, True),
        ('"2"', False, False),
    ],
)
def test_comparing(field: str, strong: bool, weak: bool) -> None:
    assert ("1" in strong_tags(field)) == strong
    assert is_known("1", field) == weak


def test_any_state_and_none() -> None:
    assert "1" in strong_tags("*")
    assert is_known("1", "*")
    assert not is_known("1", None)
