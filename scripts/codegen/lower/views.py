"""Views: the Python types that implementers see, widened from the exact schemas.

The gate decides what is valid; a view only gives it a shape. So a view keeps names,
types, formats that are types in Python, literals, enums and requiredness, and drops
every other constraint: it accepts whatever the gate lets through, and can be dumped
without loss.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from impl.engine.openapi.json_types import SCALARS
from scripts.codegen.lower.choices import covering_branches
from scripts.codegen.lower.enumeration_views import MEMBERS, EnumerationViews
from scripts.codegen.lower.enumerations import NAMES
from scripts.codegen.lower.format_types import view_of_number, view_of_text
from scripts.codegen.lower.identifiers import Names, own_names_first, pascal_case
from scripts.codegen.lower.members import merged, others, shown
from scripts.codegen.lower.schemas import (
    ABOUT,
    COMPONENT,
    ViewSchema,
    key_of,
    reference,
    word_of,
)
from scripts.codegen.lower.tuples import LEAST, is_closed, lengths
from scripts.codegen.lower.view_schemas import (
    annotate,
    any_of,
    constant,
    literals,
    may_be,
    types_of,
)
from scripts.codegen.runtime.schemas.schema_types import UPLOAD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.codegen.load.source import Source
    from scripts.codegen.lower.schemas import ExactSchemas

# How datamodel-code-generator is told of a class that exists.
_UPLOAD: ViewSchema = {"customTypePath": "runtime.bodies.uploads.Upload"}
_ANNOTATIONS = {"default", "deprecated", "description", "example", "examples", "title"}


class Views:
    """Makes views of exact schemas; classes become named components.

    With `text_only` every string of whatever format is a text, and a number a number.
    """

    def __init__(
        self, schemas: ExactSchemas, source: Source, *, text_only: bool = False
    ) -> None:
        self.text_only = text_only
        self._schemas = schemas
        self._source = source
        self._names = Names()
        self._classes: dict[str, str] = {}
        # What is being made now, against endless recursion: views of objects by their
        # shape, and names of schemas without one, given when they meet themselves.
        self._open: dict[str, ViewSchema] = {}
        self._recursive: dict[str, str | None] = {}
        self.components: dict[str, ViewSchema] = {}
        # The alternatives of each union.
        self.unions: list[list[ViewSchema]] = []
        # The members of each class, as the contract has them.
        self.members: dict[str, dict[str, Any]] = {}
        names = list(source.get("/components/schemas", {}))
        for key in own_names_first(names, pascal_case):
            self._classes[key] = self._names.take(pascal_case(key))
        # A schema without a name has that of the first component that it is all of.
        for key in names:
            self._classes.setdefault(schemas.last(key), self._classes[key])
        self._enumerations = EnumerationViews(
            schemas, self._classes, self._names, self.components
        )
        # The classes that show a component as requests or responses have it.
        self.variants: dict[str, set[str]] = {}
        for key, name in self._classes.items():
            target = self._classes.get(schemas.last(key), name)
            self.variants[name] = self.variants.setdefault(target, set())
        for key in names:
            target = schemas.last(key)
            is_named = self._classes[target] == self._classes[key]
            self._define(self._classes[key], key, target if is_named else key)

    def name(self, key: str) -> str:
        """Return the name in `models` of a component schema."""
        return self._classes[key]

    def annotation(self, key: str, hint: str) -> str:
        """Return the Python type of the schema `key`, as routers and ports write it.

        `hint` names the class if one has to be made.
        """
        return annotate(self.of_key(key, hint))

    def of_key(self, key: str, hint: str) -> ViewSchema:
        """Return the view of the schema `key`: a reference where it has a name."""
        # Pydantic can't always build an alias of a class that leads back to the alias.
        key = self._schemas.last(key)
        self._name_variant(key)
        if key in self._classes:
            return self._enumerations.named(self._classes[key])
        if key in self._recursive:
            name = self._recursive[key] or self._names.take(hint)
            self._recursive[key] = name
            return {"$ref": reference(name)}
        self._recursive[key] = None
        view = self._view(self._schemas.exact[key], hint)
        own = self._recursive.pop(key)
        if own is None:
            return view
        self.components[own] = view
        return {"$ref": reference(own)}

    def is_plain(self, view: ViewSchema) -> bool:
        """Is a value shown as it is?"""
        while "$ref" in view:
            view = self.components[key_of(view["$ref"])]
        said = view.get("type", [])
        kinds = {said} if isinstance(said, str) else set(said)
        return bool(kinds) and kinds <= SCALARS and not view.keys() & {NAMES, MEMBERS}

    def _name_variant(self, key: str) -> None:
        """Give a class to a component as requests or responses have it."""
        if key in self._classes or key not in self._schemas.origins:
            return
        base = self._classes.get(self._schemas.pointer(key).removeprefix(COMPONENT))
        if base and isinstance(self._schemas.exact[key], dict):
            name = self._names.take(base + pascal_case(word_of(key)))
            self._classes[key] = name
            self.variants[base].add(name)
            self._define(name, key, key)

    def _define(self, name: str, key: str, said: str) -> None:
        """Make the class of a component, whose schema is that of the key `said`."""
        schema = self._schemas.exact[said]
        self.components[name] = {}
        view = self._enumerations.definition(name)
        view = view or self._view(schema, name, top=True)
        text = schema.get("description", "") if isinstance(schema, dict) else ""
        cited = self._source.cite(self._schemas.pointer(key))
        text = ABOUT[word_of(key)] if key in self._schemas.origins else text
        view["description"] = f"{text.rstrip()}\n\n`{cited}` in the contract.".strip()
        self.components[name] = view

    def _view(self, schema: Any, hint: str, *, top: bool = False) -> ViewSchema:
        if not isinstance(schema, dict):
            return {}
        if UPLOAD in schema:
            return _UPLOAD
        shape = shown({k: v for k, v in schema.items() if k not in _ANNOTATIONS})
        if "$ref" in shape and len(shape) == 1:
            return self.of_key(key_of(shape["$ref"]), hint)
        if (listed := self._listed(shape)) is not None:
            return listed
        if branches := covering_branches(shape, self._schemas.parts):
            return self._union(branches, hint)
        if "allOf" in shape or "$ref" in shape:
            return self._all_of(shape, hint, top=top)
        if "properties" in shape and may_be(shape, "object"):
            return self._object(shape, types_of(shape), hint, top=top)
        if choice := shape.get("oneOf") or shape.get("anyOf"):
            # Branches that say nothing of a type leave that beside them.
            return self._union(choice, hint) or self._typed(shape, hint, top=top)
        return self._typed(shape, hint, top=top)

    def _listed(self, shape: dict[str, Any]) -> ViewSchema | None:
        """Return the view of a schema that lists its values."""
        if shape.keys() & {"$ref", "allOf"} and (
            some := self._enumerations.narrowed(self._schemas.parts(shape))
        ):
            return some
        if "enum" in shape:
            return literals(shape["enum"])
        return constant(shape["const"]) if "const" in shape else None

    def _typed(
        self, shape: dict[str, Any], hint: str, *, top: bool = False
    ) -> ViewSchema:
        declared = shape.get("type")
        if isinstance(declared, list):
            return any_of(self._typed({**shape, "type": t}, hint) for t in declared)
        match declared:
            case "number":
                return view_of_number({} if self.text_only else shape)
            case "string" if not self.text_only:
                return view_of_text(shape)
            case "string" | "integer" | "boolean" | "null":
                return {"type": declared}
            case "array" if found := lengths(shape):
                return self._tuple(shape["prefixItems"], found, hint, top=top)
            case "array":
                return {"type": "array", "items": self._items(shape, hint)}
            case "object":
                return {
                    "type": "object",
                    "additionalProperties": self._map(shape, hint),
                }
        return {}

    def _items(self, shape: dict[str, Any], hint: str) -> ViewSchema:
        named = self._places(shape.get("prefixItems", ()), hint)
        rest = [] if named and is_closed(shape) else [shape.get("items")]
        return any_of([*named, *(self._view(each, f"{hint}Item") for each in rest)])

    def _places(self, schemas: Iterable[Any], hint: str) -> list[ViewSchema]:
        return [self._view(each, f"{hint}Item{n}") for n, each in enumerate(schemas, 1)]

    def _tuple(
        self, schemas: list[Any], found: range, hint: str, *, top: bool
    ) -> ViewSchema:
        items = self._places(schemas[: found[-1]], hint)
        view = {"type": "array", "prefixItems": items, LEAST: found[0]}
        if top:
            return view
        name = self._names.take(f"{hint}Tuple" if hint in self.components else hint)
        self.components[name] = view
        return {"$ref": reference(name)}

    def _map(self, shape: dict[str, Any], hint: str) -> ViewSchema | bool:
        return self._view(others(shape), f"{hint}Value") or True

    def _union(self, branches: Iterable[Any], hint: str) -> ViewSchema:
        union = any_of(
            self._view(branch, f"{hint}Variant{number}")
            for number, branch in enumerate(branches, 1)
        )
        if "anyOf" in union:
            self.unions.append(union["anyOf"])
        return union

    def _object(
        self, shape: dict[str, Any], types: list[str], hint: str, *, top: bool
    ) -> ViewSchema:
        members = shape["properties"]
        required = [name for name in shape.get("required", ()) if name in members]
        key = json.dumps([members, required, types, others(shape)])
        if key in self._open:
            return self._open[key]
        # Without a type, the members are those of objects, but all else is valid too.
        beside = [
            self._typed({**shape, "type": other}, hint)
            for other in types or (None,)
            if other != "object"
        ]
        name = hint
        if beside or not top:
            name = self._names.take(f"{hint}Object" if top else hint)
        itself: ViewSchema = {"$ref": reference(name)}
        whole = {"anyOf": [itself, *beside]} if beside else itself
        self._open[key] = whole
        self.members[name] = members
        self.components[name] = {}  # holds its place before its own parts
        properties = {
            each: self._member(value, hint + pascal_case(each))
            for each, value in members.items()
        }
        rest = self._map(shape, hint)
        del self._open[key]
        view: ViewSchema = {
            "type": "object",
            "properties": properties,
            "required": required,
        }
        if rest is not True:
            view["additionalProperties"] = rest
        if name == hint and top:
            return view
        self.components[name] = view
        return whole

    def _member(self, schema: Any, hint: str) -> ViewSchema:
        view = self._view(schema, hint)
        text = schema.get("description") if isinstance(schema, dict) else None
        return {**view, "description": text} if text else view

    def _all_of(self, shape: dict[str, Any], hint: str, *, top: bool) -> ViewSchema:
        if len(shape) == 1 and len(branches := shape.get("allOf", ())) == 1:
            return self._view(branches[0], hint, top=top)
        wanted, types = merged(self._schemas.parts(shape))
        if wanted is None or (types and "object" not in types):
            return self._narrowest(shape, hint)
        return self._object(wanted, types, hint, top=top)

    def _narrowest(self, shape: dict[str, Any], hint: str) -> ViewSchema:
        rest = {k: v for k, v in shape.items() if k not in {"allOf", "$ref"}}
        own = [{"$ref": shape["$ref"]}] if "$ref" in shape else []
        for branch in (*own, *shape.get("allOf", ()), rest):
            if view := self._view(branch, hint):
                return view
        return {}
