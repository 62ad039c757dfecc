"""Edits of keywords that hold schemas."""

from random import Random
from typing import Any

from tests.unit.engine.comparison.adversary.editing import (
    SINCE_3_1,
    Edit,
    Touch,
    drop_one,
    on,
    put,
)
from tests.unit.engine.comparison.adversary.schema_edits import (
    ARRAYS,
    OBJECTS,
    SUBSCHEMAS,
    TEXT,
    WHOLE,
    keyword,
)


def _add_property(random: Random, schema: dict[str, Any]) -> bool:
    name = random.choice(["a", "b", "c", "new"])
    held = schema.setdefault("properties", {})
    others = [each for each in SUBSCHEMAS if each != held.get(name)]
    held[name] = random.choice(others)
    return True


def _alternative(keyword: str) -> Touch:
    def touch(random: Random, schema: dict[str, Any]) -> bool:
        held = schema.get(keyword)
        if not held:
            plain = {k: v for k, v in schema.items() if k != "discriminator"}
            if "$ref" in plain:
                plain = {"$ref": plain["$ref"]}
            inner = [plain, random.choice(SUBSCHEMAS)]
            schema.clear()
            schema[keyword] = inner if random.random() < 0.7 else inner[:1]
            return True
        if len(held) > 1 and random.random() < 0.5:
            held.pop(random.randrange(len(held)))
        else:
            held.append(random.choice(SUBSCHEMAS))
        return True

    return touch


def _another(random: Random, schema: dict[str, Any]) -> bool:
    if "$ref" not in schema:
        return False
    name = random.choice(["Leaf", "Drawn", "Thing", "Cat", "Problem", "Event"])
    return put("$ref", f"#/components/schemas/{name}")(random, schema)


APPLICATORS = [
    Edit("Schema", "$ref", "to another", on("schema", _another, lambda s: "$ref" in s)),
    Edit(
        "Schema",
        "properties",
        "added or changed",
        on("schema", _add_property, OBJECTS),
    ),
    Edit(
        "Schema",
        "properties",
        "removed",
        on("schema", drop_one("properties"), lambda s: "properties" in s),
    ),
    keyword("additionalProperties", False, True, {"type": "integer"}, fits=OBJECTS),
    Edit("Schema", "items", "", on("schema", put("items", *SUBSCHEMAS), ARRAYS)),
    *[
        Edit(
            "Schema",
            keyword,
            "",
            on("schema", _alternative(keyword), lambda s: "discriminator" not in s),
        )
        for keyword in ("allOf", "anyOf", "oneOf")
    ],
    keyword("not", {"type": "integer"}, {"required": ["a"]}, {"enum": ["a"]}),
    keyword(
        "patternProperties",
        {"^a": TEXT},
        {"^x": WHOLE},
        fits=OBJECTS,
        versions=SINCE_3_1,
    ),
    keyword(
        "propertyNames",
        {"maxLength": 3},
        {"pattern": "^[a-z]*$"},
        fits=OBJECTS,
        versions=SINCE_3_1,
    ),
    keyword("prefixItems", [TEXT], [WHOLE, TEXT], fits=ARRAYS, versions=SINCE_3_1),
    keyword("contains", TEXT, WHOLE, fits=ARRAYS, versions=SINCE_3_1),
    keyword(
        "dependentSchemas",
        {"a": {"required": ["b"]}},
        {"name": {"maxProperties": 2}},
        fits=OBJECTS,
        versions=SINCE_3_1,
    ),
    keyword(
        "dependencies",
        {"a": ["b"]},
        {"name": {"required": ["kind"]}},
        fits=OBJECTS,
        versions=SINCE_3_1,
    ),
    keyword(
        "if",
        {"required": ["a"]},
        {"properties": {"a": TEXT}},
        fits=OBJECTS,
        versions=SINCE_3_1,
    ),
    keyword(
        "then",
        {"required": ["b"]},
        {"maxProperties": 1},
        fits=lambda s: "if" in s,
        versions=SINCE_3_1,
    ),
    keyword(
        "else",
        {"required": ["c"]},
        {"maxProperties": 1},
        fits=lambda s: "if" in s,
        versions=SINCE_3_1,
    ),
    keyword(
        "unevaluatedProperties",
        False,
        {"type": "integer"},
        fits=OBJECTS,
        versions=SINCE_3_1,
    ),
    keyword(
        "unevaluatedItems", False, {"type": "integer"}, fits=ARRAYS, versions=SINCE_3_1
    ),
]
