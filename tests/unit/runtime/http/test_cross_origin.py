"""Pages of other origins: what browsers ask, and what they are told (Fetch, §3.2)."""

from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from scripts.codegen.runtime.contract.operation import SecurityScheme
from scripts.codegen.runtime.http.cross_origin import CrossOrigin
from scripts.codegen.runtime.options import Options
from tests.unit.runtime.app.paths import ROUTES, paths_app
from tests.unit.runtime.harness import Reply, call

PAGE, OTHER = "https://app.example.com", "https://example.com"


def preflight(app: Any, path: str, origin: str = PAGE, **asked: str) -> Reply:
    fields = {"Origin": origin, "Access-Control-Request-Method": "PATCH", **asked}
    return call(app, "OPTIONS", path, [*fields.items()])


def app_for(*origins: str, **more: Any) -> Any:
    return paths_app(*ROUTES, options=Options(allowed_origins=origins), **more)


def granted(reply: Reply) -> dict[str, str]:
    ours = [each for each in reply.fields if each[0].startswith("access-control-")]
    assert len(dict(ours)) == len(ours)
    return {name.removeprefix("access-control-"): value for name, value in ours}


def test_a_preflight_is_told_the_methods_of_the_path() -> None:
    reply = preflight(
        app_for(PAGE),
        "/a/1",
        **{"Access-Control-Request-Headers": "authorization, content-type"},
    )
    assert (reply.status, reply.body) == (204, b"")
    assert granted(reply) == {
        "allow-origin": PAGE,
        "allow-methods": "GET, HEAD, PATCH",
        "allow-headers": "authorization, content-type",
        "max-age": "600",
    }
    assert reply.header("vary") == "Origin"
    assert reply.header("x-request-id")
    assert not {"allow", "content-length", "content-type"} & dict(reply.fields).keys()


@pytest.mark.parametrize("origin", [OTHER, f"{PAGE}.evil.example", "null", ""])
def test_other_origins_get_nothing(origin: str) -> None:
    app = app_for(PAGE)
    for reply in (
        preflight(app, "/a/1", origin),
        call(app, "GET", "/a/1", [("Origin", origin)]),
    ):
        assert reply.status in {405, 501}
        assert granted(reply) == {}
        # Else a cache would give it to pages that may read it.
        assert reply.header("vary") == "Origin"


def test_answers_may_be_read_whatever_they_are() -> None:
    app = app_for(PAGE)
    for path, status in (("/a/1", 501), ("/none", 404)):
        reply = call(app, "GET", path, [("Origin", PAGE)])
        assert reply.status == status
        assert granted(reply)["allow-origin"] == PAGE
        assert "x-request-id" in granted(reply)["expose-headers"].split(", ")


def test_without_an_origin_nothing_is_granted() -> None:
    app = app_for(PAGE)
    assert granted(call(app, "GET", "/a/1")) == {}
    assert granted(call(paths_app(*ROUTES), "GET", "/a/1", [("Origin", PAGE)])) == {}


def test_an_options_that_is_no_preflight_stays_what_it_is() -> None:
    reply = call(app_for(PAGE), "OPTIONS", "/a/1", [("Origin", PAGE)])
    assert reply.status == 405
    assert reply.header("allow") == "GET, HEAD, PATCH"


def test_the_contract_has_the_say_about_its_own_options() -> None:
    reply = preflight(app_for(PAGE), "/q")
    assert reply.status == 501
    assert granted(reply)["allow-origin"] == PAGE
    assert "allow-methods" not in granted(reply)


def test_any_origin() -> None:
    app = app_for("*")
    reply = call(app, "GET", "/a/1", [("Origin", OTHER)])
    assert granted(reply)["allow-origin"] == "*"
    assert reply.header("vary") is None
    assert granted(preflight(app, "/a/1", "null"))["allow-origin"] == "*"


def test_further_routes_take_part() -> None:
    app = app_for(PAGE)

    @app.post("/more")  # type: ignore[untyped-decorator] # an application of any kind
    def more() -> PlainTextResponse:
        return PlainTextResponse("")

    assert granted(preflight(app, "/more"))["allow-methods"] == "POST"


@pytest.mark.parametrize("wanted", ["", "a b\x00", "é"])
def test_names_that_are_none_are_not_sent_back(wanted: str) -> None:
    reply = preflight(
        app_for(PAGE), "/a/1", **{"Access-Control-Request-Headers": wanted}
    )
    assert "allow-headers" not in granted(reply)


@pytest.mark.parametrize(("origins", "allowed"), [((PAGE,), "true"), (("*",), None)])
def test_cookies_come_along_where_the_contract_has_them(
    origins: tuple[str, ...], allowed: str | None
) -> None:
    scheme = SecurityScheme("session", "apiKey", location="cookie", parameter="s")
    app = app_for(*origins, schemes=(scheme,))
    reply = call(app, "GET", "/a/1", [("Origin", PAGE)])
    assert granted(reply).get("allow-credentials") == allowed


def test_what_the_application_says_itself_stays() -> None:
    async def own(_scope: Any, _receive: Any, send: Any) -> None:
        fields = [(b"access-control-allow-origin", b"*")]
        await send({"type": "http.response.start", "status": 200, "headers": fields})
        await send({"type": "http.response.body", "body": b"x"})

    reply = call(CrossOrigin(own, [PAGE]), "GET", "/", [("Origin", PAGE)])
    assert granted(reply) == {"allow-origin": "*"}
    assert reply.body == b"x"


@pytest.mark.parametrize(
    ("origins", "said"),
    [
        (("https://app.example.com/",), "is no origin"),
        (("app.example.com",), "is no origin"),
        (("https://*.example.com",), "is no origin"),
        (("",), "is no origin"),
        (("*", PAGE), "stands for all origins"),
    ],
)
def test_what_is_no_origin_is_refused(origins: tuple[str, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Options(allowed_origins=origins)


def test_origins_are_compared_as_browsers_write_them() -> None:
    app = app_for("HTTPS://App.Example.com", "http://[::1]:3000")
    for origin in (PAGE, "http://[::1]:3000"):
        reply = call(app, "GET", "/a/1", [("Origin", origin)])
        assert granted(reply)["allow-origin"] == origin
