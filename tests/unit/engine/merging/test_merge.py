# ruff: noqa: E501 -- texts are easier to compare when they are not wrapped
"""What comes into a text, and how little of it changes for that."""

import json
from typing import Any

import pytest

from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.merging.merge import Disputed, Merged, merge
from impl.engine.openapi.pointers import resolve, split
from impl.engine.text.documents import load
from impl.engine.text.limits import Limits

HEAD = "openapi: 3.1.0\n"
GONE = object()


def changed(text: bytes, changes: dict[str, Any]) -> bytes:
    """Write as JSON what a text says, with other values at some pointers."""
    content = json.loads(json.dumps(load(text).content))
    for pointer, value in changes.items():
        *above, last = split(pointer)
        holder = resolve(content, above)
        if isinstance(holder, list):
            at = int(last)
            holder[at : at + 1] = [] if value is GONE else [value]
        elif value is GONE:
            del holder[last]
        else:
            holder[last] = value
    return json.dumps(content).encode()


def merged(ours: str, changes: dict[str, Any]) -> str:
    """Bring changes into a text that is the base itself; the head is left out."""
    text = (HEAD + ours).encode()
    result = merge(text, changed(text, changes), text)
    assert isinstance(result, Merged), result
    assert result.data.startswith(HEAD.encode())
    return result.data.decode().removeprefix(HEAD)


def conflicts(base: Any, theirs: Any, ours: Any) -> list[tuple[str, str, str]]:
    head = {"openapi": "3.1.0"}
    result = merge(*(json.dumps(head | side).encode() for side in (base, theirs, ours)))
    assert isinstance(result, Disputed), result
    return [(each.pointer, each.theirs, each.ours) for each in result.conflicts]


def tree(base: Any, theirs: Any, ours: Any) -> Any:
    head = {"openapi": "3.1.0"}
    result = merge(*(json.dumps(head | side).encode() for side in (base, theirs, ours)))
    assert isinstance(result, Merged), result
    return {k: v for k, v in json.loads(result.data).items() if k != "openapi"}


