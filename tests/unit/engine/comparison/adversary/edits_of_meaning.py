"""Edits of what schemas say that no validator looks at."""

from typing import Any

from tests.unit.engine.comparison.adversary.editing import (
    ALL,
    SINCE_3_1,
    SINCE_3_2,
    WORDS,
    Edit,
    at,
    drop,
    on,
    put,
    turn,
)

_PET = at("components", "schemas", "Pet")

_MAPPING = ("components", "schemas", "Pet", "discriminator")

_MARKED = ("components", "schemas", "Marked", "properties")

_THING = at("components", "schemas", "Thing")

_PROPERTY = at("components", "schemas", "Thing", "properties", "name")

_LISTED: dict[str, Any] = {"judged": "listed"}

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
