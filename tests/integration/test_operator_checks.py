"""Operators learn from a command, and not from their users, what is set wrong."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from pydantic import SecretStr

from impl.database.unit_of_work import Database
from impl.services.secret_change import secret_of
from impl.services.signing import SigningKeys
from impl.settings import Settings
from scripts.administering.checking import findings
from tests.integration.test_mail import Inbox
from tests.support.authority import issued
from tests.support.openid_provider import CLIENT, OpenIdProvider, listening

pytestmark = pytest.mark.asyncio
NOWHERE = "127.0.0.1:1"


@asynccontextmanager
async def served(inbox: Inbox, **options: Any) -> AsyncIterator[str]:
    """Run a mail server of the library; yield where it is."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(inbox, **options), "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    yield f"{host}:{port}"
    server.close()


async def found(settings: Settings, **changes: object) -> dict[str, tuple[bool, str]]:
    """Return how each thing is with other settings."""
    given = settings.model_copy(update=changes)

    def look() -> dict[str, tuple[bool, str]]:
        looked = findings(given, Path("/nowhere"), has_secret=True)
        return {each.about: (each.is_good, each.said) for each in looked}

    return await asyncio.to_thread(look)


async def of_mail(settings: Settings, url: str, seconds: float = 30) -> str:
    """Return what is wrong with an address of mail, nothing if it can be used."""
    changes = {"mail": SecretStr(url), "mail_timeout": seconds}
    is_good, said = (await found(settings, **changes))["mail"]
    assert "\n" not in said
    return "" if is_good else said


async def test_what_is_off_is_said_to_be(
    settings: Settings, database: Database
) -> None:
    await SigningKeys(database, secret_of(settings), 600).current()
    looked = await found(settings)
    good = "DATABASE_URL can be used and is up to date, and the secret key opens its"
    assert looked == {
        "database": (True, f"{good} signing keys."),
        "mail": (
            True,
            "off, for COUNTERSIGN_MAIL is not set: nobody proves an address.",
        ),
        "provider": (True, "off, for COUNTERSIGN_OPENID_ISSUER is not set."),
    }
    other = await found(settings, secret_key=SecretStr("another one" * 5))
    is_good, said = other["database"]
    assert not is_good
    assert "COUNTERSIGN_SECRET_KEY" in said
    url = SecretStr(f"postgresql://ada@{NOWHERE}/countersign")
    is_good, said = (await found(settings, database_url=url))["database"]
    assert not is_good
    assert said.startswith("DATABASE_URL: ")
    assert '"127.0.0.1", port 1 failed' in said


async def test_a_mail_server_is_tried_without_a_message(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def known(*given: Any) -> AuthResult:
        is_right = given[-1] == LoginPassword(b"ada", b"pass/word")
        return AuthResult(success=is_right, handled=False)

    inbox = Inbox()
    auth = {"authenticator": known, "auth_require_tls": False}
    async with served(inbox) as open_one, served(inbox, **auth) as place:
        assert await of_mail(settings, f"smtp://{open_one}") == ""
        assert await of_mail(settings, f"smtp://ada:pass%2Fword@{place}") == ""
        assert await of_mail(settings, f"smtp://ada:wrong@{place}") == (
            f"{place} refuses the log-in (535). Mend user and password of "
            "COUNTERSIGN_MAIL."
        )
        said = await of_mail(settings, f"smtp://ada:pw@{open_one}")
        assert said.startswith(f"{open_one} offers no log-in known here. Leave user")
        said = await of_mail(settings, f"smtps://{open_one}")
        assert said.startswith(f"{open_one} speaks no TLS as it should: ")
        monkeypatch.setattr("impl.integrations.mail._is_here", lambda host: False)
        said = await of_mail(settings, f"smtp://{open_one}")
        assert said.startswith(f"{open_one} offers no STARTTLS. ")
    assert inbox.got == []


async def test_a_mail_server_has_to_be_there_and_to_be_who_it_is(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    context = issued("mail.example.com").server(tmp_path)
    async with served(Inbox(), tls_context=context) as place:
        said = await of_mail(settings, f"smtp://{place}")
    assert "certificate verify failed" in said
    assert "a certificate that this machine trusts" in said
    said = await of_mail(settings, f"smtp://{NOWHERE}")
    assert said.startswith(f"{NOWHERE} can't be used: ")
    assert "Mend host and port of COUNTERSIGN_MAIL" in said
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = "{}:{}".format(*silent.getsockname())
        said = await of_mail(settings, f"smtp://{place}", seconds=0.1)
    assert said.startswith(f"{place} does not answer within 0.1 s. ")


async def test_a_folder_for_mail_has_to_be_one(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    assert await of_mail(settings, f"file:{tmp_path}/new/mail") == ""
    assert not (tmp_path / "new").exists()
    (tmp_path / "file").touch()
    said = await of_mail(settings, f"file:{tmp_path}/file/mail")
    assert said.startswith(f"{tmp_path}/file is no folder that can be written. ")
    assert await of_mail(settings, "console") == ""


async def test_a_provider_is_asked_who_it_is(
    settings: Settings, database: Database
) -> None:
    async def of_provider(issuer: str) -> tuple[bool, str]:
        named = {"openid_issuer": issuer, "openid_client_id": CLIENT}
        return (await found(settings, **named))["provider"]

    async with listening(OpenIdProvider("https://elsewhere.example/")) as provider:
        issuer = provider.issuer
        said = f"{issuer} says where it is and what it signs with."
        assert await of_provider(issuer) == (True, said)
        assert provider.asked == ["metadata", "keys"]
        is_good, said = await of_provider(f"{issuer}/")
        assert not is_good
        assert said.startswith(f"{issuer}/: It calls itself {issuer!r}. COUNTERSIGN_OP")
        is_good, said = await of_provider(f"{issuer}/tenant")
        assert (is_good, "/tenant: It answers 404. " in said) == (False, True)
        provider.published = []
        is_good, said = await of_provider(issuer)
        assert (is_good, "has no keys, so nobody" in said) == (False, True)
    is_good, said = await of_provider(f"http://{NOWHERE}")
    assert not is_good
    assert said.startswith(f"http://{NOWHERE}: The connection failed: ")


async def test_no_name_server_keeps_an_operator_waiting(
    settings: Settings, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = threading.Event()
    monkeypatch.setattr("scripts.administering.checking._GRACE", 0.1)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: left.wait() and [])
    try:
        said = await of_mail(settings, "smtp://mail.example", seconds=0.1)
    finally:
        left.set()
    assert said.startswith("There was no end within 0.2 s, perhaps for want of a name")


async def test_what_nobody_thought_of_is_a_line_too(
    settings: Settings, database: Database
) -> None:
    named = {"openid_issuer": "http://localhost:99999", "openid_client_id": CLIENT}
    is_good, said = (await found(settings, **named))["provider"]
    assert not is_good
    assert "\n" not in said
