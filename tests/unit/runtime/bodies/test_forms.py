"""Forms: their fields and files become the members of an object."""

import asyncio
from typing import Any

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.bodies.uploads import Upload
from scripts.codegen.runtime.contract.operation import (
    Encoding,
    Media,
    RequestBody,
)
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.bodies.forms import (
    FILE,
    FORM,
    JSON,
    PNG,
    URLENCODED,
    handler,
    part,
    seen,
    send,
)
from tests.unit.runtime.harness import app_of, call, operation


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


def test_a_plus_sign_is_one_where_a_space_can_not_be() -> None:
    moment = {"type": "string", "format": "date-time"}
    members = {"at": moment, "text": {"type": "string"}}
    schema = {"type": "object", "properties": members}
    content = b"at=2020-01-01T00:00:00+02:00&text=a+b"
    assert send(content, media=URLENCODED, schemas={"Form": schema}).status == 500
    assert seen == [{"at": "2020-01-01T00:00:00+02:00", "text": "a b"}]
    send(b"text=a+b", media=URLENCODED, schemas={"Form": schema})
    assert seen == [{"text": "a b"}]
    encoding = Encoding("o", style="deepObject", explode=True)
    inner = {"type": "object", "properties": {"at": moment}}
    styled = {"type": "object", "properties": {"o": inner}}
    content = b"o[at]=2020-01-01T00:00:00+02:00"
    send(content, encoding, media=URLENCODED, schemas={"Form": styled})
    assert seen == [{"o": {"at": "2020-01-01T00:00:00+02:00"}}]


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


def test_a_styled_member_that_is_given_twice_is_named() -> None:
    schema = {"type": "object", "properties": {"csv": {"items": {}, "type": "array"}}}
    encoding = (Encoding("csv", style="form", explode=False),)
    body = RequestBody((Media(URLENCODED, "F", encoding),), required=True)
    plan = operation(method="POST", body=body)
    app = app_of({"F": schema}, Endpoint(plan, handler))
    fields = [("Content-Type", URLENCODED)]
    reply = call(app, "POST", "/things", fields, [b"csv=1,2&csv=3"])
    assert reply.status == 400
    assert reply.json["detail"].startswith("The body has a field 'csv' that is given")
    assert [each["pointer"] for each in reply.json["errors"]] == ["/csv"]
