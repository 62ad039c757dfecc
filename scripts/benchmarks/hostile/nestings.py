"""Depth, circles and chains: what a walk may never come back from."""

from collections.abc import Callable, Mapping
from typing import Any

from scripts.benchmarks.hostile.shapes import (
    contract,
    operation,
    schemas,
    with_raw_member,
    with_raw_schema,
)

Entries = Mapping[str, Callable[[], bytes]]


def entries() -> Entries:
    """Return the makers of these documents, by name."""
    return {**_depths(), **_doublings(), **_references()}


def _depths() -> Entries:
    return {
        "json-depth-100000": lambda: with_raw_member(
            "x-a", b"[" * 100_000 + b"]" * 100_000
        ),
        "json-depth-900": lambda: with_raw_member("x-a", b"[" * 900 + b"]" * 900),
        "json-depth-unclosed": lambda: b'{"a":' * 1_000_000,
        "items-depth-5000": lambda: _deep(b'{"items":', b"}", 5000),
        "items-depth-400": lambda: _deep(b'{"items":', b"}", 400),
        "not-depth-400": lambda: _deep(b'{"not":', b"}", 400),
        "all-of-depth-2000": lambda: _deep(b'{"allOf":[', b"]}", 2000),
        "all-of-depth-200": lambda: _deep(b'{"allOf":[{},', b"]}", 200),
        "one-of-depth-200": lambda: _deep(b'{"oneOf":[{"type":"null"},', b"]}", 200),
        "any-of-depth-200": lambda: _deep(b'{"anyOf":[{"type":"null"},', b"]}", 200),
        "properties-depth-200": lambda: _deep(b'{"properties":{"a":', b"}}", 200),
        "if-depth-200": lambda: _deep(b'{"if":{"type":"null"},"else":', b"}", 200),
    }


def _doublings() -> Entries:
    return {
        "all-of-doubling-24": lambda: schemas(**_doubling("allOf", 24)),
        "one-of-doubling-24": lambda: schemas(**_doubling("oneOf", 24)),
        "any-of-doubling-200": lambda: schemas(**_doubling("anyOf", 200)),
        "properties-doubling-200": lambda: schemas(**_doubling_properties(200)),
    }


def _references() -> Entries:
    return {
        "reference-circle": lambda: schemas(A=_to("B"), B=_to("A")),
        "reference-to-itself": lambda: schemas(A=_to("A")),
        "reference-circle-20000": lambda: schemas(**_chain(20_000), S20000=_to("S0")),
        "reference-chain-20000": lambda: schemas(
            **_chain(20_000), S20000={"type": "string"}
        ),
        "reference-through-all-of": lambda: schemas(A={"allOf": [_to("A"), _to("A")]}),
        "reference-elsewhere": lambda: schemas(A={"$ref": "https://a.example/a.json"}),
        "reference-to-file": lambda: schemas(A={"$ref": "file:///etc/passwd#/a"}),
        "reference-into-nothing-100000": lambda: schemas(
            **{f"S{number}": _to(f"N{number}") for number in range(100_000)}
        ),
        "reference-escaped-1mb": lambda: schemas(A={"$ref": "#/" + "~1" * 500_000}),
        "dynamic-reference-circle": lambda: schemas(
            A={"$dynamicAnchor": "a", "$dynamicRef": "#a"}
        ),
        "path-item-circle": lambda: contract(
            paths={"/a": {"$ref": "#/paths/~1b"}, "/b": {"$ref": "#/paths/~1a"}}
        ),
        "parameter-circle": lambda: contract(
            paths={"/a": {"get": operation(parameters=[_parameter()])}},
            components={"parameters": {"A": _parameter()}},
        ),
        "ids-100000": lambda: schemas(
            **{f"S{n}": {"$id": f"https://a.example/{n}"} for n in range(100_000)}
        ),
    }


def _deep(opening: bytes, closing: bytes, depth: int) -> bytes:
    return with_raw_schema(opening * depth + b"{}" + closing * depth)


def _to(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _parameter() -> dict[str, str]:
    return {"$ref": "#/components/parameters/A"}


def _chain(length: int) -> dict[str, dict[str, str]]:
    return {f"S{number}": _to(f"S{number + 1}") for number in range(length)}


def _doubling(word: str, depth: int) -> dict[str, Any]:
    # Each names the next twice: few bytes, and twice as many ways with every step.
    steps = {f"S{n}": {word: [_to(f"S{n + 1}")] * 2} for n in range(depth)}
    return {**steps, f"S{depth}": {"type": "string"}}


def _doubling_properties(depth: int) -> dict[str, Any]:
    steps = {
        f"S{n}": {"properties": {"a": _to(f"S{n + 1}"), "b": _to(f"S{n + 1}")}}
        for n in range(depth)
    }
    return {**steps, f"S{depth}": {"type": "string"}}