SPLICES: list[tuple[str, str, dict[str, Any], str]] = [
    ("value", "x: 1  # one\n# tail\n", {"/x": 2}, "x: 2  # one\n# tail\n"),
    ("quoted key", "'x' : 1\n", {"/x": "yes"}, "'x' : 'yes'\n"),
    ("tab", "x:\t1\t# c\n\t\n", {"/x": 2}, "x: 2\t# c\n\t\n"),
    ("text to block", "x: 1 # c\n", {"/x": "a\nb\n"}, "x: |  # c\n  a\n  b\n"),
    ("block to text", "x: |\n  a\n\n# c\ny: 1\n", {"/x": "a"}, "x: a\n\n# c\ny: 1\n"),
    ("kept lines", "x: |+\n  a\n\ny: 1\n", {"/x": "b"}, "x: b\ny: 1\n"),
    (
        "behind kept lines",
        "x:\n  a: |+\n    q\n\ny: 1\n",
        {"/x/b": 1},
        "x:\n  a: |+\n    q\n\n  b: 1\ny: 1\n",
    ),
    (
        "no last line end",
        "x:\n  a: |\n    q",
        {"/x/b": 1},
        "x:\n  a: |-\n    q\n  b: 1",
    ),
    ("last line end", "x: 1", {"/y": "a\n"}, "x: 1\ny: |\n  a\n"),
    (
        "empty value",
        "x: # c\ny:\n",
        {"/x": {"a": 1}, "/y": 2},
        "x:  # c\n  a: 1\ny: 2\n",
    ),
    ("to object", "x: 1 # c\n", {"/x": {"a": [1]}}, "x:  # c\n  a:\n    - 1\n"),
    ("from object", "x: # c\n  a: 1\ny: 2\n", {"/x": "s"}, "x: s # c\ny: 2\n"),
    ("all go", "x:\n  a: 1\ny: 2\n", {"/x": {}}, "x: {}\ny: 2\n"),
    ("all change", "x:\n  a: 1\n", {"/x": {"b": 2}}, "x:\n  b: 2\n"),
    (
        "member goes",
        "x:\n  a: 1\n  # b\n  b: 2 # b\nz: 1\n",
        {"/x/b": GONE},
        "x:\n  a: 1\n  # b\nz: 1\n",
    ),
    (
        "empty lines",
        "x:\n  a: 1\n\n  b: 2\n\n  c: 3\n",
        {"/x/d": 4, "/x/b": GONE},
        "x:\n  a: 1\n\n  c: 3\n\n  d: 4\n",
    ),
    ("list", "x:\n- 1\n# two\n- 2\n", {"/x/0": GONE}, "x:\n# two\n- 2\n"),
    (
        "compact goes",
        "x:\n- a: 1\n  b: 2\n- - p\n  - q\n",
        {"/x/0/a": GONE, "/x/1/0": GONE},
        "x:\n- b: 2\n- - q\n",
    ),
    (
        "compact comment",
        "x:\n- a: 1\n  # c\n  b: 2\n",
        {"/x/0/a": GONE},
        "x:\n- \n  # c\n  b: 2\n",
    ),
    (
        "compact first",
        "x:\n-   a: 1\n",
        {"/x/0": {"z": 0, "a": 1}},
        "x:\n-   z: 0\n    a: 1\n",
    ),
    (
        "braces",
        "x: {a: 1, 'b': 2}\n",
        {"/x/a": "s t", "/x/c": "no"},
        'x: {a: "s t", \'b\': 2, c: "no"}\n',
    ),
    ("brackets", "x: [a, b, c]\n", {"/x": ["z", "a", "c"]}, "x: [z, a, c]\n"),
    ("last comma", "x: [\n  a,\n]\n", {"/x": ["a", "b"]}, "x: [\n  a,\n  b,\n]\n"),
    (
        "comments in braces",
        "x: {\n  a: 1, # a\n  b: 2 # b\n}\n",
        {"/x/c": 3},
        "x: {\n  a: 1, # a\n  b: 2, # b\n  c: 3\n}\n",
    ),
    (
        "comments stay in braces",
        "x: {\n  a: 1, # a\n  b: 2 # b\n}\n",
        {"/x/b": GONE},
        "x: {\n  a: 1 # a\n}\n",
    ),
    (
        "behind a last comma",
        "x: {\n  a: 1, # a\n}\n",
        {"/x/b": 2},
        "x: {\n  a: 1, # a\n  b: 2,\n}\n",
    ),
    ("nothing in braces", "x: {a: }\n", {"/x/a": 1}, "x: {a: 1}\n"),
    ("empty braces", "x: {}\n", {"/x": {"a": 1}}, "x:\n  a: 1\n"),
    ("pair in brackets", "x: [a: 1, z]\n", {"/x/0/b": 2}, 'x: [{"a": 1, "b": 2}, z]\n'),
    (
        "question mark",
        "x:\n  ? a\n  : 1\ny: 1\n",
        {"/x/b": 2},
        "x:\n  a: 1\n  b: 2\ny: 1\n",
    ),
    (
        "tags",
        "x: !!str 5\ny: !!map {a: 1}\n",
        {"/x": "6", "/y/b": 2},
        "x: '6'\ny: !!map {a: 1, b: 2}\n",
    ),
    ("doubles", "x:\n  a: 1\n  a: 1\n  b: 2\n", {"/x/a": 3}, "x:\n  a: 3\n  b: 2\n"),
    ("end mark", "x: 1\n...\n# end\n", {"/y": 2}, "x: 1\ny: 2\n...\n# end\n"),
    (
        "order",
        "x: 1\ntags:\n- name: a\n- name: b # b\n- name: c\n",
        {"/tags": [{"name": "c"}, {"name": "a"}, {"name": "b"}]},
        "x: 1\ntags:\n- name: c\n- name: a\n- name: b # b\n",
    ),
    (
        "order in brackets",
        "security: [{a: []}, {b: []}]\n",
        {"/security": [{"b": []}, {"a": []}]},
        "security: [{b: []}, {a: []}]\n",
    ),
    (
        "alias stays",
        "x: &a {q: 1}\ny: *a\n",
        {"/x/q": 2, "/y/q": 2},
        "x: &a {q: 2}\ny: *a\n",
    ),
    (
        "alias of old",
        "x: &a {q: 1}\ny: *a # c\n",
        {"/x/q": 2},
        "x: &a {q: 2}\ny:  # c\n  q: 1\n",
    ),
    (
        "alias of text",
        "x: &a s # c\ny: *a\nz: [*a]\n",
        {"/x": "t"},
        "x: &a t # c\ny: s\nz: [s]\n",
    ),
    ("anchor goes", "x: &a\n  q: 1\ny: *a\n", {"/x": GONE}, "y:\n  q: 1\n"),
    ("anchor becomes other", "x: &a [1]\ny: *a\n", {"/x": "s"}, "x: &a s\ny:\n  - 1\n"),
    (
        "merge key stays",
        "x: &a\n  q: 1\ny:\n  <<: *a # c\n",
        {"/y/r": 2},
        "x: &a\n  q: 1\ny:\n  <<: *a # c\n  r: 2\n",
    ),
    (
        "merge keys of many",
        "x: &a {q: 1}\ny:\n  <<: [*a]\n  s: 3\n",
        {"/x/q": 4, "/y/q": 4},
        "x: &a {q: 4}\ny:\n  <<: [*a]\n  s: 3\n",
    ),
    (
        "merged member",
        "x: &a\n  q: 1\n  r: 2\ny:\n  s: 3\n  <<: *a\n",
        {"/y/q": GONE},
        "x: &a\n  q: 1\n  r: 2\ny:\n  s: 3\n  r: 2\n",
    ),
    (
        "merged in place",
        "y:\n  <<: {q: 1}\n  s: 3\n",
        {"/y/q": 2},
        "y:\n  s: 3\n  q: 2\n",
    ),
]


