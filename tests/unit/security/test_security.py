"""Ids, tokens, keys, passwords and permissions."""

import json
import string
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from itertools import pairwise
from typing import Literal
from uuid import UUID, uuid4

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt

from impl.security import (
    access_tokens,
    api_keys,
    cursors,
    ids,
    keys,
    passwords,
    refresh_tokens,
)
from impl.security.caller import ANONYMOUS, Caller
from impl.security.cursors import PagePosition
from impl.security.permissions import PERMISSIONS, Permission, Role, allowed
from impl.security.refresh_tokens import RefreshToken

KEY = keys.derive("a secret", "tests")
ISSUER = "https://countersign.example"
moments = st.datetimes(min_value=datetime(1, 1, 2), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.uuids())
def test_ids_come_back(value: UUID) -> None:
    text = ids.encode("tm", value)
    assert len(text) == 29
    assert ids.decode("tm", text) == value


@given(st.uuids(), st.uuids())
def test_ids_sort_like_uuids(one: UUID, two: UUID) -> None:
    assert (ids.encode("a", one) < ids.encode("a", two)) == (one < two)


@pytest.mark.parametrize(
    "text", ["tm_", "per_" + "0" * 26, "tm_8" + "0" * 25, "tm_0" + "u" * 25, "x"]
)
def test_what_is_no_id(text: str) -> None:
    with pytest.raises(ValueError, match=r"id|base 32"):
        ids.decode("tm", text)


@given(st.uuids(), st.integers(0, 2**32 - 1))
def test_refresh_tokens_come_back(session_id: UUID, counter: int) -> None:
    token = RefreshToken(session_id, counter)
    text = refresh_tokens.issue(KEY, token)
    assert refresh_tokens.read(KEY, text) == token
    assert refresh_tokens.read(keys.derive("a secret", "others"), text) is None


@given(st.text(max_size=80))
def test_made_up_refresh_tokens_are_nothing(text: str) -> None:
    assert refresh_tokens.read(KEY, "csr_" + text) is None


@given(moments, st.uuids(), st.text())
def test_cursors_come_back_to_their_list(at: datetime, id_: UUID, name: str) -> None:
    position = PagePosition(at, id_)
    text = cursors.encode(KEY, name, position)
    assert cursors.decode(KEY, name, text) == position
    assert cursors.decode(KEY, name + "x", text) is None


@given(st.text(max_size=80))
def test_made_up_cursors_are_nothing(text: str) -> None:
    assert cursors.decode(KEY, "list", text) is None


def test_api_keys() -> None:
    one, two = api_keys.generate(), api_keys.generate()
    assert api_keys.digest(one) != api_keys.digest(two)
    assert api_keys.digest(one) == api_keys.digest(one)


@given(st.integers(4, 45), st.sampled_from(string.ascii_letters))
def test_a_mistyped_api_key_is_none(place: int, letter: str) -> None:
    key = api_keys.generate()
    wrong = key[:place] + letter + key[place + 1 :]
    assert (api_keys.digest(wrong) is None) == (wrong != key)


@pytest.mark.parametrize("text", ["", "csk_", "csk_" + "é" * 42, "xxx_" + "a" * 42])
def test_what_is_no_api_key(text: str) -> None:
    assert api_keys.digest(text) is None


def test_passwords() -> None:
    encoded = passwords.hash_password("correct horse \ud800 battery")
    assert encoded.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.verify("correct horse \ud800 battery", encoded)
    assert not passwords.verify("wrong", encoded)
    assert not passwords.verify("wrong", None)
    assert not passwords.verify("wrong", "damaged")


def test_nobodys_password_costs_as_much(monkeypatch: pytest.MonkeyPatch) -> None:
    verified = []

    class Recorder(PasswordHasher):
        def verify(
            self,
            hash: str | bytes,  # noqa: A002 - argon2 names it
            password: str | bytes,
        ) -> Literal[True]:
            verified.append(extract_parameters(str(hash)))
            return super().verify(hash, password)

    hasher = Recorder(time_cost=2, memory_cost=19_456, parallelism=1)
    encoded = passwords.hash_password("somebody's password")
    monkeypatch.setattr(passwords, "_HASHER", hasher)
    # Tests of the service have it made as cheaply as all others.
    passwords._nobody.cache_clear()
    assert not passwords.verify("wrong", None)
    assert not passwords.verify("wrong", encoded)
    assert verified[0] == verified[1]


