"""A path is found in time that depends on the path alone."""

from __future__ import annotations

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
