"""Pairs of what is written as text, or in XML, that were undecided."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    TRUTH,
    WHOLE,
    Content,
    answered,
    content,
    contract,
    headed,
    objects,
    parameter,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row

S = "#/components/schemas/"
ATTRIBUTE = {**TEXT, "xml": {"attribute": True}}
TOLD = {
    "oneOf": [{"$ref": f"{S}{name}"} for name in ("First", "Second")],
    "discriminator": {"propertyName": "k"},
}


def texts(**members: Any) -> Content:
    return {"type": "array", "items": members}


def calling(schema: Content) -> Content:
    """A property that needs another one, which only the server knows."""
    known = objects({"a": schema, "b": {**TEXT, "readOnly": True}}, required=["b"])
    return {**known, "additionalProperties": False, "dependentRequired": {"a": ["b"]}}


def in_xml(schema: Content) -> Content:
    body = content(objects({"a": schema}), "application/xml")
    responses = {"200": {"description": "", **body}}
    return contract({"requestBody": {"required": True, **body}, "responses": responses})


def in_xml_as(schema: Content) -> Content:
    """A body of a schema in XML."""
    responses = {"200": {"description": "", **content(schema, "application/xml")}}
    return contract({"responses": responses})


def by_pattern(pattern: str, schema: Content) -> Content:
    return objects(patternProperties={pattern: schema})


def marked(**xml: Any) -> Content:
    return in_xml({**TEXT, "xml": xml})


def asked(*more: Content) -> Content:
    """Parameters beside an object that is spread over the query."""
    spread = {"name": "o", "in": "query", "schema": objects({"a": TEXT})}
    return contract({"parameters": [spread, *more]})


def written(place: str, schema: Content, media_type: str = "") -> Content:
    held = {"content": {media_type: {"schema": schema}}} if media_type else None
    parameter = {"name": "p", "in": place, **(held or {"schema": schema})}
    return contract({"parameters": [parameter]})


ROWS = [
    *(
        row(
            f"{word} of a parameter of no type",
            parameter(loose),
            parameter(strict),
            "B",
            "c",
        )
        for word, loose, strict in (
            ("upper bound", {"maximum": 9}, {"maximum": 5}),
            ("first upper bound", {}, {"maximum": 5}),
            ("exclusive bound", {"exclusiveMinimum": 1}, {"exclusiveMinimum": 2}),
            ("multiple", {"multipleOf": 2}, {"multipleOf": 4}),
            ("longest length", {"maxLength": 9}, {"maxLength": 5}),
            ("pattern", {}, {"pattern": "^a"}),
            ("bound of items", texts(maximum=9), texts(maximum=5)),
        )
    ),
    row(
        "upper bound of a path parameter of no type",
        parameter({"maximum": 9}, "path"),
        parameter({"maximum": 5}, "path"),
        "B",
        "c",
    ),
    row(
        "upper bound of a header of no type",
        headed({"maximum": 5}),
        headed({"maximum": 9}),
        "B",
        "c",
    ),
    row(
        "parameter beside an object that is spread",
        asked({"name": "t", "in": "query", "schema": TEXT}),
        asked(),
        "cBcccccB",
        "cccccccr",
    ),
    row(
        "text that an object spread over a query may have",
        parameter(objects({"a": TEXT})),
        parameter(objects({"a": TEXT, "b": TEXT})),
        "cBcccccc",
        "cBcccccB",
    ),
    row(
        "word that an object spread over a query may have",
        parameter(objects({"a": TEXT})),
        parameter(objects({"a": TEXT, "b": TRUTH})),
        "cBcBcccc",
        "cBcccccB",
    ),
    row(
        "only member of an object spread over a query, needed",
        parameter(objects({"a": TEXT})),
        parameter(objects({"a": TEXT}, required=["a"])),
        "cBcccccB",
        "cccccccB",
    ),
    row(
        "one of two members of an object spread over a query, needed",
        parameter(objects({"a": TEXT, "b": WHOLE})),
        parameter(objects({"a": TEXT, "b": WHOLE}, required=["a"])),
        "B",
        "cccccccB",
    ),
    row(
        "number of a header in JSON",
        written("header", WHOLE),
        written("header", WHOLE, "application/json"),
        "-",
        "-",
    ),
    row(
        "text of a cookie in JSON",
        written("cookie", TEXT),
        written("cookie", TEXT, "application/json"),
        "B",
        "B",
    ),
    row(
        "whole numbers that are read as texts",
        parameter({"type": "array", "items": {**WHOLE, "minimum": 0}}),
        parameter({"type": "array", "items": {**TEXT, "minimum": 0}}),
        "cccccccB",
        "B",
    ),
    row(
        "list that is not empty, of which nothing would be written",
        parameter({"type": "array", "items": WHOLE}),
        parameter({"type": "array", "items": WHOLE, "minItems": 1}),
        "c",
        "c",
    ),
    row(
        "list of two at least",
        parameter({"type": "array", "items": WHOLE}),
        parameter({"type": "array", "items": WHOLE, "minItems": 2}),
        "B",
        "c",
    ),
    row("name in XML", marked(), marked(name="b"), "B", "B"),
    row("attribute in XML", marked(), marked(attribute=True), "B", "B"),
    row("namespace in XML", marked(), marked(namespace="urn:x"), "B", "B"),
    row(
        "element around a list in XML",
        in_xml(texts(**TEXT)),
        in_xml({**texts(**TEXT), "xml": {"wrapped": True}}),
        "B",
        "B",
    ),
    row(
        "name in XML of a list that has no element",
        in_xml(texts(**TEXT)),
        in_xml({**texts(**TEXT), "xml": {"name": "b"}}),
        "c",
        "c",
    ),
    row(
        "member that calls for one that clients do not send",
        sent(calling({**texts(**TEXT), "maxItems": 2})),
        sent(calling({**texts(**TEXT), "maxItems": 2, "minItems": 1})),
        "B",
        "c",
    ),
    row(
        "alternative of a discriminator that is no object",
        answered(TOLD, First=objects({"k": TEXT}), Second=objects({"k": TEXT})),
        answered(TOLD, First=WHOLE, Second=objects({"k": TEXT})),
        "B",
        "B",
    ),
    *(
        row(
            f"form in XML of a property by pattern: {name}",
            in_xml_as(base),
            in_xml_as(revision),
            "B",
            "B",
        )
        for name, base, revision in (
            (
                "pattern respelled",
                by_pattern("^a", ATTRIBUTE),
                by_pattern("^a.*", TEXT),
            ),
            (
                "map instead of a pattern",
                by_pattern("", ATTRIBUTE),
                objects(additionalProperties=TEXT),
            ),
            (
                "property instead of a pattern",
                {**by_pattern("^ab$", ATTRIBUTE), "additionalProperties": False},
                {**objects({"ab": TEXT}), "additionalProperties": False},
            ),
            (
                "property that has the pattern, too",
                {**by_pattern("^ab$", {}), "properties": {"ab": TEXT}},
                {
                    **by_pattern("^ab$", {"xml": {"name": "q"}}),
                    "properties": {"ab": TEXT},
                },
            ),
        )
    ),
    row(
        "form in XML of a property by pattern that is but respelled",
        in_xml_as(by_pattern("^a", ATTRIBUTE)),
        in_xml_as(by_pattern("^a.*", ATTRIBUTE)),
        "-",
        "-",
    ),
    row(
        "items of a list in a path come to be needed",
        parameter(texts(type="string"), "path"),
        parameter(texts(type="string", minLength=1), "path"),
        "B",
        "c",
    ),
    row(
        "list in a header comes to need an item",
        parameter(texts(type="string"), "header"),
        parameter({**texts(type="string"), "minItems": 1}, "header"),
        "B",
        "c",
    ),
]
