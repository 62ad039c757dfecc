"""A mock is steered: its clock, its log, faults on purpose, and who may talk to it."""

import pytest

from tests.unit.mocks.conftest import MakeMock
from tests.unit.mocks.driving import Browser

pytestmark = pytest.mark.asyncio
ORIGIN = {"origin": "http://localhost:3000"}


async def test_the_summary_lists_the_endpoints(kennel: Browser) -> None:
    got = await kennel.send("GET", "/_mock")
    assert got.json["title"] == "Kennel"
    assert got.json["operations"] == 10
    assert "GET /_mock/report" in got.json["endpoints"]
    unknown = await kennel.send("PATCH", "/_mock/nothing")
    assert unknown.status == 404


@pytest.mark.parametrize("path", ["state", "clock", "faults"])
async def test_other_methods_are_refused(kennel: Browser, path: str) -> None:
    assert (await kennel.send("PATCH", f"/_mock/{path}")).status == 405


async def test_the_clock_is_set_and_put_forward(kennel: Browser) -> None:
    put = await kennel.send("PUT", "/_mock/clock", {"now": "2031-05-01T00:00:00Z"})
    assert put.json["now"].startswith("2031-05-01T00:00:00")
    later = await kennel.send("PUT", "/_mock/clock", {"advance": 3600})
    assert later.json["now"].startswith("2031-05-01T01:00:00")
    assert later.json["steered"]
    wrong: object
    for wrong in ({"now": "soon"}, {"advance": 1e30}, {"then": 1}, []):
        assert (await kennel.send("PUT", "/_mock/clock", wrong)).status == 422
    assert not (await kennel.send("DELETE", "/_mock/clock")).json["steered"]


@pytest.mark.parametrize(
    "clock",
    [
        {"now": "9999-12-31T23:59:59Z"},
        {"now": "9999-12-31T23:59:59-14:00"},
        {"now": "0001-01-01T00:00:00+14:00"},
        {"advance": 2.5e11},
    ],
)
@pytest.mark.parametrize("remembers", [True, False])
async def test_no_clock_goes_where_time_ends(
    mocked: MakeMock, clock: object, *, remembers: bool
) -> None:
    kennel = mocked(remembers=remembers)
    got = await kennel.send("PUT", "/_mock/clock", clock)
    assert got.status == 422
    assert (await kennel.send("GET", "/dogs")).status == 200


async def test_a_clock_that_is_given_back_is_as_at_the_start(kennel: Browser) -> None:
    start = (await kennel.send("GET", "/_mock/clock")).json
    await kennel.send("PUT", "/_mock/clock", {"now": "9000-01-01T00:00:00Z"})
    for _ in range(2):
        assert (await kennel.send("GET", "/dogs")).status == 200
    assert (await kennel.send("DELETE", "/_mock/clock")).json == start


async def test_the_log_is_cleared(kennel: Browser) -> None:
    await kennel.send("GET", "/dogs")
    assert len((await kennel.send("GET", "/_mock/log")).json) == 1
    await kennel.send("DELETE", "/_mock/log")
    assert (await kennel.send("GET", "/_mock/log")).json == []


async def test_the_contract_is_shown_and_served(kennel: Browser) -> None:
    page = await kennel.send("GET", "/_mock/docs")
    assert b"docs-swagger-ui-bundle.js" in page.body
    assert b"<title>Kennel (mock)</title>" in page.body
    script = await kennel.send("GET", "/_mock/docs-swagger-ui-bundle.js")
    assert script["content-type"] == "text/javascript"
    assert len(script.body) > 100_000
    assert (await kennel.send("GET", "/_mock/docs-start.js")).status == 200
    assert (await kennel.send("GET", "/_mock/docs-other")).status == 404
    here = await kennel.send("GET", "/_mock/openapi.json")
    assert here.json["servers"] == [{"url": "/"}]
    verbatim = await kennel.send("GET", "/openapi.yaml")
    assert verbatim.body.startswith(b"openapi: 3.1.0")
    assert (await kennel.send("GET", "/openapi.json")).json["info"]["title"] == "Kennel"


