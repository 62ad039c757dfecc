"""Edits of bodies, of how they are written, and of what is answered."""

from tests.unit.engine.comparison.adversary.editing import (
    OTHER,
    SINCE_3_1,
    SINCE_3_2,
    WORDS,
    Edit,
    at,
    drop,
    drop_one,
    on,
    put,
    turn,
)
from tests.unit.engine.comparison.adversary.edits_of_operations import (
    ANSWER,
    GET,
    LISTED,
    TEXTS,
    all_over,
    media,
)

_FORM = ("paths", "/forms", "post", "requestBody", "content")

_URLENCODED = at(*_FORM, "application/x-www-form-urlencoded")

_LIST = at(*_FORM, "application/x-www-form-urlencoded", "encoding", "list")

_UPLOAD = ("paths", "/forms", "put", "requestBody", "content", "multipart/form-data")

_NAME = at(*_UPLOAD, "encoding", "name")

_DOWNLOAD = (
    *("paths", "/forms", "put", "responses", "200", "content", "multipart/mixed"),
)

_ANSWERED = at(*_DOWNLOAD, "encoding", "name")

_MIXED = ("paths", "/mixed", "post", "requestBody", "content", "multipart/mixed")

_LINK = at("components", "links", "self")

EDITS = [
    Edit("MediaType", "schema", "", all_over("schema", "media type")),
    Edit(
        "MediaType",
        "schema",
        "removed",
        on("media type", drop("schema"), lambda m: "schema" in m),
    ),
    Edit(
        "MediaType",
        "itemSchema",
        "",
        all_over("itemSchema", "media type"),
        versions=SINCE_3_2,
    ),
    Edit(
        "MediaType",
        "example",
        "",
        at(*TEXTS, "post", "requestBody", "content", "text/plain")(put("example", "z")),
        "silent",
        why=WORDS,
    ),
    Edit(
        "MediaType",
        "examples",
        "",
        at("components", "responses", "Missing", "content", "application/json")(
            put("examples", {"x": {"value": {"title": "t"}}})
        ),
        "silent",
        why=WORDS,
    ),
    Edit(
        "MediaType",
        "description",
        "",
        at("components", "mediaTypes", "Plain")(put("description", "Other.")),
        "silent",
        why=WORDS,
        versions=SINCE_3_2,
    ),
    Edit(
        "MediaType",
        "encoding",
        "removed",
        on("media type", drop("encoding"), lambda m: "encoding" in m),
    ),
    Edit(
        "MediaType",
        "prefixEncoding",
        "changed",
        at(*_MIXED)(put("prefixEncoding", [{"contentType": "text/csv"}])),
        "listed",
        "breaking",
        versions=SINCE_3_2,
    ),
    Edit(
        "MediaType",
        "itemEncoding",
        "changed",
        at(*_MIXED)(put("itemEncoding", {"contentType": "text/csv"})),
        "listed",
        "breaking",
        versions=SINCE_3_2,
    ),
    Edit(
        "Encoding",
        "contentType",
        "of a request",
        _NAME(put("contentType", "text/csv", "image/png")),
    ),
    Edit(
        "Encoding",
        "contentType",
        "of a response",
        _ANSWERED(put("contentType", "text/csv")),
        "listed",
        "breaking",
    ),
    Edit("Encoding", "headers", "removed", _NAME(drop("headers")), **LISTED),
    Edit(
        "Encoding",
        "headers",
        "added",
        _NAME(
            put(
                "headers",
                {
                    "X-Part": {"required": True, "schema": {"type": "integer"}},
                    "X-More": {"required": True, "schema": {"type": "integer"}},
                },
            )
        ),
    ),
    Edit(
        "Encoding",
        "headers",
        "of a response",
        _ANSWERED(
            put(
                "headers",
                {
                    "X-More": {"required": True, "schema": {"type": "integer"}},
                },
            )
        ),
        **LISTED,
    ),
    Edit(
        "Encoding", "style", "", _LIST(put("style", "pipeDelimited", "spaceDelimited"))
    ),
    Edit("Encoding", "explode", "", _LIST(put("explode", True))),
    Edit("Encoding", "allowReserved", "", _LIST(turn("allowReserved")), **LISTED),
    *[
        Edit(
            "Encoding",
            field,
            "added",
            at(*_MIXED, "itemEncoding")(put(field, value)),
            versions=SINCE_3_2,
            **LISTED,
        )
        for field, value in {
            "encoding": {"a": {"contentType": "text/csv"}},
            "prefixEncoding": [{"contentType": "text/csv"}],
            "itemEncoding": {"contentType": "text/csv"},
        }.items()
    ],
    Edit(
        "Responses",
        "default",
        "removed",
        at(*GET, "responses")(drop("default")),
        **LISTED,
    ),
    Edit(
        "Responses",
        "default",
        "added",
        at("paths", "/drawn", "post", "responses")(put("default", ANSWER)),
        **LISTED,
    ),
    Edit(
        "Response",
        "description",
        "",
        on("response", put("description", "Other.")),
        "silent",
        why=WORDS,
    ),
    Edit(
        "Response",
        "summary",
        "",
        on("response", put("summary", "Other.")),
        "silent",
        why=WORDS,
        versions=SINCE_3_2,
    ),
    Edit(
        "Response",
        "headers",
        "removed",
        at(*GET, "responses", "200")(drop_one("headers")),
        **LISTED,
    ),
    Edit(
        "Response",
        "headers",
        "added",
        on(
            "response",
            put("headers", {"X-New": {"required": True, "schema": {"type": "string"}}}),
        ),
    ),
    Edit(
        "Response", "content", "other", on("response", media, lambda r: "content" in r)
    ),
    Edit(
        "Response",
        "content",
        "removed",
        # Nobody gets a response that no operation refers to.
        on(
            "response",
            drop("content"),
            lambda r: "content" in r and r.get("description") != "Other.",
        ),
        **LISTED,
    ),
    Edit(
        "Response",
        "links",
        "removed",
        at(*GET, "responses", "200")(drop("links")),
        **LISTED,
    ),
    *[
        Edit("Link", field, "changed", _LINK(put(field, value)), **LISTED)
        for field, value in {
            "operationId": "putThing",
            "parameters": {"id": "$response.body#/name"},
            "requestBody": "$response.body",
            "server": {"url": OTHER},
        }.items()
    ],
    Edit(
        "Link",
        "operationRef",
        "in place of operationId",
        _LINK(
            lambda random, held: (
                drop("operationId")(random, held)
                and put("operationRef", "#/paths/~1things~1{id}/put")(random, held)
            )
        ),
        **LISTED,
    ),
    Edit(
        "Link",
        "description",
        "changed",
        _LINK(put("description", "Other.")),
        "silent",
        why=WORDS,
    ),
    Edit(
        "Reference",
        "$ref",
        "to another",
        at(*GET, "responses")(put("404", {"$ref": "#/components/responses/Other"})),
    ),
    *[
        Edit(
            "Reference",
            field,
            "added",
            at(*GET, "responses", "404")(put(field, "Other.")),
            "silent",
            why=WORDS,
            versions=SINCE_3_1,
        )
        for field in ("summary", "description")
    ],
]
