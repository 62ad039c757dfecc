"""Edits of schemas: of every keyword, wherever a schema stands."""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.unit.engine.comparison.adversary.drawn_schemas import Drawing
from tests.unit.engine.comparison.adversary.editing import (
    ALL,
    SINCE_3_1,
    SINCE_3_2,
    Content,
    Edit,
    Touch,
    any_of,
    at,
    drop,
    drop_one,
    on,
    put,
    turn,
)
from tests.unit.engine.comparison.adversary.edits_of_documents import WORDS

_TEXT, _WHOLE = {"type": "string"}, {"type": "integer"}
_SUBSCHEMAS = (
    _TEXT,
    _WHOLE,
    {"type": "object"},
    {"type": "string", "maxLength": 2},
    {"type": "array", "items": _WHOLE},
    {"enum": ["a", "b"]},
    {"required": ["a"]},
)


def _typed(*names: str) -> Callable[[dict[str, Any]], bool]:
    """Fit schemas that say nothing but one of some types, or have one of them."""

    def fits(schema: dict[str, Any]) -> bool:
        said = schema.get("type")
        held = said if isinstance(said, list) else [said]
        return any(name in held for name in names)

    return fits


def _number(field: str, *names: str, **members: Any) -> Edit:
    """Add, change or remove a keyword with a small number."""
    touch = any_of(put(field, 0, 1, 2, 3, 5), drop(field))
    return Edit("Schema", field, "", on("schema", touch, _typed(*names)), **members)


def _keyword(
    field: str,
    *values: Any,
    fits: Callable[[dict[str, Any]], bool] = bool,
    **members: Any,
) -> Edit:
    """Set a keyword to one of some values, or remove it."""
    touch = any_of(put(field, *values), put(field, *values), drop(field))
    return Edit("Schema", field, "", on("schema", touch, fits), **members)


def _names(random: Random, schema: dict[str, Any]) -> bool:
    known = sorted(schema.get("properties", {})) or ["a"]
    return put("required", *([name] for name in known), known)(random, schema)


def _add_property(random: Random, schema: dict[str, Any]) -> bool:
    name = random.choice(["a", "b", "c", "new"])
    held = schema.setdefault("properties", {})
    others = [each for each in _SUBSCHEMAS if each != held.get(name)]
    held[name] = random.choice(others)
    return True


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


def _alternative(keyword: str) -> Touch:
    def touch(random: Random, schema: dict[str, Any]) -> bool:
        held = schema.get(keyword)
        if not held:
            plain = {k: v for k, v in schema.items() if k != "discriminator"}
            if "$ref" in plain:
                plain = {"$ref": plain["$ref"]}
            inner = [plain, random.choice(_SUBSCHEMAS)]
            schema.clear()
            schema[keyword] = inner if random.random() < 0.7 else inner[:1]
            return True
        if len(held) > 1 and random.random() < 0.5:
            held.pop(random.randrange(len(held)))
        else:
            held.append(random.choice(_SUBSCHEMAS))
        return True

    return touch


def _another(random: Random, schema: dict[str, Any]) -> bool:
    if "$ref" not in schema:
        return False
    name = random.choice(["Leaf", "Drawn", "Thing", "Cat", "Problem", "Event"])
    return put("$ref", f"#/components/schemas/{name}")(random, schema)


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


def _modernised(value: Any) -> Any:
    """Write schemas of 3.0 as 3.1 has them."""
    if isinstance(value, list):
        return [_modernised(each) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _modernised(each) for key, each in value.items()}
    if found.get("nullable") is True and isinstance(found.get("type"), str):
        del found["nullable"]
        found["type"] = [found["type"], "null"]
    for bound in ("minimum", "maximum"):
        exclusive = f"exclusive{bound.title()}"
        if isinstance(found.get(exclusive), bool):
            is_exclusive = found.pop(exclusive)
            if is_exclusive and bound in found:
                found[exclusive] = found.pop(bound)
    return found


