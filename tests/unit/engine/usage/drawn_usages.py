"""Contracts, edits and usages, drawn together."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from impl.engine.openapi.pointers import escape
from tests.unit.engine.comparison.adversary import (
    edits_of_messages,
    edits_of_operations,
    edits_of_parameters,
    edits_of_schemas,
)
from tests.unit.engine.comparison.adversary.contract_schemas import fixed
from tests.unit.engine.comparison.adversary.contracts import contract
from tests.unit.engine.comparison.adversary.drawn_schemas import Drawing
from tests.unit.engine.comparison.adversary.editing import Content, Edit

_VERSIONS = ("3.1", "3.2")
_EDITS: tuple[Edit, ...] = (
    *edits_of_operations.EDITS,
    *edits_of_parameters.EDITS,
    *edits_of_messages.EDITS,
    *edits_of_schemas.EDITS,
)
# What another validator knows nothing of.
_UNKNOWN = ("readOnly", "writeOnly", "discriminator", "contentSchema")
JSON = "application/json"
# How deep usages look into bodies.
_DEEPEST = 3


@dataclass(frozen=True)
class Triple:
    """A contract, what it becomes, and what a consumer uses of it."""

    name: str
    base: Content
    revision: Content
    usage: dict[str, Any]


def drawn(seed: int) -> Triple | None:
    """Draw a contract, edits and a usage; None if the edits change nothing."""
    random = Random(seed)
    version = random.choice(_VERSIONS)
    is_small = random.random() < 0.7
    pool = edits_of_schemas.EDITS if is_small else _EDITS
    own = [edit for edit in pool if version in edit.versions]
    edits = random.choices(own, k=random.choice([1, 1, 2]))
    sides = [_contract(version, seed, is_small=is_small) for _ in range(2)]
    editing = Random(seed + 1)
    made = [edit.title for edit in edits if edit.change(editing, sides[1])]
    sides = [_told(side) for side in sides]
    if not made or sides[0] == sides[1]:
        return None
    name = f"seed {seed}, OpenAPI {version}: {', '.join(made)}"
    return Triple(name, sides[0], sides[1], _Usages(sides[0], random).draw())


def _contract(version: str, seed: int, *, is_small: bool) -> Content:
    if not is_small:
        return contract(version, seed)
    drawing = Drawing(version, Random(seed))
    schemas = {**fixed(version), **drawing.named()}
    named = [{"$ref": f"#/components/schemas/{name}"} for name in ("Thing", "Pet")]
    paths = {
        "/drawn": _path(drawing.schema(), drawing.schema()),
        "/things": _path(named[0], named[0]),
        "/pets": _path(named[1], named[1]),
    }
    info = {"title": "Drawn", "version": "1"}
    made: Content = json.loads(
        json.dumps(
            {
                "openapi": f"{version}.0",
                "info": info,
                "paths": paths,
                "components": {"schemas": schemas},
            }
        )
    )
    return made


def _path(sent: Any, answered: Any) -> Content:
    """Make a path item of an operation that is called with a body, and answers one."""
    return {
        "post": {
            "requestBody": {"required": True, "content": {JSON: {"schema": sent}}},
            "responses": {
                "200": {"description": "", "content": {JSON: {"schema": answered}}},
                "4XX": {
                    "description": "",
                    "content": {
                        JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}
                    },
                },
            },
        }
    }


def _told(value: Any) -> Any:
    """Leave out what another validator knows nothing of."""
    if isinstance(value, list):
        return [_told(held) for held in value]
    if not isinstance(value, dict):
        return value
    return {key: _told(held) for key, held in value.items() if key not in _UNKNOWN}


def resolved(content: Content, value: Any) -> Any:
    """Follow the references of a part."""
    while isinstance(value, dict) and isinstance(value.get("$ref"), str):
        held: Any = content
        for token in value["$ref"].removeprefix("#/").split("/"):
            name = token.replace("~1", "/").replace("~0", "~")
            held = held.get(name) if isinstance(held, dict) else None
        value = held
    return value if isinstance(value, dict) else {}


def operations(content: Content) -> Iterator[tuple[str, str, Content, Content]]:
    """Give key, pointer, path item and operation of each that has a usual method."""
    for path, item in content.get("paths", {}).items():
        held = resolved(content, item)
        for method in ("get", "put", "post", "patch", "delete"):
            if isinstance(held.get(method), dict):
                key = f"{method.upper()} {path}"
                yield key, f"/paths/{escape(path)}/{method}", held, held[method]


def schema_of(content: Content, holder: Any) -> Any:
    """Return the schema of JSON in a body or a response; None if there is none."""
    media = resolved(content, resolved(content, holder).get("content", {}).get(JSON))
    return media.get("schema")


class _Usages:
    """Draws usages of a contract."""

    def __init__(self, content: Content, random: Random) -> None:
        self._content = content
        self._random = random

    def draw(self) -> dict[str, Any]:
        """Draw a usage as a document."""
        chosen = {
            key: self._exchange(item, held)
            for key, _, item, held in operations(self._content)
            if self._random.random() < 0.8
        }
        return {
            "usage": "countersign.usage/1",
            "consumer": "drawn",
            "operations": chosen,
            "webhooks": {},
        }

    def _exchange(self, item: Content, operation: Content) -> dict[str, Any]:
        random = self._random
        sends: dict[str, Any] = {}
        listed = [*item.get("parameters", ()), *operation.get("parameters", ())]
        known = [resolved(self._content, each) for each in listed]
        if known and random.random() < 0.7:
            sends["parameters"] = [
                f"{each['in']} {each['name']}"
                for each in known
                if random.random() < 0.4
            ]
        schema = schema_of(self._content, operation.get("requestBody"))
        if schema is not None and random.random() < 0.8:
            sends["body"] = {"members": self._members(schema)}
        reads: dict[str, Any] = {}
        if random.random() < 0.8:
            reads["responses"] = {
                status: self._response(held)
                for status, held in operation.get("responses", {}).items()
                if random.random() < 0.8
            }
        return {"sends": sends, "reads": reads, "callbacks": {}}

    def _response(self, held: Any) -> dict[str, Any]:
        schema = schema_of(self._content, held)
        if schema is None or self._random.random() < 0.15:
            return {}
        return {"body": {"members": self._members(schema)}}

    def _members(self, schema: Any) -> list[str]:
        known = sorted(set(self._pointers(schema, "", 0)))
        count = self._random.choice([1, 1, 2, 3])
        found = self._random.sample(known, min(count, len(known)))
        return found or [""]

    def _pointers(self, schema: Any, at: str, depth: int) -> Iterator[str]:
        """Give the pointers of members that a schema speaks of."""
        held = resolved(self._content, schema)
        if depth:
            yield at
        if depth >= _DEEPEST:
            return
        for name, inner in held.get("properties", {}).items():
            yield from self._pointers(inner, f"{at}/{escape(name)}", depth + 1)
        if isinstance(held.get("items"), dict):
            yield from self._pointers(held["items"], f"{at}/*", depth + 1)
        for keyword in ("allOf", "anyOf", "oneOf"):
            for inner in held.get(keyword, ()):
                further = self._pointers(inner, at, depth)
                yield from (each for each in further if each != at)
