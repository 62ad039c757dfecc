"""Edits of schemas: of every keyword, wherever a schema stands."""

from random import Random
from typing import Any

from tests.unit.engine.comparison.adversary.arranging import modernised
from tests.unit.engine.comparison.adversary.drawn_schemas import Drawing
from tests.unit.engine.comparison.adversary.editing import (
    ALL,
    SINCE_3_1,
    Content,
    Edit,
    Touch,
    any_of,
    drop,
    on,
    put,
    turn,
)
from tests.unit.engine.comparison.adversary.edits_of_applicators import APPLICATORS
from tests.unit.engine.comparison.adversary.edits_of_meaning import (
    MEANING,
    WITHOUT_MEANING,
)
from tests.unit.engine.comparison.adversary.schema_edits import (
    ARRAYS,
    NUMBERS,
    OBJECTS,
    STRINGS,
    keyword,
    typed,
)


def _number(field: str, *names: str, **members: Any) -> Edit:
    """Add, change or remove a keyword with a small number."""
    touch = any_of(put(field, 0, 1, 2, 3, 5), drop(field))
    return Edit("Schema", field, "", on("schema", touch, typed(*names)), **members)


def _exclusive(bound: str) -> Touch:
    """Set a bound, and turn around whether it is one of the values (3.0)."""

    def touch(random: Random, schema: dict[str, Any]) -> bool:
        is_set = put(bound, 0, 2, 5)(random, schema)
        return is_set and turn(f"exclusive{bound.title()}")(random, schema)

    return touch


def _names(random: Random, schema: dict[str, Any]) -> bool:
    known = sorted(schema.get("properties", {})) or ["a"]
    return put("required", *([name] for name in known), known)(random, schema)


def _type(random: Random, schema: dict[str, Any]) -> bool:
    names = ["string", "integer", "number", "boolean", "array", "object"]
    if schema.get("type") == "array":
        schema.pop("items", None)
    picked = put("type", *names)(random, schema)
    if schema["type"] == "array":
        schema["items"] = {}
    return picked


def _types(random: Random, schema: dict[str, Any]) -> bool:
    held = schema.get("type")
    if not isinstance(held, str):
        schema["type"] = "string"
        return True
    schema["type"] = [
        held,
        random.choice([n for n in ("null", "integer", "string") if n != held]),
    ]
    return True


def _values(random: Random, schema: dict[str, Any]) -> bool:
    held = schema.get("enum")
    if not held:
        return put("enum", ["a", "b"], ["a"], [1, 2])(random, schema)
    if len(held) > 1 and random.random() < 0.5:
        schema["enum"] = held[1:]
    else:
        schema["enum"] = [*held, "new"]
    return True


def _draw_anew(random: Random, content: Content) -> bool:
    """Put another schema in place of one that was drawn."""
    drawing = Drawing(content["openapi"][:3], random)
    operation = content["paths"]["/drawn"]["post"]
    place = random.choice(["sent", "answered", "named"])
    if place == "sent":
        media = operation["requestBody"]["content"]["application/json"]
        media["schema"] = drawing.schema()
    elif place == "answered":
        media = operation["responses"]["200"]["content"]["application/json"]
        media["schema"] = drawing.schema()
    else:
        content["components"]["schemas"].update(drawing.named())
    return True


def _to_3_1(_: Random, content: Content) -> bool:
    content.update(modernised(content), openapi="3.1.0")
    return True


VALIDATION = [
    Edit("Schema", "type", "", on("schema", _type, lambda s: "type" in s)),
    Edit(
        "Schema",
        "type",
        "several",
        on("schema", _types, lambda s: "type" in s and "items" not in s),
        versions=SINCE_3_1,
    ),
    Edit(
        "Schema",
        "enum",
        "",
        on("schema", _values, lambda s: s.get("type") == "string" or "enum" in s),
    ),
    keyword(
        "const", "a", 1, {"a": 1}, fits=lambda s: "$ref" not in s, versions=SINCE_3_1
    ),
    _number("minLength", "string"),
    _number("maxLength", "string"),
    keyword("pattern", "^a", "b$", "^[abc]*$", fits=STRINGS),
    _number("minimum", "integer", "number"),
    _number("maximum", "integer", "number"),
    keyword("multipleOf", 2, 3, 0.5, fits=NUMBERS),
    _number("exclusiveMinimum", "integer", "number", versions=SINCE_3_1),
    _number("exclusiveMaximum", "integer", "number", versions=SINCE_3_1),
    *[
        Edit(
            "Schema",
            f"exclusive{bound.title()}",
            "",
            on("schema", _exclusive(bound), NUMBERS),
            versions=ALL[:1],
        )
        for bound in ("minimum", "maximum")
    ],
    _number("minItems", "array"),
    _number("maxItems", "array"),
    Edit("Schema", "uniqueItems", "", on("schema", turn("uniqueItems"), ARRAYS)),
    _number("minProperties", "object"),
    _number("maxProperties", "object"),
    Edit(
        "Schema",
        "required",
        "",
        on("schema", any_of(_names, drop("required")), OBJECTS),
    ),
    Edit(
        "Schema",
        "nullable",
        "",
        on("schema", turn("nullable"), lambda s: "type" in s),
        versions=ALL[:1],
    ),
    keyword("format", "int32", "int64", fits=typed("integer")),
    keyword("format", "date", "uuid", "date-time", fits=STRINGS),
    keyword(
        "dependentRequired",
        {"a": ["b"]},
        {"name": ["kind"]},
        fits=OBJECTS,
        versions=SINCE_3_1,
    ),
    _number("minContains", "array", versions=SINCE_3_1),
    _number("maxContains", "array", versions=SINCE_3_1),
]

WHOLE = [
    Edit("Components", "schemas", "drawn anew", _draw_anew),
    Edit("OpenAPI", "openapi", "to 3.1", _to_3_1, versions=ALL[:1]),
]

EDITS = [*WHOLE, *VALIDATION, *APPLICATORS, *MEANING, *WITHOUT_MEANING]
