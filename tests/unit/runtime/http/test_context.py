"""What a handler may know of its request."""

from scripts.codegen.runtime.contract.operation import Media, ResponseSpec
from scripts.codegen.runtime.http.context import Context
from scripts.codegen.runtime.http.headers import Headers
from tests.unit.runtime.harness import operation


def test_a_context_negotiates_and_knows_its_request() -> None:
    fields = [(b"accept", b"a/b;q=0.1"), (b"accept", b" c/d "), (b"user-agent", b"x")]
    scope = {"method": "GET", "path": "/é", "client": ("192.0.2.1", 1)}
    context = Context(scope, Headers(fields), operation(), "id")

    assert context.header("ACCEPT") == "a/b;q=0.1, c/d"
    assert context.header("absent") is None
    assert context.accepts("a/b")
    assert not context.accepts("e/f")
    assert context.prefers("a/b", "c/d") == "c/d"
    assert context.prefers("e/f") is None
    assert context.prefers() is None
    content = tuple(map(Media, ("x/y", "a/b", "c/d")))
    offers = operation(
        responses=(ResponseSpec("200", content), ResponseSpec("404", content[:1]))
    )
    assert Context(scope, Headers(fields), offers, "id").prefers() == "c/d"
    assert (context.method, context.path) == ("GET", "/é")
    assert (context.client_host, context.user_agent) == ("192.0.2.1", "x")
    assert Context({}, Headers([]), operation(), "id").client_host is None
