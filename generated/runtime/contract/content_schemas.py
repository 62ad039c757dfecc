# A copy of Countersign's scripts/codegen/runtime/contract/content_schemas.py.
"""Asserts what a schema says about JSON within strings (JSON Schema 2020-12, §8)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..schemas.references import name_in
from ..syntax.json_text import MalformedJson, parse
from ..syntax.media_types import parse_media_type

if TYPE_CHECKING:
    from .gate import Gate, Schema
    from .validator import SchemaValidator


def asserting_content(schema: object, gate: Gate) -> SchemaValidator:
    """Return a validator of a schema that looks into strings.

    A string that has a `contentMediaType` of JSON must be JSON, and an instance of the
    `contentSchema`. To JSON Schema alone these are annotations; OpenAPI 3.2, §4.14.4,
    describes the data of server-sent events by them.
    """

    class JsonContent:
        def __init__(
            self,
            parent: dict[str, Any],
            value: object,
            path: object,
        ) -> None:
            self._applies = is_json_content(parent)
            self._schema = parent.get("contentSchema", True)

        @cached_property
        def _within(self) -> SchemaValidator:
            # Made when it is needed: content may hold content of its own kind.
            return asserting_content(self._schema, gate)

        def validate(self, instance: object) -> None:
            if not self._applies or not isinstance(instance, str):
                return
            try:
                value = parse(instance.encode())
            except MalformedJson as error:
                raise ValueError(f"is not JSON: {error.detail}") from None
            if not self._within.is_valid(value):
                raise ValueError("is JSON that contentSchema does not allow")

    return gate.compiled(schema, {"contentMediaType": JsonContent})


def is_json_content(schema: Mapping[str, Any]) -> bool:
    """Does the schema say that its strings are JSON?"""
    given = schema.get("contentMediaType")
    media = parse_media_type(given) if isinstance(given, str) else None
    return media is not None and media.is_json and "contentEncoding" not in schema


def is_json_member(name: str, schema: object, schemas: Mapping[str, Schema]) -> bool:
    """Is a member of an object always a string of JSON, by schema and its parts?"""
    pending, seen = [(schema, False)], set()
    while pending:
        part, is_member = pending.pop()
        if not isinstance(part, dict) or (id(part), is_member) in seen:
            continue
        seen.add((id(part), is_member))
        if is_member and is_json_content(part):
            return True
        target = name_in(part.get("$ref", ""))
        parts = [*part.get("allOf", ()), schemas.get(target or "")]
        pending += [(each, is_member) for each in parts]
        if not is_member:
            pending.append((part.get("properties", {}).get(name), True))
    return False