def _to_3_1(_: Random, content: Content) -> bool:
    content.update(_modernised(content), openapi="3.1.0")
    return True


_OBJECTS, _ARRAYS = _typed("object"), _typed("array")
_STRINGS, _NUMBERS = _typed("string"), _typed("integer", "number")
_PET = at("components", "schemas", "Pet")
_MAPPING = ("components", "schemas", "Pet", "discriminator")
_MARKED = ("components", "schemas", "Marked", "properties")
_THING = at("components", "schemas", "Thing")
_PROPERTY = at("components", "schemas", "Thing", "properties", "name")
_LISTED: dict[str, Any] = {"judged": "listed"}

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
    _keyword(
        "const", "a", 1, {"a": 1}, fits=lambda s: "$ref" not in s, versions=SINCE_3_1
    ),
    _number("minLength", "string"),
    _number("maxLength", "string"),
    _keyword("pattern", "^a", "b$", "^[abc]*$", fits=_STRINGS),
    _number("minimum", "integer", "number"),
    _number("maximum", "integer", "number"),
    _keyword("multipleOf", 2, 3, 0.5, fits=_NUMBERS),
    _number("exclusiveMinimum", "integer", "number", versions=SINCE_3_1),
    _number("exclusiveMaximum", "integer", "number", versions=SINCE_3_1),
    *[
        Edit(
            "Schema",
            f"exclusive{bound.title()}",
            "",
            on(
                "schema",
                lambda random, s, bound=bound: (
                    put(bound, 0, 2, 5)(random, s)
                    and turn(f"exclusive{bound.title()}")(random, s)
                ),
                _NUMBERS,
            ),
            versions=ALL[:1],
        )
        for bound in ("minimum", "maximum")
    ],
    _number("minItems", "array"),
    _number("maxItems", "array"),
    Edit("Schema", "uniqueItems", "", on("schema", turn("uniqueItems"), _ARRAYS)),
    _number("minProperties", "object"),
    _number("maxProperties", "object"),
    Edit(
        "Schema",
        "required",
        "",
        on("schema", any_of(_names, drop("required")), _OBJECTS),
    ),
    Edit(
        "Schema",
        "nullable",
        "",
        on("schema", turn("nullable"), lambda s: "type" in s),
        versions=ALL[:1],
    ),
    _keyword("format", "int32", "int64", fits=_typed("integer")),
    _keyword("format", "date", "uuid", "date-time", fits=_STRINGS),
    _keyword(
        "dependentRequired",
        {"a": ["b"]},
        {"name": ["kind"]},
        fits=_OBJECTS,
        versions=SINCE_3_1,
    ),
    _number("minContains", "array", versions=SINCE_3_1),
    _number("maxContains", "array", versions=SINCE_3_1),
]