async def test_faults_come_by_rule_and_are_the_same_by_seed(mocked: MakeMock) -> None:
    rules = [{"operation": "listDogs", "status": 400, "probability": 0.5}]

    async def statuses(seed: int) -> list[int]:
        kennel = mocked(seed=seed)
        assert (await kennel.send("PUT", "/_mock/faults", rules)).status == 200
        return [(await kennel.send("GET", "/dogs")).status for _ in range(20)]

    one = await statuses(1)
    assert one == await statuses(1)
    assert set(one) == {200, 400}
    assert one != await statuses(2)


async def test_undeclared_faults_are_marked_or_left_out(mocked: MakeMock) -> None:
    rules = [{"operation": "GET /moved", "status": 503}]
    for is_strict, status, mark in ((False, 503, "503"), (True, 302, "")):
        kennel = mocked(is_strict=is_strict)
        await kennel.send("PUT", "/_mock/faults", rules)
        got = await kennel.send("GET", "/moved")
        assert (got.status, got["mock-undeclared"]) == (status, mark)
        assert (await kennel.send("GET", "/dogs")).status == 200
        await kennel.send("DELETE", "/_mock/faults")
        assert (await kennel.send("GET", "/_mock/faults")).json == []


@pytest.mark.parametrize(
    "latency",
    [
        1,
        {"kind": "uniform", "mean": 1, "spread": 1},
        {"kind": "normal", "mean": 1, "spread": 1},
        {"kind": "exponential", "mean": 1},
        {"kind": "exponential", "mean": 0},
        {"kind": "lognormal", "mean": 1, "spread": 0.5},
    ],
)
async def test_latency_has_a_distribution(kennel: Browser, latency: object) -> None:
    put = await kennel.send("PUT", "/_mock/faults", [{"latency": latency}])
    assert put.status == 200
    assert put.json[0]["latency"]["mean"] in {0, 1}
    assert (await kennel.send("GET", "/dogs")).status == 200


@pytest.mark.parametrize(
    "rules",
    [
        {},
        [1],
        [{"colour": 1}],
        [{"operation": 1}],
        [{"probability": 2}],
        [{"status": 200}],
        [{"drop": 1}],
        [{"latency": {"kind": "odd"}}],
        [{"latency": -1}],
        [{"latency": {"mean": True}}],
    ],
)
async def test_what_is_no_rule_is_refused(kennel: Browser, rules: object) -> None:
    got = await kennel.send("PUT", "/_mock/faults", rules)
    assert got.status == 422
    assert got.json["detail"]


async def test_a_body_that_is_no_json_is_refused(kennel: Browser) -> None:
    assert (await kennel.send("PUT", "/_mock/faults", b"{")).status == 400


async def test_connections_are_dropped(kennel: Browser) -> None:
    cuts: list[int] = []
    kennel.extensions["mock.drop"] = lambda: cuts.append(1)
    got = await kennel.send("GET", "/dogs", prefer="fault=drop")
    assert (got.status, cuts) == (0, [1])
    await kennel.send("PUT", "/_mock/faults", [{"drop": True}])
    assert (await kennel.send("GET", "/dogs")).status == 0
    log = (await kennel.send("GET", "/_mock/log")).json
    assert [each["source"] for each in log] == ["dropped", "dropped"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"host": "localhost:4010"}, 200),
        ({"host": "[::1]:4010"}, 200),
        ({"host": "192.0.2.1:4010"}, 200),
        ({"host": "localhost:4010", "origin": "http://localhost:4010"}, 200),
        ({"host": "localhost:4010", **ORIGIN}, 403),
        ({"host": "localhost:4010", "origin": "null"}, 403),
        ({"host": "page.example:4010"}, 403),
        ({"host": "page.example", "origin": "http://page.example"}, 403),
        ({"host": "[::"}, 403),
    ],
)
async def test_pages_of_elsewhere_do_not_steer(
    mocked: MakeMock, fields: dict[str, str], status: int
) -> None:
    closed, opened = mocked(), mocked(is_open=True)
    assert (await closed.send("GET", "/_mock/clock", **fields)).status == status
    assert (await closed.send("POST", "/_mock/reset", b"{}", **fields)).status == (
        204 if status == 200 else 403
    )
    assert (await closed.send("GET", "/dogs", **fields)).status == 200
    assert (await opened.send("GET", "/_mock/clock", **fields)).status == 200