@pytest.mark.parametrize(
    ("ours", "changes", "expected"),
    [case[1:] for case in SPLICES],
    ids=[case[0] for case in SPLICES],
)
def test_no_more_changes_than_has_to(
    ours: str, changes: dict[str, Any], expected: str
) -> None:
    assert merged(ours, changes) == expected


JSON: list[tuple[str, dict[str, Any], str]] = [
    ('{"openapi":"3.1.0","a":[1,2]}', {"/a/0": GONE, "/b": {"c": [1]}}, '{"openapi":"3.1.0","a":[2],"b":{"c":[1]}}'),
    ('{"openapi": "3.1.0", "a": {"b": 1}}', {"/a/b": GONE}, '{"openapi": "3.1.0", "a": {}}'),
    ('{\n\t"openapi": "3.1.0",\n\t"a": {}\n}', {"/a": {"b": 1}}, '{\n\t"openapi": "3.1.0",\n\t"a": {\n\t\t"b": 1\n\t}\n}'),
    ('{\r\n "openapi": "3.1.0",\r\n "a": 1e2\r\n}\r\n', {"/b": [1]}, '{\r\n "openapi": "3.1.0",\r\n "a": 1e2,\r\n "b": [\r\n  1\r\n ]\r\n}\r\n'),
    ('{\n  "openapi": "3.1.0",\n  "a": [1],\n  "b": 2\n}', {"/b": GONE, "/a": [1, {"c": 3}]}, '{\n  "openapi": "3.1.0",\n  "a": [1, {"c": 3}]\n}'),
]  # fmt: skip


@pytest.mark.parametrize(("ours", "changes", "expected"), JSON)
def test_json_keeps_its_form(ours: str, changes: dict[str, Any], expected: str) -> None:
    text = ours.encode()
    assert merge(text, changed(text, changes), text) == Merged(expected.encode())


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    ours = b"\xef\xbb\xbfopenapi: 3.1.0\r\nx:\r\n  a: |\r\n    q\r\n"
    result = merge(ours, changed(ours, {"/x/b": ["s", "t\nu\n"]}), ours)
    assert isinstance(result, Merged)
    assert result.data == ours + b"  b:\r\n    - s\r\n    - |\r\n      t\r\n      u\r\n"


def test_what_comes_in_is_as_theirs_wrote_it() -> None:
    base = "openapi: 3.1.0\npaths:\n  # first\n  /a: {}\n  # old\n  /old: {}\nx:\n- 1\n"
    theirs = base.replace(
        "  # old\n  /old: {}\n",
        "  # new\n  '/b':\n      get: {a: 'q'} # c\n      put: >-\n        t\n        u\n",
    )
    theirs = theirs.replace("- 1\n", '- 1\n-   k: "v"  # k\n    l: 2\n')
    ours = base.replace("/a: {}", "/a:\n    x-b: 1").replace("- 1", "-   1 # one")
    result = merge(base.encode(), theirs.encode(), ours.encode())
    assert isinstance(result, Merged)
    assert result.data.decode() == (
        "openapi: 3.1.0\npaths:\n  # first\n  /a:\n    x-b: 1\n  # new\n  '/b':\n      get: {a: 'q'} # c\n      put: >-\n        t\n        u\n"
        'x:\n-   1 # one\n-   k: "v"  # k\n    l: 2\n'
    )


def test_json_comes_in_as_written() -> None:
    base = '{\n  "openapi": "3.1.0",\n  "a": 1\n}'
    theirs = '{\n  "openapi": "3.1.0",\n  "b": {\n    "c": 1.50\n  },\n  "a": 1, "d": "\\u00e9"\n}'
    result = merge(base.encode(), theirs.encode(), base.encode())
    assert isinstance(result, Merged)
    assert (
        result.data.decode()
        == '{\n  "openapi": "3.1.0",\n  "b": {\n    "c": 1.50\n  },\n  "a": 1,\n  "d": "\\u00e9"\n}'
    )


