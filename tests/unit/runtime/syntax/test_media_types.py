"""Media types: parsing, matching, negotiation (RFC 9110)."""

import tracemalloc

import pytest

from scripts.codegen.runtime.syntax.media_types import (
    accepted,
    best_match,
    parse_media_type,
)


@pytest.mark.parametrize(
    ("text", "parameters"),
    [
        ("Application/JSON", {}),
        (" application/json ; Charset=UTF-8 ;", {"charset": "UTF-8"}),
        ('application/json;x="a\\"b;,c"', {"x": 'a"b;,c'}),
    ],
)
def test_media_types_are_parsed(text: str, parameters: dict[str, str]) -> None:
    found = parse_media_type(text)

    assert found is not None
    assert (found.type, found.subtype) == ("application", "json")
    assert dict(found.parameters) == parameters


@pytest.mark.parametrize(
    "text",
    [
        "",
        "json",
        "a/",
        "/b",
        "a/b/c",
        "a b/c",
        "*/json",
        "a/b;=1",
        "a/b;x=1;x=2",
        "a/b x",
    ],
)
def test_what_is_no_media_type_is_refused(text: str) -> None:
    assert parse_media_type(text) is None


@pytest.mark.parametrize(
    ("text", "is_json"),
    [
        ("application/json", True),
        ("text/json", True),
        ("application/problem+json", True),
        ("application/json5", False),
        ("image/svg+xml", False),
    ],
)
def test_json_is_known_by_its_name(text: str, is_json: bool) -> None:
    found = parse_media_type(text)
    assert found is not None
    assert found.is_json is is_json


@pytest.mark.parametrize(
    ("sent", "declared", "matched"),
    [
        ("application/json", ["application/json"], "application/json"),
        ("application/json; charset=utf-8", ["application/json"], "application/json"),
        ("application/a+json", ["application/json"], None),
        ("application/json", ["application/a+json"], None),
        ("text/plain", ["*/*", "text/*", "text/plain"], "text/plain"),
        ("text/csv", ["*/*", "text/*", "text/plain"], "text/*"),
        ("image/png", ["*/*", "text/*", "not one"], "*/*"),
        ("a/b; v=1", ["a/b;v=1", "a/b"], "a/b;v=1"),
        ("a/b; v=2", ["a/b;v=1", "a/b"], "a/b"),
        ("a/b", ["a/b;v=1"], None),
        ("a/b+json", ["a/*", "a/*+json", "a/c+json"], "a/*+json"),
        ("a/c+json", ["a/*", "a/*+json", "a/c+json"], "a/c+json"),
        ("a/json", ["a/*+json"], None),
    ],
)
def test_a_body_falls_under_the_narrowest_declared_type(
    sent: str, declared: list[str], matched: str | None
) -> None:
    media = parse_media_type(sent)
    assert media is not None
    assert best_match(media, declared) == matched


@pytest.mark.parametrize(
    ("accept", "offer", "quality"),
    [
        (None, "a/b", 1.0),
        ("", "a/b", 1.0),
        ("*/*", "a/b", 1.0),
        ("a/*;q=0.5, a/b", "a/b", 1.0),
        ("a/*;q=0.5, a/b", "a/c", 0.5),
        ("a/b;q=0, */*", "a/b", 0.0),
        ("A/B", "a/b", 1.0),
        ("a/b;v=1;q=0.3", "a/b;v=1", 0.3),
        ("a/b;v=1", "a/b", 0.0),
        ("c/d", "a/b", 0.0),
        ('x/y;p="a,b", a/b;q=0.2', "a/b", 0.2),
        # Members that are not valid are passed over; only such members mean anything.
        ("nonsense, a/b;q=0.4", "a/b", 0.4),
        ("a/b;q=2", "a/b", 1.0),
        ("nonsense", "a/b", 1.0),
        # A range may come as whatever lies within.
        ("image/png", "image/*", 1.0),
        ("image/png;q=0.2, image/gif;q=0.4", "image/*", 0.4),
        ("image/*;q=0, image/png;q=0.1", "image/*", 0.1),
        ("image/*;q=0.3", "image/*", 0.3),
        ("text/plain", "image/*", 0.0),
        ("text/plain;q=0.5", "*/*", 0.5),
        ("application/a+json", "application/*+json", 1.0),
        ("application/json", "application/*+json", 0.0),
        ("application/*", "application/*+json", 1.0),
        (",,", "a/b", 1.0),
    ],
)
def test_quality(accept: str | None, offer: str, quality: float) -> None:
    assert accepted(accept, offer) == quality


def test_long_texts_are_not_remembered() -> None:
    def sent(number: int) -> str:
        return "a/b" + "".join(f";p{number}-{place}=1" for place in range(1000))

    accepted(sent(0), "text/plain")
    tracemalloc.start()
    try:
        for number in range(100):
            assert parse_media_type(sent(number)) is not None
            assert accepted(sent(number), "text/plain") == 0
        left, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # One of them is twelve thousand signs long.
    assert left < 100_000
