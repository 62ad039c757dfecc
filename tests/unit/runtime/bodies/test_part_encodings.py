"""What a contract demands of the parts of a form."""

from typing import Any

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Encoding,
    Header,
    Media,
    RequestBody,
)
from tests.unit.runtime.bodies.forms import (
    FORM,
    JSON,
    PNG,
    URLENCODED,
    part,
    seen,
    send,
)
from tests.unit.runtime.harness import app_of, call, operation

IMAGE = Encoding("file", ("image/png", "image/jpeg"))
ANY_IMAGE = Encoding("files", ("image/*",))
AS_JSON = Encoding("text", ("application/json",))


@pytest.mark.parametrize(
    ("given", "encoding", "value"),
    [
        (part('name="file"', "1", PNG), IMAGE, {"file": (None, "image/png", b"1")}),
        (
            part('name="file"', "1", "Content-Type: image/jpeg; q=1"),
            IMAGE,
            {"file": (None, "image/jpeg", b"1")},
        ),
        # What names no type is taken on trust.
        (part('name="file"', "1"), IMAGE, {"file": (None, "image/png", b"1")}),
        (
            part('name="files"', "1"),
            ANY_IMAGE,
            {"files": [(None, "application/octet-stream", b"1")]},
        ),
        (part('name="file"', "1", "Content-Type: text/html"), IMAGE, 415),
        (part('name="files"', "1", "Content-Type: video/x"), ANY_IMAGE, 415),
        (part('name="text"', '"a"'), AS_JSON, {"text": "a"}),
        (part('name="text"', '"a"', JSON), AS_JSON, {"text": "a"}),
        (part('name="text"', "a"), AS_JSON, 400),
        (part('name="text"', "a", "Content-Type: text/plain"), AS_JSON, 415),
        (
            part('name="point"', "x"),
            Encoding("point", ("text/plain",)),
            422,
        ),
    ],
)
def test_a_part_has_a_declared_media_type(
    given: bytes, encoding: Encoding, value: Any
) -> None:
    reply = send(given, encoding)
    if isinstance(value, dict):
        assert seen == [value], reply.body
        return
    assert (reply.status, seen) == (value, [])
    assert [e["pointer"] for e in reply.json["errors"]] == [f"/{encoding.name}"]


LABELLED = Encoding(
    "file",
    headers=(
        Header("X-Label", "x_label", "Text", required=True),
        Header("X-Sizes", "x_sizes", "Sizes", explode=False),
    ),
)
SIZES = {"Sizes": {"type": "array", "items": {"type": "integer"}}}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (["x-label: abc"], {"X-Label": "abc"}),
        (["X-Label: a", "X-Sizes: 1, 2"], {"X-Label": "a", "X-Sizes": [1, 2]}),
        ([], "the header X-Label is required"),
        (["X-Label: abcd"], "the header X-Label is longer than 3 characters"),
        (["X-Label: a", "X-Sizes: b"], 'the header X-Sizes is not of type "integer"'),
    ],
)
def test_a_part_has_declared_headers(fields: list[str], found: Any) -> None:
    heads: list[object] = []

    async def looking(context: object, *, body: Any) -> None:
        heads.append(body["file"].headers)
        raise KeyError

    media = Media("multipart/form-data", "Form", (LABELLED,))
    plan = operation(method="POST", body=RequestBody((media,)))
    app = app_of(
        {"Form": FORM, "Text": {"type": "string", "maxLength": 3}, **SIZES},
        Endpoint(plan, looking),
    )
    content = part('name="file"', "1", *fields) + b"--x--"
    headers = [("Content-Type", "multipart/form-data; boundary=x")]
    reply = call(app, "POST", "/things", headers, [content])

    if isinstance(found, dict):
        assert heads == [found]
        return
    assert (reply.status, heads) == (422, [])
    fault = {"in": "body", "pointer": "/file", "detail": found}
    assert reply.json["errors"] == [fault]


STYLED = (
    Encoding("numbers", style="form", explode=False),
    Encoding("point", style="deepObject", explode=True),
)


@pytest.mark.parametrize(
    ("content", "encoding", "value"),
    [
        (b"numbers=1&numbers=2", (), {"numbers": [1, 2]}),
        (b"n=1&&text=a+b%2B&new=", (), {"n": 1, "text": "a b+", "new": ""}),
        (b'point={"x":1}', (), {"point": {"x": 1}}),
        (b'points={"x":1}&points={"x":2}', (), {"points": [{"x": 1}, {"x": 2}]}),
        (
            b"numbers=1,2&point[x]=3&n=4",
            STYLED,
            {"numbers": [1, 2], "point": {"x": 3}, "n": 4},
        ),
        (
            b"numbers=1%7C2",
            (Encoding("numbers", style="pipeDelimited"),),
            {"numbers": [1, 2]},
        ),
        (
            b"numbers=1+2",
            (Encoding("numbers", style="spaceDelimited"),),
            {"numbers": [1, 2]},
        ),
        (
            b"x=1&n=2",
            (Encoding("point", style="form", explode=True),),
            {"point": {"x": 1}, "n": 2},
        ),
        (b"point=x,1", (Encoding("point", style="form"),), {"point": {"x": 1}}),
        (
            b"numbers=[1,2]",
            (Encoding("numbers", ("application/json",)),),
            {"numbers": [1, 2]},
        ),
        (b"numbers=1&numbers=2", (Encoding("numbers", style="form"),), 400),
        (b"point[x]=1&point[x]=2", STYLED, 400),
        (b"n=%", (), 400),
        (b"n=x", (), 422),
    ],
)
def test_urlencoded_members_have_styles(
    content: bytes, encoding: tuple[Encoding, ...], value: Any
) -> None:
    reply = send(content, *encoding, media=URLENCODED)
    if isinstance(value, dict):
        assert seen == [value], reply.body
    else:
        assert (reply.status, seen) == (value, [])


def test_multipart_members_have_styles_too() -> None:
    send(
        [
            part('name="numbers"', "1,2"),
            part('name="point[x]"', "3"),
            part('name="text"', "a b+c%20"),
        ],
        *STYLED,
        Encoding("text", style="form", explode=True),
    )
    assert seen == [{"numbers": [1, 2], "point": {"x": 3}, "text": "a b+c%20"}]
