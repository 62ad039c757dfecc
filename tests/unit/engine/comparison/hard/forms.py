"""Hard pairs of forms: what their parts are, and how properties are written."""

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    EXACT,
    SAME,
    TEXT,
    TEXTS,
    UNDECIDED,
    WHOLE,
    Content,
    called_back,
    contract,
    event,
    hard,
    objects,
)

FILE: Content = {}
FILES = {"type": "array", "items": FILE}
ENCODED = {**TEXT, "contentEncoding": "base64"}
FORM = "application/x-www-form-urlencoded"
PNG = {"contentType": "image/png"}
ANY = {"contentType": "image/*"}
BYTES = {"contentType": "application/octet-stream"}
POINT = objects({"x": WHOLE})
HEADER = {"schema": TEXT}


def form(
    schema: Content, media_type: str = "multipart/form-data", **encoding: Content
) -> Content:
    held: Content = {"schema": objects({"a": schema})}
    if encoding:
        held["encoding"] = encoding
    return contract({"requestBody": {"content": {media_type: held}}})


def noted(schema: Content, kind: str = "image/png", **header: object) -> Content:
    """A part with a header."""
    headers = {"X-H": {"schema": schema, **header}}
    return form(FILE, a={"contentType": kind, "headers": headers})


def several(**encoding: Content) -> Content:
    schema = objects({"z": TEXT, "a": TEXTS}, required=["z"])
    held: Content = {"schema": schema, "encoding": encoding}
    return contract({"requestBody": {"content": {FORM: held}}})


def called_with(**encoding: Content) -> Content:
    """A form that the API sends."""
    body = form(FILE, "multipart/form-data", **encoding)["paths"]["/a"]["post"][
        "requestBody"
    ]
    return called_back(event(requestBody={**body, "required": True}))


PAIRS = [
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
        "An escaped sign and a plain one are the same value, which is listed.",
        form(TEXT, FORM),
        form(TEXT, FORM, a={"allowReserved": True}),
        COMPATIBLE,
    ),
    hard(
        "form becomes multipart",
        "It is another media type.",
        form(TEXT, FORM),
        form(TEXT),
        BREAKING,
    ),
    hard(
        "header of a part became optional",
        "Who sends it may go on.",
        noted(TEXT, required=True),
        noted(TEXT),
        COMPATIBLE,
    ),
    hard(
        "header of a part became required",
        "Who left it out is refused.",
        noted(TEXT),
        noted(TEXT, required=True),
        BREAKING,
    ),
    hard(
        "values of a part's header widened",
        "On the wire everything is text.",
        noted(WHOLE, required=True),
        noted(TEXT, required=True),
        COMPATIBLE,
    ),
    hard(
        "values of a part's header narrowed",
        "A word was fine.",
        noted(TEXT, required=True),
        noted(WHOLE, required=True),
        BREAKING,
    ),
    hard(
        "type of a part with a required header changed",
        "PNG was accepted.",
        noted(TEXT, required=True),
        noted(TEXT, "image/jpeg", required=True),
        BREAKING,
    ),
    hard(
        "range of a part narrowed to what it stands for",
        "Any other image was accepted.",
        form(FILE, a=ANY),
        form(FILE, a=PNG),
        BREAKING,
    ),
    hard(
        "type of a list's part spelt out",
        "A list is written item by item (3.1, 4.8.15.1).",
        form(TEXTS),
        form(TEXTS, a={"contentType": "text/plain"}),
        SAME,
    ),
    hard(
        "type of files' parts spelt out",
        "What has no type is bytes (3.1, 4.8.15.1).",
        form(FILES),
        form(FILES, a=BYTES),
        SAME,
    ),
    hard(
        "type of an encoded text's part spelt out",
        "What has an encoding is bytes (3.1, 4.8.15.1).",
        form(ENCODED),
        form(ENCODED, a=BYTES),
        SAME,
    ),
    hard(
        "list among other properties no longer exploded",
        "a=1&a=2 is not read as a=1,2.",
        several(),
        several(a={"explode": False}),
        BREAKING,
    ),
    hard(
        "list in multipart with a style",
        "How the style of a part is written is not compared.",
        form(TEXTS),
        form(TEXTS, a={"style": "pipeDelimited"}),
        UNDECIDED,
    ),
    hard(
        "property added to a form",
        "Nobody has to send it.",
        contract({"requestBody": {"content": {FORM: {"schema": objects({})}}}}),
        form(TEXT, FORM, a={"style": "form"}),
        COMPATIBLE,
        **EXACT,
    ),
    hard(
        "type of a part that the API sends narrowed",
        "Less comes.",
        called_with(a=ANY),
        called_with(a=PNG),
        COMPATIBLE,
    ),
    hard(
        "type of a part that the API sends widened",
        "A client that reads PNG may get another image.",
        called_with(a=PNG),
        called_with(a=ANY),
        BREAKING,
    ),
]
