"""Schemas of multipart forms, with uploads in the place of binary strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.openapi.formats import format_in
from impl.engine.openapi.keywords import COMBINING
from scripts.codegen.lower.schemas import key_of
from scripts.codegen.runtime.contract.read_only import IGNORED
from scripts.codegen.runtime.schemas.schema_types import UPLOAD
from scripts.codegen.runtime.syntax.media_types import parse_media_type

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scripts.codegen.lower.schemas import ExactSchemas
    from scripts.codegen.runtime.contract.operation import Encoding

_DEEPEST = 8
_BEYOND_SIZE = frozenset({"pattern", "not", "if", *COMBINING})
_UNENCODED = frozenset({"7bit", "8bit", "binary"})


class FormSchemas:
    """Derives the schemas of forms from those that the contract has.

    The gate can't see the bytes of a file. It sees an object with the file's `size`, so
    a member that is a file becomes a schema of such objects, marked as an upload.
    """

    def __init__(self, schemas: ExactSchemas, *, is_old: bool) -> None:
        self._schemas = schemas
        self._is_old = is_old

    def with_uploads(self, key: str, place: str, encoding: Sequence[Encoding]) -> str:
        """Return the key of the form's schema: `key` itself if it has no files.

        Args:
            key: of the schema as the contract has it.
            place: the pointer of the Media Type Object; a derived schema's key.
            encoding: of the form.
        """
        types = {each.name: each.content_types for each in encoding}
        schema = self._schemas.exact[key]
        derived = self._form(schema, types, frozenset())
        if derived == schema:
            return key
        self._schemas.exact[place] = derived
        return place

    def _form(
        self, schema: Any, types: Mapping[str, Sequence[str]], seen: frozenset[str]
    ) -> Any:
        if not isinstance(schema, dict):
            return schema
        derived = dict(schema)
        target = schema.get("$ref")
        if target and target not in seen:
            whole = self._schemas.exact[key_of(target)]
            part = self._form(whole, types, seen | {target})
            if part != whole:
                del derived["$ref"]
                derived = {**derived, "allOf": [*derived.get("allOf", ()), part]}
        if "properties" in schema:
            derived["properties"] = {
                name: self._kept(value, types.get(name, ()))
                for name, value in schema["properties"].items()
            }
        if isinstance(schema.get("additionalProperties"), dict):
            extra = schema["additionalProperties"]
            derived["additionalProperties"] = self._kept(extra, ())
        for keyword in COMBINING:
            if keyword in schema:
                derived[keyword] = [
                    self._form(branch, types, seen) for branch in derived[keyword]
                ]
        return (
            derived if len(derived) != 1 or "allOf" not in derived else _only(derived)
        )

    def _kept(self, schema: Any, types: Sequence[str]) -> Any:
        """Return the schema of a member; one that is ignored stays so, file or not."""
        if not isinstance(schema, dict) or IGNORED not in schema:
            return self._member(schema, types)
        file = self._member(schema[IGNORED], types)
        is_file = file != schema[IGNORED]
        return {**file, IGNORED: schema[IGNORED]} if is_file else schema

    def _member(self, schema: Any, types: Sequence[str], depth: int = 0) -> Any:
        found = self._schemas.resolve(schema)
        if schema is True:
            found = {}
        if not isinstance(found, dict) or depth > _DEEPEST:
            return schema
        if self._is_file(found, types):
            return _upload(found)
        if "items" in found:
            item = self._member(found["items"], types, depth + 1)
            return schema if item == found["items"] else {**found, "items": item}
        for keyword in ("anyOf", "oneOf"):
            branches = found.get(keyword, [])
            members = [self._member(branch, types, depth + 1) for branch in branches]
            if members != branches:
                is_exclusive = keyword == "oneOf"
                told = self._told(branches, members) if is_exclusive else members
                return {**found, keyword: told}
        if len(parts := found.get("allOf", [])) == 1 and not found.keys() & {"type"}:
            part = self._member(parts[0], types, depth + 1)
            return schema if part == parts[0] else part
        return schema

    def _told(self, branches: list[Any], members: list[Any]) -> list[Any]:
        """Make one of files that only their bytes tell apart, which nobody reads."""
        told_by = [
            self._schemas.resolve(branch)
            for branch, member in zip(branches, members, strict=True)
            if isinstance(branch, dict) and member != branch
        ]
        files = [each for each in members if isinstance(each, dict) and UPLOAD in each]
        if len(files) < 2 or all(map(_BEYOND_SIZE.isdisjoint, told_by)):
            return members
        return [*(each for each in members if each not in files), {"anyOf": files}]

    def _is_file(self, schema: Mapping[str, Any], types: Sequence[str]) -> bool:
        declared = schema.get("type", [])
        kinds = {declared} if isinstance(declared, str) else set(declared)
        if kinds - {"string", "null"} or schema.keys() & {"enum", "const", "$ref"}:
            return False
        is_bytes = bool(types) and not any(map(_is_text, types))
        if not kinds:
            composed = schema.keys() & {*COMBINING, "properties", "items"}
            # OpenAPI 3.1, §4.8.15: what has no type is bytes by default.
            is_open = not types and not self._is_old
            return not composed and (is_bytes or is_open)
        coding = schema.get("contentEncoding", "binary")
        if format_in(schema).octets == "raw" or "contentEncoding" in schema:
            return str(coding).lower() in _UNENCODED
        content = schema.get("contentMediaType")
        return is_bytes or (content is not None and not _is_text(content))


def _only(derived: dict[str, Any]) -> Any:
    branches = derived["allOf"]
    return branches[0] if len(branches) == 1 else derived


def _is_text(media_type: str) -> bool:
    media = parse_media_type(media_type)
    return media is None or media.type == "text" or media.is_json


def _upload(schema: Mapping[str, Any]) -> dict[str, Any]:
    size = {
        bound: schema[length]
        for length, bound in (("minLength", "minimum"), ("maxLength", "maximum"))
        if length in schema
    }
    upload = {
        "type": "object",
        UPLOAD: True,
        "required": ["size"],
        "properties": {"size": {"type": "integer", **size}},
    }
    text = {"description": schema["description"]} if "description" in schema else {}
    if "null" in schema.get("type", ()) and not isinstance(schema["type"], str):
        return {"anyOf": [upload, {"type": "null"}], **text}
    return {**upload, **text}
