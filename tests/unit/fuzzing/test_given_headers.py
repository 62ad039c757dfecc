"""Headers that people give, and reports that hold none of their values."""

import base64
import json
from urllib.parse import quote

import pytest

from scripts.fuzzing.given_headers import (
    MalformedHeader,
    Secrets,
    merged,
    parse_header,
    parse_identity,
    respelled,
)

TOKEN = "s3cr/et+tok=en"


@pytest.mark.parametrize(
    ("text", "name", "value", "variable"),
    [
        ("Authorization: Bearer a b", "Authorization", "Bearer a b", "AUTHORIZATION"),
        ("X-Api-Key:k", "X-Api-Key", "k", "X_API_KEY"),
        ("x-tenant:  \tacme  ", "x-tenant", "acme", "X_TENANT"),
        ("Cookie: a=b; c=d", "Cookie", "a=b; c=d", "COOKIE"),
    ],
)
def test_a_header_is_a_name_and_a_value(
    text: str, name: str, value: str, variable: str
) -> None:
    header = parse_header(text)
    assert (header.name, header.value, header.variable) == (name, value, variable)


@pytest.mark.parametrize(
    "text",
    [
        "s3cret",
        "",
        ": s3cret",
        "A B: s3cret",
        "A: ",
        "A: s3cret\r\nB: s3cret",
        "A: s3cret\0",
        "Ä: s3cret",
        "A: s3cret✗",
        "Host: s3cret",
        "content-type: s3cret",
        "Content-Length: 3",
    ],
)
def test_what_is_none_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(MalformedHeader) as caught:
        parse_header(text)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("text", ["ada", "=A: b", "a da=A: b", "ada=s3cret", "1=A: b"])
def test_an_identity_is_a_name_and_a_header(text: str) -> None:
    with pytest.raises(MalformedHeader) as caught:
        parse_identity(text)
    assert "s3cret" not in str(caught.value)


def test_the_headers_of_one_identity_come_together() -> None:
    texts = ["ada=A: 1", "grace=A: 2", "ada=B: 3", "ada=a: 4"]
    ada, grace = merged(map(parse_identity, texts))
    assert [(one.name, one.value) for one in ada.headers] == [("a", "4"), ("B", "3")]
    assert [one.variable for one in grace.headers] == ["GRACE_A"]


@pytest.mark.parametrize(
    "text",
    [
        f"Bearer {TOKEN}",
        f"a {TOKEN} in a sentence",
        f"http://h/?token={quote(TOKEN, safe='')}",
        f"http://h/{quote(TOKEN)}",
        json.dumps({"echo": f'"{TOKEN}"'}),
        f"{TOKEN}{TOKEN}",
    ],
)
def test_a_token_is_in_no_text_however_it_is_spelled(text: str) -> None:
    secrets = Secrets([parse_header(f"Authorization: Bearer {TOKEN}")])
    masked = secrets.masked(text)
    assert "$AUTHORIZATION" in masked
    for spelling in (TOKEN, quote(TOKEN), quote(TOKEN, safe="")):
        assert spelling not in masked


def test_neither_are_passwords_and_cookies() -> None:
    basic = base64.b64encode(b"ada:pass word").decode()
    secrets = Secrets(
        [parse_header(f"Authorization: Basic {basic}"), parse_header("Cookie: s=abcd")]
    )
    text = f"{basic} ada:pass word, pass word, s=abcd, abcd"
    masked = secrets.masked(text)
    assert masked == ("$AUTHORIZATION $AUTHORIZATION, $AUTHORIZATION, $COOKIE, $COOKIE")


def test_a_short_value_is_replaced_as_a_word_only() -> None:
    secrets = Secrets([parse_header("X-Tenant: acme")])
    assert secrets.masked("acme's acmeist, acme") == "$X_TENANT's acmeist, $X_TENANT"


def test_a_value_that_another_one_holds_spoils_nothing() -> None:
    secrets = Secrets(
        [parse_header("A: long-value"), parse_header("B: long-value-too")]
    )
    assert secrets.masked("long-value-too long-value") == "$B $A"


def test_without_headers_nothing_is_replaced() -> None:
    assert Secrets([]).masked("anything") == "anything"
    assert Secrets([]).variable("A", "b") is None


def test_names_are_spelled_as_the_contract_spells_them() -> None:
    given = [parse_header("AUTHORIZATION: a"), parse_header("x-other: b")]
    found = respelled(given, ["Authorization", "X-Key"])
    assert [one.name for one in found] == ["Authorization", "x-other"]
    assert [one.variable for one in found] == ["AUTHORIZATION", "X_OTHER"]


def test_no_value_is_in_what_is_logged_by_accident() -> None:
    assert TOKEN not in repr(parse_identity(f"ada=A: {TOKEN}"))
