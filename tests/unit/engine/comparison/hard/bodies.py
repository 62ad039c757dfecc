"""Hard pairs of what requests carry: media types, forms, and hidden properties."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    EXACT,
    SAME,
    TEXT,
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
        "Nobody has to send it, and who sent something else was not refused.",
        sent(objects({"a": {**TEXT, "readOnly": True}})),
        sent(objects({"a": TEXT})),
        COMPATIBLE,
        **EXACT,
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
        "Requests don't carry it.",
        sent(objects({})),
        sent(objects({"a": {**TEXT, "readOnly": True}}, required=["a"])),
        SAME,
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
