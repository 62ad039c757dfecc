"""Secrets and codes of OAuth, and the cookie of a browser."""

import time
from uuid import UUID

import pytest

from impl.security import browser_cookies, oauth_secrets

KEY = b"k" * 32
# RFC 7636 appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
SESSION, PERSON = UUID(int=1), UUID(int=2)


def test_a_verifier_answers_its_challenge_alone() -> None:
    assert oauth_secrets.answers(VERIFIER, CHALLENGE)
    for wrong in (VERIFIER[:-1], VERIFIER + "\n", CHALLENGE, "é" * 43, "", "a" * 129):
        assert not oauth_secrets.answers(wrong, CHALLENGE)
    assert oauth_secrets.is_challenge(CHALLENGE)
    for wrong in ("", CHALLENGE + "=", CHALLENGE[:-1] + "+", CHALLENGE + "\n"):
        assert not oauth_secrets.is_challenge(wrong)


def test_secrets_are_kept_as_digests() -> None:
    secret = oauth_secrets.generate(oauth_secrets.CLIENT_SECRET)
    assert secret != oauth_secrets.generate(oauth_secrets.CLIENT_SECRET)
    assert oauth_secrets.is_same(secret, oauth_secrets.digest(secret))
    assert not oauth_secrets.is_same("\ud800", oauth_secrets.digest(secret))
    assert not oauth_secrets.is_same("", None)


def test_a_typed_code_may_be_written_in_any_way() -> None:
    code = oauth_secrets.user_code()
    wanted = oauth_secrets.user_digest(KEY, code)
    for typed in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' _ ')} "):
        assert oauth_secrets.user_digest(KEY, typed) == wanted
    assert oauth_secrets.user_digest(b"another", code) != wanted
    assert oauth_secrets.user_digest(KEY, code[:-1]) != wanted


def test_a_cookie_is_read_as_it_was_written() -> None:
    for browser in (
        browser_cookies.unknown(),
        browser_cookies.logged_in(SESSION, PERSON),
    ):
        text = browser_cookies.write(KEY, browser)
        assert browser_cookies.read(KEY, text) == browser
        assert browser_cookies.read(b"another", text) is None
        for at in range(len(text)):
            changed = text[:at] + ("B" if text[at] == "A" else "A") + text[at + 1 :]
            found = browser_cookies.read(KEY, changed)
            # The last digit has bits that stand for nothing.
            assert found is None or at == len(text) - 1
    for wrong in ("", "A", "é", "\ud800", "A" * 500):
        assert browser_cookies.read(KEY, wrong) is None


def test_a_cookie_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    text = browser_cookies.write(KEY, browser_cookies.unknown())
    later = time.time() + 13 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    assert browser_cookies.read(KEY, text) is None


def test_a_form_is_of_one_browser() -> None:
    mine, theirs = browser_cookies.unknown(), browser_cookies.unknown()
    token = browser_cookies.form_token(KEY, mine)
    assert browser_cookies.is_of(KEY, mine, token)
    for wrong in (
        token[:-1],
        "",
        "é",
        "\ud800",
        browser_cookies.form_token(KEY, theirs),
    ):
        assert not browser_cookies.is_of(KEY, mine, wrong)
    assert not browser_cookies.is_of(KEY, theirs, token)
