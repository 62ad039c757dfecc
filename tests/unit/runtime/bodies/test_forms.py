"""Forms: parts decoded and refused by their encoding, files beside values."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.bodies.multipart import FormError, Multipart
from scripts.codegen.runtime.bodies.uploads import Upload
from scripts.codegen.runtime.contract.operation import (
    Encoding,
    Header,
    Media,
    RequestBody,
)
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.harness import Reply, app_of, call, operation

FILE = {"type": "object", "x-upload": True, "required": ["size"]}
SMALL = {**FILE, "properties": {"size": {"minimum": 1, "maximum": 5}}}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}}}
FORM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "n": {"type": "integer"},
        "text": {"type": "string"},
        "point": POINT,
        "points": {"type": "array", "items": POINT},
        "numbers": {"type": "array", "items": {"type": "integer"}},
        "file": FILE,
        "small": SMALL,
        "files": {"type": "array", "items": FILE, "maxItems": 2},
        "either": {"anyOf": [FILE, {"type": "string"}]},
        "any": {},
    },
}
URLENCODED = "application/x-www-form-urlencoded"
seen: list[Any] = []


async def shown(value: object) -> object:
    if isinstance(value, Upload):
        return (value.filename, value.media_type, await value.read(10**6))
    if isinstance(value, dict):
        return {name: await shown(member) for name, member in value.items()}
    if isinstance(value, list):
        return [await shown(item) for item in value]
    return value


async def handler(context: object, *, body: object) -> None:
    seen.append(await shown(body))
    raise KeyError


def part(disposition: str, content: bytes | str = b"", *fields: str) -> bytes:
    head = "\r\n".join([f"Content-Disposition: form-data; {disposition}", *fields])
    body = content.encode() if isinstance(content, str) else content
    return b"--x\r\n" + head.encode() + b"\r\n\r\n" + body + b"\r\n"


def send(
    content: bytes | Sequence[bytes],
    *encoding: Encoding,
    media: str = "multipart/form-data",
    schemas: dict[str, Any] | None = None,
    options: Options | None = None,
) -> Reply:
    """Return the reply; a form that reached the handler is the last of `seen`."""
    body = RequestBody((Media(media, "Form", encoding),), required=True)
    endpoint = Endpoint(operation(method="POST", body=body), handler)
    known = {"Form": FORM, "Text": {"type": "string", "maxLength": 3}}
    app = app_of(known | (schemas or {}), endpoint, options=options)
    seen.clear()
    whole = b"".join(content) if not isinstance(content, bytes) else content
    if media.startswith("multipart"):
        whole += b"--x--\r\n"
    headers = [("Content-Type", f"{media}; boundary=x")]
    return call(app, "POST", "/things", headers, [whole[:7], whole[7:]])


JSON = "Content-Type: application/json"
PNG = "Content-Type: image/png"


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        ([part('name="n"', "1")], {"n": 1}),
        ([part("name=n", "1")], {"n": 1}),
        ([part('name="point"', '{"x":1}')], {"point": {"x": 1}}),
        ([part('name="point"', '{"x":1}', JSON)], {"point": {"x": 1}}),
        (
            [part('name="points"', '{"x":1}'), part('name="points"', '{"x":2}')],
            {"points": [{"x": 1}, {"x": 2}]},
        ),
        ([part('name="points"', '[{"x":1}]', JSON)], {"points": [{"x": 1}]}),
        (
            [part('name="numbers"', "1"), part('name="numbers"', "2")],
            {"numbers": [1, 2]},
        ),
        ([part('name="numbers"', "[1,2]", JSON)], {"numbers": [1, 2]}),
        ([part('name="text"', '"a"', JSON)], {"text": '"a"'}),
        ([part('name="text"; filename="t.txt"', "a")], {"text": "a"}),
        (
            [part('name="file"; filename="a.png"', b"\xff\r\n--", PNG)],
            {"file": ("a.png", "image/png", b"\xff\r\n--")},
        ),
        (
            [part('name="file"', "a")],
            {"file": (None, "application/octet-stream", b"a")},
        ),
        (
            [part('name="file"; filename="x; name=y.\\"é\\""', "")],
            {"file": ('x; name=y."é"', "application/octet-stream", b"")},
        ),
        (
            [part('name="files"; filename="a"', "1"), part('name="files"', "2", PNG)],
            {
                "files": [
                    ("a", "application/octet-stream", b"1"),
                    (None, "image/png", b"2"),
                ]
            },
        ),
        ([part('name="either"', "1")], {"either": "1"}),
        ([part('name="either"', "{}", PNG)], {"either": (None, "image/png", b"{}")}),
        (
            [part('name="either"; filename="a"', "1", "Content-Type: text/plain")],
            {"either": ("a", "text/plain", b"1")},
        ),
        ([part('name="any"', "1")], {"any": "1"}),
        ([part('name="any"', "[1]", JSON)], {"any": [1]}),
        (
            [part('name="new"; filename="a"', "1", PNG)],
            {"new": ("a", "image/png", b"1")},
        ),
        ([part('name="new"', "é")], {"new": "é"}),
        ([b"a preamble\r\n", part('name="n"', "1")], {"n": 1}),
        ([b"--x \t\r\nContent-Disposition: form-data; name=n\r\n\r\n1\r\n"], {"n": 1}),
        ([], None),
    ],
)
def test_parts_become_members(parts: list[bytes], value: Any) -> None:
    reply = send(parts)
    assert seen == [value or {}], reply.body


@pytest.mark.parametrize(
    ("parts", "status", "pointer"),
    [
        ([part('name="n"', "x")], 422, "/n"),
        ([part('name="point"', "x")], 400, "/point"),
        ([part('name="point"', '{"x":1,"x":2}')], 400, "/point"),
        ([part('name="point"', '{"x":"1"}')], 422, "/point/x"),
        ([part('name="points"', "x", JSON)], 400, "/points"),
        ([part('name="n"', "1"), part('name="n"', "2")], 400, "/n"),
        ([part('name="text"', b"\xff")], 400, "/text"),
        ([part('name="new"', b"\xff")], 400, "/new"),
        ([part('name="small"', "")], 422, "/small/size"),
        ([part('name="small"', "123456")], 422, "/small/size"),
        ([part('name="files"', "1")] * 3, 422, "/files"),
        (
            [part('name="text"', "a", "Content-Type: text/plain; charset=x")],
            415,
            "/text",
        ),
        ([part('name="text"', "a", "Content-Type: nonsense")], 415, "/text"),
        ([part('nam="n"', "1")], 400, ""),
        ([b"--x\r\n\r\n1\r\n"], 400, ""),
        ([b"--x\r\nno colon\r\n\r\n1\r\n"], 400, ""),
        ([b"--xy\r\n\r\n1\r\n"], 400, ""),
        ([part('name="n"', "1", f"X: {'x' * 20_000}")], 400, ""),
        ([part(f'name="n{n}"; filename="a"') for n in range(101)], 400, ""),
    ],
)
def test_other_parts_are_refused_where_they_are(
    parts: list[bytes], status: int, pointer: str
) -> None:
    reply = send(parts)
    assert (reply.status, seen) == (status, [])
    assert [error["pointer"] for error in reply.json["errors"]] == [pointer]


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


def test_a_form_is_of_the_first_of_its_alternatives_that_fits() -> None:
    number = {"properties": {"v": {"type": "integer"}}, "required": ["w"]}
    text = {"properties": {"v": {"type": "string"}, "m": {"type": "string"}}}
    schema = {"type": "object", "oneOf": [number, text]}
    send(b"v=1&m=2", media=URLENCODED, schemas={"Form": schema})
    assert seen == [{"v": "1", "m": "2"}]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"kind=a&note={}", {"kind": "a", "note": {}}),
        (b"kind=b&note={}", {"kind": "b", "note": {}}),
        (b"kind=b&note=1", {"kind": "b", "note": 1}),
        (b"kind=b&note=x", {"kind": "b", "note": "x"}),
        (b"kind=b&note=x&note=y", {"kind": "b", "note": ["x", "y"]}),
        (b"kind=a&note=x", 422),
        (b"kind=a&note=x&note=y", 422),
        (b"kind=c&note=x", 422),
        (b"kind=c&kind=c", 400),
        (b"kind=d&note={}", 422),
        (b"kind=d&note=x", {"kind": "d", "note": "x"}),
    ],
)
def test_an_alternative_may_say_nothing_of_what_another_says(
    content: bytes, value: Any
) -> None:
    note = {"note": {"type": "object"}}
    alternatives = [
        {"properties": {"kind": {"const": "a"}, **note}},
        {"properties": {"kind": {"const": "b"}}},
        {"properties": {"kind": {"const": "d"}, **note}},
        {"properties": {"kind": {"const": "d"}}},
        {
            "properties": {"kind": {"const": "c"}},
            "anyOf": [{"type": "array"}, {"properties": note}],
        },
    ]
    schema = {"type": "object", "required": ["kind"], "oneOf": alternatives}
    reply = send(content, media=URLENCODED, schemas={"Form": schema})
    assert (seen or [reply.status]) == [value]


def test_a_member_that_may_be_anything_may_be_a_list() -> None:
    send(b"any=1&any=x", media=URLENCODED)
    assert seen == [{"any": ["1", "x"]}]


def test_many_ambiguous_members_are_bounded() -> None:
    either = {"type": ["integer", "string"]}
    names = [f"m{n}" for n in range(20)]
    as_text = {"additionalProperties": {"type": "string"}}
    schema = {"type": "object", "properties": dict.fromkeys(names, either)}
    content = "&".join(f"{name}=1" for name in names).encode()
    send(content, media=URLENCODED, schemas={"Form": {**schema, "allOf": [as_text]}})
    assert seen == [dict.fromkeys(names, "1")]


def test_additional_members_may_be_files() -> None:
    schema = {"type": "object", "additionalProperties": FILE}
    send(
        [part('name="a"', "1"), part('name="b"; filename="b"', "2", PNG)],
        schemas={"Form": schema},
    )
    octets = "application/octet-stream"
    assert seen == [{"a": (None, octets, b"1"), "b": ("b", "image/png", b"2")}]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (part('name="file"', b"1" * 500), 500),
        (part('name="file"', b"1" * 2000), 413),
        (part('name="text"', b"1" * 300), 413),
        (part('name="text"', b"1" * 150) * 2, 413),
    ],
)
def test_files_have_a_limit_of_their_own(content: bytes, status: int) -> None:
    reply = send(content, options=Options(max_body_size=200, max_upload_size=1000))
    assert reply.status == status


def test_a_list_may_have_thousands_of_parts() -> None:
    send([part('name="numbers"', "1")] * 10_000)
    assert seen == [{"numbers": [1] * 10_000}]
    assert send([part('name="numbers"', "1")] * 10_001).status == 413


def test_a_form_without_files_is_held_in_memory() -> None:
    schemas = {"Form": {"type": "object", "properties": {"n": {"type": "integer"}}}}
    content = part('name="f"; filename="a"', b"1" * 300)
    assert (
        send(content, schemas=schemas, options=Options(max_body_size=200)).status == 413
    )


def test_files_are_gone_when_the_answer_is_made() -> None:
    kept: list[Upload] = []

    async def keeping(context: object, *, body: Any) -> None:
        kept.append(body["file"])
        assert await body["file"].read(10**6) == b"1" * 400_000
        raise KeyError

    media = Media("multipart/form-data", "Form")
    plan = operation(method="POST", body=RequestBody((media,)))
    content = part('name="file"', b"1" * 400_000) + b"--x--"
    headers = [("Content-Type", "multipart/form-data; boundary=x")]
    app = app_of({"Form": FORM}, Endpoint(plan, keeping))
    call(app, "POST", "/things", headers, [content])

    with pytest.raises(ValueError, match="closed"):
        asyncio.run(kept[0].read())


async def chunks(content: bytes, cuts: Sequence[int]) -> AsyncIterator[bytes]:
    places = [0, *sorted(cuts), len(content)]
    for start, end in pairwise(places):
        yield content[start:end]


async def parts_of(content: bytes, cuts: Sequence[int]) -> list[tuple[str, bytes]]:
    reader = Multipart(chunks(content, cuts), "x")
    return [
        (head.name, b"".join([chunk async for chunk in reader.content()]))
        async for head in reader.heads()
    ]


near_boundaries = st.lists(
    st.sampled_from([b"\r", b"\n", b"-", b"x", b"\r\n--", b"\r\n--y", b"a", b"\0"])
).map(b"".join)


@given(
    st.lists(
        st.tuples(
            st.text('aé" \\;=', min_size=1), st.binary() | near_boundaries
        ).filter(lambda each: b"\r\n--x" not in each[1]),
        max_size=4,
    ),
    st.data(),
)
def test_chunks_do_not_change_parts(
    parts: list[tuple[str, bytes]], data: st.DataObject
) -> None:
    quoted = [
        (name.replace("\\", "\\\\").replace('"', '\\"'), body) for name, body in parts
    ]
    content = b"".join(part(f'name="{name}"', body) for name, body in quoted)
    content += b"--x--"
    cuts = data.draw(st.lists(st.integers(0, len(content))))
    assert asyncio.run(parts_of(content, cuts)) == parts


@given(st.binary() | near_boundaries, st.lists(st.integers(0, 50)))
def test_any_bytes_are_parts_or_refused(content: bytes, cuts: list[int]) -> None:
    try:
        asyncio.run(parts_of(content, cuts))
    except FormError:
        return
