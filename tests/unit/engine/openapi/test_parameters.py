"""How parameters are written where a contract does not say so."""

import json
from typing import Any

import pytest

from impl.engine.comparison.verdicts.comparison import compare
from impl.engine.openapi.parameters import STYLES, is_exploded, is_reserved, style_in
from impl.engine.text.documents import load

POINT = {"type": "object", "properties": {"x": {"type": "integer"}}}
EXPLODED = {"form", "cookie", "deepObject"}


@pytest.mark.parametrize(("place", "styles"), STYLES.items())
def test_the_style_of_a_place(place: str, styles: tuple[str, ...]) -> None:
    default = "form" if place in {"query", "cookie"} else "simple"
    assert style_in({}, place) == style_in({"style": 1}, place) == default
    assert default in styles
    for style in styles:
        assert style_in({"style": style}, place) == style
        assert is_exploded({}, style) is (style in EXPLODED)


def test_a_part_of_a_form_is_written_as_in_a_query() -> None:
    assert style_in({}) == style_in({}, "nowhere") == style_in({}, "query")


@pytest.mark.parametrize("style", ["form", "simple"])
def test_what_is_said_counts(style: str) -> None:
    assert is_exploded({"explode": True}, style)
    assert not is_exploded({"explode": False}, style)
    assert is_exploded({"explode": "no"}, style) is (style in EXPLODED)


@pytest.mark.parametrize("said", [{}, {"explode": False}, {"explode": True}])
def test_a_deep_object_is_written_in_one_way(said: dict[str, Any]) -> None:
    base, revision = (
        load(json.dumps(contract({"style": "deepObject", **each})).encode())
        for each in ({}, said)
    )
    assert compare(base, revision).facts == ()


@pytest.mark.parametrize("name", ["Accept", "CONTENT-TYPE", "authorization"])
def test_headers_that_are_described_elsewhere(name: str) -> None:
    assert is_reserved("header", name)
    assert not is_reserved("query", name)
    assert not is_reserved("header", f"X-{name}")
    assert not is_reserved("header", None)


def contract(said: dict[str, Any]) -> dict[str, Any]:
    parameter = {"name": "a", "in": "query", "schema": POINT, **said}
    operation = {"parameters": [parameter], "responses": {"204": {"description": ""}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "", "version": "1"},
        "paths": {"/a": {"get": operation}},
    }
