"""Hard pairs of where things are: paths and servers."""

from typing import Any

from tests.unit.engine.comparison.hard.building import (
    BREAKING,
    COMPATIBLE,
    SAME,
    TEXT,
    UNDECIDED,
    WHOLE,
    Content,
    contract,
    contract_of,
    hard,
)

ANSWER = {"responses": {"204": {"description": ""}}}
OTHER = {"responses": {"200": {"description": ""}}}


def paths(*names: str, **members: Any) -> Content:
    found: Content = {}
    for name in names:
        method, _, path = name.rpartition(" ")
        own: Content = {**ANSWER, **members}
        if "{x}" in path:
            held = {"name": "x", "in": "path", "required": True, "schema": TEXT}
            own["parameters"] = [held]
        found.setdefault(path, {})[method or "get"] = own
    return contract_of(found)


def templated(schema: Content, **others: Content) -> Content:
    held = {"name": "x", "in": "path", "required": True, "schema": schema}
    paths = {path: {"get": operation} for path, operation in others.items()}
    return contract_of({"/a/{x}": {"get": {**ANSWER, "parameters": [held]}}, **paths})


def served(*urls: str, **variables: Content) -> Content:
    held: list[Content] = [{"url": url} for url in urls]
    if variables:
        held = [{**server, "variables": variables} for server in held]
    return contract({}, servers=held)


PAIRS = [
    # Paths.
    hard(
        "operation removed",
        "Who calls it gets 404.",
        paths("/a", "/b"),
        paths("/a"),
        BREAKING,
    ),
    hard(
        "operation added",
        "Nobody has to call it.",
        paths("/a"),
        paths("/a", "/b"),
        COMPATIBLE,
    ),
    hard(
        "method changed",
        "Who calls GET gets 405.",
        paths("/a"),
        paths("post /a"),
        BREAKING,
    ),
    hard(
        "path moved under a prefix",
        "Who calls the old path gets 404.",
        paths("/a"),
        paths("/v1/a"),
        BREAKING,
    ),
    hard(
        "case of a path",
        "Paths have case (RFC 3986, 6.2.2.1).",
        paths("/a"),
        paths("/A"),
        BREAKING,
    ),
    hard(
        "concrete path added beside a template",
        "GET /a/b was answered by the template; both take the same requests.",
        paths("/a/{x}"),
        paths("/a/{x}", "/a/b"),
        COMPATIBLE,
    ),
    hard(
        "concrete path removed beside a template",
        "The template answers GET /a/b, and promises the same.",
        paths("/a/{x}", "/a/b"),
        paths("/a/{x}"),
        COMPATIBLE,
    ),
    hard(
        "concrete path removed beside a template that takes numbers",
        "b is no number.",
        templated(WHOLE, **{"/a/b": ANSWER}),
        templated(WHOLE),
        BREAKING,
    ),
    hard(
        "concrete path removed beside a template that answers otherwise",
        "Who calls GET /a/b waits for 200.",
        templated(TEXT, **{"/a/b": OTHER}),
        templated(TEXT),
        BREAKING,
    ),
    hard(
        "concrete path added beside a template that answers otherwise",
        "Who sent b as x gets another answer; whether anybody did is not known.",
        templated(TEXT),
        templated(TEXT, **{"/a/b": OTHER}),
        COMPATIBLE,
        strict_reader=UNDECIDED,
        open_enums=UNDECIDED,
        as_declared=UNDECIDED,
    ),
    hard(
        "concrete path added beside a template that takes numbers",
        "Nobody sent b as x.",
        templated(WHOLE),
        templated(WHOLE, **{"/a/b": OTHER}),
        COMPATIBLE,
    ),
    hard(
        "template added beside a concrete path",
        "The concrete path still comes first.",
        paths("/a/b"),
        paths("/a/b", "/a/{x}"),
        COMPATIBLE,
    ),
    hard(
        "last slash of a path",
        "/a/ is another path than /a (RFC 3986, 6.2.3).",
        paths("/a"),
        paths("/a/"),
        BREAKING,
    ),
    hard(
        "order of paths",
        "Paths are a set.",
        paths("/a", "/b"),
        paths("/b", "/a"),
        SAME,
    ),
    # Servers.
    hard(
        "host of an environment",
        "Hosts differ by environment.",
        served("https://test.example.com/v1"),
        served("https://example.com/v1"),
        COMPATIBLE,
    ),
    hard(
        "base path changed",
        "Nothing is served under /v1.",
        served("https://example.com/v1"),
        served("https://example.com/v2"),
        BREAKING,
    ),
    hard(
        "base path added beside the old one",
        "The old one is still served.",
        served("https://example.com/v1"),
        served("https://example.com/v1", "https://example.com/v2"),
        COMPATIBLE,
    ),
    hard(
        "last slash of a server",
        "Paths are appended to either.",
        served("https://example.com/v1/"),
        served("https://example.com/v1"),
        COMPATIBLE,
    ),
    hard(
        "no server is the root",
        "Without servers there is one with the URL / (3.1, 4.8.1).",
        contract({}),
        served("/"),
        SAME,
    ),
    hard(
        "value of a variable removed",
        "Nothing is served under /v1.",
        served("https://example.com/{v}", v={"default": "v2", "enum": ["v1", "v2"]}),
        served("https://example.com/{v}", v={"default": "v2", "enum": ["v2"]}),
        BREAKING,
    ),
    hard(
        "value of a variable added",
        "The old one is still served.",
        served("https://example.com/{v}", v={"default": "v1", "enum": ["v1"]}),
        served("https://example.com/{v}", v={"default": "v1", "enum": ["v1", "v2"]}),
        COMPATIBLE,
    ),
    hard(
        "server of the whole moved to the operation",
        "The same applies to it.",
        served("https://example.com/v1"),
        contract({"servers": [{"url": "https://example.com/v1"}]}),
        SAME,
    ),
    hard(
        "server described",
        "A description is for people.",
        served("https://example.com/v1"),
        contract({}, servers=[{"url": "https://example.com/v1", "description": "x"}]),
        SAME,
    ),
]
