"""Positions point at the text of what they name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impl.engine.openapi.pointers import join
from impl.engine.text.documents import Document, load_part
from tests.unit.engine.test_canonical import texts, values, yaml_flow


def walk(value: object, *tokens: str | int) -> list[tuple[str, object]]:
    found = [(join(*tokens), value)]
    if isinstance(value, dict):
        for key, item in value.items():
            found += walk(item, *tokens, key)
    if isinstance(value, list):
        for index, item in enumerate(value):
            found += walk(item, *tokens, index)
    return found


def text_at(document: Document, pointer: str) -> str:
    position = document.position(pointer, "value")
    lines = document.text.split("\n")
    return "\n".join([lines[position.line - 1][position.column - 1 :]])


@given(st.dictionaries(texts, values, max_size=4), st.sampled_from([None, 1]))
def test_json_values_stand_where_positions_say(
    content: dict[str, object], indent: int | None
) -> None:
    text = json.dumps(content, indent=indent, ensure_ascii=False)
    document = load_part(text.encode())
    assert document.format == "json"
    for pointer, value in walk(content):
        start = json.dumps(value, ensure_ascii=False)
        start = start[0] if isinstance(value, dict | list) else start
        assert text_at(document, pointer).startswith(start)


@given(st.dictionaries(texts, values, max_size=4))
def test_yaml_values_stand_where_positions_say(content: dict[str, object]) -> None:
    members = (f"? {yaml_flow(key)}\n: {yaml_flow(v)}\n" for key, v in content.items())
    document = load_part(("# comment\n" + ("".join(members) or "{}")).encode())
    assert document.format == "yaml"
    assert document.content == content
    for pointer, value in walk(content):
        if pointer:
            start = yaml_flow(value)
            start = start[0] if isinstance(value, dict | list) else start
            assert text_at(document, pointer).startswith(start)


@pytest.mark.parametrize("text", [b'{"a":\n [1, {"b": 2}]}', b"a:\n- 1\n- b: 2\n"])
def test_a_member_stands_at_its_key_and_unknown_ones_at_their_ancestor(
    text: bytes,
) -> None:
    document = load_part(text, name="f.yaml")
    assert document.position("/a").line == 1
    assert document.position("/a", "value").line == 2
    assert document.position("/a/9") == document.position("/a")
    assert document.position("/a/01/x") == document.position("/a")
    assert document.position("/a/1/b/c") == document.position("/a/1/b")
    assert document.position("no pointer").line == 1
    assert document.position("").file == "f.yaml"


def test_parts_of_an_alias_stand_at_their_anchor() -> None:
    document = load_part(b"a: &x {b: 1}\nc: *x\n")
    assert document.position("/c", "value").line == 2
    assert document.position("/c/b").line == 1
    assert document.content == {"a": {"b": 1}, "c": {"b": 1}}
