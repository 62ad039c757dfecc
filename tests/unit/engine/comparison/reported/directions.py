"""What is read-only or write-only is not there in the other direction."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    REF,
    TEXT,
    WHOLE,
    Content,
    answered,
    closed,
    content,
    contract,
    objects,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row

WRITTEN, READ = {**TEXT, "writeOnly": True}, {**TEXT, "readOnly": True}


def shared(schema: Any) -> Content:
    """A schema of a request and of its response."""
    responses = {"200": {"description": "", **content(REF)}}
    body = {"required": True, **content(REF)}
    components = {"schemas": {"S": schema}}
    return contract(
        {"requestBody": body, "responses": responses}, components=components
    )


def untyped(schema: Any) -> Content:
    return {"properties": {"a": schema}}


def in_parts(hiding: Any, asking: Any, size: Content, make: Any = sent) -> Content:
    """A closed object, a property of which one part hides and another one requires."""
    mark = READ if make is sent else WRITTEN
    whole = {"c": {**TEXT, **size}}
    hides = hiding({"properties": {"a": mark, **whole}})
    made: Content = make(
        {"type": "object", "allOf": [hides, asking(["a"])]},
        S={"properties": dict.fromkeys(["c"], TEXT), "required": ["a"]},
    )
    return made


def _closing(schema: Any) -> Any:
    return {**schema, "additionalProperties": False}


def _required(names: list[str]) -> Any:
    return {"properties": {"c": TEXT}, "required": names, "additionalProperties": False}


def _referred(_: list[str]) -> Any:
    return {"allOf": [REF]}


def _among(names: list[str]) -> Any:
    return {"anyOf": [{"required": names}, {"required": ["z"]}]}


def _depending(names: list[str]) -> Any:
    return {"dependentRequired": {"c": names}, "required": ["c"]}


def beside(asking: Content, size: Content, make: Any = sent) -> Content:
    """A closed object whose own keywords hide a property, and ask for it."""
    mark = READ if make is sent else WRITTEN
    properties = {"a": mark, "c": {**TEXT, **size}, "z": TEXT}
    made: Content = make(closed(properties, **asking), S={"required": ["a", "c"]})
    return made


_SHORT = {"maxLength": 5}
_ALTERNATIVES = {"oneOf": [{"required": ["a", "c"]}, {"required": ["z"]}]}
_REFERRED = {"oneOf": [REF, {"required": ["z"]}]}
_CONDITION = {"if": {"required": ["z"]}, "else": {"required": ["a", "c"]}}
_NEVER = {"not": {"properties": {"a": READ}, "required": ["a"]}}
_SECRET = objects({"x": TEXT}, required=["x"], writeOnly=True)
_OTHER = objects({"y": TEXT}, required=["y"])


def _hidden(schema: Content, make: Any) -> Content:
    return {**schema, "readOnly" if make is sent else "writeOnly": True}


def _as_map(schema: Content, make: Any) -> Content:
    return objects(additionalProperties=_hidden(schema, make))


def _by_pattern(schema: Content, make: Any) -> Content:
    return objects(patternProperties={"^x": _hidden(schema, make)})


def _left_over(schema: Content, make: Any) -> Content:
    known = objects({"a": TEXT})
    return objects(allOf=[known], unevaluatedProperties=_hidden(schema, make))


def _keeping_secret(size: Content) -> Content:
    """What calls for c calls for what is never there, so that there is no c."""
    keeps = objects({"a": WRITTEN, "c": {**TEXT, **size}}, required=["c"])
    other = closed({"z": TEXT}, required=["z"])
    return objects(oneOf=[keeps, other], anyOf=[{"required": ["a"]}, other])


ROWS = [
    *(
        row(
            f"property that one part hides and {name} requires, {make.__name__}",
            in_parts(hiding, asking, {}, make),
            in_parts(hiding, asking, _SHORT, make),
            *(("B", "c") if make is sent else ("c", "B")),
        )
        for make in (sent, answered)
        for name, hiding, asking in (
            ("another one", _closing, _required),
            ("a component", _closing, _referred),
            ("an alternative", _closing, _among),
            ("a property", _closing, _depending),
        )
    ),
    *(
        row(
            f"property that is hidden beside {name}, {make.__name__}",
            beside(asking, {}, make),
            beside(asking, _SHORT, make),
            *(("B", "c") if make is sent else ("c", "B")),
        )
        for make in (sent, answered)
        for name, asking in (
            ("alternatives", _ALTERNATIVES),
            ("components", _REFERRED),
            ("a condition", _CONDITION),
            ("what never is", _NEVER),
        )
    ),
    row(
        "property of a response becomes write-only",
        answered(objects({"a": TEXT})),
        answered(objects({"a": WRITTEN})),
        "rBrBrrrB",
        "cccccccc",
    ),
    row(
        "write-only property gone from a request",
        sent(objects({"s": WRITTEN}, required=["s"])),
        sent(objects()),
        "cccccccB",
        "B",
    ),
    row(
        "optional write-only property gone from a shared schema",
        shared(objects({"s": WRITTEN, "a": TEXT}, required=["s"])),
        shared(objects({"a": TEXT})),
        "cBcccccB",
        "B",
    ),
    row(
        "property of a request becomes read-only, of no type",
        sent(untyped(TEXT)),
        sent(untyped(READ)),
        "B",
        "cBcBcccc",
    ),
    row(
        "property of a request becomes read-only",
        sent(objects({"a": TEXT})),
        sent(objects({"a": READ})),
        "B",
        "cBcBcccc",
    ),
    row(
        "property of a map's values becomes read-only",
        sent(objects(additionalProperties=objects({"a": TEXT}))),
        sent(objects(additionalProperties=objects({"a": READ}))),
        "B",
        "cBcBcccc",
    ),
    *(
        row(
            f"property of a pattern's values becomes read-only, {name}",
            sent(objects(patternProperties={"^a": {**kind, **untyped(TEXT)}})),
            sent(objects(patternProperties={"^a": {**kind, **untyped(READ)}})),
            "B",
            "cBcBcccc",
        )
        for name, kind in (("typed", objects()), ("of no type", {}))
    ),
    row(
        "property of a closed request becomes read-only",
        sent(closed({"a": TEXT})),
        sent(closed({"a": READ})),
        "B",
        "c",
    ),
    row(
        "property of a request becomes read-only that could be anything",
        sent(objects({"a": {}})),
        sent(objects({"a": READ})),
        "B",
        "c",
    ),
    row(
        "property of a request becomes read-only that was one of a map",
        sent(objects({"a": {"enum": ["a"]}}, additionalProperties=TEXT)),
        sent(objects({"a": READ}, additionalProperties=TEXT)),
        "B",
        "B",
    ),
    row(
        "property of a request becomes read-only where an alternative declares it",
        sent(objects({"a": WHOLE}, anyOf=[objects({"a": {}}), objects({"b": TEXT})])),
        sent(objects({"a": READ}, anyOf=[objects({"a": {}}), objects({"b": TEXT})])),
        "B",
        "B",
    ),
    row(
        "read-only property of a shared schema gets a list of values",
        shared(objects({"s": READ})),
        shared(objects({"s": {**READ, "enum": ["a", "b"]}})),
        "cccccccB",
        "cBcBcccB",
    ),
    row(
        "write-only property of a response retyped",
        answered(objects({"s": WRITTEN})),
        answered(objects({"s": {**WHOLE, "writeOnly": True}})),
        "-",
        "-",
    ),
    row(
        "write-only property of a shared schema takes longer texts",
        shared(objects({"s": {**WRITTEN, "maxLength": 5}})),
        shared(objects({"s": {**WRITTEN, "maxLength": 9}})),
        "c",
        "B",
    ),
    row(
        "write-only property by reference retyped in a response",
        answered(objects({"s": {"allOf": [REF]}}), S=WRITTEN),
        answered(objects({"s": {"allOf": [REF]}}), S={**WHOLE, "writeOnly": True}),
        "-",
        "-",
    ),
    row(
        "read-only items of a request retyped",
        sent(objects({"l": {"type": "array", "items": TEXT, "readOnly": True}})),
        sent(objects({"l": {"type": "array", "items": WHOLE, "readOnly": True}})),
        "-",
        "-",
    ),
    *(
        row(
            f"{name} that is hidden, {make.__name__}",
            make(hiding(TEXT, make)),
            make(hiding(WHOLE, make)),
            "-",
            "-",
        )
        for make in (sent, answered)
        for name, hiding in (
            ("map", _as_map),
            ("property by its pattern", _by_pattern),
            ("property that is left over", _left_over),
        )
    ),
    *(
        row(
            f"property beside a {name} that is hidden, {make.__name__}",
            make({**hiding(TEXT, make), "properties": {"c": TEXT}}),
            make({**hiding(TEXT, make), "properties": {"c": {**TEXT, **_SHORT}}}),
            *(("B", "c") if make is sent else ("c", "B")),
        )
        for make in (sent, answered)
        for name, hiding in (("map", _as_map), ("pattern", _by_pattern))
    ),
    row(
        "map of a response that becomes write-only",
        answered(objects(additionalProperties=TEXT)),
        answered(objects(additionalProperties=WRITTEN)),
        "c",
        "cBBBcccc",
    ),
    row(
        "alternative that only requests are, narrower",
        answered({"oneOf": [_SECRET, _OTHER]}),
        answered({"oneOf": [{**_SECRET, "minProperties": 2}, _OTHER]}),
        "-",
        "-",
    ),
    row(
        "alternative that only requests are, and then responses, too",
        answered({"anyOf": [_SECRET, _OTHER]}),
        answered({"anyOf": [{**_SECRET, "writeOnly": False}, _OTHER]}),
        "B",
        "cccccccB",
    ),
    row(
        "property that an alternative keeps secret, and others call for",
        answered(_keeping_secret({})),
        answered(_keeping_secret(_SHORT)),
        "c",
        "-",
    ),
]
