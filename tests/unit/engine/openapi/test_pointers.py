"""Pointers behave as RFC 6901 says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.engine.openapi import pointers

SAMPLE = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize(
    ("pointer", "fragment", "value"),
    [
        ("", "#", SAMPLE),
        ("/foo", "#/foo", ["bar", "baz"]),
        ("/foo/0", "#/foo/0", "bar"),
        ("/", "#/", 0),
        ("/a~1b", "#/a~1b", 1),
        ("/c%d", "#/c%25d", 2),
        ("/e^f", "#/e%5Ef", 3),
        ("/g|h", "#/g%7Ch", 4),
        ("/i\\j", "#/i%5Cj", 5),
        ('/k"l', "#/k%22l", 6),
        ("/ ", "#/%20", 7),
        ("/m~0n", "#/m~0n", 8),
    ],
)
def test_the_samples_of_rfc_6901(pointer: str, fragment: str, value: object) -> None:
    assert pointers.resolve(SAMPLE, pointer) == value
    assert pointers.to_fragment(pointer) == fragment
    assert pointers.parse_reference(fragment) == ("", pointer)


@pytest.mark.parametrize(
    "pointer", ["/foo/2", "/foo/-", "/foo/01", "/foo/x", "/no", "//a"]
)
def test_what_is_not_there_is_not_found(pointer: str) -> None:
    with pytest.raises(LookupError):
        pointers.resolve(SAMPLE, pointer)


def test_a_pointer_starts_with_a_slash() -> None:
    with pytest.raises(ValueError, match="must start"):
        pointers.split("foo")


@given(st.lists(st.text()))
def test_joining_and_splitting_are_inverse(tokens: list[str]) -> None:
    assert pointers.split(pointers.join(*tokens)) == tokens


def test_a_pointer_is_within_itself_and_its_ancestors_only() -> None:
    assert pointers.is_within("/a/b", "/a")
    assert pointers.is_within("/a", "/a")
    assert not pointers.is_within("/ab", "/a")
