"""Which operation answers, by path and method."""

import json

import pytest

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Parameter,
)
from scripts.codegen.runtime.http.path_trie import Trie
from tests.unit.runtime.app.paths import ROUTES, TEXT, paths_app, tell, translate
from tests.unit.runtime.harness import (
    app_of,
    call,
    http_scope,
    operation,
)


@pytest.mark.parametrize(
    ("method", "target", "operation_id", "arguments"),
    [
        ("GET", "/", "GET /", {}),
        ("GET", "/a/1", "GET /a/{x}", {"x": "1"}),
        ("PATCH", "/a/1", "PATCH /a/{y}", {"y": "1"}),
        ("GET", "/a/me", "GET /a/me", {}),
        ("GET", "/a/m%65", "GET /a/me", {}),
        ("GET", "/a/%", "", {}),
        ("GET", "/a/x%2Fy", "GET /a/{x}", {"x": "x/y"}),
        ("GET", "/a/%C3%A9", "GET /a/{x}", {"x": "é"}),
        ("POST", "/a/me/b", "POST /a/{x}/b", {"x": "me"}),
        ("GET", "/f/n.json", "GET /f/{name}.json", {"name": "n"}),
        ("PUT", "/f/n.json", "PUT /f/{other}.json", {"other": "n"}),
        ("GET", "/f/njson", "GET /f/{name}", {"name": "njson"}),
        ("GET", "/f/1-2:go", "GET /f/{a}-{b}:go", {"a": "1", "b": "2"}),
        ("GET", "/f/1%2d2:go", "GET /f/{a}-{b}:go", {"a": "1", "b": "2"}),
        ("GET", "/f/1%23%C3%A9", "GET /f/{name}#é", {"name": "1"}),
        ("QUERY", "/q", "QUERY /q", {}),
        ("OPTIONS", "/q", "OPTIONS /q", {}),
    ],
)
def test_paths_find_their_operation(
    method: str, target: str, operation_id: str, arguments: dict[str, str]
) -> None:
    reply = call(paths_app(*ROUTES), method, target)

    if operation_id:
        assert reply.json["seen"] == [operation_id, arguments]
    else:
        assert reply.status == 400


@pytest.mark.parametrize(
    "target",
    ["", "/x", "/a", "/a/", "/a/1/", "//", "/a//b", "/A/1", "a/1", "/f/.json/x"],
)
def test_other_paths_are_404(target: str) -> None:
    reply = call(paths_app(*ROUTES), "GET", target)

    assert (reply.status, reply.json["code"]) == (404, "not_found")
    assert reply.header("content-type") == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "target", "allow"),
    [
        ("DELETE", "/a/1", "GET, HEAD, PATCH"),
        ("OPTIONS", "/a/1", "GET, HEAD, PATCH"),
        ("PATCH", "/a/me", "GET, HEAD"),
        ("TRACE", "/q", "OPTIONS, QUERY"),
        ("HEAD", "/q", "OPTIONS, QUERY"),
        ("get", "/a/1", "GET, HEAD, PATCH"),
        ("NONSENSE", "/", "GET, HEAD"),
    ],
)
def test_other_methods_are_405_with_every_method_of_the_path(
    method: str, target: str, allow: str
) -> None:
    reply = call(paths_app(*ROUTES), method, target)

    assert (reply.status, reply.header("allow")) == (405, allow)


def test_the_service_as_a_whole_has_the_methods_of_all_paths() -> None:
    reply = call(paths_app(*ROUTES), "OPTIONS", "*")

    assert (reply.status, reply.body) == (204, b"")
    assert reply.header("allow") == "GET, HEAD, OPTIONS, PATCH, POST, PUT, QUERY"


@pytest.mark.parametrize(
    ("method", "target"), [("GET", "*"), ("OPTIONS", "**"), ("OPTIONS", "/*")]
)
def test_nothing_else_is_the_service_as_a_whole(method: str, target: str) -> None:
    assert call(paths_app(*ROUTES), method, target).status == 404


def test_the_service_as_a_whole_may_be_mounted() -> None:
    reply = call(paths_app(*ROUTES), "OPTIONS", "*", root_path="/v", raw_path=b"/v*")
    assert reply.status == 204


def test_head_is_get_without_the_body() -> None:
    app = paths_app(*ROUTES)
    got, head = call(app, "GET", "/a/1"), call(app, "HEAD", "/a/1")

    assert (head.status, head.body) == (got.status, b"")
    assert head.header("content-length") == got.header("content-length")


@pytest.mark.parametrize(
    ("target", "operation_id"),
    [
        ("/s", "GET /s"),
        ("/s%23more", "GET /s#more"),
        ("/t?kind=a", "GET /t?kind=a"),
        ("/t%3Fkind=a", "GET /t?kind=a"),
        ("/t%3Fkind=b", "GET /t?kind=b"),
    ],
)
def test_paths_with_marks_get_what_others_leave(target: str, operation_id: str) -> None:
    routes = ("/s#more", "/s", "/t?kind=a", "/t?kind=b")
    kind = Parameter("kind", "kind", "query", "T")
    endpoints = [
        Endpoint(
            operation(
                operation_id=f"GET {path}", method="GET", path=path, parameters=(kind,)
            ),
            tell,
        )
        for path in routes
    ]
    reply = call(app_of(TEXT, *endpoints, translate=translate), "GET", target)
    assert reply.json["seen"][0] == operation_id


def test_one_operation_can_not_be_served_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        paths_app(("GET", "/a/{x}"), ("GET", "/a/{y}"))


@pytest.mark.parametrize("raw", [b"/v/a/1", b"/a/1"])
def test_a_root_path_is_no_part_of_the_contract(raw: bytes) -> None:
    reply = call(paths_app(*ROUTES), "GET", "/a/1", root_path="/v", raw_path=raw)
    assert reply.json["seen"][0] == "GET /a/{x}"


def test_a_server_without_raw_paths_is_understood() -> None:
    reply = call(paths_app(*ROUTES), "GET", "/a/é", raw_path=None)
    assert reply.json["seen"] == ["GET /a/{x}", {"x": "é"}]


def test_the_trie_knows_only_absolute_paths() -> None:
    trie: Trie[int] = Trie()
    trie.add("/a", "GET", 1)
    assert trie.find("a") is None
    assert json.dumps(http_scope("GET", "/a?b")["path"]) == '"/a"'


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("/é-1:run!", ("1",)),
        ("/%C3%A9-1%3Arun%21", ("1",)),
        ("/%c3%a9%2d1%3arun!", ("1",)),
        ("/%C3%A9-%3A%3Arun!", ("%3A",)),
        ("/é-1;run!", None),
    ],
)
def test_marks_beside_expressions_may_be_encoded(
    path: str, texts: tuple[str, ...] | None
) -> None:
    trie: Trie[int] = Trie()
    trie.add("/é-{id}:run!", "GET", 1)
    found = trie.find(path)
    assert (found and found[1]) == texts
