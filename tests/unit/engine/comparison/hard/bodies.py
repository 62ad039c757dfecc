"""Hard pairs of what requests carry: media types, forms, and hidden properties."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    EXACT,
    SAME,
    TEXT,
    TEXTS,
    WHOLE,
    Content,
    answered,
    content,
    contract,
    hard,
    objects,
    sent,
)


def body(*names: str, **members: Any) -> Content:
    held = {name: {"schema": WHOLE} for name in names}
    return contract({"requestBody": {"content": held, **members}})


def form(
    schema: Content, media_type: str = "multipart/form-data", **encoding: Content
) -> Content:
    held: Content = {"schema": objects({"a": schema})}
    if encoding:
        held["encoding"] = encoding
    return contract({"requestBody": {"content": {media_type: held}}})


FILE: Content = {}
FORM = "application/x-www-form-urlencoded"
PNG = {"contentType": "image/png"}
POINT = objects({"x": WHOLE})
HEADER = {"schema": TEXT}

PAIRS = [
    hard(
        "optional body added to a request",
        "Nobody has to send it.",
        contract({}),
        body("application/json"),
        COMPATIBLE,
    ),
    hard(
        "required body added to a request",
        "Nobody sends it yet.",
        contract({}),
        body("application/json", required=True),
        BREAKING,
    ),
    hard(
        "body of a request removed",
        "Who sends it is not understood.",
        body("application/json"),
        contract({}),
        BREAKING,
    ),
    hard(
        "body of a request became required",
        "Who left it out is refused.",
        body("application/json"),
        body("application/json", required=True),
        BREAKING,
    ),
    hard(
        "body of a request became optional",
        "Who sends it may go on.",
        body("application/json", required=True),
        body("application/json"),
        COMPATIBLE,
    ),
    hard(
        "media type of a request added",
        "Who sends JSON may go on.",
        body("application/json"),
        body("application/json", "text/plain"),
        COMPATIBLE,
    ),
    hard(
        "media type of a request removed",
        "Who sends text gets 415.",
        body("application/json", "text/plain"),
        body("application/json"),
        BREAKING,
    ),
    hard(
        "media type of a request widened to a range",
        "JSON is within the range.",
        body("application/json"),
        body("*/*"),
        COMPATIBLE,
    ),
    hard(
        "range of a request narrowed",
        "Any other type was fine.",
        body("*/*"),
        body("application/json"),
        BREAKING,
    ),
    hard(
        "suffixed media type in place of JSON",
        "application/a+json is another type than application/json (RFC 6839).",
        body("application/json"),
        body("application/a+json"),
        BREAKING,
    ),
    hard(
        "order of media types",
        "A request names its type.",
        body("application/json", "text/plain"),
        body("text/plain", "application/json"),
        SAME,
    ),
    # Forms.
    hard(
        "type of a part widened",
        "PNG is still accepted.",
        form(FILE, a=PNG),
        form(FILE, a={"contentType": "image/png, image/jpeg"}),
        COMPATIBLE,
    ),
    hard(
        "type of a part widened to a range",
        "PNG is within the range.",
        form(FILE, a=PNG),
        form(FILE, a={"contentType": "image/*"}),
        COMPATIBLE,
    ),
    hard(
        "type of a part narrowed",
        "JPEG was accepted.",
        form(FILE, a={"contentType": "image/png, image/jpeg"}),
        form(FILE, a=PNG),
        BREAKING,
    ),
    hard(
        "type of a part spelt out",
        "A text is plain text unless said otherwise (3.1, 4.8.15.1).",
        form(TEXT),
        form(TEXT, a={"contentType": "text/plain"}),
        SAME,
    ),
    hard(
        "type of an object's part spelt out",
        "An object is JSON unless said otherwise (3.1, 4.8.15.1).",
        form(POINT),
        form(POINT, a={"contentType": "application/json"}),
        SAME,
    ),
    hard(
        "type of a text's part changed",
        "Plain text was sent.",
        form(TEXT),
        form(TEXT, a=PNG),
        BREAKING,
    ),
    hard(
        "required header of a part added",
        "Nobody sends it yet.",
        form(FILE, a=PNG),
        form(FILE, a={**PNG, "headers": {"X-H": {**HEADER, "required": True}}}),
        BREAKING,
    ),
    hard(
        "optional header of a part added",
        "Nobody has to send it.",
        form(FILE, a=PNG),
        form(FILE, a={**PNG, "headers": {"X-H": HEADER}}),
        COMPATIBLE,
    ),
    hard(
        "header of a part removed",
        "Unknown fields are ignored.",
        form(FILE, a={**PNG, "headers": {"X-H": {**HEADER, "required": True}}}),
        form(FILE, a=PNG),
        COMPATIBLE,
    ),
    hard(
        "encoding of what is no property",
        "It is ignored (3.1, 4.8.14.1).",
        form(TEXT),
        form(TEXT, z=PNG),
        SAME,
    ),
    hard(
        "list in a form no longer exploded",
        "a=1&a=2 is not read as a=1,2.",
        form(TEXTS, FORM),
        form(TEXTS, FORM, a={"style": "form", "explode": False}),
        BREAKING,
    ),
    hard(
        "style of a list in a form spelt out",
        "It says what silence says.",
        form(TEXTS, FORM),
        form(TEXTS, FORM, a={"style": "form", "explode": True}),
        SAME,
    ),
    hard(
        "style of a scalar in a form",
        "There is nothing to spread.",
        form(TEXT, FORM),
        form(TEXT, FORM, a={"style": "form", "explode": False}),
        SAME,
    ),
    hard(
        "reserved signs in a form",
        "An escaped sign and a plain one are the same value.",
        form(TEXT, FORM),
        form(TEXT, FORM, a={"allowReserved": True}),
        SAME,
    ),
    hard(
        "form becomes multipart",
        "It is another media type.",
        form(TEXT, FORM),
        form(TEXT),
        BREAKING,
    ),
    # Read-only and write-only.
    hard(
        "property of a request becomes read-only",
        "What was stored is ignored from now on.",
        sent(objects({"a": TEXT})),
        sent(objects({"a": {**TEXT, "readOnly": True}})),
        BREAKING,
    ),
    hard(
        "property of a request is no longer read-only",
        "Nobody has to send it.",
        sent(objects({"a": {**TEXT, "readOnly": True}})),
        sent(objects({"a": TEXT})),
        COMPATIBLE,
    ),
    hard(
        "required property is no longer read-only",
        "Nobody had to send it (3.0.3, 4.7.24.2).",
        sent(objects({"a": {**TEXT, "readOnly": True}}, required=["a"])),
        sent(objects({"a": TEXT}, required=["a"])),
        BREAKING,
    ),
    hard(
        "required read-only property added",
        "Requests need not carry it.",
        sent(objects({})),
        sent(objects({"a": {**TEXT, "readOnly": True}}, required=["a"])),
        COMPATIBLE,
        **EXACT,
    ),
    hard(
        "required property of a response becomes write-only",
        "It does not come any more.",
        answered(objects({"a": TEXT}, required=["a"])),
        answered(objects({"a": {**TEXT, "writeOnly": True}}, required=["a"])),
        BREAKING,
    ),
    hard(
        "required property of a request becomes write-only",
        "It is sent as before.",
        sent(objects({"a": TEXT}, required=["a"])),
        sent(objects({"a": {**TEXT, "writeOnly": True}}, required=["a"])),
        SAME,
    ),
    hard(
        "property of a response becomes read-only",
        "It comes as before.",
        answered(objects({"a": TEXT}, required=["a"])),
        answered(objects({"a": {**TEXT, "readOnly": True}}, required=["a"])),
        SAME,
    ),
    hard(
        "write-only property added to a response",
        "It never comes.",
        answered(objects({})),
        answered(objects({"a": {**TEXT, "writeOnly": True}})),
        SAME,
    ),
    hard(
        "schema of a request given up",
        "Anything is accepted.",
        body("application/json"),
        contract({"requestBody": {"content": {"application/json": {}}}}),
        COMPATIBLE,
    ),
    hard(
        "first schema of a request",
        "Anything was accepted.",
        contract({"requestBody": {"content": {"application/json": {}}}}),
        contract({"requestBody": content(WHOLE)}),
        BREAKING,
    ),
]
