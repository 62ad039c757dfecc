"""Answers that can't have a body, or that nobody was ever sent."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    TEXT,
    WHOLE,
    Content,
    content,
    contract,
    contract_of,
    objects,
    responding,
)
from tests.unit.engine.comparison.reported.rows import Row, row

NONE: Content = {"description": ""}
CODE = "-------B"
NOTHING: Content = {"allOf": [objects(), TEXT]}
RAW: Content = {"a/b": {}}
NEVER_THERE: Content = {"X-H": {"required": True, "schema": NOTHING}}


def saying(schema: Any, **members: Any) -> Content:
    return {**NONE, **content(schema), **members}


def under(status: str, answer: Content, **more: Content) -> Content:
    """A contract that answers something, and 200."""
    return responding({"200": NONE, status: answer, **more})


def heads(answer: Content) -> Content:
    """A contract that is asked for headers alone."""
    return contract_of({"/a": {"head": {"responses": {"200": answer}}}})


def uncallable(**body: Any) -> Content:
    """A contract whose operation takes a parameter that has no value."""
    never = {"name": "n", "in": "query", "required": True, "schema": NOTHING}
    sent = {"requestBody": body} if body else {}
    return contract({"parameters": [never], **sent})


def of_status(status: str) -> list[Row]:
    """Pairs of a status to which nothing can be added but headers."""
    return [
        row(
            f"body under {status}",
            under(status, saying(TEXT)),
            under(status, saying(WHOLE)),
            CODE,
            CODE,
        ),
        row(
            f"body under {status} given up",
            under(status, saying(TEXT)),
            under(status, NONE),
            CODE,
            CODE,
        ),
    ]


ROWS = [
    *(each for status in ("204", "205", "304", "101") for each in of_status(status)),
    row("body of HEAD", heads(saying(TEXT)), heads(saying(WHOLE)), CODE, CODE),
    row("body of HEAD given up", heads(saying(TEXT)), heads(NONE), CODE, CODE),
    row(
        "header beside a body that never comes",
        under("204", saying(TEXT, headers={"X-H": {"required": True, "schema": TEXT}})),
        under(
            "204", saying(TEXT, headers={"X-H": {"required": True, "schema": WHOLE}})
        ),
        "cccccccB",
        "B",
    ),
    row(
        "204 told from all others",
        responding({"default": saying(TEXT)}),
        responding({"default": saying(TEXT), "204": NONE}),
        "-",
        "-",
    ),
    row(
        "body of all others, among those that have none",
        responding({"default": saying(TEXT), "4XX": NONE, "5XX": NONE}),
        responding({"default": saying(WHOLE), "4XX": NONE, "5XX": NONE}),
        "B",
        "B",
    ),
    row(
        "status that nobody was ever sent",
        under("202", saying(NOTHING)),
        responding({"200": NONE}),
        "c",
        "c",
    ),
    row(
        "status that lacks what it always had to have",
        under("202", {**NONE, "headers": NEVER_THERE}),
        responding({"200": NONE}),
        "c",
        "c",
    ),
    row(
        "body beside a header that can't be there",
        under("202", saying(TEXT, headers=NEVER_THERE)),
        under("202", saying(WHOLE, headers=NEVER_THERE)),
        "cccccccB",
        "cccccccB",
    ),
    row(
        "media type that nothing was ever written in",
        under("202", {**NONE, "content": {**content(NOTHING)["content"], "a/b": {}}}),
        under("202", {**NONE, "content": {"a/b": {}}}),
        "c",
        "c",
    ),
    row(
        "media type that nothing could ever be sent in",
        contract({"requestBody": {"content": {**content(NOTHING)["content"], **RAW}}}),
        contract({"requestBody": {"content": RAW}}),
        "c",
        "c",
    ),
    row(
        "body beside a parameter that can't be given",
        uncallable(required=True, **content(TEXT)),
        uncallable(required=True, **content(WHOLE)),
        "cccccccB",
        "cccccccB",
    ),
    row(
        "operation that nobody could ever call",
        uncallable(),
        contract_of({}),
        "c",
        "c",
    ),
    row(
        "body that has to be there, of what nobody could ever call",
        uncallable(**content(TEXT)),
        uncallable(required=True, **content(TEXT)),
        "cccccccB",
        "cccccccB",
    ),
]
