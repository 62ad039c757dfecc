"""Schemas as requests and as responses have them, where these differ.

A property that is required and `readOnly` is required of responses only, one that is
`writeOnly` of requests only (OpenAPI 3.0, §4.7.24.1), and so where others call for it.
OpenAPI 3.1 leaves it to tools whether the annotations count (§4.8.24), and nobody wants
clients to make up what only the server knows. JSON Schema (2020-12, validation, §9.4)
lets an owner ignore what is `readOnly`: in requests such a property is ignored,
whatever it is, unless it is a constant that tells alternatives apart. What is
`writeOnly` is "never present" when it is retrieved: no response may have it, nor what
only an alternative that is `writeOnly` allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.keywords import MODERN
from scripts.codegen.lower.hidden import (
    ANNOTATION,
    CHOICES,
    MEMBER_MAPS,
    MEMBERS,
    UNIONS,
    HiddenMembers,
    members_of,
)
from scripts.codegen.lower.schemas import key_of, reference
from scripts.codegen.lower.tags import ANY_NAME, Tags
from scripts.codegen.runtime.contract.read_only import IGNORED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.codegen.lower.hidden import MessageKind
    from scripts.codegen.lower.schemas import ExactSchemas

_OTHER = re.compile(r"[^A-Za-z0-9_-]")
_IN_PLACE = frozenset({"allOf", *CHOICES})
# What these ask is no demand on the value, so that less would not be milder.
_CONDITIONS = frozenset({"if", "not"})


@dataclass(frozen=True, slots=True)
class _Side:
    """Messages of a kind, and the members that tell alternatives apart in there."""

    direction: MessageKind
    tags: frozenset[str] = frozenset()


class DirectedSchemas:
    """Derives the schemas of requests and of responses, only where they differ."""

    def __init__(self, schemas: ExactSchemas) -> None:
        self._schemas = schemas
        self._hidden = HiddenMembers(schemas)
        self._tags = Tags(schemas, self._hidden)
        self._seen: dict[tuple[MessageKind, str], tuple[bool, frozenset[str]]] = {}

    def key(self, key: str, direction: MessageKind) -> str:
        """Return the key of a schema as a request or a response has it."""
        side = _Side(direction)
        return self._variant(self._schemas.last(key), side, frozenset())

    def _variant(self, key: str, side: _Side, names: frozenset[str]) -> str:
        """Return the key of a schema; `names` are not required because of its context.

        They are those of a property that only another branch of an `allOf` declares.
        """
        direction = side.direction
        tree = list(self._hidden.in_place(self._schemas.exact[key]))
        names = (names & _required(tree)) - self._exempt(tree, direction)
        if not names and not self._differs(key, direction):
            return key
        # Wherever its constants tell nothing apart, it is the same.
        side = replace(side, tags=side.tags and side.tags & self._tags.within(key))
        variant = f"{direction}{_context(names, side.tags)}:{key}"
        if variant not in self._schemas.exact:
            self._schemas.derive(variant, key, None)  # holds the place against cycles
            schema = self._rewrite(self._schemas.exact[key], side, names)
            self._schemas.derive(variant, key, schema)
        return variant

    def _rewrite(self, node: Any, side: _Side, inherited: frozenset[str]) -> Any:
        if not isinstance(node, dict):
            return node
        direction = side.direction
        exempt = inherited | self._exempt(list(self._hidden.in_place(node)), direction)
        # What one alternative declares is nothing to the others.
        always = list(self._hidden.in_place(node, whole=True))
        shared = inherited | self._exempt(always, direction)
        none: frozenset[str] = frozenset()
        among = side
        if direction == "request" and (tags := self._tags.among(node)):
            among = replace(side, tags=side.tags | tags)
        result: dict[str, Any] = {}
        for keyword, value in node.items():
            if keyword == "required" and isinstance(value, list):
                if rest := [name for name in value if name not in exempt]:
                    result[keyword] = rest
            elif keyword == "dependentRequired" and isinstance(value, dict):
                result[keyword] = {
                    name: [each for each in needs if each not in exempt]
                    for name, needs in value.items()
                }
            elif keyword == "$ref":
                target = self._variant(key_of(value), side, exempt)
                result[keyword] = reference(target)
            elif keyword == "discriminator" and node.keys() & CHOICES:
                result[keyword] = self._mapped(value, among, shared)
            else:
                passed = exempt if keyword in _IN_PLACE else none
                passed = shared if keyword in CHOICES else passed
                there = among if keyword in UNIONS else side
                result[keyword] = self._inside(keyword, value, there, passed)
        if direction == "response" and (secret := self._hidden.secret(node)):
            beside = dict.fromkeys(sorted(secret), False)
            result["dependentSchemas"] = result.get("dependentSchemas", {}) | beside
        return result

    def _inside(
        self, keyword: str, value: Any, side: _Side, passed: frozenset[str]
    ) -> Any:
        """Return the value of a keyword; `passed` is not required in there."""
        if keyword in MEMBER_MAPS and isinstance(value, dict):
            named = keyword == "properties"
            return {
                name: self._member(name if named else ANY_NAME, v, side)
                for name, v in value.items()
            }
        if keyword in MEMBERS:
            return self._member(ANY_NAME, value, side)
        if keyword in _CONDITIONS:
            return value
        if keyword in UNIONS and side.direction == "response":
            value = self._hidden.shown(value) or value
        change = partial(self._rewrite, side=side, inherited=passed)
        return MODERN.mapped(keyword, value, change)

    def _mapped(
        self,
        discriminator: dict[str, Any],
        side: _Side,
        names: frozenset[str],
    ) -> dict[str, Any]:
        """Return a discriminator that leads to the schemas of one side."""

        def directed(target: Any) -> Any:
            key = key_of(target) if isinstance(target, str) else ""
            if key not in self._schemas.exact:
                return target
            return reference(self._variant(key, side, names))

        mapping = discriminator.get("mapping", {})
        result = {
            **discriminator,
            "mapping": {name: directed(target) for name, target in mapping.items()},
        }
        if "defaultMapping" in result:
            result["defaultMapping"] = directed(result["defaultMapping"])
        return result

    def _member(self, name: str, schema: Any, side: _Side) -> Any:
        """Return the schema of a member, which may be there for one side alone."""
        if not self._hidden.is_hidden(schema, side.direction):
            return self._rewrite(schema, side, frozenset())
        if side.direction == "response":
            return False
        said = self._rewrite(schema, side, frozenset())
        # What is ignored may be anything, but for tags that tell alternatives apart.
        is_tag = name in side.tags and self._hidden.constants(schema)
        return {**(said if is_tag else {}), IGNORED: said}

    def _differs(self, key: str, direction: MessageKind) -> bool:
        """Does the schema, or one that it reaches, require or show what is exempt?"""
        seen, pending = {key}, [key]
        while pending:
            differs, targets = self._look(pending.pop(), direction)
            if differs:
                return True
            pending += [target for target in targets if target not in seen]
            seen.update(targets)
        return False

    def _look(self, key: str, direction: MessageKind) -> tuple[bool, frozenset[str]]:
        """Tell whether a schema itself differs, and which others it refers to."""
        known = self._seen.get((direction, key))
        if known is None:
            nodes = list(_parts(self._schemas.exact[key]))
            trees = [
                list(self._hidden.in_place(node)) for node in nodes if _combines(node)
            ]
            differs = any(
                _required(tree) & self._exempt(tree, direction) for tree in trees
            ) or any(
                self._hidden.is_hidden(member, direction)
                for node in nodes
                for member in members_of(node)
            )
            if direction == "response":
                unions = [node.get(word, []) for node in nodes for word in UNIONS]
                differs = differs or any(
                    0 < len(self._hidden.shown(each)) < len(each) for each in unions
                )
            targets = (key_of(node["$ref"]) for node in nodes if "$ref" in node)
            known = self._seen[direction, key] = differs, frozenset(targets)
        return known

    def _exempt(
        self, tree: list[dict[str, Any]], direction: MessageKind
    ) -> frozenset[str]:
        annotation = ANNOTATION[direction]
        return frozenset(
            name
            for node in tree
            for name, value in node.get("properties", {}).items()
            if any(
                part.get(annotation) is True for part in self._hidden.in_place(value)
            )
        )


def _context(names: frozenset[str], tags: frozenset[str]) -> str:
    """Write names for a key, in letters that may stand in a reference."""
    if not (names or tags):
        return ""
    written = [",".join(sorted(map(_plain, each))) for each in (names, tags)]
    return f"({';'.join(written) if tags else written[0]})"


def _plain(name: str) -> str:
    return _OTHER.sub(lambda m: f".{ord(m[0]):x}.", name)


def _required(tree: list[dict[str, Any]]) -> frozenset[str]:
    """Return the names that are required, if only where others are there."""
    return frozenset(
        name
        for node in tree
        for names in (
            node.get("required", ()),
            *node.get("dependentRequired", {}).values(),
        )
        for name in names
    )


def _combines(node: dict[str, Any]) -> bool:
    """May a requirement and a property of this value come together here?"""
    beside = "$ref" in node and len(node) > 1
    return beside or bool(node.keys() & {"required", "dependentRequired", *_IN_PLACE})


def _parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield a schema and those inside, without those that are conditions."""
    pending = [schema]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            yield node
            pending += [
                child
                for keyword, child in MODERN.children(node)
                if keyword not in _CONDITIONS
            ]
