"""What is known of tokens and keys from hearing them given out and used."""

import base64
import json
from typing import Any

import pytest

from tests.contract import turned_away
from tests.contract.credentials import Credentials, State
from tests.contract.exchanges import Answer, Call, Operations

_OPERATIONS = Operations.of_contract()
_SECRET = "csk_" + "a" * 42


def token(person: str = "per_1", session: str = "ses_1", expires: float = 1000) -> str:
    claims = {"sub": person, "sid": session, "exp": expires}
    text = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode()
    return f"Bearer h.{text.rstrip('=')}.s"


def call(name: str, headers: Any = None, body: Any = None, **place: str) -> Call:
    return Call(_OPERATIONS.by_name[name], place, headers or {}, body)


def answer(status: int = 200, **body: Any) -> Answer:
    return Answer(status, {}, json.dumps(body).encode())


def by(authorization: str, name: str = "get_me", **place: str) -> Call:
    return call(name, {"authorization": authorization}, **place)


@pytest.fixture
def credentials() -> Credentials:
    return Credentials(clock=lambda: 100)


def test_a_session_is_good_once_it_was_taken(credentials: Credentials) -> None:
    mine = by(token())
    assert credentials.admission(mine).state == State.UNTRIED
    credentials.hear(mine, answer(401, code="unauthenticated"))
    assert credentials.admission(mine).state == State.UNTRIED
    credentials.hear(mine, answer(403, code="forbidden"))
    assert credentials.admission(mine).state == State.GOOD


def test_a_public_operation_says_nothing_of_a_session(credentials: Credentials) -> None:
    credentials.hear(by(token(), "list_profiles"), answer())
    assert credentials.admission(by(token())).state == State.UNTRIED


@pytest.mark.parametrize(
    "name", ["create_session", "create_passkey_session", "refresh_session"]
)
def test_a_session_that_was_just_opened_is_good(
    credentials: Credentials, name: str
) -> None:
    given = token().removeprefix("Bearer ")
    opened = answer(201, access_token=given, refresh_token="csr_1", session_id="ses_1")
    credentials.hear(call(name), opened)
    assert credentials.admission(by(token())).state == State.GOOD


@pytest.mark.parametrize("text", ["", "Bearer x", "Bearer a.e30.c", "Basic eTp4", "x"])
def test_what_is_no_token_is_nobody(credentials: Credentials, text: str) -> None:
    assert credentials.admission(by(text)).state == State.ENDED


def test_a_token_about_to_expire_is_not_judged(credentials: Credentials) -> None:
    late = by(token(expires=105))
    assert not credentials.admission(late).is_known


@pytest.mark.parametrize(
    ("ending", "ended"),
    [
        (by(token(), "revoke_session", session_id="ses_2"), {"ses_2"}),
        (by(token(), "delete_me"), {"ses_1", "ses_2"}),
        (
            call("update_me", {"authorization": token()}, {"new_password": "n"}),
            {"ses_2"},
        ),
        (call("update_me", {"authorization": token()}, {"email": "a@b.c"}), set()),
    ],
)
def test_sessions_end(credentials: Credentials, ending: Call, ended: set[str]) -> None:
    for session in ("ses_1", "ses_2"):
        credentials.hear(by(token(session=session)), answer())
    credentials.hear(ending, answer(409, code="last_owner"))
    credentials.hear(ending, answer())
    states = {
        session: credentials.admission(by(token(session=session))).state
        for session in ("ses_1", "ses_2")
    }
    assert {name for name, state in states.items() if state == State.ENDED} == ended


def test_a_refresh_token_used_twice_ends_its_session(credentials: Credentials) -> None:
    given = token().removeprefix("Bearer ")
    opened = answer(201, access_token=given, refresh_token="csr_1")
    credentials.hear(call("create_session"), opened)
    again = call("refresh_session", body={"refresh_token": "csr_1"})
    credentials.hear(again, answer(401, code="refresh_token_reused"))
    assert credentials.admission(by(token())).state == State.ENDED


def key(name: str) -> Call:
    return call(name, {"x-api-key": _SECRET}, team_id="tm_1")


def test_a_key_has_the_scopes_it_was_given(credentials: Credentials) -> None:
    assert not credentials.admission(key("get_team")).is_known
    made = answer(
        201, api_key={"id": "key_1", "scopes": ["teams:read"]}, secret=_SECRET
    )
    credentials.hear(call("create_api_key", team_id="tm_1"), made)
    assert credentials.admission(key("get_team")).is_in
    assert credentials.admission(key("create_api")).lacking == {"apis:write"}
    # No scheme of this operation takes keys.
    assert credentials.admission(key("update_team")).state == State.ENDED
    assert credentials.is_key("key_1", "tm_1")
    assert not credentials.is_key("key_1", "tm_2")


@pytest.mark.parametrize("name", ["revoke_api_key", "delete_team"])
def test_keys_end(credentials: Credentials, name: str) -> None:
    made = answer(
        201, api_key={"id": "key_1", "scopes": ["teams:read"]}, secret=_SECRET
    )
    credentials.hear(call("create_api_key", team_id="tm_1"), made)
    credentials.hear(call(name, team_id="tm_1", api_key_id="key_1"), answer(204))
    assert credentials.admission(key("get_team")).state == State.ENDED
    assert not credentials.is_key("key_1", "tm_1")


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (429, "rate_limited", True),
        (503, "unavailable", True),
        (403, "quota_exceeded", True),
        (409, "quota_exceeded", True),
        (403, "forbidden", False),
        (409, "name_taken", False),
    ],
)
def test_who_is_turned_away(status: int, code: str, *, expected: bool) -> None:
    assert turned_away.is_turned_away(answer(status, code=code)) == expected


@pytest.mark.parametrize(
    ("status", "when", "is_fault"),
    [
        (503, None, True),
        (503, "", True),
        (503, "soon", True),
        (503, "-1", True),
        (503, "5", False),
        (503, "Fri, 31 Dec 1999 23:59:59 GMT", False),
        (429, None, True),
        (200, None, False),
        (403, None, False),
    ],
)
def test_who_is_told_to_come_back_is_told_when(
    status: int, when: str | None, *, is_fault: bool
) -> None:
    headers = {} if when is None else {"retry-after": when}
    assert bool(turned_away.fault(Answer(status, headers))) == is_fault
