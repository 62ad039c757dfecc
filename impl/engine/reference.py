"""A contract as people look things up in it: operations, schemas in words, lines.

Whatever is returned is JSON, and small, however long a contract of strangers is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from impl.engine.openapi.operations import operations_in
from impl.engine.openapi.pointers import escape, unescape
from impl.engine.openapi.references import local_pointer
from impl.engine.repair.contract import repair
from impl.engine.sampling.sampler import NoInstance, Sampler

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from impl.engine.text.documents import Document

_TEXT: Final = 2000
_OPERATIONS: Final = 1000
_NODES: Final = 300
_DEPTH: Final = 8
_HOPS: Final = 20
_PARTS: Final = 60
_EXAMPLE: Final = 4000
_BOUNDS: Final = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
    "multipleOf": "a multiple of",
    "minLength": "characters: at least",
    "maxLength": "characters: at most",
    "minItems": "items: at least",
    "maxItems": "items: at most",
    "minProperties": "members: at least",
    "maxProperties": "members: at most",
    "pattern": "matches",
    "default": "if left out:",
    "const": "always",
}
_CHOICES: Final = {"oneOf": "one of", "anyOf": "any of", "allOf": "all of"}


def overview(document: Document, text: str) -> dict[str, Any]:
    """List the operations by tag, those alone that have a text if there is one.

    It is looked for, in any letter case, in whatever an operation says itself.
    """
    tags: dict[str, list[dict[str, Any]]] = {}
    needle, shown, count = text.casefold(), 0, 0
    for method, path, pointer, operation in _operations(document):
        if needle and needle not in f"{method} {path} {_written(operation)}".casefold():
            continue
        count += 1
        if shown >= _OPERATIONS:
            continue
        shown += 1
        named = operation.get("tags")
        tag = named[0] if isinstance(named, list) and named else ""
        tags.setdefault(_cut(tag, 100), []).append(
            {
                "method": method,
                "path": path,
                "pointer": pointer,
                "summary": _cut(operation.get("summary", ""), 200),
                "deprecated": operation.get("deprecated") is True,
            }
        )
    info = document.content.get("info", {})
    return {
        "title": _cut(info.get("title", "")),
        "description": _cut(info.get("description", "")),
        "tags": sorted(tags.items()),
        "shown": shown,
        "count": count,
    }


def operation(document: Document, pointer: str) -> dict[str, Any] | None:
    """Say what an operation takes and gives; None if there is none at a pointer."""
    for method, path, at, found in _operations(document):
        if at == pointer:
            return _Reference(document).operation(method, path, at, found)
    return None


def source(text: str, first: int, most: int) -> dict[str, Any]:
    """Return some lines of a contract's text; they count from 1."""
    lines = text.splitlines()
    held = lines[first - 1 : first - 1 + most]
    return {"first": first, "lines": [_cut(each) for each in held], "all": len(lines)}


def _operations(
    document: Document,
) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    paths = document.content.get("paths")
    for path, item in paths.items() if isinstance(paths, dict) else ():
        for method, below in operations_in(item, document.version):
            pointer = f"/paths/{escape(path)}{below}"
            yield method.upper(), path, pointer, _at(document.content, pointer)