async def test_a_preflight_allows_what_is_asked(mocked: MakeMock) -> None:
    kennel = mocked()
    asked = {
        "access_control_request_method": "DELETE",
        "access_control_request_headers": "authorization, x-any",
        "access_control_request_private_network": "true",
    }
    got = await kennel.send("OPTIONS", "/dogs/1", **ORIGIN, **asked)
    assert got.status == 204
    assert got["access-control-allow-origin"] == ORIGIN["origin"]
    assert got["access-control-allow-credentials"] == "true"
    assert got["access-control-allow-methods"] == "DELETE, GET, HEAD"
    assert got["access-control-allow-headers"] == "authorization, x-any"
    refused = await kennel.send("OPTIONS", "/_mock/state", **ORIGIN, **asked)
    assert refused.status == 403
    assert not refused["access-control-allow-private-network"]
    opened = mocked(is_open=True)
    control = await opened.send("OPTIONS", "/_mock/state", **ORIGIN, **asked)
    assert control["access-control-allow-methods"] == "DELETE"


async def test_a_status_that_is_asked_for_is_no_other(kennel: Browser) -> None:
    for code in (422, 409):
        got = await kennel.send("GET", "/dogs", prefer=f"code={code}")
        assert (got.status, got["mock-undeclared"]) == (code, str(code))


async def test_pages_of_other_origins_may_read_answers(kennel: Browser) -> None:
    got = await kennel.send("GET", "/dogs", **ORIGIN)
    assert got["access-control-allow-origin"] == ORIGIN["origin"]
    assert "x-total" in got["access-control-expose-headers"]
    assert not (await kennel.send("GET", "/dogs"))["access-control-allow-origin"]
    plain = await kennel.send("OPTIONS", "/dogs", **ORIGIN)
    assert plain.status == 405


async def test_tokens_are_handed_out_where_the_flows_say(kennel: Browser) -> None:
    form = {"content_type": "application/x-www-form-urlencoded"}
    body = b"grant_type=password&username=ada&password=x&scope=openid+dogs"
    got = await kennel.send("POST", "/oauth/token", body, **form)
    assert got.json["token_type"] == "Bearer"
    assert got.json["scope"] == "openid dogs"
    assert got.json["id_token"].count(".") == 2
    token = got.json["access_token"]
    added = await kennel.send(
        "POST", "/dogs", {"name": "Rex"}, authorization=f"Bearer {token}"
    )
    assert added.status == 201
    machine = await kennel.send(
        "POST", "/oauth/token", {"grant_type": "client_credentials"}
    )
    assert "refresh_token" not in machine.json
    assert (await kennel.send("POST", "/oauth/token", b"", **form)).status == 400
    assert (await kennel.send("GET", "/oauth/token")).status == 405


async def test_a_log_in_comes_back_to_the_client(kennel: Browser) -> None:
    back = "redirect_uri=https%3A%2F%2Fapp.example%2Fback&state=s1"
    got = await kennel.send("GET", f"/oauth/authorize?response_type=code&{back}")
    assert got.status == 302
    assert got["location"].startswith("https://app.example/back?state=s1&code=")
    implicit = await kennel.send("GET", f"/oauth/authorize?response_type=token&{back}")
    assert "#state=s1&access_token=" in implicit["location"]
    wrong = await kennel.send("GET", "/oauth/authorize?redirect_uri=javascript:1")
    assert wrong.status == 400


async def test_the_servers_path_may_stand_before(kennel: Browser) -> None:
    for base in ("", "/v2/api"):
        assert (await kennel.send("GET", f"{base}/dogs")).status == 200
    assert (await kennel.send("GET", "/v3/api/dogs")).status == 404
    assert (await kennel.send("PUT", "/v2/api/dogs")).status == 405


async def test_credentials_that_are_named_are_good_and_others_are_not(
    mocked: MakeMock,
) -> None:
    kennel = mocked(credentials=frozenset({"sesame"}))

    async def status(credentials: str) -> int:
        body = {"name": "Rex"}
        return (
            await kennel.send("POST", "/dogs", body, authorization=credentials)
        ).status

    assert await status("Bearer sesame") == 201
    assert await status("Bearer any") == 401
    form = {"content_type": "application/x-www-form-urlencoded"}
    issued = await kennel.send(
        "POST", "/oauth/token", b"grant_type=password&username=a", **form
    )
    assert await status(f"Bearer {issued.json['access_token']}") == 201
    assert await status(f"Bearer {issued.json['refresh_token']}") == 401