def test_aliases_of_theirs_come_in_as_what_they_stand_for() -> None:
    base = b"openapi: 3.1.0\nx: 1\n"
    theirs = b"openapi: 3.1.0\nx: &a [q]\ny: *a\nz: {<<: {r: 1}}\n"
    result = merge(base, theirs, base)
    assert isinstance(result, Merged)
    assert result.data == (b"openapi: 3.1.0\nx:\n  - q\ny:\n  - q\nz: {<<: {r: 1}}\n")


ODD = ["", "yes", "1e5", "0o17", ".5", "12:30", "2020-01-01", "~", "NULL", "a\tb", "a ", "a\u2028b", "\x85", "\x7f", "\ufeff", "😀", "a\n b", "\n", "\n\na", "a\n\n", " a\n", "a: b", "a #b", "- ", "? ", "*a", "%a", "@a", "|", "{}", '"', "'", "\\", "<<", "a\r\nb", "\x1b", 1.5, 1e30, 10**25, None, True]  # fmt: skip


def test_whatever_comes_in_says_what_it_said() -> None:
    values = {f"k{at}": value for at, value in enumerate(ODD)}
    values |= {str(value): 1 for value in ODD}
    for ours in (
        b"openapi: 3.1.0\nx:\n  a: 1\n",
        b"openapi: 3.1.0\nx: {a: 1}\n",
        b'{"openapi": "3.1.0", "x": {"a": 1}}',
    ):
        result = merge(ours, changed(ours, {"/x": {"a": 1, **values}}), ours)
        assert isinstance(result, Merged)
        assert load(result.data).content["x"] == {"a": 1, **values}


def schema(**members: Any) -> dict[str, Any]:
    return {"components": {"schemas": {"A": members}}}


A = "/components/schemas/A"


def test_both_sides_come_in() -> None:
    merges: list[tuple[Any, Any, Any, Any]] = [
        (
            schema(required=["a"]),
            schema(required=["a", "b"]),
            schema(required=["a", "c"]),
            schema(required=["a", "b", "c"]),
        ),
        (
            schema(enum=[1, 2, 3]),
            schema(enum=[1, 3]),
            schema(enum=[0, 1, 2, 3]),
            schema(enum=[0, 1, 3]),
        ),
        (
            schema(),
            schema(properties={"a": {}}),
            schema(properties={"b": {}}),
            schema(properties={"a": {}, "b": {}}),
        ),
        (
            schema(),
            schema(required=["a"]),
            schema(required=["b"]),
            schema(required=["a", "b"]),
        ),
        (
            schema(oneOf=[{"$ref": "#/b"}, {"type": "null"}]),
            schema(oneOf=[{"$ref": "#/b"}, {"type": "null", "title": "t"}]),
            schema(oneOf=[{"$ref": "#/c"}, {"$ref": "#/b"}, {"type": "null"}]),
            schema(
                oneOf=[{"$ref": "#/c"}, {"$ref": "#/b"}, {"type": "null", "title": "t"}]
            ),
        ),
        ({"x": [1, 2, 3]}, {"x": [1, 5, 3]}, {"x": [0, 1, 2, 3]}, {"x": [0, 1, 5, 3]}),
        ({"x": [1]}, {"x": [1, 2]}, {"x": [1, 2]}, {"x": [1, 2]}),
        (
            {"tags": [{"name": "a"}, {"name": "b"}]},
            {"tags": [{"name": "b"}, {"name": "a"}]},
            {"tags": [{"name": "a", "x": 1}, {"name": "b"}]},
            {"tags": [{"name": "b"}, {"name": "a", "x": 1}]},
        ),
        (
            {"security": [{"a": ["r"]}]},
            {"security": [{"a": ["r", "w"]}]},
            {"security": [{"a": ["r"]}, {"b": []}]},
            {"security": [{"a": ["r", "w"]}, {"b": []}]},
        ),
        ({"a": 1, "b": 2}, {"b": 2}, {"b": 2}, {"b": 2}),
        (
            schema(dependentRequired={"a": ["b"]}),
            schema(dependentRequired={"a": ["b", "c"]}),
            schema(dependentRequired={"a": ["d", "b"]}),
            schema(dependentRequired={"a": ["d", "b", "c"]}),
        ),
    ]
    for base, theirs, ours, expected in merges:
        assert tree(base, theirs, ours) == expected