class _Reference:
    """Says what one operation is; `_left` is how many nodes may still be said."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._content = document.content
        self._sampler = Sampler(repair(document, most=0).content)
        self._left = _NODES

    def operation(
        self, method: str, path: str, pointer: str, found: dict[str, Any]
    ) -> dict[str, Any]:
        item = _at(self._content, f"/paths/{escape(path)}")
        own = _listed(item.get("parameters")) + _listed(found.get("parameters"))
        body, body_at = self._followed(
            found.get("requestBody"), f"{pointer}/requestBody"
        )
        responses = found.get("responses")
        answers = responses.items() if isinstance(responses, dict) else ()
        return {
            "method": method,
            "path": path,
            "pointer": pointer,
            "line": self._document.position(pointer).line,
            "id": _cut(found.get("operationId", ""), 200),
            "summary": _cut(found.get("summary", ""), 500),
            "description": _cut(found.get("description", "")),
            "deprecated": found.get("deprecated") is True,
            "parameters": [self._parameter(each) for each in own[:_PARTS]],
            "body": self._media(body, body_at, "request"),
            "body_required": body.get("required") is True,
            "responses": [
                self._response(
                    str(status), it, f"{pointer}/responses/{escape(str(status))}"
                )
                for status, it in list(answers)[:_PARTS]
            ],
        }

    def _parameter(self, given: Any) -> dict[str, Any]:
        found, _ = self._followed(given, "")
        schema, _ = self._followed(found.get("schema"), "")
        return {
            "name": _cut(found.get("name", ""), 200),
            "in": _cut(found.get("in", ""), 20),
            "required": found.get("required") is True,
            "type": _type(schema),
            "words": _constraints(schema),
            "description": _cut(found.get("description", ""), 500),
        }

    def _response(self, status: str, given: Any, at: str) -> dict[str, Any]:
        found, at = self._followed(given, at)
        return {
            "status": status,
            "description": _cut(found.get("description", ""), 500),
            "media": self._media(found, at, "response"),
        }

    def _media(
        self, holder: dict[str, Any], at: str, side: Any
    ) -> list[dict[str, Any]]:
        content = holder.get("content")
        told = []
        for name, media in (
            list(content.items())[:4] if isinstance(content, dict) else ()
        ):
            if isinstance(media, dict) and "schema" in media:
                pointer = f"{at}/content/{escape(name)}/schema"
                told.append(
                    {
                        "type": _cut(name, 100),
                        "tree": self._node("", media["schema"], pointer, 0, False),
                        "example": self._example(pointer, side),
                    }
                )
        return told

    def _example(self, pointer: str, side: Any) -> str | None:
        """Return an instance that the schema allows, None where none is found."""
        try:
            value = self._sampler.sample(pointer, 0, direction=side)
        except (NoInstance, LookupError):
            return None
        written = json.dumps(value, indent=2, ensure_ascii=False)
        return written if len(written) <= _EXAMPLE else None

    def _node(
        self, name: str, given: Any, at: str, depth: int, required: bool
    ) -> dict[str, Any]:
        self._left -= 1
        schema, place = self._followed(given, at)
        told: dict[str, Any] = {
            "name": _cut(name, 200),
            "required": required,
            "type": _type(schema) if isinstance(given, dict) else str(given).lower(),
            "words": _constraints(schema),
            "description": _cut(schema.get("description", ""), 500),
            "at": at,
            "pointer": place,
            "children": [],
            "cut": False,
        }
        children = list(self._children(schema, place))
        if depth >= _DEPTH or self._left < len(children):
            return {**told, "cut": bool(children)}
        told["children"] = [
            self._node(label, it, where, depth + 1, needed)
            for label, it, where, needed in children[:_PARTS]
        ]
        told["cut"] = len(children) > _PARTS
        return told

    def _children(
        self, schema: Mapping[str, Any], at: str
    ) -> Iterator[tuple[str, Any, str, bool]]:
        needed = _listed(schema.get("required"))
        members = schema.get("properties")
        for name, it in members.items() if isinstance(members, dict) else ():
            yield name, it, f"{at}/properties/{escape(name)}", name in needed
        if isinstance(schema.get("items"), dict):
            yield "each item", schema["items"], f"{at}/items", False
        if isinstance(schema.get("additionalProperties"), dict):
            more = schema["additionalProperties"]
            yield "any other member", more, f"{at}/additionalProperties", False
        for keyword, words in _CHOICES.items():
            for index, it in enumerate(_listed(schema.get(keyword))):
                yield words, it, f"{at}/{keyword}/{index}", False

    def _followed(self, given: Any, at: str) -> tuple[dict[str, Any], str]:
        """Return what stands at the end of references, and where that is."""
        for _ in range(_HOPS):
            pointer = (
                local_pointer(given.get("$ref")) if isinstance(given, dict) else None
            )
            if pointer is None:
                break
            given, at = _at(self._content, pointer), pointer
        return (given if isinstance(given, dict) else {}), at


def _at(content: Any, pointer: str) -> Any:
    for token in pointer.split("/")[1:]:
        name = unescape(token)
        if isinstance(content, list):
            is_place = name.isdecimal() and int(name) < len(content)
            content = content[int(name)] if is_place else None
        else:
            content = content.get(name) if isinstance(content, dict) else None
    return {} if content is None else content


def _type(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type")
    said = " or ".join(map(str, kind)) if isinstance(kind, list) else str(kind or "any")
    form = schema.get("format")
    return _cut(f"{said}, {form}" if isinstance(form, str) else said, 100)


def _constraints(schema: Mapping[str, Any]) -> list[str]:
    told = [
        f"{words} {_cut(_written(schema[name]), 200)}"
        for name, words in _BOUNDS.items()
        if name in schema
    ]
    if values := _listed(schema.get("enum")):
        told.append("one of " + _cut(", ".join(map(_written, values[:50])), 500))
    for name, words in (
        ("uniqueItems", "no item twice"),
        ("readOnly", "only in responses"),
        ("writeOnly", "only in requests"),
        ("deprecated", "deprecated"),
    ):
        if schema.get(name) is True:
            told.append(words)
    if schema.get("additionalProperties") is False:
        told.append("no other members")
    return told


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _cut(value: Any, most: int = _TEXT) -> str:
    text = value if isinstance(value, str) else _written(value)
    return text if len(text) <= most else f"{text[: most - 1]}…"
