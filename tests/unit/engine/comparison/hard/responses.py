"""Hard pairs of responses: statuses, headers, media types and links."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    SAME,
    STRICT,
    TEXT,
    WHOLE,
    Content,
    answered,
    content,
    hard,
    responding,
)

DONE = {"description": ""}
JSON = {"description": "", **content(WHOLE)}


def headers(held: Content) -> Content:
    return responding({"200": {"description": "", "headers": held}})


def media(*names: str) -> Content:
    held: dict[str, Any] = {name: {"schema": TEXT} for name in names}
    return responding({"200": {"description": "", "content": held}})


def linked(**links: Content) -> Content:
    return responding({"200": {"description": "", "links": links}})


PAIRS = [
    # Statuses.
    hard(
        "error added",
        "A client treats an unknown status by its class (RFC 9110, 15).",
        responding({"200": DONE}),
        responding({"200": DONE, "404": DONE}),
        COMPATIBLE,
        **STRICT,
    ),
    hard(
        "success added",
        "A client treats an unknown status by its class (RFC 9110, 15).",
        responding({"200": DONE}),
        responding({"200": DONE, "202": DONE}),
        COMPATIBLE,
        **STRICT,
    ),
    hard(
        "success removed",
        "Who waits for it waits in vain.",
        responding({"200": DONE, "202": DONE}),
        responding({"200": DONE}),
        BREAKING,
    ),
    hard(
        "error removed",
        "Nobody misses an error.",
        responding({"200": DONE, "404": DONE}),
        responding({"200": DONE}),
        COMPATIBLE,
    ),
    hard(
        "success replaced",
        "Who waits for 200 waits in vain.",
        responding({"200": DONE}),
        responding({"204": DONE}),
        BREAKING,
    ),
    hard(
        "status named within a range",
        "The range covered it, and said the same.",
        responding({"200": DONE, "4XX": JSON}),
        responding({"200": DONE, "4XX": JSON, "404": JSON}),
        SAME,
    ),
    hard(
        "status named within a range with another body",
        "The range promised an integer for 404 too.",
        responding({"200": DONE, "4XX": JSON}),
        responding(
            {"200": DONE, "4XX": JSON, "404": {"description": "", **content(TEXT)}}
        ),
        BREAKING,
    ),
    hard(
        "status named under default",
        "The default covered it, and said the same.",
        responding({"200": DONE, "default": JSON}),
        responding({"200": DONE, "404": JSON, "default": JSON}),
        SAME,
    ),
    hard(
        "default added",
        "It covers all that was not mentioned.",
        responding({"200": DONE}),
        responding({"200": DONE, "default": DONE}),
        COMPATIBLE,
        **STRICT,
    ),
    hard(
        "default removed",
        "What is left was mentioned before.",
        responding({"200": DONE, "default": JSON}),
        responding({"200": DONE}),
        COMPATIBLE,
    ),
    hard(
        "case of a range",
        "Ranges are written with capitals, and meant either way.",
        responding({"200": DONE, "4XX": DONE}),
        responding({"200": DONE, "4xx": DONE}),
        SAME,
    ),
    # Media types.
    hard(
        "media type of a response added",
        "A client asks for those that it knows (RFC 9110, 12.5.1).",
        media("application/json"),
        media("application/json", "text/csv"),
        COMPATIBLE,
        **STRICT,
    ),
    hard(
        "media type of a response removed",
        "Who asks for it gets 406, or something else.",
        media("application/json", "text/csv"),
        media("application/json"),
        BREAKING,
    ),
    hard(
        "media type of a response replaced by a suffixed one",
        "application/a+json is another type than application/json (RFC 6839).",
        media("application/json"),
        media("application/a+json"),
        BREAKING,
    ),
    hard(
        "media type of a response named within its range",
        "Nobody could count on any other text.",
        media("text/*"),
        media("text/*", "text/csv"),
        SAME,
    ),
    hard(
        "range of a response narrowed to one type",
        "What comes was within the range.",
        media("text/*"),
        media("text/csv"),
        COMPATIBLE,
    ),
    hard(
        "media type of a response widened to a range",
        "Some other text may come.",
        media("text/csv"),
        media("text/*"),
        COMPATIBLE,
        **STRICT,
    ),
    hard(
        "case and space of a media type",
        "Types have no case (RFC 9110, 8.3.1).",
        media("application/json; charset=utf-8"),
        media("Application/JSON;charset=UTF-8"),
        SAME,
    ),
    hard(
        "charset of JSON",
        "JSON is UTF-8 whatever the parameter says (RFC 8259, 8.1).",
        media("application/json"),
        media("application/json; charset=utf-8"),
        SAME,
    ),
    hard(
        "charset of a text changed",
        "Latin-1 bytes are no UTF-8.",
        media("text/plain; charset=utf-8"),
        media("text/plain; charset=iso-8859-1"),
        BREAKING,
    ),
    hard(
        "version of a media type changed",
        "Who asks for version 1 gets something else.",
        media("application/json; v=1"),
        media("application/json; v=2"),
        BREAKING,
    ),
    hard(
        "body of a response removed",
        "Clients count on it.",
        answered(WHOLE),
        responding({"200": DONE}),
        BREAKING,
    ),
    hard(
        "body of a response added",
        "Who expects nothing reads nothing.",
        responding({"200": DONE}),
        answered(WHOLE),
        COMPATIBLE,
        **STRICT,
    ),
    hard(
        "schema of a response given up",
        "Anything may come.",
        answered(WHOLE),
        responding({"200": {"description": "", "content": {"application/json": {}}}}),
        BREAKING,
    ),
    # Links.
    hard(
        "link added",
        "Links are hints.",
        linked(),
        linked(self={"operationId": "o"}),
        COMPATIBLE,
    ),
    hard(
        "link changed",
        "Links are hints.",
        linked(self={"operationId": "o"}),
        linked(self={"operationId": "p"}),
        COMPATIBLE,
    ),
    hard(
        "link described",
        "A description is for people.",
        linked(self={"operationId": "o"}),
        linked(self={"operationId": "o", "description": "This."}),
        SAME,
    ),
]