APPLICATORS = [
    Edit("Schema", "$ref", "to another", on("schema", _another, lambda s: "$ref" in s)),
    Edit(
        "Schema",
        "properties",
        "added or changed",
        on("schema", _add_property, _OBJECTS),
    ),
    Edit(
        "Schema",
        "properties",
        "removed",
        on("schema", drop_one("properties"), lambda s: "properties" in s),
    ),
    _keyword("additionalProperties", False, True, {"type": "integer"}, fits=_OBJECTS),
    Edit("Schema", "items", "", on("schema", put("items", *_SUBSCHEMAS), _ARRAYS)),
    *[
        Edit(
            "Schema",
            keyword,
            "",
            on("schema", _alternative(keyword), lambda s: "discriminator" not in s),
        )
        for keyword in ("allOf", "anyOf", "oneOf")
    ],
    _keyword("not", {"type": "integer"}, {"required": ["a"]}, {"enum": ["a"]}),
    _keyword(
        "patternProperties",
        {"^a": _TEXT},
        {"^x": _WHOLE},
        fits=_OBJECTS,
        versions=SINCE_3_1,
    ),
    _keyword(
        "propertyNames",
        {"maxLength": 3},
        {"pattern": "^[a-z]*$"},
        fits=_OBJECTS,
        versions=SINCE_3_1,
    ),
    _keyword("prefixItems", [_TEXT], [_WHOLE, _TEXT], fits=_ARRAYS, versions=SINCE_3_1),
    _keyword("contains", _TEXT, _WHOLE, fits=_ARRAYS, versions=SINCE_3_1),
    _keyword(
        "dependentSchemas",
        {"a": {"required": ["b"]}},
        {"name": {"maxProperties": 2}},
        fits=_OBJECTS,
        versions=SINCE_3_1,
    ),
    _keyword(
        "dependencies",
        {"a": ["b"]},
        {"name": {"required": ["kind"]}},
        fits=_OBJECTS,
        versions=SINCE_3_1,
    ),
    _keyword(
        "if",
        {"required": ["a"]},
        {"properties": {"a": _TEXT}},
        fits=_OBJECTS,
        versions=SINCE_3_1,
    ),
    _keyword(
        "then",
        {"required": ["b"]},
        {"maxProperties": 1},
        fits=lambda s: "if" in s,
        versions=SINCE_3_1,
    ),
    _keyword(
        "else",
        {"required": ["c"]},
        {"maxProperties": 1},
        fits=lambda s: "if" in s,
        versions=SINCE_3_1,
    ),
    _keyword(
        "unevaluatedProperties",
        False,
        {"type": "integer"},
        fits=_OBJECTS,
        versions=SINCE_3_1,
    ),
    _keyword(
        "unevaluatedItems", False, {"type": "integer"}, fits=_ARRAYS, versions=SINCE_3_1
    ),
]

MEANING = [
    Edit(
        "Schema", "readOnly", "", on("schema", turn("readOnly"), lambda s: "type" in s)
    ),
    Edit(
        "Schema",
        "writeOnly",
        "",
        on("schema", turn("writeOnly"), lambda s: "type" in s),
    ),
    Edit("Schema", "deprecated", "", _PROPERTY(turn("deprecated")), **_LISTED),
    Edit(
        "Schema",
        "default",
        "",
        at("components", "schemas", "Thing", "properties", "kind")(
            put("default", "b", "c")
        ),
        **_LISTED,
    ),
    Edit(
        "Schema",
        "contentEncoding",
        "",
        _PROPERTY(put("contentEncoding", "base64")),
        versions=SINCE_3_1,
        **_LISTED,
    ),
    Edit(
        "Schema",
        "contentMediaType",
        "",
        _PROPERTY(put("contentMediaType", "application/json")),
        versions=SINCE_3_1,
        **_LISTED,
    ),
    Edit(
        "Schema",
        "contentSchema",
        "",
        at("components", "schemas", "Event", "properties", "why")(
            lambda _, held: (
                held.update(
                    {
                        "contentMediaType": "application/json",
                        "contentSchema": {"type": "integer"},
                    }
                )
                is None
            )
        ),
        versions=SINCE_3_1,
        **_LISTED,
    ),
    Edit("Schema", "discriminator", "removed", _PET(drop("discriminator")), **_LISTED),
    Edit(
        "Discriminator",
        "propertyName",
        "",
        at(*_MAPPING)(put("propertyName", "name")),
        "listed",
        "breaking",
    ),
    Edit(
        "Discriminator",
        "mapping",
        "renamed",
        at(*_MAPPING)(
            put(
                "mapping",
                {
                    "feline": "#/components/schemas/Cat",
                    "dog": "#/components/schemas/Dog",
                },
            )
        ),
        "executed",
        versions=ALL[:2],
    ),
    Edit(
        "Discriminator",
        "mapping",
        "renamed",
        at(*_MAPPING)(
            put(
                "mapping",
                {
                    "feline": "#/components/schemas/Cat",
                    "dog": "#/components/schemas/Dog",
                },
            )
        ),
        "listed",
        versions=SINCE_3_2,
    ),
    Edit(
        "Discriminator",
        "mapping",
        "swapped",
        at(*_MAPPING)(
            put(
                "mapping",
                {"dog": "#/components/schemas/Cat", "cat": "#/components/schemas/Dog"},
            )
        ),
        "listed",
        "breaking",
    ),
    Edit(
        "Discriminator",
        "defaultMapping",
        "",
        at(*_MAPPING)(put("defaultMapping", "#/components/schemas/Cat")),
        versions=SINCE_3_2,
        **_LISTED,
    ),
    *[
        Edit(
            "XML",
            field,
            "",
            at(*_MARKED, name, "xml")(put(field, value)),
            versions=versions,
            **_LISTED,
        )
        for field, name, value, versions in (
            ("name", "a", "bb", ALL),
            ("attribute", "a", False, ALL),
            ("wrapped", "b", False, ALL),
            ("namespace", "b", "https://example.com/other", ALL),
            ("nodeType", "c", "cdata", SINCE_3_2),
        )
    ],
    Edit("XML", "prefix", "", at(*_MARKED, "b", "xml")(put("prefix", "q")), **_LISTED),
    Edit("Schema", "xml", "removed", at(*_MARKED, "a")(drop("xml")), **_LISTED),
]

