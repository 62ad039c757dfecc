"""Passkeys are for one host, and the pages of one origin there."""

import pytest

from impl.security import passkeys
from impl.security.passkeys import RelyingParty, UnfitPasskey


@pytest.mark.parametrize(
    ("url", "host", "origin", "has_name"),
    [
        ("https://example.com", "example.com", "https://example.com", True),
        ("https://Example.com:443/", "example.com", "https://example.com", True),
        ("https://example.com:8443", "example.com", "https://example.com:8443", True),
        ("http://localhost:80/at", "localhost", "http://localhost", True),
        ("http://127.0.0.1:8000", "127.0.0.1", "http://127.0.0.1:8000", False),
        ("http://[::1]:8000", "::1", "http://[::1]:8000", False),
    ],
)
def test_where_a_service_is(url: str, host: str, origin: str, has_name: bool) -> None:
    party = RelyingParty.of_url(url)
    assert (party.host, party.origin, party.has_name) == (host, origin, has_name)


@pytest.mark.parametrize(
    "said", ["", "e30", "W10", "MQ", "bnVsbA", "eyJjaGFsbGVuZ2UiOjF9", "*", "A"]
)
def test_what_says_no_challenge_is_unfit(said: str) -> None:
    with pytest.raises(UnfitPasskey):
        passkeys.challenge_in({"response": {"clientDataJSON": said}})


def test_what_is_made_up_is_unfit_and_nothing_else() -> None:
    party = RelyingParty.of_url("https://example.com")
    made_up = {"id": "AA", "rawId": "AA", "type": "public-key"}
    for content in ("", "gQ", "g" * 9000, "o2NmbXRkbm9uZQ"):
        response = {"clientDataJSON": content, "attestationObject": content}
        with pytest.raises(UnfitPasskey):
            passkeys.made({**made_up, "response": response}, b"", party)
        names = ("clientDataJSON", "authenticatorData", "signature", "userHandle")
        response = dict.fromkeys(names, content)
        with pytest.raises(UnfitPasskey):
            passkeys.used({**made_up, "response": response}, b"", party, b"\xa0")
