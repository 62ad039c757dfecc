"""Too many of something: members, parameters, operations, references, faults."""

from collections.abc import Callable, Mapping
from typing import Any

from scripts.benchmarks.hostile.shapes import (
    contract,
    operation,
    schemas,
    with_raw_member,
)

_MANY = 100_000


def entries() -> Mapping[str, Callable[[], bytes]]:
    """Return the makers of these documents, by name."""
    return {
        "ones-16mb": lambda: with_raw_member("x-a", b"[" + b"1," * 7_999_000 + b"1]"),
        "ones-4mb": lambda: with_raw_member("x-a", b"[" + b"1," * 2_000_000 + b"1]"),
        "objects-15mb": lambda: with_raw_member("x-a", _objects(1_800_000)),
        "empty-lists-15mb": lambda: with_raw_member(
            "x-a", b"[" + b"[]," * 5_000_000 + b"1]"
        ),
        "floats-15mb": lambda: with_raw_member(
            "x-a", b"[" + b"1.1e1," * 2_500_000 + b"1]"
        ),
        "members-1000000": lambda: with_raw_member("x-a", _members(1_000_000)),
        "long-text-15mb": lambda: contract(info=_info("a" * 15_000_000)),
        "long-text-of-marks-15mb": lambda: contract(info=_info("\u0301" * 2_400_000)),
        "long-name-10mb": lambda: contract(**{"x-" + "a" * 10_000_000: 1}),
        "escapes-15mb": lambda: with_raw_member(
            "x-a", b'"' + rb"\u0061" * 2_500_000 + b'"'
        ),
        **_lists(),
        **_objects_of_schemas(),
        **_operations(),
    }


def _lists() -> dict[str, Callable[[], bytes]]:
    return {
        "parameters-100000": lambda: _get(parameters=_parameters(True)),
        "equal-parameters-100000": lambda: _get(parameters=_parameters(False)),
        "servers-100000": lambda: contract(
            servers=[{"url": f"https://{n}.example"} for n in range(_MANY)]
        ),
        "tags-100000": lambda: contract(tags=[{"name": f"t{n}"} for n in range(_MANY)]),
        "equal-tags-100000": lambda: contract(tags=[{"name": "t"}] * _MANY),
        "wrong-types-100000": lambda: contract(servers=[1] * _MANY),
        "wrong-parameters-100000": lambda: _get(parameters=[{"in": 7}] * _MANY),
        "security-100000": lambda: contract(
            security=[{f"s{n}": []} for n in range(_MANY)]
        ),
        "responses-100000": lambda: contract(
            paths={"/a": {"get": {"responses": {str(n): {} for n in range(_MANY)}}}}
        ),
        "unknown-members-100000": lambda: contract(
            **{f"m{n}": n for n in range(_MANY)}
        ),
        "callbacks-20000": lambda: _get(
            callbacks={
                f"c{n}": {"{$url}": {"post": operation()}} for n in range(20_000)
            }
        ),
        "examples-100000": lambda: schemas(
            A={"examples": [{"a": n} for n in range(_MANY)]}
        ),
    }


def _objects_of_schemas() -> dict[str, Callable[[], bytes]]:
    return {
        "enum-1000000": lambda: schemas(A={"enum": list(range(1_000_000))}),
        "equal-enum-100000": lambda: schemas(A={"enum": [1] * _MANY}),
        "enum-of-objects-50000": lambda: schemas(
            A={"enum": [{"a": {"b": n}} for n in range(50_000)]}
        ),
        "required-100000": lambda: schemas(
            A={"required": [f"r{n}" for n in range(_MANY)]}
        ),
        "properties-100000": lambda: schemas(
            A={"properties": {f"p{n}": {"type": "string"} for n in range(_MANY)}}
        ),
        "schemas-50000": lambda: schemas(**{f"S{n}": _MIXED for n in range(50_000)}),
        "all-of-50000": lambda: schemas(A={"allOf": [_MIXED] * 50_000}),
        "one-of-5000": lambda: schemas(
            A={"oneOf": [{"const": n} for n in range(5000)]}
        ),
        "discriminator-20000": lambda: schemas(A=_discriminated(20_000)),
        "big-integer-1mb": lambda: with_raw_member("x-a", b"9" * 1_000_000),
        "big-exponent": lambda: with_raw_member("x-a", b"1e999999999"),
        "multiple-of-tiny": lambda: schemas(
            A={"type": "number", "multipleOf": 1e-300, "maximum": 1e300}
        ),
    }


def _operations() -> dict[str, Callable[[], bytes]]:
    return {
        "operations-20000": lambda: contract(
            paths={f"/p{n}": {"get": operation()} for n in range(20_000)}
        ),
        "equal-operation-ids-20000": lambda: contract(
            paths={f"/p{n}": {"get": operation(operationId="a")} for n in range(20_000)}
        ),
        "colliding-templates-20000": lambda: contract(
            paths={f"/{{p{n}}}/a": {"get": operation()} for n in range(20_000)}
        ),
        "overlapping-templates-5000": lambda: contract(paths=_overlapping(5000)),
        "segments-100000": lambda: contract(paths={"/a" * _MANY: {}}),
        "placeholders-20000": lambda: contract(
            paths={"".join(f"/{{p{n}}}" for n in range(20_000)): {"get": operation()}}
        ),
    }


_MIXED: dict[str, Any] = {"type": ["string", "null"], "minLength": 1}


def _info(title: str) -> dict[str, str]:
    return {"title": title, "version": "1.0.0"}


def _get(**members: Any) -> bytes:
    return contract(paths={"/a": {"get": operation(**members)}})


def _objects(count: int) -> bytes:
    return b"[" + b'{"a":{}},' * count + b"1]"


def _members(count: int) -> bytes:
    return b"{" + b",".join(b'"k%d":1' % number for number in range(count)) + b"}"


def _parameters(distinct: bool) -> list[dict[str, object]]:
    return [
        {
            "name": f"p{number if distinct else 0}",
            "in": "query",
            "schema": {"type": "string"},
        }
        for number in range(_MANY)
    ]


def _discriminated(count: int) -> dict[str, object]:
    mapping = {
        f"k{number}": f"#/components/schemas/M{number}" for number in range(count)
    }
    return {
        "oneOf": [{"$ref": target} for target in mapping.values()],
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    }


def _overlapping(count: int) -> dict[str, object]:
    # Each fits every other in some segment, none in all.
    width = 13
    return {
        "".join(
            f"/{{p{place}}}" if number >> place & 1 else f"/a{place}"
            for place in range(width)
        ): {}
        for number in range(count)
    }
