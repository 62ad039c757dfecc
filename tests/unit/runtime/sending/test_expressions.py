"""Addresses of callbacks: the grammar, and what they stand for in an exchange."""

from typing import Any, final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from scripts.codegen.runtime.contract.operation import Header
from scripts.codegen.runtime.http.context import Context
from scripts.codegen.runtime.http.headers import Headers
from scripts.codegen.runtime.responses.sealed import Sealed
from scripts.codegen.runtime.sending.expressions import (
    ExpressionError,
    parse_expression,
    parse_template,
)
from scripts.codegen.runtime.sending.outcomes import NoTarget
from scripts.codegen.runtime.sending.triggers import Trigger, address
from tests.unit.runtime.harness import http_scope, operation


class Subscription(BaseModel):
    model_config = ConfigDict(validate_by_name=True, extra="allow")
    callback_url: str = Field(alias="callbackUrl")


@final
class Created(Sealed):
    status_code = "201"
    media_type = "application/json"
    headers = (
        Header("Location", "location", "L", required=True),
        Header("X-Ids", "ids", "I"),
    )
    body: Any
    location: str
    ids: list[int] | None = None


@final
class Other(Sealed):
    status_code = "default"
    status: int


TRIGGER = Trigger(
    "https://me.example/subscribe/dogs?queryUrl=https%3A%2F%2Fclient.example%2Fq&n=1",
    "POST",
    {"x-url": "https://client.example/h"},
    {"kind": "dogs"},
    {
        "callbackUrl": "https://client.example/b",
        "failed/~0": [{"url": "https://client.example/f"}],
        "count": 3,
        "on": True,
        "nothing": None,
        "id": "a/b?c=d&e",
        "": "https://client.example/empty",
    },
    Created(
        body={"id": "s 1"}, location="https://me.example/subscriptions/1", ids=[1, 2]
    ),
)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        # The examples of OpenAPI 3.1, §4.8.18 and §4.8.20.4.
        ("{$url}", TRIGGER.url),
        ("$url", TRIGGER.url),
        ("{$request.query.queryUrl}", "https://client.example/q"),
        ("{$request.query.queryUrl}/data", "https://client.example/q/data"),
        ("{$request.header.X-Url}", "https://client.example/h"),
        ("{$request.body#/callbackUrl}", "https://client.example/b"),
        ("{$request.body#/failed~1~00/0/url}", "https://client.example/f"),
        ("{$request.body#/}", "https://client.example/empty"),
        ("{$response.header.location}", "https://me.example/subscriptions/1"),
        ("https://c.example/{$request.path.kind}", "https://c.example/dogs"),
        ("https://c.example/{$method}/{$statusCode}", "https://c.example/POST/201"),
        ("https://c.example?n={$request.body#/count}", "https://c.example?n=3"),
        ("https://c.example?n={$request.body#/on}", "https://c.example?n=true"),
        ("https://c.example?i={$response.body#/id}", "https://c.example?i=s%201"),
        ("https://c.example?i={$response.header.X-Ids}", "https://c.example?i=1%2C2"),
        # A value can't bring parts of an address with it, unless it is the address.
        (
            "https://c.example?i={$request.body#/id}&x=1",
            "https://c.example?i=a%2Fb%3Fc%3Dd%26e&x=1",
        ),
    ],
)
def test_expressions_stand_for_parts_of_the_exchange(text: str, url: str) -> None:
    assert address(parse_template(text), TRIGGER) == url


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{$request.query.gone}", "not there"),
        ("{$request.header.Gone}", "not there"),
        ("{$request.path.gone}", "not there"),
        ("{$request.body#/gone/0}", "not there"),
        ("{$request.body#/nothing}", "not there"),
        ("{$request.body#/failed~1~00/1}", "not there"),
        ("{$request.body#/failed~1~00/00}", "not there"),
        ("{$request.body#/failed~1~00/-}", "not there"),
        ("{$request.body#/failed~1~00}", "no text"),
        ("{$request.body}", "no text"),
        ("{$response.header.Gone}", "not there"),
        ("{$response.body#/gone}", "not there"),
    ],
)
def test_what_the_exchange_lacks_is_no_address(text: str, said: str) -> None:
    with pytest.raises(NoTarget, match=said):
        address(parse_template(text), TRIGGER)


