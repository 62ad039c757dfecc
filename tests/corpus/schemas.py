"""The schemas of a document, as JSON Schema 2020-12 for requests."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import jsonschema_rs


class Schemas:
    """A document and its schemas."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._old = document["openapi"].startswith("3.0")
        self.document = self._modern(document) if self._old else document
        self._tags = set(self._telling(self.document))
        self._relax(self.document)
        components = self.document.get("components", {})
        self._components = {"schemas": components.get("schemas", {})}
        self._validators: dict[int, jsonschema_rs.Draft202012Validator] = {}

    def resolved(self, node: Any) -> Any:
        """Follow a reference, if it is one."""
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            found: Any = self.document
            for token in node["$ref"].removeprefix("#/").split("/"):
                key = unquote(token).replace("~1", "/").replace("~0", "~")
                found = found[int(key)] if isinstance(found, list) else found[key]
            node = found
        return node

    def is_valid(self, schema: Any, value: Any) -> bool:
        """Is the value an instance of the schema?"""
        # Schemas are parts of the document, and live as long as it does.
        validator = self._validators.get(id(schema))
        if validator is None:
            root = {"allOf": [schema], "components": self._components}
            validator = jsonschema_rs.Draft202012Validator(root, validate_formats=True)
            self._validators[id(schema)] = validator
        return bool(validator.is_valid(value))

    def kinds(self, schema: Any, depth: int = 9) -> set[str]:
        """Which types may it have, as far as that is written down?"""
        shape = self.resolved(schema)
        if not isinstance(shape, dict) or not depth:
            return set()
        kinds = shape.get("type", [])
        found = {kinds} if isinstance(kinds, str) else set(kinds)
        for keyword in ("allOf", "oneOf", "anyOf"):
            for branch in shape.get(keyword, []):
                found |= self.kinds(branch, depth - 1)
        return found

    def items(self, schema: Any, depth: int = 9) -> list[Any]:
        """Return what is said of the items anywhere in a schema."""
        shape = self.resolved(schema)
        if not isinstance(shape, dict) or not depth:
            return []
        found = [shape["items"]] if "items" in shape else []
        for keyword in ("allOf", "oneOf", "anyOf"):
            for branch in shape.get(keyword, []):
                found += self.items(branch, depth - 1)
        return found

    def _relax(self, node: Any) -> None:
        """Demand no member of a request that only responses have, nor anything of it.

        What a client sends of it is ignored (JSON Schema 2020-12, validation, §9.4).
        """
        for part in node.values() if isinstance(node, dict) else node:
            if isinstance(part, dict | list):
                self._relax(part)
        if not isinstance(node, dict):
            return
        if isinstance(node.get("required"), list):
            known = self.properties(node)
            node["required"] = [
                name
                for name in node["required"]
                if not any(map(self._is_read_only, known.get(name, [])))
            ]
        if isinstance(node.get("properties"), dict):
            node["properties"] = {
                # A constant is kept where it tells alternatives apart.
                name: member
                if not self._is_read_only(member)
                or (name in self._tags and self._constants(member))
                else {"readOnly": True}
                for name, member in node["properties"].items()
            }

    def _is_read_only(self, schema: Any) -> bool:
        said = self.resolved(schema)
        held = [each for each in (schema, said) if isinstance(each, dict)]
        return any(
            each.get("readOnly") or any(map(self._is_read_only, each.get("allOf", ())))
            for each in held
        )

    def _constants(self, schema: Any) -> list[Any]:
        said = self.resolved(schema)
        if not isinstance(said, dict) or not self._is_read_only(schema):
            return []
        listed = said.get("enum", ())
        found = [*listed] if len(listed) == 1 else []
        return [*found, said["const"]] if "const" in said else found

    def _telling(self, node: Any) -> Iterator[str]:
        """Name what is read-only and has other constants in other alternatives."""
        for part in node.values() if isinstance(node, dict) else node:
            if isinstance(part, dict | list):
                yield from self._telling(part)
        for keyword in ("oneOf", "anyOf") if isinstance(node, dict) else ():
            branches = node.get(keyword)
            known = [
                self.properties(each)
                for each in (branches if isinstance(branches, list) else [])
                if self.kinds(each) != {"null"}
            ]
            for name in {name for each in known for name in each}:
                said = [
                    [
                        v
                        for member in each.get(name, ())
                        for v in self._constants(member)
                    ]
                    for each in known
                ]
                if any(values != said[0] for values in said):
                    yield name

    def properties(self, schema: Any, depth: int = 9) -> dict[str, list[Any]]:
        """Return what is said of each member anywhere in a schema."""
        shape = self.resolved(schema)
        found: dict[str, list[Any]] = {}
        if not isinstance(shape, dict) or not depth:
            return found
        for name, member in shape.get("properties", {}).items():
            found.setdefault(name, []).append(member)
        for keyword in ("allOf", "oneOf", "anyOf"):
            for branch in shape.get(keyword, []):
                for name, members in self.properties(branch, depth - 1).items():
                    found.setdefault(name, []).extend(members)
        return found

    def _modern(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self._modern(each) for each in node]
        if not isinstance(node, dict):
            return node
        node = {key: self._modern(value) for key, value in node.items()}
        for bound, strict in (
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ):
            if isinstance(node.get(strict), bool) and node.pop(strict):
                node[strict] = node.pop(bound)
        if node.pop("nullable", False) is True and isinstance(node.get("type"), str):
            node["type"] = [node["type"], "null"]
            if "enum" in node:
                node["enum"] = [*node["enum"], None]
        return node