WITHOUT_MEANING = [
    *[
        Edit(
            "Schema",
            field,
            "",
            _THING(put(field, value)),
            "silent",
            why=WORDS,
            versions=versions,
        )
        for field, value, versions in (
            ("title", "Other", ALL),
            ("description", "Other.", ALL),
            ("example", {"name": "n"}, ALL),
            ("examples", [{"name": "n"}], SINCE_3_1),
            ("externalDocs", {"url": "https://example.com/other"}, ALL),
            ("$comment", "Other.", SINCE_3_1),
        )
    ],
    *[
        Edit(
            "Schema",
            field,
            "",
            _THING(put(field, value)),
            "silent",
            why=why,
            versions=SINCE_3_1,
        )
        for field, value, why in (
            ("$anchor", "thing", "a name that nothing refers to"),
            ("$dynamicAnchor", "thing", "a name that nothing refers to"),
            (
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "names the dialect that is read in any case",
            ),
            (
                "definitions",
                {"spare": {"type": "string"}},
                "holds schemas that nothing refers to",
            ),
            (
                "$defs",
                {"spare": {"type": "string"}},
                "holds schemas that nothing refers to",
            ),
        )
    ],
    *[
        Edit(
            "Schema",
            field,
            "",
            at("components", "schemas", "Event")(put(field, value)),
            "silent",
            why=why,
            versions=SINCE_3_1,
        )
        for field, value, why in (
            (
                "$vocabulary",
                {"https://json-schema.org/draft/2020-12/vocab/core": True},
                "means something in meta-schemas alone (2020-12, 8.1.2)",
            ),
            (
                "$recursiveAnchor",
                True,
                "means nothing in 2020-12, which took its place",
            ),
            ("$recursiveRef", "#", "means nothing in 2020-12, which took its place"),
            (
                "$id",
                "https://example.com/schemas/event",
                "a name that nothing refers to",
            ),
        )
    ],
    Edit(
        "Schema",
        "$dynamicRef",
        "in place of $ref",
        at("components", "schemas", "Thing", "properties")(
            put("pet", {"$dynamicRef": "#/components/schemas/Pet"})
        ),
        versions=SINCE_3_1,
        **_LISTED,
    ),
]
WHOLE = [
    Edit("Components", "schemas", "drawn anew", _draw_anew),
    Edit("OpenAPI", "openapi", "to 3.1", _to_3_1, versions=ALL[:1]),
]
EDITS = [*WHOLE, *VALIDATION, *APPLICATORS, *MEANING, *WITHOUT_MEANING]