def test_access_tokens_come_back() -> None:
    key = access_tokens.generate_key()
    person, session = uuid4(), uuid4()
    token = access_tokens.issue(key, ISSUER, person, session, 60)
    assert access_tokens.key_id(token) == key.kid
    known = {key.kid or "": key}
    claims = access_tokens.verify(token, known, ISSUER)
    assert claims is not None
    assert (claims.person_id, claims.session_id) == (person, session)
    assert claims.scopes == access_tokens.SCOPES
    assert access_tokens.verify(token, known, "https://other.example") is None
    assert access_tokens.verify(token, {}, ISSUER) is None
    other = access_tokens.generate_key()
    assert access_tokens.verify(token, {key.kid or "": other}, ISSUER) is None


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({"typ": "JWT"}, {}),
        ({}, {"exp": 1}),
        ({}, {"sub": "tm_" + "0" * 26}),
        ({}, {"sub": 1}),
        ({}, {"sid": None}),
        ({}, {"scope": 1}),
        ({}, {"aud": "https://other.example"}),
    ],
)
def test_tokens_that_say_something_else(
    header: dict[str, object], claims: dict[str, object]
) -> None:
    key = access_tokens.generate_key()
    good = access_tokens.issue(key, ISSUER, uuid4(), uuid4(), 60)
    decoded = jwt.decode(good, key, algorithms=["ES256"])
    token = jwt.encode(
        {**decoded.header, **header},
        {**decoded.claims, **claims},
        key,
        algorithms=["ES256"],
    )
    assert access_tokens.verify(token, {key.kid or "": key}, ISSUER) is None


def test_an_unsigned_token_is_nothing() -> None:
    key = access_tokens.generate_key()
    _, claims, _ = access_tokens.issue(key, ISSUER, uuid4(), uuid4(), 60).split(".")
    plain = json.dumps({"alg": "none", "typ": "at+jwt", "kid": key.kid}).encode()
    header = urlsafe_b64encode(plain).rstrip(b"=").decode()
    for signature in ("", "AAAA"):
        token = f"{header}.{claims}.{signature}"
        assert access_tokens.verify(token, {key.kid or "": key}, ISSUER) is None


@pytest.mark.parametrize("token", ["", "x", "e30.x.y", "W10.x.y", "eyJraWQiOjF9.x.y"])
def test_tokens_without_a_key_id(token: str) -> None:
    assert access_tokens.key_id(token) is None


def test_signing_keys_are_sealed() -> None:
    key = access_tokens.generate_key()
    sealed = access_tokens.seal_key(key, KEY)
    assert access_tokens.unseal_key(sealed, KEY).as_dict() == key.as_dict()
    secret = key.as_dict(private=True)["d"]
    assert str(secret) not in sealed
    assert str(secret).encode() not in urlsafe_b64decode(sealed.split(".")[3] + "==")
    with pytest.raises(ValueError, match="COUNTERSIGN_SECRET_KEY"):
        access_tokens.unseal_key(sealed, keys.derive("another", "tests"))


def test_each_role_may_do_what_the_one_below_may() -> None:
    ladder = [PERMISSIONS[role] for role in reversed(Role)]
    assert all(low <= high for low, high in pairwise(ladder))
    assert ladder[-1] == frozenset(Permission)
    assert not allowed("viewer", Permission.WRITE_APIS)
    assert allowed(None, Permission.WRITE_APIS)
    assert not allowed(None, Permission.DELETE_APIS)


def test_callers_have_names() -> None:
    assert Caller(person_id=uuid4()).name.startswith("per_")
    assert Caller(api_key_id=uuid4()).name.startswith("key_")
    assert ANONYMOUS.name == "anonymous"
