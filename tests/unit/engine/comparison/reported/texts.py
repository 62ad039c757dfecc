"""What travels as text: whether a number or a word was meant, the reader decides.

Code that was generated from the contract has a type for it all the same.
"""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    NUMBER,
    TEXT,
    TEXTS,
    TRUTH,
    WHOLE,
    Content,
    contract,
    headed,
    objects,
    parameter,
    responding,
)
from tests.unit.engine.comparison.reported.rows import of_version, row

FORM, PARTS, PLAIN = (
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
)
# Nobody notices but code that was generated.
TYPED = "cccccccB"
BOTH = {"allOf": [WHOLE, TEXT]}
JSON = {"f": {"contentType": "application/json"}}
SHAPES = {"type": "array", "items": WHOLE}
DEEP = {"f": {"style": "deepObject", "explode": True}}
OTHER = objects({"g": WHOLE}, required=["g"])
COUNT = {**WHOLE, "minimum": 0, "maximum": 999}
COUNTS = {**COUNT, "maximum": 1000}
SHORT = {**TEXT, "maxLength": 3}
DIGITS = {**TEXT, "pattern": "^[0-9]+$"}


def sending(schema: Any, media_type: str = PLAIN, **members: Any) -> Content:
    """What clients send in a body of a media type."""
    held = {"schema": schema, **members}
    return contract({"requestBody": {"required": True, "content": {media_type: held}}})


def answering(schema: Any, media_type: str = PLAIN) -> Content:
    """What the API answers with in a body of a media type."""
    held = {"description": "", "content": {media_type: {"schema": schema}}}
    return responding({"200": held})


def form(media_type: str, schema: Any, **members: Any) -> Content:
    return sending(objects({"f": schema}, required=["f"]), media_type, **members)


def without_f(text: str) -> Content:
    return {"not": {"required": ["f"], "properties": {"f": {"const": text}}}}


def deep(schema: Any, style: str = "deepObject") -> Content:
    inner = objects({"a": objects({"b": schema})})
    return parameter(inner, style=style, explode=True)


def asked(schema: Any, media_type: str = "application/json") -> Content:
    """A query string as a whole."""
    content = {media_type: {"schema": schema}}
    held = {"name": "q", "in": "querystring", "content": content}
    return of_version("3.2.0", contract({"parameters": [held]}))


