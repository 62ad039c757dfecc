"""Formats: always listed, asserted where the profile says so."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    NUMBER,
    REF,
    TEXT,
    WHOLE,
    answered,
    objects,
    parameter,
    sent,
)
from tests.unit.engine.comparison.reported.rows import row

INT32, INT64 = ({**WHOLE, "format": name} for name in ("int32", "int64"))
FLOAT, DOUBLE = ({**NUMBER, "format": name} for name in ("float", "double"))
BOUNDED = {**INT32, "minimum": -(2**31), "maximum": 2**31 - 1}
TYPED, RISKY, ASSERTED = "cccccccB", "rrrrrrrB", "rrrrBrrB"


def text(name: str) -> Any:
    return {**TEXT, "format": name}


def coded(name: str) -> Any:
    return {**TEXT, "contentEncoding": name}


def matching(schema: Any) -> Any:
    return objects(patternProperties={"^a": schema})


def containing(schema: Any) -> Any:
    return {"type": "array", "contains": schema}


def after_all(schema: Any) -> Any:
    return {"if": TEXT, "then": schema}


def naming(schema: Any) -> Any:
    return objects(propertyNames=schema)


def merely(schema: Any) -> Any:
    return schema


def excluding(schema: Any) -> Any:
    return {"not": schema}


def depending(schema: Any) -> Any:
    return objects(dependentSchemas={"a": objects({"b": schema})})


def _one_of(*schemas: Any) -> Any:
    return {"oneOf": list(schemas)}


def _having(schema: Any) -> Any:
    return objects({"a": schema}, required=["a"])


_NUMBERED = objects({"z": WHOLE}, required=["z"])
_DIGITS = {**TEXT, "pattern": "^(0|[1-9][0-9]*)$"}
_LETTER = {**TEXT, "pattern": "^[ab]$"}

ROWS = [
    row(
        "alternatives that a format alone keeps apart, answered",
        answered(_one_of(TEXT, _LETTER)),
        answered(_one_of(text("date"), _LETTER)),
        RISKY,
        ASSERTED,
    ),
    row(
        "alternatives that a format alone keeps apart, sent",
        sent(_one_of(text("date"), _LETTER)),
        sent(_one_of(TEXT, _LETTER)),
        ASSERTED,
        ASSERTED,
    ),
    row(
        "int32 to int64 in a response",
        answered(INT32),
        answered(INT64),
        ASSERTED,
        RISKY,
    ),
    row("int32 to int64 in a request", sent(INT32), sent(INT64), RISKY, ASSERTED),
    row(
        "int32 to int64 in a property",
        answered(objects({"n": INT32}, required=["n"])),
        answered(objects({"n": INT64}, required=["n"])),
        ASSERTED,
        RISKY,
    ),
    row(
        "float to double in a response",
        answered(FLOAT),
        answered(DOUBLE),
        ASSERTED,
        RISKY,
    ),
    row("unknown format", answered(text("x-a")), answered(text("x-b")), RISKY, RISKY),
    row("unknown format added", answered(TEXT), answered(text("x-b")), RISKY, RISKY),
    row(
        "byte to binary",
        answered(text("byte")),
        answered(text("binary")),
        ASSERTED,
        RISKY,
    ),
    row(
        "date to date-time in a response",
        answered(text("date")),
        answered(text("date-time")),
        ASSERTED,
        ASSERTED,
    ),
    row("uuid added in a request", sent(TEXT), sent(text("uuid")), ASSERTED, RISKY),
    row("byte added in a request", sent(TEXT), sent(text("byte")), ASSERTED, RISKY),
    row("decimal added", answered(TEXT), answered(text("decimal")), RISKY, ASSERTED),
    row("Base64 added", sent(TEXT), sent(coded("base64")), ASSERTED, RISKY),
    row(
        "Base64 of another kind",
        sent(coded("base64url")),
        sent(coded("base64")),
        ASSERTED,
        RISKY,
    ),
    row("Base64 in newer words", sent(text("byte")), sent(coded("base64")), "-", "-"),
    row(
        "Base64 of what has its letters",
        sent({**TEXT, "pattern": "^[a-z]{4}$"}),
        sent({**coded("base64"), "pattern": "^[a-z]{4}$"}),
        RISKY,
        RISKY,
    ),
    row(
        "Base64 among alternatives",
        sent({"anyOf": [TEXT, WHOLE]}),
        sent({"anyOf": [coded("base64"), WHOLE]}),
        ASSERTED,
        RISKY,
    ),
    row(
        "Base64 taken for another pattern",
        answered(coded("base64")),
        answered({**TEXT, "pattern": "^[A-Za-z0-9+/=]*$"}),
        ASSERTED,
        "BBBBrBBB",
    ),
    row(
        "format of a parameter",
        parameter(INT32),
        parameter(INT64),
        RISKY,
        ASSERTED,
    ),
    row(
        "bounds given up that the format sets",
        answered(BOUNDED),
        answered(INT32),
        "BBBBcBBB",
        "c",
    ),
    row(
        "bounds narrower than the format given up",
        answered({**BOUNDED, "maximum": 100}),
        answered(INT32),
        "B",
        "c",
    ),
    *(
        row(f"format of {name}", sent(make(TEXT)), sent(make(text("date"))), *letters)
        for name, make, letters in (
            ("properties of a pattern", matching, (ASSERTED, RISKY)),
            ("what a list has to contain", containing, (ASSERTED, RISKY)),
            ("a condition's consequence", after_all, (ASSERTED, RISKY)),
            ("names of properties", naming, (ASSERTED, RISKY)),
        )
    ),
    *(
        row(
            f"format of {name}, by reference, {make.__name__}",
            make(wrap(REF), S=TEXT),
            make(wrap(REF), S=text("date")),
            *(letters if make is sent else letters[::-1]),
        )
        for make in (sent, answered)
        for name, wrap, letters in (
            ("a whole", merely, (ASSERTED, RISKY)),
            ("properties of a pattern", matching, (ASSERTED, RISKY)),
            ("what a list has to contain", containing, (ASSERTED, RISKY)),
            ("a condition's consequence", after_all, (ASSERTED, RISKY)),
            ("names of properties", naming, (ASSERTED, RISKY)),
            ("what depends on another property", depending, (ASSERTED, RISKY)),
            ("what is excluded", excluding, ("-", "ccccBccc")),
        )
    ),
    *(
        row(
            f"format of {name} that keeps apart from another, {make.__name__}",
            make(_one_of(*wrap(TEXT)), S=TEXT),
            make(_one_of(*wrap(text("date"))), S=text("date")),
            *((ASSERTED, ASSERTED) if make is sent else (RISKY, ASSERTED)),
        )
        for make in (sent, answered)
        for name, wrap in (
            ("an object's member", lambda s: (_having(s), _NUMBERED)),
            ("an object by reference", lambda _: (_having(REF), _NUMBERED)),
            ("a pattern", lambda s: (matching(s), _NUMBERED)),
            ("a pattern by reference", lambda _: (matching(REF), _NUMBERED)),
            ("names", lambda s: (naming(s), _NUMBERED)),
            ("what depends on it", lambda s: (depending(s), _NUMBERED)),
            ("a component", lambda _: (REF, _LETTER)),
        )
    ),
    row(
        "format of what is excluded",
        sent({"not": text("time")}),
        sent({"not": text("date")}),
        "ccccBccc",
        "ccccBccc",
    ),
    row(
        "format of an alternative that then overlaps",
        sent({"oneOf": [text("date"), {"enum": ["a"]}]}),
        sent({"oneOf": [TEXT, {"enum": ["a"]}]}),
        ASSERTED,
        ASSERTED,
    ),
    row(
        "format of an alternative of an answer, which then overlaps",
        answered({"oneOf": [text("date"), {"enum": ["a"]}]}),
        answered({"oneOf": [TEXT, {"enum": ["a"]}]}),
        ASSERTED,
        RISKY,
    ),
    *(
        row(name, parameter(base, place), parameter(revision, place), there, back)
        for place in ("query", "header")
        for name, base, revision, there, back in (
            (
                f"number as a text of a format, {place}",
                WHOLE,
                text("uuid"),
                ASSERTED,
                "B",
            ),
            (
                f"date or number as a date, {place}",
                {"anyOf": [WHOLE, text("date")]},
                text("date"),
                ASSERTED,
                RISKY,
            ),
            (f"digits as a number of 32 bits, {place}", _DIGITS, INT32, ASSERTED, "B"),
        )
    ),
    *(
        row(
            f"one of many members comes to have a format, {made.__name__}",
            made(objects(additionalProperties=TEXT)),
            made(objects({"a": text("uuid")}, additionalProperties=TEXT)),
            there,
            back,
        )
        for made, there, back in (
            (sent, "ccccBccc", TYPED),
            (answered, "c", "rrrrBrrB"),
        )
    ),
]
