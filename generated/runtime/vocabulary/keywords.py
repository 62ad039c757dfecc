# A copy of Countersign's impl/engine/openapi/keywords.py.
"""The keywords of JSON Schema: which hold schemas, and which demand nothing.

Compiled packages get a copy of this file, which is why it stands alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

# A value has to meet all, some or one of these schemas.
COMBINING: Final = ("allOf", "anyOf", "oneOf")
CONDITIONAL: Final = ("if", "then", "else")
# By the name of a property that calls for them; `dependencies` may also have lists of
# names, and is what drafts up to 7 call both this and `dependentRequired`.
DEPENDENT: Final = ("dependentSchemas", "dependencies")
# Keywords whose schemas are held against the same value as the one that has them.
IN_PLACE: Final = frozenset({*COMBINING, "not", *CONDITIONAL, *DEPENDENT})
# Keywords that demand nothing of a value.
DOCUMENTATION: Final = frozenset(
    {
        *("$comment", "default", "deprecated", "description", "discriminator"),
        *("example", "examples", "externalDocs", "title", "xml"),
        *("readOnly", "writeOnly", "$defs", "definitions", "contentSchema"),
    }
)

# The types of values that keywords speak of: texts are read as these where nothing else
# says what they are.
IMPLIED_TYPES: Final = {
    "items": "array",
    "prefixItems": "array",
    "minItems": "array",
    "maxItems": "array",
    "properties": "object",
    "additionalProperties": "object",
    "pattern": "string",
    "minLength": "string",
    "maxLength": "string",
    "format": "string",
    "minimum": "number",
    "maximum": "number",
    "exclusiveMinimum": "number",
    "exclusiveMaximum": "number",
    "multipleOf": "number",
}


@dataclass(frozen=True, slots=True)
class SchemaKeywords:
    """The keywords that hold schemas, as a family of dialects has them.

    Attributes:
        singles: keywords that hold one schema.
        lists: keywords that hold a list of schemas.
        maps: keywords that hold schemas by name.
    """

    singles: frozenset[str]
    lists: frozenset[str]
    maps: frozenset[str]

    def mapped(self, keyword: str, held: Any, change: Callable[[Any], Any]) -> Any:
        """Return what a keyword holds, with each schema in it changed."""
        if keyword in self.lists and isinstance(held, list):
            return [change(each) for each in held]
        if keyword in self.maps and isinstance(held, dict):
            return {
                name: each if are_names(keyword, each) else change(each)
                for name, each in held.items()
            }
        return change(held) if keyword in self.singles else held

    def children(self, schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        """Give the schemas right inside a schema, each with its keyword."""
        for keyword, held in schema.items():
            if keyword in self.lists and isinstance(held, list):
                yield from ((keyword, each) for each in held)
            elif keyword in self.maps and isinstance(held, dict):
                for each in held.values():
                    if not are_names(keyword, each):
                        yield keyword, each
            elif keyword in self.singles:
                yield keyword, held


def are_names(keyword: str, held: Any) -> bool:
    """Tell whether names of properties stand where a keyword may hold a schema."""
    return keyword == "dependencies" and isinstance(held, list)


# Draft 2020-12, which OpenAPI 3.1 and 3.2 speak. Its meta-schema keeps `definitions`
# and `dependencies` of older drafts, and validators assert the latter.
MODERN: Final = SchemaKeywords(
    frozenset(
        {
            *("additionalProperties", "contains", "contentSchema", "items", "not"),
            *("propertyNames", "unevaluatedItems", "unevaluatedProperties"),
            *CONDITIONAL,
        }
    ),
    frozenset({*COMBINING, "prefixItems"}),
    frozenset({"$defs", "definitions", "patternProperties", "properties", *DEPENDENT}),
)
# Older drafts list the first items, and have the rest under a name of its own.
EVERY_DRAFT: Final = SchemaKeywords(
    MODERN.singles | {"additionalItems"}, MODERN.lists | {"items"}, MODERN.maps
)
