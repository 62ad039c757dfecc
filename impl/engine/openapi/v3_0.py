"""OpenAPI 3.0 schema objects, read as JSON Schema 2020-12."""

from typing import Any

# What OpenAPI 3.0 leaves out of JSON Schema.
NEW_KEYWORDS = frozenset(
    {
        *("$anchor", "$comment", "$defs", "$id", "const", "contains", "definitions"),
        *("contentEncoding", "contentMediaType", "contentSchema", "dependentRequired"),
        *("$dynamicAnchor", "$dynamicRef", "dependencies"),
        *("dependentSchemas", "else", "examples", "if", "maxContains", "minContains"),
        *("patternProperties", "prefixItems", "propertyNames", "then"),
        *("unevaluatedItems", "unevaluatedProperties"),
    }
)


def modernise(schema: dict[str, Any], *, adds_null: bool = True) -> dict[str, Any]:
    """Turn an OpenAPI 3.0 schema object into JSON Schema 2020-12, in place.

    Only the object itself is changed, not the schemas within it.

    Args:
        schema: the object.
        adds_null: whether null is added to the list of values of what is nullable, as
            most who leave it out mean it; by the letter it has to be listed (3.0.3,
            4.7.24, as clarified in 2019).
    """
    for bound, exclusive in (
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ):
        if isinstance(schema.get(exclusive), bool):
            strict = schema.pop(exclusive)
            if strict and bound in schema:
                schema[exclusive] = schema.pop(bound)
    if schema.pop("nullable", False) is True and "type" in schema:
        if isinstance(schema["type"], str):
            schema["type"] = [schema["type"], "null"]
        if adds_null and "enum" in schema and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]
    return schema