def test_parameters_go_by_name_and_place() -> None:
    def operation(*parameters: Any) -> dict[str, Any]:
        return {"paths": {"/a": {"get": {"parameters": list(parameters)}}}}

    q: dict[str, Any] = {"name": "q", "in": "query"}
    h: dict[str, Any] = {"name": "q", "in": "header"}
    assert tree(
        operation(q, h), operation({**q, "x": 1}, h), operation(h, {**q, "y": 2})
    ) == operation(h, {**q, "x": 1, "y": 2})
    found = conflicts(
        operation(q, h),
        operation(q),
        operation({"name": "z", "in": "query"}, q, {**h, "y": 2}),
    )
    assert found == [("/paths/~1a/get/parameters/2", "removed", "changed")]


def test_the_place_that_both_changed_is_named() -> None:
    disputes: list[tuple[Any, Any, Any, tuple[str, str, str]]] = [
        ({"x": 1}, {"x": 2}, {"x": 3}, ("/x", "changed", "changed")),
        (
            {"x": 1},
            {"x": 1, "y": {"a": 1}},
            {"x": 1, "y": {"b": 1}},
            ("/y", "added", "added"),
        ),
        ({"x": {"a": 1}}, {}, {"x": {"a": 2}}, ("/x", "removed", "changed")),
        ({"x": {"a": 1}}, {"x": {"a": 2}}, {}, ("/x", "changed", "removed")),
        ({"x": 1}, {"x": True}, {"x": 2}, ("/x", "changed", "changed")),
        ({"x": [1]}, {"x": [1, 2]}, {"x": [1, 3]}, ("/x", "changed", "changed")),
        (
            {"x": [{"a": 1}]},
            {"x": []},
            {"x": [{"a": 2}]},
            ("/x/0", "removed", "changed"),
        ),
        (
            schema(type="object"),
            {"components": {"schemas": {"A": {"$ref": "#/b"}}}},
            schema(type="object", title="t"),
            (A, "changed", "changed"),
        ),
        (schema(), schema(enum=[1]), schema(enum=[2]), (f"{A}/enum", "added", "added")),
        (
            schema(properties={"a": {}}),
            schema(properties={"a": {}, "b": {"type": "string"}}),
            schema(properties={"a": {}, "b": {}}),
            (f"{A}/properties/b", "added", "added"),
        ),
        (
            {"security": [{"a": []}]},
            {"security": [{"b": []}]},
            {"security": [{"c": []}]},
            ("/security/0", "changed", "changed"),
        ),
        (
            {"tags": [{"name": "a"}]},
            {"tags": [{"name": "a"}, {"name": "b", "x": 1}]},
            {"tags": [{"name": "z"}, {"name": "b"}, {"name": "a"}]},
            ("/tags/1", "added", "added"),
        ),
    ]
    for base, theirs, ours, expected in disputes:
        assert conflicts(base, theirs, ours) == [expected]


def test_nothing_comes_in_where_theirs_is_the_base() -> None:
    ours = b"openapi: 3.1.0 # mine\n\n\n"
    assert merge(b"openapi: 3.1.0", b'{"openapi": "3.1.0"}', ours) == Merged(ours)


def test_a_text_that_cannot_be_read_is_named() -> None:
    good = b"openapi: 3.1.0\n"
    for place, bad in enumerate(
        (b"openapi: 3.1.0\n---\na: 1\n", b"a: [", b"openapi: 3.1.0\na: 1\na: 2\n")
    ):
        texts = [good, good, good]
        texts[place] = bad
        with pytest.raises(DocumentError) as caught:
            merge(*texts)
        assert caught.value.faults[0].file == ("base", "theirs", "ours")[place]


def test_a_text_that_does_not_take_a_change_is_left_alone() -> None:
    ours = b"openapi: 3.1.0\n? x\n: 1\n"
    with pytest.raises(DocumentError) as caught:
        merge(ours, changed(ours, {"/x": 2}), ours)
    [fault] = caught.value.faults
    assert (fault.code, fault.pointer, fault.file) == ("CS1801", "/x", "ours")
    assert (fault.line, fault.column) == (2, 3)


def test_the_merged_text_is_held_to_the_limits() -> None:
    ours = b"openapi: 3.1.0\n"
    theirs = changed(ours, {"/x": "y" * 30})
    with pytest.raises(DocumentError) as caught:
        merge(ours, theirs, b"openapi: 3.1.0\n# " + b"o" * 30, limits=Limits(bytes=70))
    assert caught.value.faults[0].code == "CS1101"