ROWS = [
    *(
        row(f"{name} of {kind}", form(kind, base), form(kind, revision), there, back)
        for kind in (FORM, PARTS)
        for name, base, revision, there, back in (
            ("number that becomes a text", WHOLE, TEXT, TYPED, "B"),
            ("truth that becomes a text", TRUTH, TEXT, TYPED, "B"),
            ("text that becomes a list", TEXT, TEXTS, TYPED, "B"),
            ("list of numbers that becomes one of texts", SHAPES, TEXTS, TYPED, "B"),
            (
                "number that becomes some texts",
                WHOLE,
                {**TEXT, "maxLength": 2},
                "B",
                "B",
            ),
            ("number from 0 on", {**WHOLE, "minimum": 0}, DIGITS, TYPED, "B"),
        )
    ),
    row(
        "number in JSON within a form",
        form(PARTS, WHOLE, encoding=JSON),
        form(PARTS, TEXT, encoding=JSON),
        "B",
        "B",
    ),
    row(
        "number in an object within a form",
        form(PARTS, objects({"b": WHOLE})),
        form(PARTS, objects({"b": TEXT})),
        "B",
        "B",
    ),
    row("number in plain text", sending(WHOLE), sending(TEXT), TYPED, "B"),
    row("plain text of an answer", answering(TEXT), answering(WHOLE), TYPED, "B"),
    row(
        "number in a form of an answer",
        answering(objects({"f": TEXT}), FORM),
        answering(objects({"f": WHOLE}), FORM),
        TYPED,
        "B",
    ),
    row(
        "member beside a number that becomes a text",
        sending(objects({"f": WHOLE, "g": WHOLE}), FORM),
        sending(objects({"f": TEXT, "g": {**WHOLE, "maximum": 3}}), FORM),
        "B",
        "B",
    ),
    row("number deep in an object", deep(WHOLE), deep(TEXT), TYPED, "B"),
    row("number in an object", deep(WHOLE, "form"), deep(TEXT, "form"), TYPED, "B"),
    *(
        row(
            f"list that becomes a text in a {place}, {len(more)} at least",
            parameter({**TEXTS, **more}, place, **members),
            parameter(TEXT, place, **members),
            TYPED,
            back,
        )
        for place, more, members, back in (
            ("header", {}, {}, TYPED),
            ("header", {"minItems": 1}, {"required": True}, "B"),
            ("path", {"minItems": 1}, {}, TYPED),
            ("query", {"minItems": 1}, {"explode": False}, TYPED),
        )
    ),
    row(
        "list of numbers that becomes some texts in a header",
        parameter({**SHAPES, "minItems": 1}, "header"),
        parameter({**TEXT, "pattern": "^[0-9]+$"}, "header"),
        "B",
        "B",
    ),
    row(
        "number of a header that becomes a list",
        headed(WHOLE),
        headed(SHAPES),
        "B",
        TYPED,
    ),
    row(
        "number from 0 on as digits",
        parameter({**WHOLE, "minimum": 0}),
        parameter(DIGITS),
        TYPED,
        "B",
    ),
    *(
        row(
            f"another word excluded from a {place}",
            parameter({"not": {"enum": ["x"]}}, place),
            parameter({"not": {"enum": ["x", "y"]}}, place),
            "B",
            "c",
        )
        for place in ("query", "path", "header", "cookie")
    ),
    row("number of few digits", parameter(COUNT), parameter(SHORT), TYPED, "B"),
    row("number of too many digits", parameter(COUNTS), parameter(SHORT), "B", "B"),
    row(
        "list of one that becomes a number",
        parameter({**SHAPES, "minItems": 1, "maxItems": 1}),
        parameter(WHOLE),
        TYPED,
        TYPED,
    ),
    row("number in a query string in JSON", asked(NUMBER), asked(WHOLE), "B", TYPED),
    row("number that becomes a text in JSON", asked(WHOLE), asked(TEXT), "B", "B"),
    row(
        "number that becomes a text in a query string",
        asked(WHOLE, PLAIN),
        asked(TEXT, PLAIN),
        TYPED,
        "B",
    ),
    row(
        "form in a query string",
        asked(objects({"f": WHOLE}), FORM),
        asked(objects({"f": TEXT}, required=["f"]), FORM),
        "B",
        "B",
    ),
    row(
        "media types of a suffix",
        sending(TEXT, "application/*+json"),
        sending(TEXT, "application/vnd.a+json"),
        "B",
        "c",
    ),
    *(
        row(name, sending(base, FORM), sending(revision, FORM), there, back)
        for name, base, revision, there, back in (
            (
                "undeclared members of a form",
                objects(additionalProperties=WHOLE),
                objects(additionalProperties=TEXT),
                TYPED,
                "B",
            ),
            (
                "member of an alternative of a form",
                {"anyOf": [objects({"f": WHOLE}, required=["f"]), OTHER]},
                {"anyOf": [objects({"f": TEXT}, required=["f"]), OTHER]},
                TYPED,
                "B",
            ),
            (
                "number or truth of a form",
                objects({"f": {"anyOf": [WHOLE, TRUTH]}}),
                objects({"f": TEXT}),
                TYPED,
                "B",
            ),
            (
                "constant of a form",
                objects({"f": {"const": 1}}),
                objects({"f": {"const": "1"}}),
                "c",
                "c",
            ),
            (
                "member of a form that needs another one",
                objects({"f": WHOLE}, dependentRequired={"f": ["g"]}),
                objects({"f": TEXT}, dependentRequired={"f": ["g"]}),
                TYPED,
                "B",
            ),
        )
    ),
    row(
        "number deep in a form",
        sending(objects({"f": objects({"a": WHOLE})}), FORM, encoding=DEEP),
        sending(objects({"f": objects({"a": TEXT})}), FORM, encoding=DEEP),
        TYPED,
        "B",
    ),
    row(
        "number in JSON that a part has, whatever style is named",
        sending(objects({"f": objects({"a": WHOLE})}), PARTS, encoding=DEEP),
        sending(objects({"f": objects({"a": TEXT})}), PARTS, encoding=DEEP),
        "B",
        "B",
    ),
    row(
        "object that becomes a text in a path",
        parameter(objects({"a": WHOLE}), "path"),
        parameter(TEXT, "path"),
        TYPED,
        "B",
    ),
    row(
        "both a number and a word, which nothing is, in a query",
        parameter(WHOLE, "query"),
        parameter(BOTH, "query"),
        "B",
        "rrrrrrrB",
    ),
    row(
        "both a number and a word, which nothing is, in a form",
        sending(objects({"f": WHOLE}), FORM),
        sending(objects({"f": BOTH}), FORM),
        "B",
        TYPED,
    ),
    row(
        "word that a form excludes, which a number may look like",
        sending(objects({"f": WHOLE}), FORM),
        sending({**objects({"f": TEXT}), **without_f("5")}, FORM),
        "uuuuuuuB",
        "B",
    ),
]