@pytest.mark.parametrize(
    "text", ["{$statusCode}", "{$response.header.Location}", "{$response.body#/id}"]
)
def test_without_a_response_nothing_can_be_taken_from_it(text: str) -> None:
    with pytest.raises(NoTarget, match="not there"):
        address(parse_template(text), Trigger("https://me.example/", "GET"))


@pytest.mark.parametrize("query", ["u=%FF", "u=%", "%zz=1"])
def test_a_query_that_can_not_be_read_has_no_values(query: str) -> None:
    trigger = Trigger(f"https://me.example/?{query}", "GET")
    with pytest.raises(NoTarget):
        address(parse_template("{$request.query.u}"), trigger)


@pytest.mark.parametrize(
    ("body", "expression"),
    [
        (
            Subscription(callback_url="https://c.example"),
            "{$request.body#/callbackUrl}",
        ),
        (b"https://c.example", "{$request.body}"),
        ("https://c.example", "{$request.body#}"),
    ],
)
def test_bodies_are_taken_as_they_are_on_the_wire(body: Any, expression: str) -> None:
    trigger = Trigger("https://me.example/", "POST", body=body)
    assert address(parse_template(expression), trigger) == "https://c.example"


def test_an_answer_of_a_range_has_the_status_that_was_chosen() -> None:
    trigger = Trigger("https://me.example/", "GET", response=Other(status=299))
    found = address(parse_template("https://c.example/{$statusCode}"), trigger)
    assert found == "https://c.example/299"


@pytest.mark.parametrize(
    "text",
    [
        *("", "{}", "{url}", "{$}", "{$URL}", "{$url.x}", "{$request}", "{$request.}"),
        *("{$request.body#x}", "{$request.body#/~2}", "{$request.body/x}"),
        *("{$request.header.}", "{$request.header.a b}", "{$response.query.x}"),
        *("{$response.path.x}", "{$url", "$url}", "https://c.example/}", "{{$url}}"),
        *("{$request.cookie.x}", "{$inputs.x}", "{$request.body#/~}"),
    ],
)
def test_what_the_grammar_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_template(text)


@given(st.text(max_size=12))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    for attempt in (text, f"$request.body#{text}", f"$request.{text}"):
        try:
            assert parse_expression(attempt).text == attempt
        except ExpressionError:
            assert attempt not in {"$url", "$method"}


@given(st.text(st.characters(codec="utf-8", exclude_characters="{}"), max_size=8))
def test_every_member_can_be_pointed_to(name: str) -> None:
    token = name.replace("~", "~0").replace("/", "~1")
    trigger = Trigger("https://me.example/", "GET", body={name: "https://c.example"})
    template = parse_template(f"{{$request.body#/{token}}}")
    assert address(template, trigger) == "https://c.example"


def context(path: str, template: str, **extra: Any) -> Context:
    fields = [("Host", "me.example:8443"), ("X-A", "1"), ("X-A", "2")]
    scope = http_scope("POST", path, extra.pop("fields", fields), **extra)
    one = operation(method="POST", path=template)
    return Context(scope, Headers(scope["headers"]), one, "r")


def test_a_trigger_is_made_from_what_a_handler_has() -> None:
    given_context = context(
        "/v1/dogs/a%2Fb.json?q=%20",
        "/dogs/{name}.json",
        scheme="https",
        root_path="/v1",
    )
    trigger = Trigger.of(given_context, body={"a": 1})
    assert trigger.url == "https://me.example:8443/v1/dogs/a%2Fb.json?q=%20"
    assert trigger.method == "POST"
    assert trigger.path == {"name": "a/b"}
    assert trigger.headers["x-a"] == "1, 2"
    assert trigger.body == {"a": 1}


def test_a_trigger_needs_no_host_field() -> None:
    fields: list[tuple[str, str]] = []
    one = context("/dogs", "/dogs", fields=fields, server=("127.0.0.1", 80))
    assert Trigger.of(one).url == "http://127.0.0.1:80/dogs"
    one = context("/dogs", "/cats/{x}", fields=fields, server=("/run/socket", None))
    del one.scope["raw_path"]
    trigger = Trigger.of(one)
    assert (trigger.url, trigger.path) == ("http://localhost/dogs", {})
