"""Security: an OR of ANDs, and what is told to whom."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.codegen.runtime.app.serving import Endpoint
from scripts.codegen.runtime.contract.operation import (
    Operation,
    Parameter,
    Requirement,
    SecurityScheme,
)
from scripts.codegen.runtime.http.context import Grant
from scripts.codegen.runtime.http.refusal import Refusal
from tests.unit.runtime.harness import Reply, app_of, call, operation
from tests.unit.runtime.security.asking import SCHEMES, basic, handler, principals


async def check(credentials: Any, context: object) -> Grant | None:
    text = credentials if isinstance(credentials, str) else ":".join(credentials)
    if not text.startswith("ok"):
        return None
    return Grant(text, frozenset(text.partition(".")[2].split(".")))


async def check_late(credentials: Any, context: object) -> Grant:
    """Give every grant at first, and say afterwards which ones hold."""
    known = await check(credentials, context)

    async def confirm() -> bool:
        return known is not None

    return (
        Grant("ok?", frozenset({"a"}), confirm)
        if known is None
        else Grant(known.principal, known.scopes, confirm)
    )


async def check_held(credentials: Any, context: object) -> Grant:
    """As `check_late`, with care taken of what may change something."""
    return replace(await check_late(credentials, context), is_held=True)


class Everybody:
    access_token = key = q = c = basic = digest = flow = tls = staticmethod(check)


class Hesitant:
    access_token = key = q = c = basic = digest = flow = tls = staticmethod(check_late)


class Careful:
    access_token = key = q = c = basic = digest = flow = tls = staticmethod(check_held)


def ask(
    security: tuple[tuple[Requirement, ...], ...],
    headers: list[tuple[str, str]],
    target: str = "/things",
    *,
    authenticator: object = Everybody,
    method: str = "GET",
    schemes: tuple[SecurityScheme, ...] = SCHEMES,
    **extra: Any,
) -> Reply:
    parameter = Parameter("n", "n", "query", "N", style="form", required=True)
    parameters = (parameter,) if "n=" in target else ()
    plan: Operation = operation(security=security, parameters=parameters, method=method)
    app = app_of(
        {"N": {"type": "integer"}},
        Endpoint(plan, handler),
        schemes=schemes,
        authenticator=authenticator,
    )
    principals.clear()
    return call(app, method, target, headers, **extra)


@pytest.mark.parametrize("has_authenticator", [True, False])
def test_nobody_satisfies_an_undeclared_scheme(has_authenticator: bool) -> None:
    plan: Operation = operation(security=((Requirement("unknown"),),))
    app = app_of(
        {},
        Endpoint(plan, handler),
        schemes=SCHEMES,
        authenticator=Everybody() if has_authenticator else None,
    )
    reply = call(app, "GET", "/things", [("Authorization", "Bearer ok")])
    assert reply.status == 401
    assert reply.header("www-authenticate") == 'Undeclared realm="api"'


@pytest.mark.parametrize(
    ("scheme", "headers", "target", "extra", "principal"),
    [
        (
            "accessToken",
            [("Authorization", "bearer  ok.~+/-_==")],
            "/things",
            {},
            "ok.~+/-_==",
        ),
        ("accessToken", [("Authorization", "Bearer ok ok")], "/things", {}, None),
        ("accessToken", [("Authorization", "Bearer ")], "/things", {}, None),
        ("accessToken", [("Authorization", "Basic ok")], "/things", {}, None),
        ("accessToken", [], "/things?access_token=ok", {}, None),
        ("flow", [("Authorization", "Bearer ok")], "/things", {}, "ok"),
        ("digest", [("Authorization", "Digest ok, x=y")], "/things", {}, "ok, x=y"),
        ("key", [("x-key", "ok")], "/things", {}, "ok"),
        ("key", [("x-key", "")], "/things", {}, None),
        ("q", [], "/things?key=ok%21", {}, "ok!"),
        ("q", [], "/things?key=ok&key=ok", {}, None),
        ("q", [], "/things?key=%", {}, None),
        ("c", [("Cookie", "a=b; sid=ok")], "/things", {}, "ok"),
        (
            "basic",
            [("Authorization", basic("ok:pässword:".encode()))],
            "/things",
            {},
            "ok:pässword:",
        ),
        ("basic", [("Authorization", basic(b"ok"))], "/things", {}, None),
        ("basic", [("Authorization", basic(b"\xff:"))], "/things", {}, None),
        ("basic", [("Authorization", "Basic !")], "/things", {}, None),
        (
            "tls",
            [],
            "/things",
            {"extensions": {"tls": {"client_cert_name": "ok"}}},
            "ok",
        ),
        ("tls", [], "/things", {}, None),
    ],
)
def test_credentials_are_found(
    scheme: str,
    headers: list[tuple[str, str]],
    target: str,
    extra: dict[str, Any],
    principal: str | None,
) -> None:
    reply = ask(((Requirement(scheme),),), headers, target, **extra)

    if principal is None:
        assert reply.status == 401
        assert reply.header("www-authenticate")
    else:
        assert principals == [(principal, [scheme])]


SENT = {"accessToken": "Authorization", "key": "X-Key"}
states = st.sampled_from(["absent", "bad", "poor", "rich"])
needs = st.lists(
    st.sampled_from([Requirement("accessToken", ("a",)), Requirement("key", ("a",))]),
    max_size=2,
    unique=True,
).map(tuple)


@given(st.lists(needs, min_size=1, max_size=3).map(tuple), states, states)
def test_alternatives_are_an_or_of_ands(
    alternatives: tuple[tuple[Requirement, ...], ...], token: str, key: str
) -> None:
    state = {"accessToken": token, "key": key}
    text = {"bad": "no", "poor": "ok", "rich": "ok.a"}
    headers = [
        (SENT[name], ("Bearer " if name == "accessToken" else "") + text[how])
        for name, how in state.items()
        if how != "absent"
    ]

    reply = ask(alternatives, headers)

    known = [all(state[n.scheme] in {"poor", "rich"} for n in a) for a in alternatives]
    allowed = [all(state[n.scheme] == "rich" for n in a) for a in alternatives]
    assert reply.status == (501 if any(allowed) else 403 if any(known) else 401)


@given(
    st.lists(needs, min_size=1, max_size=3).map(tuple),
    states,
    states,
    st.sampled_from(["GET", "POST"]),
    st.sampled_from(["/things", "/things?n=x", "/things?%=1"]),
)
def test_a_grant_that_is_confirmed_late_is_judged_alike(
    alternatives: tuple[tuple[Requirement, ...], ...],
    token: str,
    key: str,
    method: str,
    target: str,
) -> None:
    text = {"bad": "no", "poor": "ok", "rich": "ok.a"}
    headers = [("X-Request-Id", "same")]
    if token != "absent":
        headers.append(("Authorization", f"Bearer {text[token]}"))
    if key != "absent":
        headers.append(("X-Key", text[key]))

    early = ask(alternatives, headers, target, method=method)
    reached = list(principals)
    late = ask(alternatives, headers, target, authenticator=Hesitant, method=method)

    assert late == early
    # What may change something is not even begun for somebody who may not.
    if method == "POST":
        assert principals == reached
    else:
        assert principals[len(principals) - len(reached) :] == reached
    held = ask(alternatives, headers, target, authenticator=Careful, method=method)
    assert held == early
    assert principals[len(principals) - len(reached) :] == reached


@pytest.mark.parametrize(
    ("more", "is_begun"),
    [
        ([], True),
        ([("Content-Length", "65536")], True),
        # To read this much in vain is dearer than to ask.
        ([("Content-Length", "65537")], False),
        ([("Content-Length", "some")], False),
        ([("Transfer-Encoding", "chunked")], False),
        # Then it may be somebody's after all, and has to be read once only.
        ([("X-Key", "ok")], False),
    ],
)
def test_a_change_is_begun_where_nothing_else_can_come_of_it(
    more: list[tuple[str, str]], is_begun: bool
) -> None:
    token, key = (Requirement("accessToken"),), (Requirement("key"),)
    headers = [("Authorization", "Bearer no"), *more]
    reply = ask((token, key), headers, authenticator=Careful, method="POST")
    has_key = ("X-Key", "ok") in more
    assert reply.status == (501 if has_key else 401)
    assert (principals[:1] == [("ok?", ["accessToken"])]) is is_begun

    for anonymous in ((), key), (key, ()):
        ask((token, *anonymous), headers, authenticator=Careful, method="POST")
        assert ("ok?", ["accessToken"]) not in principals


def test_a_confirmation_that_fails_is_no_answer() -> None:
    class Lost:
        async def key(self, credentials: str, context: object) -> Grant:
            return Grant(credentials, confirm=self.confirm)

        async def confirm(self) -> bool:
            raise Refusal(503, "unavailable", headers={"Retry-After": "1"})

    for method in ("GET", "POST"):
        reply = ask(
            ((Requirement("key"),),),
            [("X-Key", "ok")],
            authenticator=Lost(),
            method=method,
            schemes=SCHEMES[1:2],
        )
        assert (reply.status, reply.header("retry-after")) == (503, "1")


@pytest.mark.parametrize("order", list(itertools.permutations([0, 1])))
def test_known_callers_are_not_anonymous(order: tuple[int, ...]) -> None:
    both = ((), (Requirement("key"),))
    alternatives = tuple(both[i] for i in order)

    for value, found in (("ok", ("ok", ["key"])), ("no", (None, []))):
        assert ask(alternatives, [("X-Key", value)]).status == 501
        assert principals == [found]


def test_challenges_say_what_would_help() -> None:
    every = tuple((Requirement(scheme.name),) for scheme in SCHEMES)
    challenge = ask(every, []).header("www-authenticate") or ""
    for part in (
        'Bearer realm="api"',
        'ApiKey in="query", name="key"',
        "Mutual",
        'Basic realm="api", charset="UTF-8"',
        'Digest realm="api"',
    ):
        assert part in challenge

    bad = ask(((Requirement("accessToken"),),), [("Authorization", "Bearer no")])
    assert bad.header("www-authenticate") == 'Bearer realm="api", error="invalid_token"'

    poor = (((Requirement("accessToken", ("a", "b"))),),)
    refused = ask(poor, [("Authorization", "Bearer ok.a")])
    assert refused.status == 403
    assert refused.json["code"] == "insufficient_scope"
    assert 'error="insufficient_scope", scope="a b"' in (
        refused.header("www-authenticate") or ""
    )


@pytest.mark.parametrize("target", ["/things?n=x", "/things?%=1", "/things?n=1&m=1"])
def test_who_may_not_enter_is_not_told_what_is_wrong(target: str) -> None:
    security = ((Requirement("key", ("a",)),),)
    assert ask(security, [], target).status == 401
    assert ask(security, [("X-Key", "ok")], target).status == 403
    assert ask(security, [("X-Key", "ok.a")], target).status in {400, 422}
