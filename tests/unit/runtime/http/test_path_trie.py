"""A path is found in time that depends on the path alone."""

from __future__ import annotations

import pytest

from scripts.codegen.runtime.http.path_trie import Trie


def test_a_segment_is_matched_in_one_pass() -> None:
    trie: Trie[int] = Trie()
    trie.add("/{a}.{b}.{c}.{d}.json", "GET", 1)
    trie.add("/x-{a}{b}", "GET", 2)
    # A pattern of the whole would try this in more ways than it has letters cubed.
    assert trie.find("/" + "." * 20_000) is None
    found = trie.find("/1.2.3..json.json")
    assert found is not None
    assert found[1] == ("1", "2", "3", ".json")
    two = trie.find("/x-ab")
    assert two is not None
    assert two[1] == ("a", "b")
    assert trie.find("/x-a") is None
    assert trie.find("/x-") is None


@pytest.mark.parametrize(
    ("template", "path", "is_found"),
    [
        ("/caf%C3%A9", "/caf%c3%a9", True),
        ("/caf%c3%a9", "/caf%C3%A9", True),
        ("/café", "/caf%c3%A9", True),
        ("/a%2fb/c", "/a%2Fb/c", True),
        ("/a%2Fb", "/a/b", False),
        ("/%7ejoe/{id}", "/~joe/1", True),
        ("/~joe", "/%7Ejoe", True),
        ("/f%28x%29-{id}", "/f(x)-1", True),
        ("/caf%C3%A9-{id}", "/caf%c3%a9-1", True),
        ("/100%25", "/100%25", True),
        ("/100%2525", "/100%25", False),
        ("/100%", "/100%25", True),
        ("/%FF", "/%FF", True),
    ],
)
def test_escapes_are_the_same_in_either_case(
    template: str, path: str, is_found: bool
) -> None:
    trie: Trie[int] = Trie()
    trie.add(template, "GET", 1)
    assert (trie.find(path) is not None) == is_found
