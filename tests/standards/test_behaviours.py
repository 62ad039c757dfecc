"""What standards demand of code that needs no service to show it."""

import ast
import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from joserfc import jwt

from impl.security import (
    access_tokens,
    account_tokens,
    api_keys,
    keys,
    oauth_secrets,
    one_time_codes,
    sealing,
    webhook_secrets,
)

ROOT = Path(__file__).parents[2]
ISSUER = "https://countersign.example"
# Bits that a character of a secret is worth at the least: they are in base 32.
_BITS = 5
_WEAK = {"md5", "sha1", "des", "DES", "ARC4", "Blowfish", "ECB", "TripleDES"}


@pytest.mark.parametrize(
    ("generate", "bits"),
    [
        (account_tokens.generate, 128),
        (api_keys.generate, 128),
        (lambda: oauth_secrets.generate("cso"), 128),
        (webhook_secrets.generate, 128),
        (one_time_codes.generate_secret, 128),
        # These can be tried a few times only, and end soon or work once.
        (oauth_secrets.user_code, 20),
        (lambda: one_time_codes.generate_recovery_codes()[0], 20),
    ],
)
def test_secrets_are_random(generate: Callable[[], str], bits: int) -> None:
    made = {generate() for _ in range(200)}
    assert len(made) == 200
    # What is the same in all of them, such as a prefix, makes no difference.
    shortest = min(len(each) for each in made)
    varying = [at for at in range(shortest) if len({each[at] for each in made}) > 4]
    assert len(varying) * _BITS >= bits or len(varying) * 4 >= bits


def test_randomness_and_primitives_come_from_libraries() -> None:
    """Nothing is random but by the operating system, and no hash is a broken one."""
    for path in (ROOT / "impl" / "security").rglob("*.py"):
        names = {
            each.attr if isinstance(each, ast.Attribute) else each.id
            for each in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(each, ast.Attribute | ast.Name)
        }
        assert "random" not in names, path
        assert not names & _WEAK, path


def test_what_is_sealed_twice_is_never_the_same() -> None:
    key = keys.derive("a secret of this test", "tests")
    sealed = {sealing.seal("the same", key) for _ in range(50)}
    assert len({each.split(".")[2] for each in sealed}) == 50
    assert {sealing.unseal(each, key) for each in sealed} == {"the same"}
    # One cipher, which notices every change.
    heads = {urlsafe_b64decode(each.partition(".")[0] + "==") for each in sealed}
    assert [json.loads(each)["enc"] for each in heads] == ["A256GCM"]
    head, _, nonce, text, tag = sealed.pop().split(".")
    changed = f"{head}..{nonce}.{'A' if text[0] != 'A' else 'B'}{text[1:]}.{tag}"
    with pytest.raises(ValueError, match="another"):
        sealing.unseal(changed, key)


@pytest.mark.parametrize("name", ["jwk", "jku", "x5u", "x5c"])
def test_a_token_does_not_bring_its_own_key(name: str) -> None:
    known, own = access_tokens.generate_key(), access_tokens.generate_key()
    good = access_tokens.issue(own, ISSUER, uuid4(), uuid4(), 60)
    decoded = jwt.decode(good, own, algorithms=["ES256"])
    brought: dict[str, object] = {
        "jwk": own.as_dict(private=False),
        "jku": "https://attacker.example/jwks.json",
        "x5u": "https://attacker.example/chain.pem",
        "x5c": ["MIIB"],
    }
    header = {**decoded.header, "kid": known.kid, name: brought[name]}
    token = jwt.encode(header, decoded.claims, own, algorithms=["ES256"])
    assert access_tokens.verify(token, {known.kid or "": known}, ISSUER) is None
