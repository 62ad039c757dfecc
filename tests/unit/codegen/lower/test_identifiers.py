"""Names of contracts become identifiers, unique and stable."""

from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.lower.identifiers import Names, pascal_case, snake_case


@pytest.mark.parametrize(
    ("wire", "snake", "pascal"),
    [
        ("If-Match", "if_match", "IfMatch"),
        ("get_team", "get_team", "GetTeam"),
        ("getTeam", "get_team", "GetTeam"),
        ("TeamId", "team_id", "TeamId"),
        ("ETag", "etag", "ETag"),
        ("HTTPServer", "http_server", "HTTPServer"),
        ("keys/create", "keys_create", "KeysCreate"),
        ("class", "class_", "Class"),
        ("2fa", "n2fa", "N2fa"),
        ("io.k8s.Pod", "io_k8s_pod", "IoK8sPod"),
        ("Überweisung", "überweisung", "Überweisung"),
        ("List", "list", "List"),
        ("É\u00aa1", "éa1", "Éa1"),
        ("Literal", "literal", "LiteralView"),
        ("$$$", "unnamed", "Unnamed"),
        ("", "unnamed", "Unnamed"),
    ],
)
def test_common_names(wire: str, snake: str, pascal: str) -> None:
    assert (snake_case(wire), pascal_case(wire)) == (snake, pascal)


@given(st.text(max_size=30))
def test_every_name_becomes_a_usable_identifier(wire: str) -> None:
    for name in (snake_case(wire), pascal_case(wire)):
        assert name.isidentifier()
        assert not keyword.iskeyword(name)


@given(st.lists(st.text(max_size=5), max_size=30))
def test_names_never_collide(wires: list[str]) -> None:
    names = Names("taken")
    given_out = [names.take(snake_case(wire)).lower() for wire in wires]
    assert len(set(given_out)) == len(given_out)
    assert "taken" not in given_out


def test_collisions_are_numbered_in_order() -> None:
    names = Names()
    assert [names.take("team") for _ in range(3)] == ["team", "team_2", "team_3"]
    assert [names.take("Pod"), names.take("POD")] == ["Pod", "POD2"]


def test_a_letter_without_case_may_begin_a_class() -> None:
    # The models' generator would take an underscore out of it.
    names = Names()
    assert [names.take(pascal_case("中h")) for _ in range(2)] == ["中h", "中h2"]
    assert [names.take(snake_case("größe")) for _ in range(2)] == ["größe", "größe_2"]
